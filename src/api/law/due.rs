//! What is still to be done for all candidates together.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, paging},
        law::duties::wire::KeptDeadlineView,
        request::context::{Answer, Context},
        resource::page::{Page, page},
        route::value::Route,
    },
    app::law::duties::DueFilter,
    domain::{access::scope::Scope, law::duty::Duty},
};

/// The route of what is due.
pub(super) fn routes() -> Vec<Route> {
    let list = Route::get("/v1/deadlines", Access::Scope(Scope::CandidatesRead))
        .says(
            "list_deadlines",
            "Read what is still to be done for all candidates",
            "The most urgent first, what was missed before everything else. An agency reads what concerns its candidates, \
             operators all.",
        )
        .query::<ListDeadlinesQuery>()
        .page::<Page<KeptDeadlineView>>("A page, the most urgent first");
    vec![list.to(list_deadlines)]
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListDeadlinesQuery {
    /// Only what is to be done by this day, as far as it is safe.
    #[param(max_length = 10, format = "date", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    due_by: Option<NaiveDate>,
    /// Only what is to be done by this one, in a word that rules use: `worker`, `employer`, `host`.
    #[param(min_length = 1, max_length = 60)]
    responsible: Option<String>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_deadlines(context: Context) -> Answer {
    let asked: ListDeadlinesQuery = context.query()?;
    let limit = paging::limit(asked.limit)?;
    let place = context.place(asked.cursor.as_deref())?;
    let after = place.map(|place| paging::day_place(&place)).transpose()?;
    let responsible = asked.responsible;
    if responsible.as_ref().is_some_and(|word| !(1..=60).contains(&word.chars().count())) {
        return Err(ApiError::Malformed("responsible: expected 1 to 60 characters".to_owned()));
    }
    let filter = DueFilter { by: asked.due_by, responsible, after };
    context
        .run(move |context| {
            let today = context.app().today();
            let found = context.app().due(&context.actor, &filter, limit + 1)?;
            let found: Vec<(Duty, NaiveDate)> =
                found.into_iter().map(|duty| (duty, today)).collect();
            page::<_, KeptDeadlineView>(context, found, limit, |(last, _)| {
                Ok(paging::of_day(last.due_on, last.n))
            })
        })
        .await
}
