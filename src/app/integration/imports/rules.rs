//! What makes an import a job: who may start one, and what a step of it is.

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        integration::imports::{
            row::{ReadRow, Row},
            rows::Rows,
            texts::may_import,
            writing,
        },
        jobs::rules::JobRules,
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        integration::import::{
            Import, ImportBody, RowError, RowOutcome, RowPosition, RowResult, RowState, Wanted,
            WantedBody,
        },
        job::Step,
    },
    store::{backend::DbConnection, jobs::texts, tx::Tx},
};

impl JobRules for ImportBody {
    /// Employers import vacancies, agencies candidates.
    fn starter(&self, actor: &Actor) -> Result<Role, Denied> {
        may_import(actor, self.subject)?;
        Ok(self.subject.owner())
    }

    fn count(&self, _conn: &mut DbConnection, _actor: &Actor) -> Result<u32, AppError> {
        Ok(self.rows)
    }

    fn begun(&self, tx: &mut Tx<'_>, job: Uuid) -> Result<(), AppError> {
        if texts::give(tx, self.text, job)? { Ok(()) } else { Err(AppError::Outdated) }
    }

    fn ended(tx: &mut Tx<'_>, job: Uuid) -> Result<(), AppError> {
        Ok(texts::remove_of(tx, job)?)
    }

    /// Reads the next rows. They are written in the transaction that keeps what became of them.
    fn step(
        app: &App,
        import: &Import,
        _owner: &Actor,
        size: usize,
    ) -> Result<Step<Self>, AppError> {
        let body = &import.body;
        let mut rows = Rows::of(&app.store, body, import.position);
        let (mut results, mut last) = (Vec::new(), false);
        while results.len() < size && !last {
            match rows.read_next()? {
                Some((at, row)) => results.push(app.read_row(import, at, &row)?),
                None => last = true,
            }
        }
        Ok(Step { results, position: Some(rows.position()), last })
    }

    fn write(tx: &mut Tx<'_>, owner: &Actor, results: &mut [RowResult]) -> Result<(), AppError> {
        writing::write(tx, owner, results)
    }
}

impl App {
    /// What a row says, if its codes exist.
    fn checked_row(&self, said: WantedBody) -> Result<WantedBody, Vec<RowError>> {
        let checked = match said {
            WantedBody::Vacancy(body) => {
                self.checked(*body).map(|body| WantedBody::Vacancy(Box::new(body)))
            }
            WantedBody::Candidate(body) => {
                self.checked(*body).map(|body| WantedBody::Candidate(Box::new(body)))
            }
        };
        checked.map_err(|refused| writing::errors(&refused))
    }

    fn wanted(&self, import: &Import, body: WantedBody) -> Wanted {
        let ImportBody { dry_run, client, .. } = import.body;
        Wanted { body, dry_run, at: self.now(), import: import.id.0, client }
    }

    /// What a row says, ready to be written, or what is wrong with it.
    fn read_row(&self, import: &Import, at: RowPosition, row: &Row) -> Result<RowResult, AppError> {
        let ReadRow { external_ref, read, notes } = self.said_of_row(&import.body, row)?;
        let read = read.and_then(|said| self.checked_row(said));
        let (wanted, errors) = match read {
            Ok(said) => (Some(self.wanted(import, said)), notes),
            Err(errors) => (None, errors),
        };
        let outcome = RowOutcome {
            line: at.line,
            external_ref,
            state: RowState::Refused,
            version: None,
            errors,
            wanted,
        };
        Ok(RowResult { item: Uuid::now_v7(), outcome })
    }
}
