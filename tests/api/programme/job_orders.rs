//! A demand is recruited for once both sides approve of it as it is.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::scene::last;
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

/// A submitted order of an employer, and an operator of each side.
pub(crate) struct Demand {
    pub(crate) employer: Client,
    pub(crate) tatarstan: Client,
    pub(crate) uzbekistan: Client,
    pub(crate) path: String,
}

impl Demand {
    pub(crate) fn submitted(app: &TestApp) -> Self {
        Self::submitted_with(app, &json!({}))
    }

    pub(crate) fn submitted_with(app: &TestApp, members: &Value) -> Self {
        let employer = app.employer();
        let body = but(bodies::job_order(), members);
        let made = employer.post("/v1/job-orders", &body).expect(201);
        let path = format!("/v1/job-orders/{}", id(&made));
        if made["terms"].is_object() {
            let terms = but(made["terms"].clone(), &json!({"employer_id": made["employer_id"]}));
            employer.patch(&path, "*", &json!({"terms": terms})).expect(200);
        }
        employer.transition(&path, "submitted").expect(200);
        Self { employer, tatarstan: app.operator(), uzbekistan: app.operator(), path }
    }

    pub(crate) fn approved(app: &TestApp) -> Self {
        Self::approved_with(app, &json!({}))
    }

    pub(super) fn approved_with(app: &TestApp, members: &Value) -> Self {
        let demand = Self::submitted_with(app, members);
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        demand.decide(&demand.uzbekistan, "uz", "approve").expect(200);
        demand
    }

    pub(crate) fn read(&self) -> Value {
        self.employer.get(&self.path).expect(200)
    }

    /// Allots heads to a vacancy.
    pub(crate) fn allot(&self, vacancy: &str, heads: u32) -> Answer {
        let path = format!("{}/allotments/{}", self.path, last(vacancy));
        self.employer.put(&path, &[], &json!({"heads": heads}))
    }

    /// Lets an agency recruit.
    pub(super) fn authorise(&self, agency: &str) -> Answer {
        self.employer.post(&format!("{}/agencies", self.path), &json!({"agency_id": agency}))
    }

    /// Decides on the version that is there now.
    pub(crate) fn decide(&self, operator: &Client, side: &str, verdict: &str) -> Answer {
        let body = json!({"side": side, "verdict": verdict, "version": self.read()["version"], "reason": "as was agreed"});
        operator.post(&format!("{}/decisions", self.path), &body)
    }
}

