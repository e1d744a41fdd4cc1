//! The way that somebody goes after being put forward: most of those with a seat go all of it, others leave it for a reason.

use crate::{
    app::demo::rng::Rng,
    domain::programme::{closing::ClosingReason, work_end::EndGround},
};

/// A step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The employer invites.
    Invited,
    /// The agency says yes for the worker.
    Submitted,
    Shortlisted,
    Interviewed,
    Selected,
    /// Every check that a contract asks for is passed, and terms are offered.
    Offered,
    /// The worker says yes.
    Accepted,
    /// First a paper that is worse by an hour a week, which is held; then, or at once, the right one.
    Signed {
        worse_first: bool,
    },
    /// The employer has told the authorities, and the agency tells that the candidate is placed.
    Placed,
    Trained,
    /// A seat on the trip of the agency.
    Seated,
    /// Sets out, or is missed.
    Boarded {
        comes: bool,
    },
    Arrived,
    Registered,
    /// The work document is there, and the work begins.
    Documented,
    Ended(EndGround),
    Returned,
    Closed(ClosingReason),
}

impl Step {
    /// Whether it follows the arrival.
    pub(super) fn is_in_tatarstan(self) -> bool {
        use Step::{Arrived, Documented, Ended, Registered, Returned};
        matches!(self, Arrived | Registered | Documented | Ended(_) | Returned)
    }
}

/// What happens to somebody, each with the days after the publication.
pub(super) type Way = Vec<(u32, Step)>;

/// The day on which trips of a vacancy set out, in days after its publication.
pub(super) const DEPARTURE: u32 = 60;

/// The way of one who gets a seat.
pub(super) fn seated(rng: &mut Rng) -> Way {
    let mut way = put_forward(rng);
    way.extend([(9, Step::Shortlisted), (13, Step::Interviewed), (17, Step::Selected)]);
    if rng.chance(6) {
        way.push((19, Step::Closed(ClosingReason::WithdrawnByWorker)));
        return way;
    }
    let worse_first = rng.chance(8);
    way.extend([
        (21, Step::Offered),
        (23, Step::Accepted),
        (26, Step::Signed { worse_first }),
        (27, Step::Placed),
        (45, Step::Trained),
        (46, Step::Seated),
    ]);
    let comes = !rng.chance(5);
    way.push((DEPARTURE, Step::Boarded { comes }));
    match (comes, rng.chance(3)) {
        (false, _) => way.push((61, Step::Closed(ClosingReason::NoShow))),
        (true, true) => way.push((62, Step::Closed(ClosingReason::EntryRefused))),
        (true, false) => way.extend(in_tatarstan(rng)),
    }
    way
}

fn put_forward(rng: &mut Rng) -> Way {
    let day = rng.between(1_u32, 6);
    vec![(day, Step::Invited), (day + 1, Step::Submitted)]
}

fn in_tatarstan(rng: &mut Rng) -> Way {
    let ground = rng.one_of(&[
        (80, EndGround::TermOver),
        (8, EndGround::Agreement),
        (8, EndGround::Worker),
        (4, EndGround::Employer),
    ]);
    let worked =
        if ground == EndGround::TermOver { rng.between(110, 170) } else { rng.between(15_u32, 90) };
    let issued = rng.between(78_u32, 88);
    let ended = issued + worked;
    vec![
        (63, Step::Arrived),
        (rng.between(65, 70), Step::Registered),
        (issued, Step::Documented),
        (ended, Step::Ended(ground)),
        (ended + rng.between(3_u32, 12), Step::Returned),
    ]
}

/// The way of one for whom no seat is left.
pub(super) fn passed_over(rng: &mut Rng) -> Way {
    let mut way = put_forward(rng);
    let rejected = Step::Closed(ClosingReason::RejectedByEmployer);
    let withdrawn = Step::Closed(ClosingReason::WithdrawnByWorker);
    way.extend(match rng.between(1_u32, 100) {
        1..=45 => vec![(12, rejected)],
        46..=70 => vec![(9, Step::Shortlisted), (15, rejected)],
        71..=90 => vec![(9, Step::Shortlisted), (13, Step::Interviewed), (18, rejected)],
        _ => vec![(9, Step::Shortlisted), (11, withdrawn)],
    });
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::demo::rng::Stream;

    #[test]
    fn nobody_goes_two_steps_on_a_day_or_back_in_time() {
        for n in 0..2_000 {
            let mut rng = Rng::of(7, Stream::Past, n);
            for way in [seated(&mut rng), passed_over(&mut rng)] {
                assert!(way.is_sorted_by(|one, next| one.0 < next.0), "{way:?}");
            }
        }
    }
}
