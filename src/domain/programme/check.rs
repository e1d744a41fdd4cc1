//! Checks of somebody who is to come: what was asked for, what came of it, and who may tell. A check holds a result and days,
//! and nothing else of a person.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::relation::Relation,
    law::{
        document::{DocumentKind, WORK_DOCUMENTS, WorkerDocument},
        route::CheckName,
        rule_set::RuleSet,
        words::Side,
    },
    resource::format::Format,
    values::words::words,
};

words! {
    /// What is told of a check.
    CheckOutcome {
        /// It was asked for.
        Requested = "requested",
        /// It is in order.
        Passed = "passed",
        /// It is not.
        Failed = "failed",
        /// A side of the corridor does without it, by a rule.
        Waived = "waived",
    }
}

words! {
    /// How a check stands on a day.
    CheckState {
        /// Nobody has told of it.
        NotStarted = "not_started",
        /// It was asked for.
        Requested = "requested",
        /// It is in order.
        Passed = "passed",
        /// It is not.
        Failed = "failed",
        /// It was in order, until a day that is over.
        Expired = "expired",
        /// Both sides do without it.
        Waived = "waived",
    }
}

/// Something that was told of a check. It is never changed: what is told later stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckEntry {
    /// Its number in the ledger.
    pub n: i64,
    /// Its id.
    pub id: Uuid,
    /// The application.
    pub application: Uuid,
    /// The candidate.
    pub candidate: Uuid,
    /// What is checked.
    pub kind: CheckName,
    /// What is told of it.
    pub result: CheckOutcome,
    /// The day of the result, which a check that passed or failed has.
    pub result_on: Option<NaiveDate>,
    /// The last day on which it holds; `None` if it has none.
    pub valid_until: Option<NaiveDate>,
    /// Who checked, 1 to 200 characters.
    pub authority: Option<String>,
    /// Where the proof is kept, 1 to 500 characters.
    pub evidence: Option<String>,
    /// The rule by which it is waived.
    pub rule: Option<String>,
    /// The side that waives it.
    pub side: Option<Side>,
    /// The organisation that speaks for the side.
    pub organisation: Option<Uuid>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `None` is Koprik itself.
    pub client: Option<Uuid>,
}

impl Format for CheckEntry {}

/// How a check stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// On that day.
    pub state: CheckState,
    /// The day of the result.
    pub result_on: Option<NaiveDate>,
    /// The last day on which it holds; `None` if it has none.
    pub valid_until: Option<NaiveDate>,
    /// The rule by which it is waived.
    pub rule: Option<String>,
}

/// These Koprik reads from its own records.
const OWN: [&str; 6] = [
    "consent",
    "employer_good_standing",
    "agency_licence",
    "terms_accepted",
    "travel",
    "arrival_confirmed",
];
/// These the agency tells of too, which sees to them at home.
const AT_HOME: [&str; 6] = [
    "trade_test",
    "insurance",
    "entry_application",
    "predeparture_training",
    "medical_home",
    "exam",
];
/// These either organisation tells of too, which sees to them after the arrival.
const AFTER_ARRIVAL: [&str; 5] =
    ["registration", "fingerprint", "medical_ru", "work_document", "id_card"];
/// These operators alone tell of, who ask the registers of either side.
const BY_OPERATORS: [&str; 6] =
    ["identity_unique", "adult", "entry_ban", "quota_room", "employer_registry", "worker_registry"];
/// Of these nothing is kept but a result and days: no diagnosis, and no reason of a ban.
const BARE: [&str; 3] = ["medical_home", "medical_ru", "entry_ban"];

impl CheckName {
    /// Whether it is a check that Koprik knows, or that a way to work of the rules in use asks for.
    pub fn is_known(&self, set: Option<&RuleSet>) -> bool {
        let is_asked = |set: &RuleSet| set.routes.values().any(|route| route.asks(self));
        Self::all().contains(&self.as_str()) || set.is_some_and(is_asked)
    }

    /// The checks that Koprik knows by themselves.
    pub fn all() -> Vec<&'static str> {
        let lists: [&[&str]; 4] = [&OWN, &AT_HOME, &AFTER_ARRIVAL, &BY_OPERATORS];
        lists.concat()
    }

    /// Whether Koprik reads it from its own records, so that nobody tells of it.
    pub fn is_own(&self) -> bool {
        OWN.contains(&self.as_str())
    }

    /// Whether nothing is kept of it but a result and days.
    pub fn is_bare(&self) -> bool {
        BARE.contains(&self.as_str())
    }

    /// Who may tell of it: the employer is the owner of the application, the agency its party.
    pub fn tellers(&self) -> &'static [Relation] {
        let name = self.as_str();
        if self.is_own() {
            &[]
        } else if AFTER_ARRIVAL.contains(&name) {
            &[Relation::Owner, Relation::Party, Relation::Operator]
        } else if AT_HOME.contains(&name) {
            &[Relation::Party, Relation::Operator]
        } else {
            &[Relation::Operator]
        }
    }

    /// The documents of a worker that are such a check: recorded while they hold, they pass it.
    pub fn documents(&self) -> &'static [DocumentKind] {
        match self.as_str() {
            "registration" => &[DocumentKind::Registration],
            "work_document" => WORK_DOCUMENTS,
            "insurance" => &[DocumentKind::Insurance],
            "exam" => &[DocumentKind::ExamCertificate],
            _ => &[],
        }
    }
}

