//! What the index knows of a record.

use crate::{
    domain::recruitment::{
        candidate::{Candidate, CandidateStatus},
        vacancy::{Vacancy, VacancyStatus},
    },
    matching::{CandidateFacts, Change as IndexChange, Knowledge, VacancyFacts},
};

/// Whether a vacancy takes part in matching (rule 8).
pub(in crate::app) fn vacancy_matchable(vacancy: &Vacancy) -> bool {
    vacancy.status == VacancyStatus::Published
        && vacancy.body.openings.open().is_some_and(|open| open > 0)
}

/// Whether a candidate takes part in matching (rule 8).
pub(in crate::app) fn candidate_matchable(candidate: &Candidate) -> bool {
    candidate.status == CandidateStatus::Available
        && candidate.body.consents_to_matching()
        && candidate.body.of_age
}

pub(in crate::app) fn vacancy_facts(knowledge: &Knowledge, vacancy: &Vacancy) -> VacancyFacts {
    VacancyFacts::of(knowledge, vacancy.id.0, &vacancy.body, vacancy_matchable(vacancy))
}

pub(in crate::app) fn candidate_facts(
    knowledge: &Knowledge,
    candidate: &Candidate,
) -> CandidateFacts {
    CandidateFacts::of(knowledge, candidate.id.0, &candidate.body, candidate_matchable(candidate))
}

pub(super) fn vacancy_change(knowledge: &Knowledge, vacancy: &Vacancy) -> IndexChange {
    IndexChange::Vacancy(vacancy_facts(knowledge, vacancy))
}

pub(super) fn candidate_change(knowledge: &Knowledge, candidate: &Candidate) -> IndexChange {
    IndexChange::Candidate(candidate_facts(knowledge, candidate))
}
