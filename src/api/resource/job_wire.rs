//! How a kind of job looks on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::{http::decode::Exemplary, request::context::Context, resource::shown::Shown},
    app::{AppError, jobs::rules::JobRules},
    domain::{
        FieldError,
        job::{JobResult, JobStatus},
    },
};

/// How a kind of job looks on the wire.
pub(in crate::api) trait JobWire: JobRules {
    /// What a client sends to start one.
    type Input: Exemplary;
    /// What a client gets beside what all jobs show.
    type View: Serialize + ToSchema;
    /// A result.
    type ResultView: Serialize + ToSchema;
    /// A page of results.
    type ResultPage: Serialize;
    /// The list's address.
    const PATH: &'static str;
    /// What is counted as the total, for the document.
    const TOTAL: &'static str;
    /// What a client learns of a failure; the cause is in the log.
    const FAILURE: &'static str;

    /// What was sent, checked.
    fn accept(input: Self::Input) -> Result<Self, Vec<FieldError>>;
    /// What is asked.
    fn view(&self) -> Self::View;
    /// A result as it may be seen now; `None` if it may not.
    fn result(
        &self,
        context: &Context,
        result: JobResult<Self::Outcome>,
        shown: &Shown,
    ) -> Result<Option<Self::ResultView>, AppError>;
    /// A page of results of a job in this state.
    fn page(
        status: JobStatus,
        items: Vec<Self::ResultView>,
        next: Option<String>,
    ) -> Self::ResultPage;
}
