//! How many people work for an employer, as it reports from time to time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::{
    FieldError,
    law::{
        rule_set::RuleSet,
        terms::Terms,
        words::{RuleKind, TimeUnit},
    },
    parties::legal_ids::Okved,
};

/// What rules call a report of this kind.
const DOCUMENT: &str = "workforce_report";

/// How many people work in an activity of an employer on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkforceReport {
    /// The activity.
    pub okved: Okved,
    /// Everybody who works in it.
    pub total: u32,
    /// Those of other citizenships among them.
    pub foreign: u32,
    /// Those of the foreign whom a share does not count: residents, citizens of some states, the highly qualified.
    pub not_counted: u32,
    /// The day.
    pub as_of: NaiveDate,
}

impl WorkforceReport {
    /// Foreign workers whom a share counts.
    pub const fn counted(&self) -> u32 {
        self.foreign.saturating_sub(self.not_counted)
    }

    /// What cannot be.
    pub fn contradictions(&self, today: NaiveDate) -> Vec<FieldError> {
        let wrong = |is_wrong: bool, pointer: &str, why: &str| {
            is_wrong.then(|| FieldError::new(pointer, "contradiction", why))
        };
        [
            wrong(self.foreign > self.total, "/foreign", "must not be more than total"),
            wrong(self.not_counted > self.foreign, "/not_counted", "must not be more than foreign"),
            wrong(self.as_of > today, "/as_of", "must not lie in the future"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Whether a rule in force says for how many days such a report stands, and on this day it still does.
    pub fn stands(&self, set: &RuleSet, on: NaiveDate) -> bool {
        let days =
            set.on(RuleKind::Validity, on).filter(|rule| rule.decides()).find_map(
                |rule| match rule.terms() {
                    Some(Terms::Validity(one)) if one.document == DOCUMENT => {
                        one.value.filter(|_| one.unit == Some(TimeUnit::CalendarDay))
                    }
                    _ => None,
                },
            );
        days.is_some_and(|days| (on - self.as_of).num_days() <= i64::from(days))
    }
}
