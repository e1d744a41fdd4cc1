//! `GET /v1/me`: who the caller is, to check a set-up.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        request::context::{Answer, Context},
        route::value::{Group, Route},
        wire::text::Title,
    },
    domain::access::scope::{Role, Scope},
};

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MeView {
    /// The API client.
    client_id: Uuid,
    /// The organisation that it works for.
    organisation_id: Uuid,
    /// What kind of organisation that is.
    role: Role,
    /// What the token allows.
    #[schema(max_items = 20)]
    scopes: Vec<Scope>,
    /// Name of the organisation, for employers and agencies.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Title>,
}

/// The route of the caller.
pub(in crate::api) fn routes() -> Group {
    let me = Route::get("/v1/me", Access::Token)
        .says(
            "get_me",
            "Who am I?",
            "Tells which client, organisation, role and scopes the token stands for.",
        )
        .json::<MeView>(200, "The caller")
        .to(get_me);
    Group { name: "me", about: "The caller", routes: vec![me] }
}

async fn get_me(context: Context) -> Answer {
    context
        .run(|context| {
            let name = context.app().organisation_name(&context.actor)?;
            let client = context
                .actor
                .client()
                .ok_or(crate::api::http::error::ApiError::Unauthenticated(""))?;
            Reply::ok(&MeView {
                client_id: client.id,
                organisation_id: client.organisation,
                role: client.role,
                scopes: client.scopes.clone(),
                name: name.as_ref().map(Title::from),
            })
        })
        .await
}
