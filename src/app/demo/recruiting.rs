//! What the first employer has recruited so far: a job order that both sides approved, and an application in each state, all
//! made by the use cases that clients have.

use std::collections::BTreeMap;

use chrono::Days;
use uuid::Uuid;

use crate::{
    app::{
        App,
        demo::{
            checks::checked,
            contracts::{Deal, accepted, offered, signed},
            table::{matches, showcase},
            terms::{PERIOD, terms},
        },
        error::AppError,
        programme::job_orders::NewDecision,
        resource::transition::Transition,
    },
    domain::{
        access::{
            actor::{Actor, Client},
            scope::Role,
        },
        law::{route::GateKind, words::Side},
        parties::employer::EmployerBody,
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            job_order::{Allotment, JobOrderBody, JobOrderStatus, Verdict, usual_release_days},
        },
        recruitment::{candidate::CandidateBody, vacancy::Vacancy},
        resource::id::Id,
    },
};

/// The states that each application goes through, after the employer's invitation.
const WAYS: [&[ApplicationStatus]; 8] = {
    use ApplicationStatus::{
        Closed, ContractOffered, ContractSigned, Interview, Selected, Shortlisted, Submitted,
    };
    [
        &[],
        &[Submitted],
        &[Submitted, Shortlisted],
        &[Submitted, Shortlisted, Interview],
        &[Submitted, Shortlisted, Interview, Selected],
        &[Submitted, Closed],
        &[Submitted, Shortlisted, Interview, Selected, ContractOffered],
        &[Submitted, Shortlisted, Interview, Selected, ContractOffered, ContractSigned],
    ]
};

/// Makes what an employer has recruited; the index is loaded.
pub fn recruit(app: &App, employer: &Actor) -> Result<(), AppError> {
    let Some(vacancy) = showcase(app, employer)? else { return Ok(()) };
    if !app.has_order(vacancy.id)? {
        order(app, employer, &vacancy)?;
    }
    let found = matches(app, employer, &vacancy, WAYS.len())?;
    let seats = vacancy.body.openings.open().unwrap_or_default();
    let (holding, others): (Vec<_>, Vec<_>) =
        WAYS.into_iter().partition(|way| way.last().is_some_and(|last| last.holds_seat()));
    let seated = holding.into_iter().take(usize::try_from(seats).unwrap_or(usize::MAX));
    for (matched, way) in found.iter().zip(others.into_iter().chain(seated)) {
        application(app, employer, (&vacancy, Id::new(matched.candidate)), way)?;
    }
    Ok(())
}

/// Somebody of an organisation who may do all that its role may.
pub(super) fn of(role: Role, organisation: Uuid) -> Actor {
    let (id, scopes) = (Uuid::nil(), role.scopes().to_vec());
    Actor::Client(Client { id, organisation, role, scopes })
}

pub(super) fn to<S>(to: S) -> Transition<S> {
    Transition { to, reason: None, seen: None }
}

/// An approved order for all seats of a vacancy, if it says what an order asks.
pub(super) fn order(app: &App, employer: &Actor, vacancy: &Vacancy) -> Result<(), AppError> {
    let Some(body) = demand(app, vacancy)? else { return Ok(()) };
    let heads = body.heads;
    let id = app.create(employer, None, body, None)?.value.record.id;
    app.transition(employer, id, to(JobOrderStatus::Submitted), None)?;
    for (side, n) in Side::ALL.iter().zip(1..) {
        let office = of(Role::Operator, Uuid::from_u128(n));
        let version = app.find(&office, id)?.record.version;
        let new = NewDecision { side: *side, verdict: Verdict::Approve, reason: None, version };
        app.decide_on_order(&office, id, new)?;
    }
    app.allot(employer, Allotment { vacancy: vacancy.id, order: id, heads })?;
    Ok(())
}

/// What the employer of a vacancy asks both sides for.
fn demand(app: &App, vacancy: &Vacancy) -> Result<Option<JobOrderBody>, AppError> {
    let offer = &vacancy.body;
    let employer = app.find::<EmployerBody>(&Actor::System, Id::new(vacancy.owner))?.record;
    let said = (offer.known_occupation(), offer.workplace.municipality(), offer.openings.total);
    let (Some(occupation), Some(municipality), Some(heads)) = said else { return Ok(None) };
    let [start, end] = PERIOD.map(|days| app.today() + Days::new(days));
    Ok(Some(JobOrderBody {
        occupation: occupation.clone(),
        okved: employer.body.okved,
        municipality,
        heads,
        period_start: start,
        period_end: end,
        decisions: BTreeMap::new(),
        agencies: Vec::new(),
        allotted: 0,
        terms: terms(vacancy, app.today()),
        pool: Vec::new(),
        named: Vec::new(),
        unused_release_days: usual_release_days(),
        cancelled: 0,
        approved_at: None,
        code: None,
    }))
}

/// An application that the employer began, and that went so far.
fn application(
    app: &App,
    employer: &Actor,
    (vacancy, candidate): (&Vacancy, Id<CandidateBody>),
    way: &[ApplicationStatus],
) -> Result<(), AppError> {
    let begun = app.invite(employer, (vacancy.id, candidate), None)?.value.record;
    let agency = of(Role::Agency, begun.body.agency);
    let office = of(Role::Operator, Uuid::from_u128(1));
    let deal = Deal { vacancy, application: begun.id, day: app.today() };
    for state in way {
        match state {
            ApplicationStatus::ContractOffered => {
                checked(app, &office, begun.id, GateKind::ForContract)?;
                offered(app, employer, &deal)?;
                continue;
            }
            ApplicationStatus::ContractSigned => {
                accepted(app, begun.id)?;
                for hours in [1, 0] {
                    signed(app, employer, &deal, hours)?;
                }
                continue;
            }
            _ => {}
        }
        let by = if *state == ApplicationStatus::Submitted { &agency } else { employer };
        let reason =
            (*state == ApplicationStatus::Closed).then(|| "rejected_by_employer".to_owned());
        let wanted = Transition { reason, ..to(*state) };
        app.transition::<ApplicationBody>(by, begun.id, wanted, None)?;
    }
    Ok(())
}
