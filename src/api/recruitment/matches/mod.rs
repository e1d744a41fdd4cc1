//! Matches: who fits a vacancy, what fits a candidate, and why or why not.

mod asked;
pub(crate) mod filter;
mod kept;
pub(crate) mod learned;
mod page;
pub(crate) mod search;
pub(crate) mod shown;
mod unsaved;
pub(crate) mod weights;
pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{decode::Exemplary, reply::Reply},
        recruitment::{
            candidates::wire::CandidateInput,
            matches::{
                asked::{ListMatchesQuery, asked_weights},
                kept::answered,
                page::page,
                search::{MatchSearch, SearchPage},
                unsaved::{SearchMatchesQuery, search_matches},
                wire::{ExplanationView, MatchPage},
            },
        },
        request::context::{Answer, Context},
        route::value::{Group, Route},
    },
    app::AppError,
    domain::{
        access::scope::Scope,
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{RecordKind, id::Id},
        values::language::Lang,
    },
};

/// The routes of matches.
pub(in crate::api) fn routes() -> Group {
    let routes = vec![
        Route::get("/v1/vacancies/{id}/matches", READ)
            .says(
                "match_vacancy",
                "Find candidates for a vacancy",
                "The eligible candidates of a published vacancy, best first, each with the reason. \
                 Candidates are pseudonymous. Employers ask for their own vacancies, under a few different pays \
                 a day of Moscow (`pays_today` of `/v1/me`; a further pay is 429 until the next), operators for any. \
                 There is no depth at which the pages stop.",
            )
            .id("id", "Id of the vacancy")
            .query::<ListMatchesQuery>()
            .localized()
            .page::<MatchPage<'_>>("A page of matches")
            .cached()
            .problems(&[409])
            .to(match_vacancy),
        Route::get("/v1/candidates/{id}/matches", READ)
            .says(
                "match_candidate",
                "Find vacancies for a candidate",
                "The published vacancies that the candidate is eligible for, best first, each with the \
                 reason. Agencies ask for their own candidates, operators for any.",
            )
            .id("id", "Id of the candidate")
            .query::<ListMatchesQuery>()
            .localized()
            .page::<MatchPage<'_>>("A page of matches")
            .cached()
            .problems(&[409])
            .to(match_candidate),
        Route::get("/v1/vacancies/{id}/matches/{candidate_id}", READ)
            .says(
                "explain_match",
                "Explain a pair",
                "Why the candidate fits the vacancy or does not: parts, findings, failed rules with \
                 needed and actual, and the shortest path to eligibility. An employer may ask about \
                 candidates that take part in matching.",
            )
            .id("id", "Id of the vacancy")
            .id("candidate_id", "Id of the candidate")
            .query::<ExplainMatchQuery>()
            .localized()
            .json::<ExplanationView<'_>>(200, "The explanation")
            .problems(&[409])
            .to(explain_match),
        Route::post("/v1/matches/search", READ)
            .says(
                "search_matches",
                "Ask with an unsaved vacancy or candidate",
                "Nothing is stored. Employers and operators ask with either; agencies and partners with \
                 a candidate. An employer must be verified, and ask for at least one skill that candidates \
                 must have; what it has seen of its daily quotas of profiles and pays is in `/v1/me`.",
            )
            .query::<SearchMatchesQuery>()
            .localized()
            .body_like::<MatchSearch>(json!({
                "candidate": CandidateInput::example(), "profile": "balanced", "limit": 10
            }))
            .json::<SearchPage<'_>>(200, "A page of matches")
            .problems(&[409])
            .to(search_matches),
    ];
    Group { name: "matches", about: "Who fits what, how well, and why", routes }
}

const READ: Access = Access::Scope(Scope::MatchesRead);

async fn match_vacancy(context: Context) -> Answer {
    answered(context, None, |context| {
        let id = context.id::<VacancyBody>()?;
        let asked = context.query::<ListMatchesQuery>()?;
        let shown = asked.shown(context)?;
        let query = asked.read(context)?;
        let found = context.app().candidates_for(&context.actor, id, &query)?;
        context.server.metrics.found_candidates(found.took);
        page(context, found, &query, &shown)
    })
    .await
}

async fn match_candidate(context: Context) -> Answer {
    answered(context, None, |context| {
        let id = context.id::<CandidateBody>()?;
        let asked = context.query::<ListMatchesQuery>()?;
        let shown = asked.shown(context)?;
        let query = asked.read(context)?;
        let found = context.app().vacancies_for(&context.actor, id, &query)?;
        context.server.metrics.found_vacancies(found.took);
        page(context, found, &query, &shown)
    })
    .await
}

/// How to ask about a pair.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ExplainMatchQuery {
    /// A named set of weights: `balanced`, `skills_first` or `close_to_wishes`.
    #[param(max_length = 20, pattern = "^(balanced|skills_first|close_to_wishes)$")]
    profile: Option<String>,
    /// Six weights of 0 to 100 with commas between: skills, occupation, region, language, experience, pay.
    #[param(max_length = 30, pattern = "^[0-9]{1,3}(,[0-9]{1,3}){5}$")]
    weights: Option<String>,
    /// Language of labels and reasons: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
}

async fn explain_match(context: Context, path: actix_web::web::Path<(String, String)>) -> Answer {
    let vacancy = context.id::<VacancyBody>()?;
    let candidate =
        Uuid::parse_str(&path.1).map_err(|_| AppError::NoSuch(RecordKind::Candidate))?;
    let ExplainMatchQuery { profile, weights, lang } = context.query()?;
    let weights = asked_weights(profile.as_deref(), weights.as_deref())?;
    let lang: Lang = context.language(lang.as_deref())?;
    context
        .run(move |context| {
            let app = context.app();
            let explained =
                app.explain_pair(&context.actor, vacancy, Id::new(candidate), weights, lang)?;
            Reply::ok(&ExplanationView::of(&explained, weights, lang))
        })
        .await
}
