//! Legal holds: operators keep a candidate from being erased.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::body::Body,
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, enter, ledger},
            page::Page,
        },
        route::value::{Group, Route},
        trust::legal_holds::wire::{LegalHoldInput, LegalHoldView},
    },
    domain::{
        access::scope::Scope, recruitment::candidate::CandidateBody,
        trust::legal_hold::LegalHoldEntry,
    },
};

const PATH: &str = "/v1/candidates/{id}/legal-holds";

/// The routes of legal holds.
pub(in crate::api) fn routes() -> Group {
    let candidate = "Id of the candidate";
    let list = Route::get(PATH, Access::Scope(Scope::CandidatesRead))
        .id("id", candidate)
        .says(
            "list_legal_holds",
            "Read the legal holds on a candidate",
            "Everything that was recorded, oldest first: the newest entry of a matter says how its hold stands. The \
             candidate's agency reads it, and operators.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<LegalHoldView>>("A page, oldest first");
    let record = Route::post(PATH, Access::Scope(Scope::HoldsWrite))
        .id("id", candidate)
        .says(
            "record_legal_hold",
            "Set or lift a legal hold on a candidate",
            "While a hold of any matter is open, to delete the candidate or who that is is 409. An operator sets and lifts \
             it, with a reason. Nothing that was recorded is ever changed.",
        )
        .body::<LegalHoldInput>()
        .json::<LegalHoldView>(201, "The entry")
        .once();
    Group {
        name: "legal-holds",
        about: "What keeps a candidate from being erased",
        routes: vec![list.to(list_legal_holds), record.to(record_legal_hold)],
    }
}

async fn list_legal_holds(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().legal_holds(&context.actor, id, after, limit)
    };
    ledger::<LegalHoldEntry, LegalHoldView>(context, read, |entry| entry.n).await
}

async fn record_legal_hold(context: Context, body: Body) -> Answer {
    enter(context, body, |context, id, input: LegalHoldInput, key| {
        let made = context.app().record_legal_hold(&context.actor, id, input.into(), key)?;
        Ok(made.map(LegalHoldView::from))
    })
    .await
}
