//! Advisory cases: somebody asks for advice at a centre, by telephone or otherwise. Nobody is named in one: what is kept is
//! what was asked, how it was answered and how long that took, and how often the same was asked again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    casework::{
        centre::{CentreId, ServiceKind},
        complaint::ComplaintChannel,
        guide::GuideId,
        topic::SupportTopic,
    },
    concepts::facet::{Facet, FacetKind},
    law::{deadline::compute, rule_set::RuleSet},
    resource::{
        Record, RecordKind, Resource,
        format::Format,
        id::Id,
        lifecycle::{Move, Need},
    },
    values::{language::Lang, words::words},
};

words! {
    /// The state of an advisory case.
    AdviceStatus {
        /// Somebody has asked.
        Open = "open",
        /// It was answered.
        Answered = "answered",
        /// Somebody else is to answer.
        Referred = "referred",
        /// It is over.
        Closed = "closed",
    }
}

words! {
    /// What came of an advisory case.
    AdviceOutcome {
        /// The question was answered.
        Informed = "informed",
        /// Papers were filled in, or somebody was called.
        Helped = "helped",
        /// Another centre or an authority took it.
        Referred = "referred",
        /// A complaint was filed of it.
        ComplaintFiled = "complaint_filed",
        /// Nothing could be done, or whoever asked did not come back.
        Unresolved = "unresolved",
    }
}

/// An advisory case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvisoryCaseBody {
    /// What it is about.
    pub topic: SupportTopic,
    /// The language to answer in.
    pub language: Lang,
    /// How it came.
    pub channel: ComplaintChannel,
    /// The service that is asked for; until when it must be given depends on it.
    pub service: ServiceKind,
    /// The centre that advises, if it is one.
    pub centre: Option<CentreId>,
    /// The day on which it was asked.
    pub asked_on: NaiveDate,
    /// By when it is to be answered; `None` if no rule says so.
    pub due_on: Option<NaiveDate>,
    /// The rule that says so.
    pub due_rule: Option<String>,
    /// What came of it.
    pub outcome: Option<AdviceOutcome>,
    /// Minutes that it took, 0 to 1,440.
    pub minutes: Option<u32>,
    /// The centre that it was referred to.
    pub referred_to: Option<CentreId>,
    /// The guide that the answer was taken from.
    pub guide: Option<GuideId>,
    /// How often the same was asked again.
    pub repeats: u32,
}

/// A stored advisory case.
pub type AdvisoryCase = Record<AdvisoryCaseBody>;
/// The id of an advisory case.
pub type AdvisoryCaseId = Id<AdvisoryCaseBody>;

type AdviceMove = Move<AdviceStatus, AdvisoryCaseBody>;

const STAFF: &[Relation] = &[Relation::Owner, Relation::Operator];
const ANSWERED: AdviceMove =
    Move { to: AdviceStatus::Answered, by: STAFF, needs: &[Need::Body(without_outcome)] };
const REFERRED: AdviceMove =
    Move { to: AdviceStatus::Referred, by: STAFF, needs: &[Need::Body(without_centre)] };
const CLOSED: AdviceMove =
    Move { to: AdviceStatus::Closed, by: STAFF, needs: &[Need::Body(without_outcome)] };

fn without_outcome(body: &AdvisoryCaseBody) -> Option<String> {
    let is_told = body.outcome.is_some() && body.minutes.is_some();
    (!is_told).then(|| "say first what came of it and how long it took: outcome and minutes".into())
}

fn without_centre(body: &AdvisoryCaseBody) -> Option<String> {
    body.referred_to.is_none().then(|| "say first which centre is to answer: referred_to_id".into())
}

/// The rule that says by when somebody is to be advised where no rule is about the service.
const ANY_SERVICE: &str = "dl.advice";

/// The rule for a service that was asked for on a day, or else that for all, and by when the service must be given.
pub fn due_by(
    set: &RuleSet,
    service: ServiceKind,
    asked_on: NaiveDate,
) -> Option<(String, NaiveDate)> {
    let own = format!("{ANY_SERVICE}.{service}");
    let found = [own.as_str(), ANY_SERVICE].into_iter().find_map(|id| set.find(id, asked_on))?;
    let due = compute(found, &set.calendars, asked_on).filter(|_| found.decides())?.ok()?;
    Some((found.id.clone(), due.due_on))
}

impl AdvisoryCaseBody {
    /// The same case, asked once more.
    #[must_use]
    pub fn asked_again(&self) -> Self {
        Self { repeats: self.repeats.saturating_add(1), ..self.clone() }
    }
}

