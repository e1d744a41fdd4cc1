//! A job as it stands: what all kinds show, with what a kind adds in the same object.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};
use uuid::Uuid;

use crate::{
    api::resource::job_wire::JobWire,
    domain::{
        access::actor::Actor,
        job::{Job, JobKind, JobStatus},
    },
};

/// What all kinds of jobs show.
#[derive(Debug, Serialize, ToSchema)]
struct ProgressView {
    /// Its id.
    id: Uuid,
    /// Its state.
    status: JobStatus,
    /// The states that the caller may move it to.
    #[schema(max_items = 5)]
    allowed_transitions: Vec<JobStatus>,
    /// 1 when created, one more with each step.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    version: i64,
    /// When it was created.
    #[schema(max_length = 35)]
    created_at: DateTime<Utc>,
    /// When it last made a step.
    #[schema(max_length = 35)]
    updated_at: DateTime<Utc>,
    /// When a server took it up.
    #[schema(required, max_length = 35)]
    started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[schema(required, max_length = 35)]
    finished_at: Option<DateTime<Utc>>,
    /// How many items it has.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 1200)]
    total: u32,
    /// How many of them are done.
    #[schema(minimum = 0, maximum = 4_294_967_295_i64, example = 256)]
    done: u32,
    /// Why it failed; left out unless it did.
    #[schema(max_length = 1000)]
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'static str>,
}

/// A job as an actor may see it. In the document it has the name of what its kind adds.
#[derive(Debug, Serialize)]
pub(in crate::api) struct JobView<J: JobWire> {
    #[serde(flatten)]
    progress: ProgressView,
    #[serde(flatten)]
    asked: J::View,
}

impl<J: JobWire> JobView<J> {
    /// The job as the actor may see it.
    pub(in crate::api) fn of(job: &Job<J>, actor: &Actor) -> Self {
        let progress = ProgressView {
            id: job.id.0,
            status: job.status,
            allowed_transitions: allowed_transitions(job, actor),
            version: job.version,
            created_at: job.created_at,
            updated_at: job.updated_at,
            started_at: job.started_at,
            finished_at: job.finished_at,
            total: job.total,
            done: job.done,
            failure: job.failure.as_ref().map(|_| J::FAILURE),
        };
        Self { progress, asked: job.body.view() }
    }
}

impl<J: JobWire> PartialSchema for JobView<J> {
    /// One object with the members of both.
    fn schema() -> RefOr<Schema> {
        let (progress, mut view) = (ProgressView::schema(), J::View::schema());
        if let (RefOr::T(Schema::Object(progress)), RefOr::T(Schema::Object(view))) =
            (progress, &mut view)
        {
            view.required.splice(0..0, progress.required);
            view.properties.extend(progress.properties);
            if let Some(RefOr::T(Schema::Object(total))) = view.properties.get_mut("total") {
                total.description = Some(J::TOTAL.to_owned());
            }
        }
        view
    }
}

impl<J: JobWire> ToSchema for JobView<J> {
    fn name() -> Cow<'static, str> {
        J::View::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        ProgressView::schemas(schemas);
        J::View::schemas(schemas);
    }
}

/// The states that the actor may move the job to.
fn allowed_transitions<J: JobKind>(job: &Job<J>, actor: &Actor) -> Vec<JobStatus> {
    let may = actor.require(J::WRITE).is_ok();
    if may { job.status.next().to_vec() } else { Vec::new() }
}

/// The tag of a job as the actor sees it.
pub(in crate::api) fn job_etag<J: JobKind>(job: &Job<J>, actor: &Actor) -> String {
    let sees = if actor.require(J::WRITE).is_ok() { "writer" } else { "reader" };
    format!("{}-{sees}", job.version)
}
