//! What figures are asked for.

use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    api::http::{error::ApiError, query},
    domain::programme::statistics::{
        month::Year,
        series::{Dimension, Series},
    },
};

/// Which figures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct FiguresQuery {
    /// What is counted.
    #[param(inline, value_type = Series)]
    series: String,
    /// The year, by Moscow's days.
    #[param(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
    /// By what they are told apart, beside the month.
    #[param(inline, value_type = Option<Dimension>)]
    by: Option<String>,
}

/// Which plan.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct PlanQuery {
    /// The year, by Moscow's days.
    #[param(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
    /// By what they are told apart, beside the month. A plan has no origins.
    #[param(inline, value_type = Option<Dimension>)]
    by: Option<String>,
}

/// Which cohort.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct FunnelQuery {
    /// The year in which they were put forward, by Moscow's days.
    #[param(minimum = 2020, maximum = 2100, example = 2026)]
    year: i32,
}

impl FiguresQuery {
    /// The series, the year and the dimension.
    pub(super) fn read(self) -> Result<(Series, Year, Option<Dimension>), ApiError> {
        let series = query::one("series", &self.series)?;
        Ok((series, year(self.year)?, dimension(self.by.as_deref())?))
    }
}

impl PlanQuery {
    /// The year and the dimension.
    pub(super) fn read(self) -> Result<(Year, Option<Dimension>), ApiError> {
        Ok((year(self.year)?, dimension(self.by.as_deref())?))
    }
}

impl FunnelQuery {
    /// The year.
    pub(super) fn read(self) -> Result<Year, ApiError> {
        year(self.year)
    }
}

fn year(number: i32) -> Result<Year, ApiError> {
    Year::new(number).map_err(|error| ApiError::Malformed(format!("year: {error}")))
}

fn dimension(text: Option<&str>) -> Result<Option<Dimension>, ApiError> {
    text.map(|text| query::one("by", text)).transpose()
}
