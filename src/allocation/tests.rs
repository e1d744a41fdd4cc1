//! The solver against its promises, by brute force on small markets, and against the checker. `KOPRIK_MARKETS` sets how many
//! markets each test tries.

use serde_json::Value;
use uuid::Uuid;

use super::{
    input::{Cap, CapKind, Input, Method, Together},
    plain::{Choice, Plain},
    problems::Problem,
    random::{Chance, SEED, Traits, market},
    result::Outcome,
    watch::Watch,
};
use crate::allocation_check::check;

pub(super) const SINGLE: Traits = Traits {
    method: Method::CommonOrder,
    groups: false,
    together: Together::Vacancy,
    reservations: false,
};

fn markets() -> u64 {
    std::env::var("KOPRIK_MARKETS").ok().and_then(|count| count.parse().ok()).unwrap_or(500)
}

pub(super) fn solve(input: &Input) -> Outcome {
    super::solve(input, SEED, Watch::new(&mut |_, _| true)).unwrap()
}

fn documents(input: &Input, outcome: &Outcome) -> (Value, Value) {
    (serde_json::to_value(input).unwrap(), serde_json::to_value(outcome).unwrap())
}

/// Tries as many markets as are asked for, and shows the one that fails.
pub(super) fn each(traits: Traits, mut test: impl FnMut(&mut Chance, &Input, &Outcome)) {
    for seed in 0..markets() {
        let mut chance = Chance(seed);
        let input = market(&mut chance, traits);
        let outcome = solve(&input);
        let (given, found) = documents(&input, &outcome);
        let report = check(&given, &found);
        assert!(report.passed, "{seed}: {report:#?}\n{given:#}\n{found:#}");
        test(&mut chance, &input, &outcome);
    }
}

fn vacancies(choice: &Choice) -> Vec<Option<usize>> {
    choice.iter().map(|seat| seat.map(|(vacancy, _)| vacancy)).collect()
}

#[test]
fn by_a_common_order_there_is_exactly_one_result_without_a_blocking_pair() {
    for groups in [false, true] {
        each(Traits { groups, ..SINGLE }, |_, input, outcome| {
            let plain = Plain::of(input);
            let found = plain.choice(outcome);
            assert!(!plain.blocks(&found), "{input:#?}\n{outcome:#?}");
            plain.all(&mut |choice| {
                let same = vacancies(choice) == vacancies(&found);
                assert!(same || plain.blocks(choice), "{input:#?}\n{choice:?} {outcome:#?}");
            });
        });
    }
}

#[test]
fn reserved_seats_make_nobody_block() {
    for (method, groups) in
        [(Method::CommonOrder, true), (Method::CommonOrder, false), (Method::OwnLists, false)]
    {
        let traits = Traits { method, groups, reservations: true, ..SINGLE };
        each(traits, |_, input, outcome| {
            let plain = Plain::of(input);
            assert!(!plain.blocks(&plain.choice(outcome)), "{input:#?}\n{outcome:#?}");
        });
    }
}

#[test]
fn by_own_lists_everybody_gets_the_best_place_of_all_stable_results() {
    each(Traits { method: Method::OwnLists, ..SINGLE }, |_, input, outcome| {
        let plain = Plain::of(input);
        let found = plain.choice(outcome);
        assert!(!plain.blocks(&found), "{input:#?}\n{outcome:#?}");
        plain.all(&mut |choice| {
            let better = |unit: usize| {
                choice[unit].is_some_and(|(seat, _)| plain.prefers(unit, seat, found[unit]))
            };
            let somebody = (0..choice.len()).any(better);
            assert!(!somebody || plain.blocks(choice), "{input:#?}\n{choice:?} {outcome:#?}");
        });
    });
}

#[test]
fn by_own_lists_nobody_gains_by_a_false_list() {
    let traits = Traits { method: Method::OwnLists, reservations: true, ..SINGLE };
    each(traits, |chance, input, outcome| {
        let plain = Plain::of(input);
        let honest = plain.choice(outcome);
        for (unit, told) in honest.iter().enumerate() {
            let mut lying = input.clone();
            let pairs = &mut lying.units[unit].members[0].pairs;
            let mut ranks: Vec<u32> = (1..=u32::try_from(pairs.len()).unwrap()).collect();
            chance.shuffle(&mut ranks);
            pairs.iter_mut().zip(ranks).for_each(|(pair, rank)| pair.rank = rank);
            let keep = 1 + chance.below(pairs.len().max(1));
            pairs.retain(|pair| pair.rank as usize <= keep);
            let seat = plain.choice(&solve(&lying))[unit];
            let gained = seat.is_some_and(|(seat, _)| plain.prefers(unit, seat, *told));
            assert!(!gained, "{input:#?}\n{lying:#?}");
        }
    });
}

#[test]
fn by_own_lists_with_groups_what_is_promised_holds() {
    let (mut blocked, mut tried) = (0, 0);
    for reservations in [false, true] {
        let traits = Traits { method: Method::OwnLists, groups: true, reservations, ..SINGLE };
        each(traits, |_, input, outcome| {
            tried += 1;
            blocked += usize::from(!outcome.certificate.blocking_pairs.is_empty());
            let plain = Plain::of(input);
            let blocks = plain.blocks(&plain.choice(outcome));
            assert_eq!(blocks, !outcome.certificate.blocking_pairs.is_empty());
        });
    }
    assert!(blocked * 20 < tried, "{blocked} of {tried} have a blocking pair");
}

