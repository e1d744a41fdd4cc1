//! The figures of a series in a year: rounded for the public, exact with hidden cells for operators.

use std::{collections::HashMap, ops::Range};

use uuid::Uuid;

use crate::{
    app::{App, error::AppError},
    domain::{
        access::{actor::Actor, scope::Scope},
        programme::statistics::{
            cube::{Cube, Fact},
            month::{MONTHS, Month, Year},
            rounding::RoundingKey,
            series::{Audience, Series, UNKNOWN},
        },
    },
    store::{
        backend::DbConnection,
        programme::{
            plans::{self, Plan},
            stages,
        },
    },
};

/// The figures of a year.
#[derive(Debug, Clone)]
pub struct Figures {
    /// What is counted.
    pub series: Series,
    /// Of which year.
    pub year: Year,
    /// How they are told.
    pub audience: Audience,
    /// What they are told apart by.
    pub cube: Cube,
    /// The figures, at the places of the cube's rows; `None` is hidden.
    pub told: Vec<Option<u64>>,
}

impl App {
    /// The figures of a series in a year; the public's are rounded by the key.
    pub fn figures(
        &self,
        actor: &Actor,
        (series, year): (Series, Year),
        key: &RoundingKey,
    ) -> Result<Figures, AppError> {
        let all = self.store.as_server("figures count all, and name nobody");
        let facts = all.read_slowly(|conn| facts(conn, series, year))?;
        let cube = Cube::of(&facts);
        let audience = audience_of(actor);
        let told = match audience {
            Audience::Operators => cube.exact(),
            Audience::Public => cube.rounded(key, &format!("{series} {}", year.number())),
        };
        Ok(Figures { series, year, audience, cube, told })
    }
}

/// How somebody is told figures.
fn audience_of(actor: &Actor) -> Audience {
    match actor.require(Scope::StatisticsRead) {
        Ok(()) => Audience::Operators,
        Err(_) => Audience::Public,
    }
}

/// The months of a year.
pub(super) fn months(year: Year) -> Range<Month> {
    let first = Month::first_of(year);
    first..Month(first.0 + 12)
}

/// What is counted of a series in a year.
pub(in crate::app) fn facts(
    conn: &mut DbConnection,
    series: Series,
    year: Year,
) -> Result<Vec<Fact>, AppError> {
    let months = months(year);
    let Some(stage) = series.stage() else {
        let plans = plans::of_months(conn, months)?;
        let counts = |plan: &Plan| series == Series::HeadsWanted || Month::of(plan.at) < plan.month;
        return Ok(last_of_each(plans.into_iter().filter(counts), year));
    };
    Ok(stages::counted(conn, stage, months)?)
}

/// The last plan of each order for each month, as facts.
fn last_of_each(plans: impl Iterator<Item = Plan>, year: Year) -> Vec<Fact> {
    let last: HashMap<(Uuid, Month), Plan> =
        plans.map(|plan| ((plan.order, plan.month), plan)).collect();
    let fact = |plan: Plan| {
        let month = plan.month.within(year).filter(|month| *month < MONTHS && plan.heads > 0)?;
        let values = [UNKNOWN.to_owned(), plan.municipality, plan.trade];
        Some(Fact { month, values, employer: plan.employer, count: plan.heads })
    };
    last.into_values().filter_map(fact).collect()
}
