//! Who paid what for a recruitment: no worker pays to get work, and a payment that breaks that is a case at once.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    programme::scene::{Scene, last},
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, on_both,
        world::{but, id},
    },
};

/// From the day on which tests begin to one on which the project's own rules are known.
const WEEK: Duration = Duration::from_hours(7 * 24);

/// A scene with an application, by its path.
fn applied(app: &TestApp) -> (Scene, String) {
    app.pass(WEEK);
    let scene = Scene::with_openings(app, 12);
    let application = scene.applied(&scene.candidate(app));
    (scene, application)
}

fn told(application: &str, more: &Value) -> Value {
    let paid = json!({
        "application_id": last(application), "kind": "training", "payer": "worker", "payee": "учебный центр",
        "amount": 1_500_000.5, "currency": "UZS", "paid_on": "2026-11-20"
    });
    but(paid, more)
}

fn tell(client: &Client, application: &str, more: &Value) -> Answer {
    client.post("/v1/fees", &told(application, more))
}

/// The path of a payment that a worker should not have made.
fn violation(client: &Client, application: &str) -> String {
    let made = tell(client, application, &json!({}));
    assert_eq!(made.expect(201)["case"]["state"], "open");
    made.header("location").to_owned()
}

fn refund(client: &Client, fee: &str, amount: f64) -> Answer {
    let body = json!({"payer": "agency", "amount": amount, "paid_on": "2026-11-23"});
    client.post(&format!("{fee}/refunds"), &body)
}

fn open_cases(operator: &Client) -> usize {
    operator.get("/v1/fees?case=open").expect(200)["items"].as_array().unwrap().len()
}

const BANNED: [&str; 9] = [
    "recruitment_service",
    "medical",
    "insurance",
    "skill_test",
    "training",
    "equipment",
    "travel",
    "lodging",
    "administrative",
];

