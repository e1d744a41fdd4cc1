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
}
