//! Why a pair does not match names the courses that would open most vacancies, and counts them exactly.

use serde_json::{Value, json};

use super::scene::{Scene, unproven};
use crate::{
    programme::scene::last,
    support::{TestApp, bodies, on_both, world::but},
};

/// A vacancy that asks for these skills.
fn asking(app: &TestApp, scene: &Scene, skills: &[(&str, u8)]) -> String {
    let requirements: Vec<Value> = skills
        .iter()
        .map(|(skill, level)| json!({"skill": skill, "kind": "must", "min_level": level, "weight": 5}))
        .collect();
    app.published(&scene.employer, &but(bodies::vacancy(), &json!({"requirements": requirements})))
}

on_both! {
    fn a_failed_match_names_the_courses_that_open_most(app) {
        let scene = Scene::on(app);
        let (plaster, weld) = ("con.plaster", "weld.smaw");
        let asked = asking(app, &scene, &[(plaster, 2)]);
        for level in [2, 3] {
            asking(app, &scene, &[(plaster, level)]);
        }
        asking(app, &scene, &[(plaster, 5)]);
        asking(app, &scene, &[(weld, 2)]);
        let abroad = json!({"workplace": {"oktmo": "92701000"}, "home_regions": ["UZ-TK"], "requirements": [{"skill": plaster, "kind": "must", "min_level": 1}]});
        app.published(&scene.employer, &but(bodies::vacancy(), &abroad));
        let teaching = |skill: &str, level: u8, more: Value| {
            scene.course(&but(json!({"skills": [{"skill": skill, "level": level}]}), &more))
        };
        let three = teaching(plaster, 3, json!({}));
        let later = teaching(plaster, 2, json!({"starts": "2027-01-18"}));
        let sooner = teaching(plaster, 2, json!({"starts": "2027-01-04", "seats": 2}));
        teaching("con.lay_bricks", 4, json!({}));
        teaching(plaster, 3, json!({"starts": "2026-11-24", "seats": 1}));
        let full = teaching(plaster, 3, json!({"seats": 1}));
        scene.enrolled(&full, &app.available(&scene.agency, &unproven()));
        let path = format!("{asked}/matches/{}?lang=en", last(&scene.candidate));
        let told = scene.agency.get(&path).expect(200);
        assert_eq!(told["eligible"], false);
        let named: Vec<_> = told["courses"].as_array().unwrap().iter().map(|one| {
            (one["course_id"].as_str().unwrap(), one["opens_vacancies"].as_u64().unwrap(), one["opens_this"].as_bool().unwrap())
        }).collect();
        assert_eq!(named[1..], [(last(&three), 3, true), (last(&sooner), 2, true), (last(&later), 2, true)], "{told}");
        assert_eq!((named.len(), named[0].1), (4, 3));
        let first = &told["courses"][2];
        assert_eq!((&first["title"], &first["starts"], &first["free_seats"]), (&json!("Bricklaying basics"), &json!("2027-01-04"), &json!(2)));
        assert_eq!(scene.employer.get(&path).expect(200)["courses"], json!([]), "an employer is told of none");
        let fits = format!("{}/matches/{}", scene.vacancy, last(&scene.candidate));
        assert_eq!(scene.agency.get(&fits).expect(200)["courses"], json!([]));
    }

    fn what_a_course_would_open_is_open_after_its_test(app) {
        let scene = Scene::on(app);
        let asked = asking(app, &scene, &[("con.plaster", 2)]);
        asking(app, &scene, &[("con.plaster", 3)]);
        let course = scene.course(&json!({"skills": [{"skill": "con.plaster", "level": 3}], "starts": "2026-11-24"}));
        let matches = || {
            let page = scene.agency.get(&format!("{}/matches", scene.candidate)).expect(200);
            page["items"].as_array().unwrap().len()
        };
        let before = matches();
        let path = format!("{asked}/matches/{}", last(&scene.candidate));
        let opens = scene.agency.get(&path).expect(200)["courses"][0]["opens_vacancies"].as_u64().unwrap();
        let enrolment = scene.enrolled(&course, &scene.candidate);
        scene.partner.transition(&enrolment, "attending").expect(200);
        scene.report(&enrolment, &json!({"outcome": "completed", "tested": true, "ended_on": "2026-11-24"})).expect(200);
        assert_eq!(matches() - before, usize::try_from(opens).unwrap());
        assert_eq!(opens, 2);
    }
}
