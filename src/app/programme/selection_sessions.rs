//! Selection sessions: an employer or an operator plans one, and nobody is left without a result or with the costs of a
//! journey for nothing.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        learning::proofs::prove,
        programme::allotments::order_of,
        resource::{
            checked::By,
            rules::{DocumentRules, ResourceRules},
        },
        taxonomy::codes,
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        law::fee::{Fee, FeeEntry, FeeKind, FeePayer},
        parties::agency::AgencyBody,
        programme::{
            job_order::{JobOrderBody, JobOrderStatus},
            selection_session::{
                ATTENDANCE, ORDERS, RESULTS, SelectionSession, SelectionSessionBody,
                SelectionSessionStatus, TRAVEL_COSTS,
            },
            selection_slot::{SelectionOutcome, SelectionSlot, SelectionSlotState},
        },
        recruitment::vacancy::{VacancyBody, VacancyStatus},
        resource::{
            Resource,
            id::Id,
            lifecycle::{Lack, OwnerStanding},
        },
    },
    store::{
        backend::DbConnection,
        law::fees,
        programme::{selection_results, selection_slots},
        records::{Document, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

/// Every result of a session.
const ALL: (Option<(Uuid, Uuid)>, usize) = (None, usize::MAX);

impl ResourceRules for SelectionSessionBody {
    fn hold_owner(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
        VacancyBody::hold_owner(conn, owner)
    }

    fn owner_standing(
        conn: &mut DbConnection,
        owner: Uuid,
        today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        match VacancyBody::owner_standing(conn, owner, today) {
            Err(AppError::NoSuch(_)) => Ok(Err("there is no such employer".to_owned())), // an operator named it
            found => found,
        }
    }

    /// It is about vacancies of its employer, and has no fewer slots than were given.
    fn ask_law(
        tx: &mut Tx<'_>,
        later: &SelectionSession,
        _now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        SelectionSessionBody::claim(tx.conn(), later.id)?;
        if !SelectionSessionBody::is_editable(later.status) {
            return Ok(());
        }
        let wrong = dangling(tx.conn(), later)?;
        if !wrong.is_empty() {
            return Err(AppError::Invalid(wrong));
        }
        let given = taken(tx.conn(), later)?;
        if u32::try_from(given).is_ok_and(|given| given <= later.body.capacity) {
            return Ok(());
        }
        Err(AppError::Conflict(format!("{given} slots are given already")))
    }

    fn hold_beside(conn: &mut DbConnection, record: &SelectionSession) -> Result<(), AppError> {
        for vacancy in &record.body.vacancies {
            if let Some(order) = order_of(conn, *vacancy)? {
                JobOrderBody::hold(conn, order.id)?;
            }
        }
        Ok(SelectionSessionBody::claim(conn, record.id)?)
    }

    fn lacks(
        conn: &mut DbConnection,
        record: &SelectionSession,
        today: NaiveDate,
    ) -> Result<Vec<Lack>, AppError> {
        match record.status {
            SelectionSessionStatus::Draft => without_order(conn, record),
            SelectionSessionStatus::Announced => out_of_pocket(conn, record, today),
            SelectionSessionStatus::Running => {
                let mut lacks = out_of_pocket(conn, record, today)?;
                lacks.extend(untold(conn, record)?);
                Ok(lacks)
            }
            _ => Ok(Vec::new()),
        }
    }

    /// One that is cancelled frees its slots; what a published one has shown is proven.
    fn follow(
        tx: &mut Tx<'_>,
        _before: &SelectionSession,
        after: &SelectionSession,
    ) -> Result<(), AppError> {
        match after.status {
            SelectionSessionStatus::Cancelled => Ok(selection_slots::excuse_all(tx, after.id)?),
            SelectionSessionStatus::Published => {
                let by = By::system("a selection session is published", after.updated_at);
                prove_all(tx, after, &by)
            }
            _ => Ok(()),
        }
    }
}

impl DocumentRules for SelectionSessionBody {
    const IS_ASKED_WHEN_NEW: bool = true;

    /// An operator plans one for the employer that the panel names.
    fn owner_named(actor: &Actor, id: Id<Self>, body: &Self) -> Result<Uuid, Denied> {
        let is_planned_for = actor.client().is_some_and(|client| client.role == Role::Operator);
        let employer = body.panel.iter().find(|member| member.role == Role::Employer);
        match employer.filter(|_| is_planned_for) {
            Some(employer) => Ok(employer.organisation),
            None => Self::owner(actor, id),
        }
    }

    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let region = self.place.as_ref().map(|place| &place.region);
        let known = region.is_none_or(|region| taxonomy.home_region(region).is_some());
        let list = "/v1/taxonomy/regions";
        let region = codes::unless(known, "/place/region", "region", list);
        let unknown = self.languages.iter().enumerate().filter(|(_, one)| !one.is_known());
        let why = "no such language: expected a code of ISO 639, such as uz or rus";
        let languages =
            unknown.map(|(at, _)| FieldError::new(format!("/languages/{at}"), "unknown_code", why));
        region.into_iter().chain(languages).collect()
    }
}

fn slots_of(
    conn: &mut DbConnection,
    session: &SelectionSession,
) -> Result<Vec<SelectionSlot>, AppError> {
    Ok(selection_slots::of_session(conn, session.id, None, (None, usize::MAX))?)
}

/// How many slots are given.
pub(super) fn taken(
    conn: &mut DbConnection,
    session: &SelectionSession,
) -> Result<usize, AppError> {
    Ok(slots_of(conn, session)?.iter().filter(|slot| slot.state.is_taken()).count())
}

/// What of the vacancies, the agencies and the panel is not there, or is somebody else's.
fn dangling(
    conn: &mut DbConnection,
    session: &SelectionSession,
) -> Result<Vec<FieldError>, AppError> {
    let (body, mut wrong) = (&session.body, Vec::new());
    let ids: Vec<Uuid> = body.vacancies.iter().map(|vacancy| vacancy.0).collect();
    let vacancies = VacancyBody::find_all(conn, Actor::System.reach(), &ids)?;
    let own = |id: &Uuid| vacancies.iter().any(|one| one.id.0 == *id && one.owner == session.owner);
    let agencies = AgencyBody::present(conn, Actor::System.reach(), &body.agencies)?;
    let is_known = |id: &Uuid| agencies.contains(id);
    let foreign = ids.iter().enumerate().filter(|(_, id)| !own(id)).map(|(at, _)| {
        let why = "expected the id of a vacancy of this employer";
        FieldError::new(format!("/vacancy_ids/{at}"), "unknown", why)
    });
    wrong.extend(foreign);
    let unknown =
        body.agencies.iter().enumerate().filter(|(_, id)| !is_known(id)).map(|(at, _)| {
            FieldError::new(format!("/agency_ids/{at}"), "unknown", "expected the id of an agency")
        });
    wrong.extend(unknown);
    if !body.is_on_the_panel(Role::Employer, session.owner) {
        let why = "the employer of the session is on its panel";
        wrong.push(FieldError::new("/panel", "contradiction", why));
    }
    Ok(wrong)
}

/// The vacancies that are not public, or stand under no approved job order.
fn without_order(
    conn: &mut DbConnection,
    session: &SelectionSession,
) -> Result<Vec<Lack>, AppError> {
    let mut lacks = Vec::new();
    for id in &session.body.vacancies {
        let order = order_of(conn, *id)?;
        let vacancy = VacancyBody::find(conn, Actor::System.reach(), *id)?;
        let is_approved = order.is_some_and(|order| order.status == JobOrderStatus::Approved);
        let is_public = vacancy.is_some_and(|one| one.status == VacancyStatus::Published);
        let why = match (is_approved, is_public) {
            (true, true) => continue,
            (false, _) => "it stands under no approved job order: allot heads of one to it",
            (true, false) => "it is not published: publish it first",
        };
        lacks.push(Lack { need: ORDERS, why: format!("vacancy {id}: {why}") });
    }
    Ok(lacks)
}

/// Those who may be on their way, and for whom nobody else bears what that costs.
fn out_of_pocket(
    conn: &mut DbConnection,
    session: &SelectionSession,
    today: NaiveDate,
) -> Result<Vec<Lack>, AppError> {
    let mut lacks = Vec::new();
    if !session.body.is_at_short_notice(today) {
        return Ok(lacks);
    }
    let slots = slots_of(conn, session)?;
    let on_the_way = |slot: &&SelectionSlot| {
        matches!(slot.state, SelectionSlotState::Confirmed | SelectionSlotState::Attended)
    };
    for slot in slots.iter().filter(on_the_way) {
        let fees = fees::of_candidate(conn, slot.candidate.0, usize::MAX)?;
        if !fees.iter().any(|fee| bears_travel(fee, &fees, slot)) {
            let why = format!(
                "candidate {}: may be on the way, so enter in the fee ledger who else bears the journey (kind travel)",
                slot.candidate
            );
            lacks.push(Lack { need: TRAVEL_COSTS, why });
        }
    }
    Ok(lacks)
}

/// Whether a payment, which was not reversed, bears the journey to a slot in the worker's stead.
fn bears_travel(fee: &Fee, all: &[Fee], slot: &SelectionSlot) -> bool {
    fee.entry == FeeEntry::Charge
        && fee.kind == FeeKind::Travel
        && !matches!(fee.payer, FeePayer::Worker | FeePayer::Unknown)
        && fee.recorded_at >= slot.given_at
        && !all.iter().any(|other| other.entry == FeeEntry::Reversal(fee.id))
}

/// Those of whom it is not said whether they came, and those who came and have no result.
fn untold(conn: &mut DbConnection, session: &SelectionSession) -> Result<Vec<Lack>, AppError> {
    let results = selection_results::of_session(conn, session.id, None, ALL)?;
    let lack = |slot: &SelectionSlot| {
        let has_result = results.iter().any(|result| result.candidate == slot.candidate);
        let (need, why) = match slot.state {
            state if state.is_expected() => (ATTENDANCE, "say whether they came"),
            SelectionSlotState::Attended if !has_result => {
                (RESULTS, "enter what came of it: whoever came is told")
            }
            _ => return None,
        };
        Some(Lack { need, why: format!("candidate {}: {why}", slot.candidate) })
    };
    Ok(slots_of(conn, session)?.iter().filter_map(lack).collect())
}

fn prove_all(tx: &mut Tx<'_>, session: &SelectionSession, by: &By) -> Result<(), AppError> {
    let mut passed: Vec<_> = selection_results::of_session(tx.conn(), session.id, None, ALL)?
        .into_iter()
        .filter(|result| result.outcome == SelectionOutcome::Pass)
        .map(|result| result.candidate)
        .collect();
    passed.sort_unstable_by_key(|candidate| candidate.0);
    passed.dedup();
    passed.into_iter().try_for_each(|candidate| prove(tx, candidate, by))
}
