//! Arrivals: the employer or the worker tells of the entry, and what is due after it begins.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        programme::arrivals::wire::{ArrivalInput, ArrivalView},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::Page,
        },
        route::value::{Group, Route},
    },
    domain::{
        access::scope::{Role, Scope},
        programme::{application::ApplicationBody, arrival::Arrival},
    },
};

const PATH: &str = "/v1/applications/{id}/arrivals";

/// The routes of arrivals.
pub(in crate::api) fn routes() -> Group {
    let list = Route::get(PATH, Access::Scope(Scope::ApplicationsRead))
        .id("id", "Id of the application")
        .says(
            "list_application_arrivals",
            "Read what was told of an arrival",
            "What was corrected stays. Employers do not see where the proof of the worker's word is kept.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<ArrivalView>>("A page, oldest first");
    let record = Route::post(PATH, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .id("id", "Id of the application")
        .says(
            "record_application_arrival",
            "Tell of an arrival",
            "The employer tells of it, or the worker, in the own channel (`confirm_arrival`), or by the agency or an operator, who \
             writes down the word with where the proof is kept. The first word makes the application `arrived`; the worker's passes the check `arrival_confirmed`. What the \
             rules ask for after an entry (`entered`, `arrived`) is kept as deadlines of the candidate. An entry that was told \
             wrongly is corrected by another that names it in `corrects`: open deadlines move.",
        )
        .body::<ArrivalInput>()
        .json::<ArrivalView>(201, "What was told")
        .once()
        .problems(&[409]);
    Group {
        name: "arrivals",
        about: "When those who set out have entered, where, and where they stay",
        routes: vec![list.to(list_arrivals), record.to(record_arrival)],
    }
}

async fn list_arrivals(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let read = move |context: &Context, after, limit| {
        let role = context.actor.role();
        let found = context.app().arrivals(&context.actor, id, after, limit)?;
        Ok(found.into_iter().map(|one| (one, role)).collect::<Vec<_>>())
    };
    ledger::<(Arrival, Option<Role>), ArrivalView>(context, read, |(one, _)| one.n).await
}

async fn record_arrival(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: ArrivalInput, key| {
        let made = context.app().record_arrival(&context.actor, id, input.into(), key)?;
        Ok(made.map(|one| ArrivalView::from((one, context.actor.role()))))
    })
    .await
}
