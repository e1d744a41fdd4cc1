//! What happened to workers, and what is due after it, on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, wire::text::Texts},
    app::law::deadlines::Event,
    domain::{
        law::{
            duty::{Duty, DutyEnd, DutyState, Ending, WorkerEvent},
            sentence::reminder,
        },
        values::language::Lang,
    },
};

/// Something that happened to a candidate.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WorkerEventInput {
    /// What happened, in a word that rules of the set use.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "entered")]
    event: String,
    /// On which day.
    #[schema(max_length = 10, example = "2027-01-02")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    event_on: NaiveDate,
    /// The citizenship (ISO 3166-1 alpha-2). Without it, rules for every citizenship bind.
    #[serde(default)]
    #[validate(length(min = 2, max = 2))]
    #[schema(min_length = 2, max_length = 2, example = "UZ")]
    citizenship: Option<String>,
    /// The way to work. Without it, rules for every way bind.
    #[serde(default)]
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "patent")]
    route: Option<String>,
    /// The id of the same event as it was told wrongly: its open deadlines are computed anew.
    #[serde(default)]
    corrects: Option<Uuid>,
}

impl Exemplary for WorkerEventInput {
    fn example() -> Value {
        json!({"event": "entered", "event_on": "2027-01-02", "citizenship": "UZ", "route": "patent"})
    }
}

impl From<WorkerEventInput> for (Event, Option<Uuid>) {
    fn from(input: WorkerEventInput) -> Self {
        let WorkerEventInput { event: name, event_on: on, citizenship, route, corrects } = input;
        (Event { name, on, citizenship, route, known_at: None }, corrects)
    }
}

/// Something that happened to a candidate, as it was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct WorkerEventView {
    /// Its id.
    id: Uuid,
    /// What happened.
    #[schema(max_length = 60, example = "entered")]
    event: String,
    /// On which day.
    #[schema(max_length = 10, example = "2027-01-02")]
    event_on: NaiveDate,
    /// The citizenship that was told.
    #[schema(required, max_length = 2)]
    citizenship: Option<String>,
    /// The way to work that was told.
    #[schema(required, max_length = 60)]
    route: Option<String>,
    /// The id of the event that it corrects.
    #[schema(required)]
    corrects: Option<Uuid>,
    /// When it was recorded.
    #[schema(max_length = 35)]
    recorded_at: DateTime<Utc>,
    /// The API client that recorded it; `null` is Koprik itself.
    #[schema(required)]
    client_id: Option<Uuid>,
}

impl From<WorkerEvent> for WorkerEventView {
    fn from(event: WorkerEvent) -> Self {
        let WorkerEvent { id, name, on, citizenship, route, corrects, recorded_at, client, .. } =
            event;
        Self {
            id,
            event: name,
            event_on: on,
            citizenship,
            route,
            corrects,
            recorded_at,
            client_id: client,
        }
    }
}

/// An event with what is due after it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct EventWithDeadlinesView {
    /// The event.
    event: WorkerEventView,
    /// What is due after it.
    #[schema(max_items = 100)]
    deadlines: Vec<KeptDeadlineView>,
}

impl EventWithDeadlinesView {
    /// An event with what is due after it, as of today.
    pub(super) fn of(event: WorkerEvent, duties: Vec<Duty>, today: NaiveDate) -> Self {
        let deadlines = duties.into_iter().map(|duty| (duty, today).into()).collect();
        Self { event: event.into(), deadlines }
    }
}

/// How a deadline ended.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DeadlineEndInput {
    /// `met`: it was done. `void`, which operators say: it does not bind.
    to: DutyEnd,
    /// On which day; today, unless it is said. Done after the last legal day it is `missed` all the same.
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    #[schema(max_length = 10, example = "2027-01-11")]
    on: Option<NaiveDate>,
    /// What shows it. No name, and no number of a document.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "the stamped slip was seen")]
    evidence: String,
}

impl Exemplary for DeadlineEndInput {
    fn example() -> Value {
        json!({"to": "met", "on": "2027-01-11", "evidence": "the stamped slip was seen"})
    }
}

