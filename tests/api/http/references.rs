//! References are what the owner's own system writes, in bodies, queries and paths.

use serde_json::json;

use crate::support::{bodies, on_both, world::but};

/// A text as a part of a path, or in a query.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

on_both! {
    fn a_reference_is_what_the_owners_system_writes(app) {
        let employer = app.employer();
        let longest = "Ж".repeat(128);
        for reference in ["КС-000042", "ЗУП 000123/7", "HR/2026 №4", "100% «Отдел» #5?", "Oʻz\\1+2", &longest] {
            let path = format!("/v1/vacancies/by-ref/{}", encoded(reference));
            let made = employer.put(&path, &[], &bodies::vacancy()).expect(201);
            assert_eq!(made["external_ref"], reference);
            employer.put(&path, &[], &bodies::vacancy()).expect(200);
            assert_eq!(employer.get(&path).expect(200)["id"], made["id"]);
            let body = but(bodies::vacancy(), &json!({"external_ref": reference}));
            employer.post("/v1/vacancies", &body).problem(409, "conflict");
            let listed = employer.get(&format!("/v1/vacancies?external_ref={}", encoded(reference))).expect(200);
            assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{reference}");
            assert_eq!(listed["items"][0]["id"], made["id"]);
        }
    }

    fn blanks_around_a_reference_do_not_count(app) {
        let employer = app.employer();
        let body = but(bodies::vacancy(), &json!({"external_ref": " КС-000042\u{a0}"}));
        assert_eq!(employer.post("/v1/vacancies", &body).expect(201)["external_ref"], "КС-000042");
        employer.put(&format!("/v1/vacancies/by-ref/{}", encoded("КС-000042 ")), &[], &bodies::vacancy()).expect(200);
    }

    fn a_reference_has_no_sign_that_nobody_sees(app) {
        let employer = app.employer();
        let too_long = "Ж".repeat(129);
        for reference in ["", "  ", "a\nb", "a\tb", "a\u{ad}b", "\u{200b}", "a\u{feff}b", "a\u{2028}b", &too_long] {
            let body = but(bodies::vacancy(), &json!({"external_ref": reference}));
            assert_eq!(employer.post("/v1/vacancies", &body).pointers(), ["/external_ref"], "{reference:?}");
            if !reference.is_empty() {
                let path = format!("/v1/vacancies/by-ref/{}", encoded(reference));
                employer.put(&path, &[], &bodies::vacancy()).problem(400, "malformed-request");
            }
        }
    }
}
