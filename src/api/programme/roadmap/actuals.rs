//! The figures of indicators, and how far they are.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    api::{
        auth::access::Access,
        http::{body::Body, decode::Exemplary, error::ApiError, paging, reply::Reply},
        programme::roadmap::period::month,
        request::context::{Answer, Context},
        resource::{
            page::{Page, page},
            viewed::Viewed,
        },
        route::value::Route,
        wire::values::Errors,
    },
    app::programme::roadmap::{actuals::NewActual, reading::IndicatorProgress},
    domain::{
        access::scope::Scope,
        casework::centre::WebAddress,
        programme::{
            roadmap::{
                formula::Counted,
                indicator::{Actual, FigureSource, IndicatorBody},
                progress::ProgressStatus,
            },
            statistics::month::Month,
        },
    },
};

/// The document that a figure was typed from.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct FigureSourceBody {
    /// What it is.
    #[validate(length(min = 3, max = 200))]
    #[schema(
        min_length = 3,
        max_length = 200,
        example = "Protocol of the working group of 20 January 2027"
    )]
    pub title: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<WebAddress>,
}

/// A figure of an indicator for a month that is over.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ActualInput {
    /// The month, as `YYYY-MM`.
    #[validate(length(max = 7))]
    #[schema(max_length = 7, pattern = "^2[01][0-9]{2}-(0[1-9]|1[0-2])$", example = "2026-12")]
    pub period: String,
    /// The value; only where the indicator has no formula.
    #[validate(range(min = 0.0, max = 1_000_000_000_000.0))]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 42)]
    pub value: Option<f64>,
    /// The document that it was typed from; only where the indicator has no formula.
    #[validate(nested)]
    pub source: Option<FigureSourceBody>,
    /// Why it is revised; needed where the month is frozen already.
    #[validate(length(min = 3, max = 500))]
    #[schema(
        min_length = 3,
        max_length = 500,
        example = "arrivals of the last week were told late"
    )]
    pub reason: Option<String>,
}

impl Exemplary for ActualInput {
    fn example() -> Value {
        json!({"period": "2026-12", "value": 42, "source": {"title": "Protocol of the working group"}})
    }
}

/// What was counted.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CountedView {
    /// Of the numerator.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 42)]
    pub numerator: u64,
    /// Of the denominator, if there is one.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 60)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denominator: Option<u64>,
}

impl From<Counted> for CountedView {
    fn from(Counted { numerator, denominator }: Counted) -> Self {
        Self { numerator, denominator }
    }
}

/// A frozen figure.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ActualView {
    /// The month.
    #[schema(max_length = 7, example = "2026-12")]
    pub period: String,
    /// 1, and one more with each revision.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 1)]
    pub version: i64,
    /// The value.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 42)]
    pub value: f64,
    /// Whether it was typed and not counted.
    pub manual: bool,
    /// What was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<CountedView>,
    /// The document that it was typed from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<FigureSourceBody>,
    /// Why it was revised.
    #[schema(max_length = 500)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it was frozen.
    pub frozen_at: DateTime<Utc>,
    /// The SHA-256 of the figure, of what was counted and of the hash of the version before.
    #[schema(max_length = 64, pattern = "^[0-9a-f]{64}$")]
    pub hash: String,
}

impl From<Actual> for ActualView {
    fn from(actual: Actual) -> Self {
        let source =
            actual.source.map(|FigureSource { title, url }| FigureSourceBody { title, url });
        Self {
            period: actual.month.to_string(),
            version: actual.version,
            value: actual.value,
            manual: actual.counted.is_none(),
            counted: actual.counted.map(Into::into),
            source,
            reason: actual.reason,
            frozen_at: actual.frozen_at,
            hash: actual.hash,
        }
    }
}

/// How far an indicator is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct IndicatorProgressView {
    /// The indicator.
    pub indicator_id: uuid::Uuid,
    /// How far it is.
    pub status: ProgressStatus,
    /// What was reached, as its months add up.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 40)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actual: Option<f64>,
    /// What the straight line from the baseline to the next target asks for by then.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 42)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// The last month that is frozen.
    #[schema(max_length = 7, example = "2026-12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_period: Option<String>,
}

