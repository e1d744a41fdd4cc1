//! Appeals: the worker asks that a closing be decided again, and an operator decides.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        programme::appeals::wire::{AppealDecisionInput, AppealInput, AppealView},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::Page,
        },
        route::value::{Group, Route},
    },
    domain::{
        access::scope::{Role, Scope},
        programme::{appeal::Appeal, application::ApplicationBody},
    },
};

const PATH: &str = "/v1/applications/{id}/appeals";

/// The routes of appeals.
pub(in crate::api) fn routes() -> Group {
    let list = Route::get(PATH, Access::ScopeOrWorker(Scope::ApplicationsRead))
        .id("id", "Id of the application")
        .says(
            "list_application_appeals",
            "Read the appeals against the closing of an application",
            "With what was decided. Employers do not see where the proof of the worker's word is kept.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<AppealView>>("A page, oldest first");
    let file = Route::post(PATH, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .id("id", "Id of the application")
        .says(
            "appeal_application",
            "Ask that the closing of an application be decided again",
            "The worker asks in the own channel (`move_application`), or by the agency, which writes down the word with where \
             the proof is kept. Some reasons of closing can be appealed, for as many days as the rule `dl.application.appeal` \
             says, each closing once, and only by whoever has not set out.",
        )
        .body::<AppealInput>()
        .json::<AppealView>(201, "The appeal")
        .once()
        .problems(&[409]);
    Group {
        name: "appeals",
        about: "Closings that workers ask to be decided again",
        routes: vec![list.to(list_appeals), file.to(file_appeal), decision()],
    }
}

fn decision() -> Route {
    Route::post("/v1/applications/{id}/appeal-decisions", Access::Scope(Scope::ApplicationsWrite))
        .id("id", "Id of the application")
        .says(
            "decide_on_application_appeal",
            "Decide on an appeal",
            "An operator decides on the appeal that waits. What is `upheld` is `submitted` again, if the vacancy, the candidate \
             and the consent still stand: otherwise the refusal names what lacks, and nothing is decided.",
        )
        .body::<AppealDecisionInput>()
        .json::<AppealView>(201, "The appeal with the decision")
        .once()
        .problems(&[409])
        .to(decide_on_appeal)
}

async fn list_appeals(context: Context) -> Answer {
    let id = context.id::<ApplicationBody>()?;
    let read = move |context: &Context, after, limit| {
        let role = context.actor.role();
        let found = context.app().appeals(&context.actor, id, after, limit)?;
        Ok(found.into_iter().map(|one| (one, role)).collect::<Vec<_>>())
    };
    ledger::<(Appeal, Option<Role>), AppealView>(context, read, |(one, _)| one.n).await
}

async fn file_appeal(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, AppealInput { evidence }, key| {
        let made = context.app().appeal(&context.actor, id, evidence, key)?;
        Ok(made.map(|one| AppealView::from((one, context.actor.role()))))
    })
    .await
}

async fn decide_on_appeal(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: AppealDecisionInput, key| {
        let made = context.app().decide_on_appeal(&context.actor, id, input.into(), key)?;
        Ok(made.map(|one| AppealView::from((one, context.actor.role()))))
    })
    .await
}
