//! What a rule says, by its kind.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::law::words::{Authority, Choose, CountFrom, Roll, RuleKind, TimeUnit};

/// What a rule says.
#[derive(Debug, Clone, PartialEq)]
pub enum Terms {
    /// The greatest share of foreign workers.
    ShareCap(ShareCap),
    /// Activities that are banned.
    ActivityBan(ActivityBan),
    /// The least pay.
    WageFloor(WageFloor),
    /// An amount.
    Amount(Amount),
    /// A time within which something must be done.
    Deadline(DeadlineTerms),
    /// What a contract must say.
    RequiredTerms(RequiredTerms),
    /// What a payer may not be asked to pay.
    FeeBan(FeeBan),
    /// The most that a payer may be asked to pay.
    FeeCap(FeeCap),
    /// For how long a document is valid.
    Validity(Validity),
    /// What the state pays back to a worker.
    Benefit(BenefitTerms),
    /// What people read and nothing computes from.
    Stated(Map<String, Value>),
}

/// The greatest share of foreign workers in activities.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareCap {
    /// Prefixes of ОКВЭД codes, a section's letter, or `*` for all.
    pub okved: Vec<String>,
    /// The share in percent; `None` if the figure is not known.
    pub max_percent: Option<u8>,
}

/// Activities that holders of a work document are kept from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityBan {
    /// Whom it is for.
    pub applies_to: BanHolder,
    /// Months within which running work must end.
    pub compliance_months: u32,
    /// The activities.
    pub activities: Vec<BannedActivity>,
}

/// Whom a ban is for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BanHolder {
    /// The work document that they hold.
    pub work_document: String,
}

/// An activity that is banned.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BannedActivity {
    /// Its name.
    pub name: String,
    /// The prefix of its ОКВЭД code; `None` if it has no code of its own.
    pub okved: Option<String>,
    /// Whether the code itself was read in a source.
    #[serde(default)]
    pub code_read: bool,
}

/// The least pay for a month.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WageFloor {
    /// The sector; `None` is every sector.
    pub sector: Option<String>,
    /// The municipalities, as ОКТМО codes, where it does not bind.
    #[serde(default)]
    pub not_in: Vec<String>,
    /// What the pay is for.
    pub unit: String,
    /// Its currency.
    pub currency: String,
    /// The pay in hundredths of the currency.
    pub amount_minor: i64,
}

/// An amount that others refer to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// What it is for, if for a time.
    pub unit: Option<String>,
    /// Its currency.
    pub currency: String,
    /// The amount in hundredths of the currency.
    pub amount_minor: Option<i64>,
    /// Amounts for several groups, in hundredths.
    #[serde(default)]
    pub per: BTreeMap<String, i64>,
    /// The product that gives it.
    pub formula: Option<String>,
}

/// A time within which something must be done.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineTerms {
    /// What it is counted from.
    pub event: String,
    /// Whether it lies before the event.
    #[serde(default)]
    pub before: bool,
    /// How many units.
    pub value: u32,
    /// The unit.
    pub unit: TimeUnit,
    /// Which day is the first.
    pub count: Option<CountFrom>,
    /// Where a day goes that is no working day.
    pub roll: Option<Roll>,
    /// The calendars, if they are not the authority's.
    #[serde(default)]
    pub calendar: Vec<Authority>,
    /// Which of the calendars gives the day.
    pub choose: Option<Choose>,
    /// Who must do it.
    pub responsible: String,
    /// The way to work that it is for; `None` is any.
    pub route: Option<String>,
    /// The citizenships that it is for; none is any.
    #[serde(default)]
    pub citizenship: Vec<String>,
    /// How many days before the event it can be done at the earliest.
    pub earliest_days: Option<u32>,
    /// What follows if it is missed.
    pub consequence: Option<String>,
}

/// What a contract must say.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredTerms {
    /// The terms.
    #[serde(default)]
    pub terms: Vec<String>,
    /// The fewest days of paid leave in a year, if it says so.
    pub leave_days: Option<u16>,
}

/// What a payer may not be asked to pay.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeBan {
    /// Who may not be asked.
    pub payer: String,
    /// The kinds of costs.
    pub kinds: Vec<String>,
}

/// The most that a payer may be asked to pay.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeCap {
    /// Who may be asked.
    pub payer: String,
    /// The kinds of costs.
    pub kinds: Vec<String>,
    /// The most.
    pub cap: FeeCapAmount,
}

/// An amount, as a multiple of one that another rule gives.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeCapAmount {
    /// The rule that gives the amount.
    pub unit: String,
    /// How many times.
    pub value: u32,
}

/// For how long a document is valid.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// The document.
    pub document: String,
    /// For how many units from its day, if it is always the same time.
    pub value: Option<u32>,
    /// The unit.
    pub unit: Option<TimeUnit>,
    /// The longest time, if it is not always the same.
    pub max: Option<Map<String, Value>>,
}

/// What the state pays back to a worker.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitTerms {
    /// The rule that gives the amount which the items are multiples of.
    pub unit: String,
    /// The items, each with how many times the amount is paid at most.
    pub items: BTreeMap<String, u32>,
    /// What must be so, for readers.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// Until when it is paid.
    pub pay_within: PayWithin,
}

/// A time within which is paid.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayWithin {
    /// How many units.
    pub value: u32,
    /// The unit.
    pub unit: TimeUnit,
    /// What it is counted from, for readers: the first day of work.
    pub from: String,
}

impl Terms {
    /// Reads what a rule of a kind says.
    pub fn read(kind: RuleKind, members: Map<String, Value>) -> Result<Self, serde_json::Error> {
        let whole = Value::Object(members.clone());
        Ok(match kind {
            RuleKind::ShareCap => Self::ShareCap(serde_json::from_value(whole)?),
            RuleKind::ActivityBan => Self::ActivityBan(serde_json::from_value(whole)?),
            RuleKind::WageFloor => Self::WageFloor(serde_json::from_value(whole)?),
            RuleKind::Amount => Self::Amount(serde_json::from_value(whole)?),
            RuleKind::Deadline => Self::Deadline(serde_json::from_value(whole)?),
            RuleKind::RequiredTerms => Self::RequiredTerms(serde_json::from_value(whole)?),
            RuleKind::FeeBan => Self::FeeBan(serde_json::from_value(whole)?),
            RuleKind::FeeCap => Self::FeeCap(serde_json::from_value(whole)?),
            RuleKind::Validity => Self::Validity(serde_json::from_value(whole)?),
            RuleKind::Benefit => Self::Benefit(serde_json::from_value(whole)?),
            RuleKind::Counting
            | RuleKind::StayLimit
            | RuleKind::IncomeCondition
            | RuleKind::AgencyCondition
            | RuleKind::EndGround
            | RuleKind::Route
            | RuleKind::Flag => Self::Stated(members),
        })
    }
}
