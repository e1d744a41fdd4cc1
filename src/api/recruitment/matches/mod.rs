//! Matches: who fits a vacancy, what fits a candidate, and why or why not.

pub(crate) mod search;
pub(crate) mod shown;
pub(crate) mod weights;
pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, decode::Exemplary, error::ApiError, paging, query, reply::Reply},
        recruitment::{
            candidates::wire::CandidateInput,
            matches::{
                search::{MatchSearch, SearchPage},
                shown::owner,
                weights::{WeightsBody, weights},
                wire::{ExplanationView, MatchPage, MatchView},
            },
        },
        request::context::{Answer, Context},
        resource::shown::{LookedUp, Shown, ShownQuery},
        route::value::{Group, Route},
        wire::beside::Include,
    },
    app::{
        AppError,
        recruitment::matches::{
            MatchFilter, MatchItem, MatchSubject, Matched, Matches, Page, Query, Question,
            SCORER_VERSION, WEIGHTS_VERSION, Weights,
        },
    },
    domain::{
        FieldError,
        access::scope::Scope,
        concepts::skill::Evidence,
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
                 Candidates are pseudonymous. Employers ask for their own vacancies, operators for any. \
                 There is no depth at which the pages stop.",
            )
            .id("id", "Id of the vacancy")
            .query::<ListMatchesQuery>()
            .localized()
            .page::<MatchPage<'_>>("A page of matches")
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
                 must have; what it has seen of its daily quota of profiles is in `/v1/me`.",
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

/// How to ask for matches.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListMatchesQuery {
    /// A named set of weights: `balanced`, `skills_first` or `close_to_wishes`.
    #[param(max_length = 20, pattern = "^(balanced|skills_first|close_to_wishes)$")]
    profile: Option<String>,
    /// Six weights of 0 to 100 with commas between: skills, occupation, region, language, experience, pay.
    #[param(max_length = 30, pattern = "^[0-9]{1,3}(,[0-9]{1,3}){5}$")]
    weights: Option<String>,
    /// The least score, in basis points.
    #[param(minimum = 0, maximum = 10000)]
    min_score: Option<u16>,
    /// Only candidates from these home regions, with commas between.
    #[param(max_length = 90, pattern = "^UZ-[A-Z]{2}(,UZ-[A-Z]{2})*$")]
    home_region: Option<String>,
    /// Only these municipalities (ОКТМО), with commas between: of the workplace, or among the candidate's wishes.
    #[param(max_length = 420, pattern = "^92[0-9]{6}(,92[0-9]{6})*$")]
    municipality: Option<String>,
    /// Leading digits of an ISCO-08 group.
    #[param(max_length = 4, pattern = "^[0-9]{1,4}$")]
    isco08: Option<String>,
    /// The least evidence that every met requirement rests on: `self_declared`, `assessed` or `recognised`.
    #[param(inline, value_type = Option<Evidence>)]
    min_evidence: Option<String>,
    /// Only those who, or vacancies that, can begin by this day.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    available_by: Option<chrono::NaiveDate>,
    /// Language of labels and reasons: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
    /// What to show beside each, with commas between: `labels`, and of vacancies `employer`.
    #[param(max_length = 40, pattern = "^[a-z]+(,[a-z]+)*$")]
    include: Option<String>,
    /// The members to show, with commas between; all, unless given. Ids are always shown.
    #[param(max_length = 1000, pattern = "^[a-z_0-9]+(,[a-z_0-9]+)*$")]
    fields: Option<String>,
    /// Matches on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListMatchesQuery {
    fn shown(&self, context: &Context) -> Result<Shown, ApiError> {
        let (include, fields) = (self.include.clone(), self.fields.clone());
        let asked = ShownQuery { include, fields, lang: self.lang.clone() };
        asked.read::<MatchView<'_>>(context, INCLUDES)
    }

    fn read(self, context: &Context) -> Result<Query, ApiError> {
        let place = context.place(self.cursor.as_deref())?;
        Ok(Query {
            weights: asked_weights(self.profile.as_deref(), self.weights.as_deref())?,
            kept: MatchFilter {
                min_score: self.min_score,
                home_regions: query::list("home_region", self.home_region.as_deref())?,
                municipalities: query::list("municipality", self.municipality.as_deref())?,
                isco08: self.isco08.map(isco_prefix).transpose()?,
                min_evidence: self
                    .min_evidence
                    .map(|text| query::one("min_evidence", &text))
                    .transpose()?,
                available_by: self.available_by,
            },
            page: Page {
                after: place.map(|place| paging::match_place(&place)).transpose()?,
                limit: paging::limit(self.limit)?,
            },
            lang: context.language(self.lang.as_deref())?,
        })
    }
}

