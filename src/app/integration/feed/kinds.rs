//! The kinds of records that the feed tells of, each with the reach of those who read it.

use std::{
    collections::{HashMap, HashSet},
    marker::PhantomData,
};

use uuid::Uuid;

use crate::{
    app::{
        error::AppError,
        law::{compliance, fees as app_fees},
        resource::read::reader,
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        casework::{
            advice::AdvisoryCaseBody, centre::CentreBody, complaint::ComplaintBody,
            guide::GuideBody,
        },
        integration::import::ImportBody,
        job::JobKind,
        law::benefit::BenefitClaimBody,
        learning::{
            course::CourseBody, enrolment::EnrolmentBody, equivalence::EquivalenceBody,
            recognition::RecognitionBody,
        },
        parties::{agency::AgencyBody, employer::EmployerBody},
        programme::{
            allocation::{AllocationBody, AllocationRunBody},
            application::ApplicationBody,
            contract::ContractBody,
            group::GroupBody,
            job_order::JobOrderBody,
            offer::OfferBody,
            partnership::PartnershipBody,
            roadmap::{indicator::IndicatorBody, measure::MeasureBody, meeting::MeetingBody},
            selection_session::SelectionSessionBody,
            trip::TripBody,
        },
        recruitment::{
            candidate::CandidateBody, match_run::MatchRunBody, saved_search::SavedSearchBody,
            vacancy::VacancyBody,
        },
        resource::{
            RecordKind,
            reach::{Extent, Reach},
        },
        trust::disclosure_request::DisclosureRequestBody,
    },
    store::{
        StoreError,
        backend::DbConnection,
        integration::endpoints,
        jobs::records as jobs,
        law::{compliance_checks, fees},
        records::{Stored, tombstones},
    },
};

/// How some records stand to a reader.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Those that are in reach.
    pub(super) present: HashSet<Uuid>,
    /// Those that were in reach and are not.
    pub(super) gone: HashSet<Uuid>,
}

/// A kind of record that the feed tells of.
pub(super) trait Followed: Sync {
    /// Which.
    fn kind(&self) -> RecordKind;
    /// Whether the actor may read this kind at all.
    fn allow(&self, actor: &Actor) -> Result<(), Denied>;
    /// The state in which the actor sees records of this kind, if it sees only what is public.
    fn public_state(&self, _actor: &Actor) -> Option<String> {
        None
    }
    /// How records stand to an actor who may read this kind.
    fn standing(
        &self,
        conn: &mut DbConnection,
        actor: &Actor,
        ids: &[Uuid],
    ) -> Result<Standing, StoreError>;
    /// The organisation without which a record does not concern the actor, if there is one.
    fn organisation(&self, _actor: &Actor) -> Option<Uuid> {
        None
    }
    /// Which of these records concern which organisation, those that are gone too; `None` if each may concern any.
    fn concerned(
        &self,
        _conn: &mut DbConnection,
        _ids: &[Uuid],
    ) -> Result<Option<Concerned>, StoreError> {
        Ok(None)
    }
}

/// The records of a kind that concern each organisation.
pub(super) type Concerned = HashMap<Uuid, Vec<Uuid>>;

