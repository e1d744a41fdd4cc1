//! Who may sit where: vacancies that are public under an approved order, with their open seats, and candidates judged by the
//! matching engine.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{
    allocation::input::{
        LeftOut, Member, Nearest, Pair, Reservation, Together, Unit, Vacancy as Seats,
    },
    app::{App, edition::knowledge::TaxonomyLabels, error::AppError, index::facts},
    domain::{
        FieldError,
        access::actor::Actor,
        programme::{
            allocation::{AllocationBody, AllocationOrderSource},
            application::{Application, ApplicationBody, ApplicationStatus},
            job_order::{JobOrderBody, JobOrderStatus},
        },
        recruitment::{
            candidate::{Candidate, CandidateBody, CandidateId, CandidateStatus},
            vacancy::{Vacancy, VacancyBody, VacancyId, VacancyStatus},
        },
        resource::Resource,
        values::language::Lang,
    },
    matching::{self, CandidateFacts, Knowledge, VacancyFacts, Weights, score::Verdict},
    store::{
        backend::DbConnection,
        programme::allotments,
        records::{Document, Filter, Stored},
    },
};

/// Vacancies of an allocation at most.
const MOST_VACANCIES: usize = 10_000;
/// Candidates of an allocation at most.
const MOST_CANDIDATES: usize = 100_000;
/// Pairs that are judged at most.
const MOST_PAIRS: usize = 20_000_000;
/// The region among the parts of a score.
const REGION: usize = 2;

/// What takes part.
pub(super) struct Gathered {
    pub(super) vacancies: Vec<Vacancy>,
    pub(super) candidates: Vec<Candidate>,
    /// Candidates who hold a seat, or whose seat was held.
    held: HashSet<Uuid>,
    /// Pairs with an application that is not over.
    live: HashSet<(Uuid, Uuid)>,
}

/// Reads what takes part; without named ones everything that can.
pub(super) fn gather(
    conn: &mut DbConnection,
    vacancies: &[VacancyId],
    candidates: &[CandidateId],
) -> Result<Gathered, AppError> {
    let vacancies = gather_vacancies(conn, vacancies)?;
    let candidates = gather_candidates(conn, candidates)?;
    if vacancies.len() * candidates.len() > MOST_PAIRS {
        let why = format!(
            "{} vacancies and {} candidates are more than an allocation judges: name those that take part",
            vacancies.len(),
            candidates.len()
        );
        return Err(AppError::Invalid(vec![FieldError::new("/vacancy_ids", "too_many", why)]));
    }
    let applications = live_applications(conn)?;
    let held = applications.iter().filter(|one| one.status.holds_seat());
    Ok(Gathered {
        vacancies,
        candidates,
        held: held.map(|one| one.body.candidate.0).collect(),
        live: applications.iter().map(|one| (one.body.vacancy.0, one.body.candidate.0)).collect(),
    })
}

/// Every application that is not over.
fn live_applications(conn: &mut DbConnection) -> Result<Vec<Application>, AppError> {
    let is_live = |status: &&ApplicationStatus| **status != ApplicationStatus::Closed;
    let status = ApplicationStatus::ALL.iter().filter(is_live).map(ToString::to_string).collect();
    let filter = Filter { status, ..Filter::default() };
    Ok(ApplicationBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?)
}

fn gather_vacancies(
    conn: &mut DbConnection,
    named: &[VacancyId],
) -> Result<Vec<Vacancy>, AppError> {
    let found = if named.is_empty() {
        let filter =
            Filter { status: vec![VacancyStatus::Published.to_string()], ..Filter::default() };
        VacancyBody::list(conn, Actor::System.reach(), &filter, None, MOST_VACANCIES)?
    } else {
        let ids: Vec<Uuid> = named.iter().map(|id| id.0).collect();
        VacancyBody::find_all(conn, Actor::System.reach(), &ids)?
    };
    let allowed = under_approved_orders(conn, &found)?;
    let takes_part = |one: &Vacancy| facts::vacancy_matchable(one) && allowed.contains(&one.id.0);
    let usable: HashSet<Uuid> =
        found.iter().filter(|one| takes_part(one)).map(|one| one.id.0).collect();
    let wrong: Vec<FieldError> = named
        .iter()
        .enumerate()
        .filter(|(_, id)| !usable.contains(&id.0))
        .map(|(at, _)| {
            let why = "must be a published vacancy with open seats under an approved job order: publish it under one, or leave it out";
            FieldError::new(format!("/vacancy_ids/{at}"), "not_matched", why)
        })
        .collect();
    if !wrong.is_empty() {
        return Err(AppError::Invalid(wrong));
    }
    Ok(found.into_iter().filter(|one| usable.contains(&one.id.0)).collect())
}

