//! Which courses would make a candidate eligible for most vacancies. It is counted exactly: every open vacancy is judged with
//! the candidate as they would be after the course.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{FacetMatch, Filter},
    },
    domain::{
        access::actor::Actor,
        concepts::facet::FacetKind,
        learning::{
            course::{Course, CourseBody, CourseStatus},
            proof::{Proof, ProofKind},
            qualification::SkillLevel,
        },
        recruitment::{
            candidate::{Candidate, CandidateBody},
            vacancy::VacancyId,
        },
    },
    matching::{CandidateFacts, Engine},
    store::records::Stored,
};

/// How many courses an explanation names.
const NAMED: usize = 5;
/// Courses that are looked at; more do not take place at a time.
const LOOKED_AT: usize = 2_000;

/// A course, and what it would open to somebody.
#[derive(Debug, Clone)]
pub struct OpeningCourse {
    /// The course.
    pub course: Course,
    /// For how many open vacancies it would make them eligible.
    pub vacancies: usize,
    /// Whether the vacancy that was asked about is among them.
    pub opens_asked: bool,
}

impl App {
    /// The courses with a free seat that would open most vacancies to a candidate, most first, then the soonest. What stands
    /// in the way besides skills, no course opens.
    pub(in crate::app) fn courses_that_open(
        &self,
        engine: &Engine,
        candidate: &Candidate,
        asked: VacancyId,
    ) -> Result<Vec<OpeningCourse>, AppError> {
        let courses = self.courses_on_offer()?;
        let k = engine.knowledge();
        let facts = CandidateFacts::of(k, candidate.id.0, &candidate.body, true);
        let near = engine.short_of_skills(&facts);
        let mut known: HashMap<Vec<SkillLevel>, Arc<[Uuid]>> = HashMap::new();
        let mut opening: Vec<OpeningCourse> = Vec::new();
        for course in courses {
            let opens = known.entry(course.body.skills.clone()).or_insert_with(|| {
                let after = after(&candidate.body, &course);
                let after = CandidateFacts::of(k, candidate.id.0, &after, true);
                engine.open_to(&near, &after).into()
            });
            let (vacancies, opens_asked) = (opens.len(), opens.contains(&asked.0));
            opening.push(OpeningCourse { course, vacancies, opens_asked });
        }
        opening.retain(|one| one.vacancies > 0);
        let rank = |one: &OpeningCourse| {
            (Reverse(one.vacancies), !one.opens_asked, one.course.body.starts, one.course.id)
        };
        opening.sort_by_key(rank);
        opening.truncate(NAMED);
        Ok(opening)
    }

    /// The published courses that can still be joined and have a free seat.
    fn courses_on_offer(&self) -> Result<Vec<Course>, AppError> {
        let from_today = FacetMatch::AtLeast(self.today().to_string());
        let filter = Filter {
            status: vec![CourseStatus::Published.to_string()],
            facets: vec![(FacetKind::StartsOn, from_today)],
            ..Filter::default()
        };
        let reach = Actor::Anonymous.reach();
        let all =
            self.store.read(|conn| CourseBody::list(conn, reach, &filter, None, LOOKED_AT))?;
        Ok(all.into_iter().filter(|course| course.body.free() > 0).collect())
    }
}

/// The candidate after a course that ends with a test.
fn after(body: &CandidateBody, course: &Course) -> CandidateBody {
    let taught = course.body.skills.iter().map(|one| Proof {
        skill: one.skill.clone(),
        level: one.level,
        kind: ProofKind::Course,
        by: course.id.0,
        since: course.body.ends,
        until: None,
    });
    let proofs = body.proofs.iter().cloned().chain(taught).collect();
    CandidateBody { proofs, ..body.clone() }
}
