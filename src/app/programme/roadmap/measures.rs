//! Measures: operators enter them, one begins when what it waits for is done, and is dropped once both owners give it up.

use std::collections::{HashSet, VecDeque};

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::roadmap::indicators::of_measure,
        resource::{
            checked::By,
            rules::{DocumentRules, ResourceRules},
            transition::moved,
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        law::words::Side,
        programme::roadmap::{
            indicator::IndicatorBody,
            measure::{DEPENDENCIES, Measure, MeasureBody, MeasureId, MeasureStatus},
        },
        resource::{RecordKind, Resource, lifecycle::Lack},
    },
    store::{
        backend::DbConnection,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for MeasureBody {
    /// What it waits for is there, and does not wait for it.
    fn ask_law(tx: &mut Tx<'_>, later: &Measure, _now: DateTime<Utc>) -> Result<(), AppError> {
        let wrong = unknown_measures(tx.conn(), &later.body.depends_on, "/depends_on")?;
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        if waits_for_itself(tx.conn(), later)? {
            let why = "what it waits for waits for it in the end: leave one of them out";
            return Err(AppError::Invalid(vec![FieldError::new("/depends_on", "circle", why)]));
        }
        Ok(())
    }

    fn lacks(
        conn: &mut DbConnection,
        measure: &Measure,
        _today: NaiveDate,
    ) -> Result<Vec<Lack>, AppError> {
        let before = found(conn, &measure.body.depends_on)?;
        let is_open = |one: &&Measure| one.status != MeasureStatus::Done;
        let lack = |one: &Measure| Lack {
            need: DEPENDENCIES,
            why: format!(
                "measure {} is {}: it must be done first, or be left out of depends_on",
                one.id, one.status
            ),
        };
        Ok(before.iter().filter(is_open).map(lack).collect())
    }
}

impl DocumentRules for MeasureBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        Vec::new()
    }

    /// Nothing waits for what is gone, and no indicator tells of it.
    fn leave(tx: &mut Tx<'_>, measure: &Measure, _now: DateTime<Utc>) -> Result<(), AppError> {
        let filter = of_measure(measure.id);
        let told = IndicatorBody::list(tx.conn(), Actor::System.reach(), &filter, None, 1)?;
        let all = all_measures(tx.conn())?;
        let waits = all.iter().any(|one| one.body.depends_on.contains(&measure.id));
        if told.is_empty() && !waits {
            return Ok(());
        }
        let why = "other measures wait for it, or indicators tell of it: take it out of them first";
        Err(AppError::Conflict(why.to_owned()))
    }
}

fn found(conn: &mut DbConnection, ids: &[MeasureId]) -> Result<Vec<Measure>, AppError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(MeasureBody::find_all(conn, Actor::System.reach(), &ids)?)
}

/// Every measure, the newest first.
fn all_measures(conn: &mut DbConnection) -> Result<Vec<Measure>, AppError> {
    Ok(MeasureBody::list(conn, Actor::System.reach(), &Filter::default(), None, usize::MAX)?)
}

/// The measures that are named and are not there, where they are named.
pub(super) fn unknown_measures(
    conn: &mut DbConnection,
    ids: &[MeasureId],
    pointer: &str,
) -> Result<Vec<FieldError>, AppError> {
    let known: HashSet<Uuid> = found(conn, ids)?.into_iter().map(|one| one.id.0).collect();
    let unknown = ids.iter().enumerate().filter(|(_, id)| !known.contains(&id.0));
    let why = "there is no measure with this id: name another";
    Ok(unknown
        .map(|(at, _)| FieldError::new(format!("{pointer}/{at}"), "unknown_id", why))
        .collect())
}

fn waits_for_itself(conn: &mut DbConnection, measure: &Measure) -> Result<bool, AppError> {
    let (mut seen, mut next) = (HashSet::new(), VecDeque::from([measure.body.depends_on.clone()]));
    while let Some(ids) = next.pop_front() {
        if ids.contains(&measure.id) {
            return Ok(true);
        }
        let new: Vec<MeasureId> = ids.into_iter().filter(|id| seen.insert(id.0)).collect();
        next.extend(found(conn, &new)?.into_iter().map(|one| one.body.depends_on));
    }
    Ok(false)
}

/// That the owner of a side gives a measure up.
#[derive(Debug, Clone)]
pub struct GivenUp {
    /// The side.
    pub side: Side,
    /// Why.
    pub reason: String,
    /// The version that was looked at.
    pub version: i64,
}

impl App {
    /// Gives a measure up for a side, which its owner alone may do. With both sides it is dropped.
    pub fn give_measure_up(
        &self,
        actor: &Actor,
        id: MeasureId,
        new: GivenUp,
    ) -> Result<Visible<MeasureBody>, AppError> {
        actor.require(MeasureBody::WRITE)?;
        let office = actor.client().filter(|client| client.role == Role::Operator);
        let organisation = office.ok_or(Denied::Role)?.organisation;
        let GivenUp { side, reason, version } = new;
        let by = By { actor: actor.clone(), reason: Some(reason), now: self.now() };
        let later = self.writer.run(move |tx| {
            let before = open_measure(tx, id)?;
            if before.body.owners.get(&side).is_none_or(|one| one.organisation != organisation) {
                return Err(Denied::Role.into());
            }
            if before.version != version {
                return Err(AppError::Outdated);
            }
            let (body, is_over) = before.body.given_up(side, by.now).ok_or(AppError::Outdated)?;
            let later = before.clone().with_body(body, before.external_ref.clone(), by.now);
            if !MeasureBody::update(tx, &before, &later, by.note(&format!("give_up_{side}")))? {
                return Err(AppError::Outdated);
            }
            let system = By::system("both owners have given it up", by.now);
            if is_over { moved(tx, &later, MeasureStatus::Dropped, &system) } else { Ok(later) }
        })?;
        self.seen(actor, later)
    }
}

/// A measure that something is still to be done of, reserved for this transaction.
fn open_measure(tx: &mut Tx<'_>, id: MeasureId) -> Result<Measure, AppError> {
    MeasureBody::claim(tx.conn(), id)?;
    let found = MeasureBody::find(tx.conn(), Actor::System.reach(), id)?;
    let found = found.ok_or(AppError::NoSuch(RecordKind::Measure))?;
    if found.status.is_open() {
        return Ok(found);
    }
    Err(AppError::Conflict(format!("a measure that is {} is not given up", found.status)))
}
