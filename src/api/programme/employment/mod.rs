//! The work once it has begun, as the worker and the employer tell of it.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        programme::employment::wire::{
            EmploymentEntryInput, EmploymentEntryView, EmploymentReceiptView,
        },
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::Page,
        },
        route::value::{Group, Route},
    },
    domain::{
        access::scope::Scope,
        programme::{application::ApplicationBody, employment::EmploymentEntry},
    },
};

const PATH: &str = "/v1/applications/{id}/employment";

/// The routes of what is told of the work.
pub(in crate::api) fn routes() -> Group {
    let list = Route::get(PATH, Access::ScopeOrWorker(Scope::ApplicationsRead))
        .id("id", "Id of the application")
        .says(
            "list_application_employment",
            "Read what was told of the work",
            "The first day, the employer's notice, and the months that were told of. Employers do not have what the worker tells of the \
             pay.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<EmploymentEntryView>>("A page, oldest first");
    let record = Route::post(PATH, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .id("id", "Id of the application")
        .says(
            "record_application_employment",
            "Tell of the work",
            "A `first_day` is told by the worker in the own channel, by the token of a session for this application \
             (`confirm_arrival`), once the application is `working`. The `notice` of the hiring is told by the employer, from \
             `contract_signed` on, with the day on which it was filed, and ends what is due by the rule `dl.notice.hire`. A `check_in` is told by the worker (`check_in`) for one month after another: whether \
             it was paid in full. Each second unpaid month in a row opens a case of the topic `pay`; its code and PIN are told \
             with the answer.",
        )
        .body::<EmploymentEntryInput>()
        .json::<EmploymentReceiptView>(201, "What was told, and the case")
        .once()
        .problems(&[409]);
    Group {
        name: "employment",
        about: "The work once it has begun: its first day, the employer's notice, and each month's pay",
        routes: vec![list.to(list_employment), record.to(record_employment)],
    }
}

async fn list_employment(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().told_of_work(&context.actor, id, after, limit)
    };
    ledger::<EmploymentEntry, EmploymentEntryView>(context, read, |one| one.n).await
}

async fn record_employment(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: EmploymentEntryInput, key| {
        let made = context.app().tell_of_work(&context.actor, id, input.into(), key)?;
        Ok(made.map(EmploymentReceiptView::from))
    })
    .await
}