impl From<IndicatorProgress> for IndicatorProgressView {
    fn from(found: IndicatorProgress) -> Self {
        Self {
            indicator_id: found.indicator.id.0,
            status: found.progress.status,
            actual: found.progress.actual,
            expected: found.progress.expected,
            last_period: found.actuals.last().map(|actual| actual.month.to_string()),
        }
    }
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ListActualsQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// The routes of figures.
pub(super) fn routes() -> Vec<Route> {
    let of = |last: &str| format!("{}/{{id}}/{last}", IndicatorBody::PATH);
    let id = "Id of the indicator";
    vec![
        Route::get(of("actuals"), Access::Scope(Scope::StatisticsRead))
            .says(
                "list_indicator_actuals",
                "List the figures of an indicator",
                "Every version of every month, the newest month and version first. A month that is over is counted and frozen \
                 by itself; a figure that was typed is marked `manual`.",
            )
            .id("id", id)
            .query::<ListActualsQuery>()
            .page::<Page<ActualView>>("A page, the newest month first")
            .to(list_actuals),
        Route::post(of("actuals"), Access::Scope(Scope::AllocationsWrite))
            .says(
                "freeze_indicator_actual",
                "Freeze a figure of an indicator",
                "For a month that is over. Where the indicator has a formula, the figure is counted now, and a value that is \
                 sent is refused. Where it has none, the value is typed, with its document. A month that is frozen already is \
                 revised with a reason, as a version of its own; an equal figure revises nothing.",
            )
            .id("id", id)
            .body::<ActualInput>()
            .json::<ActualView>(201, "Frozen")
            .problems(&[409])
            .to(freeze_actual),
        Route::get(of("progress"), Access::Scope(Scope::StatisticsRead))
            .says(
                "get_indicator_progress",
                "Read how far an indicator is",
                "`on_track` at 90 % of the straight line from the baseline to the next target, `at_risk` at 70 %, else `late`.",
            )
            .id("id", id)
            .json::<IndicatorProgressView>(200, "How far it is")
            .to(get_progress),
    ]
}

async fn list_actuals(context: Context) -> Answer {
    let id = context.id::<IndicatorBody>()?;
    let ListActualsQuery { limit, cursor } = context.query()?;
    let limit = paging::limit(limit)?;
    let place = context.place(cursor.as_deref())?;
    let place = place.map(|place| paging::numbers_place(&place)).transpose()?;
    let before = place.map(|(month, version)| (Month(month), version));
    context
        .run(move |context| {
            let found = context.app().actuals(&context.actor, id, before, limit + 1)?;
            page::<_, ActualView>(context, found, limit, |last| {
                Ok([last.month.0.to_be_bytes(), last.version.to_be_bytes()].concat())
            })
        })
        .await
}

async fn freeze_actual(context: Context, body: Body) -> Answer {
    let id = context.id::<IndicatorBody>()?;
    context
        .run_write(move |context| {
            let input: ActualInput = body.json()?;
            let mut errors = Errors::default();
            let month = month(&input.period, "/period", &mut errors);
            let month = errors.finish(month).map_err(ApiError::Invalid)?;
            let source =
                input.source.map(|FigureSourceBody { title, url }| FigureSource { title, url });
            let new = NewActual { month, value: input.value, source, reason: input.reason };
            let frozen = context.app().freeze_actual(&context.actor, id, new)?;
            Reply::json(actix_web::http::StatusCode::CREATED, &ActualView::from(frozen))
        })
        .await
}

async fn get_progress(context: Context) -> Answer {
    let id = context.id::<IndicatorBody>()?;
    context
        .run(move |context| {
            let found = context.app().indicator_progress(&context.actor, id)?;
            Reply::ok(&IndicatorProgressView::from(found))
        })
        .await
}
