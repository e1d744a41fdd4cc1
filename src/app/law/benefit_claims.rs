//! Claims of benefits: an agency claims for its candidate, or the worker in the own channel; operators decide, and tell what
//! was paid.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::{
            duties::held,
            rule_sets::{in_use, or_own},
        },
        reactions::reaction::Reaction,
        resource::{checked::By, idempotent::Idempotent, rules::ResourceRules, visible::Visible},
        trust::own_channel::speaking::{Weight, spoken},
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Role,
            worker::WorkerAct,
        },
        law::benefit::{
            BenefitClaim, BenefitClaimBody, BenefitClaimId, BenefitClaimStatus, BenefitDecision,
            Decided, Grant, NoGrant, PaidOut, granted,
        },
        programme::application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
        resource::{Record, RecordKind, Resource, id::Id},
        values::{
            money::{Amount, Currency},
            moscow::moscow_day,
        },
    },
    store::{
        backend::DbConnection, error::StoreError, history::History, idempotency::Key,
        law::benefit_claims, ledger::Ledger, reactions::Cause, records::Stored, tx::Tx,
    },
};

impl ResourceRules for BenefitClaimBody {}

/// What is claimed.
#[derive(Debug, Clone)]
pub struct NewBenefitClaim {
    /// The recruitment.
    pub application: ApplicationId,
    /// For what, in a word of the rule.
    pub item: String,
    /// How much.
    pub asked: Amount,
    /// In which currency.
    pub currency: Currency,
}

/// What an operator decides on a claim.
#[derive(Debug, Clone)]
pub struct NewBenefitDecision {
    /// Whether it is paid.
    pub decision: BenefitDecision,
    /// How much; `None` is all that was asked.
    pub granted: Option<Amount>,
    /// Why.
    pub reason: Option<String>,
}