fn isco_prefix(text: String) -> Result<String, ApiError> {
    let right = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if right {
        Ok(text)
    } else {
        Err(ApiError::Malformed("isco08: expected one to four digits".to_owned()))
    }
}

fn asked_weights(profile: Option<&str>, numbers: Option<&str>) -> Result<Weights, ApiError> {
    let numbers: Option<Vec<u16>> =
        numbers.map(|text| text.split(',').filter_map(|n| n.parse().ok()).collect());
    let numbers = match numbers.as_deref() {
        None => None,
        Some(&[skills, occupation, region, language, experience, pay]) => {
            Some(WeightsBody { skills, occupation, region, language, experience, pay })
        }
        Some(_) => {
            return Err(ApiError::Malformed(
                "weights: expected six numbers of 0 to 100".to_owned(),
            ));
        }
    };
    weights(profile, numbers.as_ref())
        .map_err(|error| ApiError::Malformed(format!("{}: {}", &error.pointer[1..], error.detail)))
}

/// The place after the last match of a page, if more follow.
fn place_after(page: &Matches) -> Option<Vec<u8>> {
    let MatchItem { matched, found } = page.items.last().filter(|_| page.more)?;
    let id = match found {
        MatchSubject::Candidate(_) => matched.candidate,
        MatchSubject::Vacancy(_) => matched.vacancy,
    };
    Some([matched.explanation.score.total.to_be_bytes().as_slice(), id.as_bytes()].concat())
}

fn halves(items: Vec<MatchItem>) -> (Vec<Matched>, Vec<MatchSubject>) {
    items.into_iter().map(|MatchItem { matched, found }| (matched, found)).unzip()
}

fn views<'a>(
    matched: &'a [Matched],
    found: Vec<MatchSubject>,
    looked_up: &LookedUp<'a>,
) -> Vec<MatchView<'a>> {
    let both = matched.iter().zip(found);
    both.map(|(matched, found)| MatchView::of(matched, found, looked_up)).collect()
}

/// What can stand beside a match.
const INCLUDES: &[Include] = &[Include::Labels, Include::Employer];

fn page(
    context: &Context,
    found: Matches,
    query: &Query,
    shown: &Shown,
) -> Result<Reply, ApiError> {
    let next = context.next(place_after(&found));
    let (matched, subjects) = halves(found.items);
    let owners: Vec<Uuid> = subjects.iter().map(owner).collect();
    let looked_up = shown.look_up(context, &owners, &found.edition)?;
    let page = MatchPage {
        items: views(&matched, subjects, &looked_up),
        next: next.clone(),
        weights: query.weights.into(),
        scorer_version: SCORER_VERSION,
        weights_version: WEIGHTS_VERSION,
    };
    Ok(shown.reply(&page)?.next(next.as_ref()))
}

async fn match_vacancy(context: Context) -> Answer {
    let id = context.id::<VacancyBody>()?;
    let asked = context.query::<ListMatchesQuery>()?;
    let shown = asked.shown(&context)?;
    let query = asked.read(&context)?;
    context
        .run(move |context| {
            let found = context.app().candidates_for(&context.actor, id, &query)?;
            context.server.metrics.found_candidates(found.took);
            page(context, found, &query, &shown)
        })
        .await
}

