//! What has outlived its last day is over from midnight in Moscow, before anybody is answered.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    Client, TestApp, bodies, on_both,
    world::{but, id, next},
};

/// From the moment at which a test begins to midnight in Moscow.
const TO_MIDNIGHT: Duration = Duration::from_hours(13);
const SECOND: Duration = Duration::from_secs(1);

/// The organisation of a client.
fn organisation(client: &Client) -> Uuid {
    client.get("/v1/me").expect(200)["organisation_id"].as_str().unwrap().parse().unwrap()
}

/// The ids that a list has in this member of its items, in order.
fn listed(client: &Client, path: &str, member: &str) -> Vec<String> {
    let items = client.get(path).expect(200)["items"].clone();
    let ids =
        items.as_array().unwrap().iter().map(|item| item[member].as_str().unwrap().to_owned());
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    ids
}

fn until(day: &str) -> Value {
    but(bodies::vacancy(), &json!({"valid_through": day}))
}

/// An agency whose licence ends on this day, as an operator has entered it.
fn agency_until(app: &TestApp, day: &str) -> Uuid {
    let body = but(bodies::agency(next()), &json!({"licence_valid_until": day}));
    id(&app.operator().post("/v1/agencies", &body).expect(201))
}

on_both! {
    fn a_vacancy_is_not_published_after_its_last_day(app) {
        let employer = app.employer();
        let made = employer.post("/v1/vacancies", &until("2026-11-23")).expect(201);
        assert!(!made["allowed_transitions"].to_string().contains("published"), "{made}");
        let path = format!("/v1/vacancies/{}", id(&made));
        let problem = employer.transition(&path, "published").problem(409, "conflict");
        assert!(problem["detail"].as_str().unwrap().contains("valid_through"), "{problem}");
        let etag = employer.get(&path).header("etag").to_owned();
        let later = employer.patch(&path, &etag, &json!({"valid_through": "2026-11-24"})).expect(200);
        assert!(later["allowed_transitions"].to_string().contains("published"), "{later}");
        employer.transition(&path, "published").expect(200);
        let past = employer.patch(&path, "*", &json!({"valid_through": "2026-11-23"})).expect(200);
        assert_eq!(past["status"], "expired", "{past}");
        app.anonymous().get(&path).problem(404, "not-found");
    }

    fn a_vacancy_is_over_from_midnight_in_moscow(app) {
        let employer = app.employer();
        let path = app.published(&employer, &until("2026-11-24"));
        let vacancy = path.rsplit('/').next().unwrap().to_owned();
        let agency = app.agency();
        let (owner, owner_agency) = (organisation(&employer), organisation(&agency));
        let candidate = app.available(&agency, &bodies::candidate());
        let matches = format!("{candidate}/matches");
        app.pass(TO_MIDNIGHT.saturating_sub(SECOND));
        let agency = app.client(Role::Agency, owner_agency, "");
        assert_eq!(listed(&app.anonymous(), "/v1/vacancies", "id"), std::slice::from_ref(&vacancy));
        assert_eq!(listed(&agency, &matches, "vacancy_id"), [vacancy]);
        app.pass(SECOND);
        let (employer, agency) = (app.client(Role::Employer, owner, ""), app.client(Role::Agency, owner_agency, ""));
        assert!(listed(&agency, &matches, "vacancy_id").is_empty());
        app.anonymous().get(&path).problem(404, "not-found");
        assert!(listed(&app.anonymous(), "/v1/vacancies", "id").is_empty());
        assert_eq!(employer.get(&path).expect(200)["status"], "expired");
    }

    fn an_agency_is_not_licensed_by_a_licence_that_has_ended(app) {
        let (operator, agency) = (app.operator(), agency_until(app, "2026-11-23"));
        let path = format!("/v1/agencies/{agency}");
        let problem = operator.transition(&path, "licensed").problem(409, "conflict");
        assert!(problem["detail"].as_str().unwrap().contains("licence"), "{problem}");
        assert!(!operator.get(&path).expect(200)["allowed_transitions"].to_string().contains("licensed"));
    }

    fn candidates_of_an_agency_rest_when_its_licence_ends(app) {
        let ending = agency_until(app, "2026-11-24");
        let path = format!("/v1/agencies/{ending}");
        app.operator().transition(&path, "licensed").expect(200);
        let candidate = app.available(&app.client(Role::Agency, ending, ""), &bodies::candidate());
        let staying = app.available(&app.agency(), &bodies::candidate());
        let employer = app.employer();
        let matches = format!("{}/matches", app.published(&employer, &bodies::vacancy()));
        assert_eq!(listed(&employer, &matches, "candidate_id").len(), 2);
        let owner = organisation(&employer);
        app.pass(TO_MIDNIGHT);
        let employer = app.client(Role::Employer, owner, "");
        assert_eq!(listed(&employer, &matches, "candidate_id"), [staying.rsplit('/').next().unwrap()]);
        let agency = app.client(Role::Agency, ending, "");
        assert_eq!(agency.get(&candidate).expect(200)["status"], "paused");
        agency.transition(&candidate, "available").problem(409, "conflict");
        let operator = app.operator();
        assert_eq!(operator.get(&path).expect(200)["status"], "suspended");
        operator.patch(&path, "*", &json!({"licence_valid_until": "2027-11-24"})).expect(200);
        operator.transition(&path, "licensed").expect(200);
        agency.transition(&candidate, "available").expect(200);
    }

    fn what_is_matched_and_public_on_a_day_is_what_stands_on_it(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let days = ["2026-11-24", "2026-11-24", "2026-11-25", "2026-11-27", "2026-11-28"];
        let standing: Vec<(&str, String)> = days
            .iter()
            .map(|day| (*day, app.published(&employer, &until(day)).rsplit('/').next().unwrap().to_owned()))
            .collect();
        let owner = organisation(&agency);
        let matches = format!("{}/matches", app.available(&agency, &bodies::candidate()));
        app.pass(Duration::from_hours(12));
        for today in ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"] {
            let agency = app.client(Role::Agency, owner, "");
            let mut expected: Vec<String> = standing
                .iter()
                .filter(|(last, _)| *last >= today)
                .map(|(_, vacancy)| vacancy.clone())
                .collect();
            expected.sort();
            assert_eq!(listed(&agency, &matches, "vacancy_id"), expected, "{today}");
            assert_eq!(listed(&app.anonymous(), "/v1/vacancies", "id"), expected, "{today}");
            app.pass(Duration::from_hours(24));
        }
    }
}
