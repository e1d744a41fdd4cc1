//! Ways to work: which checks each gate of a way asks for, as a rule set tells. So place and order of checks are data.

use serde::{Deserialize, Serialize};

use crate::domain::values::words::{checked_text, words};

words! {
    /// A gate on the way of a worker.
    GateKind {
        /// Before terms are offered.
        ForContract = "for_contract",
        /// Before the worker sets out.
        ForDeparture = "for_departure",
        /// Before the work begins.
        ForWork = "for_work",
    }
}

checked_text! {
    /// What is checked of somebody who is to come. Rule sets name the checks that gates ask for.
    CheckName, "1 to 50 small letters, digits and low lines, a letter first", "^[a-z][a-z0-9_]{0,49}$", 50, "medical_home",
    |text| text.len() <= 50
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// A way to work: the checks that each of its gates asks for, in no order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Before terms are offered.
    #[serde(default)]
    pub for_contract: Vec<CheckName>,
    /// Before the worker sets out.
    #[serde(default)]
    pub for_departure: Vec<CheckName>,
    /// Before the work begins.
    #[serde(default)]
    pub for_work: Vec<CheckName>,
}

impl Route {
    /// Whether one of its gates asks for a check.
    pub fn asks(&self, check: &CheckName) -> bool {
        GateKind::ALL.iter().any(|gate| self.checks(*gate).contains(check))
    }

    /// The checks that a gate asks for.
    pub fn checks(&self, gate: GateKind) -> &[CheckName] {
        match gate {
            GateKind::ForContract => &self.for_contract,
            GateKind::ForDeparture => &self.for_departure,
            GateKind::ForWork => &self.for_work,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_has_a_plain_name() {
        for name in ["medical_home", "x", "worker_registry2"] {
            assert!(name.parse::<CheckName>().is_ok(), "{name}");
        }
        for name in ["", "_x", "2x", "Medical", "a b", &"x".repeat(50 + 1)] {
            assert!(name.parse::<CheckName>().is_err(), "{name}");
        }
    }

    #[test]
    fn a_gate_asks_for_what_is_listed_under_its_name() {
        let route: Route = serde_json::from_str(r#"{"for_work": ["registration"]}"#).unwrap();
        assert_eq!(route.checks(GateKind::ForContract), []);
        assert_eq!(route.checks(GateKind::ForWork), ["registration".parse().unwrap()]);
        assert!(serde_json::from_str::<Route>(r#"{"for_rest": []}"#).is_err());
    }
}
