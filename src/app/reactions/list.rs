//! Every reaction of the service.

use crate::{
    app::{
        casework::{complaints::retaliation, guides::OutdateGuides},
        law::{
            bans::TellOfBans, benefit_claims::FirstDays, in_force::OnceInForce, recheck::Recheck,
            redate::Redate,
        },
        programme::statistics::following::{Heads, Stages},
        reactions::{owned::OwnedRecords, reaction::Reaction},
    },
    domain::{
        parties::{
            agency::{AgencyBody, AgencyStatus},
            employer::{EmployerBody, EmployerStatus},
        },
        recruitment::{
            candidate::{CandidateBody, CandidateStatus},
            vacancy::{VacancyBody, VacancyStatus},
        },
    },
};

/// Each goes its own way along the log, so that one that fails holds up no other.
pub(super) static REACTIONS: &[&dyn Reaction] = &[
    &OwnedRecords::<EmployerBody, VacancyBody> {
        name: "suspend_vacancies_of_employer",
        when: &[EmployerStatus::Suspended, EmployerStatus::Blacklisted],
        from: VacancyStatus::Published,
        to: VacancyStatus::Suspended,
        why: "the employer may not publish",
    },
    &OwnedRecords::<AgencyBody, CandidateBody> {
        name: "pause_candidates_of_agency",
        when: &[AgencyStatus::Suspended, AgencyStatus::Revoked],
        from: CandidateStatus::Available,
        to: CandidateStatus::Paused,
        why: "the agency has no licence",
    },
    &OnceInForce(Recheck),
    &OnceInForce(Redate),
    &OnceInForce(TellOfBans),
    &OnceInForce(OutdateGuides),
    &retaliation::APPLICATIONS,
    &retaliation::CONTRACTS,
    &Stages,
    &Heads,
    &FirstDays,
];
