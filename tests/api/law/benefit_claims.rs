//! What workers ask of the state back: within what a rule grants, decided on by operators, due from the first day of work on.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    programme::{
        departure::Signed,
        scene::{Scene, last},
        seats::{at_once, one_succeeds},
    },
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, on_both, worker,
        world::{but, eventually, id},
    },
};

/// From the day on which tests begin to one on which the project's own rules are known.
const WEEK: Duration = Duration::from_hours(7 * 24);
const PATH: &str = "/v1/benefit-claims";

/// A scene with an application, by its path.
fn applied(app: &TestApp) -> (Scene, String) {
    app.pass(WEEK);
    let scene = Scene::with_openings(app, 100);
    let application = scene.applied(&scene.candidate(app));
    (scene, application)
}

fn claim(client: &Client, application: &str, more: &Value) -> Answer {
    let asked = json!({"application_id": last(application), "item": "visa", "asked": 900_000.5, "currency": "UZS"});
    client.post(PATH, &but(asked, more))
}

/// The path of a claim that the agency made.
fn filed(scene: &Scene, application: &str) -> String {
    let made = claim(&scene.agency, application, &json!({}));
    made.expect(201);
    made.header("location").to_owned()
}

fn decide(client: &Client, claim: &str, more: &Value) -> Answer {
    client.post(&format!("{claim}/decisions"), &but(json!({"decision": "approved"}), more))
}

fn pay(client: &Client, claim: &str, more: &Value) -> Answer {
    let body = json!({"paid_on": "2026-12-01", "evidence": "платёжное поручение 318"});
    client.post(&format!("{claim}/payments"), &but(body, more))
}

/// The path of a claim in a state.
fn in_state(app: &TestApp, scene: &Scene, state: &str) -> String {
    let (path, operator) = (filed(scene, &scene.applied(&scene.candidate(app))), app.operator());
    let refused = json!({"decision": "refused", "reason": "нет чека"});
    match state {
        "approved" => drop(decide(&operator, &path, &json!({})).expect(200)),
        "refused" => drop(decide(&operator, &path, &refused).expect(200)),
        "paid" => {
            decide(&operator, &path, &json!({})).expect(200);
            pay(&operator, &path, &json!({})).expect(200);
        }
        _ => {}
    }
    path
}

