//! The heads of an order are allotted once, and agencies recruit for it with its code.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{
    job_orders::Demand,
    scene::{Scene, close, last},
    seats::{AT_ONCE, at_once, one_succeeds},
};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

/// An approved order with a published vacancy under it, and an agency that is not named yet.
pub(super) struct Recruiting {
    pub(super) demand: Demand,
    pub(super) scene: Scene,
    pub(super) agency_id: String,
}

impl Recruiting {
    pub(super) fn with_heads(app: &TestApp, heads: u32) -> Self {
        let agency = app.new_agency();
        Self::of(app, (app.client(Role::Agency, agency, ""), agency), heads, &json!({}))
    }

    /// The same, by an agency that is there already, with other members of the order.
    pub(super) fn of(
        app: &TestApp,
        (agency, agency_id): (Client, uuid::Uuid),
        heads: u32,
        members: &Value,
    ) -> Self {
        let demand = Demand::approved_with(app, &but(json!({"heads": heads}), members));
        let vacancy = draft(&demand.employer, heads);
        demand.allot(&vacancy, heads).expect(200);
        demand.employer.transition(&vacancy, "published").expect(200);
        let (employer, operator) = (demand.employer.clone(), app.operator());
        let scene = Scene { employer, agency, operator, vacancy };
        Self { demand, scene, agency_id: agency_id.to_string() }
    }

    pub(super) fn code(&self) -> String {
        let made = self.demand.authorise(&self.agency_id).expect(201);
        made["authorisation_code"].as_str().unwrap().to_owned()
    }

    pub(super) fn apply(&self, candidate: &str, code: Option<&str>) -> Answer {
        let body = but(self.scene.putting_forward(candidate), &json!({"authorisation_code": code}));
        self.scene.agency.post("/v1/applications", &body)
    }
}

/// A draft of a vacancy with this many seats.
pub(super) fn draft(employer: &Client, seats: u32) -> String {
    let body = but(bodies::vacancy(), &json!({"total_job_openings": seats}));
    format!("/v1/vacancies/{}", id(&employer.post("/v1/vacancies", &body).expect(201)))
}

fn heads(order: &Value) -> (u64, u64) {
    (order["allotted_heads"].as_u64().unwrap(), order["free_heads"].as_u64().unwrap())
}

