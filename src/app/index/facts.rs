//! What the index knows of a record.

use uuid::Uuid;

use crate::{
    domain::{
        recruitment::{
            candidate::{Candidate, CandidateBody, CandidateStatus},
            vacancy::{Vacancy, VacancyBody, VacancyStatus},
        },
        resource::Record,
    },
    matching::{CandidateFacts, Change as IndexChange, Knowledge, VacancyFacts},
    store::records::Document,
};

/// Whether a vacancy takes part in matching (rule 8).
pub(in crate::app) fn vacancy_matchable(vacancy: &Vacancy) -> bool {
    vacancy.status == VacancyStatus::Published && vacancy.body.openings.has_open()
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

/// A kind of record that the index holds.
pub(super) trait Indexed: Document {
    /// What the index is told of a record.
    fn change(knowledge: &Knowledge, record: &Record<Self>) -> IndexChange;
    /// What it is told of one that is gone.
    fn removal(id: Uuid) -> IndexChange;
}

impl Indexed for VacancyBody {
    fn change(knowledge: &Knowledge, record: &Record<Self>) -> IndexChange {
        IndexChange::Vacancy(vacancy_facts(knowledge, record))
    }

    fn removal(id: Uuid) -> IndexChange {
        IndexChange::RemoveVacancy(id)
    }
}

impl Indexed for CandidateBody {
    fn change(knowledge: &Knowledge, record: &Record<Self>) -> IndexChange {
        IndexChange::Candidate(candidate_facts(knowledge, record))
    }

    fn removal(id: Uuid) -> IndexChange {
        IndexChange::RemoveCandidate(id)
    }
}
