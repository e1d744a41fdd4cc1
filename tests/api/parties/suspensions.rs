//! An operator suspends an agency or an employer on evidence; it may appeal in time, and another operator decides.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    programme::seats::{AT_ONCE, at_once},
    store::sql::Sql,
    support::{Answer, Client, bodies, on_both, world::id},
};

const PATH: &str = "/v1/suspensions";
/// From the day on which tests begin to one on which the project's own rules are known.
const WEEK: Duration = Duration::from_hours(7 * 24);

fn suspend(operator: &Client, organisation: Uuid) -> Answer {
    let body = json!({
        "organisation_id": organisation, "reason": "workers were asked for a fee", "evidence": "file 4"
    });
    operator.post(PATH, &body)
}

fn appeal(client: &Client, suspension: &Value) -> Answer {
    client.post(&format!("{PATH}/{}/appeals", id(suspension)), &json!({"text": "it was paid back"}))
}

fn decide(operator: &Client, suspension: &Value, verdict: &str) -> Answer {
    let body = json!({"verdict": verdict, "reason": "receipts were seen"});
    operator.post(&format!("{PATH}/{}/decisions", id(suspension)), &body)
}

fn status(operator: &Client, path: &str) -> Value {
    operator.get(path).expect(200)["status"].clone()
}