async fn match_candidate(context: Context) -> Answer {
    let id = context.id::<CandidateBody>()?;
    let asked = context.query::<ListMatchesQuery>()?;
    let shown = asked.shown(&context)?;
    let query = asked.read(&context)?;
    context
        .run(move |context| {
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

/// How to answer an unsaved question.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct SearchMatchesQuery {
    /// Language of labels and reasons: `ru`, `uz-Latn`, `uz-Cyrl`, `tt` or `en`; by default as `Accept-Language` says.
    #[param(inline, value_type = Option<Lang>)]
    lang: Option<String>,
    /// What to show beside each, with commas between: `labels`, and of vacancies `employer`.
    #[param(max_length = 40, pattern = "^[a-z]+(,[a-z]+)*$")]
    include: Option<String>,
    /// The members to show, with commas between; all, unless given. Ids are always shown.
    #[param(max_length = 1000, pattern = "^[a-z_0-9]+(,[a-z_0-9]+)*$")]
    fields: Option<String>,
}

async fn search_matches(context: Context, body: Body) -> Answer {
    let SearchMatchesQuery { lang, include, fields } = context.query()?;
    let shown = ShownQuery { include, fields, lang };
    let lang = context.language(shown.lang.as_deref())?;
    let shown = shown.read::<MatchView<'_>>(&context, INCLUDES)?;
    context
        .run(move |context| {
            let mut asked: MatchSearch = body.json()?;
            let list = list_name(context, &asked)?;
            let query = search_query(context, &asked, &list, lang)?;
            let question = question(context, &mut asked)?;
            let found = context.app().search_matches(&context.actor, &question, &query)?;
            match question {
                Question::Vacancy(_) => context.server.metrics.found_candidates(found.took),
                Question::Candidate(_) => context.server.metrics.found_vacancies(found.took),
            }
            let cursor =
                place_after(&found).map(|place| context.server.cursors.seal(&list, &place));
            let (matched, subjects) = halves(found.items);
            let owners: Vec<Uuid> = subjects.iter().map(owner).collect();
            let looked_up = shown.look_up(context, &owners, &found.edition)?;
            shown.reply(&SearchPage {
                items: views(&matched, subjects, &looked_up),
                cursor,
                weights: query.weights.into(),
                scorer_version: SCORER_VERSION,
                weights_version: WEIGHTS_VERSION,
            })
        })
        .await
}

/// The question itself, without its page, is what a cursor is bound to.
fn list_name(context: &Context, asked: &MatchSearch) -> Result<String, ApiError> {
    let mut question =
        serde_json::to_value(asked).map_err(|error| ApiError::Internal(error.to_string()))?;
    if let Some(members) = question.as_object_mut() {
        members.remove("cursor");
        members.remove("limit");
    }
    Ok(format!("{} {question}", context.list_name()))
}

fn search_query(
    context: &Context,
    asked: &MatchSearch,
    list: &str,
    lang: Lang,
) -> Result<Query, ApiError> {
    let place = asked
        .cursor
        .as_deref()
        .map(|cursor| context.server.cursors.open(list, cursor))
        .transpose()?;
    let weights = weights(asked.profile.as_deref(), asked.weights.as_ref());
    Ok(Query {
        weights: weights.map_err(|error| ApiError::Invalid(vec![error]))?,
        kept: MatchFilter {
            min_score: asked.min_score,
            home_regions: asked.home_regions.clone(),
            municipalities: asked.municipalities.clone(),
            isco08: asked.isco08.clone().map(isco_prefix).transpose()?,
            min_evidence: asked.min_evidence,
            available_by: asked.available_by,
        },
        page: Page {
            after: place.map(|place| paging::match_place(&place)).transpose()?,
            limit: paging::limit(asked.limit.map(usize::from))?,
        },
        lang,
    })
}

fn question(context: &Context, asked: &mut MatchSearch) -> Result<Question, ApiError> {
    let nested = |errors: Vec<FieldError>, under: &str| {
        let under = |error: FieldError| FieldError {
            pointer: format!("/{under}{}", error.pointer),
            ..error
        };
        ApiError::Invalid(errors.into_iter().map(under).collect())
    };
    match (asked.vacancy.take(), asked.candidate.take()) {
        (Some(vacancy), None) => {
            let body = vacancy.accept(context.app()).map_err(|errors| nested(errors, "vacancy"))?;
            Ok(Question::Vacancy(Box::new(body)))
        }
        (None, Some(candidate)) => {
            let body =
                candidate.accept(context.app()).map_err(|errors| nested(errors, "candidate"))?;
            Ok(Question::Candidate(Box::new(body)))
        }
        _ => Err(ApiError::Invalid(vec![FieldError::new(
            "",
            "contradiction",
            "give vacancy or candidate, and not both",
        )])),
    }
}
