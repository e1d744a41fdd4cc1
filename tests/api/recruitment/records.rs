//! Vacancies and candidates: their life, and how HR systems keep them in step.

use serde_json::json;

use crate::support::{bodies, on_both, world::but};

on_both! {
    fn lists_find_what_a_record_now_says(app) {
        let agency = app.agency();
        let count = |skill: &str| {
            let page = agency.get(&format!("/v1/candidates?skill={skill}")).expect(200);
            page["items"].as_array().unwrap().len()
        };
        let created = agency.post("/v1/candidates", &bodies::candidate());
        let path = created.header("location").to_owned();
        assert_eq!((count("con.lay_bricks"), count("con.mix_mortar")), (1, 0));
        let skills = json!({"skills": [{"skill": "con.mix_mortar", "level": 2, "years": 1, "evidence": "assessed"}]});
        let patched = agency.patch(&path, created.header("etag"), &skills);
        patched.expect(200);
        assert_eq!((count("con.lay_bricks"), count("con.mix_mortar")), (0, 1));
        assert_eq!(agency.delete(&path, patched.header("etag")).status, 204);
        assert_eq!(count("con.mix_mortar"), 0);
    }

    fn a_vacancy_lives_by_its_states(app) {
        let employer = app.employer();
        let created = employer.post("/v1/vacancies", &bodies::vacancy());
        let vacancy = created.expect(201);
        assert_eq!((&vacancy["status"], &vacancy["version"], &vacancy["open_job_openings"]), (&json!("draft"), &json!(1), &json!(12)));
        assert_eq!(vacancy["languages"][0]["level"], "A2", "ТРКИ is answered in CEFR");
        assert_eq!(vacancy["occupation"]["isco08"], "7112");
        assert_eq!(vacancy["allowed_transitions"], json!(["published", "cancelled"]));
        let path = created.header("location").to_owned();
        app.anonymous().get(&path).problem(404, "not-found");
        employer.transition(&path, "filled").problem(409, "conflict");
        employer.transition(&path, "nonsense").problem(422, "invalid");
        employer.transition(&path, "published").expect(200);
        assert_eq!(app.anonymous().get(&path).expect(200)["allowed_transitions"], json!([]));
        employer.transition(&path, "filled").problem(409, "conflict");
        employer.delete(&path, "*").problem(409, "conflict");
        let filled = json!({"filled_job_openings": 10, "cancelled_job_openings": 2});
        let filled = employer.patch(&path, "*", &filled).expect(200);
        assert_eq!((&filled["status"], &filled["open_job_openings"], &filled["allowed_transitions"]), (&json!("filled"), &json!(0), &json!(["draft"])));
        app.anonymous().get(&path).problem(404, "not-found");
    }

    fn an_unverified_employer_may_not_publish(app) {
        let operator = app.operator();
        let made = operator.post("/v1/employers", &bodies::employer(crate::support::world::next())).expect(201);
        let employer = app.client(koprik::domain::access::scope::Role::Employer, made["id"].as_str().unwrap().parse().unwrap(), "");
        let vacancy = employer.post("/v1/vacancies", &bodies::vacancy()).expect(201);
        employer.transition(&format!("/v1/vacancies/{}", vacancy["id"].as_str().unwrap()), "published").problem(409, "conflict");
    }

    fn a_candidate_under_age_never_becomes_available(app) {
        let agency = app.agency();
        let young = agency.post("/v1/candidates", &but(bodies::candidate(), &json!({"of_age": false}))).expect(201);
        agency.transition(&format!("/v1/candidates/{}", young["id"].as_str().unwrap()), "available").problem(409, "conflict");
    }

    fn an_hr_system_synchronises_by_its_own_reference(app) {
        let (employer, other) = (app.employer(), app.employer());
        let path = "/v1/vacancies/by-ref/HR-1";
        let created = employer.put(path, &[], &bodies::vacancy());
        let record = created.expect(201);
        assert_eq!(record["external_ref"], "HR-1");
        assert!(created.header("location").starts_with("/v1/vacancies/"));
        let same = employer.put(path, &[], &bodies::vacancy());
        assert_eq!((same.expect(200), same.header("etag")), (record.clone(), created.header("etag")));
        let more = but(bodies::vacancy(), &json!({"total_job_openings": 30}));
        let changed = employer.put(path, &[("if-match", created.header("etag"))], &more).expect(200);
        assert_eq!((&changed["id"], &changed["version"]), (&record["id"], &json!(2)));
        employer.put(path, &[("if-match", created.header("etag"))], &more).problem(412, "precondition-failed");
        employer.put(path, &[("if-none-match", "*")], &more).problem(412, "precondition-failed");
        assert_ne!(other.put(path, &[], &more).expect(201)["id"], record["id"], "references are the owner's own");
        employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"external_ref": "HR-1"}))).problem(409, "conflict");
        let wrong = but(bodies::vacancy(), &json!({"external_ref": "HR-2"}));
        assert_eq!(employer.put(path, &[], &wrong).pointers(), ["/external_ref"]);
        let listed = employer.get("/v1/vacancies?external_ref=HR-1").expect(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1);
        let agency = app.agency();
        agency.put("/v1/candidates/by-ref/A.1", &[], &bodies::candidate()).expect(201);
        agency.put("/v1/candidates/by-ref/A.1", &[], &bodies::candidate()).expect(200);
    }

    fn a_vacancy_expires_with_its_last_day(app) {
        let employer = app.employer();
        let path = app.published(&employer, &but(bodies::vacancy(), &json!({"valid_through": "2026-11-24"})));
        app.server.app.sweep().unwrap();
        app.anonymous().get(&path).expect(200);
        app.pass(std::time::Duration::from_hours(24));
        app.server.app.sweep().unwrap();
        app.anonymous().get(&path).problem(404, "not-found");
    }

    fn a_suspended_vacancy_expires_with_its_last_day_too(app) {
        let employer = app.employer();
        let path = app.published(&employer, &but(bodies::vacancy(), &json!({"valid_through": "2026-11-24"})));
        employer.transition(&path, "suspended").expect(200);
        let me = employer.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().parse().unwrap();
        app.pass(std::time::Duration::from_hours(24));
        app.server.app.sweep().unwrap();
        let later = app.client(koprik::domain::access::scope::Role::Employer, me, "");
        assert_eq!(later.get(&path).expect(200)["status"], "expired");
    }
}