impl App {
    /// Claims a benefit for a candidate of the actor's agency, or for the worker who speaks, once for each key.
    pub fn claim_benefit(
        &self,
        actor: &Actor,
        new: NewBenefitClaim,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<BenefitClaimBody>>, AppError> {
        actor.require(BenefitClaimBody::WRITE)?;
        let application = self.find_record::<ApplicationBody>(actor, new.application)?;
        if !matches!(application.relation(actor), Relation::Party | Relation::Worker) {
            return Err(Denied::Role.into());
        }
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let made = self.once(key, move |tx| {
            held(tx, application.body.candidate)?;
            let claim = filed(tx, &application, new, &by)?;
            benefit_claims::insert(tx, &claim, by.note("create"))?;
            Ok((claim.id.0, claim))
        })?;
        self.seen_once(actor, made)
    }

    /// Decides on a claim that was filed, once for each key.
    pub fn decide_on_benefit(
        &self,
        actor: &Actor,
        id: BenefitClaimId,
        new: NewBenefitDecision,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<BenefitClaimBody>>, AppError> {
        let organisation = operator(actor)?;
        self.change_claim(actor, id, key, move |claim, now| {
            only(claim, BenefitClaimStatus::Filed)?;
            let granted = judged(claim, &new)?;
            let decided = Decided { granted, reason: new.reason, organisation, at: now };
            let body = BenefitClaimBody { decided: Some(decided), ..claim.body.clone() };
            Ok((body, new.decision.state()))
        })
    }

    /// Tells that a claim was paid, once for each key.
    pub fn pay_benefit(
        &self,
        actor: &Actor,
        id: BenefitClaimId,
        paid: PaidOut,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<BenefitClaimBody>>, AppError> {
        operator(actor)?;
        self.change_claim(actor, id, key, move |claim, now| {
            only(claim, BenefitClaimStatus::Approved)?;
            let decided_on = claim.body.decided.as_ref().map(|one| moscow_day(one.at));
            if paid.on > moscow_day(now) || decided_on.is_some_and(|day| paid.on < day) {
                let why = "must lie between the day of the decision and today";
                return Err(AppError::Invalid(vec![FieldError::new("/paid_on", "range", why)]));
            }
            let body = BenefitClaimBody { paid: Some(paid), ..claim.body.clone() };
            Ok((body, BenefitClaimStatus::Paid))
        })
    }

    fn change_claim(
        &self,
        actor: &Actor,
        id: BenefitClaimId,
        key: Option<Key>,
        change: impl FnOnce(
            &BenefitClaim,
            DateTime<Utc>,
        ) -> Result<(BenefitClaimBody, BenefitClaimStatus), AppError>
        + Send
        + 'static,
    ) -> Result<Idempotent<Visible<BenefitClaimBody>>, AppError> {
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let done = self.once(key, move |tx| {
            let found = BenefitClaimBody::find(tx.conn(), by.actor.reach(), id)?;
            let before = found.ok_or(AppError::NoSuch(RecordKind::BenefitClaim))?;
            held(tx, before.body.candidate)?;
            let (body, to) = change(&before, by.now)?;
            let later = before.clone().with_body(body, None, by.now).entered(to, by.now);
            if BenefitClaimBody::update(tx, &before, &later, by.note(to.as_str()))? {
                Ok((id.0, later))
            } else {
                Err(AppError::Taken("the claim was changed at this moment"))
            }
        })?;
        self.seen_once(actor, done)
    }
}

/// The organisation of an operator, who alone decides and pays.
fn operator(actor: &Actor) -> Result<Uuid, Denied> {
    actor.require(BenefitClaimBody::WRITE)?;
    let organisation = actor.organisation().filter(|_| actor.role() == Some(Role::Operator));
    organisation.ok_or(Denied::Role)
}

fn only(claim: &BenefitClaim, state: BenefitClaimStatus) -> Result<(), AppError> {
    if claim.status == state {
        return Ok(());
    }
    let why = format!("a claim that is {} is over with that: it must be {state}", claim.status);
    Err(AppError::Conflict(why))
}

/// How much a decision grants, if it holds together.
fn judged(claim: &BenefitClaim, new: &NewBenefitDecision) -> Result<Option<Amount>, AppError> {
    let wrong = |pointer: &str, code: &'static str, why: &str| {
        Err(AppError::Invalid(vec![FieldError::new(pointer, code, why)]))
    };
    match (new.decision, new.granted) {
        (BenefitDecision::Refused, Some(_)) => {
            wrong("/granted", "contradiction", "a refusal grants nothing: leave it out")
        }
        (BenefitDecision::Refused, None) if new.reason.is_none() => {
            wrong("/reason", "required", "a refusal says why")
        }
        (BenefitDecision::Refused, None) => Ok(None),
        (BenefitDecision::Approved, Some(granted)) if granted > claim.body.asked => {
            wrong("/granted", "range", "no more is granted than was asked")
        }
        (BenefitDecision::Approved, granted) => Ok(Some(granted.unwrap_or(claim.body.asked))),
    }
}

/// A new claim, within what the rules of today grant.
fn filed(
    tx: &mut Tx<'_>,
    application: &Application,
    new: NewBenefitClaim,
    by: &By,
) -> Result<BenefitClaim, AppError> {
    let grant = grant(tx.conn(), &new, by.now)?;
    let session = match by.actor.worker() {
        Some(worker) => {
            let about = (WorkerAct::ClaimBenefit, application.id.0);
            Some(spoken(tx, worker, about, (Weight::Light, by.now))?.session)
        }
        None => None,
    };
    let body = BenefitClaimBody {
        application: application.id,
        candidate: application.body.candidate,
        item: new.item,
        asked: new.asked,
        grant,
        employed_on: first_day(tx.conn(), application.id.0)?,
        session,
        decided: None,
        paid: None,
    };
    let id = Id::new(Uuid::now_v7());
    Ok(Record::create(id, application.body.agency, None, body, by.now))
}

fn grant(
    conn: &mut DbConnection,
    new: &NewBenefitClaim,
    now: DateTime<Utc>,
) -> Result<Grant, AppError> {
    let none =
        || AppError::Conflict("no rule of today grants benefits: record one first".to_owned());
    let used = or_own(in_use(conn, now)?, now).ok_or_else(none)?;
    let wrong = |pointer: &str, code: &'static str, why: String| {
        AppError::Invalid(vec![FieldError::new(pointer, code, why)])
    };
    let found = granted(&used.set, &new.item, moscow_day(now)).map_err(|why| match why {
        NoGrant::NoRule => none(),
        NoGrant::OtherItems(items) => {
            wrong("/item", "unknown", format!("expected one of {}", items.join(", ")))
        }
    })?;
    if found.currency != new.currency {
        return Err(wrong("/currency", "value", format!("expected {}", found.currency)));
    }
    if found.most < new.asked {
        let why = format!("rule {} grants at most {} {}", found.rule, found.most, found.currency);
        return Err(wrong("/asked", "range", why));
    }
    Ok(Grant { rule_set: used.id, ..found })
}

/// The day on which somebody began to work, as the log tells; `None` if that has not come.
pub(in crate::app) fn first_day(
    conn: &mut DbConnection,
    application: Uuid,
) -> Result<Option<NaiveDate>, StoreError> {
    let told = History::list(conn, (RecordKind::Application, application), 0, usize::MAX)?;
    let working = ApplicationStatus::Working.as_str();
    let first = told.iter().find(|entry| entry.to.as_deref() == Some(working));
    Ok(first.map(|entry| moscow_day(entry.at)))
}

/// Once somebody works, what was claimed is due.
pub(in crate::app) struct FirstDays;

impl Reaction for FirstDays {
    fn name(&self) -> &'static str {
        "note_first_days_of_work_on_claims"
    }

    fn kind(&self) -> RecordKind {
        RecordKind::Application
    }

    fn states(&self) -> Vec<String> {
        vec![ApplicationStatus::Working.to_string()]
    }

    fn act(
        &self,
        tx: &mut Tx<'_>,
        cause: Cause,
        _place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let Some(day) = first_day(tx.conn(), cause.record)? else { return Ok(None) };
        let by = By::system("the worker has begun to work", now);
        for claim in benefit_claims::of_unemployed(tx.conn(), cause.record)? {
            held(tx, claim.body.candidate)?;
            let body = BenefitClaimBody { employed_on: Some(day), ..claim.body.clone() };
            let later = claim.clone().with_body(body, None, now);
            BenefitClaimBody::update(tx, &claim, &later, by.note("due"))?;
        }
        Ok(None)
    }
}
