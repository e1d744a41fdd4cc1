//! Bans over HTTP, with the work that runs in what they close.

use actix_web::web::Path;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, ToSchema,
    openapi::{ObjectBuilder, schema::Type},
};
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        law::compliance_checks::wire::CitedRuleView,
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::value::Route,
    },
    app::law::bans::{BanInForce, BannedPlacement},
    domain::{
        access::scope::Scope, parties::legal_ids::Okved, programme::application::ApplicationStatus,
    },
};

const PATH: &str = "/v1/activity-bans";

/// The routes of bans.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Scope(Scope::ComplianceRead);
    let rule = ObjectBuilder::new().schema_type(Type::String).max_length(Some(200));
    vec![
        Route::get(PATH, read)
            .says(
                "list_activity_bans",
                "List bans, and how much runs in what they close",
                "For operators: the bans of the rule set in use that have not ended, each with the day by which running work \
                 must have ended, and how many signed or running placements there are in what it closes. When a set becomes \
                 active, whoever reads a placement in an activity that is newly closed is told (`activity_closed`).",
            )
            .json::<ActivityBansView>(200, "The bans")
            .to(list_activity_bans),
        Route::get(format!("{PATH}/{{rule}}/placements"), read)
            .path("rule", "The name of the rule", rule)
            .says(
                "list_banned_placements",
                "List the placements that run in what a ban closes",
                "For operators, as ids: newest first. The activity is that of the job order, or else the main one of the \
                 employer.",
            )
            .query::<ListBannedPlacementsQuery>()
            .page::<Page<BannedPlacementView>>("A page, newest first")
            .problems(&[404])
            .to(list_banned_placements),
    ]
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListBannedPlacementsQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// An activity that is closed.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ClosedActivityView {
    /// Its name.
    #[schema(max_length = 200, example = "taxi and hired cars with driver")]
    name: String,
    /// The beginning of its ОКВЭД codes; `null` if it has none of its own.
    #[schema(required, max_length = 10, example = "49.32")]
    okved: Option<String>,
}

/// A ban that has not ended.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ActivityBanView {
    /// The rule.
    rule: CitedRuleView,
    /// What it closes.
    #[schema(max_items = 200)]
    activities: Vec<ClosedActivityView>,
    /// The day by which running work must have ended; `null` if the ban has no first day.
    #[schema(required, max_length = 10, example = "2026-04-01")]
    compliance_day: Option<NaiveDate>,
    /// Placements that are signed for or run in what it closes.
    #[schema(minimum = 0, maximum = 10_000_000)]
    placements: u64,
    /// Of how many employers.
    #[schema(minimum = 0, maximum = 10_000_000)]
    employers: u64,
}

/// The bans.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ActivityBansView {
    /// In the order of the rule set.
    #[schema(max_items = 200)]
    items: Vec<ActivityBanView>,
}

/// A placement that runs in what a ban closes.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct BannedPlacementView {
    /// The application.
    application_id: Uuid,
    /// The employer.
    employer_id: Uuid,
    /// The vacancy.
    vacancy_id: Uuid,
    /// How far it is.
    status: ApplicationStatus,
    /// The activity of the work.
    okved: Okved,
    /// The day by which it must have ended; `null` if the ban has no first day.
    #[schema(required, max_length = 10, example = "2026-04-01")]
    compliance_day: Option<NaiveDate>,
}

impl From<BanInForce> for ActivityBanView {
    fn from(ban: BanInForce) -> Self {
        let activities = ban.activities.into_iter();
        Self {
            rule: ban.rule.into(),
            activities: activities
                .map(|(name, okved)| ClosedActivityView { name, okved })
                .collect(),
            compliance_day: ban.compliance_day,
            placements: ban.placements,
            employers: ban.employers,
        }
    }
}

impl From<BannedPlacement> for BannedPlacementView {
    fn from(found: BannedPlacement) -> Self {
        let BannedPlacement { running, okved, compliance_day } = found;
        Self {
            application_id: running.application,
            employer_id: running.employer,
            vacancy_id: running.vacancy,
            status: running.status,
            okved,
            compliance_day,
        }
    }
}

async fn list_activity_bans(context: Context) -> Answer {
    context
        .run(|context| {
            let bans = context.app().activity_bans(&context.actor)?;
            let items = bans.into_iter().map(Into::into).collect();
            Reply::ok(&ActivityBansView { items })
        })
        .await
}

async fn list_banned_placements(context: Context, rule: Path<String>) -> Answer {
    let ListBannedPlacementsQuery { limit, cursor } = context.query()?;
    let read = move |context: &Context, before, limit| {
        Ok(context.app().banned_placements(&context.actor, &rule, (before, limit))?)
    };
    newest_first::<BannedPlacement, BannedPlacementView>(context, (limit, cursor), read, |one| {
        one.running.application
    })
    .await
}
