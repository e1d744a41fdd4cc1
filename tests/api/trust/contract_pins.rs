//! The terms of a contract: the worker alone takes a PIN, and nobody is told with whom the contract is.

use koprik::domain::trust::verification_code::{CodeKind, VerificationCode};
use serde_json::{Value, json};

use super::genuineness::issue;
use crate::{
    programme::{departure::Signed, scene::last, seats::at_once},
    store::sql::Sql,
    support::{Answer, Client, TestApp, on_both, worker},
};

/// The path of the contract of somebody who has signed.
fn contract(signed: &Signed) -> String {
    let contracts = format!("/v1/contracts?application_id={}", last(&signed.application));
    let all = signed.scene.agency.get(&contracts).expect(200);
    format!("/v1/contracts/{}", all["items"][0]["id"].as_str().unwrap())
}

fn take(who: &Client, contract: &str) -> Answer {
    who.send("POST", &format!("{contract}/pins"), &[], None)
}

fn pin(worker: &Client, contract: &str) -> Value {
    take(worker, contract).expect(200)
}

fn read(app: &TestApp, code: &Value, pin: &Value) -> Answer {
    let asked = json!({"code": code, "pin": pin});
    app.anonymous().post("/v1/verification-codes/terms", &asked)
}

/// A PIN that is not this one.
fn other(pin: &Value) -> Value {
    let number: u32 = pin.as_str().unwrap().parse().unwrap();
    json!(format!("{:06}", (number + 1) % 1_000_000))
}

on_both! {
    fn whom_the_worker_has_shown_the_pin_reads_the_terms_and_no_person(app) {
        let other_server = app.another();
        let signed = Signed::on(app);
        let path = contract(&signed);
        let worker = worker::in_person(&signed.scene.operator, "confirm_contract", &path);
        let given = pin(&worker, &path);
        assert_eq!(issue(&signed.scene.agency, "contract", last(&path))["code"], given["code"], "a record has one code");
        let told = read(&other_server, &given["code"], &given["pin"]).expect(200);
        let known = signed.scene.agency.get(&path).expect(200);
        for member in ["terms", "terms_hash", "signed_on"] {
            assert_eq!(told[member], known[member], "{member}");
        }
        assert_eq!((&told["result"], told["employer"].is_string()), (&json!("genuine"), true));
        for member in ["candidate_id", "application_id", "agency_id", "id"] {
            assert!(!told.to_string().contains(known[member].as_str().unwrap()), "{member}: {told}");
        }
        signed.scene.employer.transition(&path, "ended").expect(200);
        let over = read(app, &given["code"], &given["pin"]).expect(200);
        assert_eq!((&over["result"], &over["terms"]), (&json!("no_longer_valid"), &told["terms"]), "pay is claimed after the end too");
        take(&worker, &path).problem(409, "conflict");
    }

    fn nobody_but_the_worker_takes_a_pin(app) {
        let signed = Signed::on(app);
        let path = contract(&signed);
        let ask = |who: &Client| take(who, &path);
        for who in [&signed.scene.agency, &signed.scene.employer, &signed.scene.operator] {
            ask(who).problem(403, "forbidden");
        }
        let another = Signed::on(app);
        ask(&another.scene.agency).problem(404, "not-found");
        ask(&worker::in_person(&another.scene.operator, "confirm_contract", &contract(&another))).problem(404, "not-found");
        ask(&app.anonymous()).problem(401, "unauthenticated");
    }

    fn another_pin_takes_the_place_of_the_one_before_it(app) {
        let signed = Signed::on(app);
        let path = contract(&signed);
        let worker = worker::in_person(&signed.scene.operator, "confirm_contract", &path);
        let (first, second) = (pin(&worker, &path), pin(&worker, &path));
        read(app, &second["code"], &second["pin"]).expect(200);
        if first["pin"] != second["pin"] {
            read(app, &first["code"], &first["pin"]).problem(404, "not-found");
        }
        let kept = Sql::of(app).texts("SELECT pin_hash AS text FROM contract_pins");
        assert!(kept.len() == 1 && !kept[0].contains(second["pin"].as_str().unwrap()), "{kept:?}");
        let heard = signed.scene.operator.get(&format!("{path}/history")).expect(200).to_string();
        assert!(heard.contains("pin_given") && !heard.contains(second["pin"].as_str().unwrap()), "{heard}");
    }

    fn a_wrong_code_and_a_wrong_pin_are_answered_alike_and_three_shut_it_for_a_quarter_of_an_hour(app) {
        let signed = Signed::on(app);
        let path = contract(&signed);
        let worker = worker::in_person(&signed.scene.operator, "confirm_contract", &path);
        let mut unclaimed = read(app, &issue(&signed.scene.agency, "contract", last(&path))["code"], &json!("402817")).problem(404, "not-found");
        let given = pin(&worker, &path);
        let wrong = other(&given["pin"]);
        let mut refused = read(app, &given["code"], &wrong).problem(404, "not-found");
        let unissued = VerificationCode::new(CodeKind::Contract, 7);
        let mut unknown = read(app, &json!(unissued.as_str()), &wrong).problem(404, "not-found");
        for one in [&mut refused, &mut unknown, &mut unclaimed] {
            one["instance"] = Value::Null;
        }
        assert_eq!((&refused, &refused), (&unknown, &unclaimed));
        read(app, &given["code"], &wrong).problem(404, "not-found");
        read(app, &given["code"], &wrong).problem(429, "quota-exceeded");
        read(app, &given["code"], &given["pin"]).problem(429, "quota-exceeded");
        app.pass(std::time::Duration::from_mins(15));
        read(app, &given["code"], &given["pin"]).expect(200);
    }

    fn many_guesses_at_once_are_counted_one_after_another(app) {
        let signed = Signed::on(app);
        let path = contract(&signed);
        let worker = worker::in_person(&signed.scene.operator, "confirm_contract", &path);
        let given = pin(&worker, &path);
        let wrong = other(&given["pin"]);
        let answers = at_once(|_| read(app, &given["code"], &wrong));
        let unlocked = answers.iter().filter(|status| **status == 404).count();
        assert!(unlocked == 2 && answers.iter().all(|status| matches!(status, 404 | 429)), "{answers:?}");
    }

    fn a_pin_goes_with_whom_it_was_given_to(app) {
        let signed = Signed::on(app);
        let path = contract(&signed);
        let given = pin(&worker::in_person(&signed.scene.operator, "confirm_contract", &path), &path);
        let candidate = signed.scene.agency.get(&path).expect(200)["candidate_id"].as_str().unwrap().to_owned();
        crate::programme::scene::close(&signed.scene.agency, &signed.application, "withdrawn_by_worker").expect(200);
        let path = format!("/v1/candidates/{candidate}");
        let etag = signed.scene.agency.get(&path).header("etag").to_owned();
        signed.scene.agency.delete(&path, &etag).expect(204);
        read(app, &given["code"], &given["pin"]).problem(404, "not-found");
        assert_eq!(Sql::of(app).texts("SELECT pin_hash AS text FROM contract_pins"), [""; 0]);
    }
}