impl DeadlineEndInput {
    /// The ending, of today unless a day was said.
    pub(in crate::api) fn ending(self, today: NaiveDate) -> Ending {
        Ending { how: self.to, on: self.on.unwrap_or(today), evidence: self.evidence }
    }
}

/// Something that is due for a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct KeptDeadlineView {
    /// Its id.
    id: Uuid,
    /// The candidate.
    candidate_id: Uuid,
    /// The id of the event that brought it about, as it was told last.
    event_id: Uuid,
    /// The rule that asks for it.
    #[schema(max_length = 200, example = "dl.registration")]
    rule: String,
    /// The name of its rule set.
    #[schema(max_length = 100, example = "ru-ta-uz-2026-11")]
    rule_set: String,
    /// The id of the rule set; `null` is the project's own, which no side has approved.
    #[schema(required)]
    rule_set_id: Option<Uuid>,
    /// Its state today.
    status: DutyState,
    /// The day of the event.
    #[schema(max_length = 10, example = "2027-01-02")]
    event_on: NaiveDate,
    /// The day of the event as it was told first.
    #[schema(max_length = 10, example = "2027-01-02")]
    told_on: NaiveDate,
    /// The last day by the letter of the rule.
    #[schema(max_length = 10, example = "2027-01-16")]
    legal_on: NaiveDate,
    /// The last day on which it is safe.
    #[schema(max_length = 10, example = "2027-01-15")]
    due_on: NaiveDate,
    /// The last day by the letter, before the days last moved because the event was corrected or other rules became active;
    /// `null` if they never have.
    #[schema(required, max_length = 10)]
    earlier_legal_on: Option<NaiveDate>,
    /// The last safe day before they last moved.
    #[schema(required, max_length = 10)]
    earlier_due_on: Option<NaiveDate>,
    /// When to remind of it.
    #[schema(max_items = 4)]
    remind_on: Vec<NaiveDate>,
    /// The reminder by language. It says nothing of who the candidate is.
    reminder: Texts,
    /// Whether a feast that is not yet decreed may change the day.
    provisional: bool,
    /// Who must do it.
    #[schema(max_length = 60, example = "host")]
    responsible: String,
    /// What follows if it is missed; `null` if the rule does not say.
    #[schema(required, max_length = 500)]
    consequence: Option<String>,
    /// On which day it was done, or found not to bind.
    #[schema(required, max_length = 10)]
    ended_on: Option<NaiveDate>,
    /// What shows it.
    #[schema(required, max_length = 500)]
    evidence: Option<String>,
}

impl From<(Duty, NaiveDate)> for KeptDeadlineView {
    fn from((duty, today): (Duty, NaiveDate)) -> Self {
        let (status, remind_on, reminder) = (duty.state(today), duty.remind_on(), texts(&duty));
        let (ended_on, evidence) = match duty.ending {
            Some(Ending { on, evidence, .. }) => (Some(on), Some(evidence)),
            None => (None, None),
        };
        Self {
            id: duty.id,
            candidate_id: duty.candidate,
            event_id: duty.event,
            rule: duty.rule,
            rule_set: duty.rule_set_name,
            rule_set_id: duty.rule_set,
            status,
            event_on: duty.event_on,
            told_on: duty.told_on,
            legal_on: duty.legal_on,
            due_on: duty.due_on,
            earlier_legal_on: duty.earlier.map(|days| days.legal_on),
            earlier_due_on: duty.earlier.map(|days| days.due_on),
            remind_on,
            reminder,
            provisional: duty.provisional,
            responsible: duty.responsible,
            consequence: duty.consequence,
            ended_on,
            evidence,
        }
    }
}

/// The reminder in every language.
fn texts(duty: &Duty) -> Texts {
    let of = |lang| Some(reminder(duty, lang));
    Texts {
        ru: of(Lang::Ru),
        uz_latn: of(Lang::UzLatn),
        uz_cyrl: of(Lang::UzCyrl),
        tt: of(Lang::Tt),
        en: of(Lang::En),
    }
}
