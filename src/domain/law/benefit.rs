//! Benefits: what the state pays back to a worker for a recruitment, item by item, as a rule of the day grants it.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::facet::Facet,
    law::{
        rule::Rule,
        rule_set::RuleSet,
        terms::{BenefitTerms, PayWithin, Terms},
        words::{RuleKind, TimeUnit},
    },
    programme::application::ApplicationId,
    recruitment::candidate::CandidateId,
    resource::{Record, RecordKind, Resource, format::Format, id::Id, lifecycle::Move},
    values::{
        money::{Amount, Currency},
        words::words,
    },
};

/// Months of a year.
const YEAR_MONTHS: u32 = 12;

words! {
    /// The state of a claim.
    BenefitClaimStatus {
        /// Nobody has decided on it.
        Filed = "filed",
        /// It is to be paid.
        Approved = "approved",
        /// It will not be paid.
        Refused = "refused",
        /// The worker has the money.
        Paid = "paid",
    }
}

words! {
    /// What is decided on a claim.
    BenefitDecision {
        /// It is to be paid.
        Approved = "approved",
        /// It will not be paid.
        Refused = "refused",
    }
}

words! {
    /// Whose word a claim is.
    BenefitTeller {
        /// The agency's, for its candidate.
        Agency = "agency",
        /// The worker's, in the own channel.
        Worker = "worker",
    }
}

/// What a rule grants for an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The most.
    pub most: Amount,
    /// In which currency.
    pub currency: Currency,
    /// The rule.
    pub rule: String,
    /// The id of its set; `None` if it is the project's own.
    pub rule_set: Option<Uuid>,
    /// The name of its set.
    pub rule_set_name: String,
    /// Until when it is to be paid, from the first day of work.
    pub pay_within: PayTime,
}

/// A time within which is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayTime {
    /// How many units.
    pub value: u32,
    /// The unit.
    pub unit: TimeUnit,
}

/// What was decided on a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// How much is to be paid; `None` if nothing is.
    pub granted: Option<Amount>,
    /// Why, which a refusal says.
    pub reason: Option<String>,
    /// The organisation of the operator who decided.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// That a claim was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidOut {
    /// The day.
    pub on: NaiveDate,
    /// What shows it.
    pub evidence: String,
}

/// What a worker asks of the state back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BenefitClaimBody {
    /// The recruitment.
    pub application: ApplicationId,
    /// The worker.
    pub candidate: CandidateId,
    /// For what, in a word of the rule.
    pub item: String,
    /// How much was asked.
    pub asked: Amount,
    /// What the rule grants.
    pub grant: Grant,
    /// The first day of work; `None` while the worker does not work.
    pub employed_on: Option<NaiveDate>,
    /// The session in which the worker asked; `None` if the agency did.
    pub session: Option<Uuid>,
    /// What was decided; `None` while nothing is.
    pub decided: Option<Decided>,
    /// That it was paid; `None` while it is not.
    pub paid: Option<PaidOut>,
}

/// A stored claim.
pub type BenefitClaim = Record<BenefitClaimBody>;
/// The id of a claim.
pub type BenefitClaimId = Id<BenefitClaimBody>;

type ClaimMove = Move<BenefitClaimStatus, BenefitClaimBody>;

const SYSTEM: &[Relation] = &[Relation::System];
/// These follow from what operators decide, and from the payment.
const APPROVED: ClaimMove = Move::by(SYSTEM, BenefitClaimStatus::Approved);
const REFUSED: ClaimMove = Move::by(SYSTEM, BenefitClaimStatus::Refused);
const PAID: ClaimMove = Move::by(SYSTEM, BenefitClaimStatus::Paid);

/// Why no rule grants an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoGrant {
    /// No rule about benefits covers the day.
    NoRule,
    /// Rules cover the day, and grant these items only.
    OtherItems(Vec<String>),
}

