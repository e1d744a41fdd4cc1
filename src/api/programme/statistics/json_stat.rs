//! Figures as a dataset of JSON-stat 2.0 (<https://json-stat.org/full/>).

use serde_json::{Map, Value, json};

use crate::{
    app::programme::statistics::Figures,
    domain::programme::statistics::{
        month::{MONTHS, Month},
        series::Dimension,
    },
};

/// The dataset: value by month, where the last month is the whole year.
pub(super) fn dataset(figures: &Figures, by: Option<Dimension>) -> Value {
    let rows = figures.cube.rows(by);
    let codes: Vec<&str> = rows.iter().map(|row| row.value.unwrap_or("all")).collect();
    let written = (0..MONTHS).map(|place| Month::written(figures.year, place));
    let months: Vec<String> = written.chain([figures.year.number().to_string()]).collect();
    let values: Vec<Option<u64>> =
        rows.iter().flat_map(|row| figures.told[row.cells.clone()].to_vec()).collect();
    let hidden = values.iter().enumerate().filter(|(_, value)| value.is_none());
    let status: Map<String, Value> =
        hidden.map(|(place, _)| (place.to_string(), json!("c"))).collect();
    let by = by.map_or("all", Dimension::as_str);
    json!({
        "version": "2.0",
        "class": "dataset",
        "label": format!("{} {}", figures.series, figures.year.number()),
        "source": "Koprik",
        "id": [by, "month"],
        "size": [codes.len(), months.len()],
        "role": {"time": ["month"]},
        "dimension": {
            by: {"label": by, "category": {"index": codes}},
            "month": {"label": "month", "category": {"index": months}}
        },
        "value": values,
        "status": status
    })
}
