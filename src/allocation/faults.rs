//! Faults that are planted into good results: the checker has to find every one.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    input::{Input, Method, Together},
    random::{Chance, SEED, Traits, market},
    watch::Watch,
};
use crate::allocation_check::check;

/// Faults of many kinds, each planted into a good result; one that changes nothing is planted anew.
#[test]
fn the_checker_finds_every_planted_fault() {
    let mut planted = 0;
    let mut kinds: BTreeMap<usize, usize> = BTreeMap::new();
    let mut seed = 0;
    while planted < 1_000 {
        seed += 1;
        let mut chance = Chance(seed);
        let method = [Method::CommonOrder, Method::OwnLists][chance.below(2)];
        let groups = method == Method::CommonOrder && chance.one_in(2);
        let input = market(
            &mut chance,
            Traits { method, groups, together: Together::Vacancy, reservations: true },
        );
        let (given, good) = documents(&input);
        let kind = chance.below(18);
        let mut bad = good.clone();
        plant(&mut chance, kind, &mut bad, &input);
        if bad == good {
            continue;
        }
        assert!(!check(&given, &bad).passed, "{kind}: {given:#}\n{good:#}\n{bad:#}");
        planted += 1;
        *kinds.entry(kind).or_default() += 1;
    }
    assert_eq!(kinds.len(), 18, "{kinds:?}");
}

fn documents(input: &Input) -> (Value, Value) {
    let outcome = super::solve(input, SEED, Watch::new(&mut |_, _| true)).unwrap();
    (serde_json::to_value(input).unwrap(), serde_json::to_value(outcome).unwrap())
}

fn plant(chance: &mut Chance, kind: usize, bad: &mut Value, input: &Input) {
    let pick = |chance: &mut Chance, list: &Value| chance.below(list.as_array().unwrap().len());
    let number = |value: &mut Value, by: u64| *value = json!(value.as_u64().unwrap_or(0) + by);
    let have = |list: &Value| !list.as_array().unwrap().is_empty();
    let another = input.vacancies[chance.below(input.vacancies.len())].id;
    if have(&bad["placements"]) {
        let at = pick(chance, &bad["placements"]);
        let one = &mut bad["placements"][at];
        match kind {
            0 => one["seats"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .for_each(|s| s["vacancy"] = json!(another)),
            1 => number(&mut one["order"], 1),
            2 => drop(bad["placements"].as_array_mut().unwrap().remove(at)),
            3 => {
                let twice = one.clone();
                bad["placements"].as_array_mut().unwrap().push(twice);
            }
            4 => one["seats"][0]["reserved_for"] = json!("UZ-FA"),
            5 => one["seats"][0]["candidate"] = json!(Uuid::from_u128(9)),
            6 => {
                // Takes somebody's seat away and says that all is full.
                let unit = one["unit"].clone();
                bad["placements"].as_array_mut().unwrap().remove(at);
                let unplaced = json!({ "unit": unit, "reason": "all_full", "full": [], "one_more_seat_in": [] });
                bad["unplaced"].as_array_mut().unwrap().push(unplaced);
            }
            _ => {}
        }
    }
    if have(&bad["unplaced"]) {
        let at = pick(chance, &bad["unplaced"]);
        match kind {
            7 => bad["unplaced"][at]["reason"] = json!("not_available"),
            8 => drop(bad["unplaced"].as_array_mut().unwrap().remove(at)),
            9 => bad["unplaced"][at]["one_more_seat_in"] = json!(["nothing"]),
            16 => bad["unplaced"][at]["one_more_seat_in"] = json!([]),
            17 => {
                // A limit that there is, but in which a seat more would not do.
                let names = bad["unplaced"][at]["one_more_seat_in"].as_array_mut().unwrap();
                let name = json!(format!("vacancy:{another}"));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            _ => {}
        }
    }
    match kind {
        10 => number(&mut bad["placed"], 1),
        11 => number(&mut bad["placed_upper_bound"], 1),
        12 => number(&mut bad["vacancies"][0]["filled"], 1),
        13 => bad["certificate"]["input_hash"] = json!("00"),
        14 => bad["certificate"]["seed"] = json!("00"),
        15 => {
            let wish = json!({ "unit": input.units[0].id, "place": another.to_string() });
            bad["certificate"]["blocking_pairs"].as_array_mut().unwrap().push(wish);
        }
        _ => {}
    }
}