on_both! {
    fn each_banned_kind_opens_exactly_one_case(app) {
        let (scene, application) = applied(app);
        let operator = app.operator();
        for (at, kind) in BANNED.iter().enumerate() {
            let made = tell(&scene.agency, &application, &json!({"kind": kind})).expect(201);
            let said = (&made["verdict"], &made["rule"], &made["case"]["state"]);
            assert_eq!(said, (&json!("violation"), &json!("fee.worker.placement"), &json!("open")), "{made}");
            assert_eq!((&made["amount"], &made["case"]["outstanding"]), (&json!(1_500_000.5), &json!(1_500_000.5)));
            assert_eq!(open_cases(&operator), at + 1);
        }
        for (more, verdict) in [
            (json!({"kind": "advice", "amount": 800_000}), "reimbursable"),
            (json!({"kind": "work_document"}), "ok"),
            (json!({"payer": "agency"}), "ok"),
            (json!({"payer": "unknown"}), "unknown"),
            (json!({"paid_on": "2025-12-31"}), "unknown"),
        ] {
            let made = tell(&scene.agency, &application, &more).expect(201);
            assert_eq!((&made["verdict"], &made["case"]), (&json!(verdict), &Value::Null), "{made}");
        }
        assert_eq!(open_cases(&operator), BANNED.len());
        let dear = tell(&scene.agency, &application, &json!({"kind": "advice"})).expect(201);
        assert_eq!((&dear["verdict"], &dear["rule"]), (&json!("violation"), &json!("fee.uz.advice")), "more than advice may cost");
        assert_eq!(open_cases(&operator), BANNED.len() + 1);
    }

    fn a_case_is_closed_when_everything_has_come_back(app) {
        let (scene, application) = applied(app);
        let fee = violation(&scene.agency, &application);
        let part = refund(&scene.agency, &fee, 1_500_000.0);
        assert_eq!(part.expect(201)["refunds"], last(&fee));
        let seen = scene.agency.get(&fee).expect(200)["case"].clone();
        assert_eq!(seen, json!({"state": "open", "refunded": 1_500_000, "outstanding": 0.5, "decisions": []}));
        let rest = refund(&scene.agency, &fee, 0.5);
        rest.expect(201);
        assert_eq!(scene.agency.get(&fee).expect(200)["case"]["state"], "closed");
        assert_eq!(open_cases(&app.operator()), 0);
        let wrong = format!("{}/reversals", rest.header("location"));
        scene.agency.post(&wrong, &json!({"reason": "платёж вернулся"})).expect(201);
        assert_eq!(scene.agency.get(&fee).expect(200)["case"]["state"], "open", "what did not come back is owed");
        let closed = app.operator().get("/v1/fees?case=closed").expect(200);
        assert_eq!(closed["items"], json!([]));
    }

    fn a_case_is_closed_when_both_sides_have_decided(app) {
        let (scene, application) = applied(app);
        let fee = violation(&scene.agency, &application);
        let path = format!("{fee}/decisions");
        let [tt, uz] = [app.operator(), app.operator()];
        let decided = |side: &str| json!({"side": side, "reason": "остаток вернуло государство"});
        scene.agency.post(&path, &decided("uz")).problem(403, "forbidden");
        assert_eq!(tt.post(&path, &decided("tt")).expect(200)["case"]["state"], "open");
        tt.post(&path, &decided("uz")).problem(409, "conflict");
        uz.post(&path, &decided("tt")).problem(409, "conflict");
        let closed = uz.post(&path, &decided("uz")).expect(200);
        assert_eq!((&closed["case"]["state"], &closed["case"]["outstanding"]), (&json!("closed"), &json!(1_500_000.5)));
        let sides: Vec<_> = closed["case"]["decisions"].as_array().unwrap().iter().map(|one| &one["side"]).collect();
        assert_eq!(sides, ["tt", "uz"]);
        let fine = tell(&scene.agency, &application, &json!({"payer": "agency"})).header("location").to_owned();
        tt.post(&format!("{fine}/decisions"), &decided("tt")).problem(409, "conflict");
    }

    fn what_was_wrong_is_reversed_once_by_who_told_it(app) {
        let (scene, application) = applied(app);
        let fee = violation(&scene.agency, &application);
        let path = format!("{fee}/reversals");
        let why = json!({"reason": "записано дважды"});
        scene.employer.post(&path, &why).problem(404, "not-found");
        let made = scene.agency.post_once(&path, "one", &why);
        assert_eq!((&made.expect(201)["reverses"], &made.json()["amount"]), (&json!(last(&fee)), &json!(1_500_000.5)));
        assert_eq!(scene.agency.post_once(&path, "one", &why).header("idempotency-replayed"), "true");
        let seen = scene.agency.get(&fee).expect(200)["case"].clone();
        assert_eq!(seen, json!({"state": "closed", "decisions": []}));
        scene.agency.post(&path, &why).problem(409, "conflict");
        refund(&scene.agency, &fee, 1.0).problem(409, "conflict");
        let again = format!("{}/reversals", made.header("location"));
        scene.agency.post(&again, &why).problem(409, "conflict");
        let foreign = tell(&app.operator(), &application, &json!({})).header("location").to_owned();
        scene.agency.post(&format!("{foreign}/reversals"), &why).problem(403, "forbidden");
        app.operator().post(&format!("{foreign}/reversals"), &why).expect(201);
    }

    fn what_a_worker_told_neither_agency_nor_employer_reads_or_reverses(app) {
        let (scene, application) = applied(app);
        let operator = app.operator();
        let made = tell(&operator, &application, &json!({"told_by_worker": true, "payee": "агентство"}));
        assert_eq!(made.expect(201)["reported_by"], "worker");
        let fee = made.header("location").to_owned();
        let back = operator.post(&format!("{fee}/refunds"), &json!({"payer": "employer", "amount": 5, "paid_on": "2026-11-23"}));
        assert_eq!(back.expect(201)["reported_by"], "worker", "what undoes it would tell of it");
        for client in [&scene.agency, &scene.employer] {
            client.get(&fee).problem(404, "not-found");
            client.post(&format!("{fee}/reversals"), &json!({"reason": "нет"})).problem(404, "not-found");
            assert_eq!(client.get("/v1/fees").expect(200)["items"], json!([]));
            assert_eq!(client.get("/v1/changes?kind=fee").expect(200)["items"], json!([]));
        }
        let export = scene.agency.get(&format!("/v1/candidates/{}/export", made.json()["candidate_id"].as_str().unwrap()));
        assert_eq!(export.expect(200)["fees"], json!([]));
        let refused = tell(&scene.agency, &application, &json!({"told_by_worker": true}));
        assert_eq!(refused.pointers(), ["/told_by_worker"]);
    }

    fn employers_tell_and_read_what_they_paid_themselves(app) {
        let (scene, application) = applied(app);
        violation(&scene.agency, &application);
        let own = tell(&scene.employer, &application, &json!({"payer": "employer", "kind": "travel"}));
        assert_eq!(own.expect(201)["verdict"], "ok");
        assert_eq!(tell(&scene.employer, &application, &json!({})).pointers(), ["/payer"]);
        let seen = scene.employer.get("/v1/fees").expect(200);
        assert_eq!(seen["items"], json!([own.json()]));
        assert_eq!(scene.agency.get("/v1/fees").expect(200)["items"].as_array().unwrap().len(), 2);
        for client in [app.agency(), app.employer()] {
            client.get(own.header("location")).problem(404, "not-found");
            tell(&client, &application, &json!({"payer": "employer"})).problem(404, "not-found");
        }
        app.partner().get("/v1/fees").problem(403, "forbidden");
    }

    fn what_cannot_be_is_refused(app) {
        let (scene, application) = applied(app);
        let wrong = |more: Value| tell(&scene.agency, &application, &more).pointers();
        assert_eq!(wrong(json!({"paid_on": "2026-12-02"})), ["/paid_on"]);
        assert_eq!(wrong(json!({"payer": "unknown", "evidence": "квитанция 17"})), ["/payer"]);
        for amount in [json!(-1), json!(0), json!(0.001), json!("5")] {
            assert_eq!(wrong(json!({"amount": amount})), ["/amount"]);
        }
        assert_eq!(wrong(json!({"kind": "bribe"})), ["/kind"]);
        assert_eq!(wrong(json!({"currency": "CHF"})), ["/currency"]);
        let fee = violation(&scene.agency, &application);
        let by_worker = json!({"payer": "worker", "amount": 5, "paid_on": "2026-11-23"});
        assert_eq!(scene.agency.post(&format!("{fee}/refunds"), &by_worker).pointers(), ["/payer"]);
        scene.agency.get("/v1/fees?case=lost").problem(400, "malformed-request");
    }

    fn the_ledger_goes_with_the_erased_person_and_the_feed_says_so(app) {
        let (scene, application) = applied(app);
        let fee = violation(&scene.agency, &application);
        let entry = scene.agency.get(&fee).expect(200);
        let export = format!("/v1/candidates/{}/export", entry["candidate_id"].as_str().unwrap());
        assert_eq!(scene.agency.get(&export).expect(200)["fees"], json!([entry]));
        let told = scene.agency.get("/v1/changes?kind=fee").expect(200);
        assert_eq!((&told["items"][0]["id"], &told["items"][0]["event"]), (&json!(last(&fee)), &json!("changed")), "{told}");
        let candidate = format!("/v1/candidates/{}", entry["candidate_id"].as_str().unwrap());
        assert_eq!(scene.agency.delete(&candidate, "*").status, 204);
        scene.agency.get(&fee).problem(404, "not-found");
        assert_eq!(Sql::of(app).texts("SELECT kind AS text FROM fees"), [""; 0]);
        let told = scene.agency.get("/v1/changes?kind=fee").expect(200);
        let last_told = told["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last_told["id"], &last_told["event"]), (&json!(id(&entry)), &json!("deleted")), "{told}");
    }

    fn the_database_itself_holds_the_ledger(app) {
        let (scene, application) = applied(app);
        let fee = violation(&scene.agency, &application);
        refund(&scene.agency, &fee, 5.0).expect(201);
        app.operator().post(&format!("{fee}/decisions"), &json!({"side": "tt", "reason": "r"})).expect(200);
        let mut sql = Sql::of(app);
        let copy = |which: &str, changed: &str, to: &str| {
            let columns = "application, candidate, employer, agency, refunds, reverses, kind, payer, payee, amount, currency, \
                           paid_on, reported_by, verdict, recorded_at";
            let values = columns.replacen(changed, to, 1);
            format!("INSERT INTO fees (id, {columns}) SELECT :1, {values} FROM fees WHERE refunds IS {which}")
        };
        for (refused, by) in [
            ("UPDATE fees SET amount = 1".to_owned(), "are neither changed nor deleted"),
            ("DELETE FROM fees".to_owned(), "are neither changed nor deleted"),
            ("UPDATE fee_decisions SET side = 'uz'".to_owned(), "are neither changed nor deleted"),
            ("DELETE FROM fee_decisions".to_owned(), "are neither changed nor deleted"),
            (copy("NULL", "application", ":2"), "fees_belong_to_an_application"),
            (copy("NULL", "agency", ":2"), "fees_belong_to_an_application"),
            (copy("NOT NULL", "currency", "'USD'"), "fees_undo_what_is_there"),
            (copy("NOT NULL", "refunds, reverses", "NULL, refunds"), "fees_undo_what_is_there"),
        ] {
            let told = sql.run(&refused).expect_err(&refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
    }
}
