//! The funnel of a cohort: how far those came who were put forward in a year, where they were lost and why, who is under way.

use std::collections::BTreeMap;

use crate::domain::programme::{application::ApplicationStatus, closing::ClosingReason};

/// How far one application has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Journey {
    /// The latest stage that it has been in.
    pub reached: ApplicationStatus,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is under way.
    UnderWay,
    /// It was closed, for a reason.
    Lost(ClosingReason),
    /// The work is over, and the worker at home or on to other work.
    Done,
}

impl Journey {
    /// The journey through some states; `None` if none of them is a stage.
    pub fn through(states: &[ApplicationStatus], closed: Option<ClosingReason>) -> Option<Self> {
        let reached = states.iter().copied().filter(|&state| is_stage(state)).max()?;
        let fate = match closed {
            Some(reason) => Fate::Lost(reason),
            None if states.iter().copied().any(is_done) => Fate::Done,
            None => Fate::UnderWay,
        };
        Some(Self { reached, fate })
    }
}

/// A stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelStage {
    /// The state.
    pub stage: ApplicationStatus,
    /// How many have been in it or in a later one.
    pub reached: u64,
    /// How many were lost there, by why.
    pub lost: BTreeMap<ClosingReason, u64>,
    /// How many are there now.
    pub in_progress: u64,
    /// How many are done: at home again, or on to other work.
    pub done: u64,
}

/// The funnel of some journeys: the stages from `submitted` on, in their order.
pub fn funnel(journeys: &[Journey]) -> Vec<FunnelStage> {
    stages().map(|stage| of_stage(stage, journeys)).collect()
}

/// The stages, in their order.
pub fn stages() -> impl Iterator<Item = ApplicationStatus> {
    ApplicationStatus::ALL.iter().copied().filter(|&state| is_stage(state))
}

const fn is_stage(state: ApplicationStatus) -> bool {
    !matches!(state, ApplicationStatus::Draft | ApplicationStatus::Closed) && !is_done(state)
}

const fn is_done(state: ApplicationStatus) -> bool {
    use ApplicationStatus::{Renewed, Returned, Transferred};
    matches!(state, Returned | Renewed | Transferred)
}

fn of_stage(stage: ApplicationStatus, journeys: &[Journey]) -> FunnelStage {
    let mut one = FunnelStage { stage, reached: 0, lost: BTreeMap::new(), in_progress: 0, done: 0 };
    for journey in journeys.iter().filter(|journey| journey.reached >= stage) {
        one.reached += 1;
        match journey.fate {
            _ if journey.reached > stage => {}
            Fate::Lost(reason) => *one.lost.entry(reason).or_default() += 1,
            Fate::UnderWay => one.in_progress += 1,
            Fate::Done => one.done += 1,
        }
    }
    one
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn journeys() -> impl Strategy<Value = Vec<Journey>> {
        let state = prop::sample::select(ApplicationStatus::ALL);
        let closed = prop::option::of(prop::sample::select(ClosingReason::ALL));
        let one = (prop::collection::vec(state, 1..6), closed);
        let journey = |(mut states, closed): (Vec<ApplicationStatus>, _)| {
            states.push(ApplicationStatus::Submitted);
            Journey::through(&states, closed).expect("it was put forward")
        };
        prop::collection::vec(one.prop_map(journey), 0..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn everybody_of_the_cohort_is_somewhere(journeys in journeys()) {
            let funnel = funnel(&journeys);
            let somewhere: u64 = funnel.iter().map(|one| one.in_progress + one.done + one.lost.values().sum::<u64>()).sum();
            prop_assert_eq!(somewhere, journeys.len() as u64);
            prop_assert_eq!(funnel[0].reached, journeys.len() as u64);
            prop_assert!(funnel.windows(2).all(|pair| pair[0].reached >= pair[1].reached));
        }
    }
}
