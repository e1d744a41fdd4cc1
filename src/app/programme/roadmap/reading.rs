//! What is read of the roadmap as a whole: how far indicators are, what the next meeting is to look at, and what the public sees.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{App, error::AppError, programme::roadmap::indicators::of_measure},
    domain::{
        access::actor::Actor,
        programme::{
            roadmap::{
                formula::{Counted, Formula, SeriesPart},
                indicator::{Actual, Indicator, IndicatorBody, IndicatorId, IndicatorStatus},
                measure::{Measure, MeasureBody, MeasureStatus},
                meeting::{Meeting, MeetingBody, MeetingId, MeetingStatus, MeetingTask},
                progress::{Progress, progress},
            },
            statistics::{month::Month, rounding::RoundingKey},
        },
        resource::{Resource, id::Id},
    },
    store::{
        StoreError,
        backend::DbConnection,
        programme::actuals,
        records::{Filter, Stored},
    },
};

/// Entries of each list of an agenda at most.
const MOST: usize = 100;

/// How far an indicator is, by the last versions of its months.
#[derive(Debug, Clone)]
pub struct IndicatorProgress {
    /// The indicator.
    pub indicator: Indicator,
    /// How far it is.
    pub progress: Progress,
    /// The last version of each month, oldest first.
    pub actuals: Vec<Actual>,
}

/// A task that should have been done.
#[derive(Debug, Clone)]
pub struct OverdueTask {
    /// The meeting that gave it.
    pub meeting: MeetingId,
    /// Its place among the tasks of the meeting, from 0.
    pub at: usize,
    /// What is to be done.
    pub task: MeetingTask,
}

/// What the next meeting is to look at.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// The day for which it was put together.
    pub day: NaiveDate,
    /// The next meeting, if one is called.
    pub meeting: Option<Meeting>,
    /// Tasks that should have been done, those due first coming first.
    pub overdue_tasks: Vec<OverdueTask>,
    /// Measures that should have been done, those due first coming first.
    pub missed_measures: Vec<Measure>,
    /// Indicators that are at risk or late.
    pub behind: Vec<IndicatorProgress>,
}

/// An indicator as the public sees it.
#[derive(Debug, Clone)]
pub struct PublicIndicator {
    /// The indicator, with how far it is.
    pub progress: IndicatorProgress,
    /// The last month that is told, and its figure; small ones are not told.
    pub last: Option<(Month, Option<f64>)>,
}

/// A measure as the public sees it.
#[derive(Debug, Clone)]
pub struct PublicMeasure {
    /// The measure.
    pub measure: Measure,
    /// By what it is judged.
    pub indicators: Vec<PublicIndicator>,
}

impl App {
    /// How far an indicator is.
    pub fn indicator_progress(
        &self,
        actor: &Actor,
        id: IndicatorId,
    ) -> Result<IndicatorProgress, AppError> {
        let indicator = self.find_record::<IndicatorBody>(actor, id)?;
        Ok(self.store.read(|conn| progress_of(conn, indicator))?)
    }

    /// What the next meeting is to look at.
    pub fn agenda(&self, actor: &Actor) -> Result<Agenda, AppError> {
        actor.require(MeetingBody::READ)?;
        let (now, day) = (self.now(), self.today());
        self.store.read_slowly(|conn| {
            let mut planned = meetings(conn, MeetingStatus::Planned)?;
            planned.retain(|meeting| meeting.body.at >= now);
            planned.sort_by_key(|meeting| meeting.body.at);
            Ok(Agenda {
                day,
                meeting: planned.into_iter().next(),
                overdue_tasks: overdue_tasks(conn, day)?,
                missed_measures: missed_measures(conn, day)?,
                behind: behind(conn)?,
            })
        })
    }

    /// Measures with their indicators as the public sees them, the newest first.
    pub fn public_roadmap(
        &self,
        before: Option<Uuid>,
        limit: usize,
        key: &RoundingKey,
    ) -> Result<Vec<PublicMeasure>, AppError> {
        let agreed = self.store.as_server("the roadmap is public");
        let measures = agreed.read(|conn| {
            let reach = Actor::System.reach();
            MeasureBody::list(conn, reach, &Filter::default(), before.map(Id::new), limit)
        })?;
        measures.into_iter().map(|measure| self.public_measure(measure, key)).collect()
    }