impl Format for AdvisoryCaseBody {}

impl Resource for AdvisoryCaseBody {
    type Status = AdviceStatus;
    const KIND: RecordKind = RecordKind::AdvisoryCase;
    const OWNER: Role = Role::Partner;
    const WRITERS: &'static [Relation] = STAFF;
    const READ: Scope = Scope::CentresRead;
    const WRITE: Scope = Scope::CentresWrite;
    const STATES: &'static [AdviceStatus] = AdviceStatus::ALL;
    const INITIAL: AdviceStatus = AdviceStatus::Open;
    const PUBLIC: Option<AdviceStatus> = None;

    fn moves(from: AdviceStatus) -> &'static [AdviceMove] {
        match from {
            AdviceStatus::Open => &[ANSWERED, REFERRED],
            AdviceStatus::Answered | AdviceStatus::Referred => &[CLOSED],
            AdviceStatus::Closed => &[],
        }
    }

    fn is_editable(status: AdviceStatus) -> bool {
        status != AdviceStatus::Closed
    }

    /// What its state stands on is not taken from it.
    fn revised(
        status: AdviceStatus,
        _before: &Self,
        after: &Self,
        _today: NaiveDate,
    ) -> Result<AdviceStatus, String> {
        let missing = match status {
            AdviceStatus::Open => None,
            AdviceStatus::Answered => without_outcome(after),
            AdviceStatus::Referred => without_centre(after),
            AdviceStatus::Closed => {
                Some("an advisory case that is closed cannot be changed".into())
            }
        };
        missing.map_or(Ok(status), Err)
    }

    /// Koprik counts how often it was asked, and by when it is due stays, unless another service is asked for.
    fn keep(&mut self, before: &Self) {
        (self.asked_on, self.repeats) = (before.asked_on, before.repeats);
        if self.service == before.service {
            self.due_on = before.due_on;
            self.due_rule.clone_from(&before.due_rule);
        }
    }

    fn is_deletable(status: AdviceStatus) -> bool {
        status == AdviceStatus::Open
    }

    fn facets(&self) -> Vec<Facet> {
        vec![
            Facet::new(FacetKind::Topic, self.topic),
            Facet::new(FacetKind::Service, self.service),
            Facet::new(FacetKind::ServiceLanguage, self.language),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::read::OWN;

    fn due(service: ServiceKind, day: &str) -> Option<(String, String)> {
        let (rule, on) = due_by(OWN.last()?, service, day.parse().unwrap())?;
        Some((rule, on.to_string()))
    }

    #[test]
    fn a_service_with_a_rule_of_its_own_is_due_by_that() {
        let of = |rule: &str, day: &str| Some((rule.to_owned(), day.to_owned()));
        let friday = "2026-12-04";
        assert_eq!(due(ServiceKind::Protection, friday), of("dl.advice.protection", "2026-12-07"));
        assert_eq!(due(ServiceKind::Consular, friday), of("dl.advice", "2026-12-09"));
        assert_eq!(due(ServiceKind::Consular, "2019-12-04"), None, "no rule was there");
    }

    #[test]
    fn only_what_was_told_is_answered() {
        let told = |outcome, minutes, referred_to| AdvisoryCaseBody {
            topic: SupportTopic::Pay,
            language: Lang::UzLatn,
            channel: ComplaintChannel::Phone,
            service: ServiceKind::LegalAdvice,
            centre: None,
            asked_on: NaiveDate::MIN,
            due_on: None,
            due_rule: None,
            outcome,
            minutes,
            referred_to,
            guide: None,
            repeats: u32::MAX,
        };
        let centre = Some(Id::new(uuid::Uuid::nil()));
        assert!(without_outcome(&told(Some(AdviceOutcome::Helped), None, None)).is_some());
        assert!(without_outcome(&told(None, Some(5), None)).is_some());
        let whole = told(Some(AdviceOutcome::Helped), Some(5), centre);
        assert!(without_outcome(&whole).is_none() && without_centre(&whole).is_none());
        let (bare, today) = (told(None, None, None), NaiveDate::MIN);
        for status in AdviceStatus::ALL.iter().copied() {
            let kept = AdvisoryCaseBody::revised(status, &whole, &bare, today);
            assert_eq!(kept.is_ok(), status == AdviceStatus::Open, "{status}");
        }
        assert_eq!(bare.asked_again().repeats, u32::MAX);
    }
}
