//! Advisory cases: centres and operators keep what they were asked, by when it is due, and what came of it.

use chrono::{DateTime, Utc};

use crate::{
    app::{
        App,
        error::AppError,
        law::rule_sets::{in_use, or_own},
        resource::{
            checked::By,
            idempotent::Idempotent,
            rules::{DocumentRules, ResourceRules},
            visible::Visible,
        },
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        casework::advice::{AdviceStatus, AdvisoryCase, AdvisoryCaseBody, AdvisoryCaseId, due_by},
        resource::{RecordKind, Resource, id::Id},
    },
    store::{
        backend::DbConnection,
        idempotency::Key,
        records::{Document, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for AdvisoryCaseBody {
    /// The centres and the guide that it names are there.
    fn ask_law(tx: &mut Tx<'_>, later: &AdvisoryCase, _now: DateTime<Utc>) -> Result<(), AppError> {
        let (body, conn) = (&later.body, tx.conn());
        let found = [
            unknown(conn, "/centre_id", body.centre)?,
            unknown(conn, "/referred_to_id", body.referred_to)?,
            unknown(conn, "/guide_id", body.guide)?,
        ];
        let wrong: Vec<FieldError> = found.into_iter().flatten().collect();
        if wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
    }
}

fn unknown<R: Stored>(
    conn: &mut DbConnection,
    pointer: &str,
    id: Option<Id<R>>,
) -> Result<Option<FieldError>, AppError> {
    let Some(id) = id else { return Ok(None) };
    let found = R::find(conn, Actor::System.reach(), id)?;
    let why = || format!("there is no {} with this id: name another, or none", R::KIND);
    Ok(found.is_none().then(|| FieldError::new(pointer, "unknown_id", why())))
}

impl DocumentRules for AdvisoryCaseBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    fn unknown_codes(&self, _taxonomy: &Taxonomy) -> Vec<FieldError> {
        Vec::new()
    }

    /// By when it is due, by the rules in use.
    fn settle(tx: &mut Tx<'_>, body: &mut Self, now: DateTime<Utc>) -> Result<(), AppError> {
        if body.due_rule.is_some() {
            return Ok(());
        }
        let used = or_own(in_use(tx.conn(), now)?, now);
        let due = used.and_then(|used| due_by(&used.set, body.service, body.asked_on));
        (body.due_rule, body.due_on) = due.unzip();
        Ok(())
    }

    /// A partner's centre keeps its own; operators advise as well.
    fn owner(actor: &Actor, _id: AdvisoryCaseId) -> Result<uuid::Uuid, Denied> {
        let advises = |role| matches!(role, Role::Partner | Role::Operator);
        let client = actor.client().filter(|client| advises(client.role));
        client.map(|client| client.organisation).ok_or(Denied::Role)
    }
}

impl App {
    /// Counts that the same was asked again.
    pub fn repeat_advisory_case(
        &self,
        actor: &Actor,
        id: AdvisoryCaseId,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<AdvisoryCaseBody>>, AppError> {
        actor.require(AdvisoryCaseBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let done = self.once(key, move |tx| {
            let before = claimed(tx, &by.actor, id)?;
            let body = before.body.asked_again();
            let later = before.clone().with_body(body, before.external_ref.clone(), by.now);
            let is_stored = AdvisoryCaseBody::update(tx, &before, &later, by.note("repeat"))?;
            is_stored.then_some((id.0, later)).ok_or(AppError::Outdated)
        })?;
        self.seen_once(actor, done)
    }
}

/// A case that is not over, reserved for this transaction.
fn claimed(tx: &mut Tx<'_>, actor: &Actor, id: AdvisoryCaseId) -> Result<AdvisoryCase, AppError> {
    AdvisoryCaseBody::claim(tx.conn(), id)?;
    let found = AdvisoryCaseBody::find(tx.conn(), actor.reach(), id)?;
    let found = found.ok_or(AppError::NoSuch(RecordKind::AdvisoryCase))?;
    if !AdvisoryCaseBody::WRITERS.contains(&found.relation(actor)) {
        return Err(Denied::Role.into());
    }
    if found.status == AdviceStatus::Closed {
        let why = "an advisory case that is closed is not asked again: enter another";
        return Err(AppError::Conflict(why.to_owned()));
    }
    Ok(found)
}
