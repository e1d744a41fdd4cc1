//! The figures of a result: loads, cut-offs, sums, and the upper bound.

use std::collections::HashMap;

use uuid::Uuid;

use super::{documents::Found, facts::Facts, faults::Faults, flow::Flow, seats::Seated};

pub(super) fn check(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    let people: u64 = facts
        .units
        .iter()
        .zip(&seated.at)
        .filter(|(_, at)| at.is_some())
        .map(|(unit, _)| unit.size)
        .sum();
    faults.same("placed", "people placed", &found.placed, &people);
    caps(facts, seated, found, faults);
    vacancies(facts, seated, found, faults);
    let most = upper_bound(facts);
    faults.same("placed_upper_bound", "the upper bound", &found.placed_upper_bound, &most);
}

fn caps(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    let is: HashMap<&str, (u64, u64)> = facts
        .limits
        .iter()
        .zip(&seated.loads)
        .map(|((name, max), load)| (name.as_str(), (*load, *max)))
        .collect();
    let names: Vec<&String> = found.loads.iter().map(|load| &load.cap).collect();
    let mut caps: Vec<&String> = facts.given.caps.iter().map(|cap| &cap.id).collect();
    caps.sort_unstable();
    faults.same("loads", "the caps with a load", &names, &caps);
    for told in &found.loads {
        if let Some(is) = is.get(told.cap.as_str()) {
            faults.same("loads", &told.cap, &(told.load, told.max), is);
        }
    }
}

fn vacancies(facts: &Facts<'_>, seated: &Seated, found: &Found, faults: &mut Faults) {
    let mut is: HashMap<Uuid, (u64, Option<u64>)> = HashMap::new();
    for sitting in seated.at.iter().flatten() {
        for (vacancy, _) in &sitting.seats {
            let (filled, cut_off) = is.entry(*vacancy).or_default();
            *filled += 1;
            *cut_off = Some(cut_off.map_or(sitting.order, |known| known.min(sitting.order)));
        }
    }
    let names: Vec<Uuid> = found.vacancies.iter().map(|told| told.vacancy).collect();
    let mut all: Vec<Uuid> = facts.given.vacancies.iter().map(|vacancy| vacancy.id).collect();
    all.sort_unstable();
    faults.same("vacancies", "the vacancies", &names, &all);
    for told in &found.vacancies {
        let (filled, cut_off) = is.get(&told.vacancy).copied().unwrap_or_default();
        let name = told.vacancy.to_string();
        faults.same("filled", &name, &told.filled, &filled);
        faults.same("cut_off", &name, &told.cut_off, &cut_off);
        if let Some(at) = facts.vacancy.get(&told.vacancy) {
            faults.same("seats", &name, &told.seats, &facts.given.vacancies[*at].seats);
        }
    }
}

/// The largest flow of single persons through seats and caps; of caps that cross, the widest that are a tree count.
fn upper_bound(facts: &Facts<'_>) -> u64 {
    let kept = tree(facts);
    let mut flow = Flow::new();
    let vertices: Vec<usize> = facts.limits.iter().map(|_| flow.vertex()).collect();
    let mut next: HashMap<usize, usize> = HashMap::new();
    for limits in facts.counts_in.values() {
        let in_tree = |(at, limit): &(usize, &usize)| *at == 0 || kept[**limit];
        let chain: Vec<usize> =
            limits.iter().enumerate().filter(in_tree).map(|(_, limit)| *limit).collect();
        for pair in chain.windows(2) {
            next.insert(pair[0], pair[1]);
        }
    }
    for (limit, (_, max)) in facts.limits.iter().enumerate() {
        let to = next.get(&limit).map_or(Flow::SINK, |wider| vertices[*wider]);
        flow.edge(vertices[limit], to, *max);
    }
    for unit in facts.given.units.iter().filter(|unit| unit.left_out.is_none()) {
        for member in &unit.members {
            let person = flow.vertex();
            flow.edge(Flow::SOURCE, person, 1);
            for pair in member.pairs.iter().filter(|pair| facts.accepts(member, pair)) {
                let region = &member.home_region;
                let kept = facts.counts_in.get(&(pair.vacancy, region.clone()));
                let own = if region.is_some() { kept } else { None };
                for limits in own.into_iter().chain([&facts.counts_in[&(pair.vacancy, None)]]) {
                    flow.edge(person, vertices[limits[0]], 1);
                }
            }
        }
    }
    flow.most()
}

/// Which limits are a tree: the widest caps first, each that crosses none of those before it.
fn tree(facts: &Facts<'_>) -> Vec<bool> {
    let mut kinds: Vec<&super::facts::SeatKind> = facts.counts_in.keys().collect();
    kinds.sort_unstable();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); facts.limits.len()];
    for (at, kind) in kinds.iter().enumerate() {
        facts.counts_in[*kind].iter().for_each(|limit| members[*limit].push(at));
    }
    let first_cap = facts.limits.len() - facts.given.caps.len();
    let mut order: Vec<usize> = (first_cap..facts.limits.len()).collect();
    let name = |limit: usize| &facts.limits[limit].0;
    order.sort_by(|one, other| {
        (members[*other].len(), name(*other)).cmp(&(members[*one].len(), name(*one)))
    });
    let mut around: Vec<Option<usize>> = vec![None; kinds.len()];
    let mut kept = vec![false; facts.limits.len()];
    for cap in order {
        let Some(first) = members[cap].first() else { continue };
        let outer = around[*first];
        if members[cap].iter().all(|seat| around[*seat] == outer) {
            kept[cap] = true;
            members[cap].iter().for_each(|seat| around[*seat] = Some(cap));
        }
    }
    kept
}