/// What a set grants for an item on a day, but for the id of the set.
pub fn granted(set: &RuleSet, item: &str, day: NaiveDate) -> Result<Grant, NoGrant> {
    let all: Vec<(&Rule, &BenefitTerms)> = set
        .on(RuleKind::Benefit, day)
        .filter(|rule| rule.decides())
        .filter_map(|rule| match rule.terms() {
            Some(Terms::Benefit(terms)) => Some((rule, terms)),
            _ => None,
        })
        .collect();
    let of_item = all.iter().find_map(|(rule, terms)| {
        let (most, currency) = set.multiple(&terms.unit, *terms.items.get(item)?, day)?;
        Some(Grant {
            most,
            currency,
            rule: rule.id.clone(),
            rule_set: None,
            rule_set_name: set.id.clone(),
            pay_within: PayTime::of(&terms.pay_within),
        })
    });
    of_item.ok_or_else(|| {
        let mut items: Vec<String> =
            all.iter().flat_map(|(_, terms)| terms.items.keys().cloned()).collect();
        items.sort();
        items.retain(|other| other != item);
        if items.is_empty() { NoGrant::NoRule } else { NoGrant::OtherItems(items) }
    })
}

impl PayTime {
    const fn of(terms: &PayWithin) -> Self {
        Self { value: terms.value, unit: terms.unit }
    }

    /// The last day, counted from a day; `None` for a unit that needs a calendar, and beyond the days that there are.
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self.unit {
            TimeUnit::Month => day.checked_add_months(Months::new(self.value)),
            TimeUnit::Year => {
                day.checked_add_months(Months::new(self.value.checked_mul(YEAR_MONTHS)?))
            }
            TimeUnit::CalendarDay => day.checked_add_days(Days::new(u64::from(self.value))),
            TimeUnit::Hour | TimeUnit::WorkingDay => None,
        }
    }
}

impl BenefitDecision {
    /// The state that follows.
    pub const fn state(self) -> BenefitClaimStatus {
        match self {
            Self::Approved => BenefitClaimStatus::Approved,
            Self::Refused => BenefitClaimStatus::Refused,
        }
    }
}

impl BenefitClaimBody {
    /// Until when it is to be paid; `None` while the worker does not work.
    pub fn due_on(&self) -> Option<NaiveDate> {
        self.employed_on.and_then(|day| self.grant.pay_within.after(day))
    }

    /// Whose word it is.
    pub const fn told_by(&self) -> BenefitTeller {
        if self.session.is_some() { BenefitTeller::Worker } else { BenefitTeller::Agency }
    }
}

impl Format for BenefitClaimBody {}

impl Resource for BenefitClaimBody {
    type Status = BenefitClaimStatus;
    const KIND: RecordKind = RecordKind::BenefitClaim;
    const OWNER: Role = Role::Agency;
    const ABOUT_SOMEBODY: bool = true;
    const IS_WORKERS: bool = true;
    const WRITERS: &'static [Relation] = &[];
    const READ: Scope = Scope::ApplicationsRead;
    const WRITE: Scope = Scope::ApplicationsWrite;
    const STATES: &'static [BenefitClaimStatus] = BenefitClaimStatus::ALL;
    const INITIAL: BenefitClaimStatus = BenefitClaimStatus::Filed;
    const PUBLIC: Option<BenefitClaimStatus> = None;

    fn moves(from: BenefitClaimStatus) -> &'static [ClaimMove] {
        match from {
            BenefitClaimStatus::Filed => &[APPROVED, REFUSED],
            BenefitClaimStatus::Approved => &[PAID],
            BenefitClaimStatus::Refused | BenefitClaimStatus::Paid => &[],
        }
    }

    fn is_editable(_status: BenefitClaimStatus) -> bool {
        false
    }

    fn is_deletable(_status: BenefitClaimStatus) -> bool {
        false
    }

    fn worker(&self) -> Option<Uuid> {
        Some(self.candidate.0)
    }

    fn facets(&self) -> Vec<Facet> {
        Vec::new()
    }
}

#[cfg(test)]
#[path = "benefit_tests.rs"]
mod tests;
