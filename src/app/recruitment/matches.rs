//! Matches in both directions, with the reason for each, and the explanation of any pair.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use uuid::Uuid;

pub use crate::app::recruitment::explainer::Matched;
pub use crate::domain::recruitment::{eligibility::Rule, match_filter::MatchFilter};
pub use crate::matching::{
    CandidateProfile, Explanation, FailedRule, Found, Page, Parts, Profile, Relation,
    RequirementFinding, SCORER_VERSION, Score, Step, WEIGHTS_VERSION, Weights,
};
use crate::{
    app::{
        App,
        edition::{Edition, knowledge::TaxonomyLabels},
        error::AppError,
        index::{facts, follower::IndexState, moment::Moment},
        learning::opened::OpeningCourse,
        recruitment::{explainer::Explainer, standing::AnswerProof},
        resource::rules::{DocumentRules, ResourceRules},
        trust::{asked::asked_pay, profiles::has_substance},
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        recruitment::{
            candidate::{Candidate, CandidateBody, CandidateId},
            vacancy::{Vacancy, VacancyBody, VacancyId},
        },
        resource::RecordKind,
        values::language::Lang,
    },
    matching::{self, Asked, CandidateFacts, How, VacancyFacts},
    store::records::{Document, Stored},
};

/// How to ask for matches.
#[derive(Debug, Clone)]
pub struct Query {
    /// How much each part counts.
    pub weights: Weights,
    /// What to keep.
    pub kept: MatchFilter,
    /// Which page.
    pub page: Page,
    /// The language of the reasons.
    pub lang: Lang,
}

impl Query {
    /// The question as the engine takes it at a moment.
    fn how<'a>(&'a self, moment: &'a Moment) -> How<'a> {
        let Self { weights, kept, page, .. } = self;
        How { knowledge: moment.live.engine.knowledge(), weights, kept, page: *page }
    }
}

/// A match with what its reader needs to know of what was found.
#[derive(Debug, Clone)]
pub struct MatchItem {
    /// The match.
    pub matched: Matched,
    /// The candidate or the vacancy.
    pub found: MatchSubject,
}

/// What was found.
#[derive(Debug, Clone)]
pub enum MatchSubject {
    /// A candidate, pseudonymous.
    Candidate(Box<CandidateProfile>),
    /// A published vacancy; `None` if it is not published any more since the index answered.
    Vacancy(Option<Box<Vacancy>>),
}

/// A page of matches.
#[derive(Debug)]
pub struct Matches {
    /// Best first.
    pub items: Vec<MatchItem>,
    /// Whether more follow.
    pub more: bool,
    /// How long the index took to find them.
    pub took: Duration,
    /// The taxonomy that the reasons were written with.
    pub edition: Arc<Edition>,
    /// What it is judged again with.
    pub proof: AnswerProof,
}

/// A pair, explained.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The pair.
    pub matched: Matched,
    /// The courses that would open most vacancies to a candidate who does not fit; employers are told of none.
    pub courses: Vec<OpeningCourse>,
    /// The taxonomy that its reason was written with.
    pub edition: Arc<Edition>,
}

/// A vacancy and a candidate who matches it.
#[derive(Debug, Clone)]
pub(in crate::app) struct Pair {
    pub(in crate::app) vacancy: Vacancy,
    pub(in crate::app) candidate: Candidate,
}

/// An unsaved question.
#[derive(Debug, Clone)]
pub enum Question {
    /// Who fits this vacancy?
    Vacancy(Box<VacancyBody>),
    /// What fits this candidate?
    Candidate(Box<CandidateBody>),
}

impl App {
    /// The candidates that match a published vacancy. Employers ask for their own, operators for any.
    pub fn candidates_for(
        &self,
        actor: &Actor,
        id: VacancyId,
        query: &Query,
    ) -> Result<Matches, AppError> {
        actor.require(Scope::MatchesRead)?;
        let moment = self.moment()?;
        let vacancy: Vacancy = self.find_record(actor, id)?;
        asks_for_candidates(actor)?;
        if !facts::vacancy_matchable(&vacancy) {
            let detail = format!(
                "the vacancy is {} or has no open opening, so it is not matched: publish it, or ask with \
                 POST /v1/matches/search",
                vacancy.status
            );
            return Err(AppError::Conflict(detail));
        }
        self.candidates_for_body(actor, &moment, (id.0, &vacancy.body), query)
    }

    /// The published vacancies that match a candidate. Agencies ask for their own, operators for any.
    pub fn vacancies_for(
        &self,
        actor: &Actor,
        id: CandidateId,
        query: &Query,
    ) -> Result<Matches, AppError> {
        actor.require(Scope::MatchesRead)?;
        let moment = self.moment()?;
        let candidate: Candidate = self.find_record(actor, id)?;
        if !facts::candidate_matchable(&candidate) {
            let detail = format!(
                "the candidate is {} or has not consented to matching, so it is not matched: record matching_consent \
                 and make it available, or ask with POST /v1/matches/search",
                candidate.status
            );
            return Err(AppError::Conflict(detail));
        }
        self.vacancies_for_body(&moment, (id.0, &candidate.body), query)
    }