#[test]
fn groups_that_may_spread_are_seated_whole_and_do_not_block() {
    for method in [Method::CommonOrder, Method::OwnLists] {
        for together in [Together::Site, Together::Municipality] {
            let traits = Traits { method, groups: true, together, reservations: true };
            each(traits, |_, _, outcome| {
                let none = outcome.certificate.blocking_pairs.is_empty();
                assert!(none || method == Method::OwnLists);
            });
        }
    }
}

#[test]
fn a_shuffled_input_gives_the_same_bytes() {
    for method in [Method::CommonOrder, Method::OwnLists] {
        let traits = Traits { method, groups: true, reservations: true, ..SINGLE };
        each(traits, |chance, input, outcome| {
            let mut shuffled = input.clone();
            chance.shuffle(&mut shuffled.units);
            chance.shuffle(&mut shuffled.vacancies);
            chance.shuffle(&mut shuffled.caps);
            for unit in &mut shuffled.units {
                chance.shuffle(&mut unit.members);
                unit.members.iter_mut().for_each(|member| chance.shuffle(&mut member.pairs));
            }
            shuffled.sort();
            let bytes = |outcome: &Outcome| serde_json::to_vec(outcome).unwrap();
            assert_eq!(bytes(&solve(&shuffled)), bytes(outcome));
        });
    }
}

#[test]
fn the_hash_is_that_of_the_canonical_form() {
    each(Traits { groups: true, reservations: true, ..SINGLE }, |_, input, _| {
        let document = serde_json::to_value(input).unwrap();
        let canonical = crate::domain::values::canonical::canonical(&document);
        assert_eq!(serde_json::to_string(input).unwrap(), canonical);
    });
}

#[test]
fn where_nothing_is_reserved_the_home_region_changes_nothing() {
    each(Traits { groups: true, ..SINGLE }, |_, input, outcome| {
        let mut other = input.clone();
        for member in other.units.iter_mut().flat_map(|unit| &mut unit.members) {
            member.home_region = Some("UZ-TK".to_owned());
        }
        let seats = |outcome: &Outcome| serde_json::to_value(&outcome.placements).unwrap();
        assert_eq!(seats(&solve(&other)), seats(outcome));
    });
}

#[test]
fn the_upper_bound_is_the_most_that_can_be_seated() {
    let traits = Traits { method: Method::OwnLists, reservations: true, ..SINGLE };
    each(traits, |_, input, outcome| {
        let plain = Plain::of(input);
        let mut most = 0;
        plain.all(&mut |choice| most = most.max(choice.iter().flatten().count()));
        assert_eq!(outcome.placed_upper_bound as usize, most, "{input:#?}");
    });
}

#[test]
fn caps_that_cross_are_named_where_lists_are_own() {
    let mut input = market(&mut Chance(7), Traits { method: Method::OwnLists, ..SINGLE });
    let mut third = input.vacancies[0].clone();
    input.vacancies.truncate(1);
    for at in 1..3 {
        third.id = Uuid::from_u128(200 + at);
        input.vacancies.push(third.clone());
    }
    let ids: Vec<Uuid> = input.vacancies.iter().map(|vacancy| vacancy.id).collect();
    let cap = |id: &str, members: &[Uuid]| Cap {
        id: id.to_owned(),
        kind: CapKind::Other,
        max: 1,
        members: members.to_vec(),
        source: "a rule".to_owned(),
    };
    input.units.clear();
    input.caps = vec![cap("one", &ids[..2]), cap("other", &ids[1..])];
    let cross = Problem::CapsCross("other".to_owned(), "one".to_owned());
    assert_eq!(input.problems(), std::slice::from_ref(&cross));
    input.caps[1].members = ids[..1].to_vec();
    assert_eq!(input.problems(), []);
}

#[test]
fn a_group_above_all_caps_and_seats_kept_above_those_that_are_free_are_refused() {
    let traits = Traits { groups: true, ..SINGLE };
    let mut input = market(&mut Chance(3), traits);
    input.caps.clear();
    for vacancy in &mut input.vacancies {
        vacancy.seats = 1;
    }
    let group = Problem::GroupAboveCaps;
    let groups =
        input.units.iter().filter(|unit| unit.members.len() > 1 && unit.left_out.is_none());
    let expected: Vec<Problem> = groups.map(|unit| group(unit.id)).collect();
    assert_eq!(input.problems(), expected);
    let mut chance = Chance(0);
    let mut kept = market(&mut chance, Traits { reservations: true, ..SINGLE });
    while kept.vacancies.iter().all(|vacancy| vacancy.reservations.is_empty()) {
        kept = market(&mut chance, Traits { reservations: true, ..SINGLE });
    }
    for vacancy in kept.vacancies.iter_mut().filter(|vacancy| !vacancy.reservations.is_empty()) {
        vacancy.reservations[0].seats = vacancy.seats + 1;
    }
    let above = |problem: &Problem| matches!(problem, Problem::ReservationAboveSeats(_));
    assert!(kept.problems().iter().any(above));
}

#[test]
fn a_run_that_is_told_to_stop_stops() {
    let input = market(&mut Chance(1), SINGLE);
    let stopped = super::solve(&input, SEED, Watch::new(&mut |_, _| false));
    assert!(matches!(stopped, Err(super::Unsolved::Cancelled(_))));
}
