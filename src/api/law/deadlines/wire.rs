//! Deadlines on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, law::source::RuleSourceView},
    app::law::deadlines::{Deadline, Deadlines, Event},
    domain::law::{
        terms::Terms,
        words::{Authority, Confidence, DeadlinesResult, RuleStatus},
    },
};

/// What happened, and to whom.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DeadlinesInput {
    /// What happened, in a word that rules of the set use.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "entered")]
    pub event: String,
    /// On which day.
    #[schema(max_length = 10, example = "2027-01-02")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub event_on: NaiveDate,
    /// The citizenship of the person (ISO 3166-1 alpha-2). Without it, rules for every citizenship answer.
    #[serde(default)]
    #[validate(length(min = 2, max = 2))]
    #[schema(min_length = 2, max_length = 2, example = "UZ")]
    pub citizenship: Option<String>,
    /// The way to work. Without it, rules for every way answer.
    #[serde(default)]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "patent")]
    pub route: Option<String>,
    /// The moment whose knowledge answers: an earlier one gives the answer of then. Without it, now.
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    #[schema(max_length = 35, example = "2026-12-01T09:00:00Z")]
    pub known_at: Option<DateTime<Utc>>,
}

impl Exemplary for DeadlinesInput {
    fn example() -> Value {
        json!({"event": "entered", "event_on": "2027-01-02", "citizenship": "UZ", "route": "patent"})
    }
}

impl From<DeadlinesInput> for Event {
    fn from(input: DeadlinesInput) -> Self {
        let DeadlinesInput { event: name, event_on: on, citizenship, route, known_at } = input;
        Self { name, on, citizenship, route, known_at }
    }
}

/// What is due after an event.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DeadlinesView {
    /// Whether a rule in force asks for something.
    result: DeadlinesResult,
    /// The name of the rule set that told; left out if none was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "ru-ta-uz-2026-11")]
    rule_set: Option<String>,
    /// The id of the rule set; left out if it is the project's own, which no side has approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_set_id: Option<Uuid>,
    /// The moment whose knowledge answered.
    #[schema(max_length = 35)]
    known_at: DateTime<Utc>,
    /// What is due, the earliest first.
    #[schema(max_items = 100)]
    deadlines: Vec<DeadlineView>,
}

/// Something that is due.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DeadlineView {
    /// The rule that asks for it.
    #[schema(max_length = 200, example = "dl.registration")]
    rule: String,
    /// Whose rule it is.
    authority: Authority,
    /// How far it binds: a draft and what is expected are told beside what is in force.
    status: RuleStatus,
    /// How sure it is.
    confidence: Confidence,
    /// Who must do it.
    #[schema(max_length = 60, example = "worker")]
    responsible: String,
    /// The first day on which it can be done, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10)]
    earliest_on: Option<NaiveDate>,
    /// The last day by the letter of the rule.
    #[schema(max_length = 10, example = "2027-01-16")]
    legal_on: NaiveDate,
    /// The last day on which it is safe.
    #[schema(max_length = 10, example = "2027-01-15")]
    due_on: NaiveDate,
    /// When to remind of it.
    #[schema(max_items = 4)]
    remind_on: Vec<NaiveDate>,
    /// Whether a feast that is not yet decreed may change the day.
    provisional: bool,
    /// What follows if it is missed, if the rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 500)]
    consequence: Option<String>,
    /// The last day of the rule itself; left out if no end is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 10)]
    valid_to: Option<NaiveDate>,
    /// Where the rule was read.
    #[schema(max_items = 20)]
    sources: Vec<RuleSourceView>,
}

impl From<Deadlines> for DeadlinesView {
    fn from(Deadlines { rule_set, id, known_at, items }: Deadlines) -> Self {
        let decided = items.iter().any(|one| one.rule.decides());
        let result = if decided { DeadlinesResult::Due } else { DeadlinesResult::Unknown };
        let deadlines = items.into_iter().map(Into::into).collect();
        Self { result, rule_set, rule_set_id: id, known_at, deadlines }
    }
}

impl From<Deadline> for DeadlineView {
    fn from(Deadline { rule, due, remind_on, sources }: Deadline) -> Self {
        let (responsible, consequence) = match rule.terms() {
            Some(Terms::Deadline(terms)) => (terms.responsible.clone(), terms.consequence.clone()),
            _ => (String::new(), None),
        };
        Self {
            authority: rule.authority,
            status: rule.status,
            confidence: rule.confidence,
            valid_to: rule.valid_to,
            rule: rule.id,
            responsible,
            earliest_on: due.earliest_on,
            legal_on: due.legal_on,
            due_on: due.due_on,
            remind_on,
            provisional: due.provisional,
            consequence,
            sources: sources.into_iter().map(Into::into).collect(),
        }
    }
}
