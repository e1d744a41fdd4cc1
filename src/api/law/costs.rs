//! What recruitment costs workers, over HTTP.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, reply::Reply},
        request::context::{Answer, Context},
        route::value::Route,
    },
    domain::{access::scope::Scope, law::costs::CostIndicator, programme::statistics::month::Year},
};

/// The route of the indicator.
pub(super) fn routes() -> Vec<Route> {
    let costs = Route::get("/v1/statistics/recruitment-costs", Access::Scope(Scope::StatisticsRead))
        .says(
            "get_recruitment_costs",
            "Read what recruitment costs workers",
            "For operators: indicator 10.7.1 of the Sustainable Development Goals, from the fee ledger. Of everybody who began to \
             work in the year: what they paid themselves and did not get back, as a share of what the contract guarantees for a \
             month. Currencies are never mixed: who paid in another one than they are paid in is counted as unknown. Figures of 1 \
             to 4 people, or of fewer than three employers, are `null`, and so is what would tell them.",
        )
        .query::<RecruitmentCostsQuery>()
        .json::<RecruitmentCostsView>(200, "The indicator");
    vec![costs.to(get_recruitment_costs)]
}

/// Of which year.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct RecruitmentCostsQuery {
    /// The year in which they began to work, by Moscow's days.
    #[param(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
}

/// What recruitment costs workers, as a share of what they earn in the first month.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RecruitmentCostsView {
    /// The year in which they began to work.
    #[schema(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
    /// How many began to work; `null` if that is not told.
    #[schema(required, minimum = 0, maximum = 10_000_000)]
    workers: Option<u64>,
    /// Of how many the share is known; `null` if that is not told.
    #[schema(required, minimum = 0, maximum = 10_000_000)]
    computed: Option<u64>,
    /// Of how many it is not: they paid in another currency than they are paid in, or no contract is kept; `null` if that is
    /// not told.
    #[schema(required, minimum = 0, maximum = 10_000_000)]
    unknown: Option<u64>,
    /// Half of the shares are no greater, in percent; `null` if nothing is told of them.
    #[schema(required, minimum = 0, maximum = 1_000_000_000, example = 12.5)]
    median_percent: Option<f64>,
    /// The mean of the shares, in percent; `null` if nothing is told of them.
    #[schema(required, minimum = 0, maximum = 1_000_000_000, example = 14.2)]
    mean_percent: Option<f64>,
}

#[expect(clippy::cast_precision_loss, reason = "shares are far below 2^53")]
fn percent(hundredths: u64) -> f64 {
    hundredths as f64 / 100.0
}

async fn get_recruitment_costs(context: Context) -> Answer {
    let RecruitmentCostsQuery { year } = context.query()?;
    let of = Year::new(year).map_err(|error| ApiError::Malformed(format!("year: {error}")))?;
    context
        .run(move |context| {
            let told = context.app().recruitment_costs(&context.actor, of)?;
            let CostIndicator { workers, computed, unknown, median, mean } = told;
            let (median, mean) = (median.map(percent), mean.map(percent));
            Reply::ok(&RecruitmentCostsView {
                year,
                workers,
                computed,
                unknown,
                median_percent: median,
                mean_percent: mean,
            })
        })
        .await
}
