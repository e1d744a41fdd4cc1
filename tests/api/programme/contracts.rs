//! A contract that arrives worse than what was accepted, by whichever term, is held and told; one that is better passes.

use serde_json::{Value, json};

use super::{
    checks::{WEEK, gate, offering, open, told},
    departure::cleared,
    scene::{Scene, last},
    seats::{at_once, one_succeeds},
};
use crate::{
    law::rule_sets::{RULES, activate},
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both, worker,
        world::{but, id},
    },
};

const PAPER: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

/// An application whose offer the worker has accepted.
struct Accepted {
    scene: Scene,
    application: String,
    offer: String,
}

impl Accepted {
    fn on(app: &TestApp) -> Self {
        let scene = Scene::with_openings(app, 12);
        let application = scene.chosen(&scene.candidate(app));
        let offer = scene.offered(&application, &scene.terms());
        scene.answer(&offer, "accepted").expect(200);
        Self { scene, application, offer }
    }

    /// What the employer sends of a contract with some other terms.
    fn contract(&self, other: &Value) -> Value {
        let terms = but(self.scene.terms(), other);
        json!({"application_id": last(&self.application), "terms": terms, "signed_on": "2026-11-24", "paper_sha256": PAPER})
    }

    fn record(&self, other: &Value) -> Answer {
        self.scene.employer.post("/v1/contracts", &self.contract(other))
    }

    fn application(&self) -> (Value, Value) {
        let seen = self.scene.agency.get(&self.application).expect(200);
        (seen["status"].clone(), seen["worker_status"].clone())
    }
}

/// What is sent of the worker's agreement to some terms of a contract.
fn agreeing(app: &TestApp, contract: &Value, terms: &Value) -> Value {
    let centre = app.operator().post("/v1/centres", &bodies::centre()).expect(201);
    json!({
        "terms_hash": contract["terms_hash"], "terms": terms, "centre_id": id(&centre), "case_reference": "2026/0042",
        "language": "uz-Latn", "evidence": "recording 18"
    })
}

fn path(contract: &Value) -> String {
    format!("/v1/contracts/{}", id(contract))
}

/// The terms that a contract breaks, and how.
fn broken(contract: &Value) -> Vec<(&str, &str)> {
    let word = |one: &'_ Value, member: &str| one[member].as_str().unwrap().to_owned();
    let all = contract["findings"].as_array().unwrap();
    assert!(all.iter().all(|one| one["texts"].as_array().unwrap().len() == 5 && !word(one, "term").is_empty()));
    all.iter()
        .map(|one| (one["term"].as_str().unwrap(), one["comparison"].as_str().unwrap()))
        .collect()
}

fn ended(client: &Client, path: &str) -> Answer {
    client.transition(path, "ended")
}

/// Each term of the promise, worse or other than it was.
fn worsened() -> Vec<(&'static str, Value, &'static str)> {
    let clothing = json!([
        {"kind": "meals", "amount_minor": 300_000, "period": "month"}, {"kind": "clothing", "amount_minor": 1, "period": "once"}
    ]);
    vec![
        ("employer_id", json!("0198c0de-0000-7000-8000-000000000009"), "not_comparable"),
        ("municipality", json!("92730000"), "not_comparable"),
        ("address", json!("Kazan, Baumana 2"), "not_comparable"),
        ("isco08", json!("9313"), "not_comparable"),
        ("duties", json!("carries bricks"), "not_comparable"),
        ("start_day", json!("2027-03-02"), "not_comparable"),
        ("end_day", json!("2027-11-29"), "not_comparable"),
        ("trial_months", json!(2), "worse"),
        ("currency", json!("UZS"), "not_comparable"),
        ("monthly_minimum", json!(8_999_999), "worse"),
        ("hourly_rate", json!(49_999), "worse"),
        ("piece_rate", json!(null), "missing"),
        ("monthly_bonus", json!(499_999), "worse"),
        ("deductions", clothing, "worse"),
        ("weekly_hours", json!(41), "worse"),
        ("schedule", json!("shifts"), "not_comparable"),
        ("overtime_percent", json!(149), "worse"),
        ("night_work", json!(true), "worse"),
        ("leave_days", json!(27), "worse"),
        ("housing", json!("camp"), "not_comparable"),
        ("housing_cost", json!(200_001), "worse"),
        ("people_per_room", json!(5), "worse"),
        ("meals", json!("canteen"), "worse"),
        ("meals_per_day", json!(1), "worse"),
        ("outbound_travel", json!("worker"), "worse"),
        ("homeward_travel", json!("reimbursed"), "worse"),
        ("medical_insurance", json!(false), "worse"),
        ("accident_insurance", json!(false), "worse"),
        ("insurer", json!(null), "missing"),
        ("policy", json!("0043"), "not_comparable"),
        ("medical_care", json!(false), "worse"),
        ("protective_clothing", json!(false), "worse"),
        ("notice_days", json!(13), "worse"),
        ("complaint_contact", json!("+7 843 000 00 01"), "not_comparable"),
    ]
}