on_both! {
    fn a_suspension_shows_at_once_and_is_lifted_on_an_appeal_by_another_operator(app) {
        app.pass(WEEK);
        let employer = app.new_employer();
        let client = app.client(Role::Employer, employer, "");
        let vacancy = app.published(&client, &bodies::vacancy());
        let [one, two] = [app.operator(), app.operator()];
        let code = one.post("/v1/verification-codes", &json!({"kind": "employer", "record_id": employer})).expect(200);
        let verify = || app.anonymous().get(&format!("/v1/verify/{}", code["code"].as_str().unwrap())).expect(200)["result"].clone();
        let made = suspend(&one, employer).expect(201);
        assert_eq!((&made["holder"], &made["appeal_until"], &made["decision"]), (&json!("employer"), &json!("2026-12-11"), &Value::Null));
        let path = format!("/v1/employers/{employer}");
        assert_eq!((status(&one, &path), verify()), (json!("suspended"), json!("suspended")));
        crate::support::world::eventually("its vacancies rest", || status(&one, &vacancy) == "suspended");
        client.transition(&vacancy, "published").problem(409, "conflict");
        decide(&two, &made, "lifted").problem(409, "conflict");
        assert_eq!(appeal(&client, &made).expect(200)["appeal"]["text"], "it was paid back");
        appeal(&client, &made).problem(409, "conflict");
        decide(&one, &made, "lifted").problem(409, "conflict");
        let lifted = decide(&two, &made, "lifted").expect(200);
        assert_eq!((&lifted["decision"]["verdict"], status(&one, &path), verify()), (&json!("lifted"), json!("verified"), json!("genuine")));
        decide(&app.operator(), &made, "kept").problem(409, "conflict");
        let history = client.get(&format!("{path}/history?limit=100")).expect(200);
        let actions: Vec<&str> = history["items"].as_array().unwrap().iter().map(|one| one["action"].as_str().unwrap()).collect();
        assert_eq!(actions[actions.len() - 4..], ["suspended", "suspension_appealed", "suspension_lifted", "verified"]);
    }

    fn what_is_kept_stays_suspended_and_can_be_suspended_anew_later(app) {
        app.pass(WEEK);
        let agency = app.new_agency();
        let client = app.client(Role::Agency, agency, "");
        let [one, two] = [app.operator(), app.operator()];
        let made = suspend(&one, agency).expect(201);
        appeal(&client, &made).expect(200);
        assert_eq!(decide(&two, &made, "kept").expect(200)["decision"]["reason"], "receipts were seen");
        let path = format!("/v1/agencies/{agency}");
        assert_eq!(status(&one, &path), "suspended");
        one.transition(&path, "licensed").expect(200);
        assert_ne!(suspend(&two, agency).expect(201)["id"], made["id"]);
        let all = client.get(PATH).expect(200)["items"].as_array().unwrap().len();
        assert_eq!(all, 2);
    }

    fn what_an_operator_has_suspended_already_is_written_down_once(app) {
        let employer = app.new_employer();
        let operator = app.operator();
        operator.transition(&format!("/v1/employers/{employer}"), "suspended").expect(200);
        let made = suspend(&operator, employer).expect(201);
        suspend(&operator, employer).problem(409, "conflict");
        assert_eq!(made["appeal_until"], Value::Null, "no rule was known on this day");
        let client = app.client(Role::Employer, employer, "");
        appeal(&client, &made).problem(409, "conflict");
    }

    fn an_appeal_is_heard_until_its_last_day(app) {
        app.pass(WEEK);
        let (employer, agency) = (app.new_employer(), app.new_agency());
        let operator = app.operator();
        let [first, second] = [suspend(&operator, employer).expect(201), suspend(&operator, agency).expect(201)];
        app.pass(Duration::from_hours(10 * 24));
        appeal(&app.client(Role::Employer, employer, ""), &first).expect(200);
        app.pass(Duration::from_hours(24));
        appeal(&app.client(Role::Agency, agency, ""), &second).problem(409, "conflict");
    }

    fn everybody_sees_and_does_what_is_theirs(app) {
        app.pass(WEEK);
        let employer = app.new_employer();
        let (own, operator) = (app.client(Role::Employer, employer, ""), app.operator());
        for client in [&own, &app.agency(), &app.partner()] {
            suspend(client, employer).problem(403, "forbidden");
        }
        assert_eq!(suspend(&operator, Uuid::now_v7()).pointers(), ["/organisation_id"]);
        let made = suspend(&operator, employer).expect(201);
        let path = format!("{PATH}/{}", id(&made));
        for other in [app.employer(), app.agency()] {
            other.get(&path).problem(404, "not-found");
            appeal(&other, &made).problem(404, "not-found");
            assert_eq!(other.get(&format!("{PATH}?organisation_id={employer}")).expect(200)["items"], json!([]));
            decide(&other, &made, "lifted").problem(403, "forbidden");
        }
        app.partner().get(&path).problem(403, "forbidden");
        appeal(&operator, &made).problem(403, "forbidden");
        assert_eq!(own.get(&path).expect(200), made);
        assert_eq!(operator.get(&format!("{PATH}?organisation_id={employer}")).expect(200)["items"], json!([made]));
    }

    fn of_many_who_decide_at_once_one_does(app) {
        app.pass(WEEK);
        let employer = app.new_employer();
        let made = suspend(&app.operator(), employer).expect(201);
        appeal(&app.client(Role::Employer, employer, ""), &made).expect(200);
        let other = app.another();
        other.pass(WEEK);
        let operator = app.operator();
        let there = other.anonymous().with_token(operator.token());
        let clients = [&operator, &there];
        let statuses = at_once(|n| decide(clients[n % 2], &made, if n % 2 == 0 { "lifted" } else { "kept" }));
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 409).count(), AT_ONCE - 1, "{statuses:?}");
    }

    fn the_database_lets_nothing_be_said_twice(app) {
        app.pass(WEEK);
        let employer = app.new_employer();
        let made = suspend(&app.operator(), employer).expect(201);
        appeal(&app.client(Role::Employer, employer, ""), &made).expect(200);
        let mut sql = Sql::of(app);
        for statement in [
            "UPDATE suspensions SET reason = 'another'",
            "UPDATE suspensions SET until = '2030-01-01'",
            "UPDATE suspensions SET appeal = 'another'",
            "UPDATE suspensions SET verdict = 'kept', decision = 'so', decided_by = imposed_by, decided_at = imposed_at",
            "DELETE FROM suspensions",
        ] {
            assert!(sql.run(statement).is_err(), "{statement}");
        }
    }
}
