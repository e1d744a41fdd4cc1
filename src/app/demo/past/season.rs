//! A vacancy of the past, from its publication to the return of the last whom it brought.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    aside,
    journey::{self, Trips},
    people::{Person, Scene, refused},
    selection::Selection,
    way::{self, Step},
};
use crate::{
    app::{
        App,
        demo::{
            plan::Plan,
            recruiting::{of, order},
            rng::{Rng, Stream},
            table::matches,
            vacancies,
            world::World,
        },
        error::AppError,
    },
    domain::{
        access::{actor::Actor, scope::Role},
        recruitment::vacancy::{Vacancy, VacancyBody, VacancyStatus},
    },
};

/// Matches that are looked at for each person wanted: others are taken already.
const LOOKED_AT: usize = 8;

/// A vacancy, and who was put forward for it.
pub(super) struct Season {
    vacancy: Vacancy,
    day: NaiveDate,
    rng: Rng,
    people: Vec<Person>,
    trips: Trips,
    selection: Selection,
}

/// The `n`-th vacancy of the past, as it was published on the day of its world.
pub(super) fn vacancy(then: &World, plan: &Plan, n: usize) -> Vacancy {
    let vacancy = vacancies::vacancy(then, plan, plan.vacancies + n);
    let published_at = Some(then.dawn());
    let body = VacancyBody { published_at, ..vacancy.body };
    Vacancy { status: VacancyStatus::Published, body, ..vacancy }
}

impl Season {
    /// Both sides approve of what a vacancy asks for, if it says enough for an order and the rules let it.
    pub(super) fn begin(
        app: &App,
        vacancy: Vacancy,
        (then, n): (&World, usize),
    ) -> Result<Self, AppError> {
        refused(order(app, &of(Role::Employer, vacancy.owner), &vacancy))?;
        let rng = Rng::of(then.seed, Stream::Past, n);
        let (people, trips) = (Vec::new(), Trips::default());
        let selection = Selection::default();
        Ok(Self { vacancy, day: then.today, rng, people, trips, selection })
    }

    /// Finds whom the employer will invite, at most so many, and says how many they are: as many as there are seats go
    /// the way of those, and about as many more are passed over.
    pub(super) fn find(
        &mut self,
        (app, office): (&App, &Actor),
        taken: &mut BTreeSet<Uuid>,
        most: usize,
    ) -> Result<usize, AppError> {
        let seats = self.vacancy.body.openings.open().unwrap_or_default();
        let seats = usize::try_from(seats).unwrap_or(0);
        let wanted = (seats * 2 + 1).min(most);
        let found = matches(app, office, &self.vacancy, wanted * LOOKED_AT)?;
        let free = found.into_iter().map(|matched| matched.candidate);
        let free: Vec<Uuid> = free.filter(|one| taken.insert(*one)).take(wanted).collect();
        for (n, candidate) in free.into_iter().enumerate() {
            let goes = if n < seats { way::seated } else { way::passed_over };
            self.people.push(Person::new(candidate, goes(&mut self.rng)));
        }
        Ok(self.people.len())
    }

    /// Whether something happens on a day.
    pub(super) fn is_due(&self, day: NaiveDate) -> bool {
        let passed = self.passed(day);
        self.people.iter().any(|person| person.is_due(passed)) || Selection::is_due(passed)
    }

    /// The days from the publication to a day.
    fn passed(&self, day: NaiveDate) -> u32 {
        u32::try_from((day - self.day).num_days()).unwrap_or(0)
    }

    /// What happens on a day: everybody's step, the session in which people are tested, and the trips. Whoever is refused stays where they are.
    pub(super) fn go_on(
        &mut self,
        app: &App,
        office: &Actor,
        day: NaiveDate,
    ) -> Result<(), AppError> {
        let passed = self.passed(day);
        let Self { vacancy, people, trips, selection, .. } = self;
        let scene = Scene { app, office, vacancy, begun: self.day };
        let mut boarding = Vec::new();
        for person in people.iter_mut() {
            let tried = match person.next(passed) {
                Some(Step::Boarded { comes }) => {
                    boarding.push((&*person, comes));
                    continue;
                }
                Some(Step::Seated) => trips.seat(&scene, person),
                Some(step) if step.is_in_tatarstan() => journey::go(&scene, person, step),
                Some(step) => {
                    person.take(&scene, step).and_then(|()| aside::after(&scene, person, step))
                }
                None => continue,
            };
            if refused(tried)? {
                person.stays();
            }
        }
        trips.board(&scene, &boarding)?;
        selection.go_on(&scene, people, passed)
    }
}
