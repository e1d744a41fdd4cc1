//! Partners offer courses; everybody finds them, and one of a job order costs the worker nothing.

use std::time::Duration;

use serde_json::{Value, json};

use super::scene::{Scene, status};
use crate::{
    store::sql::Sql,
    support::{
        bodies, on_both,
        world::{but, id},
    },
};

on_both! {
    fn a_published_course_is_found_by_whoever_looks_for_it(app) {
        let scene = Scene::on(app);
        let course = scene.course(&json!({"external_ref": "K-1"}));
        scene.course(&json!({"skills": [{"skill": "con.plaster", "level": 2}], "starts": "2027-01-04"}));
        let draft = scene.partner.post("/v1/courses", &bodies::course()).expect(201);
        let anybody = app.anonymous();
        let found = |query: &str| {
            let page = anybody.get(&format!("/v1/courses?{query}")).expect(200);
            page["items"].as_array().unwrap().len()
        };
        for (query, count) in [
            ("", 2), ("skill=con.lay_bricks", 1), ("home_region=UZ-SA", 2), ("municipality=92730000", 0), ("language=uz", 2),
            ("starts_from=2027-01-11", 1), ("starts_from=2027-01-12", 0), ("q=bricklaying", 2),
            (&format!("provider_id={}", draft["provider_id"].as_str().unwrap()), 2),
        ] {
            assert_eq!(found(query), count, "{query}");
        }
        let seen = anybody.get(&course).expect(200);
        assert_eq!((&seen["free_seats"], &seen["external_ref"]), (&json!(20), &json!(null)));
        assert_eq!(scene.partner.get(&course).expect(200)["external_ref"], "K-1");
        anybody.get(&format!("/v1/courses/{}", id(&draft))).problem(404, "not-found");
        app.partner().patch(&course, "*", &json!({"seats": 1})).problem(404, "not-found");
    }

    fn what_contradicts_itself_is_refused_and_partners_alone_write(app) {
        let partner = app.partner();
        let refused = |more: Value| partner.post("/v1/courses", &but(bodies::course(), &more)).pointers();
        assert_eq!(refused(json!({"ends": "2027-01-10"})), ["/ends"]);
        assert_eq!(refused(json!({"seats": 0})), ["/seats"]);
        assert_eq!(refused(json!({"skills": [{"skill": "con.none_such", "level": 1}]})), ["/skills/0/skill"]);
        assert_eq!(refused(json!({"languages": ["uz", "uz"]})), ["/languages/1"]);
        let order = "0198c0de-0000-7000-8000-000000000009";
        let costly = json!({"job_order_id": order, "cost_to_worker": {"currency": "UZS", "amount_minor": 1}});
        assert_eq!(refused(costly), ["/cost_to_worker/amount_minor"]);
        for other in [app.agency(), app.operator()] {
            other.post("/v1/courses", &bodies::course()).problem(403, "forbidden");
        }
        let unknown = partner.post("/v1/courses", &but(bodies::course(), &json!({"job_order_id": order}))).expect(201);
        let path = format!("/v1/courses/{}", id(&unknown));
        let told = partner.transition(&path, "published").problem(409, "conflict").to_string();
        assert!(told.contains("no approved job order"), "{told}");
    }

    fn a_course_that_has_begun_is_closed_and_one_of_the_past_is_not_published(app) {
        let mut scene = Scene::on(app);
        let course = scene.course(&json!({"starts": "2026-11-25"}));
        let late = scene.partner.post("/v1/courses", &but(bodies::course(), &json!({"starts": "2026-11-23"}))).expect(201);
        scene.partner.transition(&format!("/v1/courses/{}", id(&late)), "published").problem(409, "conflict");
        scene.after(app, 1);
        assert_eq!(status(&scene.operator, &course), "published", "it begins today");
        scene.after(app, 1);
        assert_eq!(status(&scene.operator, &course), "closed");
        app.pass(Duration::from_secs(1));
    }

    fn the_database_lets_no_worker_pay_for_a_course_of_an_order_and_no_seat_be_taken_twice(app) {
        let scene = Scene::on(app);
        scene.course(&json!({}));
        let mut sql = Sql::of(app);
        for (postgres, sqlite, by) in [
            (
                "UPDATE courses SET body = jsonb_set(jsonb_set(body, '{job_order}', '\"0198c0de-0000-7000-8000-000000000009\"'), '{cost,amount_minor}', '1')",
                "UPDATE courses SET body = json_set(body, '$.job_order', '0198c0de-0000-7000-8000-000000000009', '$.cost.amount_minor', 1)",
                "courses_of_an_order_are_free",
            ),
            (
                "UPDATE courses SET body = jsonb_set(body, '{cost,amount_minor}', '-1')",
                "UPDATE courses SET body = json_set(body, '$.cost.amount_minor', -1)",
                "courses_of_an_order_are_free",
            ),
            (
                "UPDATE courses SET body = jsonb_set(body, '{seats,taken}', '21')",
                "UPDATE courses SET body = json_set(body, '$.seats.taken', 21)",
                "courses_seats_add_up",
            ),
        ] {
            let refused = sql.either(postgres, sqlite).to_owned();
            let told = sql.run(&refused).expect_err(&refused).to_string();
            assert!(told.contains(by), "{refused}: {told}");
        }
    }
}
