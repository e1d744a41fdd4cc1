//! The months of a year as a small picture.

use askama::Template;

use crate::{
    app::programme::statistics::Figures,
    domain::programme::statistics::month::{MONTHS, Month},
};

/// The height of the highest bar, in the units of the picture.
const HEIGHT: u64 = 100;
/// How far down the highest bar begins: below the title and its own number.
const HEAD: u64 = 32;
/// How far a bar stands from the next.
const STEP: usize = 28;

/// A month of the picture.
#[derive(Debug)]
pub(super) struct Bar {
    /// Where it stands.
    pub x: usize,
    /// Where its top is.
    pub top: u64,
    /// How high it is.
    pub height: u64,
    /// The month as `YYYY-MM`.
    pub month: String,
    /// How many; `None` is not told.
    pub count: Option<u64>,
}

/// The picture.
#[derive(Debug, Template)]
#[template(path = "statistics.svg", escape = "xml")]
pub(super) struct Chart {
    /// What it shows.
    pub title: String,
    /// The months, January first.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The picture of all together.
    pub(super) fn of(figures: &Figures) -> Self {
        let told = &figures.told[figures.cube.all().cells][..MONTHS];
        let most = told.iter().flatten().copied().max().unwrap_or_default().max(1);
        let bar = |(place, count): (usize, &Option<u64>)| {
            let height = count.unwrap_or_default() * HEIGHT / most;
            let month = Month::written(figures.year, place);
            Bar { x: place * STEP, top: HEAD + HEIGHT - height, height, month, count: *count }
        };
        let bars = told.iter().enumerate().map(bar).collect();
        Self { title: format!("{} {}", figures.series, figures.year.number()), bars }
    }
}