/// Every kind that the feed tells of. Clients, their tokens and amendments of the taxonomy are nobody's records.
static FOLLOWED: &[&dyn Followed] = &[
    &Records::<EmployerBody>(PhantomData),
    &Records::<AgencyBody>(PhantomData),
    &Records::<VacancyBody>(PhantomData),
    &Records::<CandidateBody>(PhantomData),
    &Records::<DisclosureRequestBody>(PhantomData),
    &Records::<JobOrderBody>(PhantomData),
    &Records::<AllocationBody>(PhantomData),
    &Records::<PartnershipBody>(PhantomData),
    &Records::<MeasureBody>(PhantomData),
    &Records::<IndicatorBody>(PhantomData),
    &Records::<MeetingBody>(PhantomData),
    &Records::<ApplicationBody>(PhantomData),
    &Records::<OfferBody>(PhantomData),
    &Records::<ContractBody>(PhantomData),
    &Records::<GroupBody>(PhantomData),
    &Records::<SelectionSessionBody>(PhantomData),
    &Records::<TripBody>(PhantomData),
    &Records::<CentreBody>(PhantomData),
    &Records::<AdvisoryCaseBody>(PhantomData),
    &Records::<GuideBody>(PhantomData),
    &Records::<ComplaintBody>(PhantomData),
    &Records::<RecognitionBody>(PhantomData),
    &Records::<EquivalenceBody>(PhantomData),
    &Records::<CourseBody>(PhantomData),
    &Records::<EnrolmentBody>(PhantomData),
    &Records::<SavedSearchBody>(PhantomData),
    &Jobs::<MatchRunBody>(PhantomData),
    &Jobs::<AllocationRunBody>(PhantomData),
    &Jobs::<ImportBody>(PhantomData),
    &RuleSets,
    &ComplianceChecks,
    &Fees,
    &Records::<BenefitClaimBody>(PhantomData),
    &WebhookEndpoints,
];

/// Every kind.
pub(super) fn all() -> &'static [&'static dyn Followed] {
    FOLLOWED
}

/// Those kinds that somebody follows, or why not; with none named, all that the actor may read.
pub(super) fn followed(
    actor: &Actor,
    asked: &[RecordKind],
) -> Result<Vec<&'static dyn Followed>, AppError> {
    if asked.is_empty() {
        let may = |one: &&dyn Followed| one.allow(actor).is_ok();
        return Ok(FOLLOWED.iter().copied().filter(may).collect());
    }
    let named = |kind: &RecordKind| {
        let found = FOLLOWED.iter().copied().find(|one| one.kind() == *kind);
        let found = found.ok_or(Denied::Role)?;
        found.allow(actor).map(|()| found)
    };
    Ok(asked.iter().map(named).collect::<Result<_, Denied>>()?)
}

