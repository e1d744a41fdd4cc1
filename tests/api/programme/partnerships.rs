//! Regions are tied once both sides approve, never twice at a time, and the seats that they keep feed allocations.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    allocations::Corridor,
    scene::last,
    seats::{at_once, one_succeeds},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const ALL: &str = "/v1/region-partnerships";

/// An operator of each side.
struct Sides {
    tatarstan: Client,
    uzbekistan: Client,
}

impl Sides {
    fn of(app: &TestApp) -> Self {
        Self { tatarstan: app.operator(), uzbekistan: app.operator() }
    }

    fn proposed(&self, more: &Value) -> String {
        let made = self.tatarstan.post(ALL, &but(bodies::partnership(), more)).expect(201);
        format!("{ALL}/{}", id(&made))
    }

    fn decide(&self, operator: &Client, path: &str, (side, verdict): (&str, &str)) -> Answer {
        let version = self.tatarstan.get(path).expect(200)["version"].clone();
        let body = json!({"side": side, "verdict": verdict, "version": version, "reason": "as was agreed"});
        operator.post(&format!("{path}/decisions"), &body)
    }

    fn active(&self, more: &Value) -> String {
        let path = self.proposed(more);
        self.decide(&self.tatarstan, &path, ("tt", "approve")).expect(200);
        let seen = self.decide(&self.uzbekistan, &path, ("uz", "approve")).expect(200);
        assert_eq!(seen["status"], "active");
        path
    }
}

fn kept(seats: &Value) -> Value {
    json!({"uz_region": "UZ-QR", "reservations": [seats]})
}

