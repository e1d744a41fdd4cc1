//! What the next meeting of the working group is to look at.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        programme::roadmap::actuals::IndicatorProgressView,
        request::context::{Answer, Context},
        route::value::Route,
        wire::text::Title,
    },
    app::programme::roadmap::reading::{Agenda, OverdueTask},
    domain::{
        access::scope::Scope,
        law::words::Side,
        programme::roadmap::measure::{Measure, MeasureCategory, MeasureStatus},
    },
};

/// A task that should have been done.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OverdueTaskView {
    /// The meeting that gave it.
    pub meeting_id: Uuid,
    /// Its place among the tasks of the meeting, from 0.
    #[schema(minimum = 0, maximum = 100, example = 0)]
    pub place: usize,
    /// What is to be done, by language.
    pub text: Title,
    /// The side whose office is to do it.
    pub side: Side,
    /// The office.
    #[schema(max_length = 200, example = "Migration agency")]
    pub office: String,
    /// The day by which it should have been done.
    #[schema(max_length = 10, example = "2027-02-01")]
    pub due: NaiveDate,
}

impl From<OverdueTask> for OverdueTaskView {
    fn from(OverdueTask { meeting, at, task }: OverdueTask) -> Self {
        Self {
            meeting_id: meeting.0,
            place: at,
            text: (&task.text).into(),
            side: task.side,
            office: task.office,
            due: task.due,
        }
    }
}

/// A measure that should have been done.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MissedMeasureView {
    /// The measure.
    pub measure_id: Uuid,
    /// What it is about.
    pub category: MeasureCategory,
    /// What was to be done, by language.
    pub title: Title,
    /// Its state.
    pub status: MeasureStatus,
    /// The day by which it should have been done.
    #[schema(max_length = 10, example = "2027-06-30")]
    pub due: NaiveDate,
}

impl From<Measure> for MissedMeasureView {
    fn from(measure: Measure) -> Self {
        Self {
            measure_id: measure.id.0,
            category: measure.body.category,
            title: (&measure.body.title).into(),
            status: measure.status,
            due: measure.body.due,
        }
    }
}

/// What the next meeting is to look at.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AgendaView {
    /// The day for which it was put together.
    #[schema(max_length = 10, example = "2027-02-02")]
    pub day: NaiveDate,
    /// The next meeting, if one is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<Uuid>,
    /// When it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_at: Option<DateTime<Utc>>,
    /// Tasks of meetings that should have been done, those due first coming first.
    #[schema(max_items = 100)]
    pub overdue_tasks: Vec<OverdueTaskView>,
    /// Measures that should have been done, those due first coming first.
    #[schema(max_items = 100)]
    pub missed_measures: Vec<MissedMeasureView>,
    /// Indicators that are at risk or late.
    #[schema(max_items = 100)]
    pub behind: Vec<IndicatorProgressView>,
}

impl From<Agenda> for AgendaView {
    fn from(agenda: Agenda) -> Self {
        Self {
            day: agenda.day,
            meeting_id: agenda.meeting.as_ref().map(|meeting| meeting.id.0),
            meeting_at: agenda.meeting.map(|meeting| meeting.body.at),
            overdue_tasks: agenda.overdue_tasks.into_iter().map(Into::into).collect(),
            missed_measures: agenda.missed_measures.into_iter().map(Into::into).collect(),
            behind: agenda.behind.into_iter().map(Into::into).collect(),
        }
    }
}

/// The route of the agenda.
pub(super) fn route() -> Route {
    Route::get("/v1/roadmap/agenda", Access::Scope(Scope::StatisticsRead))
        .says(
            "get_agenda",
            "Read what the next meeting is to look at",
            "Tasks that are overdue, measures that were missed, and indicators that are at risk or late, at most 100 of each.",
        )
        .json::<AgendaView>(200, "The agenda")
        .to(get_agenda)
}

async fn get_agenda(context: Context) -> Answer {
    context.run(|context| Reply::ok(&AgendaView::from(context.app().agenda(&context.actor)?))).await
}
