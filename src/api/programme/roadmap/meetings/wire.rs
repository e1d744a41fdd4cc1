//! A meeting on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::decode::Exemplary,
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            same::same_members,
            text::{Texts, Title},
            values::{Errors, duplicates},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        law::words::Side,
        programme::roadmap::meeting::{
            MeetingBody, MeetingDecision, MeetingStatus, MeetingTask, PresentOffice,
        },
        resource::{Record, id::Id},
        values::text::ExternalRef,
    },
};

/// An office that was present; no person is named here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct PresentOfficeBody {
    /// The side.
    pub side: Side,
    /// The office.
    #[validate(length(min = 3, max = 200))]
    #[schema(min_length = 3, max_length = 200, example = "Ministry of labour")]
    pub office: String,
}

same_members!(PresentOfficeBody, PresentOffice { side, office });

/// What a meeting decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MeetingDecisionBody {
    /// What, by language.
    #[validate(nested)]
    pub text: Texts,
    /// The measures that it is about.
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    #[serde(default)]
    pub measure_ids: Vec<Uuid>,
}

/// What somebody is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MeetingTaskBody {
    /// What, by language.
    #[validate(nested)]
    pub text: Title,
    /// The side whose office is to do it.
    pub side: Side,
    /// The office; no person is named here.
    #[validate(length(min = 3, max = 200))]
    #[schema(min_length = 3, max_length = 200, example = "Migration agency")]
    pub office: String,
    /// The last day for it.
    #[schema(max_length = 10, example = "2027-02-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub due: NaiveDate,
    /// The day on which it was done; left out while it is not.
    #[schema(max_length = 10, example = "2027-01-29")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub done_on: Option<NaiveDate>,
}

/// A meeting of the working group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MeetingInput {
    /// The owner's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// When.
    #[schema(max_length = 35, example = "2027-01-20T08:00:00Z")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub at: DateTime<Utc>,
    /// Where, by language.
    #[validate(nested)]
    pub place: Title,
    /// The offices that were present.
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    #[serde(default)]
    pub present: Vec<PresentOfficeBody>,
    /// What was decided.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    #[serde(default)]
    pub decisions: Vec<MeetingDecisionBody>,
    /// Who is to do what by when.
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    #[serde(default)]
    pub tasks: Vec<MeetingTaskBody>,
}

impl Exemplary for MeetingInput {
    fn example() -> Value {
        json!({
            "at": "2027-01-20T08:00:00Z", "place": {"en": "Kazan", "ru": "Казань"},
            "present": [{"side": "tt", "office": "Ministry of labour"}, {"side": "uz", "office": "Migration agency"}],
            "decisions": [{"text": {"en": "A second group is trained"}}],
            "tasks": [{"text": {"en": "Name the candidates"}, "side": "uz", "office": "Migration agency", "due": "2027-02-01"}]
        })
    }
}

/// A meeting of the working group.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MeetingView {
    #[serde(flatten)]
    pub head: Head<MeetingStatus>,
    #[serde(flatten)]
    pub input: MeetingInput,
}

impl From<&MeetingTask> for MeetingTaskBody {
    fn from(task: &MeetingTask) -> Self {
        Self {
            text: (&task.text).into(),
            side: task.side,
            office: task.office.clone(),
            due: task.due,
            done_on: task.done_on,
        }
    }
}

impl From<&MeetingDecision> for MeetingDecisionBody {
    fn from(decision: &MeetingDecision) -> Self {
        let measure_ids = decision.measures.iter().map(|id| id.0).collect();
        Self { text: (&decision.text).into(), measure_ids }
    }
}

impl MeetingDecisionBody {
    fn accept(self, pointer: &str, errors: &mut Errors) -> Option<MeetingDecision> {
        errors.extend(duplicates(&self.measure_ids, |at| format!("{pointer}/measure_ids/{at}")));
        let text = errors.take(self.text.accept(&format!("{pointer}/text")))?;
        Some(MeetingDecision {
            text,
            measures: self.measure_ids.into_iter().map(Id::new).collect(),
        })
    }
}

impl MeetingTaskBody {
    fn accept(self, pointer: &str, errors: &mut Errors, today: NaiveDate) -> Option<MeetingTask> {
        if self.done_on.is_some_and(|day| day > today) {
            let pointer = format!("{pointer}/done_on");
            errors.extend([FieldError::new(pointer, "future", "this day has not come yet")]);
        }
        let text = errors.take(self.text.accept(&format!("{pointer}/text")))?;
        let Self { side, office, due, done_on, .. } = self;
        Some(MeetingTask { text, side, office, due, done_on })
    }
}

impl Viewed for MeetingBody {
    type View = MeetingView;
    const PATH: &'static str = "/v1/roadmap/meetings";

    fn view(seen: &Visible<Self>) -> MeetingView {
        MeetingView { head: Head::of(seen), input: Self::input(&seen.record) }
    }
}

impl Wire for MeetingBody {
    type Input = MeetingInput;

    fn input(record: &Record<Self>) -> MeetingInput {
        let body = &record.body;
        MeetingInput {
            external_ref: record.external_ref.clone(),
            at: body.at,
            place: (&body.place).into(),
            present: body.present.iter().map(Into::into).collect(),
            decisions: body.decisions.iter().map(Into::into).collect(),
            tasks: body.tasks.iter().map(Into::into).collect(),
        }
    }

    fn accept(
        input: MeetingInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let (mut errors, today) = (Errors::default(), app.today());
        let place = errors.take(input.place.accept("/place"));
        let decisions = input.decisions.into_iter().enumerate();
        let decisions = decisions
            .filter_map(|(at, one)| one.accept(&format!("/decisions/{at}"), &mut errors))
            .collect();
        let tasks = input.tasks.into_iter().enumerate();
        let tasks = tasks
            .filter_map(|(at, one)| one.accept(&format!("/tasks/{at}"), &mut errors, today))
            .collect();
        let present = input.present.into_iter().map(Into::into).collect();
        let body = place.map(|place| Self { at: input.at, place, present, decisions, tasks });
        errors.finish(body.map(|body| (input.external_ref, body)))
    }
}
