//! From words to concepts: resolving texts, and suggesting names while somebody types.

pub(crate) mod wire;

use actix_web::{get, post};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        http::{body::Body, paging, query, reply::Reply},
        request::context::{Answer, Context},
        taxonomy::naming::wire::{
            ResolutionView, ResolveInput, ResolveView, SuggestionView, SuggestionsView,
        },
    },
    app::taxonomy::naming::{ConceptKind, RESOLVED},
};

/// Suggestions when `limit` is not given.
const SUGGESTIONS: usize = 10;

/// Resolve texts to concepts
///
/// Up to 1,000 texts in any of five languages and either script, with misspellings, word forms, grades and noise.
/// `resolved` is only what is sure; the rest is `ambiguous`, with candidates, or `unknown`.
#[utoipa::path(
    tag = "taxonomy",
    request_body = ResolveInput,
    security(("oauth2" = [])),
    responses((status = 200, description = "What was made of each text, in their order", body = ResolveView))
)]
#[post("/taxonomy/resolve")]
pub(in crate::api) async fn resolve_texts(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let input: ResolveInput = body.json()?;
            let taxonomy = context.app().taxonomy();
            let items = input.items.iter().map(|item| {
                let kind = item.kind.into();
                ResolutionView::from(taxonomy.resolver().resolve(&item.text, item.lang, kind))
            });
            Reply::ok(&ResolveView {
                items: items.collect(),
                resolved_from: RESOLVED,
                taxonomy_version: taxonomy.version().to_owned(),
            })
        })
        .await
}

/// What to suggest.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct SuggestNamesQuery {
    /// What has been typed, in any script.
    #[param(min_length = 1, max_length = 100)]
    q: String,
    /// Only this kind: `occupation`, `skill`, `region`, `district` or `municipality`.
    #[param(max_length = 20, pattern = "^[a-z]+$")]
    kind: Option<String>,
    /// How many names.
    #[param(minimum = 1, maximum = 100, default = 10)]
    limit: Option<usize>,
}

/// Suggest names while somebody types
///
/// Names of which any word begins with what was typed, in all languages and scripts at once; from four letters up one
/// slip is forgiven.
#[utoipa::path(
    tag = "taxonomy",
    params(SuggestNamesQuery),
    security(()),
    responses((status = 200, description = "The best names, at most one of each concept", body = SuggestionsView))
)]
#[get("/taxonomy/suggest")]
pub(in crate::api) async fn suggest_names(context: Context) -> Answer {
    let SuggestNamesQuery { q, kind, limit } = context.query()?;
    let kind = kind.map(|text| query::one::<ConceptKind>("kind", &text)).transpose()?;
    let limit = limit.map_or(Ok(SUGGESTIONS), |limit| paging::limit(Some(limit)))?;
    context
        .run(move |context| {
            let taxonomy = context.app().taxonomy();
            let names = if taxonomy.is_indexed() { "" } else { "-indexing" };
            let tag = format!("{}{names}", taxonomy.version());
            let found = taxonomy.suggester().suggest(&q, kind, limit);
            let items = found.into_iter().map(SuggestionView::from).collect();
            Ok(Reply::ok(&SuggestionsView { items })?.etag(&tag).public())
        })
        .await
}