fn gone<T>(
    conn: &mut DbConnection,
    (kind, reach): (RecordKind, Reach<T>),
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, StoreError> {
    let left = tombstones::among(conn, (kind, reach), ids)?;
    Ok(left.into_iter().map(|one| one.id).collect())
}

/// Documents and cases.
struct Records<R>(PhantomData<fn() -> R>);

impl<R: Stored> Followed for Records<R> {
    fn kind(&self) -> RecordKind {
        R::KIND
    }

    fn allow(&self, actor: &Actor) -> Result<(), Denied> {
        reader::<R>(actor).map(drop)
    }

    fn public_state(&self, actor: &Actor) -> Option<String> {
        let sees_public = reader::<R>(actor)
            .is_ok_and(|reader| matches!(reader.reach::<R>().extent(), Extent::Public));
        R::PUBLIC.filter(|_| sees_public).map(|state| state.to_string())
    }

    fn standing(
        &self,
        conn: &mut DbConnection,
        actor: &Actor,
        ids: &[Uuid],
    ) -> Result<Standing, StoreError> {
        let Ok(reader) = reader::<R>(actor) else { return Ok(Standing::default()) };
        let reach = reader.reach::<R>();
        let present = R::present(conn, reach, ids)?;
        Ok(Standing { present, gone: gone(conn, (R::KIND, reach), ids)? })
    }

    fn organisation(&self, actor: &Actor) -> Option<Uuid> {
        match reader::<R>(actor).ok()?.reach::<R>().extent() {
            Extent::Owner(whose) | Extent::Shared(whose) | Extent::Party(whose) => Some(whose),
            Extent::All | Extent::Worker(_) | Extent::Public | Extent::Nothing => None,
        }
    }

    fn concerned(
        &self,
        conn: &mut DbConnection,
        ids: &[Uuid],
    ) -> Result<Option<Concerned>, StoreError> {
        let Some(mut pairs) = R::organisations(conn, Actor::System.reach(), ids)? else {
            return Ok(None);
        };
        pairs.extend(tombstones::organisations(conn, R::KIND, ids)?);
        let mut concerned = Concerned::new();
        for (whose, record) in pairs {
            concerned.entry(whose).or_default().push(record);
        }
        Ok(Some(concerned))
    }
}

/// Jobs.
struct Jobs<J>(PhantomData<fn() -> J>);

impl<J: JobKind> Followed for Jobs<J> {
    fn kind(&self) -> RecordKind {
        J::KIND
    }

    fn allow(&self, actor: &Actor) -> Result<(), Denied> {
        actor.require(J::READ)?;
        if actor.role() == Some(Role::Partner) { Err(Denied::Role) } else { Ok(()) }
    }

    fn standing(
        &self,
        conn: &mut DbConnection,
        actor: &Actor,
        ids: &[Uuid],
    ) -> Result<Standing, StoreError> {
        let reach = actor.reach_of_jobs::<J>();
        let present = jobs::present(conn, reach, ids)?;
        Ok(Standing { present, gone: gone(conn, (self.kind(), reach), ids)? })
    }
}

/// Rule sets, which everybody may read, and which stay.
struct RuleSets;

impl Followed for RuleSets {
    fn kind(&self) -> RecordKind {
        RecordKind::RuleSet
    }

    fn allow(&self, _actor: &Actor) -> Result<(), Denied> {
        Ok(())
    }

    fn standing(
        &self,
        _conn: &mut DbConnection,
        _actor: &Actor,
        ids: &[Uuid],
    ) -> Result<Standing, StoreError> {
        Ok(Standing { present: ids.iter().copied().collect(), gone: HashSet::new() })
    }
}

/// Declares what follows a kind of entries that stay as they are made.
macro_rules! follow_entries {
    ($(#[$doc:meta])* $name:ident, $kind:ident, $reach:expr, $present:expr) => {
        $(#[$doc])*
        struct $name;

        impl Followed for $name {
            fn kind(&self) -> RecordKind {
                RecordKind::$kind
            }

            fn allow(&self, actor: &Actor) -> Result<(), Denied> {
                $reach(actor).map(drop)
            }

            fn standing(
                &self,
                conn: &mut DbConnection,
                actor: &Actor,
                ids: &[Uuid],
            ) -> Result<Standing, StoreError> {
                let Ok(reach) = $reach(actor) else { return Ok(Standing::default()) };
                let present = $present(conn, reach, ids)?;
                Ok(Standing { present, gone: gone(conn, (self.kind(), reach), ids)? })
            }
        }
    };
}

follow_entries! {
    /// Compliance checks.
    ComplianceChecks, ComplianceCheck, compliance::reach, compliance_checks::present
}
follow_entries! {
    /// Who paid what for a recruitment.
    Fees, Fee, |actor: &Actor| app_fees::reach(actor, Scope::FeesRead), fees::present
}

/// Webhook endpoints, of which a client sees its own. That it deleted one it knows.
struct WebhookEndpoints;

impl Followed for WebhookEndpoints {
    fn kind(&self) -> RecordKind {
        RecordKind::WebhookEndpoint
    }

    fn allow(&self, actor: &Actor) -> Result<(), Denied> {
        actor.client().map(drop).ok_or(Denied::Role)
    }

    fn standing(
        &self,
        conn: &mut DbConnection,
        actor: &Actor,
        ids: &[Uuid],
    ) -> Result<Standing, StoreError> {
        let Some(client) = actor.client() else { return Ok(Standing::default()) };
        let present = endpoints::present(conn, client.id, ids)?;
        Ok(Standing { present, gone: HashSet::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_somebodys_is_told() {
        let told: HashSet<RecordKind> = FOLLOWED.iter().map(|one| one.kind()).collect();
        let untold: Vec<RecordKind> =
            RecordKind::ALL.iter().copied().filter(|kind| !told.contains(kind)).collect();
        assert_eq!(untold, [RecordKind::Client, RecordKind::Token, RecordKind::Taxonomy]);
    }
}
