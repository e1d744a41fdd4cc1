//! Gates: an application goes on past one while every check that it asks for is in order until its horizon. What shuts a
//! gate later moves no state back.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    law::route::{CheckName, GateKind, Route},
    programme::{
        application::{ApplicationNeed, ApplicationStatus},
        check::{CheckState, Standing},
    },
};

/// How many days after the planned departure every check must still hold: a promise of the corridor's own.
pub const HORIZON_DAYS: u64 = 30;

/// How many days before a check ends that is told, and on the day after it has.
pub const WARNED_DAYS: [i64; 3] = [30, 14, 3];

/// A check that a gate asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateCheck {
    /// What is checked.
    pub kind: CheckName,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is in order until the horizon.
    pub passes: bool,
}

/// A gate, and how its checks stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Which.
    pub kind: GateKind,
    /// The day until which each check must hold.
    pub horizon: NaiveDate,
    /// What it asks for, by name.
    pub checks: Vec<GateCheck>,
}

/// How a gate stood when an application went past it. It is kept as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateSnapshot {
    /// Its number in the ledger.
    pub n: i64,
    /// The candidate.
    pub candidate: Uuid,
    /// The application.
    pub application: Uuid,
    /// The version that the application has since.
    pub application_version: i64,
    /// The gate.
    pub gate: Gate,
    /// The way to work that asked for the checks; `None` if no rule set told of one.
    pub route: Option<String>,
    /// The id of the rule set; `None` if it is the project's own, or none was known.
    pub rule_set: Option<Uuid>,
    /// The name of the rule set; `None` if none was known.
    pub rule_set_name: Option<String>,
    /// When.
    pub taken_at: DateTime<Utc>,
}

/// The day until which checks must hold for somebody who is to depart on a day.
pub fn horizon(departure: NaiveDate, today: NaiveDate) -> NaiveDate {
    let after = departure.checked_add_days(Days::new(HORIZON_DAYS));
    after.unwrap_or(departure).max(today)
}

impl Gate {
    /// A gate of a way to work, given how each check stands.
    pub fn of(
        (kind, route): (GateKind, &Route),
        horizon: NaiveDate,
        standing: impl Fn(&CheckName) -> Standing,
    ) -> Self {
        let mut asked: Vec<&CheckName> = route.checks(kind).iter().collect();
        asked.sort_unstable();
        asked.dedup();
        let check = |name: &CheckName| {
            let standing = standing(name);
            let passes = standing.passes(horizon);
            GateCheck { kind: name.clone(), standing, passes }
        };
        Self { kind, horizon, checks: asked.into_iter().map(check).collect() }
    }

    /// Whether every check is in order.
    pub fn is_open(&self) -> bool {
        self.open_checks().next().is_none()
    }

    /// The checks that are not in order.
    pub fn open_checks(&self) -> impl Iterator<Item = &GateCheck> {
        self.checks.iter().filter(|check| !check.passes)
    }
}

impl GateCheck {
    /// What is so, and what to do.
    pub fn why(&self, horizon: NaiveDate) -> String {
        let kind = &self.kind;
        let until = self.standing.valid_until.map_or_else(String::new, |day| day.to_string());
        match self.standing.state {
            CheckState::NotStarted if kind.is_own() => {
                format!("{kind}: nothing is recorded that passes it")
            }
            CheckState::NotStarted => format!("{kind}: nobody has told of it: have it checked"),
            CheckState::Requested => {
                format!("{kind}: it was asked for, and there is no result yet")
            }
            CheckState::Failed => format!("{kind}: it failed"),
            CheckState::Expired => format!("{kind}: it ended on {until}: have it checked again"),
            CheckState::Passed => {
                format!("{kind}: it holds until {until}, and must until {horizon}: have it renewed")
            }
            CheckState::Waived => format!("{kind}: it is waived"),
        }
    }
}

