//! Appeals: a worker asks that a closing be decided again, and an operator decides.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    law::rule_set::RuleSet, programme::closing::ClosingReason, resource::format::Format,
    values::words::words,
};

words! {
    /// What an operator says of an appeal.
    AppealVerdict {
        /// The closing was wrong: the application begins again.
        Upheld = "upheld",
        /// It stays closed.
        Dismissed = "dismissed",
    }
}

/// The rule that says for how many days a closing can be appealed.
pub const APPEAL_RULE: &str = "dl.application.appeal";

/// What was decided on an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealDecision {
    /// What.
    pub verdict: AppealVerdict,
    /// Why, 1 to 500 characters.
    pub reason: String,
    /// The operator's organisation.
    pub organisation: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// A worker's wish that a closing be decided again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// Its number.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// The application that was closed.
    pub application: Uuid,
    /// The candidate.
    pub candidate: Uuid,
    /// Why it was closed.
    pub closing: ClosingReason,
    /// The version of the application with which it was closed.
    pub closed_version: i64,
    /// The last day on which it could be filed.
    pub until: NaiveDate,
    /// Where the proof of the worker's word is kept, 1 to 500 characters; `None` in the own channel.
    pub evidence: Option<String>,
    /// The session in which the worker said it; `None` if the agency wrote it down.
    pub session: Option<Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is the worker.
    pub client: Option<Uuid>,
    /// What was decided, once it was.
    pub decision: Option<AppealDecision>,
}

impl Format for Appeal {}

/// The last day on which what was closed on a day can be appealed; `None` if no rule of that day says so.
pub fn appeal_until(set: &RuleSet, closed_on: NaiveDate) -> Option<NaiveDate> {
    set.days_after(APPEAL_RULE, closed_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::read::OWN;

    #[test]
    fn a_closing_is_appealed_for_as_many_days_as_the_rule_says() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let until = |closed: &str| appeal_until(&OWN[0], day(closed));
        assert_eq!(until("2026-12-01"), Some(day("2026-12-11")));
        assert_eq!(until("2025-12-31"), None, "no rule of that day");
    }
}
