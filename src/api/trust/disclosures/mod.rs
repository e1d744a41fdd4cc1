//! Disclosures: an employer reads who a candidate is, and the candidate's side sees who has.

pub(crate) mod wire;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, ledger},
            page::Page,
        },
        route::value::{Group, Route},
        trust::disclosures::wire::{DisclosedIdentityView, DisclosureView},
    },
    domain::{
        access::scope::Scope,
        recruitment::candidate::CandidateBody,
        trust::{disclosure::Disclosure, disclosure_request::DisclosureRequestBody},
    },
};

/// The routes of disclosures.
pub(in crate::api) fn routes() -> Group {
    let read = Route::get("/v1/disclosure-requests/{id}/identity", Access::Scope(Scope::DisclosuresRead))
        .id("id", "Id of the disclosure request")
        .says(
            "read_disclosed_identity",
            "Read who a candidate is",
            "The employer whose request is approved reads what the consent to `disclosure_to_employer` covers, while that \
             and the consent to `cross_border_transfer` stand. Each reading is recorded. An employer reads of so many \
             candidates on a day; whom it has read of that day it reads again for nothing.",
        )
        .json::<DisclosedIdentityView>(200, "What is disclosed")
        .problems(&[409]);
    let list = Route::get("/v1/candidates/{id}/disclosures", Access::Scope(Scope::CandidatesRead))
        .id("id", "Id of the candidate")
        .says(
            "list_disclosures",
            "Read who has read who a candidate is",
            "Each reading, oldest first. The candidate's agency reads it, and operators.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<DisclosureView>>("A page, oldest first");
    Group {
        name: "disclosures",
        about: "Who has read who a candidate is",
        routes: vec![read.to(read_disclosed_identity), list.to(list_disclosures)],
    }
}

async fn read_disclosed_identity(context: Context) -> Answer {
    let id = context.id::<DisclosureRequestBody>()?;
    context
        .run_write(move |context| {
            let disclosed = context.app().disclose(&context.actor, id)?;
            Reply::ok(&DisclosedIdentityView::from(disclosed))
        })
        .await
}

async fn list_disclosures(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().disclosures(&context.actor, id, after, limit)
    };
    ledger::<Disclosure, DisclosureView>(context, read, |entry| entry.n).await
}
