//! Allocation runs: the work on a frozen allocation, started, watched and cancelled as all jobs are.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        http::decode::Exemplary,
        programme::allocations::wire::AllocationFiguresView,
        request::context::Context,
        resource::{
            handlers::TransitionTo,
            job_view::JobView,
            job_wire::JobWire,
            jobs::{self, ListJobsQuery, NDJSON, ReadResultsQuery},
            page::Page,
            shown::Shown,
        },
        route::value::{Group, Route},
    },
    app::AppError,
    domain::{
        FieldError,
        access::scope::Scope,
        job::{JobResult, JobStatus},
        programme::allocation::{AllocationFound, AllocationRunBody},
        resource::id::Id,
    },
};

/// What is to be worked out.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct AllocationRunInput {
    /// A frozen allocation.
    pub allocation_id: Uuid,
}

impl Exemplary for AllocationRunInput {
    fn example() -> Value {
        json!({"allocation_id": "0198c0de-0000-7000-8000-000000000000"})
    }
}

/// A run that works an allocation out.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationRunView {
    /// The allocation.
    allocation_id: Uuid,
}

/// What a run came to; what it found is read with the allocation.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationRunResultView {
    /// The allocation.
    allocation_id: Uuid,
    /// Its figures; `null` if the allocation was discarded, or another run was faster.
    #[schema(required)]
    figures: Option<AllocationFiguresView>,
}

/// A page of what a run came to.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct AllocationRunResultPage {
    /// The state of the run when the page was made.
    status: JobStatus,
    /// One, once the run has finished.
    #[schema(max_items = 100)]
    items: Vec<AllocationRunResultView>,
    /// The address of the next page; `null` on the last.
    #[schema(required, format = "uri", max_length = 9000)]
    next: Option<String>,
}

type RunView = JobView<AllocationRunBody>;

impl JobWire for AllocationRunBody {
    type Input = AllocationRunInput;
    type View = AllocationRunView;
    type ResultView = AllocationRunResultView;
    type ResultPage = AllocationRunResultPage;

    const PATH: &'static str = "/v1/allocation-runs";
    const TOTAL: &'static str = "Always 1: an allocation is worked out as a whole.";
    const FAILURE: &'static str = "the server failed, or what went in cannot be worked out by this release: draft the allocation anew";

    fn accept(input: AllocationRunInput) -> Result<Self, Vec<FieldError>> {
        Ok(Self { allocation: Id::new(input.allocation_id) })
    }

    fn view(&self) -> AllocationRunView {
        AllocationRunView { allocation_id: self.allocation.0 }
    }

    fn result(
        &self,
        _context: &Context,
        result: JobResult<AllocationFound>,
        _shown: &Shown,
    ) -> Result<Option<AllocationRunResultView>, AppError> {
        let figures = result.outcome.figures.map(Into::into);
        Ok(Some(AllocationRunResultView { allocation_id: result.item, figures }))
    }

    fn page(
        status: JobStatus,
        items: Vec<AllocationRunResultView>,
        next: Option<String>,
    ) -> AllocationRunResultPage {
        AllocationRunResultPage { status, items, next }
    }
}

/// The routes of allocation runs.
pub(in crate::api) fn routes() -> Group {
    let (read, write) =
        (Access::Scope(Scope::AllocationsRead), Access::Scope(Scope::AllocationsWrite));
    let routes = vec![
        Route::get("/v1/allocation-runs", read)
            .says("list_allocation_runs", "List allocation runs", "Operators see all, others none.")
            .query::<ListJobsQuery>()
            .page::<Page<RunView>>("A page, newest first")
            .to(jobs::list::<AllocationRunBody>),
        Route::post("/v1/allocation-runs", write)
            .says(
                "start_allocation_run",
                "Work an allocation out",
                "Works a `frozen` allocation out in the background; once the run has finished, the allocation is \
                 `computed`. The answer comes at once and describes the run.",
            )
            .body_like::<AllocationRunInput>(
                json!({"allocation_id": "0198c0de-0000-7000-8000-000000000000"}),
            )
            .json::<RunView>(202, "The run, waiting for its turn")
            .creates()
            .problems(&[404])
            .to(jobs::start::<AllocationRunBody>),
        Route::get("/v1/allocation-runs/{id}", read)
            .says("get_allocation_run", "Read an allocation run", "How it stands.")
            .id("id", "Id of the allocation run")
            .json::<RunView>(200, "The allocation run")
            .cached()
            .to(jobs::get::<AllocationRunBody>),
        Route::post("/v1/allocation-runs/{id}/transitions", write)
            .says(
                "transition_allocation_run",
                "Cancel an allocation run",
                "`queued / running → cancelled`. The allocation stays frozen.",
            )
            .id("id", "Id of the allocation run")
            .body_like::<TransitionTo<JobStatus>>(
                json!({"to": "cancelled", "reason": "the caps have changed"}),
            )
            .json::<RunView>(200, "The allocation run in its new state")
            .moves()
            .to(jobs::transition::<AllocationRunBody>),
        Route::delete("/v1/allocation-runs/{id}", write)
            .says(
                "delete_allocation_run",
                "Delete an allocation run",
                "Only one that has ended; what it found stays with the allocation. `If-Match` carries the ETag that was \
                 read.",
            )
            .id("id", "Id of the allocation run")
            .answers(204, "Deleted")
            .changes()
            .to(jobs::delete::<AllocationRunBody>),
        Route::get("/v1/allocation-runs/{id}/results", read)
            .says(
                "read_allocation_run_results",
                "Read what an allocation run came to",
                "Its figures, once it has finished; what it found is read with the allocation.",
            )
            .id("id", "Id of the allocation run")
            .query::<ReadResultsQuery>()
            .localized()
            .page::<AllocationRunResultPage>("A page, or lines")
            .also::<AllocationRunResultView>(NDJSON)
            .to(jobs::results::<AllocationRunBody>),
    ];
    Group { name: "allocation-runs", about: "Allocations, worked out in the background", routes }
}
