//! The job that works an allocation out. It is one step: what it found is kept with the allocation in the transaction that ends
//! it. While it works it looks now and then whether it was cancelled.

use std::time::{Duration, Instant};

use crate::{
    allocation::{self, Unsolved, Watch},
    app::{
        App,
        error::AppError,
        jobs::rules::JobRules,
        programme::allocations::{
            freezing::{in_state, stored, unwritable},
            reading,
        },
        resource::checked::By,
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        job::{JobResult, JobStatus, Step},
        programme::allocation::{
            AllocationBody, AllocationFigures, AllocationFound, AllocationRun, AllocationRunBody,
            AllocationStatus,
        },
        resource::RecordKind,
    },
    store::{
        backend::DbConnection,
        jobs::records,
        programme::allocations::{self, AllocationDocument},
        records::Stored,
        tx::Tx,
    },
};

/// How often it looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(500);

impl JobRules for AllocationRunBody {
    fn starter(&self, actor: &Actor) -> Result<Role, Denied> {
        match actor.role() {
            Some(role @ Role::Operator) => Ok(role),
            _ => Err(Denied::Role),
        }
    }

    fn count(&self, _conn: &mut DbConnection, _actor: &Actor) -> Result<u32, AppError> {
        Ok(1)
    }

    fn check(&self, conn: &mut DbConnection, actor: &Actor) -> Result<(), AppError> {
        let found = AllocationBody::find(conn, actor.reach(), self.allocation)?;
        let found = found.ok_or(AppError::NoSuch(RecordKind::Allocation))?;
        in_state(&found, AllocationStatus::Frozen, "worked out")
    }

    fn step(
        app: &App,
        run: &AllocationRun,
        _owner: &Actor,
        _size: usize,
    ) -> Result<Step<Self>, AppError> {
        let id = run.body.allocation;
        let found = app.store.read(|conn| AllocationBody::find(conn, Actor::System.reach(), id))?;
        let frozen = found.filter(|one| one.status == AllocationStatus::Frozen);
        let outcome = match frozen {
            None => app.nothing_found(),
            Some(frozen) => app.worked_out(run, &frozen.body.seed)?,
        };
        let results = vec![JobResult { item: id.0, outcome }];
        Ok(Step { results, position: Some(id.0), last: true })
    }

    fn write(
        tx: &mut Tx<'_>,
        _owner: &Actor,
        results: &mut [JobResult<AllocationFound>],
    ) -> Result<(), AppError> {
        for JobResult { item, outcome } in results {
            let Some(result) = outcome.result.take() else { continue };
            let id = crate::domain::resource::id::Id::new(*item);
            let found = AllocationBody::find(tx.conn(), Actor::System.reach(), id)?;
            let Some(frozen) = found.filter(|one| one.status == AllocationStatus::Frozen) else {
                outcome.figures = None; // it was discarded, or another run was faster
                continue;
            };
            let by = By::system("an allocation run", outcome.at);
            let mut body = frozen.body.clone();
            body.figures = outcome.figures;
            stored(tx, &frozen, (body, AllocationStatus::Computed), "compute", &by)?;
            allocations::insert(tx, id, AllocationDocument::Result, &result)?;
        }
        Ok(())
    }
}

impl App {
    fn nothing_found(&self) -> AllocationFound {
        AllocationFound { figures: None, at: self.now(), result: None }
    }

    fn worked_out(&self, run: &AllocationRun, seed: &str) -> Result<AllocationFound, AppError> {
        let input = self.store.read(|conn| reading::input(conn, run.body.allocation))?;
        let mut looked = Instant::now();
        let mut goes_on = |_, _| {
            if looked.elapsed() < LOOK {
                return true;
            }
            looked = Instant::now();
            let reach = Actor::System.reach_of_jobs();
            let found = self.store.read(|conn| records::find(conn, reach, run.id));
            // If the database is away it stops: the step could not be stored.
            found.is_ok_and(|job| {
                job.is_none_or(|job: AllocationRun| job.status == JobStatus::Running)
            })
        };
        let solved = allocation::solve(&input, &bytes(seed), Watch::new(&mut goes_on));
        let outcome = match solved {
            Ok(outcome) => outcome,
            Err(Unsolved::Cancelled(_)) => {
                return Ok(self.nothing_found());
            }
            Err(Unsolved::Problems(_)) => {
                let why = "what went in cannot be worked out by this release: draft it anew";
                return Err(AppError::Conflict(why.to_owned()));
            }
        };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let figures = AllocationFigures {
            units: count(input.units.len()),
            vacancies: count(input.vacancies.len()),
            placed: outcome.placed,
            placed_upper_bound: outcome.placed_upper_bound,
            blocking_pairs: count(outcome.certificate.blocking_pairs.len()),
        };
        let result = serde_json::to_string(&outcome).map_err(unwritable)?;
        Ok(AllocationFound { figures: Some(figures), at: self.now(), result: Some(result) })
    }
}

/// The bytes of a seed.
pub(super) fn bytes(seed: &str) -> Vec<u8> {
    let digits = seed.as_bytes().chunks(2);
    let byte = |two| std::str::from_utf8(two).ok().and_then(|two| u8::from_str_radix(two, 16).ok());
    digits.filter_map(byte).collect()
}
