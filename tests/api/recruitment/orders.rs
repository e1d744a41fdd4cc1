//! Lists of vacancies in the order that a reader asks for, near a place, and with counts.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Client, TestApp, bodies, on_both, world::but};

/// Publishes vacancies that differ from the usual one in these members; their ids.
fn published(app: &TestApp, employer: &Client, all: &[Value]) -> Vec<String> {
    let id = |members: &Value| {
        app.pass(Duration::from_secs(1));
        let path = app.published(employer, &but(bodies::vacancy(), members));
        path.rsplit('/').next().unwrap().to_owned()
    };
    all.iter().map(id).collect()
}

/// The places of the items among `ids`, page by page.
fn walk(client: &Client, query: &str, ids: &[String]) -> Vec<usize> {
    let mut path = format!("/v1/vacancies?limit=2&{query}");
    let mut found = Vec::new();
    loop {
        let page = client.get(&path).expect(200);
        let items = page["items"].as_array().unwrap();
        found.extend(
            items.iter().map(|item| ids.iter().position(|id| item["id"] == id.as_str()).unwrap()),
        );
        let Some(next) = page["next"].as_str() else { return found };
        next[next.find("/v1/").unwrap()..].clone_into(&mut path);
    }
}

fn pay(min: u32) -> Value {
    json!({"base_salary": {"currency": "RUB", "unit": "month", "min": min}})
}

fn place(oktmo: &str) -> Value {
    json!({"workplace": {"oktmo": oktmo}})
}

const KAZAN: &str = "92701000";
const CHELNY: &str = "92730000";
const ZELENODOLSK: &str = "92628000";

