//! What a check has found: about what, by which rule, with which figures.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    law::{
        decide::{Grounds, Outcome, Weight},
        rule::Rule,
        rule_set::{RuleSet, Source},
        words::{Authority, Confidence, RuleStatus},
    },
    values::words::words,
};

words! {
    /// What a finding is about.
    CheckTopic {
        /// The share of foreign workers.
        Share = "share",
        /// Activities that are closed to holders of a work document.
        Activity = "activity",
        /// The least pay.
        Pay = "pay",
        /// What the contract must say.
        Terms = "terms",
        /// How the employer stands.
        Standing = "standing",
    }
}

words! {
    /// What was found.
    CheckReason {
        /// No rule in force covers the day.
        NoRule = "no_rule",
        /// The share stays within its cap.
        ShareKept = "share_kept",
        /// The share would be above its cap.
        ShareExceeded = "share_exceeded",
        /// The rule names no figure.
        ShareOpen = "share_open",
        /// Nobody has reported how many work there.
        WorkforceMissing = "workforce_missing",
        /// The report is too old, or no rule says for how long it stands.
        WorkforceOld = "workforce_old",
        /// The offer does not say how many it looks for.
        SeatsUnknown = "seats_unknown",
        /// The activity is open.
        ActivityOpen = "activity_open",
        /// The activity is closed.
        ActivityClosed = "activity_closed",
        /// Other activities are closed that have no code to compare.
        ActivityUncoded = "activity_uncoded",
        /// The activity is not the one that the employer is registered with.
        ActivityForeign = "activity_foreign",
        /// The guaranteed pay reaches the floor.
        PayEnough = "pay_enough",
        /// The pay is below the floor.
        PayTooLow = "pay_too_low",
        /// Whether the pay reaches the floor cannot be told.
        PayOpen = "pay_open",
        /// The pay is below the floor of a sector, and nobody has said whether it is the employer's.
        PaySector = "pay_sector",
        /// The offer says all that the contract must say.
        TermsSaid = "terms_said",
        /// The contract must say more than the offer.
        TermsOpen = "terms_open",
        /// The days of paid leave are enough.
        LeaveEnough = "leave_enough",
        /// The days of paid leave are too few.
        LeaveTooShort = "leave_too_short",
        /// The employer is verified.
        StandingGood = "standing_good",
        /// Nobody has verified the employer yet.
        StandingOpen = "standing_open",
        /// The employer may not offer work.
        StandingBarred = "standing_barred",
        /// Contracts of the employer broke what workers had accepted.
        WorseContracts = "worse_contracts",
        /// Workers paid what no worker may pay.
        BannedFees = "banned_fees",
        /// The employer let deadlines pass.
        MissedDeadlines = "missed_deadlines",
        /// There are open grave complaints against the employer. Operators alone read it.
        GraveComplaints = "grave_complaints",
    }
}

words! {
    /// The answer of a check.
    CheckResult {
        /// Every rule that decides is kept; what is announced may still warn.
        Pass = "pass",
        /// A rule that decides is broken.
        Fail = "fail",
        /// Something cannot be told, or no rule covers the day.
        Unknown = "unknown",
    }
}

/// A rule as a finding cites it, so that the finding says the same for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedRule {
    /// Its name in its set.
    pub id: String,
    /// Whose it is.
    pub authority: Authority,
    /// How far it binds.
    pub status: RuleStatus,
    /// How sure it is.
    pub confidence: Confidence,
    /// Its first day.
    pub valid_from: Option<NaiveDate>,
    /// Its last day.
    pub valid_to: Option<NaiveDate>,
    /// Where it was read.
    pub sources: Vec<Source>,
}

impl CitedRule {
    /// A rule of a set.
    pub fn of(set: &RuleSet, rule: &Rule) -> Self {
        Self {
            id: rule.id.clone(),
            authority: rule.authority,
            status: rule.status,
            confidence: rule.confidence,
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            sources: set.sources_of(rule).cloned().collect(),
        }
    }
}

/// Something that a check has found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckFinding {
    /// What it is about.
    pub topic: CheckTopic,
    /// What was found.
    pub reason: CheckReason,
    /// The rule; `None` if none covers the day, or none is needed.
    pub rule: Option<CitedRule>,
    /// What it has to do with the answer.
    pub weight: Weight,
    /// What it says, or would say.
    pub outcome: Outcome,
    /// The figures and words that it rests on.
    pub grounds: Grounds,
}

impl CheckFinding {
    /// Whether only operators may read it: whoever is accused could guess who has complained, or told what was paid.
    pub fn is_for_operators(&self) -> bool {
        matches!(self.reason, CheckReason::GraveComplaints | CheckReason::BannedFees)
    }

    /// A finding that decides without a rule.
    pub fn plain(topic: CheckTopic, reason: CheckReason, outcome: Outcome) -> Self {
        let (weight, grounds) = (Weight::Decides, Grounds::default());
        Self { topic, reason, rule: None, weight, outcome, grounds }
    }
}

/// What the findings say together.
pub fn result(findings: &[CheckFinding]) -> CheckResult {
    let decides = |outcome: Outcome| {
        findings.iter().any(|one| one.weight == Weight::Decides && one.outcome == outcome)
    };
    if decides(Outcome::Fail) {
        CheckResult::Fail
    } else if decides(Outcome::Unknown) {
        CheckResult::Unknown
    } else {
        CheckResult::Pass
    }
}
