//! What recruitment costs workers, as a share of the first month's income: for operators, never of a few, never across currencies.

use serde_json::{Value, json};

use crate::{
    programme::scene::{Scene, last},
    store::sql::Sql,
    support::{Client, TestApp, on_both, world::id},
};

const PAPER: &str = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

/// The path of an application of a scene whose contract is signed, and the monthly pay.
fn signed(app: &TestApp, scene: &Scene) -> (String, f64) {
    let application = scene.chosen(&scene.candidate(app));
    let offer = scene.offered(&application, &scene.terms());
    scene.answer(&offer, "accepted").expect(200);
    let contract = json!({
        "application_id": last(&application), "terms": scene.terms(), "signed_on": "2026-11-24", "paper_sha256": PAPER
    });
    let made = scene.employer.post("/v1/contracts", &contract).expect(201);
    assert_eq!(made["terms"]["currency"], "RUB");
    (application, made["terms"]["monthly_minimum"].as_f64().unwrap() / 100.0)
}

/// Says that everybody who was put forward has begun to work.
fn all_work(app: &TestApp) {
    let mut sql = Sql::of(app);
    sql.run("DELETE FROM application_stages").unwrap();
    sql.run(
        "INSERT INTO application_stages (application, stage, at, month, cohort, employer, origin, municipality, trade) \
         SELECT id, 'working', created_at, 24322, 24322, owner, '', '', '' FROM applications",
    )
    .unwrap();
}

fn tell(
    operator: &Client,
    application: &str,
    payer: &str,
    (amount, currency): (f64, &str),
) -> String {
    let paid = json!({
        "application_id": last(application), "kind": "training", "payer": payer, "payee": "учебный центр",
        "amount": amount, "currency": currency, "paid_on": "2026-11-20"
    });
    format!("/v1/fees/{}", id(&operator.post("/v1/fees", &paid).expect(201)))
}

fn costs(client: &Client) -> Value {
    client.get("/v1/statistics/recruitment-costs?year=2026").expect(200)
}

on_both! {
    fn what_workers_bore_is_a_share_of_what_they_earn(app) {
        let operator = app.operator();
        let scenes = [0, 1, 2].map(|_| Scene::with_openings(app, 12));
        let all: Vec<(String, f64)> = scenes.iter().flat_map(|scene| [signed(app, scene), signed(app, scene)]).collect();
        all_work(app);
        let told = costs(&operator);
        assert_eq!((&told["workers"], &told["computed"], &told["unknown"]), (&json!(6), &json!(6), &json!(0)), "{told}");
        assert_eq!((&told["median_percent"], &told["mean_percent"]), (&json!(0.0), &json!(0.0)));
        for (application, pay) in &all {
            tell(&operator, application, "worker", (pay / 4.0, "RUB"));
            tell(&operator, application, "employer", (pay * 3.0, "RUB"));
        }
        let told = costs(&operator);
        assert_eq!((&told["median_percent"], &told["mean_percent"]), (&json!(25.0), &json!(25.0)));
        let (first, pay) = &all[0];
        let more = tell(&operator, first, "worker", (pay * 3.0, "RUB"));
        assert_eq!(costs(&operator)["mean_percent"], json!(75.0), "six shares of 25 and 300 of one");
        let back = json!({"payer": "agency", "amount": pay * 2.0, "paid_on": "2026-11-23"});
        let back = operator.post(&format!("{more}/refunds"), &back).expect(201);
        assert_eq!(costs(&operator)["mean_percent"], json!(41.66), "what came back is not borne");
        let wrong = json!({"reason": "платёж вернулся"});
        operator.post(&format!("/v1/fees/{}/reversals", id(&back)), &wrong).expect(201);
        assert_eq!(costs(&operator)["mean_percent"], json!(75.0));
        operator.post(&format!("{more}/reversals"), &wrong).expect(201);
        assert_eq!(costs(&operator)["mean_percent"], json!(25.0), "what was wrong was not paid");
    }

    fn of_a_few_and_across_currencies_nothing_is_told(app) {
        let operator = app.operator();
        let scenes = [0, 1, 2].map(|_| Scene::with_openings(app, 12));
        let all: Vec<(String, f64)> = scenes.iter().flat_map(|scene| [signed(app, scene), signed(app, scene)]).collect();
        all_work(app);
        let paid = tell(&operator, &all[0].0, "worker", (1.0, "UZS"));
        let told = costs(&operator);
        assert_eq!((&told["workers"], &told["computed"], &told["unknown"]), (&Value::Null, &json!(5), &Value::Null), "{told}");
        operator.post(&format!("{paid}/reversals"), &json!({"reason": "нет"})).expect(201);
        assert_eq!(costs(&operator)["computed"], 6);
        let year = |year: i32| operator.get(&format!("/v1/statistics/recruitment-costs?year={year}"));
        assert_eq!(year(2027).expect(200)["workers"], 0);
        year(1999).problem(400, "malformed-request");
        for client in [scenes[0].agency.clone(), scenes[0].employer.clone(), app.partner()] {
            client.get("/v1/statistics/recruitment-costs?year=2026").problem(403, "forbidden");
        }
        app.anonymous().get("/v1/statistics/recruitment-costs?year=2026").problem(401, "unauthenticated");
    }
}
