//! Figures on the wire.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::programme::statistics::{Figures, Stay},
    domain::programme::{
        application::ApplicationStatus,
        closing::ClosingReason,
        statistics::{
            cube::CubeRow,
            funnel::FunnelStage,
            month::{MONTHS, Month, Year},
            series::{Audience, Dimension, Series},
        },
    },
};

/// The figures of a series in a year.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FiguresView {
    /// What is counted.
    series: Series,
    /// The year, by Moscow's days.
    #[schema(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
    /// By what they are told apart; `null` if by the month alone.
    by: Option<Dimension>,
    /// How they are told.
    audience: Audience,
    /// The figures of all.
    total: FigureRowView,
    /// The figures of each value, by its code; empty if they are told by the month alone.
    #[schema(max_items = 1000)]
    rows: Vec<FigureRowView>,
}

/// The figures of one value.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FigureRowView {
    /// Its code: ISO 3166-2 of a home region, ОКТМО of a municipality, a trade of the taxonomy or a unit group of ISCO-08, or
    /// `unknown`; `null` for all together.
    #[schema(max_length = 64, example = "UZ-SA")]
    value: Option<String>,
    /// Each month, January first.
    #[schema(min_items = 12, max_items = 12)]
    months: Vec<MonthFigureView>,
    /// How many in the year; `null` is not told.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    year: Option<u64>,
}

/// The figure of a month.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MonthFigureView {
    /// The month as `YYYY-MM`.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}$", max_length = 7, example = "2026-11")]
    month: String,
    /// How many; `null` is not told.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    count: Option<u64>,
}

/// What was planned, and what came.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PlanView {
    /// The year, by Moscow's days.
    #[schema(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
    /// By what it is told apart; `null` if by the month alone.
    by: Option<Dimension>,
    /// How it is told.
    audience: Audience,
    /// What counts as having come.
    fact_series: Series,
    /// All together.
    total: PlanRowView,
    /// Each value, by its code.
    #[schema(max_items = 1000)]
    rows: Vec<PlanRowView>,
}

/// What was planned of one value, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PlanRowView {
    /// Its code, as in figures; `null` for all together.
    #[schema(max_length = 64, example = "92701000")]
    value: Option<String>,
    /// Each month, January first.
    #[schema(min_items = 12, max_items = 12)]
    months: Vec<PlanCellView>,
    /// The year.
    year: PlanCellView,
}

/// What was planned for a month or a year, and what came of it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct PlanCellView {
    /// The month as `YYYY-MM`; `null` for the year.
    #[schema(pattern = "^[0-9]{4}-[0-9]{2}$", max_length = 7, example = "2027-03")]
    month: Option<String>,
    /// Heads of the orders that were approved before the month began; `null` is not told.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    planned: Option<u64>,
    /// Heads of the same month as the orders stand now; `null` is not told.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    wanted_now: Option<u64>,
    /// People who came; `null` is not told.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    came: Option<u64>,
}

/// The funnel of a year's cohort.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FunnelView {
    /// The year in which they were put forward.
    #[schema(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
    /// Its stages, in their order.
    #[schema(max_items = 20)]
    stages: Vec<FunnelStageView>,
}

/// A stage of the funnel.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct FunnelStageView {
    /// The state of the application.
    stage: ApplicationStatus,
    /// How many came so far or further.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    reached: u64,
    /// How many were lost there, by why.
    #[schema(max_items = 50)]
    lost: Vec<LostView>,
    /// How many are there now.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    in_progress: u64,
    /// How many are done, at home again or on to other work; only of the last stage.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    done: u64,
    /// How many have left the stage, whichever way.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    stays_ended: u64,
    /// Half of those were there for no longer, in days; `null` if none has left.
    #[schema(minimum = 0, maximum = 100_000)]
    median_days: Option<i64>,
    /// Nine in ten of those were there for no longer, in days; `null` if none has left.
    #[schema(minimum = 0, maximum = 100_000)]
    ninetieth_percentile_days: Option<i64>,
    /// Half of those who are there now have been for no longer, in days; `null` if nobody is.
    #[schema(minimum = 0, maximum = 100_000)]
    waiting_median_days: Option<i64>,
}

/// How many were lost at a stage for a reason.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LostView {
    /// Why.
    reason: ClosingReason,
    /// How many.
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    count: u64,
}

impl FiguresView {
    pub(super) fn of(figures: &Figures, by: Option<Dimension>) -> Self {
        let row = |row: &CubeRow<'_>| FigureRowView::of(row, figures);
        let rows = by.map(|by| figures.cube.rows(Some(by)).iter().map(row).collect());
        Self {
            series: figures.series,
            year: figures.year.number(),
            by,
            audience: figures.audience,
            total: row(&figures.cube.all()),
            rows: rows.unwrap_or_default(),
        }
    }
}

impl FigureRowView {
    fn of(row: &CubeRow<'_>, figures: &Figures) -> Self {
        let cells = &figures.told[row.cells.clone()];
        let month = |(place, count): (usize, &Option<u64>)| MonthFigureView {
            month: Month::written(figures.year, place),
            count: *count,
        };
        Self {
            value: row.value.map(ToOwned::to_owned),
            months: cells[..MONTHS].iter().enumerate().map(month).collect(),
            year: cells[MONTHS],
        }
    }
}

impl PlanView {
    pub(super) fn of(
        planned: &Figures,
        wanted: &Figures,
        came: &Figures,
        by: Option<Dimension>,
    ) -> Self {
        let all = [planned, wanted, came];
        let mut values: Vec<Option<&str>> =
            all.iter().flat_map(|one| one.cube.rows(by)).map(|row| row.value).collect();
        values.sort_unstable();
        values.dedup();
        let row = |value: Option<&str>| PlanRowView::of(all, by, value);
        Self {
            year: planned.year.number(),
            by,
            audience: planned.audience,
            fact_series: came.series,
            total: PlanRowView::of(all, None, None),
            rows: values.into_iter().filter(Option::is_some).map(row).collect(),
        }
    }
}

impl PlanRowView {
    fn of(all: [&Figures; 3], by: Option<Dimension>, value: Option<&str>) -> Self {
        // Where nobody was counted under a value, it is known that nobody was.
        let cells = all.map(|one| {
            let rows = one.cube.rows(by);
            let row = rows.into_iter().find(|row| row.value == value);
            row.map_or_else(|| vec![Some(0); MONTHS + 1], |row| one.told[row.cells].to_vec())
        });
        let cell = |place: usize| PlanCellView {
            month: (place < MONTHS).then(|| Month::written(all[0].year, place)),
            planned: cells[0][place],
            wanted_now: cells[1][place],
            came: cells[2][place],
        };
        let months = (0..MONTHS).map(cell).collect();
        Self { value: value.map(ToOwned::to_owned), months, year: cell(MONTHS) }
    }
}

impl FunnelView {
    pub(super) fn of(year: Year, stages: Vec<(FunnelStage, Stay)>) -> Self {
        let stages = stages.into_iter().map(|(stage, stay)| FunnelStageView {
            stage: stage.stage,
            reached: stage.reached,
            lost: stage
                .lost
                .into_iter()
                .map(|(reason, count)| LostView { reason, count })
                .collect(),
            in_progress: stage.in_progress,
            done: stage.done,
            stays_ended: stay.ended,
            median_days: stay.median,
            ninetieth_percentile_days: stay.ninetieth,
            waiting_median_days: stay.waiting_median,
        });
        Self { year: year.number(), stages: stages.collect() }
    }
}
