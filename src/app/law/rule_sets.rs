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
            read::{Fault, OWN, read},
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

impl RuleSetEntry {
    /// The names of the rules that whoever approves of it confirms.
    pub fn doubtful(&self) -> Vec<String> {
        let names = |set: &RuleSet| set.doubtful().map(|rule| rule.id.clone()).collect();
        parsed(&self.recorded).as_ref().map(names).unwrap_or_default()
    }
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

    /// Approves a set for a side, which confirms the doubtful rules of it by their names. With the second side it becomes
    /// active.
    pub fn approve_rule_set(
        &self,
        actor: &Actor,
        id: Uuid,
        (side, confirmed): (Side, Vec<String>),
    ) -> Result<RuleSetEntry, AppError> {
        actor.require(Scope::RulesWrite)?;
        let organisation = actor.organisation().ok_or(Denied::Role)?;
        let approval = Approval { side, organisation, at: self.now(), confirmed };
        let note = note(actor, &format!("approve_{side}"), None, approval.at);
        self.writer.run(move |tx| {
            let set = store::find(tx.conn(), id)?.ok_or(AppError::NoSuch(RecordKind::RuleSet))?;
            confirms(&approval.confirmed, &parsed(&set)?)?;
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
    let recorded = store::find(conn, id)?.ok_or_else(|| corrupt(id, "it is gone".to_owned()))?;
    let set = Arc::new(parsed(&recorded)?);
    *last = Some((id, Arc::clone(&set)));
    Ok(Some(SetInUse { id: Some(id), set }))
}

fn corrupt(id: Uuid, why: String) -> StoreError {
    StoreError::CorruptRow { table: "rule_sets", id, why }
}

/// What a recorded set says.
fn parsed(recorded: &RecordedSet) -> Result<RuleSet, StoreError> {
    let first = |faults: Vec<Fault>| faults.first().map_or_else(String::new, ToString::to_string);
    read(&recorded.text).map_err(|faults| corrupt(recorded.id, first(faults)))
}

/// Refuses an approval that does not confirm each doubtful rule of a set by its name, or confirms others.
fn confirms(named: &[String], set: &RuleSet) -> Result<(), AppError> {
    let missing = set.doubtful().filter(|rule| !named.contains(&rule.id)).map(|rule| {
        let why = "rests on memory or a draft: look it up, and name it here";
        FieldError::new("/confirmed", "required", format!("{} {why}", rule.id))
    });
    let is_needless = |name: &String| !set.doubtful().any(|rule| rule.id == *name);
    let needless = named.iter().enumerate().filter(|(_, name)| is_needless(name)).map(|(n, _)| {
        let why = "the set has no rule of this name that decides and rests on memory or a draft";
        FieldError::new(format!("/confirmed/{n}"), "unknown_code", why)
    });
    let wrong: Vec<FieldError> = missing.chain(needless).collect();
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
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
