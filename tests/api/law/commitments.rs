//! What binds an employer beyond its vacancies is checked too: the order before both sides have approved of it, the offer
//! before it is made, the trip before it is boarded.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{compliance::builders_at, rule_sets::activate};
use crate::{
    programme::{
        departure::{Signed, cleared},
        job_orders::Demand,
        scene::{Scene, last, offering},
        seats::at_once,
    },
    support::{
        Answer, Client, bodies, on_both,
        world::{but, id},
    },
};

/// The employer of somebody's record.
fn employer(client: &Client, path: &str) -> String {
    client.get(path).expect(200)["employer_id"].as_str().unwrap().to_owned()
}

/// Reports a hundred builders, of whom so many are foreign.
fn report(client: &Client, employer: &str, foreign: u32, day: &str) {
    let body = json!({"okved": "41.20", "total": 100, "foreign": foreign, "as_of": day});
    client.post(&format!("/v1/employers/{employer}/workforce-reports"), &body).expect(201);
}

fn checks(client: &Client, query: &str) -> Vec<Value> {
    client.get(&format!("/v1/compliance-checks?{query}")).expect(200)["items"]
        .as_array()
        .unwrap()
        .clone()
}

/// What a refusal names, as it was kept.
fn kept(client: &Client, refused: &Answer) -> Value {
    refused.problem(409, "compliance-check-failed");
    let check = refused.json()["compliance_check_id"].as_str().unwrap().to_owned();
    client.get(&format!("/v1/compliance-checks/{check}")).expect(200)
}

