//! The texts that name nothing known, and the mappings by which operators teach the taxonomy what they mean.

pub(crate) mod wire;

use actix_web::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, paging, query, reply::Reply},
        request::context::{Answer, Context},
        resource::page::{Page, page},
        route::value::Route,
        taxonomy::mappings::wire::{MappingInput, MappingView, QueuedView},
    },
    app::taxonomy::mappings::CursorPosition,
    domain::{access::scope::Scope, concepts::wording::TextKind, values::language::Lang},
};

/// The routes of the queue and of the mappings.
pub(in crate::api) fn routes() -> Vec<Route> {
    let write = Access::Scope(Scope::TaxonomyWrite);
    vec![
        Route::get("/v1/taxonomy/unmapped", write)
            .says(
                "list_unmapped",
                "List unmapped texts",
                "Texts on open records that name nothing known, those on many records first. Map them \
                 with `POST /v1/taxonomy/mappings`. A text whose count changes meanwhile may be met \
                 twice or missed by a walk.",
            )
            .query::<ListUnmappedQuery>()
            .page::<Page<QueuedView>>("A page, the most frequent first")
            .to(list_unmapped),
        Route::get("/v1/taxonomy/mappings", write)
            .says("list_mappings", "List mappings", "What operators have mapped, newest first.")
            .query::<ListMappingsQuery>()
            .page::<Page<MappingView>>("A page, newest first")
            .to(list_mappings),
        Route::post("/v1/taxonomy/mappings", write)
            .says(
                "create_mapping",
                "Map a text",
                "Makes the text a synonym of the concept, in a new version of the taxonomy. The open \
                 records on which it waits are read again and count it from then on: hundreds before the \
                 answer, the others within seconds. Every server has the new version within a second.",
            )
            .body::<MappingInput>()
            .json::<MappingView>(201, "The mapping")
            .once()
            .to(create_mapping),
    ]
}

/// What to list of the queue.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListUnmappedQuery {
    /// Only texts that should name this: `occupation` or `skill`.
    #[param(inline, value_type = Option<TextKind>)]
    kind: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 4000, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_unmapped(context: Context) -> Answer {
    let ListUnmappedQuery { kind, limit, cursor } = context.query()?;
    let kind = kind.map(|text| query::one::<TextKind>("kind", &text)).transpose()?;
    let limit = paging::limit(limit)?;
    let after = context.place(cursor.as_deref())?.map(|bytes| place(&bytes)).transpose()?;
    context
        .run(move |context| {
            let found = context.app().unmapped(&context.actor, kind, after.as_ref(), limit + 1)?;
            page::<_, QueuedView>(context, found, limit, |last| bytes(&last.place))
        })
        .await
}

/// What to list of the mappings.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListMappingsQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_mappings(context: Context) -> Answer {
    let ListMappingsQuery { limit, cursor } = context.query()?;
    let limit = paging::limit(limit)?;
    let before = context.place(cursor.as_deref())?.map(|bytes| number(&bytes)).transpose()?;
    context
        .run(move |context| {
            let found = context.app().mappings(&context.actor, before, limit + 1)?;
            page::<_, MappingView>(context, found, limit, |last| {
                Ok(last.number.to_be_bytes().to_vec())
            })
        })
        .await
}

async fn create_mapping(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: MappingInput = body.json()?;
            let mapping = input.accept().map_err(ApiError::Invalid)?;
            let made =
                context.app().map_text(&context.actor, mapping, context.key(&body)?.as_ref())?;
            let view = MappingView::from(made.value);
            Ok(Reply::json(StatusCode::CREATED, &view)?.replayed(made.replayed))
        })
        .await
}

fn bytes(place: &CursorPosition) -> Result<Vec<u8>, ApiError> {
    let CursorPosition { records, kind, key, lang } = place;
    serde_json::to_vec(&(records, kind, key, lang))
        .map_err(|error| ApiError::Internal(error.to_string()))
}

fn place(bytes: &[u8]) -> Result<CursorPosition, ApiError> {
    let read: Option<(i64, TextKind, String, Option<Lang>)> = serde_json::from_slice(bytes).ok();
    let (records, kind, key, lang) = read.ok_or_else(of_another_list)?;
    Ok(CursorPosition { records, kind, key, lang })
}

fn number(bytes: &[u8]) -> Result<i64, ApiError> {
    bytes.try_into().map(i64::from_be_bytes).map_err(|_| of_another_list())
}

fn of_another_list() -> ApiError {
    ApiError::Malformed("cursor: it is of another list".to_owned())
}
