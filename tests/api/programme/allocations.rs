//! Many people are put on many seats at once: worked out, checked by other code, and confirmed by both sides or not at all.

use std::process::Command;

use koprik::{allocation_check, domain::access::scope::Role};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    job_orders::Demand,
    scene::last,
    seats::{at_once, one_succeeds},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both, worker,
        world::{but, eventually, id},
    },
};

/// Vacancies under an approved order, candidates of several levels, and an operator of each side.
pub(super) struct Corridor {
    pub(super) employer: Client,
    pub(super) agency: Client,
    pub(super) tatarstan: Client,
    pub(super) uzbekistan: Client,
    pub(super) vacancies: Vec<String>,
    pub(super) candidates: Vec<String>,
}

impl Corridor {
    /// So many vacancies with so many seats each, and so many candidates, the best first.
    pub(super) fn with(app: &TestApp, (vacancies, seats): (u32, u32), candidates: u8) -> Self {
        let demand = Demand::approved_with(app, &json!({"heads": vacancies * seats}));
        let vacancies = (0..vacancies).map(|_| {
            let body = but(bodies::vacancy(), &json!({"total_job_openings": seats}));
            let made = id(&demand.employer.post("/v1/vacancies", &body).expect(201));
            let path = format!("/v1/vacancies/{made}");
            demand.allot(&path, seats).expect(200);
            demand.employer.transition(&path, "published").expect(200);
            path
        });
        let vacancies = vacancies.collect();
        let agency = app.agency();
        let candidates = (0..candidates).map(|n| {
            let years = 10 - 2 * n;
            let skill = json!({"skill": "con.lay_bricks", "level": 5, "years": years, "evidence": "assessed"});
            app.available(&agency, &but(bodies::candidate(), &json!({"skills": [skill], "occupations": [{"trade": "bricklayer", "years": years}]})))
        });
        let candidates = candidates.collect();
        let (tatarstan, uzbekistan) = (app.operator(), app.operator());
        let employer = demand.employer;
        Self { employer, agency, tatarstan, uzbekistan, vacancies, candidates }
    }

    pub(super) fn ids(paths: &[String]) -> Vec<&str> {
        paths.iter().map(|path| last(path)).collect()
    }

    /// What takes part, within these limits.
    fn asked(&self, members: &Value) -> Value {
        let all = json!({
            "method": "common_order", "vacancy_ids": Self::ids(&self.vacancies),
            "candidate_ids": Self::ids(&self.candidates),
        });
        but(all, members)
    }

    pub(super) fn drafted(&self, members: &Value) -> String {
        let made = self.tatarstan.post("/v1/allocations", &self.asked(members)).expect(201);
        format!("/v1/allocations/{}", id(&made))
    }

    pub(super) fn frozen(&self, members: &Value) -> String {
        let path = self.drafted(members);
        let seen = self.act(&path, "freeze").expect(200);
        assert_eq!(seen["status"], "frozen");
        path
    }

    pub(super) fn act(&self, path: &str, what: &str) -> Answer {
        self.tatarstan.send("POST", &format!("{path}/{what}"), &[], None)
    }

    pub(super) fn computed(&self, members: &Value) -> String {
        let path = self.frozen(members);
        self.compute(&path);
        path
    }

    /// Starts a run and waits until it has finished. Returns its path.
    pub(super) fn compute(&self, path: &str) -> String {
        let started =
            self.tatarstan.post("/v1/allocation-runs", &json!({"allocation_id": last(path)}));
        started.expect(202);
        let run = started.header("location").to_owned();
        eventually("the run has finished", || {
            self.tatarstan.get(&run).expect(200)["status"] == "finished"
        });
        run
    }

    pub(super) fn checked(&self, members: &Value) -> String {
        let path = self.computed(members);
        let report = self.act(&path, "check").expect(200);
        assert_eq!((&report["passed"], &report["faults"]), (&json!(true), &json!([])), "{report}");
        path
    }

