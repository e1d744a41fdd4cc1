//! Groups in an allocation: seated whole or not at all, and told why; and employers who rank for themselves.

use serde_json::{Value, json};

use super::{
    allocations::Corridor,
    checks::{FOR_CONTRACT, WEEK, pass_all},
    departure::Signed,
    groups::{confirmed, member, says, status},
    scene::{Scene, last},
};
use crate::support::{TestApp, on_both};

/// The agency of a corridor, and whoever hands codes to its people.
fn scene(corridor: &Corridor) -> Scene {
    Scene {
        employer: corridor.employer.clone(),
        agency: corridor.agency.clone(),
        operator: corridor.tatarstan.clone(),
        vacancy: corridor.vacancies[0].clone(),
    }
}

/// A corridor, and a confirmed group of some of its people.
fn with_group(
    app: &TestApp,
    seats: (u32, u32),
    people: u8,
    members: &[usize],
) -> (Corridor, String) {
    let corridor = Corridor::with(app, seats, people);
    let members: Vec<String> = members.iter().map(|at| corridor.candidates[*at].clone()).collect();
    let group = confirmed(&scene(&corridor), &members, "vacancy");
    (corridor, group)
}

/// What is told of somebody in a list of a result.
fn of<'r>(list: &'r Value, candidate: &str) -> &'r Value {
    let mut all = list.as_array().unwrap().iter();
    all.find(|one| one["candidate_id"] == last(candidate))
        .unwrap_or_else(|| panic!("{candidate} in {list}"))
}

