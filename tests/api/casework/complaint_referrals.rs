//! Complaints before authorities, and what befalls whoever complained.

use serde_json::{Value, json};

use super::complaints::{PATH, filed, moved};
use crate::{
    programme::scene::{Scene, last},
    store::sql::Sql,
    support::{Answer, Client, TestApp, on_both},
};

fn refer(client: &Client, path: &str, body: &Value) -> Answer {
    client.post(&format!("{path}/referrals"), body)
}

/// A scene on a day on which the rules are known, and a complaint that its candidate's application is named in.
fn watched(app: &TestApp) -> (Scene, String, String) {
    app.pass(std::time::Duration::from_hours(7 * 24));
    let scene = Scene::with_openings(app, 3);
    let candidate = scene.candidate(app);
    let application = scene.applied(&candidate);
    let about = json!({"anonymous": false, "candidate_id": last(&candidate)});
    let path = filed(&app.operator(), &about);
    (scene, application, path)
}

fn signals(client: &Client, path: &str) -> Value {
    client.get(&format!("{path}/file")).expect(200)["retaliation_suspected"].clone()
}

on_both! {
    fn an_authority_learns_the_name_with_consent_or_when_two_people_see_danger(app) {
        let (one, two) = (app.operator(), app.operator());
        let path = filed(&app.anonymous(), &json!({"urgency": "danger"}));
        let plain = refer(&one, &path, &json!({"authority": "прокуратура"})).expect(201);
        assert_eq!((&plain["names_complainant"], &plain["state"]), (&json!(false), &json!("in_progress")));
        let consent = json!({"authority": "инспекция", "basis": "consent", "evidence": "сообщение"});
        assert_eq!(refer(&one, &path, &consent).expect(201)["names_complainant"], true);
        let unshown = json!({"authority": "инспекция", "basis": "consent"});
        assert_eq!(refer(&one, &path, &unshown).pointers(), ["/evidence"]);
        let danger = json!({"authority": "полиция", "basis": "danger_to_life"});
        let made = refer(&one, &path, &danger).expect(201);
        assert_eq!(made["names_complainant"], false, "one person alone");
        let approvals = format!("{path}/referrals/{}/approvals", made["id"].as_str().unwrap());
        one.send("POST", &approvals, &[], None).problem(409, "conflict");
        let approved = two.send("POST", &approvals, &[], None);
        assert_eq!(approved.expect(200)["names_complainant"], true);
        two.send("POST", &approvals, &[], None).problem(409, "conflict");
        let calm = filed(&app.anonymous(), &json!({}));
        assert_eq!(refer(&one, &calm, &danger).pointers(), ["/basis"]);
        for client in [app.agency(), app.partner()] {
            refer(&client, &path, &consent).problem(404, "not-found");
        }
    }

    fn a_referral_goes_forward_and_is_told_in_the_file(app) {
        let operator = app.operator();
        let path = filed(&app.anonymous(), &json!({}));
        moved(&operator, &path, &["acknowledged", "in_review", "referred"]);
        let made = refer(&operator, &path, &json!({"authority": "инспекция"})).expect(201);
        let change = |to: &str| {
            let transitions = format!("{path}/referrals/{}/transitions", made["id"].as_str().unwrap());
            operator.post(&transitions, &json!({"to": to}))
        };
        change("done").problem(409, "conflict");
        for to in ["accepted", "done"] {
            assert_eq!(change(to).expect(200)["state"], to);
        }
        change("revoked").problem(409, "conflict");
        let file = operator.get(&format!("{path}/file")).expect(200);
        assert_eq!(file["referrals"][0]["state"], "done");
        let unknown = format!("{path}/referrals/{}/transitions", last(&path));
        operator.post(&unknown, &json!({"to": "done"})).problem(404, "not-found");
    }

    fn what_ends_for_a_complainant_is_told_to_case_staff_alone(app) {
        let (scene, application, path) = watched(app);
        let operator = app.operator();
        assert_eq!(signals(&operator, &path), json!([]));
        let closed = json!({"to": "closed", "reason": "rejected_by_employer"});
        scene.employer.post(&format!("{application}/transitions"), &closed).expect(200);
        let seen = signals(&operator, &path);
        assert_eq!((&seen[0]["kind"], &seen[0]["id"], &seen[0]["state"]), (&json!("application"), &json!(last(&application)), &json!("closed")), "{seen}");
        let history = operator.get(&format!("{path}/history")).expect(200).to_string();
        assert!(!history.contains("retaliation"), "who filed it reads the history");
        for client in [&scene.employer, &scene.agency] {
            assert_ne!(client.get(&path).status, 200);
            assert!(!client.get("/v1/changes").text.contains(last(&path)));
        }
        let own = filed(&scene.agency, &json!({}));
        assert_eq!(signals(&scene.agency, &own), Value::Null, "who filed it is no case staff");
    }

    fn what_the_worker_ends_or_what_ends_later_is_no_signal(app) {
        let (scene, application, path) = watched(app);
        let withdrawn = json!({"to": "closed", "reason": "withdrawn_by_worker"});
        scene.agency.post(&format!("{application}/transitions"), &withdrawn).expect(200);
        assert_eq!(signals(&app.operator(), &path), json!([]));
        let rows = Sql::of(app).texts("SELECT state AS text FROM complaint_signals");
        assert_eq!(rows, [""; 0], "{PATH}");
    }
}
