//! The fee ledger: who paid what for a recruitment. No worker pays to get work.
//!
//! The kinds of costs are those of the ILO's definition of recruitment fees and related costs (2019), with what law may
//! lay on a worker beside them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    law::{
        rule::Rule,
        rule_set::RuleSet,
        terms::Terms,
        words::{RuleKind, Side},
    },
    programme::application::ApplicationId,
    resource::format::Format,
    values::{
        money::{Amount, Currency},
        words::words,
    },
};

words! {
    /// What was paid for.
    FeeKind {
        /// Being found work.
        RecruitmentService = "recruitment_service",
        /// Medical checks and vaccinations.
        Medical = "medical",
        /// Insurance of life, health and safety.
        Insurance = "insurance",
        /// Tests of skills and languages.
        SkillTest = "skill_test",
        /// Training for the job.
        Training = "training",
        /// Tools, uniforms and safety gear.
        Equipment = "equipment",
        /// The way there and back.
        Travel = "travel",
        /// Board and lodging on the way and meanwhile.
        Lodging = "lodging",
        /// Papers, translations, and whatever is filed.
        Administrative = "administrative",
        /// Advice on working abroad.
        Advice = "advice",
        /// The patent or permit to work.
        WorkDocument = "work_document",
        /// A tax that is paid ahead.
        Tax = "tax",
    }
}

words! {
    /// Who paid.
    FeePayer {
        /// The employer.
        Employer = "employer",
        /// The agency.
        Agency = "agency",
        /// Uzbekistan.
        StateUz = "state_uz",
        /// Russia.
        StateRu = "state_ru",
        /// The worker.
        Worker = "worker",
        /// Nobody knows.
        Unknown = "unknown",
    }
}

words! {
    /// Whose word an entry is.
    FeeReporter {
        /// The employer's.
        Employer = "employer",
        /// The agency's.
        Agency = "agency",
        /// An operator's.
        Operator = "operator",
        /// The worker's. It counts until it is disproved.
        Worker = "worker",
    }
}

words! {
    /// What the rules say to a payment.
    FeeVerdict {
        /// It may be.
        Ok = "ok",
        /// A worker paid what no worker may be asked to pay.
        Violation = "violation",
        /// A worker may be asked to pay it, and gets it back.
        Reimbursable = "reimbursable",
        /// No rule covers the day, or nobody knows who paid.
        Unknown = "unknown",
    }
}

words! {
    /// Whether a case about a violation is open.
    FeeCaseState {
        /// The worker has not got back everything, and the sides have not decided.
        Open = "open",
        /// It is over.
        Closed = "closed",
    }
}

/// What an entry is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FeeEntry {
    /// A payment.
    Charge,
    /// Money that came back to the worker for a payment.
    Refund(Uuid),
    /// Another entry was wrong.
    Reversal(Uuid),
}

/// An entry of the ledger. It is never changed: another one reverses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// Its id.
    pub id: Uuid,
    /// The recruitment.
    pub application: ApplicationId,
    /// The worker.
    pub candidate: Uuid,
    /// The employer of the application.
    pub employer: Uuid,
    /// The agency of the application.
    pub agency: Uuid,
    /// What it is to another entry.
    pub entry: FeeEntry,
    /// What was paid for.
    pub kind: FeeKind,
    /// Who paid.
    pub payer: FeePayer,
    /// Who got it, in words.
    pub payee: String,
    /// How much.
    pub amount: Amount,
    /// In which currency.
    pub currency: Currency,
    /// The day on which it was paid.
    pub paid_on: NaiveDate,
    /// Whose word it is.
    pub reported_by: FeeReporter,
    /// What shows it: a receipt, or why an entry was wrong.
    pub evidence: Option<String>,
    /// What the rules say, to a payment.
    pub ruling: Option<FeeRuling>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for Fee {}

/// What the rules of a day say to a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeRuling {
    /// What they say.
    pub verdict: FeeVerdict,
    /// The rule that says it; `None` if none does.
    pub rule: Option<String>,
    /// The id of the rule set; `None` if it is the project's own, or none was known.
    pub rule_set: Option<Uuid>,
    /// Its name; `None` if none was known.
    pub rule_set_name: Option<String>,
}

/// A decision of a side that a case is over, though not everything was paid back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeDecision {
    /// The side.
    pub side: Side,
    /// The organisation that decided for it.
    pub organisation: Uuid,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The case about a violation, as the ledger and the decisions make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeCase {
    /// What was paid, in hundredths.
    pub amount: i64,
    /// What came back to the worker, in hundredths.
    pub refunded: i64,
    /// Whether the entry was wrong.
    pub reversed: bool,
    /// What the sides decided.
    pub decisions: Vec<FeeDecision>,
}

