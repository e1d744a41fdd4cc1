//! From words to concepts: resolving texts, and suggesting names while somebody types.

pub(crate) mod wire;

use std::time::{Duration, Instant};

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, paging, query, reply::Reply},
        request::context::{Answer, Context},
        route::value::Route,
        taxonomy::naming::wire::{
            ConceptKindName, ResolutionView, ResolveInput, ResolveView, SuggestionView,
            SuggestionsView,
        },
    },
    app::taxonomy::naming::{ConceptKind, Only, Question, RESOLVED},
};

/// Concepts of a text when `limit` is not given.
const CONCEPTS: usize = 10;

/// How long the texts of a request may take: about as long as a request may, so that no work goes on for nobody.
const ANSWERED_WITHIN: Duration = Duration::from_secs(2);

/// Suggestions when `limit` is not given.
const SUGGESTIONS: usize = 10;

/// The routes from words to concepts.
pub(in crate::api) fn routes() -> Vec<Route> {
    vec![
        Route::post("/v1/taxonomy/resolve", Access::Token)
            .says(
                "resolve_texts",
                "Resolve texts to concepts",
                "Up to 1,000 texts, of 100,000 letters together, in any of five languages and either \
                 script, with misspellings, word forms, grades and noise. `resolved` is only what is sure; the rest is `ambiguous`, with \
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
            let resolver = taxonomy.resolver();
            let began = Instant::now();
            input.check(resolver)?;
            let limit = input.limit.unwrap_or(CONCEPTS);
            let items = input.items.iter().map(|item| {
                if began.elapsed() > ANSWERED_WITHIN {
                    return Err(ApiError::Overloaded(
                        "the texts took too long: send fewer at once",
                    ));
                }
                let scheme = input.scheme.as_deref();
                let question = Question { kind: item.kind.into(), lang: item.lang, scheme };
                Ok(ResolutionView::new(resolver.answer(&item.text, &question), limit))
            });
            Reply::ok(&ResolveView {
                items: items.collect::<Result<_, _>>()?,
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
    /// Only concepts that have a name of this scheme: the `source` of an import, in any letter case.
    #[param(min_length = 1, max_length = 100)]
    scheme: Option<String>,
    /// How many names.
    #[param(minimum = 1, maximum = 100, default = 10)]
    limit: Option<usize>,
}

async fn suggest_names(context: Context) -> Answer {
    let SuggestNamesQuery { q, kind, scheme, limit } = context.query()?;
    let kind = kind.map(|text| query::one::<ConceptKind>("kind", &text)).transpose()?;
    let limit = limit.map_or(Ok(SUGGESTIONS), |limit| paging::limit(Some(limit)))?;
    context
        .run(move |context| {
            let taxonomy = context.app().taxonomy();
            let names = if taxonomy.is_indexed() { "" } else { "-indexing" };
            let tag = format!("{}{names}", taxonomy.version());
            let suggester = taxonomy.suggester();
            let scheme = scheme.as_deref();
            if scheme.is_some_and(|scheme| !suggester.knows_scheme(scheme)) {
                return Err(ApiError::Malformed("scheme: no names come from it".to_owned()));
            }
            let found = suggester.suggest_only(&q, Only { kind, scheme }, limit);
            let items = found.into_iter().map(SuggestionView::from).collect();
            let reply = Reply::ok(&SuggestionsView { items })?;
            Ok(reply.unless_known(&tag, &context.preconditions()?).public())
        })
        .await
}
