//! What shares of an income are told, and what of a few is not.

use proptest::prelude::*;

use super::*;

fn of(employer: u128, costs: &[Sum], income: Option<Sum>) -> Recruited {
    Recruited { employer: Uuid::from_u128(employer), costs: costs.to_vec(), income }
}

#[test]
fn currencies_are_never_mixed() {
    let (rub, uzs) = (Currency::Rub, Currency::Uzs);
    let income = Some((rub, 6_000_000));
    for (costs, income, share) in [
        (vec![], income, Some(0)),
        (vec![(rub, 1_500_000)], income, Some(2_500)),
        (vec![(rub, 1_500_000), (rub, 4_500_000)], income, Some(10_000)),
        (vec![(rub, 1_500_000), (uzs, 1)], income, None),
        (vec![(rub, 1_500_000), (uzs, 0)], income, Some(2_500)),
        (vec![(uzs, 1)], income, None),
        (vec![], None, None),
        (vec![], Some((rub, 0)), None),
    ] {
        assert_eq!(of(1, &costs, income).share(), share, "{costs:?} of {income:?}");
    }
}

#[test]
fn what_would_tell_of_a_few_is_left_out() {
    let known = |employer| of(employer, &[(Currency::Rub, 1)], Some((Currency::Rub, 1)));
    let of_three: Vec<Recruited> = (0..6).map(|n| known(n % 3)).collect();
    let told = indicator(&of_three);
    assert_eq!((told.workers, told.computed, told.unknown), (Some(6), Some(6), Some(0)));
    assert_eq!((told.median, told.mean), (Some(10_000), Some(10_000)));
    let of_two: Vec<Recruited> = (0..6).map(|n| known(n % 2)).collect();
    assert_eq!(indicator(&of_two), CostIndicator { unknown: Some(0), ..Default::default() });
    let with_one = [of_three, vec![of(9, &[], None)]].concat();
    let told = indicator(&with_one);
    assert_eq!((told.workers, told.computed, told.unknown), (None, Some(6), None));
    assert_eq!(indicator(&[]).workers, Some(0));
    assert_eq!(indicator(&[]).median, None);
}

proptest! {
    /// Half of the shares are no greater than the median, half no less, and no one else's pay changes a share.
    #[test]
    fn the_median_is_in_the_middle(costs in prop::collection::vec(0..1_000_000_i64, 15..60)) {
        let income = Some((Currency::Rub, 1_000_000));
        let all: Vec<Recruited> = (0..).zip(&costs).map(|(n, cost)| of(n % 3, &[(Currency::Rub, *cost)], income)).collect();
        let told = indicator(&all);
        let median = told.median.unwrap();
        let no_greater = all.iter().filter(|one| one.share().unwrap() <= median).count();
        let no_less = all.iter().filter(|one| one.share().unwrap() >= median).count();
        prop_assert!(2 * no_greater >= all.len() && 2 * no_less >= all.len());
        prop_assert_eq!(told.computed, told.workers);
    }
}
