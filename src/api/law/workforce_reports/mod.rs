//! What employers report of their workforce, so that the share of foreign workers can be told.

pub(crate) mod wire;

use actix_web::http::StatusCode;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, reply::Reply},
        law::workforce_reports::wire::{WorkforceReportInput, WorkforceReportView},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, ledger},
            page::Page,
        },
        route::value::Route,
    },
    app::law::workforce::WorkforceEntry,
    domain::{access::scope::Scope, parties::employer::EmployerBody},
};

const PATH: &str = "/v1/employers/{id}/workforce-reports";

/// The routes of reports of the workforce.
pub(super) fn routes() -> Vec<Route> {
    let employer = "Id of the employer";
    let list = Route::get(PATH, Access::Scope(Scope::ComplianceRead))
        .id("id", employer)
        .says(
            "list_workforce_reports",
            "Read the workforce reports of an employer",
            "Everything that was reported, oldest first. The employer reads it, and operators.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<WorkforceReportView>>("A page, oldest first");
    let report = Route::post(PATH, Access::Scope(Scope::ComplianceWrite))
        .id("id", employer)
        .says(
            "report_workforce",
            "Report the workforce of an employer",
            "How many work in an activity of the employer on a day, and how many of them are foreign. Of an activity the \
             report of the latest day counts, for as many days as the rules say. Nothing that was reported is ever changed.",
        )
        .body::<WorkforceReportInput>()
        .json::<WorkforceReportView>(201, "The report")
        .problems(&[404]);
    vec![list.to(list_workforce_reports), report.to(report_workforce)]
}

async fn list_workforce_reports(context: Context) -> Answer {
    let id = context.id::<EmployerBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().workforce_reports(&context.actor, id, after, limit)
    };
    ledger::<WorkforceEntry, WorkforceReportView>(context, read, |entry| entry.n).await
}

async fn report_workforce(context: Context, body: Body) -> Answer {
    let id = context.id::<EmployerBody>()?;
    context
        .run_write(move |context| {
            let input: WorkforceReportInput = body.json()?;
            let made = context.app().report_workforce(&context.actor, id, input.into())?;
            Reply::json(StatusCode::CREATED, &WorkforceReportView::from(made))
        })
        .await
}