on_both! {
    fn an_order_is_approved_once_both_sides_approve(app) {
        let demand = Demand::submitted(app);
        let seen = demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        assert_eq!((&seen["status"], &seen["decisions"][0]["side"]), (&json!("under_review"), &json!("tt")));
        assert_eq!((&seen["decisions"][0]["version"], &seen["decisions"][0]["note"]), (&json!(2), &json!("as was agreed")));
        assert_eq!(demand.read()["allowed_transitions"], json!(["withdrawn"]), "a state that only a change of the demand brings is not offered");
        demand.decide(&demand.tatarstan, "uz", "approve").problem(409, "conflict");
        demand.decide(&demand.uzbekistan, "tt", "approve").problem(409, "conflict");
        demand.decide(&demand.employer, "uz", "approve").problem(403, "forbidden");
        let seen = demand.decide(&demand.uzbekistan, "uz", "approve").expect(200);
        assert_eq!(seen["status"], "approved");
        let code = seen["code"].as_str().unwrap();
        let told = app.anonymous().get(&format!("/v1/verify/{code}")).expect(200);
        assert_eq!((&told["result"], &told["kind"]), (&json!("genuine"), &json!("job_order")), "{told}");
        demand.decide(&app.operator(), "uz", "reject").problem(409, "conflict");
        let history = demand.employer.get(&format!("{}/history", demand.path)).expect(200);
        let actions: Vec<&Value> = history["items"].as_array().unwrap().iter().map(|one| &one["action"]).collect();
        assert_eq!(actions, ["create", "submitted", "approve_tt", "approve_uz"]);
    }

    fn what_was_not_read_is_not_decided_on(app) {
        let demand = Demand::submitted(app);
        let old = json!({"side": "tt", "verdict": "approve", "version": demand.read()["version"]});
        demand.employer.patch(&demand.path, "*", &json!({"heads": 13})).expect(200);
        let answer = demand.tatarstan.post(&format!("{}/decisions", demand.path), &old);
        answer.problem(412, "precondition-failed");
        assert_eq!(demand.read()["decisions"], json!([]));
    }

    fn a_changed_demand_needs_both_sides_again(app) {
        for change in [
            json!({"heads": 13}), json!({"occupation": {"trade": "plasterer", "isco08": "7123"}}), json!({"municipality": "92730000"}),
            json!({"okved": "43.39"}), json!({"period_end": "2027-12-31"}),
        ] {
            let demand = Demand::approved(app);
            let seen = demand.employer.patch(&demand.path, "*", &change).expect(200);
            assert_eq!((&seen["status"], &seen["decisions"]), (&json!("submitted"), &json!([])), "{change}");
        }
        let demand = Demand::approved(app);
        let seen = demand.employer.patch(&demand.path, "*", &json!({"external_ref": "ORD-1"})).expect(200);
        assert_eq!((&seen["status"], seen["decisions"].as_array().unwrap().len()), (&json!("approved"), 2));
    }

    fn one_side_returns_or_rejects_an_order_alone(app) {
        let demand = Demand::submitted(app);
        for verdict in ["return", "reject"] {
            let mute = json!({"side": "uz", "verdict": verdict, "version": demand.read()["version"]});
            assert_eq!(demand.uzbekistan.post(&format!("{}/decisions", demand.path), &mute).pointers(), ["/reason"]);
        }
        assert_eq!(demand.decide(&demand.uzbekistan, "uz", "return").expect(200)["status"], "returned");
        demand.employer.patch(&demand.path, "*", &json!({"heads": 10})).expect(200);
        assert_eq!(demand.employer.transition(&demand.path, "submitted").expect(200)["decisions"], json!([]));
        assert_eq!(demand.decide(&demand.uzbekistan, "uz", "reject").expect(200)["status"], "rejected");
        demand.employer.patch(&demand.path, "*", &json!({"heads": 9})).problem(409, "conflict");
    }

    fn an_order_ends_with_its_period(app) {
        let demand = Demand::approved(app);
        let owner = demand.read()["employer_id"].as_str().unwrap().parse::<Uuid>().unwrap();
        app.pass(Duration::from_hours(24 * 400));
        app.server.app.sweep().unwrap();
        let employer = app.client(Role::Employer, owner, "");
        assert_eq!(employer.get(&demand.path).expect(200)["status"], "expired");
        let past = employer.post("/v1/job-orders", &bodies::job_order()).expect(201);
        let path = format!("/v1/job-orders/{}", id(&past));
        employer.transition(&path, "submitted").problem(409, "conflict");
    }

    fn a_period_runs_forward_for_a_year_at_most(app) {
        let employer = app.employer();
        for (end, code) in [("2027-03-01", "period_reversed"), ("2027-02-28", "period_reversed"), ("2028-03-02", "range")] {
            let answer = employer.post("/v1/job-orders", &but(bodies::job_order(), &json!({"period_end": end})));
            assert_eq!(answer.pointers(), ["/period_end"]);
            assert_eq!(answer.json()["errors"][0]["code"], code, "{end}");
        }
        employer.post("/v1/job-orders", &but(bodies::job_order(), &json!({"period_end": "2028-03-01"}))).expect(201);
    }

    fn the_database_knows_no_order_that_one_side_approved(app) {
        let demand = Demand::submitted(app);
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        let mut sql = Sql::of(app);
        let told = sql.run("UPDATE job_orders SET status = 'approved'").unwrap_err().to_string();
        assert!(told.contains("job_orders_approved_by_both_sides"), "{told}");
    }
}
