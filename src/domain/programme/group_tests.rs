use proptest::prelude::*;

use super::*;
use crate::domain::resource::lifecycle::{Around, allowed};

fn people(count: u128) -> Vec<Uuid> {
    (0..count).map(Uuid::from_u128).collect()
}

fn said(n: i64) -> Joined {
    Joined {
        session: Uuid::from_u128(99),
        at: DateTime::from_timestamp(1_800_000_000 + n, 0).unwrap(),
    }
}

#[test]
fn nobody_but_time_and_members_moves_a_group_on_and_its_agency_ends_it() {
    let full = |group: GroupBody| {
        people(2).iter().fold(group, |group, person| group.joined(*person, said(0)))
    };
    let forming = GroupBody::new(&people(2), Together::Vacancy);
    let confirmed = full(forming.clone());
    let around = Around { owner: Ok(()), today: "2026-11-24".parse().unwrap(), lacks: Vec::new() };
    let offered = |from: GroupStatus, by, group: &GroupBody| {
        let to = allowed(GroupBody::moves(from), by, group, &around);
        to.iter().map(|to| to.as_str()).collect::<Vec<_>>()
    };
    for from in GroupStatus::ALL {
        let ends: &[&str] = if *from == GroupStatus::Dissolved { &[] } else { &["dissolved"] };
        for by in [Relation::Owner, Relation::Operator] {
            assert_eq!(offered(*from, by, &confirmed), ends, "{from} by {by}");
        }
        for by in [Relation::Party, Relation::Worker, Relation::Public] {
            assert_eq!(offered(*from, by, &confirmed), [""; 0], "{from} by {by}");
        }
    }
    let system = Relation::System;
    assert_eq!(offered(GroupStatus::Forming, system, &forming), ["dissolved"]);
    assert_eq!(offered(GroupStatus::Forming, system, &confirmed), ["confirmed", "dissolved"]);
    let unconfirmed = offered(GroupStatus::Confirmed, system, &forming);
    assert_eq!(unconfirmed, ["forming", "dissolved"], "an unconfirmed group is not allocated");
}

proptest! {
    /// Whoever comes and goes, a group is confirmed exactly if everybody in it has said so since somebody last left.
    #[test]
    fn a_group_is_confirmed_by_all_who_are_in_it(
        count in 2..6u128,
        steps in prop::collection::vec((0..6u128, any::<bool>()), 0..30),
    ) {
        let mut group = GroupBody::new(&people(count), Together::Site);
        let (mut present, mut agreed) = (people(count), Vec::new());
        for (person, joins) in steps {
            let person = Uuid::from_u128(person);
            if group.member(person).is_none() {
                continue;
            }
            if joins {
                group = group.joined(person, said(1));
                agreed.push(person);
            } else {
                group = group.without(person);
                present.retain(|one| *one != person);
                agreed.clear();
            }
        }
        let expected = if present.len() < 2 {
            GroupStatus::Dissolved
        } else if present.iter().all(|one| agreed.contains(one)) {
            GroupStatus::Confirmed
        } else {
            GroupStatus::Forming
        };
        prop_assert_eq!(group.standing(), expected);
    }

    /// The facets say of each member once that it is one, and of a live group once more.
    #[test]
    fn a_member_of_a_live_group_is_found_as_one(count in 2..31u128, live in any::<bool>()) {
        let group = GroupBody { live, ..GroupBody::new(&people(count), Together::Municipality) };
        let expected = if live { 2 * count } else { count };
        prop_assert_eq!(group.facets().len() as u128, expected);
    }
}