on_both! {
    fn regions_are_tied_once_both_sides_approve(app) {
        let sides = Sides::of(app);
        let path = sides.proposed(&json!({"external_ref": "RP-1"}));
        app.anonymous().get(&path).problem(404, "not-found");
        let seen = sides.decide(&sides.tatarstan, &path, ("tt", "approve")).expect(200);
        assert_eq!((&seen["status"], &seen["decisions"][0]["side"]), (&json!("proposed"), &json!("tt")));
        sides.decide(&sides.tatarstan, &path, ("uz", "approve")).problem(409, "conflict");
        sides.decide(&sides.uzbekistan, &path, ("tt", "approve")).problem(409, "conflict");
        sides.decide(&app.employer(), &path, ("uz", "approve")).problem(403, "forbidden");
        sides.tatarstan.transition(&path, "active").problem(403, "forbidden");
        let old = json!({"side": "uz", "verdict": "approve", "version": 1});
        sides.uzbekistan.post(&format!("{path}/decisions"), &old).problem(412, "precondition-failed");
        assert_eq!(sides.decide(&sides.uzbekistan, &path, ("uz", "approve")).expect(200)["status"], "active");
        let seen = app.anonymous().get(&path).expect(200);
        assert_eq!((&seen["uz_region"], &seen["external_ref"]), (&json!("UZ-NW"), &Value::Null));
        let found = app.anonymous().get(&format!("{ALL}?uz_region=UZ-NW")).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        sides.decide(&app.operator(), &path, ("uz", "reject")).problem(409, "conflict");
        let history = sides.tatarstan.get(&format!("{path}/history")).expect(200);
        let actions: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|one| &one["action"]).collect();
        assert_eq!(actions, ["create", "approve_tt", "approve_uz"]);
    }

    fn a_change_needs_both_sides_again_and_one_side_ends_it(app) {
        let sides = Sides::of(app);
        let path = sides.active(&json!({}));
        let same = sides.tatarstan.patch(&path, "*", &json!({"external_ref": "RP-2"})).expect(200);
        assert_eq!((&same["status"], same["decisions"].as_array().unwrap().len()), (&json!("active"), 2));
        let seen = sides.tatarstan.patch(&path, "*", &json!({"until": "2029-12-31"})).expect(200);
        assert_eq!((&seen["status"], &seen["decisions"]), (&json!("proposed"), &json!([])));
        assert_eq!(sides.decide(&sides.uzbekistan, &path, ("uz", "return")).expect(200)["status"], "proposed");
        let seen = sides.tatarstan.patch(&path, "*", &json!({"until": "2028-12-31"})).expect(200);
        assert_eq!(seen["decisions"], json!([]));
        assert_eq!(sides.decide(&sides.uzbekistan, &path, ("uz", "reject")).expect(200)["status"], "ended");
        sides.tatarstan.patch(&path, "*", &json!({"until": "2030-12-31"})).problem(409, "conflict");
        let again = sides.active(&json!({}));
        assert_eq!(sides.tatarstan.transition(&again, "proposed").expect(200)["decisions"], json!([]));
        sides.tatarstan.transition(&again, "ended").expect(200);
        sides.tatarstan.transition(&again, "proposed").problem(409, "conflict");
    }

    fn two_acts_of_the_same_places_never_overlap(app) {
        let sides = Sides::of(app);
        let path = sides.active(&json!({}));
        for (since, until) in [("2028-12-31", Value::Null), ("2020-01-01", json!("2026-05-01")), ("2027-01-01", json!("2027-01-02"))] {
            let more = json!({"since": since, "until": until});
            sides.uzbekistan.post(ALL, &but(bodies::partnership(), &more)).problem(409, "conflict");
        }
        let later = sides.proposed(&json!({"since": "2029-01-01", "until": null}));
        sides.tatarstan.patch(&later, "*", &json!({"since": "2028-12-31"})).problem(409, "conflict");
        sides.proposed(&json!({"municipality": "92701000"}));
        sides.proposed(&json!({"uz_region": "UZ-JI"}));
        sides.tatarstan.transition(&path, "ended").expect(200);
        sides.tatarstan.patch(&later, "*", &json!({"since": "2026-05-01"})).expect(200);
    }

    fn of_many_that_propose_the_same_one_succeeds(app) {
        let operator = app.operator();
        one_succeeds(&at_once(|_| operator.post(ALL, &bodies::partnership())), 201);
    }

    fn the_database_lets_no_acts_overlap_and_knows_both_sides(app) {
        let sides = Sides::of(app);
        sides.active(&json!({}));
        let ended = sides.proposed(&json!({"since": "2029-01-01", "until": null}));
        sides.tatarstan.transition(&ended, "ended").expect(200);
        let mut sql = Sql::of(app);
        let told = sql.run("UPDATE region_partnerships SET status = 'active' WHERE status = 'ended'").unwrap_err().to_string();
        assert!(told.contains("region_partnerships_active_by_both_sides"), "{told}");
        let told = sql.run(
            "INSERT INTO region_partnerships (id, owner, status, version, created_at, updated_at, search, body) \
             SELECT owner, owner, 'proposed', 1, created_at, updated_at, '', body FROM region_partnerships WHERE status = 'active'",
        );
        assert!(told.unwrap_err().to_string().contains("region_partnerships_stay_apart"));
    }

    fn what_is_wrong_is_named(app) {
        let operator = app.operator();
        let nobody = Uuid::now_v7();
        let seats = |more: &Value| json!([but(json!({"seats": 1, "release_on": "2027-02-01"}), more)]);
        for (more, pointer) in [
            (json!({"until": "2026-04-30"}), "/until"),
            (json!({"uz_region": "UZ-XX"}), "/uz_region"),
            (json!({"municipality": "92999999"}), "/municipality"),
            (json!({"act": {"title": {}, "day": "2026-04-02"}}), "/act/title"),
            (json!({"reservations": seats(&json!({}))}), "/reservations/0"),
            (json!({"reservations": seats(&json!({"vacancy_id": nobody}))}), "/reservations/0/vacancy_id"),
            (json!({"reservations": seats(&json!({"job_order_id": nobody}))}), "/reservations/0/job_order_id"),
        ] {
            let answer = operator.post(ALL, &but(bodies::partnership(), &more));
            assert_eq!(answer.pointers(), [pointer], "{more}");
        }
        for other in [app.employer(), app.agency(), app.partner()] {
            other.post(ALL, &bodies::partnership()).problem(403, "forbidden");
        }
    }

    fn it_ends_after_its_last_day(app) {
        let sides = Sides::of(app);
        let path = sides.active(&json!({"until": "2026-11-25"}));
        app.pass(Duration::from_hours(24 * 3));
        let operator = app.client(Role::Operator, Uuid::now_v7(), "");
        assert_eq!(operator.get(&path).expect(200)["status"], "ended");
    }

    fn kept_seats_feed_allocations_until_they_are_released(app) {
        let (corridor, sides) = (Corridor::with(app, (1, 2), 2), Sides::of(app));
        let vacancy = last(&corridor.vacancies[0]);
        let seats = json!({"vacancy_id": vacancy, "seats": 1, "release_on": "2027-02-01"});
        let path = sides.proposed(&kept(&seats));
        let seated = |path: &str| corridor.result(path)["seats"].as_array().unwrap().len();
        assert_eq!(seated(&corridor.checked(&json!({}))), 2, "one side alone keeps nothing");
        sides.decide(&sides.tatarstan, &path, ("tt", "approve")).expect(200);
        sides.decide(&sides.uzbekistan, &path, ("uz", "approve")).expect(200);
        let frozen = corridor.checked(&json!({}));
        let found = corridor.result(&frozen);
        let one = &found["unplaced"][0];
        assert_eq!((&one["reason"], &one["release_on"]), (&json!("reserved_for_other_region"), &json!("2027-02-01")), "{one}");
        let kept_now = sides.tatarstan.get(&frozen).expect(200)["reservations"].clone();
        assert_eq!(kept_now, json!([{"vacancy_id": vacancy, "home_region": "UZ-QR", "seats": 1, "release_on": "2027-02-01"}]));
        let lapsed = json!({"reservations": [{"vacancy_id": vacancy, "seats": 1, "release_on": "2026-11-24"}]});
        sides.tatarstan.patch(&path, "*", &lapsed).expect(200);
        sides.decide(&sides.tatarstan, &path, ("tt", "approve")).expect(200);
        sides.decide(&sides.uzbekistan, &path, ("uz", "approve")).expect(200);
        assert_eq!(seated(&corridor.checked(&json!({}))), 2, "they are open on the day of their release");
    }

    fn more_than_there_is_stops_no_allocation(app) {
        let (corridor, sides) = (Corridor::with(app, (2, 1), 2), Sides::of(app));
        let order = sides.tatarstan.get("/v1/job-orders").expect(200)["items"][0]["id"].clone();
        sides.active(&kept(&json!({"job_order_id": order, "seats": 9, "release_on": "2027-02-01"})));
        let path = corridor.frozen(&json!({}));
        let all = sides.tatarstan.get(&path).expect(200)["reservations"].clone();
        let seats: Vec<&Value> = all.as_array().unwrap().iter().map(|one| &one["seats"]).collect();
        assert_eq!(seats, [&json!(1), &json!(1)], "no more than each has: {all}");
        let first = last(&corridor.vacancies[0]);
        let own = json!([{"vacancy_id": first, "home_region": "UZ-SA", "seats": 1, "release_on": "2027-02-01"}]);
        let path = corridor.frozen(&json!({"reservations": own}));
        let all = sides.tatarstan.get(&path).expect(200)["reservations"].clone();
        assert_eq!((all.as_array().unwrap().len(), &all[0]), (2, &own[0]), "the draft's own come first");
    }
}
