//! A roadmap as a working group would keep it: a measure with counted indicators, one that is done, one that is late, one to
//! come, a meeting that left a task undone, and the next one. None of it was agreed by anybody.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Deserialize;

use super::{
    rng::{Stream, id},
    world::{World, code},
    writing::Writing,
};
use crate::{
    app::error::AppError,
    domain::{
        law::words::Side,
        programme::{
            roadmap::{
                formula::{Aggregation, Formula, IndicatorUnit},
                indicator::{Indicator, IndicatorBody, IndicatorStatus},
                measure::{Measure, MeasureBody, MeasureCategory, MeasureOwner, MeasureStatus},
                meeting::{
                    Meeting, MeetingBody, MeetingDecision, MeetingStatus, MeetingTask,
                    PresentOffice,
                },
                progress::{Baseline, Target},
            },
            statistics::month::Month,
        },
        resource::id::Id,
        values::text::LocalizedText,
    },
};

/// What is planned, with days as they lie from today.
const ROADMAP: &str = include_str!("roadmap.json");
/// The offices that answer, by side.
const OFFICES: [(Side, &str, usize); 2] =
    [(Side::Tatarstan, "Ministry of labour", 0), (Side::Uzbekistan, "Migration agency", 2)];

#[derive(Deserialize)]
struct Roadmap {
    measures: Vec<PlannedMeasure>,
    meetings: Vec<PlannedMeeting>,
}

#[derive(Deserialize)]
struct PlannedMeasure {
    category: MeasureCategory,
    status: MeasureStatus,
    begins_in: i64,
    due_in: i64,
    title: LocalizedText,
    indicators: Vec<PlannedIndicator>,
}

#[derive(Deserialize)]
struct PlannedIndicator {
    title: LocalizedText,
    unit: IndicatorUnit,
    aggregation: Aggregation,
    baseline: f64,
    targets: Vec<(i64, f64)>,
    formula: Formula,
}

#[derive(Deserialize)]
struct PlannedMeeting {
    in_days: i64,
    status: MeetingStatus,
    place: LocalizedText,
    present: Vec<PresentOffice>,
    decisions: Vec<PlannedDecision>,
    tasks: Vec<PlannedTask>,
}

#[derive(Deserialize)]
struct PlannedDecision {
    text: LocalizedText,
    measures: Vec<usize>,
}

#[derive(Deserialize)]
struct PlannedTask {
    text: LocalizedText,
    side: Side,
    office: String,
    due_in: i64,
    done_in: Option<i64>,
}

/// Writes the roadmap.
pub(super) fn fill(world: &World, writing: &Writing<'_>) -> Result<(), AppError> {
    let Roadmap { measures, meetings } =
        serde_json::from_str(ROADMAP).expect("a test reads the demo's roadmap");
    writing.all("measures", measures.len(), |n| measure(world, n, &measures[n]))?;
    let indicators: Vec<_> = measures
        .iter()
        .enumerate()
        .flat_map(|(n, one)| one.indicators.iter().map(move |indicator| (n, one, indicator)))
        .collect();
    writing.all("indicators", indicators.len(), |n| indicator(world, n, indicators[n]))?;
    writing.all("meetings", meetings.len(), |n| meeting(world, n, &meetings[n]))
}

fn day(world: &World, from_today: i64) -> NaiveDate {
    world.today + TimeDelta::days(from_today)
}

fn office(world: &World, n: usize) -> uuid::Uuid {
    id(world.seed, Stream::Offices, n)
}

fn measure(world: &World, n: usize, planned: &PlannedMeasure) -> Measure {
    let owner = |(side, name, n): (Side, &str, usize)| {
        (side, MeasureOwner { organisation: office(world, n), office: name.to_owned() })
    };
    let body = MeasureBody {
        category: planned.category,
        title: planned.title.clone(),
        owners: OFFICES.map(owner).into(),
        starts: day(world, planned.begins_in),
        due: day(world, planned.due_in),
        depends_on: Vec::new(),
        drops: BTreeMap::new(),
    };
    let ids = (id(world.seed, Stream::Measures, n), office(world, 0));
    world.record(ids, Some(code(&format!("DEMO-R-{}", n + 1))), planned.status, body)
}

fn indicator(
    world: &World,
    n: usize,
    (of, measure, planned): (usize, &PlannedMeasure, &PlannedIndicator),
) -> Indicator {
    let target = |(from_today, value): &(i64, f64)| Target {
        month: Month::of_day(day(world, *from_today)).0,
        value: *value,
    };
    let body = IndicatorBody {
        measure: Id::new(id(world.seed, Stream::Measures, of)),
        title: planned.title.clone(),
        unit: planned.unit,
        ascending: true,
        aggregation: planned.aggregation,
        baseline: Baseline { value: planned.baseline, day: day(world, measure.begins_in) },
        targets: planned.targets.iter().map(target).collect(),
        formula: Some(planned.formula.clone()),
    };
    let ids = (id(world.seed, Stream::Indicators, n), office(world, 0));
    world.record(ids, Some(code(&format!("DEMO-I-{}", n + 1))), IndicatorStatus::Active, body)
}

fn meeting(world: &World, n: usize, planned: &PlannedMeeting) -> Meeting {
    let decision = |one: &PlannedDecision| MeetingDecision {
        text: one.text.clone(),
        measures: one
            .measures
            .iter()
            .map(|n| Id::new(id(world.seed, Stream::Measures, *n)))
            .collect(),
    };
    let task = |one: &PlannedTask| MeetingTask {
        text: one.text.clone(),
        side: one.side,
        office: one.office.clone(),
        due: day(world, one.due_in),
        done_on: one.done_in.map(|from_today| day(world, from_today)),
    };
    let body = MeetingBody {
        at: day(world, planned.in_days).and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(8),
        place: planned.place.clone(),
        present: planned.present.clone(),
        decisions: planned.decisions.iter().map(decision).collect(),
        tasks: planned.tasks.iter().map(task).collect(),
    };
    let ids = (id(world.seed, Stream::Meetings, n), office(world, 0));
    world.record(ids, Some(code(&format!("DEMO-W-{}", n + 1))), planned.status, body)
}
