//! Questions with a vacancy or a candidate that is not stored.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        http::{body::Body, error::ApiError, paging},
        recruitment::matches::{
            asked::{INCLUDES, isco_prefix},
            kept::answered,
            page::{halves, place_after, views},
            search::{MatchSearch, SearchPage},
            shown::owner,
            weights::weights,
            wire::MatchView,
        },
        request::context::{Answer, Context},
        resource::shown::ShownQuery,
        wire::values::nested,
    },
    app::recruitment::matches::{
        MatchFilter, Page, Query, Question, SCORER_VERSION, WEIGHTS_VERSION,
    },
    domain::{FieldError, values::language::Lang},
};

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

/// Answers it.
pub(super) async fn search_matches(context: Context, body: Body) -> Answer {
    let sent = body.clone();
    answered(context, Some(&sent), move |context| {
        let SearchMatchesQuery { lang, include, fields } = context.query()?;
        let shown = ShownQuery { include, fields, lang };
        let lang = context.language(shown.lang.as_deref())?;
        let shown = shown.read::<MatchView<'_>>(context, INCLUDES)?;
        let mut asked: MatchSearch = body.json()?;
        let list = list_name(context, &asked)?;
        let query = search_query(context, &asked, &list, lang)?;
        let question = question(context, &mut asked)?;
        let found = context.app().search_matches(&context.actor, &question, &query)?;
        match question {
            Question::Vacancy(_) => context.server.metrics.found_candidates(found.took),
            Question::Candidate(_) => context.server.metrics.found_vacancies(found.took),
        }
        let cursor = place_after(&found).map(|place| context.server.cursors.seal(&list, &place));
        let (matched, subjects) = halves(found.items);
        let owners: Vec<Uuid> = subjects.iter().map(owner).collect();
        let looked_up = shown.look_up(context, &owners, &found.edition)?;
        let reply = shown.reply(&SearchPage {
            items: views(&matched, subjects, &looked_up),
            cursor,
            weights: query.weights.into(),
            scorer_version: SCORER_VERSION,
            weights_version: WEIGHTS_VERSION,
        })?;
        Ok((reply, found.proof))
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
            isco08: asked.isco08.clone().map(isco_prefix).transpose()?,
            ..asked.filter()
        },
        page: Page {
            after: place.map(|place| paging::match_place(&place)).transpose()?,
            limit: paging::limit(asked.limit.map(usize::from))?,
        },
        lang,
    })
}

fn question(context: &Context, asked: &mut MatchSearch) -> Result<Question, ApiError> {
    let nested = |errors, under| ApiError::Invalid(nested(errors, under));
    match (asked.vacancy.take(), asked.candidate.take()) {
        (Some(vacancy), None) => {
            let body =
                vacancy.accept(context.app()).map_err(|errors| nested(errors, "/vacancy"))?;
            Ok(Question::Vacancy(Box::new(body)))
        }
        (None, Some(candidate)) => {
            let body =
                candidate.accept(context.app()).map_err(|errors| nested(errors, "/candidate"))?;
            Ok(Question::Candidate(Box::new(body)))
        }
        _ => Err(ApiError::Invalid(vec![FieldError::new(
            "",
            "contradiction",
            "give vacancy or candidate, and not both",
        )])),
    }
}
