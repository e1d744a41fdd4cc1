//! Job orders: an employer submits its demand, and an operator of each side decides on it as it is.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::{commitments::check_to_approve, rule_sets::in_use},
        programme::ending::end_order,
        resource::{
            checked::By,
            rules::{DocumentRules, ResourceRules},
            visible::Visible,
        },
        taxonomy::codes,
        trust::genuineness::code_of,
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
            scope::Role,
        },
        law::words::Side,
        programme::job_order::{
            JobOrder, JobOrderBody, JobOrderId, JobOrderStatus, OrderDecision,
            POOL_IN_GOOD_STANDING, TERMS_FIT, Verdict,
        },
        recruitment::vacancy::VacancyBody,
        resource::{
            RecordKind, Resource,
            lifecycle::{Lack, OwnerStanding},
        },
        trust::verification_code::CodeKind,
    },
    store::{
        backend::DbConnection,
        programme::allotments,
        records::{Document, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

impl ResourceRules for JobOrderBody {
    fn hold_owner(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
        VacancyBody::hold_owner(conn, owner)
    }

    fn owner_standing(
        conn: &mut DbConnection,
        owner: Uuid,
        today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        VacancyBody::owner_standing(conn, owner, today)
    }

    /// No employer of a pool is left with fewer heads than it has allotted.
    fn ask_law(tx: &mut Tx<'_>, later: &JobOrder, _now: DateTime<Utc>) -> Result<(), AppError> {
        if later.body.pool.is_empty() {
            return Ok(());
        }
        for (employer, heads) in allotments::by_employer(tx.conn(), later.id)? {
            if later.body.share(later.owner, employer).unwrap_or(0) < heads {
                let why = format!("the employer {employer} has allotted {heads} heads already");
                return Err(AppError::Conflict(why));
            }
        }
        Ok(())
    }

    fn lacks(
        conn: &mut DbConnection,
        record: &JobOrder,
        today: NaiveDate,
    ) -> Result<Vec<Lack>, AppError> {
        let mut lacks = misfits(record);
        for employer in record.body.pool.iter().map(|share| share.employer) {
            let standing = match Self::owner_standing(conn, employer, today) {
                Err(AppError::NoSuch(_)) => Err("there is no such employer".to_owned()),
                found => found?,
            };
            if let Err(why) = standing {
                let why = format!("employer {employer} of the pool: {why}");
                lacks.push(Lack { need: POOL_IN_GOOD_STANDING, why });
            }
        }
        Ok(lacks)
    }

    fn follow(tx: &mut Tx<'_>, _before: &JobOrder, after: &JobOrder) -> Result<(), AppError> {
        match after.status {
            JobOrderStatus::Withdrawn => end_order(tx, after.id, after.updated_at),
            _ => Ok(()),
        }
    }
}

/// What the terms of an order say that is not so of it.
fn misfits(order: &JobOrder) -> Vec<Lack> {
    let lack = |why| Lack { need: TERMS_FIT, why };
    order.body.misfits(order.owner).into_iter().map(lack).collect()
}

/// An order that is decided on, reserved for this transaction after its employer.
fn held(tx: &mut Tx<'_>, id: JobOrderId) -> Result<JobOrder, AppError> {
    let find = |tx: &mut Tx<'_>| {
        let found = JobOrderBody::find(tx.conn(), Actor::System.reach(), id)?;
        found.ok_or(AppError::NoSuch(RecordKind::JobOrder))
    };
    let owner = find(tx)?.owner;
    JobOrderBody::hold_owner(tx.conn(), owner)?;
    JobOrderBody::claim(tx.conn(), id)?;
    find(tx)
}

/// The order of an employer that changes something about it, reserved for this transaction.
pub(super) fn own_order(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: JobOrderId,
) -> Result<JobOrder, AppError> {
    JobOrderBody::claim(tx.conn(), id)?;
    let order = JobOrderBody::find(tx.conn(), actor.reach(), id)?;
    let order = order.ok_or(AppError::NoSuch(RecordKind::JobOrder))?;
    if order.relation(actor) == Relation::Owner { Ok(order) } else { Err(Denied::Role.into()) }
}

/// Stores an order with another body that its author did not write.
pub(super) fn store_body(
    tx: &mut Tx<'_>,
    order: &JobOrder,
    (body, action): (JobOrderBody, &str),
    by: &By,
) -> Result<(), AppError> {
    let later = order.clone().with_body(body, order.external_ref.clone(), by.now);
    let is_stored = JobOrderBody::update(tx, order, &later, by.note(action))?;
    is_stored.then_some(()).ok_or(AppError::Outdated)
}

impl DocumentRules for JobOrderBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> =
            codes::occupation(taxonomy, &self.occupation, "/occupation").into_iter().collect();
        let known = taxonomy.municipality(&self.municipality).is_some();
        let (pointer, list) = ("/municipality", "/v1/taxonomy/municipalities");
        errors.extend(codes::unless(known, pointer, "municipality", list));
        errors
    }
}

