//! The roadmap as everybody sees it: categories, dates, states, and figures that tell of nobody.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    api::{
        auth::access::Access,
        http::reply::Reply,
        programme::roadmap::iati::IatiFile,
        request::context::{Answer, Context},
        resource::page::{Page, newest_first},
        route::value::{Group, Route},
        wire::text::Title,
    },
    app::programme::roadmap::reading::{PublicIndicator, PublicMeasure},
    domain::programme::roadmap::{
        formula::IndicatorUnit,
        measure::{MeasureCategory, MeasureStatus},
        progress::ProgressStatus,
    },
};

/// An indicator as everybody sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RoadmapIndicatorView {
    /// What it tells, by language.
    pub title: Title,
    /// What it is measured in.
    pub unit: IndicatorUnit,
    /// How far it is.
    pub status: ProgressStatus,
    /// Whether its figures are typed from documents and not counted.
    pub manual: bool,
    /// The last month that is over.
    #[schema(max_length = 7, example = "2026-12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Its figure, of people rounded as all public figures are; left out where that would tell of a few people.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 40)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
}

impl From<PublicIndicator> for RoadmapIndicatorView {
    fn from(PublicIndicator { progress, last }: PublicIndicator) -> Self {
        let body = &progress.indicator.body;
        Self {
            title: (&body.title).into(),
            unit: body.unit,
            status: progress.progress.status,
            manual: body.formula.is_none(),
            period: last.map(|(month, _)| month.to_string()),
            value: last.and_then(|(_, value)| value),
        }
    }
}

/// A measure as everybody sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RoadmapMeasureView {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub category: MeasureCategory,
    /// What is to be done, by language.
    pub title: Title,
    /// Its state.
    pub status: MeasureStatus,
    /// The first day.
    #[schema(max_length = 10, example = "2027-01-11")]
    pub starts: NaiveDate,
    /// The day by which it is to be done.
    #[schema(max_length = 10, example = "2027-06-30")]
    pub due: NaiveDate,
    /// By what it is judged.
    #[schema(max_items = 100)]
    pub indicators: Vec<RoadmapIndicatorView>,
}

impl From<PublicMeasure> for RoadmapMeasureView {
    fn from(PublicMeasure { measure, indicators }: PublicMeasure) -> Self {
        Self {
            id: measure.id.0,
            category: measure.body.category,
            title: (&measure.body.title).into(),
            status: measure.status,
            starts: measure.body.starts,
            due: measure.body.due,
            indicators: indicators.into_iter().map(Into::into).collect(),
        }
    }
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ReadRoadmapQuery {
    /// Items on a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// Where the next page begins: taken from `next` as it is.
    #[param(max_length = 200, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
}

/// The route of the roadmap.
pub(in crate::api) fn routes() -> Group {
    let route = Route::get("/v1/roadmap", Access::Open)
        .says(
            "get_roadmap",
            "Read the roadmap",
            "The measures of both sides with their dates and states, and how far their indicators are. Figures of people are \
             the public ones of the statistics: rounded, and left out where they would tell of a few; a percentage is told of \
             20 at least.",
        )
        .query::<ReadRoadmapQuery>()
        .page::<Page<RoadmapMeasureView>>("A page, the newest first")
        .cached()
        .to(get_roadmap);
    let iati = Route::get("/v1/roadmap/iati", Access::Open)
        .says(
            "get_roadmap_in_iati",
            "The roadmap as an IATI file",
            "The same, in the words of the IATI activity standard 2.03: each measure is an activity, its indicators with \
             baseline, targets and the last public figure are its result. Elements have their names, attributes with `@` before \
             it, texts are `#text`: turned into XML, the standard's schema takes it. The newest 1,000 measures.",
        )
        .answers(200, "The file")
        .any_json()
        .cached()
        .to(get_roadmap_in_iati);
    Group {
        name: "roadmap",
        about: "What both sides have agreed to do by when, and how far they are",
        routes: vec![route, iati],
    }
}

/// The most measures of a file.
const FILE: usize = 1000;

async fn get_roadmap_in_iati(context: Context) -> Answer {
    context
        .run_shared(|context| {
            let app = context.app();
            let measures = app.public_roadmap(None, FILE, &context.server.rounding)?;
            Reply::ok(&IatiFile::of(&measures, app.now()))
        })
        .await
}

async fn get_roadmap(context: Context) -> Answer {
    let ReadRoadmapQuery { limit, cursor } = context.query()?;
    let read = |context: &Context, before, limit| {
        Ok(context.app().public_roadmap(before, limit, &context.server.rounding)?)
    };
    newest_first::<PublicMeasure, RoadmapMeasureView>(context, (limit, cursor), read, |one| {
        one.measure.id.0
    })
    .await
}