impl CheckEntry {
    /// What contradicts itself.
    pub fn contradictions(&self, today: NaiveDate) -> Vec<FieldError> {
        let is_result = matches!(self.result, CheckOutcome::Passed | CheckOutcome::Failed);
        let is_waived = self.result == CheckOutcome::Waived;
        let (on, until) = (self.result_on, self.valid_until);
        let reversed = until.zip(on).is_some_and(|(until, on)| until < on);
        let told = [
            (on.is_some_and(|on| on > today), "/result_on", "future", "this day has not come yet"),
            (
                is_result && on.is_none(),
                "/result_on",
                "required",
                "say on which day it was checked",
            ),
            (
                !is_result && on.is_some(),
                "/result_on",
                "contradiction",
                "only a check that passed or failed has a result",
            ),
            (reversed, "/valid_until", "period_reversed", "it ends before the day of its result"),
            (
                self.result != CheckOutcome::Passed && until.is_some(),
                "/valid_until",
                "contradiction",
                "only a check that passed holds until a day",
            ),
            (
                self.kind.is_bare() && self.evidence.is_some(),
                "/evidence_ref",
                "contradiction",
                "of this check nothing is kept but the result and its days",
            ),
            (
                is_waived && self.rule.is_none(),
                "/rule",
                "required",
                "name the rule by which it is waived",
            ),
            (is_waived && self.side.is_none(), "/side", "required", "say which side waives it"),
            (
                !is_waived && self.rule.is_some(),
                "/rule",
                "contradiction",
                "a rule is named to waive a check",
            ),
            (
                !is_waived && self.side.is_some(),
                "/side",
                "contradiction",
                "a side is named to waive a check",
            ),
        ];
        let wrong = told.into_iter().filter(|(is_so, ..)| *is_so);
        wrong.map(|(_, at, code, why)| FieldError::new(at, code, why)).collect()
    }

    /// A document of the worker as a check that it passes.
    pub fn of_document(kind: &CheckName, application: Uuid, document: &WorkerDocument) -> Self {
        Self {
            n: document.n,
            id: Uuid::nil(),
            application,
            candidate: document.candidate,
            kind: kind.clone(),
            result: CheckOutcome::Passed,
            result_on: Some(document.issued_on),
            valid_until: document.valid_until,
            authority: Some(document.authority.clone()),
            evidence: None,
            rule: None,
            side: None,
            organisation: None,
            recorded_at: document.recorded_at,
            client: document.client,
        }
    }
}

impl Standing {
    /// What a record of Koprik's own says of a check.
    pub const fn own(passed: bool, valid_until: Option<NaiveDate>) -> Self {
        let state = if passed { CheckState::Passed } else { CheckState::NotStarted };
        Self { state, result_on: None, valid_until, rule: None }
    }

    /// How a check stands on a day, by what was told of it, oldest first: the last result counts, unless both sides have
    /// waived it since by one rule.
    pub fn of<'e>(told: impl Iterator<Item = &'e CheckEntry>, day: NaiveDate) -> Self {
        let (mut last, mut waivers) = (None, Vec::new());
        for entry in told {
            if entry.result == CheckOutcome::Waived {
                waivers.push(entry);
            } else {
                last = Some(entry);
                waivers.clear();
            }
        }
        let by_both = |one: &&CheckEntry| {
            let other = |other: &&CheckEntry| {
                other.side != one.side
                    && other.organisation != one.organisation
                    && other.rule == one.rule
            };
            waivers.iter().any(other)
        };
        let waived = waivers.iter().copied().find(by_both);
        let state = match (waived, last.map(|one| one.result)) {
            (Some(_), _) => CheckState::Waived,
            (None, None | Some(CheckOutcome::Waived)) => CheckState::NotStarted,
            (None, Some(CheckOutcome::Requested)) => CheckState::Requested,
            (None, Some(CheckOutcome::Failed)) => CheckState::Failed,
            (None, Some(CheckOutcome::Passed)) => {
                let over = last.and_then(|one| one.valid_until).is_some_and(|until| until < day);
                if over { CheckState::Expired } else { CheckState::Passed }
            }
        };
        Self {
            state,
            result_on: last.and_then(|one| one.result_on),
            valid_until: last.and_then(|one| one.valid_until),
            rule: waived.and_then(|one| one.rule.clone()),
        }
    }

    /// Whether it is in order, on the day that was asked about and until the horizon of a gate.
    pub fn passes(&self, horizon: NaiveDate) -> bool {
        match self.state {
            CheckState::Waived => true,
            CheckState::Passed => self.valid_until.is_none_or(|until| horizon <= until),
            _ => false,
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
