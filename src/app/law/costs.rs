//! What recruitment costs workers, for operators: what one worker paid is nobody else's to read.

use crate::{
    app::{App, error::AppError},
    domain::{
        access::{actor::Actor, scope::Scope},
        law::costs::{CostIndicator, indicator},
        programme::statistics::month::{Month, Year},
    },
    store::law::costs,
};

impl App {
    /// The costs of those who began to work in a year, as shares of their first month's income.
    pub fn recruitment_costs(&self, actor: &Actor, year: Year) -> Result<CostIndicator, AppError> {
        actor.require(Scope::StatisticsRead)?;
        let first = Month::first_of(year);
        let months = first..Month(first.0 + 12);
        let all = self.store.read_slowly(|conn| costs::recruited(conn, months))?;
        Ok(indicator(&all))
    }
}
