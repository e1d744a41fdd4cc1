//! What lies behind the demo: vacancies of the last ten months with their applications, each step on its own day and by the
//! use cases that clients have. Whatever has not come to its end by yesterday is where it is today.

mod aside;
mod journey;
mod people;
mod rules;
mod season;
mod selection;
mod way;

#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, ops::Range, panic::resume_unwind, thread};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{plan::Plan, recruiting::of, travel::Travel, world::World, writing::Writing};
use crate::{
    app::{App, error::AppError},
    domain::access::{actor::Actor, scope::Role},
};
use season::Season;

/// The days that lie behind the demo.
pub(super) const DAYS: usize = 300;
/// The first days, on which no vacancy begins.
const QUIET: usize = 7;
/// Applications of a vacancy in the mean, by which the number of vacancies is chosen.
const EACH: usize = 5;

/// Vacancies for which something happens at once.
const AT_ONCE: usize = 8;

/// The past while it is being lived.
struct Past<'a> {
    app: &'a App,
    plan: &'a Plan,
    /// An operator, who looks for people and tells of checks.
    office: Actor,
    /// Candidates who were put forward already.
    taken: BTreeSet<Uuid>,
    seasons: Vec<Season>,
    /// Applications still wanted.
    left: usize,
}

/// Lives through the past. Organisations and early candidates are there, and the index is loaded.
pub(super) fn live(
    app: &App,
    travel: &Travel,
    (world, plan): (&World, &Plan),
    progress: &dyn Fn(&str, usize, usize),
) -> Result<(), AppError> {
    let (office, left) = (of(Role::Operator, Uuid::from_u128(1)), plan.applications());
    let mut past = Past { app, plan, office, taken: BTreeSet::new(), seasons: Vec::new(), left };
    let vacancies = left / EACH;
    for passed in 0..DAYS {
        progress("past days", passed, DAYS);
        let day = day(world.today, passed);
        travel.to(day);
        if passed == 0 {
            rules::enact(app)?;
        }
        let then = World::new(world.taxonomy, world.seed, day);
        for n in beginning(vacancies, passed) {
            past.begin(&then, n)?;
        }
        past.go_on(day)?;
    }
    travel.home();
    Ok(())
}

/// The day on which so many days of the past are over.
pub(super) fn day(today: NaiveDate, passed: usize) -> NaiveDate {
    let ahead = u64::try_from(DAYS.saturating_sub(passed)).unwrap_or(0);
    today.checked_sub_days(Days::new(ahead)).unwrap_or(today)
}

/// The numbers of the vacancies that begin on a day: all of them evenly over the days that are not quiet.
fn beginning(vacancies: usize, passed: usize) -> Range<usize> {
    let until = |passed: usize| vacancies * passed.saturating_sub(QUIET) / (DAYS - QUIET);
    until(passed)..until(passed + 1)
}

impl Past<'_> {
    /// A vacancy is published, and people are found for it.
    fn begin(&mut self, then: &World, n: usize) -> Result<(), AppError> {
        let vacancy = season::vacancy(then, self.plan, n);
        let writing = Writing { app: self.app, at: self.app.now(), progress: &|_, _, _| {} };
        writing.all("vacancies", 1, |_| vacancy.clone())?;
        let mut season = Season::begin(self.app, vacancy, (then, n))?;
        self.left -= season.find((self.app, &self.office), &mut self.taken, self.left)?;
        self.seasons.push(season);
        Ok(())
    }

    /// What happens on a day, for several vacancies at once: their writes are committed together.
    fn go_on(&mut self, day: NaiveDate) -> Result<(), AppError> {
        let (app, office) = (self.app, &self.office);
        let mut due: Vec<&mut Season> =
            self.seasons.iter_mut().filter(|season| season.is_due(day)).collect();
        let share = due.len().div_ceil(AT_ONCE).max(1);
        thread::scope(|scope| {
            let all = due.chunks_mut(share).map(|some| {
                scope.spawn(move || some.iter_mut().try_for_each(|one| one.go_on(app, office, day)))
            });
            let all: Vec<_> = all.collect();
            all.into_iter()
                .try_for_each(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }
}
