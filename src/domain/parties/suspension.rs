//! That an operator has suspended an organisation, on evidence; the organisation may appeal, and another operator decides.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::{parties::likeness::LicenceHolder, values::words::words};

/// The rule that says for how many days a suspension can be appealed.
pub const SUSPENSION_APPEAL_RULE: &str = "dl.suspension.appeal";

words! {
    /// What is decided on the appeal against a suspension.
    SuspensionVerdict {
        /// It is over: the organisation stands as before.
        Lifted = "lifted",
        /// It stays.
        Kept = "kept",
    }
}

/// What an organisation says against its suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspensionAppeal {
    /// Why it should be lifted, 1 to 5,000 characters.
    pub text: String,
    /// When that was said.
    pub at: DateTime<Utc>,
    /// The client that said it.
    pub client: Option<Uuid>,
}

/// What was decided on an appeal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspensionDecision {
    /// What.
    pub verdict: SuspensionVerdict,
    /// Why, 1 to 500 characters.
    pub reason: String,
    /// The operator's organisation, which is not the one that has suspended.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// That an organisation was suspended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// Its id.
    pub id: Uuid,
    /// What was suspended.
    pub holder: LicenceHolder,
    /// The organisation.
    pub organisation: Uuid,
    /// The version with which the organisation was suspended.
    pub version: i64,
    /// Why, 1 to 500 characters.
    pub reason: String,
    /// What shows it, and where that is kept, 1 to 2,000 characters.
    pub evidence: String,
    /// The operator's organisation.
    pub imposed_by: Uuid,
    /// When.
    pub imposed_at: DateTime<Utc>,
    /// The client that wrote it down.
    pub client: Option<Uuid>,
    /// The last day on which it can be appealed; `None` if no rule of its day says so.
    pub until: Option<NaiveDate>,
    /// What the organisation says, once it has.
    pub appeal: Option<SuspensionAppeal>,
    /// What was decided, once it was.
    pub decision: Option<SuspensionDecision>,
}

impl Suspension {
    /// Why it cannot be appealed on a day, if that is so.
    pub fn not_heard(&self, today: NaiveDate) -> Option<String> {
        match self.until {
            _ if self.appeal.is_some() => Some("this suspension was appealed already".to_owned()),
            None => Some("no rule of that day hears appeals".to_owned()),
            Some(until) if until < today => Some(format!("it could be appealed until {until}")),
            Some(_) => None,
        }
    }

    /// Why an operator's organisation cannot decide, if that is so.
    pub fn not_decided_by(&self, organisation: Uuid) -> Option<&'static str> {
        if self.appeal.is_none() {
            Some("no appeal waits for a decision")
        } else if self.decision.is_some() {
            Some("the appeal is decided already")
        } else if self.imposed_by == organisation {
            Some("another operator decides than the one that has suspended")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suspension() -> Suspension {
        Suspension {
            id: Uuid::nil(),
            holder: LicenceHolder::Agency,
            organisation: Uuid::from_u128(1),
            version: 3,
            reason: "fees".to_owned(),
            evidence: "case 7".to_owned(),
            imposed_by: Uuid::from_u128(2),
            imposed_at: DateTime::UNIX_EPOCH,
            client: None,
            until: "2026-12-11".parse().ok(),
            appeal: None,
            decision: None,
        }
    }

    fn appealed() -> Suspension {
        let (text, at) = ("we pay back".to_owned(), DateTime::UNIX_EPOCH);
        Suspension { appeal: Some(SuspensionAppeal { text, at, client: None }), ..suspension() }
    }

    #[test]
    fn it_is_appealed_once_and_until_the_last_day() {
        let heard = |one: &Suspension, day: &str| one.not_heard(day.parse().unwrap()).is_none();
        assert!(heard(&suspension(), "2026-12-11") && !heard(&suspension(), "2026-12-12"));
        assert!(!heard(&appealed(), "2026-12-02"));
        assert!(!heard(&Suspension { until: None, ..suspension() }, "2026-12-02"));
    }

    #[test]
    fn another_operator_decides_once_and_only_on_an_appeal() {
        let (own, other) = (Uuid::from_u128(2), Uuid::from_u128(3));
        assert!(suspension().not_decided_by(other).is_some());
        assert!(appealed().not_decided_by(own).is_some());
        assert_eq!(appealed().not_decided_by(other), None);
        let (verdict, reason) = (SuspensionVerdict::Kept, "so".to_owned());
        let at = DateTime::UNIX_EPOCH;
        let decision = Some(SuspensionDecision { verdict, reason, organisation: other, at });
        assert!(Suspension { decision, ..appealed() }.not_decided_by(other).is_some());
    }
}
