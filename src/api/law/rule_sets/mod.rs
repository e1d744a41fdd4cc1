//! Rule sets: everybody reads them, operators record them, and an operator of each side approves.

pub(crate) mod wire;

use actix_web::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, reply::Reply},
        law::rule_sets::wire::{ListedRuleSet, RuleSetApprovalInput, RuleSetInput, RuleSetView},
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::{headers::LOCATION, value::Route},
    },
    app::law::rule_sets::RuleSetEntry,
    domain::{access::scope::Scope, resource::RecordKind},
};

const PATH: &str = "/v1/rule-sets";

/// The routes of rule sets.
pub(super) fn routes() -> Vec<Route> {
    let write = Access::Scope(Scope::RulesWrite);
    vec![
        Route::get(PATH, Access::Open)
            .says(
                "list_rule_sets",
                "List rule sets",
                "Law as dated data, as it was recorded, newest first. The `active` one answers.",
            )
            .query::<ListRuleSetsQuery>()
            .page::<Page<ListedRuleSet>>("A page, newest first")
            .cached()
            .to(list_rule_sets),
        Route::post(PATH, write)
            .says(
                "create_rule_set",
                "Record a rule set",
                "The file is checked whole: unknown words and sources, reversed and overlapping days and formulas \
                 that do not give their amount are refused, each with its line. A set is never changed.",
            )
            .body::<RuleSetInput>()
            .json::<RuleSetView>(201, "Recorded")
            .with(&[LOCATION])
            .problems(&[409])
            .to(create_rule_set),
        Route::get(format!("{PATH}/{{id}}"), Access::Open)
            .says("get_rule_set", "Read a rule set", "Its file as it was sent, and who has approved it.")
            .id("id", "Id of the rule set")
            .json::<RuleSetView>(200, "The rule set")
            .cached()
            .to(get_rule_set),
        Route::post(format!("{PATH}/{{id}}/approvals"), write)
            .says(
                "approve_rule_set",
                "Approve a rule set",
                "An operator approves for its side; one organisation speaks for one side. With the second side the \
                 set is `active`, and the one before is `superseded`. Rules that decide although they rest on memory or a \
                 draft (`to_confirm` of the set) are confirmed by name in `confirmed`, by each side.",
            )
            .id("id", "Id of the rule set")
            .body::<RuleSetApprovalInput>()
            .json::<RuleSetView>(200, "The rule set")
            .problems(&[409])
            .to(approve_rule_set),
    ]
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListRuleSetsQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

async fn list_rule_sets(context: Context) -> Answer {
    let ListRuleSetsQuery { limit, cursor } = context.query()?;
    let read = |context: &Context, before, limit| Ok(context.app().rule_sets(before, limit)?);
    newest_first::<RuleSetEntry, ListedRuleSet>(context, (limit, cursor), read, |one| {
        one.recorded.id
    })
    .await
}

async fn create_rule_set(context: Context, body: Body) -> Answer {
    context
        .run_write(move |context| {
            let input: RuleSetInput = body.json()?;
            let made = context.app().record_rule_set(&context.actor, input.text)?;
            let place = format!("{PATH}/{}", made.recorded.id);
            Ok(Reply::json(StatusCode::CREATED, &RuleSetView::from(made))?.location(place))
        })
        .await
}

async fn get_rule_set(context: Context) -> Answer {
    let id = context.id_of(RecordKind::RuleSet)?;
    context
        .run_shared(move |context| Reply::ok(&RuleSetView::from(context.app().rule_set(id)?)))
        .await
}

async fn approve_rule_set(context: Context, body: Body) -> Answer {
    let id = context.id_of(RecordKind::RuleSet)?;
    context
        .run_write(move |context| {
            let RuleSetApprovalInput { side, confirmed } = body.json()?;
            let word = (side, confirmed);
            let approved = context.app().approve_rule_set(&context.actor, id, word)?;
            Reply::ok(&RuleSetView::from(approved))
        })
        .await
}
