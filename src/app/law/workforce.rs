//! What employers report of their workforce.

use uuid::Uuid;

pub use crate::store::law::workforce::WorkforceEntry;
use crate::{
    app::{App, error::AppError},
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Scope,
        },
        law::workforce::WorkforceReport,
        parties::employer::{EmployerBody, EmployerId},
    },
    store::{law::workforce::WorkforceReports, ledger::Ledger},
};

impl App {
    /// Enters what an employer reports of itself.
    pub fn report_workforce(
        &self,
        actor: &Actor,
        employer: EmployerId,
        report: WorkforceReport,
    ) -> Result<WorkforceEntry, AppError> {
        actor.require(Scope::ComplianceWrite)?;
        let found = self.find_record::<EmployerBody>(actor, employer)?;
        if found.relation(actor) != Relation::Owner {
            return Err(Denied::Role.into());
        }
        let wrong = report.contradictions(self.today());
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let client = actor.client().map(|client| client.id);
        let entry =
            WorkforceEntry { n: 0, employer: employer.0, report, recorded_at: self.now(), client };
        let new = entry.clone();
        self.writer.run(move |tx| Ok::<_, AppError>(WorkforceReports::append(tx, new)?))?;
        Ok(entry)
    }

    /// The reports of an employer after number `after`, oldest first.
    pub fn workforce_reports(
        &self,
        actor: &Actor,
        employer: EmployerId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<WorkforceEntry>, AppError> {
        actor.require(Scope::ComplianceRead)?;
        let employer: Uuid = self.find_record::<EmployerBody>(actor, employer)?.id.0;
        Ok(self.store.read(|conn| WorkforceReports::list(conn, employer, after, limit))?)
    }
}
