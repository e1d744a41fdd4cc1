//! Statistics of the programme: figures of a year by month, plan against fact, the funnel; as JSON, CSV, JSON-stat and a chart.

mod chart;
mod csv;
mod json_stat;
mod query;
mod wire;

use utoipa::openapi::{ObjectBuilder, schema::Type};

use crate::{
    api::{
        auth::access::Access,
        http::{error::ApiError, reply::Reply},
        programme::statistics::{
            chart::Chart,
            query::{FiguresQuery, FunnelQuery, PlanQuery},
            wire::{FiguresView, FunnelView, PlanView},
        },
        request::context::{Answer, Context},
        route::value::{Draft, Group, Route},
    },
    app::programme::statistics::Figures,
    domain::{
        access::scope::Scope,
        programme::statistics::{
            month::Year,
            series::{Dimension, Series},
        },
    },
};

const CSV: &str = "text/csv";
const SVG: &str = "image/svg+xml";

const HIDING: &str = "The public reads figures rounded to multiples of five, up or down by a draw that is always the same for \
    the same figure, each total rounded alone; figures of 1 to 4 people, or of fewer than three employers, are `null`. With a \
    token of an operator (`statistics:read`) they are exact, and so many are `null` that no subtraction brings a small one back.";

/// The routes of statistics.
pub(in crate::api) fn routes() -> Group {
    let figures = Route::get("/v1/statistics", Access::Optional(Scope::StatisticsRead)).says(
        "get_statistics",
        "Read the figures of a series",
        format!("How many, by month of a year and, if asked, by where they come from, where they work or what as. {HIDING}"),
    );
    let of = |draft: Draft| draft.query::<FiguresQuery>();
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let csv = Route::get("/v1/statistics/csv", Access::Optional(Scope::StatisticsRead)).says(
        "get_statistics_as_csv",
        "Read the figures of a series as CSV",
        "A line a figure (RFC 4180, UTF-8): `series,year,month,by,value,count`. A figure that is not told has no count; the \
         line of a whole year has no month.",
    );
    let stat = Route::get("/v1/statistics/json-stat", Access::Optional(Scope::StatisticsRead)).says(
        "get_statistics_as_json_stat",
        "Read the figures of a series as JSON-stat",
        "A dataset of JSON-stat 2.0 (<https://json-stat.org/full/>): a figure that is not told is `null` with status `c`.",
    );
    let chart = Route::get("/v1/statistics/chart", Access::Optional(Scope::StatisticsRead)).says(
        "get_statistics_as_chart",
        "Look at the figures of a series",
        "The months of the year as a small SVG picture; what is not told is a line at the foot.",
    );
    let dataset = ObjectBuilder::new().schema_type(Type::Object);
    Group {
        name: "statistics",
        about: "How many came, of how many who were planned: by month, origin, municipality and trade, so that nobody is \
                told apart",
        routes: vec![
            of(figures).json::<FiguresView>(200, "The figures").cached().to(get_statistics),
            of(csv).answers(200, "The figures").shaped(CSV, text()).cached().to(get_csv),
            of(stat)
                .answers(200, "The dataset")
                .shaped("application/json", dataset)
                .cached()
                .to(get_json_stat),
            of(chart).answers(200, "The picture").shaped(SVG, text()).cached().to(get_chart),
            plan(),
            funnel(),
        ],
    }
}

fn plan() -> Route {
    Route::get("/v1/statistics/plan", Access::Optional(Scope::StatisticsRead))
        .says(
            "get_plan_against_fact",
            "Hold what came against what was planned",
            format!(
                "By month: the heads of job orders that were approved before the month began, which no later cut rewrites; \
                 the heads as the orders stand now; and the people who came so far as `fact_series` says. {HIDING}"
            ),
        )
        .query::<PlanQuery>()
        .json::<PlanView>(200, "Plan and fact")
        .cached()
        .to(get_plan)
}

fn funnel() -> Route {
    Route::get("/v1/statistics/funnel", Access::Scope(Scope::StatisticsRead))
        .says(
            "get_funnel",
            "Follow those who were put forward in a year",
            "For operators: how many came to each stage or beyond, how many were lost there and why, how many are there, and \
             how long they stay. Who is under way is never counted as lost.",
        )
        .query::<FunnelQuery>()
        .json::<FunnelView>(200, "The funnel")
        .to(get_funnel)
}

/// What is made of the figures that are asked for.
async fn told(
    context: Context,
    tell: impl FnOnce(&Figures, Option<Dimension>) -> Result<Reply, ApiError> + Send + 'static,
) -> Answer {
    let (series, year, by) = context.query::<FiguresQuery>()?.read()?;
    context.run_shared(move |context| tell(&figures(context, (series, year))?, by)).await
}

fn figures(context: &Context, of: (Series, Year)) -> Result<Figures, ApiError> {
    Ok(context.app().figures(&context.actor, of, &context.server.rounding)?)
}

async fn get_statistics(context: Context) -> Answer {
    told(context, |figures, by| Reply::ok(&FiguresView::of(figures, by))).await
}

async fn get_csv(context: Context) -> Answer {
    told(context, |figures, by| Ok(Reply::text(CSV, csv::written(figures, by)?))).await
}

async fn get_json_stat(context: Context) -> Answer {
    told(context, |figures, by| Reply::ok(&json_stat::dataset(figures, by))).await
}

async fn get_chart(context: Context) -> Answer {
    told(context, |figures, _| {
        let drawn = askama::Template::render(&Chart::of(figures));
        let drawn = drawn.map_err(|error| ApiError::Internal(error.to_string()))?;
        Ok(Reply::text(SVG, drawn))
    })
    .await
}

async fn get_plan(context: Context) -> Answer {
    let (year, by) = context.query::<PlanQuery>()?.read()?;
    context
        .run_shared(move |context| {
            let of = |series| figures(context, (series, year));
            let (planned, wanted) = (of(Series::HeadsPlanned)?, of(Series::HeadsWanted)?);
            Reply::ok(&PlanView::of(&planned, &wanted, &of(Series::FACT)?, by))
        })
        .await
}

async fn get_funnel(context: Context) -> Answer {
    let year = context.query::<FunnelQuery>()?.read()?;
    context
        .run(move |context| {
            let stages = context.app().funnel(&context.actor, year)?;
            Reply::ok(&FunnelView::of(year, stages))
        })
        .await
}