    pub(super) fn confirm(&self, operator: &Client, path: &str, side: &str) -> Answer {
        let version = self.tatarstan.get(path).expect(200)["version"].clone();
        operator.post(&format!("{path}/confirmations"), &json!({"side": side, "version": version}))
    }

    pub(super) fn result(&self, path: &str) -> Value {
        self.tatarstan.get(&format!("{path}/result")).expect(200)
    }

    pub(super) fn applications(&self) -> Vec<Value> {
        let page = self.tatarstan.get("/v1/applications?limit=100").expect(200);
        page["items"].as_array().unwrap().clone()
    }
}

/// Whether `koprik check-allocation` finds a file right, and what it says.
fn checked_by_command(app: &TestApp, file: &Value) -> (bool, String) {
    let at = app.database.folder.path().join("allocation.json");
    std::fs::write(&at, file.to_string()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_koprik"));
    let done = command.arg("check-allocation").arg(at).output().unwrap();
    (done.status.success(), String::from_utf8(done.stderr).unwrap())
}

/// The members of items, sorted.
fn each(items: &Value, member: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    let mut all: Vec<String> = items.map(|one| one[member].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

fn cap(max: u32) -> Value {
    json!({"id": "kazan", "kind": "municipality", "max": max, "municipality": "92701000", "source": "a quota"})
}

on_both! {
    fn both_sides_confirm_what_a_checker_confirmed_and_the_seats_are_given(app) {
        let corridor = Corridor::with(app, (2, 2), 5);
        let path = corridor.checked(&json!({"caps": [cap(3)]}));
        let seen = corridor.tatarstan.get(&path).expect(200);
        assert_eq!((&seen["status"], &seen["figures"]["placed"]), (&json!("checked"), &json!(3)), "{seen}");
        let found = corridor.result(&path);
        let best: Vec<String> = Corridor::ids(&corridor.candidates[..3]).iter().map(ToString::to_string).collect();
        assert_eq!(each(&found["seats"], "candidate_id"), best, "the three with the most years");
        let unplaced = found["unplaced"].as_array().unwrap();
        assert_eq!(unplaced.len(), 2);
        for one in unplaced {
            // Of two vacancies one has both seats filled, and of the other the cap of Kazan is full.
            assert_eq!(one["reason"], "all_full", "{one}");
            let full = one["full"].as_array().unwrap();
            let capped = full.iter().find(|place| place["full"] == "kazan").unwrap();
            assert_eq!((full.len(), &capped["source"]), (2, &json!("a quota")), "{one}");
        }
        let fourth = unplaced.iter().find(|one| one["candidate_id"] == last(&corridor.candidates[3])).unwrap();
        assert_eq!(fourth["one_more_seat_in"], json!(["kazan"]));
        assert_eq!(corridor.confirm(&corridor.tatarstan, &path, "tt").expect(200)["status"], "checked");
        assert_eq!(corridor.applications(), [json!(null); 0]);
        assert_eq!(corridor.confirm(&corridor.uzbekistan, &path, "uz").expect(200)["status"], "confirmed");
        let made = corridor.applications();
        assert_eq!(made.len(), 3);
        for one in &made {
            assert_eq!((&one["status"], &one["allocation_id"]), (&json!("selected"), &json!(last(&path))), "{one}");
            assert!(one["job_order_id"].is_string());
        }
        let application = |one: &Value| format!("/v1/applications/{}", one["id"].as_str().unwrap());
        let seated = worker::in_person(&app.operator(), "move_application", &application(&made[0]));
        let line = seated.get(&format!("{path}/result")).expect(200);
        assert_eq!(each(&line["seats"], "candidate_id"), [made[0]["candidate_id"].as_str().unwrap()]);
        assert_eq!((&line["unplaced"], &line["vacancies"]), (&json!([]), &json!([])), "nothing of anybody else: {line}");
        let other = Corridor::with(app, (1, 1), 1).checked(&json!({}));
        seated.get(&format!("{other}/result")).problem(404, "not-found");
        let open: u64 = corridor.vacancies.iter().map(|path| {
            corridor.employer.get(path).expect(200)["open_job_openings"].as_u64().unwrap()
        }).sum();
        assert_eq!(open, 1);
        let history = corridor.tatarstan.get(&format!("{path}/history")).expect(200);
        let actions: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|one| &one["action"]).collect();
        assert_eq!(actions, ["create", "freeze", "compute", "check", "confirm_tt", "confirm_uz"]);
        corridor.tatarstan.transition(&path, "discarded").problem(409, "conflict");
    }

    fn the_seed_is_committed_to_before_anything_is_frozen_and_revealed_after(app) {
        let corridor = Corridor::with(app, (1, 1), 2);
        let path = corridor.drafted(&json!({}));
        let draft = corridor.tatarstan.get(&path).expect(200);
        assert!(draft["seed"].is_null() && draft["input_hash"].is_null());
        let changed = corridor.tatarstan.patch(&path, "*", &json!({"method": "own_lists"})).expect(200);
        assert_eq!(changed["seed_commitment"], draft["seed_commitment"], "it is drawn once");
        let frozen = corridor.act(&path, "freeze").expect(200);
        assert!(frozen["seed"].is_null() && frozen["input_hash"].is_string());
        corridor.tatarstan.patch(&path, "*", &json!({"method": "common_order"})).problem(409, "conflict");
        corridor.act(&path, "freeze").problem(409, "conflict");
        corridor.tatarstan.get(&format!("{path}/result")).problem(409, "conflict");
        let run = corridor.compute(&path);
        let results = corridor.tatarstan.get(&format!("{run}/results")).expect(200);
        assert_eq!(results["items"][0]["figures"]["placed"], 1);
        let computed = corridor.tatarstan.get(&path).expect(200);
        assert_eq!(computed["seed"], corridor.result(&path)["seed"]);
        assert_eq!(computed["seed_commitment"], draft["seed_commitment"]);
        let again = corridor.tatarstan.post("/v1/allocation-runs", &json!({"allocation_id": last(&path)}));
        again.problem(409, "conflict");
    }

    fn whoever_checks_by_other_means_gets_the_same_answer(app) {
        let corridor = Corridor::with(app, (2, 1), 4);
        let path = corridor.computed(&json!({"method": "own_lists", "caps": [cap(1)]}));
        let file = corridor.tatarstan.get(&format!("{path}/file")).expect(200);
        let report = allocation_check::check(&file["input"], &file["result"]);
        assert!(report.passed, "{report:#?}");
        let mut wrong = file["result"].clone();
        wrong["placed"] = json!(4);
        assert!(!allocation_check::check(&file["input"], &wrong).passed);
        let written = file["input"].to_string();
        for name in ["age", "sex", "birth", "name", "family"] {
            assert!(!written.contains(&format!("\"{name}")), "{name} does not go in");
        }
        corridor.employer.get(&format!("{path}/file")).problem(403, "forbidden");
    }

    fn the_command_line_checks_what_was_kept_as_a_file(app) {
        let corridor = Corridor::with(app, (1, 1), 2);
        let path = corridor.computed(&json!({}));
        let file = corridor.tatarstan.get(&format!("{path}/file")).expect(200);
        let (right, said) = checked_by_command(app, &file);
        assert!(right && said.contains("the allocation is right"), "{said}");
        let mut wrong = file;
        wrong["result"]["placements"][0]["order"] = json!(1);
        let (right, said) = checked_by_command(app, &wrong);
        assert!(!right && said.contains("order: ") && said.contains("the allocation is wrong"), "{said}");
    }

    fn what_has_changed_since_refuses_all_and_nothing_is_done(app) {
        let corridor = Corridor::with(app, (2, 1), 2);
        let path = corridor.checked(&json!({}));
        corridor.confirm(&corridor.tatarstan, &path, "tt").expect(200);
        corridor.agency.transition(&corridor.candidates[0], "paused").expect(200);
        let refused = corridor.confirm(&corridor.uzbekistan, &path, "uz").problem(409, "gate-closed");
        let errors = refused["errors"].as_array().unwrap();
        assert_eq!((errors.len(), &errors[0]["code"]), (1, &json!("input_stale")), "{refused}");
        assert!(refused.to_string().contains(last(&corridor.candidates[0])), "{refused}");
        assert_eq!(corridor.applications(), [json!(null); 0]);
        assert_eq!(corridor.tatarstan.get(&path).expect(200)["status"], "checked");
        corridor.agency.transition(&corridor.candidates[0], "available").expect(200);
        let seats = json!({"total_job_openings": 2});
        let vacancy = &corridor.vacancies[0];
        corridor.employer.transition(vacancy, "suspended").expect(200);
        let refused = corridor.confirm(&corridor.uzbekistan, &path, "uz").problem(409, "gate-closed");
        assert!(refused.to_string().contains(last(vacancy)), "{refused} {seats}");
        corridor.employer.transition(vacancy, "published").expect(200);
        corridor.confirm(&corridor.uzbekistan, &path, "uz").expect(200);
        assert_eq!(corridor.applications().len(), 2);
    }

    fn two_organisations_confirm_each_for_its_side_what_they_have_read(app) {
        let corridor = Corridor::with(app, (1, 1), 1);
        let path = corridor.computed(&json!({}));
        corridor.confirm(&corridor.tatarstan, &path, "tt").problem(409, "conflict");
        corridor.act(&path, "check").expect(200);
        let old = json!({"side": "tt", "version": 1});
        corridor.tatarstan.post(&format!("{path}/confirmations"), &old).problem(412, "precondition-failed");
        corridor.confirm(&corridor.tatarstan, &path, "tt").expect(200);
        corridor.confirm(&corridor.uzbekistan, &path, "tt").problem(409, "conflict");
        corridor.confirm(&corridor.tatarstan, &path, "uz").problem(409, "conflict");
        for stranger in [&corridor.employer, &corridor.agency] {
            stranger.post(&format!("{path}/confirmations"), &old).problem(403, "forbidden");
        }
        let version = corridor.tatarstan.get(&path).expect(200)["version"].clone();
        let body = json!({"side": "uz", "version": version});
        let at = format!("{path}/confirmations");
        one_succeeds(&at_once(|_| corridor.uzbekistan.post(&at, &body)), 200);
        assert_eq!(corridor.applications().len(), 1);
    }

    fn what_cannot_be_worked_out_is_named(app) {
        let corridor = Corridor::with(app, (3, 1), 1);
        let [one, two, three] = [0, 1, 2].map(|at| last(&corridor.vacancies[at]));
        let cap = |id: &str, vacancies: [&str; 2]| json!({
            "id": id, "kind": "other", "max": 1, "vacancy_ids": vacancies, "source": "a rule"
        });
        let crossing = json!([cap("left", [one, two]), cap("right", [two, three])]);
        let path = corridor.drafted(&json!({"method": "own_lists", "caps": crossing}));
        let refused = corridor.act(&path, "freeze").problem(422, "invalid");
        let error = &refused["errors"][0];
        assert_eq!(error["code"], "caps_cross");
        let detail = error["detail"].as_str().unwrap();
        assert!(detail.contains("left") && detail.contains("right"), "{detail}");
        corridor.tatarstan.patch(&path, "*", &json!({"method": "common_order"})).expect(200);
        corridor.act(&path, "freeze").expect(200);
        let kept = json!([{"vacancy_id": one, "home_region": "UZ-SA", "seats": 2, "release_on": "2027-02-01"}]);
        let path = corridor.drafted(&json!({"reservations": kept}));
        let refused = corridor.act(&path, "freeze").problem(422, "invalid");
        assert_eq!(refused["errors"][0]["code"], "reservation_above_seats");
        let stranger = app.published(&app.employer(), &bodies::vacancy());
        let path = corridor.drafted(&json!({"vacancy_ids": [last(&stranger)]}));
        let answer = corridor.act(&path, "freeze");
        answer.problem(422, "invalid");
        assert_eq!(answer.pointers(), ["/vacancy_ids/0"], "it stands under no order");
        let path = corridor.drafted(&json!({"candidate_ids": [Uuid::now_v7()]}));
        assert_eq!(corridor.act(&path, "freeze").pointers(), ["/candidate_ids/0"]);
    }

    fn seats_that_are_kept_for_a_region_say_until_when(app) {
        let corridor = Corridor::with(app, (1, 2), 2);
        let kept = json!([{
            "vacancy_id": last(&corridor.vacancies[0]), "home_region": "UZ-QR", "seats": 1, "release_on": "2027-02-01"
        }]);
        let path = corridor.checked(&json!({"reservations": kept}));
        let found = corridor.result(&path);
        assert_eq!(found["seats"].as_array().unwrap().len(), 1);
        let one = &found["unplaced"][0];
        assert_eq!((&one["reason"], &one["release_on"]), (&json!("reserved_for_other_region"), &json!("2027-02-01")), "{one}");
        let past = json!([{
            "vacancy_id": last(&corridor.vacancies[0]), "home_region": "UZ-QR", "seats": 1, "release_on": "2026-11-01"
        }]);
        let path = corridor.checked(&json!({"reservations": past}));
        assert_eq!(corridor.result(&path)["seats"].as_array().unwrap().len(), 2, "they have lapsed");
    }

    fn who_takes_no_part_is_told_why(app) {
        let corridor = Corridor::with(app, (1, 3), 2);
        corridor.agency.transition(&corridor.candidates[0], "paused").expect(200);
        let skill = json!({"skill": "con.lay_bricks", "level": 1, "years": 0, "evidence": "self_declared"});
        let lacking = but(bodies::candidate(), &json!({"skills": [skill]}));
        let lacking = app.available(&corridor.agency, &lacking);
        let mut all = Corridor::ids(&corridor.candidates);
        all.push(last(&lacking));
        let path = corridor.checked(&json!({"candidate_ids": all}));
        let found = corridor.result(&path);
        let reason = |path: &str| {
            let unplaced = found["unplaced"].as_array().unwrap();
            unplaced.iter().find(|one| one["candidate_id"] == last(path)).unwrap().clone()
        };
        assert_eq!(reason(&corridor.candidates[0])["reason"], "not_available");
        let told = reason(&lacking);
        assert_eq!(told["reason"], "no_eligible_vacancy", "{told}");
        assert_eq!(told["nearest"][0]["failed_rules"], json!(["skill"]), "{told}");
        assert!(!told["nearest"][0]["path"].as_array().unwrap().is_empty(), "{told}");
    }

    fn a_change_that_is_tried_is_told_and_not_kept(app) {
        let corridor = Corridor::with(app, (1, 3), 3);
        let path = corridor.computed(&json!({"caps": [cap(1)]}));
        let before = corridor.tatarstan.get(&path).expect(200);
        let ask = |changes: Value| corridor.tatarstan.post(&format!("{path}/what-if"), &json!({"changes": changes}));
        let told = ask(json!([{"kind": "set_cap", "cap_id": "kazan", "max": 2}])).expect(200);
        assert_eq!((&told["placed_before"], &told["placed_after"]), (&json!(1), &json!(2)), "{told}");
        assert_eq!(told["gained"], json!([last(&corridor.candidates[1])]));
        assert_eq!(told["municipalities"], json!([{"municipality": "92701000", "before": 1, "after": 2}]));
        let told = ask(json!([{"kind": "remove_unit", "candidate_id": last(&corridor.candidates[0])}])).expect(200);
        assert_eq!(told["lost"], json!([last(&corridor.candidates[0])]));
        let told = ask(json!([{"kind": "set_method", "method": "own_lists"}])).expect(200);
        assert_eq!(told["placed_after"], 1);
        let other = Corridor::with(app, (1, 2), 0);
        let told = ask(json!([{"kind": "add_vacancy", "vacancy_id": last(&other.vacancies[0])}])).expect(200);
        assert_eq!(told["placed_after"], 3, "the cap does not limit it: {told}");
        assert_eq!(ask(json!([{"kind": "set_cap", "cap_id": "kazan"}])).pointers(), ["/changes/0/max"]);
        assert_eq!(ask(json!([{"kind": "set_cap", "cap_id": "x", "max": 1}])).pointers(), ["/changes/0/cap_id"]);
        assert_eq!(corridor.tatarstan.get(&path).expect(200), before);
    }

    fn an_employer_tries_what_is_its_own_and_is_told_of_nothing_else(app) {
        let corridor = Corridor::with(app, (1, 3), 3);
        let other = Corridor::with(app, (1, 1), 0);
        let own = json!({
            "id": "own", "kind": "vacancy", "max": 1, "vacancy_ids": [last(&corridor.vacancies[0])], "source": "beds of the site"
        });
        let both = json!({
            "vacancy_ids": [last(&corridor.vacancies[0]), last(&other.vacancies[0])], "caps": [own, cap(4)]
        });
        let path = corridor.frozen(&both);
        let ask = |client: &Client, change: Value| client.post(&format!("{path}/what-if"), &json!({"changes": [change]}));
        let more = json!({"kind": "set_cap", "cap_id": "own", "max": 3});
        ask(&corridor.employer, more.clone()).problem(409, "conflict");
        corridor.compute(&path);
        let told = ask(&corridor.employer, more.clone()).expect(200);
        let (before, after) = (told["placed_before"].as_u64().unwrap(), told["placed_after"].as_u64().unwrap());
        assert!(before == 1 && after >= 2, "{told}");
        assert_eq!(told["municipalities"], json!([{"municipality": "92701000", "before": before, "after": after}]));
        let all = ask(&corridor.tatarstan, more.clone()).expect(200);
        assert!(all["placed_before"].as_u64().unwrap() > before, "the seat at the other employer is not told: {all}");
        assert_eq!(ask(&other.employer, more).pointers(), ["/changes/0/cap_id"]);
        let wider = json!({"kind": "set_cap", "cap_id": "kazan", "max": 3});
        assert_eq!(ask(&corridor.employer, wider).pointers(), ["/changes/0/cap_id"]);
        let foreign = json!({"kind": "add_vacancy", "vacancy_id": last(&Corridor::with(app, (1, 1), 0).vacancies[0])});
        assert_eq!(ask(&corridor.employer, foreign).pointers(), ["/changes/0/vacancy_id"]);
        for change in [
            json!({"kind": "remove_unit", "candidate_id": last(&corridor.candidates[0])}),
            json!({"kind": "set_method", "method": "own_lists"}),
        ] {
            ask(&corridor.employer, change).problem(403, "forbidden");
        }
        ask(&app.employer(), json!({"kind": "set_cap", "cap_id": "own", "max": 3})).problem(404, "not-found");
    }

    fn operators_decide_and_an_employer_reads_what_is_its_own(app) {
        let corridor = Corridor::with(app, (1, 1), 2);
        let other = Corridor::with(app, (1, 1), 0);
        let both = json!({"vacancy_ids": [last(&corridor.vacancies[0]), last(&other.vacancies[0])]});
        let path = corridor.drafted(&both);
        corridor.employer.get(&path).problem(404, "not-found");
        corridor.act(&path, "freeze").expect(200);
        corridor.compute(&path);
        let seen = corridor.employer.get(&path).expect(200);
        assert!(seen["figures"].is_null() && seen["candidate_ids"] == json!([]), "{seen}");
        let own = corridor.employer.get(&format!("{path}/result")).expect(200);
        assert_eq!(each(&own["vacancies"], "vacancy_id"), [last(&corridor.vacancies[0])]);
        assert_eq!(own["seats"].as_array().unwrap().len(), 1);
        assert_eq!((&own["unplaced"], &own["caps"]), (&json!([]), &json!([])));
        let stranger = app.employer();
        stranger.get(&path).problem(404, "not-found");
        stranger.get(&format!("{path}/result")).problem(404, "not-found");
        for client in [&corridor.employer, &stranger] {
            client.post("/v1/allocations", &corridor.asked(&json!({}))).problem(403, "forbidden");
            client.post("/v1/allocation-runs", &json!({"allocation_id": last(&path)})).problem(403, "forbidden");
            for what in ["freeze", "check"] {
                client.send("POST", &format!("{path}/{what}"), &[], None).problem(403, "forbidden");
            }
        }
        corridor.agency.get(&path).problem(403, "forbidden");
        assert_eq!(app.client(Role::Employer, app.new_employer(), "").get("/v1/allocations").expect(200)["items"], json!([]));
        corridor.tatarstan.transition(&path, "discarded").expect(200);
        corridor.act(&path, "check").problem(409, "conflict");
    }

    fn every_step_follows_only_the_one_before_it(app) {
        let corridor = Corridor::with(app, (1, 1), 1);
        let draft = corridor.drafted(&json!({}));
        let states = ["draft", "frozen", "computed", "checked", "confirmed", "discarded"];
        let paths = [draft, corridor.frozen(&json!({})), corridor.computed(&json!({})), corridor.checked(&json!({}))];
        for (at, path) in paths.iter().enumerate() {
            assert_eq!(corridor.tatarstan.get(path).expect(200)["allowed_transitions"], json!(["discarded"]));
            for to in states.iter().filter(|to| **to != "discarded") {
                let follows = states.iter().position(|state| state == to) == Some(at + 1);
                let (refusal, slug) = if follows { (403, "forbidden") } else { (409, "conflict") };
                corridor.tatarstan.transition(path, to).problem(refusal, slug);
                corridor.employer.transition(path, to).problem(403, "forbidden");
            }
            let wrong: &[u16] = match at { 0 => &[200, 409, 409], 1 => &[409, 202, 409], _ => &[409, 409, 200] };
            let run = json!({"allocation_id": last(path)});
            if wrong[0] == 409 { corridor.act(path, "freeze").problem(409, "conflict"); }
            if wrong[1] == 409 { corridor.tatarstan.post("/v1/allocation-runs", &run).problem(409, "conflict"); }
            if wrong[2] == 409 { corridor.act(path, "check").problem(409, "conflict"); }
            corridor.tatarstan.transition(path, "discarded").expect(200);
            corridor.tatarstan.transition(path, "discarded").problem(409, "conflict");
        }
    }

    fn the_database_holds_what_was_frozen_checked_and_agreed(app) {
        let corridor = Corridor::with(app, (1, 1), 1);
        corridor.checked(&json!({}));
        let mut sql = Sql::of(app);
        for (statement, told) in [
            ("UPDATE allocations SET status = 'confirmed'", "allocations_confirmed_by_both_sides"),
            ("UPDATE allocations SET status = 'lost'", "allocations_known_status"),
            ("UPDATE allocations SET body = '{}'", "allocations_"),
            ("UPDATE allocation_documents SET document = '{}'", "neither changed nor deleted"),
            ("DELETE FROM allocation_documents", "neither changed nor deleted"),
        ] {
            let refused = sql.run(statement).unwrap_err().to_string();
            assert!(refused.contains(told), "{statement}: {refused}");
        }
    }
}
