//! Writes the rows of a step, each by its reference, in the transaction that keeps what became of them.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        resource::{
            batch::{known, own},
            change::put,
            checked::{By, note},
            rules::DocumentRules,
        },
    },
    domain::{
        FieldError,
        access::actor::{Actor, Client},
        integration::import::{RowError, RowResult, RowState, Wanted, WantedBody},
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::Record,
        values::{moscow::moscow_day, text::ExternalRef},
    },
    store::{jobs::results, law::compliance_checks, tx::Tx},
};

/// A kind of record that rows can say.
trait Imported: DocumentRules {
    /// What a row says of such a record.
    fn of(body: WantedBody) -> Option<Self>;
}

impl Imported for VacancyBody {
    fn of(body: WantedBody) -> Option<Self> {
        match body {
            WantedBody::Vacancy(body) => Some(*body),
            WantedBody::Candidate(_) => None,
        }
    }
}

impl Imported for CandidateBody {
    fn of(body: WantedBody) -> Option<Self> {
        match body {
            WantedBody::Candidate(body) => Some(*body),
            WantedBody::Vacancy(_) => None,
        }
    }
}

/// Writes what rows want, and notes in each what became of it.
pub(super) fn write(
    tx: &mut Tx<'_>,
    owner: &Actor,
    rows: &mut [RowResult],
) -> Result<(), AppError> {
    let first = rows.iter().find_map(|row| row.outcome.wanted.as_ref());
    let written = match first.map(|wanted| &wanted.body) {
        None => return Ok(()),
        Some(WantedBody::Vacancy(_)) => write_all::<VacancyBody>(tx, owner, rows),
        Some(WantedBody::Candidate(_)) => write_all::<CandidateBody>(tx, owner, rows),
    };
    written.map_err(|error| match error {
        AppError::Outdated | AppError::Taken(_) => AppError::Unavailable(
            "a record of an import was written by somebody else at this moment: the step is repeated".to_owned(),
        ),
        other => other,
    })
}

fn write_all<R: Imported>(
    tx: &mut Tx<'_>,
    owner: &Actor,
    rows: &mut [RowResult],
) -> Result<(), AppError> {
    let wanted = rows.iter().filter(|row| row.outcome.wanted.is_some());
    let references = wanted.filter_map(|row| row.outcome.external_ref.clone()).collect();
    let mut present = known::<R>(tx, owner, references)?;
    let written = written_before(tx, rows, &present)?;
    let mut seen = HashSet::new();
    for row in rows {
        let Some(wanted) = row.outcome.wanted.take() else { continue };
        let Some(reference) = row.outcome.external_ref.clone() else { continue };
        let before = present.remove(&reference);
        let again = before.as_ref().is_some_and(|record| written.contains(&record.id.0));
        if !seen.insert(reference.clone()) || again {
            let detail = "an earlier row of this file has this reference: each record has one row";
            row.outcome.errors =
                vec![RowError::of(FieldError::new("/external_ref", "duplicate", detail), None)];
            continue;
        }
        let after = write_one::<R>(tx, owner, (reference, wanted), before.clone())?;
        note_outcome(row, before.as_ref(), after);
    }
    Ok(())
}

/// Which of these records earlier steps of the import have written.
fn written_before<R: Imported>(
    tx: &mut Tx<'_>,
    rows: &[RowResult],
    present: &HashMap<ExternalRef, Record<R>>,
) -> Result<HashSet<Uuid>, AppError> {
    let import = rows.iter().find_map(|row| Some(row.outcome.wanted.as_ref()?.import));
    let Some(import) = import else { return Ok(HashSet::new()) };
    let records: Vec<Uuid> = present.values().map(|record| record.id.0).collect();
    Ok(results::among(tx.conn(), import, &records)?)
}

/// The record as it then is, `None` if a dry run would make it; or what it is refused for.
type After<R> = Result<Option<Record<R>>, AppError>;

fn write_one<R: Imported>(
    tx: &mut Tx<'_>,
    owner: &Actor,
    (reference, wanted): (ExternalRef, Wanted),
    present: Option<Record<R>>,
) -> Result<(After<R>, bool), AppError> {
    let by = By { actor: sender(owner, wanted.client), reason: None, now: wanted.at };
    let Some(body) = R::of(wanted.body) else { return Err(AppError::Outdated) };
    if wanted.dry_run {
        return Ok((tried(present, reference, body, &by), true));
    }
    let done = match put(tx, present, reference, body, &by) {
        Err(lacking @ AppError::Lacking(_)) => Err(lacking),
        done => own(done)?,
    };
    if let Err(AppError::Unlawful(check)) = &done {
        let note = note(&Actor::System, "create", None, check.checked_at);
        compliance_checks::insert(tx, check, note)?;
    }
    Ok((done.map(|(record, _)| Some(record)), false))
}

/// The client that sent the file, for its organisation.
fn sender(owner: &Actor, client: Uuid) -> Actor {
    let of = |owner: &Client| Actor::Client(Client { id: client, ..owner.clone() });
    owner.client().map_or_else(|| owner.clone(), of)
}

/// What would become of a record, as far as that shows without writing it.
fn tried<R: Imported>(
    present: Option<Record<R>>,
    reference: ExternalRef,
    mut body: R,
    by: &By,
) -> After<R> {
    let Some(record) = present else { return Ok(None) };
    body.keep(&record.body);
    if record.body == body {
        return Ok(Some(record));
    }
    let revised = R::revised(record.status, &record.body, &body, moscow_day(by.now));
    revised.map_err(AppError::Conflict)?;
    Ok(Some(record.with_body(body, Some(reference), by.now)))
}

fn note_outcome<R: Imported>(
    row: &mut RowResult,
    before: Option<&Record<R>>,
    (after, tried): (After<R>, bool),
) {
    let outcome = &mut row.outcome;
    let after = match after {
        Ok(after) => after,
        Err(refused) => {
            outcome.errors = errors(&refused);
            return;
        }
    };
    outcome.state = match (before, &after) {
        (None, _) => RowState::Created,
        (Some(before), Some(after)) if before.version == after.version => RowState::Unchanged,
        (Some(_), _) => RowState::Replaced,
    };
    if let Some(record) = after.filter(|_| !tried) {
        row.item = record.id.0;
        outcome.version = Some(record.version);
    }
}

/// What a record is refused for.
pub(super) fn errors(refused: &AppError) -> Vec<RowError> {
    match refused {
        AppError::Invalid(errors) => {
            errors.iter().map(|error| RowError::of(error.clone(), None)).collect()
        }
        AppError::Unlawful(_) => {
            let detail = "a rule of law is broken: the compliance checks of the vacancy say which";
            vec![RowError::of(FieldError::new("", "unlawful", detail), None)]
        }
        other => vec![RowError::of(FieldError::new("", "conflict", other), None)],
    }
}
