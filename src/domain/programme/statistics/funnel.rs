//! The funnel of a cohort: how far those came who were put forward in a year, where they were lost and why, who is under way.

use std::collections::BTreeMap;

use crate::domain::programme::{application::ApplicationStatus, closing::ClosingReason};

/// How far one application has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Journey {
    /// The latest state that it has been in, other than closed.
    pub reached: ApplicationStatus,
    /// Why it is over, if it was closed.
    pub lost: Option<ClosingReason>,
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
}

/// The funnel of some journeys: the stages from `submitted` on, in their order.
pub fn funnel(journeys: &[Journey]) -> Vec<FunnelStage> {
    stages().map(|stage| of_stage(stage, journeys)).collect()
}

/// The stages, in their order.
pub fn stages() -> impl Iterator<Item = ApplicationStatus> {
    let all = ApplicationStatus::ALL.iter().copied();
    all.filter(|stage| !matches!(stage, ApplicationStatus::Draft | ApplicationStatus::Closed))
}

fn of_stage(stage: ApplicationStatus, journeys: &[Journey]) -> FunnelStage {
    let mut one = FunnelStage { stage, reached: 0, lost: BTreeMap::new(), in_progress: 0 };
    for journey in journeys.iter().filter(|journey| journey.reached >= stage) {
        one.reached += 1;
        match journey.lost {
            _ if journey.reached > stage => {}
            Some(reason) => *one.lost.entry(reason).or_default() += 1,
            None => one.in_progress += 1,
        }
    }
    one
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn journeys() -> impl Strategy<Value = Vec<Journey>> {
        let stages: Vec<_> = stages().collect();
        let lost = prop::option::of(prop::sample::select(ClosingReason::ALL));
        let one = (prop::sample::select(stages), lost);
        prop::collection::vec(one.prop_map(|(reached, lost)| Journey { reached, lost }), 0..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn everybody_of_the_cohort_is_somewhere(journeys in journeys()) {
            let funnel = funnel(&journeys);
            let somewhere: u64 = funnel.iter().map(|one| one.in_progress + one.lost.values().sum::<u64>()).sum();
            prop_assert_eq!(somewhere, journeys.len() as u64);
            prop_assert_eq!(funnel[0].reached, journeys.len() as u64);
            prop_assert!(funnel.windows(2).all(|pair| pair[0].reached >= pair[1].reached));
        }
    }
}