/// Each term that can be better than it was.
fn improved() -> Vec<(&'static str, Value)> {
    vec![
        ("trial_months", json!(0)),
        ("monthly_minimum", json!(9_000_001)),
        ("pay_days", json!(3)),
        ("hourly_rate", json!(50_001)),
        ("piece_rate", json!(20_001)),
        ("monthly_bonus", json!(500_001)),
        ("deductions", json!([])),
        ("weekly_hours", json!(39)),
        ("overtime_percent", json!(151)),
        ("leave_days", json!(29)),
        ("housing_cost", json!(0)),
        ("people_per_room", json!(3)),
        ("meals", json!("free")),
        ("meals_per_day", json!(3)),
        ("outbound_travel", json!("employer")),
        ("notice_days", json!(15)),
    ]
}

on_both! {
    fn a_contract_that_keeps_what_was_accepted_is_in_force(app) {
        let accepted = Accepted::on(app);
        assert_eq!(accepted.application(), (json!("contract_offered"), json!("chosen")));
        let contract = accepted.record(&json!({})).expect(201);
        assert_eq!((&contract["status"], &contract["findings"]), (&json!("signed"), &json!([])));
        assert_eq!((&contract["accepted_terms_hash"], &contract["agency_id"]), (&contract["terms_hash"], &json!(null)));
        assert!(accepted.offer.ends_with(contract["offer_id"].as_str().unwrap()));
        assert_eq!(accepted.application(), (json!("contract_signed"), json!("preparing")));
        assert_eq!(accepted.scene.seats(), ("published".to_owned(), 11, 1));
        accepted.record(&json!({})).problem(409, "conflict");
        let path = path(&contract);
        for stranger in [app.employer(), app.agency()] {
            stranger.get(&path).problem(404, "not-found");
        }
        assert_eq!(accepted.scene.agency.get(&path).expect(200)["allowed_transitions"], json!(["ended"]));
        assert_eq!(app.operator().get(&path).expect(200)["allowed_transitions"], json!([]));
    }

    fn each_single_worsened_term_holds_the_contract_and_is_named(app) {
        let accepted = Accepted::on(app);
        for (term, value, how) in worsened() {
            let contract = accepted.record(&json!({term: value})).expect(201);
            assert_eq!((&contract["status"], broken(&contract)), (&json!("held"), vec![(term, how)]));
            assert_eq!(accepted.application().0, "contract_offered", "a held contract is not in force");
        }
        let held = accepted.scene.agency.get("/v1/contracts?status=held").expect(200);
        assert_eq!(held["items"].as_array().unwrap().len(), 1, "each took the place of the one before");
        let text = &held["items"][0]["findings"][0]["texts"][4]["text"];
        assert_eq!(text, "Whom to complain to: promised: +7 843 000 00 00; in the contract: +7 843 000 00 01 (other than promised)");
    }

    fn a_held_contract_opens_one_case_that_nobody_who_took_part_reads(app) {
        let accepted = Accepted::on(app);
        for hours in [48, 50] {
            accepted.record(&json!({"weekly_hours": hours})).expect(201);
            let all = app.operator().get("/v1/complaints?topic=substitution").expect(200)["items"].clone();
            assert_eq!(all.as_array().unwrap().len(), 1, "the second paper belongs to the same case: {all}");
            assert_eq!((&all[0]["status"], &all[0]["urgency"]), (&json!("received"), &json!("grave")));
            let path = format!("/v1/complaints/{}", id(&all[0]));
            for reader in [&accepted.scene.employer, &accepted.scene.agency] {
                assert!(matches!(reader.get(&path).status, 403 | 404));
            }
        }
        let against = accepted.scene.employer.get("/v1/complaints/against-us").expect(200)["items"].clone();
        assert_eq!(against.as_array().unwrap().len(), 1, "{against}");
        let kept = Accepted::on(app);
        kept.record(&json!({})).expect(201);
        let none = kept.scene.employer.get("/v1/complaints/against-us").expect(200)["items"].clone();
        assert_eq!(none, json!([]), "what keeps its word opens nothing");
    }

    fn each_improved_term_passes(app) {
        for (term, value) in improved() {
            let accepted = Accepted::on(app);
            let contract = accepted.record(&json!({term: value})).expect(201);
            assert_eq!((&contract["status"], broken(&contract)), (&json!("signed"), vec![]), "{term}");
        }
    }

    fn a_corrected_paper_releases_the_contract(app) {
        let accepted = Accepted::on(app);
        let held = accepted.record(&json!({"monthly_minimum": 8_000_000, "weekly_hours": 48})).expect(201);
        assert_eq!(broken(&held), [("monthly_minimum", "worse"), ("weekly_hours", "worse")]);
        let corrected = accepted.record(&json!({"weekly_hours": 39})).expect(201);
        assert_eq!(corrected["status"], "signed");
        assert_eq!(accepted.scene.employer.get(&path(&held)).expect(200)["status"], "replaced");
        assert_eq!(accepted.application().0, "contract_signed");
    }

    fn the_worker_may_agree_advised_by_a_centre_but_never_to_less_pay(app) {
        let accepted = Accepted::on(app);
        let later = json!({"start_day": "2027-03-08", "address": "Kazan, Baumana 2"});
        let held = accepted.record(&later).expect(201);
        let agreements = format!("{}/agreements", path(&held));
        let terms = json!(["address", "start_day"]);
        let agreed = agreeing(app, &held, &terms);
        let worker = worker::in_person(&accepted.scene.operator, "agree_to_contract", &path(&held));
        let send = |change: Value| worker.post(&agreements, &but(agreed.clone(), &change));
        assert_eq!(send(json!({"terms": ["start_day"]})).pointers(), ["/terms"]);
        assert_eq!(send(json!({"terms": ["address", "start_day", "meals"]})).pointers(), ["/terms/2"]);
        assert_eq!(send(json!({"terms": ["address", "address"]})).pointers(), ["/terms/1"]);
        assert_eq!(send(json!({"centre_id": last(&accepted.application)})).pointers(), ["/centre_id"]);
        send(json!({"terms_hash": held["accepted_terms_hash"]})).problem(409, "conflict");
        for other in [&accepted.scene.employer, &accepted.scene.agency, &app.operator()] {
            other.post(&agreements, &agreed).problem(403, "forbidden");
        }
        let signed = send(json!({})).expect(200);
        assert_eq!((&signed["status"], &signed["agreement"]["terms"]), (&json!("signed"), &terms));
        assert_eq!(accepted.application().0, "contract_signed");
        let shown = accepted.scene.employer.get(&path(&held)).expect(200)["agreement"].clone();
        assert_eq!((&shown["case_reference"], &shown["word"]["evidence"]), (&json!(null), &json!(null)));
        send(json!({})).problem(409, "conflict");

        let accepted = Accepted::on(app);
        for (term, value) in [("monthly_minimum", json!(8_999_999)), ("weekly_hours", json!(41)), ("people_per_room", json!(5))] {
            let held = accepted.record(&json!({term: value})).expect(201);
            let agreed = agreeing(app, &held, &json!([term]));
            let worker = worker::in_person(&accepted.scene.operator, "agree_to_contract", &path(&held));
            let refused = worker.post(&format!("{}/agreements", path(&held)), &agreed);
            assert_eq!(refused.pointers(), ["/terms/0"], "{term}");
            assert_eq!(refused.json()["errors"][0]["code"], "never_worse");
        }
    }

    fn on_arrival_the_worker_says_what_is_not_as_signed_and_that_opens_a_case(app) {
        let accepted = Accepted::on(app);
        let contract = accepted.record(&json!({})).expect(201);
        let (contract, hash) = (path(&contract), contract["terms_hash"].clone());
        let confirmations = format!("{contract}/confirmations");
        let said = json!({"terms_hash": hash, "broken_terms": ["housing", "people_per_room"], "language": "uz-Latn"});
        for other in [&accepted.scene.employer, &accepted.scene.agency, &app.operator()] {
            other.post(&confirmations, &said).problem(403, "forbidden");
        }
        let agreeing = worker::in_person(&accepted.scene.operator, "agree_to_contract", &contract);
        agreeing.post(&confirmations, &said).problem(403, "forbidden");
        let worker = worker::in_person(&accepted.scene.operator, "confirm_contract", &contract);
        worker.post(&confirmations, &but(said.clone(), &json!({"terms_hash": "0".repeat(64)}))).problem(409, "conflict");
        let twice = but(said.clone(), &json!({"broken_terms": ["housing", "housing"]}));
        assert_eq!(worker.post(&confirmations, &twice).pointers(), ["/broken_terms/1"]);
        let told = worker.post_once(&confirmations, "arrived", &said).expect(200);
        assert_eq!(told["contract"]["arrival"]["broken_terms"], json!(["housing", "people_per_room"]));
        let key = json!({"code": told["case"]["code"], "pin": told["case"]["pin"]});
        let case = app.anonymous().post("/v1/complaints/by-code", &key).expect(200);
        assert_eq!(case["topic"], "substitution");
        assert!(case["messages"][0]["text"].as_str().unwrap().contains("housing, people_per_room"), "{case}");
        let again = worker.post_once(&confirmations, "arrived", &said).expect(200);
        assert_eq!((&again["contract"], &again["case"]), (&told["contract"], &json!(null)), "told once");
        for side in [&accepted.scene.employer, &accepted.scene.agency] {
            assert_eq!(side.get(&contract).expect(200)["arrival"], json!(null));
        }
        let against = accepted.scene.employer.get("/v1/complaints/against-us").expect(200);
        assert_eq!(against["items"].as_array().unwrap().len(), 1, "one case was opened");
        let worker = worker::in_person(&accepted.scene.operator, "confirm_contract", &contract);
        worker.post(&confirmations, &said).problem(409, "conflict");
        let mut sql = Sql::of(app);
        for change in ["NULL", "terms"] {
            let told = sql.run(&format!("UPDATE contracts SET arrival = {change}")).unwrap_err().to_string();
            assert!(told.contains("contracts_are_confirmed_by_the_worker"), "{told}");
        }

        let accepted = Accepted::on(app);
        let contract = accepted.record(&json!({})).expect(201);
        let worker = worker::in_person(&accepted.scene.operator, "confirm_contract", &path(&contract));
        let said = json!({"terms_hash": contract["terms_hash"], "broken_terms": [], "language": "ru"});
        let told = worker.post(&format!("{}/confirmations", path(&contract)), &said).expect(200);
        assert_eq!((&told["contract"]["arrival"]["broken_terms"], &told["case"]), (&json!([]), &json!(null)));
    }

    fn a_contract_in_force_opens_the_gate_that_waited_for_it_and_one_that_is_held_does_not(app) {
        app.pass(WEEK);
        let waits = RULES.replace(r#""insurance", "entry_application", "predeparture_training", "medical_home", "travel""#, r#""consent""#);
        assert_ne!(waits, RULES);
        activate(app, &waits);
        let scene = Scene::with_openings(app, 12);
        let application = cleared(&scene, app);
        let offer = scene.employer.post("/v1/offers", &offering(&scene, &application)).expect(201);
        scene.answer(&format!("/v1/offers/{}", id(&offer)), "accepted").expect(200);
        let accepted = Accepted { application, offer: format!("/v1/offers/{}", id(&offer)), scene };
        let (agency, application) = (&accepted.scene.agency, &accepted.application);
        let opened = || told(agency, application).iter().filter(|(action, why)| action == "gate_opened" && why == "for_departure").count();
        let today = json!({"signed_on": app.server.app.today()});
        let candidate = agency.get(application).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let events = || agency.get(&format!("/v1/candidates/{candidate}/events")).expect(200)["items"].clone();

        let worse = but(accepted.contract(&json!({"trial_months": 2})), &today);
        let held = accepted.scene.employer.post("/v1/contracts", &worse).expect(201);
        assert_eq!((&held["status"], opened(), events()), (&json!("held"), 0, json!([])));
        assert_eq!(open(&gate(agency, application, 1)), ["terms_accepted"]);

        let agreed = agreeing(app, &held, &json!(["trial_months"]));
        let worker = worker::in_person(&accepted.scene.operator, "agree_to_contract", &path(&held));
        let signed = worker.post(&format!("{}/agreements", path(&held)), &agreed).expect(200);
        assert_eq!((&signed["status"], opened()), (&json!("signed"), 1));
        assert_eq!(open(&gate(agency, application, 1)), Vec::<String>::new());
        let told = &events()[0];
        assert_eq!((&told["event"], &told["event_on"]), (&json!("contract_signed"), &signed["signed_on"]));
    }

    fn a_contract_follows_an_acceptance(app) {
        let scene = Scene::with_openings(app, 12);
        let application = scene.chosen(&scene.candidate(app));
        let contract = |application: &str| json!({
            "application_id": last(application), "terms": scene.terms(), "signed_on": "2026-11-24", "paper_sha256": PAPER
        });
        scene.employer.post("/v1/contracts", &contract(&application)).problem(409, "conflict");
        let offer = scene.offered(&application, &scene.terms());
        scene.employer.post("/v1/contracts", &contract(&application)).problem(409, "conflict");
        scene.answer(&offer, "accepted").expect(200);
        for day in ["2026-11-23", "2026-11-25"] {
            let other = but(contract(&application), &json!({"signed_on": day}));
            assert_eq!(scene.employer.post("/v1/contracts", &other).pointers(), ["/signed_on"]);
        }
        let other = but(contract(&application), &json!({"paper_sha256": "x".repeat(64)}));
        assert_eq!(scene.employer.post("/v1/contracts", &other).pointers(), ["/paper_sha256"]);
        scene.agency.post("/v1/contracts", &contract(&application)).problem(403, "forbidden");
        app.employer().post("/v1/contracts", &contract(&application)).problem(404, "not-found");
        scene.employer.post("/v1/contracts", &contract(&application)).expect(201);
    }

    fn whoever_ends_a_contract_closes_the_application(app) {
        for (side, ended_by, closing) in [(0, "employer", "offer_retracted"), (1, "worker", "withdrawn_by_worker")] {
            let accepted = Accepted::on(app);
            let contract = path(&accepted.record(&json!({})).expect(201));
            ended(&app.operator(), &contract).problem(403, "forbidden");
            let sides = [&accepted.scene.employer, &accepted.scene.agency];
            assert_eq!(ended(sides[side], &contract).expect(200)["ended_by"], ended_by);
            let application = accepted.scene.agency.get(&accepted.application).expect(200);
            assert_eq!((&application["status"], &application["closing_reason"]), (&json!("closed"), &json!(closing)));
            assert_eq!(accepted.scene.employer.get(&accepted.offer).expect(200)["status"], "retracted");
            assert_eq!(accepted.scene.seats(), ("published".to_owned(), 12, 0));
        }
    }

    fn an_application_that_is_closed_ends_its_contract(app) {
        let accepted = Accepted::on(app);
        let contract = path(&accepted.record(&json!({"notice_days": 1})).expect(201));
        let why = json!({"to": "retracted", "reason": "the building site is closed"});
        accepted.scene.employer.post(&format!("{}/transitions", accepted.offer), &why).expect(200);
        let seen = accepted.scene.agency.get(&contract).expect(200);
        assert_eq!((&seen["status"], &seen["ended_by"]), (&json!("ended"), &json!("application")));
        assert_eq!(accepted.application().0, "closed");
    }

    fn of_many_contracts_at_once_one_is_in_force(app) {
        let (accepted, second) = (Accepted::on(app), app.another());
        let there = second.anonymous().with_token(accepted.scene.employer.token());
        let (clients, body) = ([&accepted.scene.employer, &there], accepted.contract(&json!({})));
        one_succeeds(&at_once(|n| clients[n % 2].post("/v1/contracts", &body)), 201);
    }

    fn the_database_holds_contracts_to_what_was_accepted_too(app) {
        let accepted = Accepted::on(app);
        let held = accepted.record(&json!({"leave_days": 27})).expect(201);
        let mut sql = Sql::of(app);
        let copy = |status: &str, hash: &str| format!(
            "INSERT INTO contracts (id, owner, agency, vacancy, candidate, status, version, created_at, updated_at, application, offer, \
             terms, told_by, terms_hash, accepted_hash, signed_on, paper_hash, findings) SELECT :1, owner, agency, vacancy, candidate, \
             {status}, 1, created_at, created_at, application, offer, terms, told_by, terms_hash, {hash}, signed_on, paper_hash, findings \
             FROM contracts"
        );
        let (other, again) = (copy("'held'", "'other'"), copy("'held'", "accepted_hash"));
        for (refused, by) in [
            ("UPDATE contracts SET status = 'signed'", "contracts_held_while_broken"),
            ("UPDATE contracts SET status = 'signed', findings = '[]'", "contracts_stay_as_they_were_signed"),
            ("UPDATE contracts SET terms_hash = 'x'", "contracts_stay_as_they_were_signed"),
            ("UPDATE contracts SET status = 'ended'", "contracts_ended_by_something"),
            ("UPDATE applications SET status = 'contract_signed'", "applications_are_under_a_contract"),
            (&other, "contracts_follow_an_acceptance"),
            (&again, "contracts"),
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
        assert_eq!(accepted.scene.employer.get(&path(&held)).expect(200)["status"], "held");
    }

    fn an_erased_candidate_leaves_no_contract_and_was_told_of_it_before(app) {
        let accepted = Accepted::on(app);
        let contract = path(&accepted.record(&json!({"leave_days": 27})).expect(201));
        let agency = &accepted.scene.agency;
        let candidate = agency.get(&contract).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        let export = agency.get(&format!("/v1/candidates/{candidate}/export")).expect(200);
        assert_eq!(export["contracts"], json!([agency.get(&contract).expect(200)]));
        agency.delete(&format!("/v1/candidates/{candidate}"), "*").expect(204);
        accepted.scene.employer.get(&contract).problem(404, "not-found");
        assert_eq!(Sql::of(app).texts("SELECT status AS text FROM contracts"), Vec::<String>::new());
        for side in [&accepted.scene.employer, agency] {
            let feed = side.get("/v1/changes?kind=contract&limit=100").expect(200);
            assert_eq!(feed["items"][0]["event"], "deleted");
        }
    }
}
