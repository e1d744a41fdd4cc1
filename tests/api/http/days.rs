//! Days and moments have one form, wherever a client writes them.

use serde_json::{Value, json};

use crate::support::{Answer, bodies, on_both, world::but};

/// What is no day of ours, though programs write it.
const NO_DAYS: [&str; 8] = [
    "+262142-12-31",
    "2027-2-1",
    " 2027 - 02 - 01",
    "+12027-02-01",
    "-0001-01-01",
    "1899-12-31",
    "2101-01-01",
    "01.03.2027",
];

fn refused(answer: &Answer, pointer: &str) {
    assert_eq!(answer.pointers(), [pointer]);
    let errors: Value = answer.json()["errors"].clone();
    assert!(errors[0]["detail"].as_str().unwrap().contains("such as 20"), "{errors}");
}

on_both! {
    fn a_date_in_a_body_has_one_form(app) {
        let (operator, employer, agency) = (app.operator(), app.employer(), app.agency());
        for day in NO_DAYS {
            for member in ["job_start_date", "valid_through"] {
                let body = but(bodies::vacancy(), &json!({member: day}));
                refused(&employer.post("/v1/vacancies", &body), &format!("/{member}"));
            }
            let body = but(bodies::candidate(), &json!({"available_from": day}));
            refused(&agency.post("/v1/candidates", &body), "/available_from");
            let body = but(bodies::agency(7), &json!({"licence_valid_until": day}));
            refused(&operator.post("/v1/agencies", &body), "/licence_valid_until");
            let run = json!({"direction": "vacancies", "matches": {"available_by": day}});
            refused(&employer.post("/v1/match-runs", &run), "/matches/available_by");
            let given = json!({"text_version": "2026-09", "language": "ru", "given_at": format!("{day}T00:00:00Z")});
            let body = but(bodies::candidate(), &json!({"matching_consent": given}));
            refused(&agency.post("/v1/candidates", &body), "/matching_consent/given_at");
        }
    }

    fn a_date_in_a_query_has_one_form(app) {
        let (operator, employer) = (app.operator(), app.employer());
        let vacancy = app.published(&employer, &bodies::vacancy());
        for day in NO_DAYS {
            let day = day.replace('+', "%2B").replace(' ', "%20");
            employer.get(&format!("{vacancy}/matches?available_by={day}")).problem(400, "malformed-request");
            for list in ["vacancies", "candidates", "employers", "agencies", "disclosure-requests"] {
                let path = format!("/v1/{list}?changed_since={day}T00:00:00Z");
                operator.get(&path).problem(400, "malformed-request");
            }
        }
        employer.get(&format!("{vacancy}/matches?available_by=2027-03-01")).expect(200);
        for (path, name) in [
            (format!("{vacancy}/matches?limit=5&available_by=1899-01-01"), "available_by"),
            ("/v1/vacancies?limit=5&changed_since=2101-01-01T00:00:00Z".to_owned(), "changed_since"),
            ("/v1/services?open_at=1899-01-01T00:00:00Z".to_owned(), "open_at"),
        ] {
            let told = employer.get(&path).problem(400, "malformed-request");
            assert!(told["detail"].as_str().unwrap().starts_with(&format!("{name}: expected")), "{told}");
        }
        operator.get("/v1/vacancies?changed_since=2026-11-01T00:00:00%2B03:00").expect(200);
    }

    fn consent_is_neither_of_tomorrow_nor_withdrawn_before_it_was_given(app) {
        let agency = app.agency();
        for (times, pointer) in [
            (json!({"given_at": "2099-11-02T09:30:00Z"}), "/matching_consent/given_at"),
            (json!({"given_at": "2026-11-24T08:00:01Z"}), "/matching_consent/given_at"),
            (json!({"withdrawn_at": "2026-11-02T09:29:59Z"}), "/matching_consent/withdrawn_at"),
            (json!({"withdrawn_at": "2026-11-24T08:00:01Z"}), "/matching_consent/withdrawn_at"),
        ] {
            let consent = but(bodies::candidate()["matching_consent"].clone(), &times);
            let body = but(bodies::candidate(), &json!({"matching_consent": consent}));
            assert_eq!(agency.post("/v1/candidates", &body).pointers(), [pointer]);
        }
    }
}
