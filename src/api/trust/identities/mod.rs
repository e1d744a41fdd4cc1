//! Identities: the person behind a candidate, for the candidate's agency alone.

pub(crate) mod wire;

use actix_web::http::StatusCode;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        route::{
            headers::ETAG,
            value::{Draft, Group, Route},
        },
        trust::identities::wire::{IdentityInput, IdentityView},
    },
    app::{AppError, trust::identities::KeptIdentity},
    domain::{access::scope::Scope, recruitment::candidate::CandidateBody},
};

const PATH: &str = "/v1/candidates/{id}/identity";

/// The routes of identities.
pub(in crate::api) fn routes() -> Group {
    let one = |draft: Draft| draft.id("id", "Id of the candidate");
    let put = one(Route::put(PATH, Access::Scope(Scope::CandidatesWrite)))
        .says(
            "put_identity",
            "Write who a candidate is",
            "The candidate's agency alone writes it. It is sealed with a key of its own, and no diagnosis or biometrics \
             are taken. A person who is registered already, in any script or with a slip in the name, is 409: by a \
             document, or by name and birth date unless two PINFL tell them apart.",
        )
        .body::<IdentityInput>()
        .json::<IdentityView>(200, "The identity as it now is")
        .with(&[ETAG])
        .changes_blindly();
    let get = one(Route::get(PATH, Access::Scope(Scope::CandidatesRead)))
        .says(
            "get_identity",
            "Read who a candidate is",
            "The candidate's agency alone reads it. Each reading is entered in the audit.",
        )
        .json::<IdentityView>(200, "The identity")
        .with(&[ETAG]);
    let delete = one(Route::delete(PATH, Access::Scope(Scope::CandidatesWrite)))
        .says(
            "delete_identity",
            "Delete who a candidate is",
            "The key that opens it is destroyed, so no copy of it opens again. The candidate stays, under its pseudonym.",
        )
        .answers(204, "Deleted")
        .problems(&[409]);
    Group {
        name: "identities",
        about: "The person behind a candidate, known to the agency alone",
        routes: vec![put.to(put_identity), get.to(get_identity), delete.to(delete_identity)],
    }
}

async fn put_identity(context: Context, body: Body) -> Answer {
    let id = context.id::<CandidateBody>()?;
    context
        .run_write(move |context| {
            context.app().find_to_write(&context.actor, id)?;
            let input: IdentityInput = body.json()?;
            let identity = input.accept(context.app()).map_err(ApiError::Invalid)?;
            let preconditions = context.preconditions()?;
            let allow = |version: Option<i64>| {
                let tag = version.map(|version| version.to_string());
                preconditions.allow(tag.as_deref()).map_err(|_| AppError::Outdated)
            };
            rendered(context.app().put_identity(&context.actor, id, identity, allow)?)
        })
        .await
}

async fn get_identity(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    context.run_write(move |context| rendered(context.app().identity(&context.actor, id)?)).await
}

async fn delete_identity(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    context
        .run_write(move |context| {
            context.app().delete_identity(&context.actor, id)?;
            Ok(Reply::empty(StatusCode::NO_CONTENT))
        })
        .await
}

fn rendered(kept: KeptIdentity) -> Result<Reply, ApiError> {
    let etag = kept.version.to_string();
    Ok(Reply::ok(&IdentityView::from(kept))?.etag(&etag))
}