/// Which of the vacancies stand under a job order that both sides approve of.
fn under_approved_orders(
    conn: &mut DbConnection,
    vacancies: &[Vacancy],
) -> Result<HashSet<Uuid>, AppError> {
    let ids: Vec<Uuid> = vacancies.iter().map(|one| one.id.0).collect();
    let allotted = allotments::of_vacancies(conn, &ids)?;
    let orders: Vec<Uuid> = allotted.iter().map(|one| one.order.0).collect();
    let orders = JobOrderBody::find_all(conn, Actor::System.reach(), &orders)?;
    let approved = orders.iter().filter(|order| order.status == JobOrderStatus::Approved);
    let approved: HashSet<Uuid> = approved.map(|order| order.id.0).collect();
    let under = allotted.into_iter().filter(|one| approved.contains(&one.order.0));
    Ok(under.map(|one| one.vacancy.0).collect())
}

fn gather_candidates(
    conn: &mut DbConnection,
    named: &[CandidateId],
) -> Result<Vec<Candidate>, AppError> {
    if named.is_empty() {
        let status = vec![CandidateStatus::Available.to_string()];
        let filter = Filter { status, ..Filter::default() };
        let reach = Actor::System.reach();
        return Ok(CandidateBody::list(conn, reach, &filter, None, MOST_CANDIDATES)?);
    }
    let ids: Vec<Uuid> = named.iter().map(|id| id.0).collect();
    let found = CandidateBody::find_all(conn, Actor::System.reach(), &ids)?;
    let there: HashSet<Uuid> = found.iter().map(|one| one.id.0).collect();
    let unknown = named.iter().enumerate().filter(|(_, id)| !there.contains(&id.0));
    let wrong: Vec<FieldError> = unknown
        .map(|(at, _)| {
            let why = format!("there is no such {}", CandidateBody::KIND);
            FieldError::new(format!("/candidate_ids/{at}"), "unknown_id", why)
        })
        .collect();
    if wrong.is_empty() { Ok(found) } else { Err(AppError::Invalid(wrong)) }
}

/// Why a candidate cannot be given a seat now.
pub(super) fn left_out(candidate: &Candidate, holds_seat: bool) -> Option<LeftOut> {
    let body = &candidate.body;
    if !body.consents_to_matching() {
        Some(LeftOut::ConsentMissing)
    } else if candidate.status != CandidateStatus::Available || !body.of_age || holds_seat {
        Some(LeftOut::NotAvailable)
    } else {
        None
    }
}

/// Judges everybody for every vacancy.
pub(super) fn judge(app: &App, gathered: &Gathered, weights: &Weights) -> Vec<Unit> {
    let (engine, edition) = (app.follower.engine(), app.taxonomy());
    let knowledge = engine.knowledge();
    let vacancies: Vec<VacancyFacts> =
        gathered.vacancies.iter().map(|one| facts::vacancy_facts(knowledge, one)).collect();
    let judging = Judging { knowledge, weights, vacancies: &vacancies, live: &gathered.live };
    let unit = |candidate: &Candidate| {
        let facts = CandidateFacts::of(knowledge, candidate.id.0, &candidate.body, true);
        let left_out = left_out(candidate, gathered.held.contains(&candidate.id.0));
        let pairs = if left_out.is_some() { Vec::new() } else { judging.pairs(&facts) };
        let nearest = (pairs.is_empty() && left_out.is_none())
            .then(|| judging.nearest(&facts, &TaxonomyLabels(&edition)))
            .flatten();
        let home_region = candidate.body.home_region.as_ref().map(ToString::to_string);
        let member = Member { candidate: candidate.id.0, home_region, nearest, pairs };
        let members = vec![member];
        Unit { id: candidate.id.0, left_out, members, together: Together::Vacancy }
    };
    gathered.candidates.iter().map(unit).collect()
}

