//! What a reader who keeps a copy hears of records that went.

use serde_json::{Value, json};

use crate::support::{
    Client, bodies, on_both,
    world::{BEGIN, id},
};

/// What a list says has changed since these tests began.
fn changed(reader: &Client, list: &str) -> Vec<Value> {
    let page = reader.get(&format!("/v1/{list}?limit=100&changed_since={BEGIN}")).expect(200);
    page["items"].as_array().unwrap().clone()
}

/// The reasons for which those that went are gone, by what is left of them.
fn reasons(items: &[Value]) -> Vec<&str> {
    let gone = items.iter().filter(|item| item["deleted"] == true);
    gone.map(|item| item["reason"].as_str().unwrap()).collect()
}

on_both! {
    fn what_is_public_no_more_is_told_to_who_could_see_it(app) {
        let (employer, partner) = (app.employer(), app.partner());
        let path = app.published(&employer, &bodies::vacancy());
        let [by_partner, by_owner, by_nobody] = [&partner, &employer, &app.anonymous()].map(|reader| {
            let reader = reader.clone();
            move || changed(&reader, "vacancies")
        });
        assert_eq!((by_partner().len(), reasons(&by_partner())), (1, vec![]));
        for (to, is_gone) in [("suspended", true), ("published", false), ("expired", true), ("draft", true), ("published", false)] {
            employer.transition(&path, to).expect(200);
            assert_eq!(reasons(&by_owner()), Vec::<&str>::new(), "its owner still sees it");
            for reader in [&by_partner(), &by_nobody()] {
                assert_eq!((reader.len(), reasons(reader).len()), (1, usize::from(is_gone)), "{to}: {reader:?}");
                assert!(path.ends_with(reader[0]["id"].as_str().unwrap()));
            }
        }
        employer.transition(&path, "cancelled").expect(200);
        assert_eq!(reasons(&by_partner()), ["cancelled"]);
        assert_eq!(partner.get("/v1/vacancies?changed_since=2027-01-01T00:00:00Z").expect(200)["items"], json!([]), "not what went before");
        assert_eq!(partner.get("/v1/vacancies").expect(200)["items"], json!([]), "only who asks for changes hears of it");
    }

    fn what_was_never_public_is_told_to_its_owner_alone(app) {
        let (employer, other) = (app.employer(), app.employer());
        let made = employer.post("/v1/vacancies", &bodies::vacancy());
        assert_eq!(employer.delete(made.header("location"), "*").status, 204);
        assert_eq!(reasons(&changed(&employer, "vacancies")), ["deleted"]);
        for reader in [&other, &app.partner(), &app.anonymous()] {
            assert_eq!(changed(reader, "vacancies"), Vec::<Value>::new());
        }
        let agency = app.agency();
        let candidate = app.available(&agency, &bodies::candidate());
        assert_eq!(agency.delete(&candidate, "*").status, 204);
        assert_eq!(reasons(&changed(&agency, "candidates")), ["deleted"]);
        assert_eq!(reasons(&changed(&app.operator(), "candidates")), ["deleted"]);
        assert_eq!(changed(&app.agency(), "candidates"), Vec::<Value>::new());
    }

    fn what_left_the_filter_is_told_to_who_keeps_the_list(app) {
        let (employer, partner) = (app.employer(), app.partner());
        let paths: Vec<String> = (0..7).map(|_| app.published(&employer, &bodies::vacancy())).collect();
        let moved = json!({"workplace": {"oktmo": "92730000"}, "total_job_openings": 9});
        for path in [&paths[1], &paths[4]] {
            let etag = employer.get(path).header("etag").to_owned();
            employer.patch(path, &etag, &moved).expect(200);
        }
        let walked = |reader: &Client, limit: usize, filter: &str| {
            let (mut met, mut next) = (Vec::new(), json!(format!("/v1/vacancies?limit={limit}&changed_since={BEGIN}&{filter}")));
            while let Some(at) = next.as_str() {
                let page = reader.get(&at.replace("http://koprik.test", "")).expect(200);
                let items = page["items"].as_array().unwrap();
                met.extend(items.iter().map(|item| (format!("/v1/vacancies/{}", id(item)), item["reason"].clone())));
                next = page["next"].clone();
            }
            met
        };
        let left = |n: usize| if [1, 4].contains(&n) { json!("left_filter") } else { Value::Null };
        let expected: Vec<_> = paths.iter().enumerate().rev().map(|(n, path)| (path.clone(), left(n))).collect();
        for reader in [&employer, &partner, &app.operator(), &app.anonymous()] {
            for limit in [1, 2, 3, 100] {
                assert_eq!(walked(reader, limit, "municipality=92701000"), expected, "{limit}");
            }
        }
        let there: Vec<_> = walked(&partner, 2, "municipality=92730000").into_iter().filter(|(_, reason)| reason.is_null()).collect();
        assert_eq!(there.len(), 2);
        let own = walked(&employer, 3, &format!("employer_id={}", employer.get(&paths[0]).expect(200)["employer_id"].as_str().unwrap()));
        assert!(own.iter().all(|(_, reason)| reason.is_null()), "whose it is never changes: {own:?}");
        employer.transition(&paths[0], "filled").problem(409, "conflict");
        employer.transition(&paths[0], "suspended").expect(200);
        let reasons: Vec<_> = walked(&employer, 2, "status=published").into_iter().filter(|(_, reason)| !reason.is_null()).collect();
        assert_eq!(reasons, [(paths[0].clone(), json!("left_filter"))]);
        let public: Vec<_> = walked(&partner, 2, "status=published").into_iter().filter(|(_, reason)| !reason.is_null()).collect();
        assert_eq!(public, [(paths[0].clone(), json!("suspended"))], "what is public no more says so");
        assert_eq!(walked(&app.employer(), 2, "status=published"), [], "nothing is told of what one may not see");
        let lines = employer.send("GET", &format!("/v1/vacancies?changed_since={BEGIN}&municipality=92701000"), &[("accept", "application/x-ndjson")], None);
        assert_eq!(lines.text.lines().filter(|line| line.contains("left_filter")).count(), 2, "{}", lines.text);
    }

    fn a_candidate_that_left_the_filter_is_told_to_its_agency_alone(app) {
        let agency = app.agency();
        let candidate = app.available(&agency, &bodies::candidate());
        let etag = agency.get(&candidate).header("etag").to_owned();
        let list = |reader: &Client| reader.get(&format!("/v1/candidates?changed_since={BEGIN}&home_region=UZ-SA")).expect(200)["items"].clone();
        assert_eq!(list(&agency)[0].get("deleted"), None);
        agency.patch(&candidate, &etag, &json!({"home_region": "UZ-FA"})).expect(200);
        for reader in [&agency, &app.operator()] {
            assert_eq!((&list(reader)[0]["deleted"], &list(reader)[0]["reason"]), (&json!(true), &json!("left_filter")));
        }
        assert_eq!(list(&app.agency()), json!([]));
    }

    fn a_walk_meets_what_stays_and_what_went_in_one_order(app) {
        let (employer, partner) = (app.employer(), app.partner());
        let paths: Vec<String> = (0..5).map(|_| app.published(&employer, &bodies::vacancy())).collect();
        for path in [&paths[0], &paths[2], &paths[3]] {
            employer.transition(path, "cancelled").expect(200);
        }
        let (mut met, mut next) = (Vec::new(), json!(format!("/v1/vacancies?limit=2&changed_since={BEGIN}")));
        while let Some(at) = next.as_str() {
            let page = partner.get(&at.replace("http://koprik.test", "")).expect(200);
            met.extend(page["items"].as_array().unwrap().iter().map(|item| format!("/v1/vacancies/{} {}", id(item), item["deleted"])));
            next = page["next"].clone();
        }
        let expected: Vec<String> = paths.iter().enumerate().rev()
            .map(|(n, path)| format!("{path} {}", if [0, 2, 3].contains(&n) { json!(true) } else { Value::Null }))
            .collect();
        assert_eq!(met, expected);
    }
}
