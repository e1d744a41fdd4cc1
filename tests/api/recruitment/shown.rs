//! What readers need beside a record comes with it, and what they do not need stays away.

use serde_json::json;

use crate::support::{bodies, on_both, world::but};

on_both! {
    fn labels_stand_beside_records_lists_and_matches(app) {
        let (employer, agency, partner) = (app.employer(), app.agency(), app.partner());
        let regions = json!({"home_regions": ["UZ-SA"]});
        let path = app.published(&employer, &but(bodies::vacancy(), &regions));
        let candidate = app.available(&agency, &bodies::candidate());
        let read = partner.get(&format!("{path}?include=labels&lang=ru")).expect(200);
        assert_eq!(read["labels"]["occupations"]["bricklayer"], "каменщик", "{read}");
        for (kind, code) in [("skills", "con.lay_bricks"), ("municipalities", "92701000"), ("regions", "UZ-SA"), ("occupations", "7112")] {
            assert!(!read["labels"][kind][code].as_str().unwrap().is_empty(), "{}", read["labels"]);
        }
        let listed = partner.get("/v1/vacancies?include=labels&lang=ru").expect(200);
        assert_eq!(listed["items"][0]["labels"], read["labels"]);
        assert_ne!(partner.get("/v1/vacancies?include=labels&lang=tt").expect(200)["items"][0]["labels"], read["labels"]);
        let found = employer.get(&format!("{path}/matches?include=labels&lang=ru")).expect(200);
        assert!(found["items"][0]["labels"]["regions"]["UZ-SA"].is_string(), "{found}");
        let found = agency.get(&format!("{candidate}/matches?include=labels,employer&lang=ru")).expect(200);
        assert_eq!(found["items"][0]["labels"]["occupations"], read["labels"]["occupations"]);
        assert!(found["items"][0]["employer"]["name"]["ru"].is_string(), "{found}");
        assert!(agency.get("/v1/candidates?include=labels").expect(200)["items"][0]["labels"]["skills"].is_object());
        agency.get("/v1/candidates?include=employer").problem(400, "malformed-request");
        partner.get(&format!("{path}?include=everything")).problem(400, "malformed-request");
        partner.get(&format!("{path}?unknown=1")).problem(400, "malformed-request");
    }

    fn an_employer_stands_beside_its_vacancies_as_the_public_may_see_it(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let page = app.anonymous().get("/v1/vacancies?include=employer&lang=ru").expect(200);
        let profile = page["items"][0]["employer"].as_object().unwrap();
        let members: Vec<&str> = profile.keys().map(String::as_str).collect();
        assert_eq!(members, ["city", "id", "industry", "name", "verified_since"]);
        assert_eq!((&profile["id"], &profile["industry"]), (&page["items"][0]["employer_id"], &json!("41.20")));
        assert!(profile["verified_since"].is_string());
        assert_eq!(app.anonymous().get(&path).expect(200).get("employer"), None);
    }

    fn fields_leave_the_others_out_and_have_tags_of_their_own(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let part = employer.get(&format!("{path}?fields=title,base_salary"));
        let members: Vec<String> = part.expect(200).as_object().unwrap().keys().cloned().collect();
        assert_eq!(members, ["base_salary", "id", "title"]);
        let whole = employer.get(&path);
        assert_ne!(part.header("etag"), whole.header("etag"));
        let again = employer.send("GET", &format!("{path}?fields=title,base_salary"), &[("if-none-match", part.header("etag"))], None);
        assert_eq!(again.status, 304);
        employer.patch(&path, part.header("etag"), &json!({"start_grace_days": 5})).expect(200);
        let page = employer.get("/v1/vacancies?fields=status").expect(200);
        assert_eq!(page["items"][0].as_object().unwrap().len(), 2);
        employer.get("/v1/vacancies?fields=title,salary").problem(400, "malformed-request");
        app.available(&app.agency(), &bodies::candidate());
        let found = employer.get(&format!("{path}/matches?fields=score")).expect(200);
        let members: Vec<String> = found["items"][0].as_object().unwrap().keys().cloned().collect();
        assert_eq!(members, ["candidate_id", "score"]);
    }

    fn a_public_list_is_kept_by_shared_caches_for_a_minute(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let nobody = app.anonymous();
        let first = nobody.get("/v1/vacancies");
        assert_eq!(first.header("cache-control"), "public, max-age=60");
        let known = [("if-none-match", first.header("etag"))];
        let again = nobody.send("GET", "/v1/vacancies", &known, None);
        assert_eq!((again.status, again.text.as_str(), again.header("cache-control")), (304, "", "public, max-age=60"));
        assert_eq!(app.partner().get("/v1/vacancies").header("cache-control"), "no-store");
        employer.transition(&path, "suspended").expect(200);
        assert_eq!(nobody.send("GET", "/v1/vacancies", &known, None).status, 200);
    }
}
