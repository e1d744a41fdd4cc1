//! Everything that is kept about one person, as data and as a page to read.

mod page;
pub(crate) mod wire;

use actix_web::{HttpResponse, http::header::VARY};
use utoipa::openapi::{ObjectBuilder, schema::Type};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        route::value::{Group, Route},
        trust::exports::wire::CandidateExportView,
    },
    domain::{
        access::scope::Scope,
        recruitment::candidate::{CandidateBody, CandidateId},
    },
};

const HTML: &str = "text/html";

/// The route of exports.
pub(in crate::api) fn routes() -> Group {
    let export = Route::get("/v1/candidates/{id}/export", Access::Scope(Scope::CandidatesRead))
        .id("id", "Id of the candidate")
        .says(
            "export_candidate",
            "Read everything that is kept about a person",
            "The profile, who that is, consents, who has asked and who has read, and what happened. The candidate's agency \
             reads it and hands it to the person: with `Accept: text/html` as a page to print.",
        )
        .json::<CandidateExportView>(200, "Everything")
        .shaped(HTML, ObjectBuilder::new().schema_type(Type::String));
    Group {
        name: "exports",
        about: "What is kept about a person, for the person",
        routes: vec![export.to(export_candidate)],
    }
}

async fn export_candidate(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    if !context.accepts(HTML) {
        return context
            .run_write(move |context| {
                Ok(Reply::ok(&export(context, id)?)?.header(VARY.as_str(), "Accept"))
            })
            .await;
    }
    let page = context
        .change(move |context| {
            let export = serde_json::to_value(export(context, id)?);
            export.map_err(|error| ApiError::Internal(error.to_string()))
        })
        .await?;
    let answer = HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((VARY, "Accept"))
        .body(page::of(&page));
    Ok(answer)
}

fn export(context: &Context, id: CandidateId) -> Result<CandidateExportView, ApiError> {
    Ok(context.app().export_candidate(&context.actor, id)?.into())
}