    /// The matches of something that is not stored.
    pub fn search_matches(
        &self,
        actor: &Actor,
        question: &Question,
        query: &Query,
    ) -> Result<Matches, AppError> {
        actor.require(Scope::MatchesRead)?;
        let moment = self.moment()?;
        match question {
            Question::Vacancy(body) => {
                asks_for_candidates(actor)?;
                self.may_see_candidates(actor)?;
                let body = self.read(body.as_ref())?;
                has_substance(actor, &body)?;
                self.candidates_for_body(actor, &moment, (Uuid::nil(), &body), query)
            }
            Question::Candidate(body) => {
                let body = self.read(body.as_ref())?;
                self.vacancies_for_body(&moment, (Uuid::nil(), &body), query)
            }
        }
    }

    /// Why a pair matches or does not. An employer sees only candidates that take part in matching.
    pub fn explain_pair(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        candidate: CandidateId,
        weights: Weights,
        lang: Lang,
    ) -> Result<Explained, AppError> {
        actor.require(Scope::MatchesRead)?;
        self.loaded()?;
        let vacancy: Vacancy = self.find_record(actor, vacancy)?;
        let live = self.follower.present();
        let (engine, k) = (&live.engine, live.engine.knowledge());
        self.may_see_candidates(actor)?;
        let mut stored = None;
        let candidate = if actor.role() == Some(Role::Employer) {
            let facts = engine.candidate(candidate.0);
            facts
                .filter(CandidateFacts::is_matchable)
                .ok_or(AppError::NoSuch(RecordKind::Candidate))?
        } else {
            let found: Candidate = self.find_record(actor, candidate)?;
            let found = stored.insert(found);
            CandidateFacts::of(k, found.id.0, &found.body, facts::candidate_matchable(found))
        };
        let facts =
            VacancyFacts::of(k, vacancy.id.0, &vacancy.body, facts::vacancy_matchable(&vacancy));
        self.ask_with(actor, asked_pay(&facts))?;
        self.see_profiles(actor, &[candidate.id])?;
        let mut explainer = Explainer::new(&live, weights, lang);
        explainer.withholds = actor.role() == Some(Role::Employer);
        let mut matched = explainer.pair(&facts, &candidate);
        explainer.name_proofs(&mut matched, &self.proofs_of(&[candidate.id])?);
        let fails = !matched.explanation.eligible();
        let courses = match stored.filter(|_| fails) {
            Some(found) => self.courses_that_open(engine, &found, vacancy.id)?,
            None => Vec::new(),
        };
        Ok(Explained { matched, courses, edition: Arc::clone(&live.edition) })
    }

    /// A vacancy of an employer in good standing, and a candidate who matches it, both within the actor's sight.
    pub(in crate::app) fn matching_pair(
        &self,
        actor: &Actor,
        vacancy: VacancyId,
        candidate: CandidateId,
    ) -> Result<Pair, AppError> {
        let explained =
            self.explain_pair(actor, vacancy, candidate, Weights::default(), Lang::En)?;
        let (today, system) = (self.today(), Actor::System);
        let all = self.store.as_server("each side of a match asks about the other");
        let (pair, standing) = all.read(|conn| {
            let vacancy = VacancyBody::find(conn, system.reach(), vacancy)?;
            let vacancy = vacancy.ok_or(AppError::NoSuch(RecordKind::Vacancy))?;
            let candidate = CandidateBody::find(conn, system.reach(), candidate)?;
            let candidate = candidate.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
            let standing = VacancyBody::owner_standing(conn, vacancy.owner, today)?;
            Ok::<_, AppError>((Pair { vacancy, candidate }, standing))
        })?;
        standing.map_err(AppError::Conflict)?;
        if explained.matched.explanation.eligible() {
            return Ok(pair);
        }
        let detail = "the candidate does not match this vacancy now: ask about one of its matches";
        Err(AppError::Conflict(detail.to_owned()))
    }

    /// The candidates for a vacancy, stored or not, whom the actor may see.
    fn candidates_for_body(
        &self,
        actor: &Actor,
        moment: &Moment,
        (id, body): (Uuid, &VacancyBody),
        query: &Query,
    ) -> Result<Matches, AppError> {
        let engine = &moment.live.engine;
        let vacancy = VacancyFacts::of(engine.knowledge(), id, body, true);
        let pay = asked_pay(&vacancy);
        self.ask_with(actor, pay.clone())?;
        let asked = Instant::now();
        let hits = engine.candidates_for(&vacancy, &query.weights, &query.kept, query.page);
        let took = asked.elapsed();
        let mut explainer = Explainer::new(&moment.live, query.weights, query.lang);
        explainer.withholds = actor.role() == Some(Role::Employer);
        let held = hits.hits.iter().filter_map(|hit| engine.candidate(hit.id));
        let mut items: Vec<MatchItem> = held
            .map(|candidate| MatchItem {
                matched: explainer.pair(&vacancy, &candidate),
                found: MatchSubject::Candidate(Box::new(candidate.profile(engine.knowledge()))),
            })
            .collect();
        let candidates: Vec<Uuid> = items.iter().map(|item| item.matched.candidate).collect();
        self.see_profiles(actor, &candidates)?;
        self.name_all_proofs(&explainer, &mut items, &candidates)?;
        let moment_proof = moment.proof(Asked::Vacancy(vacancy), query.how(moment), &hits);
        let proof = AnswerProof { moment: moment_proof, candidates, pay: Some(pay) };
        let edition = Arc::clone(&moment.live.edition);
        Ok(Matches { items, more: hits.more(), took, edition, proof })
    }