on_both! {
    fn an_order_above_the_room_is_not_approved_and_the_check_is_kept(app) {
        activate(app, &builders_at(50));
        let demand = Demand::submitted_with(app, &json!({"heads": 21, "okved": "41.20", "terms": bodies::all_terms()}));
        let of = employer(&demand.employer, &demand.path);
        report(&demand.employer, &of, 40, "2026-11-20");
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        let refused = demand.decide(&demand.uzbekistan, "uz", "approve");
        let check = kept(&demand.employer, &refused);
        assert_eq!((&check["subject"], &check["result"]), (&json!("job_order"), &json!("fail")));
        assert_eq!(check["subject_id"], last(&demand.path));
        assert_eq!(demand.read()["status"], "under_review", "nothing of the decision is kept");
        demand.employer.patch(&demand.path, "*", &json!({"heads": 20})).expect(200);
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        assert_eq!(demand.decide(&demand.uzbekistan, "uz", "approve").expect(200)["status"], "approved");
        let all = checks(&demand.employer, &format!("subject=job_order&subject_id={}", last(&demand.path)));
        assert_eq!((all.len(), &all[0]["replaces"]), (2, &check["id"]));
        assert_ne!(all[0]["result"], "fail");
    }

    fn parallel_offers_never_exceed_the_room(app) {
        activate(app, &builders_at(50));
        let scene = Scene::with_openings(app, 64);
        let of = employer(&scene.employer, &scene.vacancy);
        let chosen: Vec<String> = (0..8).map(|_| cleared(&scene, app)).collect();
        report(&scene.employer, &of, 47, "2026-11-24");
        let other = app.another();
        let there = other.anonymous().with_token(scene.employer.token());
        let clients = [&scene.employer, &there];
        let terms = scene.terms();
        let answers = at_once(|n| {
            let new = json!({"application_id": last(&chosen[n % chosen.len()]), "terms": terms, "expires_at": "2026-12-02T08:00:00Z"});
            clients[n % 2].post("/v1/offers", &new)
        });
        let count = |status: u16| answers.iter().filter(|one| **one == status).count();
        assert_eq!((count(201), count(409)), (6, 58), "{answers:?}");
        let refused = chosen.iter().find(|one| scene.employer.get(one).expect(200)["status"] == "selected").unwrap();
        let again = scene.employer.post("/v1/offers", &offering(refused, &scene.terms()));
        let check = kept(&scene.employer, &again);
        assert_eq!((&check["subject"], &check["facts"]["promised"], &check["facts"]["wanted"]), (&json!("offer"), &json!(6), &json!(1)));
        assert_eq!(check["vacancy_id"], last(&scene.vacancy));
    }

    fn an_offer_below_the_floor_is_refused_by_its_own_terms(app) {
        activate(app, &builders_at(50));
        let scene = Scene::with_openings(app, 2);
        let application = cleared(&scene, app);
        let poor = offering(&application, &but(scene.terms(), &json!({"monthly_minimum": 2_000_000})));
        let refused = scene.employer.post("/v1/offers", &poor);
        let error = refused.json()["errors"][0].clone();
        assert_eq!((&error["pointer"], &error["code"]), (&json!("/terms/monthly_minimum"), &json!("below_wage_floor")));
        assert!(error["detail"].as_str().unwrap().contains("Rule wage.floor.federal: Employment centre of Kukmor"), "{error}");
        assert_eq!(kept(&scene.employer, &refused)["subject"], "offer");
        scene.offered(&application, &scene.terms());
    }

    fn the_sector_of_the_employer_raises_the_floor_of_its_offers(app) {
        activate(app, &builders_at(50));
        let scene = Scene::with_openings(app, 2);
        let application = cleared(&scene, app);
        let pay = |minor: u32| offering(&application, &but(scene.terms(), &json!({"monthly_minimum": minor})));
        let of = employer(&scene.employer, &scene.vacancy);
        app.operator().patch(&format!("/v1/employers/{of}"), "*", &json!({"sector": "non_budget"})).expect(200);
        let refused = scene.employer.post("/v1/offers", &pay(2_815_999));
        let error = refused.json()["errors"][0].clone();
        assert!(error["detail"].as_str().unwrap().contains("Rule wage.floor.rt:"), "{error}");
        assert_eq!(kept(&scene.employer, &refused)["facts"]["sector"], "non_budget");
        scene.employer.post("/v1/offers", &pay(2_816_000)).expect(201);
    }

    fn the_terms_of_an_order_are_judged_before_both_sides_have_approved(app) {
        activate(app, &builders_at(50));
        for (terms, pointer, code, source) in [
            (json!({"monthly_minimum": 2_000_000}), "/terms/monthly_minimum", "below_wage_floor", "wage.floor.federal"),
            (json!({"leave_days": 27}), "/terms/leave_days", "leave_too_short", "contract.leave"),
        ] {
            let demand = Demand::submitted_with(app, &json!({"terms": but(bodies::all_terms(), &terms)}));
            demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
            let refused = demand.decide(&demand.uzbekistan, "uz", "approve");
            let error = refused.json()["errors"][0].clone();
            assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!(code)));
            assert!(error["detail"].as_str().unwrap().contains(source), "{error}");
            assert_eq!(kept(&demand.employer, &refused)["subject"], "job_order");
            assert_eq!(demand.read()["status"], "under_review");
        }
        let lawful = Demand::submitted_with(app, &json!({"terms": bodies::all_terms()}));
        lawful.decide(&lawful.tatarstan, "tt", "approve").expect(200);
        lawful.decide(&lawful.uzbekistan, "uz", "approve").expect(200);
    }

    fn while_the_rule_asks_for_an_order_nothing_is_published_without_one(app) {
        let rule = r#"{"id": "order_required", "kind": "flag", "authority": "KOPRIK", "value": "a job order comes first", "valid_from": "2026-01-01", "status": "policy", "source": ["memory"], "confidence": "high"},"#;
        let text = builders_at(50).replacen("{\"id\": \"contract.leave\"", &format!("{rule}\n  {{\"id\": \"contract.leave\""), 1);
        activate(app, &text);
        let demand = Demand::submitted(app);
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        demand.decide(&demand.uzbekistan, "uz", "approve").problem(409, "gate-closed");
        let demand = Demand::submitted_with(app, &json!({"terms": bodies::all_terms()}));
        demand.decide(&demand.tatarstan, "tt", "approve").expect(200);
        demand.decide(&demand.uzbekistan, "uz", "approve").expect(200);
        let made = demand.employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let vacancy = format!("/v1/vacancies/{}", id(&made));
        let refused = demand.employer.transition(&vacancy, "published").problem(409, "gate-closed");
        assert_eq!(refused["errors"][0]["code"], "order_required", "{refused}");
        demand.allot(&vacancy, 12).expect(200);
        demand.employer.transition(&vacancy, "published").expect(200);
    }

    fn nobody_boards_for_an_employer_that_is_barred(app) {
        let signed = Signed::on(app);
        activate(app, &builders_at(50));
        signed.ready(app);
        let of = employer(&signed.scene.employer, &signed.application);
        let (trip, board) = signed.seated(app);
        app.operator().transition(&format!("/v1/employers/{of}"), "suspended").expect(200);
        let check = kept(&app.operator(), &board());
        assert_eq!((&check["subject"], &check["subject_id"]), (&json!("trip"), &json!(last(&trip))));
        assert_eq!(signed.status(), "predeparture_trained");
        app.operator().transition(&format!("/v1/employers/{of}"), "verified").expect(200);
        board().expect(200);
        let client = app.client(Role::Employer, of.parse().unwrap(), "");
        assert_eq!(checks(&client, "subject=trip").len(), 2);
    }

    fn an_employer_asks_of_its_own_order_and_offer_and_of_one_thing_at_a_time(app) {
        let demand = Demand::submitted(app);
        let ask = |client: &Client, body: Value| client.post("/v1/compliance-checks", &body);
        let order = json!({"job_order_id": last(&demand.path)});
        let made = ask(&demand.employer, order.clone()).expect(201);
        assert_eq!((&made["subject"], &made["vacancy_id"], &made["cause"]), (&json!("job_order"), &made["subject_id"], &json!("asked")));
        ask(&app.employer(), order.clone()).problem(404, "not-found");
        ask(&app.operator(), but(order.clone(), &json!({"at": "2027-03-01"}))).expect(201);
        let scene = Scene::with_openings(app, 2);
        let application = scene.chosen(&scene.candidate(app));
        let offer = scene.offered(&application, &scene.terms());
        let offer = json!({"offer_id": last(&offer)});
        let made = ask(&scene.employer, offer.clone()).expect(201);
        assert_eq!((&made["facts"]["promised"], &made["vacancy_id"]), (&json!(0), &json!(last(&scene.vacancy))));
        ask(&demand.employer, offer.clone()).problem(404, "not-found");
        for (wrong, pointer) in [
            (json!({}), "/vacancy_id"), (but(order.clone(), &offer), "/vacancy_id"),
            (but(order, &json!({"okved": "41.20"})), "/okved"), (but(offer, &json!({"sector": "non_budget"})), "/sector"),
        ] {
            assert_eq!(ask(&scene.employer, wrong).pointers(), [pointer]);
        }
        app.operator().get("/v1/compliance-checks?subject=worker").problem(400, "malformed-request");
    }
}
