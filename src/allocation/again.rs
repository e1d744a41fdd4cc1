//! Whether a run again confirms what everybody without a seat is told.

use uuid::Uuid;

use super::{
    input::{Input, Method},
    random::Traits,
    result::{Because, Outcome},
    tests::{SINGLE, each, solve},
    unplaced::split,
};

/// One seat more in this limit.
fn one_more(input: &Input, name: &str) -> Input {
    let mut more = input.clone();
    if let Some(vacancy) = name.strip_prefix("vacancy:") {
        let (id, region) =
            vacancy.split_once('/').map_or((vacancy, None), |(id, region)| (id, Some(region)));
        let id: Uuid = id.parse().unwrap();
        let vacancy = more.vacancies.iter_mut().find(|vacancy| vacancy.id == id).unwrap();
        vacancy.seats += 1;
        let mut kept = vacancy.reservations.iter_mut();
        if let Some(kept) = kept.find(|kept| Some(kept.home_region.as_str()) == region) {
            kept.seats += 1;
        }
    } else {
        more.caps.iter_mut().find(|cap| cap.id == name).unwrap().max += 1;
    }
    more
}

fn limits(input: &Input) -> Vec<String> {
    let open = input.vacancies.iter().map(|vacancy| format!("vacancy:{}", vacancy.id));
    let kept = input.vacancies.iter().flat_map(|vacancy| {
        let held = vacancy.reservations.iter().filter(|kept| kept.release_on > input.day);
        held.map(|kept| format!("vacancy:{}/{}", vacancy.id, kept.home_region))
    });
    let mut all: Vec<String> =
        open.chain(kept).chain(input.caps.iter().map(|cap| cap.id.clone())).collect();
    all.sort();
    all
}

#[test]
fn a_run_again_confirms_every_reason() {
    for method in [Method::CommonOrder, Method::OwnLists] {
        for groups in [false, true] {
            let traits = Traits { method, groups, reservations: true, ..SINGLE };
            each(traits, |_, input, outcome| confirm(input, outcome));
        }
    }
}

fn confirm(input: &Input, outcome: &Outcome) {
    let again: Vec<(String, Outcome)> = limits(input)
        .into_iter()
        .map(|name| {
            let outcome = solve(&one_more(input, &name));
            (name, outcome)
        })
        .collect();
    let seated = |outcome: &Outcome, unit: Uuid| {
        outcome.placements.iter().any(|placement| placement.unit == unit)
    };
    for one in &outcome.unplaced {
        let places = again.iter().filter(|(_, outcome)| seated(outcome, one.unit));
        let names: Vec<&String> = places.map(|(name, _)| name).collect();
        let told: Vec<&String> = one.one_more_seat_in.iter().collect();
        // What helps only by a chain through others, where nothing of its own is full, is not looked for.
        assert!(told.iter().all(|name| names.contains(name)), "{told:?} {names:?}\n{input:#?}");
        if let Because::GroupTooLarge { if_split, .. } = &one.because {
            let (split, members) = split(input, one.unit);
            let outcome = solve(&split);
            let count = members.iter().filter(|id| seated(&outcome, **id)).count();
            assert_eq!(*if_split, Some(u32::try_from(count).unwrap()));
        }
        if let Because::ReservedForOtherRegion { vacancy, home_region, release_on } = &one.because {
            let given = input.vacancies.iter().find(|given| given.id == *vacancy).unwrap();
            let kept = given.reservations.iter().find(|kept| kept.home_region == *home_region);
            assert_eq!(kept.unwrap().release_on, *release_on);
            assert!(*release_on > input.day);
            let filled = outcome.vacancies.iter().find(|load| load.vacancy == *vacancy).unwrap();
            assert!(filled.filled < filled.seats, "seats of it are free");
        }
    }
}
