//! What is due for a worker, as those see it and tell how it ended who take part in the application: the worker and the agency
//! all of it, the employer what it must see to itself.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::duties::{end_once, must_have_come},
        programme::words::work_word,
        resource::checked::By,
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Scope,
            worker::WorkerAct,
        },
        law::duty::{Duty, EMPLOYERS, Ending},
        programme::application::{Application, ApplicationId},
        values::moscow::moscow_day,
    },
    store::{StoreError, backend::DbConnection, law::duties, programme::work_ends},
};

impl App {
    /// What was and is due for the worker of an application after number `after`, in the order in which it was kept.
    pub fn deadlines_of(
        &self,
        actor: &Actor,
        id: ApplicationId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Duty>, AppError> {
        let application: Application = self.find_record(actor, id)?;
        let (candidate, page) = (application.body.candidate.0, (after, limit));
        let all = self.store.as_server("who takes part in an application sees what is due for it");
        Ok(all.read(|conn| {
            if application.relation(actor) != Relation::Owner {
                return duties::list(conn, candidate, after, limit);
            }
            match employed(conn, &application)? {
                Some(days) => duties::list_of(conn, candidate, (EMPLOYERS, days), page),
                None => Ok(Vec::new()),
            }
        })?)
    }

    /// Notes how a deadline ended, by the word of whoever takes part in the application.
    pub fn end_deadline_of(
        &self,
        actor: &Actor,
        (id, duty): (ApplicationId, Uuid),
        ending: Ending,
    ) -> Result<Duty, AppError> {
        actor.require(Scope::ApplicationsWrite)?;
        let application: Application = self.find_record(actor, id)?;
        let relation = application.relation(actor);
        if !ending.how.tellers_of_application().contains(&relation) {
            return Err(Denied::Role.into());
        }
        must_have_come(&ending, self.today())?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let note = by.note(&format!("deadline_{}", ending.how));
        self.writer.run(move |tx| {
            if let Some(worker) = by.actor.worker() {
                work_word(tx, worker, (WorkerAct::MoveApplication, id), &by)?;
            }
            let days = employed(tx.conn(), &application)?;
            let of_employer = |duty: &Duty| days.is_some_and(|days| duty.is_of(EMPLOYERS, days));
            let is_seen = |duty: &Duty| relation != Relation::Owner || of_employer(duty);
            end_once(tx, application.body.candidate, (duty, ending), note, is_seen)
        })
    }
}

/// The last day of which rules know.
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("it is a day");

/// From which day until which the employer answers for the worker: once a contract is signed, from the application until the
/// last day of work. What comes later is another's matter.
fn employed(
    conn: &mut DbConnection,
    application: &Application,
) -> Result<Option<(NaiveDate, NaiveDate)>, StoreError> {
    if !(application.status.has_signed() || application.status.has_gone()) {
        return Ok(None);
    }
    let end = work_ends::of_application(conn, application.id.0)?;
    let last = end.map_or(LAST_DAY, |end| end.last_day);
    Ok(Some((moscow_day(application.created_at), last)))
}
