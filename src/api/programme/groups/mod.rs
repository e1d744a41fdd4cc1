//! Groups: people who are placed together or not at all.

pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query, reply::Reply},
        programme::groups::wire::{GroupAnswerInput, GroupInput, GroupView, MembershipView},
        request::context::{Answer, Context},
        resource::{
            list::PageQuery,
            routes::{ListQuery, Records},
            viewed::{Viewed, created},
        },
        route::value::{Group, Route},
    },
    app::resource::{FacetMatch, Filter},
    domain::{
        access::scope::Scope,
        concepts::facet::FacetKind,
        programme::group::{GroupBody, GroupStatus},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListGroupsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 4, value_type = Option<Vec<GroupStatus>>)]
    status: Option<String>,
    /// With this member.
    candidate_id: Option<Uuid>,
    /// Only what changed at this moment (RFC 3339) or later. What does not pass the other filters any more is not told:
    /// leave them out to hear of it.
    #[param(max_length = 35, format = "date-time", value_type = Option<String>)]
    #[serde(default, deserialize_with = "crate::api::wire::day::read")]
    changed_since: Option<chrono::DateTime<chrono::Utc>>,
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

impl ListQuery for ListGroupsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<GroupStatus>("status", self.status.as_deref())?;
        let member =
            self.candidate_id.map(|id| (FacetKind::Candidate, FacetMatch::Is(id.to_string())));
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            facets: member.into_iter().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of groups.
pub(in crate::api) fn routes() -> Group {
    Records::<GroupBody>::new("a group", "People who are placed together, or not at all")
        .list::<ListGroupsQuery>("Agencies see those that they formed, operators all.")
        .also(form_route())
        .get("The agency that formed it reads it, and operators.")
        .also(answer_route())
        .transition(
            "`dissolved` by the agency, or by an operator. `confirmed` follows when every member has confirmed it, `forming` \
             when one leaves, `allocated` from an allocation, which takes none that is not confirmed.",
            json!({"to": "dissolved", "reason": "the brigade stays at home"}),
        )
        .history()
        .group()
}

fn form_route() -> Route {
    Route::post(GroupBody::PATH, Access::Scope(Scope::ApplicationsWrite))
        .says(
            "create_group",
            "Form a group",
            "An agency names 2 to 30 of its candidates who want to work for one vacancy, at one site or in one municipality. \
             Each of them confirms it in the own channel. A person is in one group at a time; who its members are to each \
             other is not asked.",
        )
        .body::<GroupInput>()
        .json::<GroupView>(201, "Created, in the state `forming`")
        .creates()
        .to(create_group)
}

fn answer_route() -> Route {
    let path = format!("{}/{{id}}/answers", GroupBody::PATH);
    Route::post(path, Access::ScopeOrWorker(Scope::ApplicationsWrite))
        .says(
            "answer_group",
            "Confirm a group, or leave it, as a member",
            "With the token of a session that was begun for this group (`confirm_group`). When one leaves, which is possible until the \
             departure, the others confirm it anew; one alone is no group. A member does not learn who the others are.",
        )
        .id("id", "Id of the group")
        .body::<GroupAnswerInput>()
        .json::<MembershipView>(200, "The group, as the member sees it")
        .problems(&[409])
        .to(answer_group)
}

async fn create_group(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: GroupInput = body.json()?;
            let new = input.accept().map_err(ApiError::Invalid)?;
            let key = context.key(&body)?;
            created(&context.app().form_group(&context.actor, new, key)?)
        })
        .await
}

async fn answer_group(context: Context, body: Body) -> Answer {
    let id = context.id::<GroupBody>()?;
    context
        .run_write(move |context| {
            let GroupAnswerInput { joins } = body.json()?;
            let membership = context.app().answer_group(&context.actor, id, joins)?;
            Reply::ok(&MembershipView::from(membership))
        })
        .await
}