    /// The vacancies for a candidate, stored or not.
    fn vacancies_for_body(
        &self,
        moment: &Moment,
        (id, body): (Uuid, &CandidateBody),
        query: &Query,
    ) -> Result<Matches, AppError> {
        let engine = &moment.live.engine;
        let candidate = CandidateFacts::of(engine.knowledge(), id, body, true);
        let asked = Instant::now();
        let hits = engine.vacancies_for(&candidate, &query.weights, &query.kept, query.page);
        let took = asked.elapsed();
        let mut published =
            self.published(&hits.hits.iter().map(|hit| hit.id).collect::<Vec<_>>())?;
        let explainer = Explainer::new(&moment.live, query.weights, query.lang);
        let held = hits.hits.iter().filter_map(|hit| engine.vacancy(hit.id));
        let mut items: Vec<MatchItem> = held
            .map(|vacancy| MatchItem {
                matched: explainer.pair(&vacancy, &candidate),
                found: MatchSubject::Vacancy(published.remove(&vacancy.id).map(Box::new)),
            })
            .collect();
        self.name_all_proofs(&explainer, &mut items, &[id])?;
        let moment_proof = moment.proof(Asked::Candidate(candidate), query.how(moment), &hits);
        let proof = AnswerProof { moment: moment_proof, candidates: Vec::new(), pay: None };
        let edition = Arc::clone(&moment.live.edition);
        Ok(Matches { items, more: hits.more(), took, edition, proof })
    }

    /// Names the decisions and tests that some matches rest on, as far as there can be any.
    fn name_all_proofs(
        &self,
        explainer: &Explainer<'_>,
        items: &mut [MatchItem],
        candidates: &[Uuid],
    ) -> Result<(), AppError> {
        if items.is_empty() {
            return Ok(());
        }
        let known = self.proofs_of(candidates)?;
        for item in items {
            explainer.name_proofs(&mut item.matched, &known);
        }
        Ok(())
    }

    /// Those of the vacancies that everybody may read, in one statement.
    pub(in crate::app) fn published(
        &self,
        ids: &[Uuid],
    ) -> Result<HashMap<Uuid, Vacancy>, AppError> {
        let reach = Actor::Anonymous.reach::<VacancyBody>();
        let found = self.store.read(|conn| VacancyBody::find_all(conn, reach, ids))?;
        Ok(found.into_iter().map(|vacancy| (vacancy.id.0, vacancy)).collect())
    }

    /// This moment of an index that is loaded.
    fn moment(&self) -> Result<Moment, AppError> {
        self.loaded()?;
        Ok(self.follower.moment(self.today()))
    }

    pub(in crate::app) fn loaded(&self) -> Result<(), AppError> {
        if self.follower.standing() == IndexState::Loading {
            Err(AppError::NotReady)
        } else {
            Ok(())
        }
    }

    /// A body that is not stored, checked and with its texts read.
    fn read<R: DocumentRules>(&self, body: &R) -> Result<R, AppError> {
        self.checked(body.clone()).map_err(|error| match error {
            AppError::Invalid(errors) => {
                AppError::Invalid(errors.into_iter().map(within::<R>).collect())
            }
            other => other,
        })
    }
}

/// A failed rule in words.
pub fn rule_text(failed: &FailedRule, edition: &Edition, lang: Lang) -> String {
    matching::rule_text(failed, lang, &TaxonomyLabels(edition))
}

/// A step to eligibility in words.
pub fn step_text(step: &Step, edition: &Edition, lang: Lang) -> String {
    matching::step_text(step, lang, &TaxonomyLabels(edition))
}

/// The error as it stands in a question that holds the body.
fn within<R: DocumentRules>(error: FieldError) -> FieldError {
    FieldError { pointer: format!("/{}{}", R::KIND, error.pointer), ..error }
}

/// Only employers and operators may ask who fits a vacancy.
fn asks_for_candidates(actor: &Actor) -> Result<(), Denied> {
    actor.require(Scope::MatchesRead)?;
    match actor.role() {
        Some(Role::Employer | Role::Operator) => Ok(()),
        Some(Role::Agency | Role::Partner) | None => Err(Denied::Role),
    }
}
