//! Partnerships of regions: an operator proposes one, and an operator of each side decides.

pub(crate) mod wire;

use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, error::ApiError, query},
        programme::{job_orders::wire::OrderDecisionInput, partnerships::wire::PartnershipView},
        request::context::{Answer, Context},
        resource::{
            acts::act_on_version,
            list::{self, PageQuery},
            routes::{ListQuery, Records},
            viewed::Viewed,
        },
        route::{
            headers::ETAG,
            value::{Group, Route},
        },
    },
    app::resource::Filter,
    domain::{
        access::scope::Scope,
        concepts::facet::FacetKind,
        programme::partnership::{PartnershipBody, PartnershipStatus},
        values::place::{HomeRegion, Municipality},
    },
};

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ListPartnershipsQuery {
    /// States, with commas between.
    #[param(style = Form, explode = false, inline, max_items = 10, value_type = Option<Vec<PartnershipStatus>>)]
    status: Option<String>,
    /// Region of Uzbekistan (ISO 3166-2).
    #[param(max_length = 5, pattern = "^UZ-[A-Z]{2}$")]
    uz_region: Option<String>,
    /// Municipality of Tatarstan (ОКТМО); partnerships of the whole republic have none.
    #[param(max_length = 8, pattern = "^92[0-9]{6}$")]
    municipality: Option<String>,
    /// The owner's reference.
    #[param(max_length = 128)]
    external_ref: Option<String>,
    /// Part of the title of an act, in any script.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only what changed at this moment (RFC 3339) or later. What was deleted, or is public no more, comes as
    /// `{"id", "deleted": true}`, whatever the other filters say; so does what changed and does not pass them now.
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

impl ListQuery for ListPartnershipsQuery {
    fn read(self) -> Result<(Filter, PageQuery), ApiError> {
        let status = query::list::<PartnershipStatus>("status", self.status.as_deref())?;
        let (region, place) = (self.uz_region, self.municipality);
        let facets = [
            list::facet::<HomeRegion>(FacetKind::HomeRegion, "uz_region", region)?,
            list::facet::<Municipality>(FacetKind::Municipality, "municipality", place)?,
        ];
        let filter = Filter {
            status: status.iter().map(ToString::to_string).collect(),
            references: list::references(self.external_ref)?,
            text: list::part_of_title(self.q.as_deref()),
            facets: facets.into_iter().flatten().collect(),
            changed_since: self.changed_since,
            ..Filter::default()
        };
        Ok((filter, PageQuery { limit: self.limit, cursor: self.cursor, ..PageQuery::default() }))
    }
}

/// The routes of partnerships of regions.
pub(in crate::api) fn routes() -> Group {
    Records::<PartnershipBody>::new(
        "a region partnership",
        "Acts that tie a region of Uzbekistan to a municipality of Tatarstan or to the republic, and the seats that they keep",
    )
    .list::<ListPartnershipsQuery>("Everybody sees those that are active, an operator all.")
    .create(
        "An operator proposes it with its act. Of the same two places no two overlap in time. Seats are kept of a vacancy, or \
         of all vacancies under a job order.",
    )
    .get("Everybody can read an active partnership; operators read it in any state.")
    .replace()
    .update(json!({"until": "2029-12-31"}))
    .transition(
        "`proposed → active` follows from what the sides decide. An operator takes an active one back to `proposed`, and ends \
         either; it ends by itself after its last day. A change needs both sides anew.",
        json!({"to": "ended"}),
    )
    .delete("Only one that is `proposed` is deleted; anything later is ended instead.")
    .also(decision_route())
    .history()
    .group()
}

fn decision_route() -> Route {
    Route::post(
        format!("{}/{{id}}/decisions", PartnershipBody::PATH),
        Access::Scope(Scope::AllocationsWrite),
    )
    .says(
        "decide_on_region_partnership",
        "Decide on a region partnership for a side",
        "An operator decides for its side on the version that it has read; one organisation speaks for one side. With the \
         second approval it is `active`, and allocations that are frozen from then on keep its seats until they are released. \
         `reject` ends it; after `return` somebody changes it, which clears what was decided.",
    )
    .id("id", "Id of the region partnership")
    .body::<OrderDecisionInput>()
    .json::<PartnershipView>(200, "The partnership as it now is")
    .with(&[ETAG])
    .problems(&[409, 412])
    .to(decide_on_partnership)
}

async fn decide_on_partnership(context: Context, body: Body) -> Answer {
    act_on_version(context, body, |context, id, input: OrderDecisionInput| {
        Ok(context.app().decide_on_partnership(&context.actor, id, input.into())?)
    })
    .await
}
