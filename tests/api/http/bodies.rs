//! What other programs write is taken as it is meant.

use serde_json::{Value, json};

use crate::support::{bodies, on_both, world::but};

/// A vacancy as a program writes it that knows no absent members and no whole numbers.
fn full_of_nulls() -> Value {
    let nulls = json!({
        "external_ref": null, "requirements": null, "skill_texts": null, "housing": null, "meals": null,
        "occupation_text": null, "responsibilities": null, "driving_licences": null,
        "languages": [{"language": "ru", "level": "A2", "kind": "must"}, {"language": "tt", "level": "A1", "kind": "preferred"}],
        "workplace": {"oktmo": "92701000", "address": null},
        "total_job_openings": 12.0
    });
    but(bodies::vacancy(), &nulls)
}

on_both! {
    fn a_byte_order_mark_before_a_body_is_skipped(app) {
        let employer = app.employer();
        let body = format!("\u{feff}{}", bodies::vacancy());
        let made = employer.send("POST", "/v1/vacancies", &[], Some(body.as_bytes())).expect(201);
        let path = format!("/v1/vacancies/{}", made["id"].as_str().unwrap());
        let etag = employer.get(&path).header("etag").to_owned();
        let headers = [("if-match", &*etag), ("content-type", "application/merge-patch+json")];
        let change = "\u{feff}{\"total_job_openings\": 13}";
        let patched = employer.send("PATCH", &path, &headers, Some(change.as_bytes())).expect(200);
        assert_eq!(patched["total_job_openings"], 13);
    }

    fn a_list_is_no_object(app) {
        let employer = app.employer();
        for (members, pointer) in [
            (json!({"title": ["Каменщик"]}), "/title"),
            (json!({"work_hours": {"hours_per_week": 40, "rotation": [60, 30]}}), "/work_hours/rotation"),
            (json!({"other_workplaces": [["92730000"]]}), "/other_workplaces/0"),
            (json!({"languages": [["ru", "A2", "must"]]}), "/languages/0"),
        ] {
            let body = but(bodies::vacancy(), &members);
            let made = employer.post("/v1/vacancies", &body);
            assert_eq!(made.pointers(), [pointer], "{body}");
            assert!(made.text.contains("expected an object with named members"), "{}", made.text);
        }
        assert_eq!(employer.post("/v1/vacancies", &json!([{"ru": "Каменщик"}])).pointers(), [""]);
        let vacancy = app.published(&employer, &bodies::vacancy());
        assert_eq!(employer.post(&format!("{vacancy}/transitions"), &json!(["suspended"])).pointers(), [""]);
        assert_eq!(employer.get(&vacancy).expect(200)["status"], "published");
    }

    fn what_is_wrong_is_said_with_an_example(app) {
        let employer = app.employer();
        let wrong = json!({"certificates": [null], "driving_licences": [7], "home_regions": [null]});
        let told = employer.post("/v1/vacancies", &but(bodies::vacancy(), &wrong));
        assert_eq!(told.pointers(), ["/certificates/0", "/driving_licences/0", "/home_regions/0"]);
        assert!(told.text.contains("work_at_height") && !told.text.contains("schema"), "{}", told.text);
        let list = app.anonymous().get("/v1/vacancies?facets=zzz").problem(400, "malformed-request");
        assert!(list["detail"].as_str().unwrap().contains("isco08, occupation"), "{list}");
        let headers = [("idempotency-key", "")];
        let key = employer.send("POST", "/v1/vacancies", &headers, Some(b"{}")).problem(400, "malformed-request");
        assert!(key["detail"].as_str().unwrap().contains("such as"), "{key}");
    }

    fn null_for_an_optional_member_is_as_if_it_were_left_out(app) {
        let employer = app.employer();
        let made = employer.post("/v1/vacancies", &full_of_nulls()).expect(201);
        assert_eq!((&made["requirements"], &made["total_job_openings"]), (&json!([]), &json!(12)));
        let put = employer.put("/v1/vacancies/by-ref/NULLS", &[], &full_of_nulls()).expect(201);
        assert_eq!((&put["skill_texts"], &put["housing"]), (&json!([]), &made["housing"]));
        let wrong = but(bodies::candidate(), &json!({"skills": [{"skill": null, "level": null, "evidence": "assessed"}], "nonsense": null}));
        let answer = app.agency().post("/v1/candidates", &wrong);
        assert_eq!(answer.pointers(), ["/nonsense", "/skills/0/level", "/skills/0/skill"]);
        let errors = answer.json()["errors"].clone();
        let required = |error: &&Value| error["code"] == "required";
        assert_eq!(errors.as_array().unwrap().iter().filter(required).count(), 2, "{errors}");
    }

    fn a_whole_number_with_a_point_is_a_whole_number(app) {
        let pay = json!({"currency": "RUB", "unit": "month", "min": 90000.0, "max": 1.2e5, "gross": true});
        let body = but(bodies::vacancy(), &json!({"total_job_openings": 12.0, "base_salary": pay}));
        let made = app.employer().post("/v1/vacancies", &body).expect(201);
        assert_eq!(made["total_job_openings"], 12);
        let half = but(bodies::vacancy(), &json!({"total_job_openings": 12.5}));
        assert_eq!(app.employer().post("/v1/vacancies", &half).pointers(), ["/total_job_openings"]);
    }
}