impl FeeCase {
    /// Whether it is open: until everything came back, the entry is reversed, or both sides have decided.
    pub fn state(&self) -> FeeCaseState {
        let over = self.reversed || self.refunded >= self.amount || self.decisions.len() > 1;
        if over { FeeCaseState::Closed } else { FeeCaseState::Open }
    }

    /// What the worker has still to get back, in hundredths.
    pub fn outstanding(&self) -> i64 {
        if self.reversed { 0 } else { (self.amount - self.refunded).max(0) }
    }
}

impl Fee {
    /// What it is, in the log: what the rules say to a payment, or what it undoes.
    pub fn state(&self) -> &'static str {
        match (self.entry, &self.ruling) {
            (FeeEntry::Refund(_), _) => "refund",
            (FeeEntry::Reversal(_), _) => "reversal",
            (FeeEntry::Charge, Some(ruling)) => ruling.verdict.as_str(),
            (FeeEntry::Charge, None) => FeeVerdict::Unknown.as_str(),
        }
    }

    /// What cannot be.
    pub fn contradictions(&self, today: NaiveDate) -> Vec<FieldError> {
        let future = (self.paid_on > today)
            .then(|| FieldError::new("/paid_on", "future", "this day has not come yet"));
        let receipt = self.payer == FeePayer::Unknown && self.evidence.is_some();
        let receipt = receipt.then(|| {
            FieldError::new(
                "/payer",
                "contradiction",
                "what shows the payment shows who paid: say who",
            )
        });
        future.into_iter().chain(receipt).collect()
    }
}

/// What a set says to a payment on a day. Where no rule covers the day, or the payment is in another currency than the most
/// that may be asked, the answer is `unknown`, never `ok`.
pub fn judge(
    set: Option<&RuleSet>,
    (payer, kind): (FeePayer, FeeKind),
    paid: (Amount, Currency),
    day: NaiveDate,
) -> (FeeVerdict, Option<&Rule>) {
    match payer {
        FeePayer::Unknown => (FeeVerdict::Unknown, None),
        FeePayer::Worker => {
            set.map_or((FeeVerdict::Unknown, None), |set| of_worker(set, kind, paid, day))
        }
        _ => (FeeVerdict::Ok, None),
    }
}

fn of_worker(
    set: &RuleSet,
    kind: FeeKind,
    paid: (Amount, Currency),
    day: NaiveDate,
) -> (FeeVerdict, Option<&Rule>) {
    let bans = || set.on(RuleKind::FeeBan, day).filter(|rule| rule.decides());
    let caps = || set.on(RuleKind::FeeCap, day);
    let names = |rule: &&Rule| {
        lays_on_worker(rule).is_some_and(|kinds| kinds.iter().any(|one| one == kind.as_str()))
    };
    if let Some(ban) = bans().find(names) {
        return (FeeVerdict::Violation, Some(ban));
    }
    if let Some(cap) = caps().find(names) {
        return (capped(set, cap, paid, day), Some(cap));
    }
    match bans().find(|rule| lays_on_worker(rule).is_some()) {
        Some(ban) => (FeeVerdict::Ok, Some(ban)),
        None => (FeeVerdict::Unknown, None),
    }
}

/// What a rule says to a payment of a kind that a worker may be asked for up to an amount.
fn capped(
    set: &RuleSet,
    rule: &Rule,
    (amount, currency): (Amount, Currency),
    day: NaiveDate,
) -> FeeVerdict {
    let most = || {
        let Terms::FeeCap(terms) = rule.terms()? else { return None };
        let (most, of) = set.multiple(&terms.cap.unit, terms.cap.value, day)?;
        (of == currency).then_some(most)
    };
    match most() {
        Some(most) if amount <= most => FeeVerdict::Reimbursable,
        Some(_) => FeeVerdict::Violation,
        None => FeeVerdict::Unknown,
    }
}

/// The kinds of costs that a rule names for workers, if it is about these.
fn lays_on_worker(rule: &Rule) -> Option<&[String]> {
    let (payer, kinds) = match rule.terms()? {
        Terms::FeeBan(ban) => (&ban.payer, &ban.kinds),
        Terms::FeeCap(cap) => (&cap.payer, &cap.kinds),
        _ => return None,
    };
    (payer == FeePayer::Worker.as_str()).then_some(kinds)
}

#[cfg(test)]
#[path = "fee_tests.rs"]
mod tests;
