//! Consents: what candidates agree to, as their agency records it.

pub(crate) mod wire;

use actix_web::http::StatusCode;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            history::{ReadHistoryQuery, ledger},
            page::Page,
        },
        route::value::{Group, Route},
        trust::consents::wire::{ConsentInput, ConsentView},
    },
    domain::{
        access::scope::Scope, recruitment::candidate::CandidateBody, trust::consent::ConsentEntry,
    },
};

const PATH: &str = "/v1/candidates/{id}/consents";

/// The routes of consents.
pub(in crate::api) fn routes() -> Group {
    let candidate = "Id of the candidate";
    let list = Route::get(PATH, Access::Scope(Scope::CandidatesRead))
        .id("id", candidate)
        .says(
            "list_consents",
            "Read the consents of a candidate",
            "Everything that was recorded, oldest first: the newest entry of a purpose says how that consent stands. \
             The candidate's agency reads it, and operators.",
        )
        .query::<ReadHistoryQuery>()
        .page::<Page<ConsentView>>("A page, oldest first");
    let record = Route::post(PATH, Access::Scope(Scope::CandidatesWrite))
        .id("id", candidate)
        .says(
            "record_consent",
            "Record a consent of a candidate",
            "How a consent stands now: to withdraw one, send it again with `withdrawn_at`. Nothing that was recorded is \
             ever changed. Consent to `matching` is what the candidate shows as `matching_consent`; without it the \
             candidate is in no match, on every server within a second.",
        )
        .body::<ConsentInput>()
        .json::<ConsentView>(201, "The entry")
        .once()
        .problems(&[412]);
    Group {
        name: "consents",
        about: "What candidates agree to: given and withdrawn, in which words, and how it can be proved",
        routes: vec![list.to(list_consents), record.to(record_consent)],
    }
}

async fn list_consents(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let read = move |context: &Context, after, limit| {
        context.app().consents(&context.actor, id, after, limit)
    };
    ledger::<ConsentEntry, ConsentView>(context, read, |entry| entry.n).await
}

async fn record_consent(context: Context, body: Body) -> Answer {
    let id = context.id::<CandidateBody>()?;
    context
        .run_write(move |context| {
            context.app().find_to_write(&context.actor, id)?;
            let input: ConsentInput = body.json()?;
            let consent = input.accept(context.app()).map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            let made = context.app().record_consent(&context.actor, id, consent, key)?;
            let view = ConsentView::from(made.value);
            Ok(Reply::json(StatusCode::CREATED, &view)?.replayed(made.replayed))
        })
        .await
}
