//! What every job site filters by.

use serde_json::json;

use crate::support::{bodies, on_both, world::but};

on_both! {
    fn vacancies_are_filtered_by_what_they_offer(app) {
        let employer = app.employer();
        let pay = |unit: &str, min: u32| json!({"currency": "RUB", "unit": unit, "min": min, "max": min, "gross": true});
        let offers = [
            json!({"base_salary": pay("month", 90_000), "housing": {"kind": "none"}}),
            json!({"base_salary": pay("hour", 700), "employment_type": "rotation", "workplace": {"oktmo": "92730000"}}),
            json!({"base_salary": pay("shift", 9_000), "work_hours": {"hours_per_week": 40, "schedule": "shifts"}}),
        ];
        let ids: Vec<String> = offers.iter().map(|members| {
            let path = app.published(&employer, &but(bodies::vacancy(), members));
            path.rsplit('/').next().unwrap().to_owned()
        }).collect();
        let found = |filter: &str| {
            let page = app.partner().get(&format!("/v1/vacancies?count=true&{filter}")).expect(200);
            let items = page["items"].as_array().unwrap();
            assert_eq!(page["total"], items.len(), "{filter}");
            let place = |item: &serde_json::Value| ids.iter().position(|id| item["id"] == id.as_str()).unwrap();
            let mut found: Vec<usize> = items.iter().map(place).collect();
            found.sort_unstable();
            found
        };
        for (filter, expected) in [
            ("limit=100", vec![0, 1, 2]),
            ("municipality=92730000", vec![1]),
            ("municipality=92730000,92701000", vec![0, 1, 2]),
            ("employment_type=rotation,seasonal", vec![1]),
            ("schedule=rotation", vec![1]),
            ("schedule=shifts", vec![2]),
            ("housing=none", vec![0]),
            ("housing=dormitory,camp", vec![]),
            ("pay_from=90000", vec![0, 1]),
            ("pay_from=100000", vec![1]),
            ("published_since=2026-11-24T00:00:00Z", vec![0, 1, 2]),
            ("published_since=2026-12-24T00:00:00Z", vec![]),
        ] {
            assert_eq!(found(filter), expected, "{filter}");
        }
        for wrong in ["employment_type=none", "schedule=", "housing=tent", "pay_from=0", "count=perhaps", "municipality=1"] {
            app.partner().get(&format!("/v1/vacancies?{wrong}")).problem(400, "malformed-request");
        }
        assert_eq!(app.partner().get("/v1/vacancies").expect(200).get("total"), None);
    }

    fn a_vacancy_that_says_the_days_of_a_rotation_is_found_by_it(app) {
        let employer = app.employer();
        for hours in [json!({"rotation": {"days_on": 30, "days_off": 30}}), json!({"rotation": {"days_on": 60}})] {
            app.published(&employer, &but(bodies::vacancy(), &json!({"work_hours": hours})));
        }
        app.published(&employer, &but(bodies::vacancy(), &json!({"work_hours": {"schedule": "shifts"}})));
        let page = app.partner().get("/v1/vacancies?count=true&schedule=rotation").expect(200);
        assert_eq!(page["total"], 2, "{page}");
        assert_eq!(page["items"][0]["work_hours"].get("schedule"), None, "it is not answered as if it had been sent");
    }

    fn a_vacancy_tells_when_it_was_last_published(app) {
        let employer = app.employer();
        let path = employer.post("/v1/vacancies", &bodies::vacancy()).expect(201)["id"].as_str().map(|id| format!("/v1/vacancies/{id}")).unwrap();
        assert_eq!(employer.get(&path).expect(200).get("published_at"), None);
        let first = employer.transition(&path, "published").expect(200)["published_at"].clone();
        let etag = employer.get(&path).header("etag").to_owned();
        app.pass(std::time::Duration::from_mins(1));
        let changed = employer.patch(&path, &etag, &json!({"start_grace_days": 5})).expect(200);
        assert_eq!(changed["published_at"], first, "a change is not a publication");
        employer.transition(&path, "suspended").expect(200);
        let second = employer.transition(&path, "published").expect(200)["published_at"].clone();
        assert!(second.as_str() > first.as_str(), "{first} {second}");
        assert_eq!(app.anonymous().get(&path).expect(200)["published_at"], second);
        for (since, found) in [(&first, 1), (&second, 1), (&json!("2026-12-24T00:00:00Z"), 0)] {
            let since = since.as_str().unwrap();
            let page = app.partner().get(&format!("/v1/vacancies?published_since={since}")).expect(200);
            assert_eq!(page["items"].as_array().unwrap().len(), found, "{since}");
        }
        let headers = [("content-type", "application/merge-patch+json")];
        let copy = employer.send("POST", &format!("{path}/copies"), &headers, Some(b"{}")).expect(201);
        assert_eq!(copy.get("published_at"), None, "a copy was never published");
    }
}