on_both! {
    fn an_agency_recruits_with_the_code_that_it_was_given_for_the_order(app) {
        let recruiting = Recruiting::with_heads(app, 12);
        let scene = &recruiting.scene;
        let candidate = scene.candidate(app);
        recruiting.apply(&candidate, None).problem(404, "not-found");
        scene.agency.get(&recruiting.demand.path).problem(404, "not-found");
        let code = recruiting.code();
        recruiting.demand.authorise(&recruiting.agency_id).problem(409, "conflict");
        for wrong in [None, Some("0000000000")] {
            recruiting.apply(&candidate, wrong).problem(404, "not-found");
        }
        let made = recruiting.apply(&candidate, Some(&code)).expect(201);
        assert_eq!(made["job_order_id"], last(&recruiting.demand.path));
        let seen = scene.agency.get(&recruiting.demand.path).expect(200);
        assert_eq!((&seen["heads"], &seen["agency_ids"]), (&json!(12), &json!([])));
        assert_eq!(recruiting.demand.read()["agency_ids"], json!([recruiting.agency_id]));
        assert_eq!(scene.agency.get("/v1/job-orders").expect(200)["items"].as_array().unwrap().len(), 1);
        let other = app.agency();
        let theirs = app.available(&other, &bodies::candidate());
        let body = but(scene.putting_forward(&theirs), &json!({"authorisation_code": code}));
        other.post("/v1/applications", &body).problem(404, "not-found");
        scene.invite(&scene.candidate(app)).expect(201);
    }

    fn a_code_that_was_lost_is_renewed_and_holds_no_more(app) {
        let recruiting = Recruiting::with_heads(app, 12);
        let (demand, scene) = (&recruiting.demand, &recruiting.scene);
        let renewal = |agency: &str| format!("{}/agencies/{agency}/codes", demand.path);
        let path = renewal(&recruiting.agency_id);
        demand.employer.send("POST", &path, &[], None).problem(404, "not-found");
        let lost = recruiting.code();
        scene.agency.send("POST", &path, &[], None).problem(403, "forbidden");
        app.employer().send("POST", &path, &[], None).problem(404, "not-found");
        let stranger = renewal(&app.new_agency().to_string());
        demand.employer.send("POST", &stranger, &[], None).problem(404, "not-found");
        let made = demand.employer.send("POST", &path, &[], None).expect(201);
        let candidate = scene.candidate(app);
        recruiting.apply(&candidate, Some(&lost)).problem(404, "not-found");
        recruiting.apply(&candidate, made["authorisation_code"].as_str()).expect(201);
    }

    fn nobody_goes_on_under_an_order_that_is_not_approved(app) {
        let recruiting = Recruiting::with_heads(app, 12);
        let code = recruiting.code();
        let candidate = recruiting.scene.candidate(app);
        let made = recruiting.apply(&candidate, Some(&code));
        let path = made.header("location").to_owned();
        app.operator().transition(&recruiting.demand.path, "suspended").expect(200);
        let employer = &recruiting.scene.employer;
        let refused = employer.transition(&path, "shortlisted").problem(409, "gate-closed");
        assert_eq!(refused["errors"][0]["code"], "order_approved");
        recruiting.apply(&recruiting.scene.candidate(app), Some(&code)).problem(409, "gate-closed");
        app.operator().transition(&recruiting.demand.path, "approved").expect(200);
        employer.transition(&path, "shortlisted").expect(200);
        employer.transition(&recruiting.demand.path, "withdrawn").expect(200);
        let seen = employer.get(&path).expect(200);
        assert_eq!((&seen["status"], &seen["closing_reason"]), (&json!("closed"), &json!("order_withdrawn")));
    }

    fn an_order_allots_its_heads_to_vacancies_like_it(app) {
        let demand = Demand::submitted(app);
        let vacancy = draft(&demand.employer, 12);
        demand.allot(&vacancy, 12).problem(409, "conflict");
        let demand = Demand::approved(app);
        let vacancy = draft(&demand.employer, 12);
        demand.allot(&vacancy, 13).problem(409, "conflict");
        assert_eq!(demand.allot(&vacancy, 8).expect(200), json!({"vacancy_id": last(&vacancy), "heads": 8}));
        assert_eq!(heads(&demand.read()), (8, 4));
        let told = demand.employer.transition(&vacancy, "published").problem(409, "conflict").to_string();
        assert!(told.contains("allots 8 heads"), "{told}");
        demand.allot(&vacancy, 12).expect(200);
        demand.employer.transition(&vacancy, "published").expect(200);
        demand.allot(&vacancy, 11).problem(409, "conflict");
        demand.employer.patch(&vacancy, "*", &json!({"total_job_openings": 13})).problem(409, "conflict");
        demand.employer.patch(&demand.path, "*", &json!({"heads": 11})).problem(409, "conflict");
        let welding = but(bodies::vacancy(), &json!({"occupation": {"trade": "plasterer"}}));
        let elsewhere = but(bodies::vacancy(), &json!({"workplace": {"oktmo": "92730000"}}));
        for other in [welding, elsewhere] {
            let made = id(&demand.employer.post("/v1/vacancies", &other).expect(201));
            demand.allot(&format!("/v1/vacancies/{made}"), 0).problem(409, "conflict");
        }
        let listed = demand.employer.get(&format!("{}/allotments", demand.path)).expect(200);
        assert_eq!(listed["items"], json!([{"vacancy_id": last(&vacancy), "heads": 12}]));
        demand.tatarstan.put(&format!("{}/allotments/{}", demand.path, last(&vacancy)), &[], &json!({"heads": 12})).problem(403, "forbidden");
        app.employer().put(&format!("{}/allotments/{}", demand.path, last(&vacancy)), &[], &json!({"heads": 12})).problem(404, "not-found");
    }

    fn a_vacancy_that_ends_frees_what_it_has_not_used_once(app) {
        let recruiting = Recruiting::with_heads(app, 12);
        let (scene, code) = (&recruiting.scene, recruiting.code());
        let made = recruiting.apply(&scene.candidate(app), Some(&code));
        let path = made.header("location").to_owned();
        for state in ["shortlisted", "interview", "selected"] {
            scene.employer.transition(&path, state).expect(200);
        }
        scene.employer.transition(&scene.vacancy, "cancelled").expect(200);
        assert_eq!(heads(&recruiting.demand.read()), (1, 11));
        close(&scene.agency, &path, "withdrawn_by_worker").expect(200);
        assert_eq!(heads(&recruiting.demand.read()), (1, 11));
        let unused = draft(&scene.employer, 3);
        recruiting.demand.allot(&unused, 3).expect(200);
        scene.employer.delete(&unused, "*").expect(204);
        assert_eq!(heads(&recruiting.demand.read()), (1, 11));
    }

    fn of_many_who_are_allotted_the_last_head_at_once_one_is(app) {
        let (demand, second) = (Demand::approved_with(app, &json!({"heads": 1})), app.another());
        let vacancies: Vec<String> = (0..AT_ONCE).map(|_| draft(&demand.employer, 1)).collect();
        let there = second.anonymous().with_token(demand.employer.token());
        let clients = [&demand.employer, &there];
        let statuses = at_once(|n| {
            let path = format!("{}/allotments/{}", demand.path, last(&vacancies[n]));
            clients[n % 2].put(&path, &[], &json!({"heads": 1}))
        });
        one_succeeds(&statuses, 200);
        assert_eq!(heads(&demand.read()), (1, 0));
    }

    fn of_many_who_approve_for_a_side_at_once_one_does(app) {
        let (demand, second) = (Demand::submitted(app), app.another());
        let body = json!({"side": "tt", "verdict": "approve", "version": demand.read()["version"]});
        let there = second.anonymous().with_token(demand.tatarstan.token());
        let (clients, path) = ([&demand.tatarstan, &there], format!("{}/decisions", demand.path));
        one_succeeds(&at_once(|n| clients[n % 2].post(&path, &body)), 200);
        assert_eq!(demand.read()["decisions"].as_array().unwrap().len(), 1);
    }

    fn the_database_allots_no_more_than_an_order_has(app) {
        let recruiting = Recruiting::with_heads(app, 2);
        let other = draft(&recruiting.scene.employer, 1);
        recruiting.scene.invite(&recruiting.scene.candidate(app)).expect(201);
        let mut sql = Sql::of(app);
        let number = |path: &str| match &sql {
            Sql::Postgres(_) => format!("'{}'", last(path)),
            Sql::Sqlite(_) => format!("x'{}'", last(path).replace('-', "")),
        };
        let (order, other, vacancy) =
            (number(&recruiting.demand.path), number(&other), number(&recruiting.scene.vacancy));
        let one_more = format!("INSERT INTO allotments (vacancy, job_order, heads) VALUES ({other}, {order}, 1)");
        let counted = sql.either(
            "UPDATE job_orders SET body = jsonb_set(body, '{allotted}', '1')",
            "UPDATE job_orders SET body = json_set(body, '$.allotted', 1)",
        ).to_owned();
        let fewer = sql.either(
            "UPDATE job_orders SET body = jsonb_set(body, '{heads}', '1')",
            "UPDATE job_orders SET body = json_set(body, '$.heads', 1)",
        ).to_owned();
        let wider = sql.either(
            "UPDATE vacancies SET body = jsonb_set(body, '{openings,total}', '3') WHERE status = 'published'",
            "UPDATE vacancies SET body = json_set(body, '$.openings.total', 3) WHERE status = 'published'",
        ).to_owned();
        let outside = format!(
            "INSERT INTO applications (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, origin) \
             SELECT {vacancy}, owner, agency, vacancy, candidate, 'draft', 1, created_at, updated_at, origin FROM applications"
        );
        for (refused, by) in [
            (&one_more, "allotments_stay_within_the_order"),
            (&counted, "job_orders_count_what_is_allotted"),
            (&fewer, "job_orders_count_what_is_allotted"),
            (&wider, "vacancies_stay_within_the_order"),
            (&outside, "applications_follow_the_allotment"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
    }
}