on_both! {
    fn a_confirmed_group_is_seated_whole_and_allocated_by_that(app) {
        let (corridor, group) = with_group(app, (2, 2), 4, &[1, 2]);
        let path = corridor.checked(&json!({}));
        let found = corridor.result(&path);
        let [first, second] = [1, 2].map(|at| of(&found["seats"], &corridor.candidates[at]));
        assert_eq!((&first["vacancy_id"], &first["order"]), (&second["vacancy_id"], &second["order"]), "the lowest number counts");
        for (at, expected) in [(0, json!(null)), (1, json!(last(&group))), (2, json!(last(&group))), (3, json!(null))] {
            assert_eq!(of(&found["seats"], &corridor.candidates[at])["group_id"], expected);
        }
        assert_eq!(corridor.tatarstan.get(&path).expect(200)["figures"]["units"], 3);
        let own = corridor.employer.get(&format!("{path}/result")).expect(200);
        assert!(own["seats"].as_array().unwrap().iter().all(|one| one["group_id"].is_null()), "{own}");
        corridor.confirm(&corridor.tatarstan, &path, "tt").expect(200);
        assert_eq!(status(&scene(&corridor), &group), "confirmed");
        corridor.confirm(&corridor.uzbekistan, &path, "uz").expect(200);
        assert_eq!(status(&scene(&corridor), &group), "allocated");
        assert_eq!(corridor.applications().len(), 4);
    }

    fn a_group_for_which_there_is_no_room_together_is_told_how_much_is_missing(app) {
        let (corridor, group) = with_group(app, (1, 2), 3, &[1, 2]);
        let path = corridor.checked(&json!({}));
        let found = corridor.result(&path);
        assert_eq!(found["seats"].as_array().unwrap().len(), 1);
        for at in [1, 2] {
            let told = of(&found["unplaced"], &corridor.candidates[at]);
            assert_eq!((&told["reason"], &told["group_id"]), (&json!("group_too_large"), &json!(last(&group))), "{told}");
            let told = ["seats_needed", "largest_block", "if_split"].map(|member| told[member].as_u64().unwrap());
            assert_eq!(told, [2, 1, 1]);
        }
        let more = format!("vacancy:{}", last(&corridor.vacancies[0]));
        assert_eq!(of(&found["unplaced"], &corridor.candidates[1])["one_more_seat_in"], json!([more]));
        let ask = |change: Value| corridor.tatarstan.post(&format!("{path}/what-if"), &json!({"changes": [change]})).expect(200);
        let without = ask(json!({"kind": "remove_unit", "candidate_id": last(&corridor.candidates[0])}));
        let mut both = [1, 2].map(|at| last(&corridor.candidates[at]));
        both.sort_unstable();
        assert_eq!((&without["gained"], &without["placed_after"]), (&json!(both), &json!(2)), "{without}");
        let alone = ask(json!({"kind": "remove_unit", "candidate_id": both[0]}));
        assert_eq!((&alone["placed_after"], &alone["gained"]), (&json!(1), &json!([])), "a group goes whole");

        let (corridor, _) = with_group(app, (1, 1), 2, &[0, 1]);
        let refused = corridor.act(&corridor.drafted(&json!({})), "freeze").problem(422, "invalid");
        assert_eq!(refused["errors"][0]["code"], "group_too_large", "{refused}");
    }

    fn a_group_takes_part_whole_and_confirmed_or_not_at_all(app) {
        let (corridor, group) = with_group(app, (1, 4), 4, &[1, 2]);
        let some = [last(&corridor.candidates[0]), last(&corridor.candidates[1])];
        let torn = corridor.act(&corridor.drafted(&json!({"candidate_ids": some})), "freeze");
        assert_eq!((torn.pointers(), torn.json()["errors"][0]["code"].clone()), (vec!["/candidate_ids/1".to_owned()], json!("group_not_whole")));

        corridor.agency.transition(&corridor.candidates[2], "paused").expect(200);
        for named in [Value::Null, json!(Corridor::ids(&corridor.candidates))] {
            let asked = if named.is_null() { json!({"candidate_ids": []}) } else { json!({"candidate_ids": named}) };
            let found = corridor.result(&corridor.checked(&asked));
            for at in [1, 2] {
                let told = of(&found["unplaced"], &corridor.candidates[at]);
                assert_eq!((&told["reason"], &told["group_id"]), (&json!("not_available"), &json!(last(&group))), "{told}");
            }
        }
        corridor.agency.transition(&corridor.candidates[2], "available").expect(200);

        let scene = scene(&corridor);
        says(&member(&scene, &group, &corridor.candidates[1]), &group, false).expect(200);
        assert_eq!(status(&scene, &group), "dissolved", "one alone is no group");
        let forming = json!({"member_ids": [last(&corridor.candidates[1]), last(&corridor.candidates[2])], "together": "vacancy"});
        scene.agency.post("/v1/groups", &forming).expect(201);
        let found = corridor.result(&corridor.checked(&json!({})));
        assert!(found["seats"].as_array().unwrap().iter().all(|one| one["group_id"].is_null()), "{found}");
    }

    fn a_group_that_has_changed_since_refuses_all(app) {
        let (corridor, group) = with_group(app, (1, 4), 4, &[0, 1, 2]);
        let path = corridor.checked(&json!({}));
        corridor.confirm(&corridor.tatarstan, &path, "tt").expect(200);
        let scene = scene(&corridor);
        says(&member(&scene, &group, &corridor.candidates[0]), &group, false).expect(200);
        let refused = corridor.confirm(&corridor.uzbekistan, &path, "uz").problem(409, "gate-closed");
        let errors = refused["errors"].as_array().unwrap();
        assert_eq!((errors.len(), &errors[0]["code"]), (1, &json!("input_stale")), "{refused}");
        assert!(refused.to_string().contains(last(&group)), "{refused}");
        assert_eq!(corridor.applications(), [json!(null); 0]);
    }

    fn whoever_has_set_out_leaves_the_group_no_more(app) {
        app.pass(WEEK);
        let (corridor, group) = with_group(app, (1, 2), 2, &[0, 1]);
        let path = corridor.checked(&json!({}));
        corridor.confirm(&corridor.tatarstan, &path, "tt").expect(200);
        corridor.confirm(&corridor.uzbekistan, &path, "uz").expect(200);
        let scene = scene(&corridor);
        let made = corridor.applications();
        let own = made.iter().find(|one| one["candidate_id"] == last(&corridor.candidates[0])).unwrap();
        let application = format!("/v1/applications/{}", own["id"].as_str().unwrap());
        pass_all(app, &application, &FOR_CONTRACT);
        Signed::signs(&scene, app, &application);
        Signed { scene: scene.clone(), application }.sets_out(app);
        says(&member(&scene, &group, &corridor.candidates[0]), &group, false).problem(409, "conflict");
        assert_eq!(status(&scene, &group), "allocated");
        let left = says(&member(&scene, &group, &corridor.candidates[1]), &group, false).expect(200);
        assert_eq!(left["status"], "dissolved", "one alone is no group");
    }

    fn employers_rank_for_themselves_with_own_lists(app) {
        let corridor = Corridor::with(app, (1, 1), 3);
        let ids = Corridor::ids(&corridor.candidates);
        let ranking = json!([{"vacancy_id": last(&corridor.vacancies[0]), "candidate_ids": [ids[2], ids[0]]}]);
        let asked = json!({"method": "own_lists", "order_source": "employer_rank", "rankings": ranking});
        let path = corridor.checked(&asked);
        let found = corridor.result(&path);
        let [first, second, third] = [0, 1, 2].map(|at| &corridor.candidates[at]);
        let seat = of(&found["seats"], third);
        assert_eq!(seat["order"], 10_000, "the first of two");
        let passed_over = of(&found["unplaced"], first);
        let told = (&passed_over["reason"], &passed_over["full"][0]["order"]);
        assert_eq!(told, (&json!("all_full"), &json!(5_000)), "{passed_over}");
        assert_eq!(of(&found["unplaced"], second)["reason"], "no_eligible_vacancy", "nobody is taken who is not ranked");
        assert_eq!(corridor.employer.get(&path).expect(200)["rankings"], json!([]));

        let freeze = |more: Value| corridor.act(&corridor.drafted(&more), "freeze");
        let common = json!({"order_source": "employer_rank", "rankings": asked["rankings"]});
        assert_eq!(freeze(common).pointers(), ["/method"]);
        assert_eq!(freeze(json!({"method": "own_lists", "order_source": "employer_rank"})).pointers(), ["/rankings"]);
        let foreign = json!([{"vacancy_id": ids[0], "candidate_ids": [ids[0]]}]);
        assert_eq!(freeze(json!({"rankings": foreign})).pointers(), ["/rankings/0/vacancy_id"]);
        let twice = json!({"rankings": [{"vacancy_id": last(&corridor.vacancies[0]), "candidate_ids": [ids[0], ids[0]]}]});
        let body = json!({"method": "own_lists", "vacancy_ids": [], "candidate_ids": [], "rankings": twice["rankings"]});
        assert_eq!(corridor.tatarstan.post("/v1/allocations", &body).pointers(), ["/rankings/0/candidate_ids/1"]);
    }
}
