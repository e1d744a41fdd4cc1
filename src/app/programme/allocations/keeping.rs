//! The seats that partnerships of regions keep, as an allocation takes them: what is not lapsed on its day, and never more
//! than a vacancy has open, so that no partnership stops an allocation.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    app::{
        error::AppError,
        programme::allocations::gathering::{Gathered, seats_of},
    },
    domain::{
        FieldError,
        access::actor::Actor,
        programme::{
            allocation::{AllocationBody, SeatReservation},
            partnership::{KeptOf, KeptSeats, PartnershipBody, PartnershipStatus},
        },
        recruitment::vacancy::VacancyId,
        resource::id::Id,
        values::place::HomeRegion,
    },
    store::{
        backend::DbConnection,
        programme::allotments,
        records::{Filter, Stored},
    },
};

/// Reservations of an allocation at most.
const MOST: usize = 500;

/// Seats of the vacancies of an allocation, and what is kept of them.
struct Keeping<'k> {
    own: &'k [SeatReservation],
    /// Seats that nothing is kept of yet.
    free: BTreeMap<VacancyId, u32>,
    kept: BTreeMap<(VacancyId, HomeRegion), (u32, NaiveDate)>,
}

/// What the active partnerships keep of the vacancies that take part, besides what the draft keeps itself: where the draft
/// names a vacancy and a region, that is what counts.
pub(super) fn reservations(
    conn: &mut DbConnection,
    gathered: &Gathered,
    body: &AllocationBody,
    today: NaiveDate,
) -> Result<Vec<SeatReservation>, AppError> {
    let status = vec![PartnershipStatus::Active.to_string()];
    let filter = Filter { status, ..Filter::default() };
    let mut acts = PartnershipBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?;
    acts.sort_by_key(|act| act.id.0);
    let mut keeping = Keeping::of(gathered, body);
    for act in &acts {
        for kept in act.body.kept_on(today) {
            let vacancies = vacancies_of(conn, kept.of)?;
            keeping.keep(&vacancies, &act.body.uz_region, kept);
        }
    }
    let all = keeping.finish();
    if all.len() + body.reservations.len() > MOST {
        let why = format!(
            "partnerships keep seats of {} vacancies, and {MOST} reservations are the most: name fewer vacancies",
            all.len()
        );
        return Err(AppError::Invalid(vec![FieldError::new("/vacancy_ids", "too_many", why)]));
    }
    Ok(all)
}

/// The vacancies that seats are kept of, the oldest first.
fn vacancies_of(conn: &mut DbConnection, of: KeptOf) -> Result<Vec<VacancyId>, AppError> {
    match of {
        KeptOf::Vacancy(vacancy) => Ok(vec![vacancy]),
        KeptOf::JobOrder(order) => {
            let under = allotments::of_order(conn, order, None, usize::MAX)?;
            Ok(under.iter().rev().map(|one| one.vacancy).collect())
        }
    }
}

impl<'k> Keeping<'k> {
    fn of(gathered: &Gathered, body: &'k AllocationBody) -> Self {
        let free = gathered.vacancies.iter().map(|one| {
            let seats = seats_of(one, body);
            let own = seats.reservations.iter().map(|kept| kept.seats).sum();
            (one.id, seats.seats.saturating_sub(own))
        });
        Self { own: &body.reservations, free: free.collect(), kept: BTreeMap::new() }
    }

    fn keep(&mut self, vacancies: &[VacancyId], region: &HomeRegion, wanted: &KeptSeats) {
        let mut left = wanted.seats;
        for &vacancy in vacancies {
            let is_own =
                self.own.iter().any(|one| one.vacancy == vacancy && one.home_region == *region);
            let Some(free) = self.free.get_mut(&vacancy).filter(|_| !is_own) else { continue };
            let seats = left.min(*free);
            if seats == 0 {
                continue;
            }
            (left, *free) = (left - seats, *free - seats);
            let new = (0, wanted.release_on);
            let kept = self.kept.entry((vacancy, region.clone())).or_insert(new);
            *kept = (kept.0 + seats, kept.1.max(wanted.release_on));
        }
    }

    fn finish(self) -> Vec<SeatReservation> {
        let kept = self.kept.into_iter();
        kept.map(|((vacancy, home_region), (seats, release_on))| SeatReservation {
            vacancy: Id::new(vacancy.0),
            home_region,
            seats,
            release_on,
        })
        .collect()
    }
}