on_both! {
    fn vacancies_come_in_the_order_that_is_asked_for(app) {
        let employer = app.employer();
        let euros = json!({"base_salary": {"currency": "EUR", "unit": "month", "min": 900}});
        let ids = published(app, &employer, &[pay(90_000), pay(70_000), euros, pay(90_000), pay(120_000)]);
        let reader = app.partner();
        assert_eq!(walk(&reader, "", &ids), [4, 3, 2, 1, 0]);
        assert_eq!(walk(&reader, "sort=newest", &ids), [4, 3, 2, 1, 0]);
        assert_eq!(walk(&reader, "sort=pay", &ids), [4, 3, 0, 1, 2], "what has no pay in roubles comes last");
        assert_eq!(walk(&reader, "sort=pay&pay_from=90000", &ids), [4, 3, 0]);
        assert_eq!(walk(&reader, "sort=published", &ids), [4, 3, 2, 1, 0]);
        let again = format!("/v1/vacancies/{}", ids[1]);
        app.pass(Duration::from_secs(1));
        employer.transition(&again, "suspended").expect(200);
        employer.transition(&again, "published").expect(200);
        assert_eq!(walk(&reader, "sort=published", &ids), [1, 4, 3, 2, 0]);
        let draft = employer.post("/v1/vacancies", &but(pay(80_000), &json!({"title": {"ru": "Каменщик"}}))).expect(201)["id"].as_str().unwrap().to_owned();
        let all = [ids, vec![draft]].concat();
        assert_eq!(walk(&employer, "sort=published", &all), [1, 4, 3, 2, 0, 5], "what was never published comes last");
        assert_eq!(walk(&employer, "sort=pay&status=draft,published", &all), [4, 3, 0, 5, 1, 2]);
    }

    fn vacancies_are_found_near_a_place(app) {
        let employer = app.employer();
        let both = json!({"workplace": {"oktmo": CHELNY}, "other_workplaces": [{"oktmo": ZELENODOLSK}]});
        let ids = published(app, &employer, &[place(CHELNY), place(KAZAN), both, place(KAZAN)]);
        let reader = app.partner();
        assert_eq!(walk(&reader, "sort=distance&near=92701000", &ids), [3, 1, 2, 0]);
        assert_eq!(walk(&reader, "sort=distance&near=55.7254,52.4112", &ids), [2, 0, 3, 1]);
        assert_eq!(walk(&reader, "near=92701000&within_km=60", &ids), [3, 2, 1]);
        assert_eq!(walk(&reader, "near=92701000&within_km=60&municipality=92730000", &ids), [2]);
        let page = reader.get("/v1/vacancies?near=92701000&within_km=1&count=true").expect(200);
        assert_eq!((&page["total"], &page["items"][0]["distance_km"]), (&json!(2), &json!(0)));
        let draft = employer.post("/v1/vacancies", &json!({"title": {"ru": "Каменщик"}})).expect(201);
        let all = [ids, vec![draft["id"].as_str().unwrap().to_owned()]].concat();
        assert_eq!(walk(&employer, "sort=distance&near=92701000", &all), [3, 1, 2, 0, 4], "what has no place comes last");
        let page = employer.get("/v1/vacancies?sort=distance&near=92730000&fields=distance_km").expect(200);
        assert!((190..210).contains(&page["items"][2]["distance_km"].as_i64().unwrap()), "{page}");
        assert_eq!(page["items"][4].get("distance_km"), None);
    }

    fn values_of_facets_are_counted_over_the_whole_list(app) {
        let employer = app.employer();
        published(app, &employer, &[
            place(CHELNY), place(KAZAN), place(KAZAN),
            json!({"workplace": {"oktmo": KAZAN}, "employment_type": "rotation"}),
        ]);
        employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        let reader = app.partner();
        let read = |query: &str| reader.get(&format!("/v1/vacancies?limit=1&{query}")).expect(200)["facets"].clone();
        let counts = read("facets=municipality,employment_type");
        assert_eq!(counts["municipality"], json!([{"value": KAZAN, "count": 3}, {"value": CHELNY, "count": 1}]));
        assert_eq!(counts["employment_type"][1], json!({"value": "rotation", "count": 1}));
        assert_eq!(counts.as_object().unwrap().len(), 2);
        let counts = read("facets=municipality,employment_type&municipality=92730000");
        assert_eq!(counts["municipality"][0]["count"], 3, "another choice would find that many: {counts}");
        assert_eq!(counts["employment_type"].as_array().unwrap().len(), 1, "{counts}");
        let counts = read("facets=occupation,municipality,isco08,skill,schedule,housing,home_region&near=92730000&within_km=9&include=labels&lang=ru");
        assert_eq!(counts["municipality"][0], json!({"value": CHELNY, "count": 1, "label": "Набережные Челны"}));
        assert_eq!(counts["occupation"], json!([{"value": "bricklayer", "count": 1, "label": "каменщик"}]));
        assert_eq!((&counts["isco08"][0]["value"], &counts["home_region"]), (&json!("7112"), &json!([])));
        assert_eq!(reader.get("/v1/vacancies").expect(200).get("facets"), None);
    }

    fn orders_places_and_counts_are_read_strictly(app) {
        let reader = app.partner();
        for wrong in [
            "sort=price", "sort=distance", "near=91701000", "near=92999999", "near=91,181", "near=55.7", "within_km=10",
            "near=92701000&within_km=0", "near=92701000&within_km=1001", "facets=", "facets=status", "facets=municipality,",
            "sort=pay&changed_since=2026-11-24T00:00:00Z",
        ] {
            reader.get(&format!("/v1/vacancies?{wrong}")).problem(400, "malformed-request");
        }
        let employer = app.employer();
        published(app, &employer, &[pay(1), pay(2)]);
        let next = reader.get("/v1/vacancies?sort=pay&limit=1").expect(200)["next"].as_str().unwrap().to_owned();
        let cursor = &next[next.find("cursor=").unwrap()..];
        reader.get(&format!("/v1/vacancies?sort=published&limit=1&{cursor}")).problem(400, "malformed-request");
    }

    fn nobody_counts_by_a_reference_that_they_may_not_see(app) {
        let employer = app.employer();
        published(app, &employer, &[json!({"external_ref": "HR-2027-0007"})]);
        let asked = "/v1/vacancies?external_ref=HR-2027-0007&count=true&facets=municipality&sort=pay";
        let owner = employer.get(asked).expect(200);
        assert_eq!((&owner["total"], owner["items"].as_array().unwrap().len()), (&json!(1), 1));
        for reader in [app.partner(), app.anonymous()] {
            let page = reader.get(asked).expect(200);
            assert_eq!((&page["total"], &page["items"], &page["facets"]["municipality"]), (&json!(0), &json!([]), &json!([])));
        }
    }
}