struct Judging<'j> {
    knowledge: &'j Knowledge,
    weights: &'j Weights,
    vacancies: &'j [VacancyFacts],
    live: &'j HashSet<(Uuid, Uuid)>,
}

impl Judging<'_> {
    /// The vacancies that a candidate can have. The candidate's own list is by the wished place, then by the score without it.
    fn pairs(&self, candidate: &CandidateFacts) -> Vec<Pair> {
        let eligible = self.vacancies.iter().filter_map(|vacancy| {
            let free = !self.live.contains(&(vacancy.id, candidate.id));
            match matching::judge(self.knowledge, self.weights, vacancy, candidate) {
                Verdict::Eligible(score) if free => {
                    let parts = score.parts.to_array();
                    Some(Pair { parts, rank: 0, vacancy: vacancy.id })
                }
                _ => None,
            }
        });
        let mut pairs: Vec<Pair> = eligible.collect();
        let weights = self.weights.to_array();
        let rest = |pair: &Pair| -> u32 {
            let others = (0..6).filter(|part| *part != REGION);
            others.map(|part| u32::from(weights[part]) * u32::from(pair.parts[part])).sum()
        };
        pairs.sort_by_key(|pair| {
            (std::cmp::Reverse((pair.parts[REGION], rest(pair))), pair.vacancy)
        });
        for (rank, pair) in (1..).zip(&mut pairs) {
            pair.rank = rank;
        }
        pairs
    }

    /// The vacancy that misses least for a candidate who can have none.
    fn nearest(&self, candidate: &CandidateFacts, labels: &TaxonomyLabels<'_>) -> Option<Nearest> {
        let explained = self.vacancies.iter().map(|vacancy| {
            (vacancy.id, matching::explain(self.knowledge, self.weights, vacancy, candidate))
        });
        let misses = explained.filter(|(_, explained)| !explained.failed.is_empty());
        let (vacancy, explained) =
            misses.min_by_key(|(id, explained)| (explained.failed.len(), *id))?;
        let path = explained.path.iter().map(|step| matching::step_text(step, Lang::En, labels));
        Some(Nearest {
            failed_rules: explained.failed.iter().map(|failed| failed.rule.to_string()).collect(),
            path: path.collect(),
            vacancy,
        })
    }
}

/// Of each municipality of some vacancies which they are.
pub(super) fn municipality(vacancy: &Vacancy) -> String {
    vacancy.body.municipalities().next().map(|place| place.to_string()).unwrap_or_default()
}

/// The employer's ranking of a vacancy, where rankings order.
fn ranking_of(vacancy: &Vacancy, body: &AllocationBody) -> Option<Vec<Uuid>> {
    let ranking = body.rankings.iter().find(|one| one.vacancy == vacancy.id)?;
    (body.order_source == AllocationOrderSource::EmployerRank)
        .then(|| ranking.candidates.iter().map(|one| one.0).collect())
}

/// A vacancy with its open seats.
pub(super) fn seats_of(vacancy: &Vacancy, body: &AllocationBody) -> Seats {
    let kept = body.reservations.iter().filter(|kept| kept.vacancy == vacancy.id);
    let place = municipality(vacancy);
    Seats {
        id: vacancy.id.0,
        site: format!("{}/{place}", vacancy.owner),
        municipality: place,
        ranking: ranking_of(vacancy, body),
        reservations: kept
            .map(|kept| Reservation {
                home_region: kept.home_region.to_string(),
                release_on: kept.release_on,
                seats: kept.seats,
            })
            .collect(),
        seats: vacancy.body.openings.open().unwrap_or(0),
    }
}

/// Vacancies by their ids.
pub(super) fn by_id(vacancies: &[Vacancy]) -> HashMap<Uuid, &Vacancy> {
    vacancies.iter().map(|one| (one.id.0, one)).collect()
}