on_both! {
    fn an_agency_claims_and_an_operator_decides_and_pays(app) {
        let (scene, application) = applied(app);
        let operator = app.operator();
        let made = claim(&scene.agency, &application, &json!({})).expect(201);
        let said = ["status", "item", "told_by", "rule", "currency"].map(|member| made[member].as_str().unwrap().to_owned());
        assert_eq!(said, ["filed", "visa", "agency", "uz.compensation", "UZS"]);
        assert_eq!((&made["asked"], &made["due_on"], &made["decision"], &made["payment"]), (&json!(900_000.5), &Value::Null, &Value::Null, &Value::Null));
        assert_eq!(made["allowed_transitions"], json!([]), "what follows has a verb of its own");
        let path = format!("{PATH}/{}", id(&made));
        let decided = decide(&operator, &path, &json!({"granted": 800_000, "reason": "чек на меньшую сумму"})).expect(200);
        assert_eq!((&decided["status"], &decided["decision"]["granted"]), (&json!("approved"), &json!(800_000)));
        let paid = pay(&operator, &path, &json!({})).expect(200);
        assert_eq!((&paid["status"], &paid["payment"]["paid_on"]), (&json!("paid"), &json!("2026-12-01")));
        let told = scene.agency.get(&format!("{path}/history")).expect(200);
        let actions: Vec<&Value> = told["items"].as_array().unwrap().iter().map(|one| &one["action"]).collect();
        assert_eq!(actions, ["create", "approved", "paid"]);
        for (filter, count) in [("status=paid", 1), ("status=filed", 0), ("status=filed,paid", 1)] {
            let found = scene.agency.get(&format!("{PATH}?{filter}&application_id={}", last(&application))).expect(200);
            assert_eq!(found["items"].as_array().unwrap().len(), count, "{filter}");
        }
    }

    fn no_more_is_claimed_than_a_rule_of_the_day_grants(app) {
        let scene = Scene::with_openings(app, 100);
        let application = scene.applied(&scene.candidate(app));
        claim(&scene.agency, &application, &json!({})).problem(409, "conflict");
        let (scene, application) = applied(app);
        let wrong = |more: Value| claim(&scene.agency, &application, &more).pointers();
        assert_eq!(wrong(json!({"item": "car"})), ["/item"]);
        assert_eq!(wrong(json!({"currency": "RUB"})), ["/currency"]);
        let most = claim(&scene.agency, &application, &json!({})).expect(201)["most"].as_f64().unwrap();
        assert_eq!(wrong(json!({"item": "visa", "asked": most + 0.01})), ["/asked"]);
        let ticket = claim(&scene.agency, &application, &json!({"item": "ticket", "asked": most * 2.0 / 5.0})).expect(201);
        assert_eq!(ticket["asked"], ticket["most"], "the last hundredth is granted, and as many base values as the rule says");
        for asked in [json!(-1), json!(0), json!(0.001)] {
            assert_eq!(wrong(json!({"asked": asked})), ["/asked"]);
        }
    }

    fn a_worker_claims_in_the_own_channel_once_by_a_code(app) {
        let (scene, application) = applied(app);
        let own = worker::in_person(&scene.operator, "claim_benefit", &application);
        let made = claim(&own, &application, &json!({})).expect(201);
        assert_eq!(made["told_by"], "worker");
        let again = claim(&own, &application, &json!({"item": "ticket", "asked": 1}));
        assert_eq!(again.status, 409, "a code serves once");
        let path = format!("{PATH}/{}", id(&made));
        assert_eq!(own.get(&path).expect(200)["id"], made["id"]);
        assert_eq!(own.get(PATH).expect(200)["items"].as_array().unwrap().len(), 1);
        let other = worker::in_person(&scene.operator, "move_application", &application);
        claim(&other, &application, &json!({"item": "ticket", "asked": 1})).problem(403, "forbidden");
        let stranger = worker::in_person(&scene.operator, "claim_benefit", &scene.applied(&scene.candidate(app)));
        stranger.get(&path).problem(404, "not-found");
        claim(&stranger, &application, &json!({"item": "ticket", "asked": 1})).problem(404, "not-found");
        decide(&own, &path, &json!({})).problem(401, "unauthenticated");
    }

    fn only_operators_decide_and_pay_and_only_in_order(app) {
        let (scene, _) = applied(app);
        let refused = json!({"decision": "refused", "reason": "нет чека"});
        let callers = [(scene.agency.clone(), 403), (scene.employer.clone(), 403), (app.agency(), 403), (app.partner(), 403)];
        for (state, decides, pays) in [("filed", 200, 409), ("approved", 409, 200), ("refused", 409, 409), ("paid", 409, 409)] {
            let path = in_state(app, &scene, state);
            for (client, status) in &callers {
                assert_eq!((decide(client, &path, &refused).status, pay(client, &path, &json!({})).status), (*status, *status), "{state}");
            }
            assert_eq!(scene.agency.get(&path).expect(200)["status"], state);
            assert_eq!(pay(&app.operator(), &path, &json!({})).status, pays, "{state}");
            if state != "approved" {
                assert_eq!(decide(&app.operator(), &path, &refused).status, decides, "{state}");
            }
        }
        let path = in_state(app, &scene, "approved");
        decide(&app.operator(), &path, &refused).problem(409, "conflict");
        for client in [&scene.employer, &app.agency(), &app.employer()] {
            client.get(&path).problem(404, "not-found");
            assert_eq!(client.get(PATH).expect(200)["items"], json!([]), "amounts are the worker's");
        }
        app.partner().get(PATH).problem(403, "forbidden");
    }

    fn a_decision_and_a_payment_that_contradict_themselves_are_refused(app) {
        let (scene, application) = applied(app);
        let (operator, path) = (app.operator(), filed(&scene, &application));
        let decided = |more: Value| decide(&operator, &path, &more).pointers();
        assert_eq!(decided(json!({"decision": "refused"})), ["/reason"]);
        assert_eq!(decided(json!({"decision": "refused", "reason": "r", "granted": 1})), ["/granted"]);
        assert_eq!(decided(json!({"granted": 900_000.51})), ["/granted"]);
        assert_eq!(decide(&operator, &path, &json!({})).expect(200)["decision"]["granted"], json!(900_000.5));
        for day in ["2026-11-30", "2026-12-02"] {
            assert_eq!(pay(&operator, &path, &json!({"paid_on": day})).pointers(), ["/paid_on"], "{day}");
        }
    }

    fn what_was_refused_can_be_claimed_again_and_nothing_else(app) {
        let (scene, application) = applied(app);
        let path = filed(&scene, &application);
        claim(&scene.agency, &application, &json!({})).problem(409, "conflict");
        decide(&app.operator(), &path, &json!({"decision": "refused", "reason": "нет чека"})).expect(200);
        claim(&scene.agency, &application, &json!({})).expect(201);
        claim(&scene.agency, &application, &json!({})).problem(409, "conflict");
        let other = scene.applied(&scene.candidate(app));
        one_succeeds(&at_once(|_| claim(&scene.agency, &other, &json!({}))), 201);
        for client in [&scene.employer, &app.operator()] {
            claim(client, &other, &json!({"item": "ticket", "asked": 1})).problem(403, "forbidden");
        }
        claim(&app.agency(), &other, &json!({})).problem(404, "not-found");
    }

    fn it_is_due_a_month_after_the_first_day_of_work(app) {
        let signed = Signed::arrived(app);
        let early = filed(&signed.scene, &signed.application);
        assert_eq!(signed.scene.agency.get(&early).expect(200)["due_on"], Value::Null);
        signed.goes_to_work(app);
        eventually("it is due", || signed.scene.agency.get(&early).expect(200)["due_on"] == "2027-01-01");
        let late = claim(&signed.scene.agency, &signed.application, &json!({"item": "ticket", "asked": 1})).expect(201);
        assert_eq!((&late["employed_on"], &late["due_on"]), (&json!("2026-12-01"), &json!("2027-01-01")));
    }

    fn claims_go_with_the_erased_person_and_the_feed_says_so(app) {
        let (scene, application) = applied(app);
        let path = filed(&scene, &application);
        let entry = scene.agency.get(&path).expect(200);
        let candidate = format!("/v1/candidates/{}", entry["candidate_id"].as_str().unwrap());
        let export = scene.agency.get(&format!("{candidate}/export")).expect(200);
        assert_eq!(export["benefit_claims"], json!([entry]));
        let told = |client: &Client| client.get("/v1/changes?kind=benefit_claim").expect(200)["items"].clone();
        assert_eq!((&told(&scene.agency)[0]["id"], told(&scene.employer)), (&entry["id"], json!([])));
        assert_eq!(scene.agency.delete(&candidate, "*").status, 204);
        scene.agency.get(&path).problem(404, "not-found");
        assert_eq!(Sql::of(app).texts("SELECT item AS text FROM benefit_claims"), [""; 0]);
        let told = told(&scene.agency);
        assert_eq!(told.as_array().unwrap().last().unwrap()["event"], "deleted", "{told}");
    }

    fn the_database_itself_holds_what_was_decided(app) {
        let (scene, application) = applied(app);
        filed(&scene, &application);
        let mut sql = Sql::of(app);
        let (as_decided, as_applied) = ("benefit_claims_stay_as_they_were_decided", "benefit_claims_belong_to_an_application");
        let copy = "INSERT INTO benefit_claims (id, owner, candidate, status, version, created_at, updated_at, application, item, asked, most, \
                    currency, rule, rule_set_name, pay_value, pay_unit, told_by) SELECT :1, OWNER, candidate, status, version, created_at, \
                    updated_at, application, 'other', asked, most, currency, rule, rule_set_name, pay_value, pay_unit, told_by FROM benefit_claims";
        let other = "(SELECT max(id) FROM agencies WHERE agencies.id <> benefit_claims.owner)";
        let other = sql.either(&other.replace("max(id)", "agencies.id").replace(')', " LIMIT 1)"), other).to_owned();
        app.new_agency();
        let mut refused = |statement: &str, by: &str| {
            let told = sql.run(statement).expect_err(statement).to_string();
            assert!(told.contains(by), "{statement}: {told}");
        };
        for change in ["asked = asked - 1", "most = most + 1", "item = 'ticket'", "currency = 'RUB'", "rule = 'r'", "pay_value = 2"] {
            refused(&format!("UPDATE benefit_claims SET {change}"), as_decided);
        }
        refused(&copy.replace("OWNER", &other), as_applied);
        let paid = "status = 'paid', granted = 1, decided_by = id, decided_at = created_at, paid_on = '2026-12-01', evidence = 'e'";
        refused(&format!("UPDATE benefit_claims SET {paid}"), as_decided);
        let path = in_state(app, &scene, "refused");
        let refusal = "UPDATE benefit_claims SET reason = 'other' WHERE status = 'refused'";
        refused(refusal, as_decided);
        refused("UPDATE benefit_claims SET status = 'filed', reason = NULL, decided_by = NULL, decided_at = NULL WHERE status = 'refused'", as_decided);
        assert_eq!(scene.agency.get(&path).expect(200)["decision"]["reason"], "нет чека");
    }
}
