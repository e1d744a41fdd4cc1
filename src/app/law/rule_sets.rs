//! Rule sets: recorded by operators, active once an operator of each side has approved them, and never changed.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use crate::store::law::rule_sets::{Approval, RecordedSet};
use crate::{
    app::{App, error::AppError, resource::checked::note},
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Scope,
        },
        law::{
            read::{OWN, read},
            rule_set::{RuleSet, known_at},
            words::{RuleSetState, Side},
        },
        resource::RecordKind,
        values::moscow::moscow_day,
    },
    store::{StoreError, backend::DbConnection, law::rule_sets as store},
};

/// The set that was read last. None is ever changed, so what was read of one holds.
static LAST_READ: Mutex<Option<(Uuid, Arc<RuleSet>)>> = Mutex::new(None);

/// A recorded set and its state.
#[derive(Debug, Clone)]
pub struct RuleSetEntry {
    /// What was recorded.
    pub recorded: RecordedSet,
    /// Its state now.
    pub state: RuleSetState,
}

/// The set that answers questions.
#[derive(Debug, Clone)]
pub struct SetInUse {
    /// The id of the recorded set; `None` is the project's own.
    pub id: Option<Uuid>,
    /// What it says.
    pub set: Arc<RuleSet>,
}

impl App {
    /// Records a set, if nothing is wrong with its file.
    pub fn record_rule_set(&self, actor: &Actor, text: String) -> Result<RuleSetEntry, AppError> {
        actor.require(Scope::RulesWrite)?;
        let set = read(&text).map_err(|faults| {
            let wrong = |fault| FieldError::new("/text", "value", fault);
            AppError::Invalid(faults.into_iter().map(wrong).collect())
        })?;
        let (id, recorded_at) = (Uuid::now_v7(), self.now());
        let recorded = RecordedSet { id, name: set.id, text, recorded_at, approvals: Vec::new() };
        let (note, new) = (note(actor, "create", None, recorded_at), recorded.clone());
        self.writer.run(move |tx| Ok::<_, AppError>(store::insert(tx, &new, note)?))?;
        Ok(RuleSetEntry { recorded, state: RuleSetState::Draft })
    }

    /// Approves a set for a side. With the second side it becomes active.
    pub fn approve_rule_set(
        &self,
        actor: &Actor,
        id: Uuid,
        side: Side,
    ) -> Result<RuleSetEntry, AppError> {
        actor.require(Scope::RulesWrite)?;
        let organisation = actor.organisation().ok_or(Denied::Role)?;
        let (approval, action) =
            (Approval { side, organisation, at: self.now() }, format!("approve_{side}"));
        let note = note(actor, &action, None, approval.at);
        self.writer.run(move |tx| {
            let set = store::find(tx.conn(), id)?.ok_or(AppError::NoSuch(RecordKind::RuleSet))?;
            Ok::<(), AppError>(store::approve(tx, &set, approval, note)?)
        })?;
        self.react_to(RecordKind::RuleSet, RuleSetState::Active.as_str());
        self.rule_set(id)
    }

    /// The set with this id. Law is public.
    pub fn rule_set(&self, id: Uuid) -> Result<RuleSetEntry, AppError> {
        let now = self.now();
        let (found, active) = self.store.read(|conn| {
            Ok::<_, StoreError>((store::find(conn, id)?, store::active_at(conn, now)?))
        })?;
        let recorded = found.ok_or(AppError::NoSuch(RecordKind::RuleSet))?;
        Ok(entry(recorded, active))
    }

    /// The sets recorded before the one with this id, newest first.
    pub fn rule_sets(
        &self,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<RuleSetEntry>, AppError> {
        let now = self.now();
        let (found, active) = self.store.read(|conn| {
            Ok::<_, StoreError>((store::list(conn, before, limit)?, store::active_at(conn, now)?))
        })?;
        Ok(found.into_iter().map(|recorded| entry(recorded, active)).collect())
    }

    /// The set that was in use at a moment: the active one, and the project's own where no set has been active.
    pub fn rule_set_in_use(&self, moment: DateTime<Utc>) -> Result<Option<SetInUse>, AppError> {
        let active = self.store.read(|conn| in_use(conn, moment))?;
        Ok(or_own(active, moment))
    }
}

/// The set that both sides had approved at a moment.
pub(in crate::app) fn in_use(
    conn: &mut DbConnection,
    moment: DateTime<Utc>,
) -> Result<Option<SetInUse>, StoreError> {
    let Some(id) = store::active_at(conn, moment)? else { return Ok(None) };
    let mut last = LAST_READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, set)) = &*last
        && *known == id
    {
        return Ok(Some(SetInUse { id: Some(id), set: Arc::clone(set) }));
    }
    let corrupt = |why| StoreError::CorruptRow { table: "rule_sets", id, why };
    let recorded = store::find(conn, id)?.ok_or_else(|| corrupt("it is gone".to_owned()))?;
    let set = read(&recorded.text)
        .map_err(|faults| corrupt(faults.first().map_or_else(String::new, ToString::to_string)))?;
    let set = Arc::new(set);
    *last = Some((id, Arc::clone(&set)));
    Ok(Some(SetInUse { id: Some(id), set }))
}

/// The active set, or where none is, the project's own as far as it was known.
pub(in crate::app) fn or_own(active: Option<SetInUse>, moment: DateTime<Utc>) -> Option<SetInUse> {
    let own = || known_at(&OWN, moscow_day(moment)).cloned();
    active.or_else(|| own().map(|set| SetInUse { id: None, set: Arc::new(set) }))
}

fn entry(recorded: RecordedSet, active: Option<Uuid>) -> RuleSetEntry {
    let state = match (recorded.active_since(), recorded.approvals.is_empty()) {
        (Some(_), _) if active == Some(recorded.id) => RuleSetState::Active,
        (Some(_), _) => RuleSetState::Superseded,
        (None, false) => RuleSetState::Reviewed,
        (None, true) => RuleSetState::Draft,
    };
    RuleSetEntry { recorded, state }
}
