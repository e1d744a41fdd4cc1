//! Figures as CSV (RFC 4180), a line a figure.

use crate::{
    api::http::error::ApiError,
    app::programme::statistics::Figures,
    domain::programme::statistics::{
        month::{MONTHS, Month},
        series::Dimension,
    },
};

/// The lines, the first with the names of the columns.
pub(super) fn written(figures: &Figures, by: Option<Dimension>) -> Result<String, ApiError> {
    let failed = |error: csv::Error| ApiError::Internal(error.to_string());
    let mut lines =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    lines.write_record(["series", "year", "month", "by", "value", "count"]).map_err(failed)?;
    let (series, year) = (figures.series.as_str(), figures.year.number().to_string());
    let by_word = by.map_or("", Dimension::as_str);
    for row in figures.cube.rows(by) {
        for (place, count) in figures.told[row.cells.clone()].iter().enumerate() {
            let month =
                if place < MONTHS { Month::written(figures.year, place) } else { String::new() };
            let count = count.map_or_else(String::new, |count| count.to_string());
            let value = row.value.unwrap_or_default();
            lines.write_record([series, &year, &month, by_word, value, &count]).map_err(failed)?;
        }
    }
    let text = lines.into_inner().map_err(|error| ApiError::Internal(error.to_string()))?;
    String::from_utf8(text).map_err(|error| ApiError::Internal(error.to_string()))
}