/// What an operator says of an order for a side.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// The side.
    pub side: Side,
    /// What it says.
    pub verdict: Verdict,
    /// Why, for the record.
    pub reason: Option<String>,
    /// The version that was looked at.
    pub version: i64,
}

impl NewDecision {
    /// The decision as an operator's organisation makes it; whoever does not approve says why.
    pub(super) fn made(&self, actor: &Actor, at: DateTime<Utc>) -> Result<OrderDecision, AppError> {
        let office = actor.client().filter(|client| client.role == Role::Operator);
        let organisation = office.ok_or(Denied::Role)?.organisation;
        let (verdict, version, note) = (self.verdict, Some(self.version), self.reason.clone());
        match verdict.unexplained(note.as_deref()) {
            Some(wrong) => Err(AppError::Invalid(vec![wrong])),
            None => Ok(OrderDecision { verdict, organisation, at, version, note }),
        }
    }
}

impl App {
    /// Decides for a side on an order as it is. With both sides the order is approved.
    pub fn decide_on_order(
        &self,
        actor: &Actor,
        id: JobOrderId,
        new: NewDecision,
    ) -> Result<Visible<JobOrderBody>, AppError> {
        actor.require(JobOrderBody::WRITE)?;
        let decision = new.made(actor, self.now())?;
        let by = By { actor: actor.clone(), reason: new.reason, now: decision.at };
        let (side, verdict, version) = (new.side, new.verdict, new.version);
        let later = self.writer.run(move |tx| {
            let order = held(tx, id)?;
            if !order.status.is_decided_on() {
                let why = format!("a job order that is {} is not decided on", order.status);
                return Err(AppError::Conflict(why));
            }
            let decisions = with_decision(&order.body.decisions, (side, decision))?;
            let mut body = JobOrderBody { decisions, ..order.body.clone() };
            if order.version != version {
                return Err(AppError::Outdated);
            }
            let (to, reference) = (body.decided(), order.external_ref.clone());
            if to == JobOrderStatus::Approved {
                let issued = code_of(tx, (CodeKind::JobOrder, id.0), by.now)?;
                body.code = Some(issued.code.to_string());
            }
            let later = order.clone().with_body(body, reference, by.now).entered(to, by.now);
            let note = by.note(&format!("{verdict}_{side}"));
            if to == JobOrderStatus::Approved {
                let mut lacks = misfits(&later);
                if later.body.terms.is_none() && in_use(tx.conn(), by.now)?.is_some() {
                    let why = "the rules in use judge what is promised: say the terms of the order before both sides have approved";
                    lacks.push(Lack { need: TERMS_FIT, why: why.to_owned() });
                }
                if !lacks.is_empty() {
                    return Err(AppError::Lacking(lacks));
                }
                check_to_approve(tx, &later, by.now)?;
            }
            if JobOrderBody::update(tx, &order, &later, note)? {
                Ok(later)
            } else {
                Err(AppError::Outdated)
            }
        });
        let later = self.keeping_refusals(later)?;
        self.react_to(RecordKind::JobOrder, later.status.as_str());
        self.seen(actor, later)
    }
}

/// What the sides have decided with what one decides now, if that side has not decided yet and another organisation speaks
/// for the other.
pub(super) fn with_decision(
    decisions: &BTreeMap<Side, OrderDecision>,
    (side, decision): (Side, OrderDecision),
) -> Result<BTreeMap<Side, OrderDecision>, AppError> {
    if decisions.contains_key(&side) {
        return Err(AppError::Taken("this side has decided already"));
    }
    if decisions.values().any(|one| one.organisation == decision.organisation) {
        return Err(AppError::Taken("an organisation decides for one side only"));
    }
    let mut decisions = decisions.clone();
    decisions.insert(side, decision);
    Ok(decisions)
}