    fn public_measure(
        &self,
        measure: Measure,
        key: &RoundingKey,
    ) -> Result<PublicMeasure, AppError> {
        let filter = of_measure(measure.id);
        let agreed = self.store.as_server("the indicators of the roadmap are public");
        let all = agreed.read(|conn| {
            let found = IndicatorBody::list(conn, Actor::System.reach(), &filter, None, MOST)?;
            let told = found.into_iter().filter(|one| one.status != IndicatorStatus::Draft);
            told.map(|one| progress_of(conn, one)).collect::<Result<Vec<_>, StoreError>>()
        })?;
        let indicators = all.into_iter().map(|one| self.public_indicator(one, key));
        Ok(PublicMeasure { measure, indicators: indicators.collect::<Result<_, AppError>>()? })
    }

    fn public_indicator(
        &self,
        progress: IndicatorProgress,
        key: &RoundingKey,
    ) -> Result<PublicIndicator, AppError> {
        let last = progress.actuals.last().map(|actual| (actual.month, actual.value));
        let last = match (last, &progress.indicator.body.formula) {
            (None, _) => None,
            (Some((month, value)), None) => Some((month, Some(value))),
            (Some((month, _)), Some(formula)) => {
                Some((month, self.public_value(formula, month, key)?))
            }
        };
        Ok(PublicIndicator { progress, last })
    }

    /// The value of a month by the figures that the public is told anyway, so that none tells more than those.
    fn public_value(
        &self,
        formula: &Formula,
        month: Month,
        key: &RoundingKey,
    ) -> Result<Option<f64>, AppError> {
        let numerator = self.public_figure(&formula.numerator, month, key)?;
        let of = |part| self.public_figure(part, month, key);
        let denominator = formula.denominator.as_ref().map(of).transpose()?;
        Ok(Counted::public_value(numerator, denominator))
    }

    fn public_figure(
        &self,
        part: &SeriesPart,
        month: Month,
        key: &RoundingKey,
    ) -> Result<Option<u64>, AppError> {
        let Some((year, place)) = month.of_year() else { return Ok(None) };
        let figures = self.figures(&Actor::Anonymous, (part.series, year), key)?;
        let by = part.only.as_ref().map(|(by, _)| *by);
        let value = part.only.as_ref().map(|(_, value)| value.as_str());
        let rows = figures.cube.rows(by);
        let row = rows.iter().find(|row| row.value == value);
        Ok(row.and_then(|row| figures.told.get(row.cells.start + place).copied().flatten()))
    }
}

fn progress_of(
    conn: &mut DbConnection,
    indicator: Indicator,
) -> Result<IndicatorProgress, StoreError> {
    let actuals = actuals::last_of_each(conn, indicator.id)?;
    let values: Vec<(Month, f64)> = actuals.iter().map(|one| (one.month, one.value)).collect();
    let body = &indicator.body;
    let progress = progress(body.baseline, &body.targets, (body.aggregation, &values));
    Ok(IndicatorProgress { indicator, progress, actuals })
}

fn meetings(conn: &mut DbConnection, status: MeetingStatus) -> Result<Vec<Meeting>, StoreError> {
    let filter = Filter { status: vec![status.to_string()], ..Filter::default() };
    MeetingBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)
}

fn overdue_tasks(conn: &mut DbConnection, day: NaiveDate) -> Result<Vec<OverdueTask>, StoreError> {
    let held = meetings(conn, MeetingStatus::Held)?;
    let tasks = held.into_iter().flat_map(|meeting| {
        let id = meeting.id;
        let tasks = meeting.body.tasks.into_iter().enumerate();
        tasks.map(move |(at, task)| OverdueTask { meeting: id, at, task })
    });
    let mut overdue: Vec<OverdueTask> = tasks.filter(|one| one.task.is_overdue(day)).collect();
    overdue.sort_by_key(|one| (one.task.due, one.meeting.0, one.at));
    overdue.truncate(MOST);
    Ok(overdue)
}

fn missed_measures(conn: &mut DbConnection, day: NaiveDate) -> Result<Vec<Measure>, StoreError> {
    let status = MeasureStatus::OPEN.iter().map(ToString::to_string).collect();
    let filter = Filter { status, ended: Some(("due", day)), ..Filter::default() };
    let mut missed = MeasureBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?;
    missed.sort_by_key(|measure| (measure.body.due, measure.id.0));
    missed.truncate(MOST);
    Ok(missed)
}

/// The active indicators that are at risk or late.
fn behind(conn: &mut DbConnection) -> Result<Vec<IndicatorProgress>, StoreError> {
    let status = vec![IndicatorStatus::Active.to_string()];
    let filter = Filter { status, ..Filter::default() };
    let active = IndicatorBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?;
    let all = active.into_iter().map(|one| progress_of(conn, one));
    let mut behind = all.collect::<Result<Vec<_>, StoreError>>()?;
    behind.retain(|one| one.progress.status.is_behind());
    behind.truncate(MOST);
    Ok(behind)
}