/// The gate that an application in a state comes to next, if what follows goes past one, and the need that it is.
pub const fn next_gate(status: ApplicationStatus) -> Option<(GateKind, ApplicationNeed)> {
    use ApplicationNeed as Need;
    match status {
        ApplicationStatus::Selected => Some((GateKind::ForContract, Need::GateForContract)),
        ApplicationStatus::PredepartureTrained => {
            Some((GateKind::ForDeparture, Need::GateForDeparture))
        }
        ApplicationStatus::WorkDocumentIssued => Some((GateKind::ForWork, Need::GateForWork)),
        _ => None,
    }
}

/// The gate that an application has gone past that enters a state.
pub const fn passed_gate(status: ApplicationStatus) -> Option<GateKind> {
    match status {
        ApplicationStatus::ContractOffered => Some(GateKind::ForContract),
        ApplicationStatus::Departed => Some(GateKind::ForDeparture),
        ApplicationStatus::Working => Some(GateKind::ForWork),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::check::{CheckEntry, CheckOutcome};
    use proptest::{prelude::*, sample::Index};

    const NAMES: [&str; 4] = ["exam", "insurance", "medical_home", "travel"];

    fn day(n: u64) -> NaiveDate {
        "2027-01-01".parse::<NaiveDate>().unwrap() + Days::new(n)
    }

    fn route() -> Route {
        let for_departure = NAMES.iter().map(|name| name.parse().unwrap()).collect();
        Route { for_departure, ..Route::default() }
    }

    fn entry((name, passed, until): (usize, bool, u64)) -> CheckEntry {
        CheckEntry {
            n: 1,
            id: Uuid::nil(),
            application: Uuid::nil(),
            candidate: Uuid::nil(),
            kind: NAMES[name].parse().unwrap(),
            result: if passed { CheckOutcome::Passed } else { CheckOutcome::Failed },
            result_on: Some(day(0)),
            valid_until: passed.then(|| day(until)),
            authority: None,
            evidence: None,
            rule: None,
            side: None,
            organisation: None,
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            client: None,
        }
    }

    fn gate(told: &[CheckEntry]) -> Gate {
        let route = route();
        Gate::of((GateKind::ForDeparture, &route), day(40), |name| {
            Standing::of(told.iter().filter(|one| one.kind == *name), day(10))
        })
    }

    fn checks() -> impl Strategy<Value = Vec<(usize, bool, u64)>> {
        proptest::collection::vec((0..NAMES.len(), any::<bool>(), 0..80_u64), 0..12)
    }

    proptest! {
        /// Checks are told in any order, as long as what is told of one check stays in its own.
        #[test]
        fn the_order_of_checks_changes_nothing(told in checks(), swaps in proptest::collection::vec(any::<Index>(), 20)) {
            let entries: Vec<CheckEntry> = told.into_iter().map(entry).collect();
            let mut other = entries.clone();
            for at in swaps.iter().filter(|_| entries.len() > 1) {
                let at = at.index(entries.len() - 1);
                if other[at].kind != other[at + 1].kind {
                    other.swap(at, at + 1);
                }
            }
            prop_assert_eq!(gate(&entries), gate(&other));
        }

        /// The plain reading: a gate is open if what was told last of each check is that it passed, until the horizon.
        #[test]
        fn a_gate_is_open_if_each_check_is_in_order(told in checks()) {
            let entries: Vec<CheckEntry> = told.iter().copied().map(entry).collect();
            let is_in_order = |name: usize| {
                let last = told.iter().rev().find(|one| one.0 == name);
                last.is_some_and(|(_, passed, until)| *passed && *until >= 40)
            };
            prop_assert_eq!(gate(&entries).is_open(), (0..NAMES.len()).all(is_in_order));
        }
    }

    #[test]
    fn a_gate_that_asks_for_nothing_is_open() {
        let nothing =
            Gate::of((GateKind::ForWork, &route()), day(40), |_| Standing::own(false, None));
        assert!(nothing.is_open());
    }

    #[test]
    fn the_horizon_is_a_month_after_the_departure_and_never_over() {
        assert_eq!(horizon(day(0), day(0)), day(30));
        assert_eq!(horizon(day(0), day(50)), day(50));
    }
}
