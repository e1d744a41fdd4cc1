//! From words to concepts: resolving texts, and suggesting names while somebody types.

pub(crate) mod wire;

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, paging, query, reply::Reply},
        request::context::{Answer, Context},
        route::value::Route,
        taxonomy::naming::wire::{
            ConceptKindName, ResolutionView, ResolveInput, ResolveView, SuggestionView,
            SuggestionsView,
        },
    },
    app::taxonomy::naming::{ConceptKind, RESOLVED},
};

/// Concepts of a text when `limit` is not given.
const CONCEPTS: usize = 10;

/// Suggestions when `limit` is not given.
const SUGGESTIONS: usize = 10;

/// The routes from words to concepts.
pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::post("/v1/taxonomy/resolve", Access::Token)
            .says(
                "resolve_texts",
                "Resolve texts to concepts",
                "Up to 1,000 texts in any of five languages and either script, with misspellings, word \
                 forms, grades and noise. `resolved` is only what is sure; the rest is `ambiguous`, with \
                 candidates, or `unknown`. A text that names several concepts one after another also says \
                 what each of its `parts` names.",
            )
            .body::<ResolveInput>()
            .json::<ResolveView>(200, "What was made of each text, in their order")
            .to(resolve_texts),
        Route::get("/v1/taxonomy/suggest", Access::Open)
            .says(
                "suggest_names",
                "Suggest names while somebody types",
                "Names of which any word begins with what was typed, in all languages and scripts at \
                 once; from four letters up one slip is forgiven.",
            )
            .query::<SuggestNamesQuery>()
            .localized()
            .json::<SuggestionsView>(200, "The best names, at most one of each concept")
            .cached()
            .to(suggest_names),
    ]
}

async fn resolve_texts(context: Context, body: Body) -> Answer {
    context
        .run(move |context| {
            let input: ResolveInput = body.json()?;
            let taxonomy = context.app().taxonomy();
            let limit = input.limit.unwrap_or(CONCEPTS);
            let items = input.items.iter().map(|item| {
                let kind = item.kind.into();
                let found = taxonomy.resolver().resolve(&item.text, item.lang, kind);
                ResolutionView::new(found, limit)
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
    #[param(inline, value_type = Option<ConceptKindName>)]
    kind: Option<String>,
    /// How many names.
    #[param(minimum = 1, maximum = 100, default = 10)]
    limit: Option<usize>,
}

async fn suggest_names(context: Context) -> Answer {
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
