//! What a job order promises, whom it asks for by name, and what becomes of heads that nobody uses.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    allotments::{Recruiting, draft},
    checks::{DAY, FOR_CONTRACT, WEEK, pass_all},
    departure::Signed,
    job_orders::Demand,
    scene::{last, offering},
};
use crate::{
    store::sql::Sql,
    support::{
        Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

fn own(app: &TestApp) -> (Client, uuid::Uuid) {
    let agency = app.new_agency();
    (app.client(Role::Agency, agency, ""), agency)
}

/// Heads that are allotted, free and cancelled.
fn heads(order: &Value) -> [u64; 3] {
    ["allotted_heads", "free_heads", "cancelled_heads"]
        .map(|member| order[member].as_u64().unwrap())
}

/// Lets time pass, with a token of the employer that holds again.
fn later(app: &TestApp, demand: &mut Demand, time: std::time::Duration) {
    let employer = demand.read()["employer_id"].as_str().unwrap().parse().unwrap();
    app.pass(time);
    demand.employer = app.client(Role::Employer, employer, "");
    app.server.app.sweep().unwrap();
}

fn actions(client: &Client, path: &str) -> Vec<String> {
    let history = client.get(&format!("{path}/history?limit=100")).expect(200);
    let items = history["items"].as_array().unwrap().iter();
    items.map(|one| one["action"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    fn nothing_is_offered_below_the_terms_of_the_order(app) {
        let recruiting = Recruiting::of(app, own(app), 12, &json!({"terms": bodies::all_terms()}));
        let (scene, code) = (&recruiting.scene, recruiting.code());
        let application = recruiting.apply(&scene.candidate(app), Some(&code)).header("location").to_owned();
        for state in ["shortlisted", "interview", "selected"] {
            scene.employer.transition(&application, state).expect(200);
        }
        for (term, value) in [
            ("monthly_minimum", json!(8_999_999)), ("weekly_hours", json!(41)), ("people_per_room", json!(5)), ("currency", json!("UZS")),
            ("piece_rate", json!(null)), ("homeward_travel", json!("reimbursed")), ("schedule", json!("shifts")),
        ] {
            let terms = but(scene.terms(), &json!({term: value}));
            let refused = scene.employer.post("/v1/offers", &offering(&application, &terms)).problem(409, "gate-closed");
            let errors = refused["errors"].as_array().unwrap();
            assert_eq!((errors.len(), &errors[0]["code"]), (1, &json!("worse_than_order")), "{term}: {refused}");
            assert!(errors[0]["detail"].as_str().unwrap().starts_with(term), "{refused}");
        }
        assert_eq!(scene.employer.get(&application).expect(200)["status"], "selected");
        let better = json!({"monthly_minimum": 9_100_000, "address": "Kazan, Baumana 2", "policy": "0043"});
        scene.offered(&application, &but(scene.terms(), &better));
    }

    fn terms_belong_to_the_demand_and_fit_it(app) {
        let demand = Demand::approved_with(app, &json!({"terms": bodies::all_terms()}));
        let seen = demand.read();
        assert_eq!((&seen["terms"]["monthly_minimum"], &seen["status"]), (&json!(9_000_000), &json!("approved")));
        let raised = but(seen["terms"].clone(), &json!({"monthly_minimum": 9_000_001}));
        let changed = demand.employer.patch(&demand.path, "*", &json!({"terms": raised})).expect(200);
        assert_eq!((&changed["status"], &changed["decisions"]), (&json!("submitted"), &json!([])), "both decide anew");
        let post = |terms: Value| demand.employer.post("/v1/job-orders", &but(bodies::job_order(), &json!({"terms": terms})));
        assert_eq!(post(but(bodies::all_terms(), &json!({"isco08": "9313"}))).pointers(), ["/terms/isco08"]);
        assert_eq!(post(but(bodies::all_terms(), &json!({"municipality": "92730000"}))).pointers(), ["/terms/municipality"]);
        assert_eq!(post(but(bodies::all_terms(), &json!({"leave_days": 400}))).pointers(), ["/terms/leave_days"]);
        assert_eq!(post(but(bodies::all_terms(), &json!({"end_day": "2027-02-01"}))).pointers(), ["/terms/end_day"]);
    }

    fn terms_of_another_employer_or_outside_the_period_are_not_submitted(app) {
        let employer = app.employer();
        let made = employer.post("/v1/job-orders", &bodies::job_order()).expect(201);
        let path = format!("/v1/job-orders/{}", id(&made));
        let with = |terms: &Value| {
            let own = json!({"employer_id": made["employer_id"]});
            let terms = but(but(bodies::all_terms(), &own), terms);
            employer.patch(&path, "*", &json!({"terms": terms})).expect(200)
        };
        for (wrong, why) in [
            (json!({"employer_id": "0198c0de-0000-7000-8000-000000000009"}), "employer_id"),
            (json!({"start_day": "2027-02-28"}), "outside the period"), (json!({"end_day": "2027-12-01"}), "outside the period"),
        ] {
            assert_eq!(with(&wrong)["allowed_transitions"], json!(["withdrawn"]), "{wrong}");
            let refused = employer.transition(&path, "submitted").problem(409, "gate-closed");
            assert!(refused["detail"].as_str().unwrap().contains(why), "{refused}");
        }
        with(&json!({}));
        employer.transition(&path, "submitted").expect(200);
        with(&json!({"end_day": "2027-12-01"}));
        let demand = Demand { employer, tatarstan: app.operator(), uzbekistan: app.operator(), path };
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        demand.decide(&demand.uzbekistan, "uz", "approve").problem(409, "gate-closed");
    }

    fn whom_an_order_asks_for_by_name_the_employer_puts_forward(app) {
        let (agency, agency_id) = own(app);
        let named = app.available(&agency, &bodies::candidate());
        let other = app.available(&agency, &bodies::candidate());
        let recruiting = Recruiting::of(app, (agency, agency_id), 2, &json!({"named_ids": [last(&named)]}));
        let (scene, demand) = (&recruiting.scene, &recruiting.demand);
        recruiting.code();
        let made = scene.invite(&named).expect(201);
        assert_eq!((&made["status"], &made["origin"]), (&json!("submitted"), &json!("invitation")));
        assert_eq!(scene.invite(&other).expect(201)["status"], "draft", "for whom the agency answers");
        scene.employer.transition(&format!("/v1/applications/{}", id(&made)), "shortlisted").expect(200);
        assert_eq!(demand.read()["named_ids"], json!([last(&named)]));
        assert_eq!(demand.tatarstan.get(&demand.path).expect(200)["named_ids"], json!([last(&named)]));
        assert_eq!(scene.agency.get(&demand.path).expect(200)["named_ids"], json!([]), "agencies read of nobody");
        let patch = |ids: Value| demand.employer.patch(&demand.path, "*", &json!({"named_ids": ids}));
        let [one, two, three] = [last(&named), last(&other), agency_id.to_string().as_str()].map(str::to_owned);
        assert_eq!(patch(json!([one, two, three])).pointers(), ["/named_ids"]);
        assert_eq!(patch(json!([one, one])).pointers(), ["/named_ids/1"]);
        assert_eq!(patch(json!([one, two])).expect(200)["status"], "approved", "names are no part of the demand");
        let mut sql = Sql::of(app);
        let many = sql.either(
            "UPDATE job_orders SET body = jsonb_set(body, '{named}', '[1, 2, 3]')",
            "UPDATE job_orders SET body = json_set(body, '$.named', json('[1, 2, 3]'))",
        ).to_owned();
        let told = sql.run(&many).unwrap_err().to_string();
        assert!(told.contains("job_orders_name_no_more_than_heads"), "{told}");
        scene.agency.delete(&other, "*").expect(204);
        assert_eq!(demand.read()["named_ids"], json!([last(&named)]), "who is erased is asked for no more");
    }

    fn what_is_not_allotted_in_time_is_cancelled_and_told_once(app) {
        let mut demand = Demand::approved_with(app, &json!({"unused_release_days": 30}));
        let vacancy = draft(&demand.employer, 5);
        demand.allot(&vacancy, 5).expect(200);
        later(app, &mut demand, DAY * 29);
        assert_eq!(heads(&demand.read()), [5, 7, 0]);
        later(app, &mut demand, DAY);
        assert_eq!(heads(&demand.read()), [5, 0, 7]);
        app.server.app.sweep().unwrap();
        let told = actions(&demand.employer, &demand.path);
        assert_eq!(told.iter().filter(|action| *action == "release").count(), 1, "{told:?}");
        demand.allot(&vacancy, 6).problem(409, "conflict");
        demand.employer.delete(&vacancy, "*").expect(204);
        assert_eq!(heads(&demand.read()), [0, 5, 7]);
        let mut sql = Sql::of(app);
        let undone = sql.either(
            "UPDATE job_orders SET body = jsonb_set(body, '{cancelled}', '13')",
            "UPDATE job_orders SET body = json_set(body, '$.cancelled', 13)",
        ).to_owned();
        assert!(sql.run(&undone).unwrap_err().to_string().contains("job_orders_count_what_is_allotted"));
        assert_eq!(demand.employer.patch(&demand.path, "*", &json!({"period_end": "2027-11-29"})).expect(200)["status"], "submitted");
        assert_eq!(heads(&demand.read()), [0, 12, 0], "both sides decide on all of it anew");
    }

    fn an_order_of_which_nothing_was_used_is_exhausted_and_one_with_work_is_not(app) {
        let mut demand = Demand::approved(app);
        let exhausted = Sql::of(app).run("UPDATE job_orders SET status = 'exhausted'").unwrap_err().to_string();
        assert!(exhausted.contains("job_orders_exhausted_by_those_who_set_out"), "{exhausted}");
        later(app, &mut demand, DAY * 45);
        let seen = demand.read();
        assert_eq!((&seen["status"], heads(&seen), &seen["allowed_transitions"]), (&json!("exhausted"), [0, 0, 12], &json!([])));
        demand.employer.patch(&demand.path, "*", &json!({"heads": 20})).problem(409, "conflict");
        let vacancy = draft(&demand.employer, 1);
        demand.allot(&vacancy, 1).problem(409, "conflict");
    }

    fn an_order_is_exhausted_when_everybody_whom_it_is_for_has_set_out(app) {
        app.pass(WEEK);
        let recruiting = Recruiting::with_heads(app, 1);
        let (scene, demand) = (recruiting.scene.clone(), &recruiting.demand);
        let made = recruiting.apply(&scene.candidate(app), Some(&recruiting.code()));
        let application = made.header("location").to_owned();
        for state in ["shortlisted", "interview", "selected"] {
            scene.employer.transition(&application, state).expect(200);
        }
        pass_all(app, &application, &FOR_CONTRACT);
        Signed::signs(&scene, app, &application);
        app.server.app.sweep().unwrap();
        assert_eq!(demand.read()["status"], "approved", "the seat is not used before somebody sets out");
        let signed = Signed { scene, application };
        signed.sets_out(app);
        app.server.app.sweep().unwrap();
        assert_eq!(demand.read()["status"], "exhausted");
        signed.tell_arrival(&signed.scene.agency, &json!({})).expect(201);
        assert_eq!(signed.status(), "arrived", "whoever is on the way goes on");
    }
}
