//! What must be there before a record can be made.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::{fixtures::Ground, stage::Stage};
use crate::support::{
    Client, bodies, worker,
    world::{but, id},
};

/// A vacancy that no passing of time in these tests ends.
fn lasting_vacancy() -> Value {
    but(bodies::vacancy(), &json!({"job_start_date": "2099-03-01", "valid_through": "2099-02-15"}))
}

/// Two published vacancies, for a match run to ask about.
pub(super) fn offers(ground: &Ground<'_>) -> Value {
    let employer = ground.stage.client_of(Role::Employer, ground.owner);
    for _ in 0..2 {
        ground.stage.app.published(&employer, &lasting_vacancy());
    }
    json!({})
}

/// A vacancy of the owner and a candidate of the party who matches it.
pub(super) fn a_match(ground: &Ground<'_>) -> Value {
    let app = &ground.stage.app;
    let [employer, agency] = sides(ground);
    let vacancy = app.published(&employer, &lasting_vacancy());
    let candidate = app.available(&agency, &bodies::candidate());
    let [vacancy, candidate] = [(&employer, vacancy), (&agency, candidate)]
        .map(|(client, path)| id(&client.get(&path).expect(200)));
    json!({"vacancy_id": vacancy, "candidate_id": candidate})
}

/// The clients of the owner, an employer, and of the party, an agency.
fn sides(ground: &Ground<'_>) -> [Client; 2] {
    [(Role::Employer, ground.owner), (Role::Agency, ground.party)]
        .map(|(role, organisation)| ground.stage.client_of(role, organisation))
}

/// Terms for an application of the owner's, which a week is left to answer.
fn terms_for(ground: &Ground<'_>, application: &str) -> Value {
    let terms = but(bodies::terms(), &json!({"employer_id": ground.owner}));
    let in_a_week = ground.stage.app.server.app.now() + Duration::from_hours(7 * 24);
    json!({"application_id": application, "terms": terms, "expires_at": in_a_week})
}

/// A candidate of the party whom the owner has chosen, and terms for it.
pub(super) fn a_choice(ground: &Ground<'_>) -> Value {
    let [employer, agency] = sides(ground);
    let application = id(&agency.post("/v1/applications", &a_match(ground)).expect(201));
    for state in ["shortlisted", "interview", "selected"] {
        employer.transition(&format!("/v1/applications/{application}"), state).expect(200);
    }
    check(ground, &application.to_string(), 0);
    terms_for(ground, &application.to_string())
}

/// An operator tells that every check passes that a gate of an application asks for, and of which anybody tells.
pub(super) fn check(ground: &Ground<'_>, application: &str, gate: usize) {
    let operator = ground.stage.operator();
    let path = format!("/v1/applications/{application}");
    let gates = operator.get(&format!("{path}/gates")).expect(200);
    let today = ground.stage.app.server.app.today();
    for one in gates["gates"][gate]["checks"].as_array().unwrap() {
        let told = json!({"kind": one["kind"], "result": "passed", "result_on": today});
        let answer = operator.post(&format!("{path}/checks"), &told);
        assert!([201, 422].contains(&answer.status), "{}", answer.text); // Koprik knows some itself
    }
}

/// A trip of the party that sets out today.
fn trip(ground: &Ground<'_>) -> String {
    let [_, agency] = sides(ground);
    let today = ground.stage.app.server.app.today();
    let body = but(bodies::trip(), &json!({"departs_on": today}));
    format!("/v1/trips/{}", id(&agency.post("/v1/trips", &body).expect(201)))
}

/// Those of these applications set out who have a seat on a trip of the party, or of the owner if that is an agency.
pub(super) fn board(ground: &Ground<'_>, trip: &str, applications: &[&str]) {
    let owner = ground.stage.operator().get(trip).expect(200)["agency_id"].clone();
    let owner = owner.as_str().unwrap().parse().unwrap();
    let agency = ground.stage.client_of(Role::Agency, owner);
    agency.post(&format!("{trip}/boardings"), &json!({"boarded": applications})).expect(200);
}

/// Whom an application is about sets out, past every check.
pub(super) fn set_out(ground: &Ground<'_>, application: &str) {
    let [_, agency] = sides(ground);
    let trip = trip(ground);
    agency.post(&format!("{trip}/seats"), &json!({"application_id": application})).expect(201);
    check(ground, application, 1);
    board(ground, &trip, &[application]);
}

/// The party writes down what the worker tells of the arrival.
pub(super) fn arrive(ground: &Ground<'_>, application: &str) {
    let [_, agency] = sides(ground);
    let today = ground.stage.app.server.app.today();
    let told = json!({"entered_on": today, "border_point": "RUKZN", "place_of_stay": "92701000", "evidence": "recording 2"});
    agency.post(&format!("/v1/applications/{application}/arrivals"), &told).expect(201);
}

/// The party records a document of whom an application is about.
pub(super) fn paper(ground: &Ground<'_>, application: &str, kind: &str) {
    let [_, agency] = sides(ground);
    let seen = agency.get(&format!("/v1/applications/{application}")).expect(200);
    let today = ground.stage.app.server.app.today();
    let paper = json!({"kind": kind, "issued_on": today, "authority": "МВД", "region": "RU-TA"});
    let path = format!("/v1/candidates/{}/documents", seen["candidate_id"].as_str().unwrap());
    agency.post(&path, &paper).expect(201);
}

/// The owner tells of the end of the work.
pub(super) fn end_work(ground: &Ground<'_>, application: &str) {
    let [employer, _] = sides(ground);
    let today = ground.stage.app.server.app.today();
    let end = json!({
        "ground": "term_over", "last_day": today, "last_pay": "settled", "homeward_paid": true, "certificate_issued": true
    });
    employer.post(&format!("/v1/applications/{application}/ends"), &end).expect(201);
}

/// An approved order of an employer, and a published vacancy under it.
fn a_vacancy_under_an_order(ground: &Ground<'_>, employer: &Client) -> (String, uuid::Uuid) {
    let body = but(
        bodies::job_order(),
        &json!({"period_start": "2099-03-01", "period_end": "2099-11-30"}),
    );
    let order =
        format!("/v1/job-orders/{}", id(&employer.post("/v1/job-orders", &body).expect(201)));
    employer.transition(&order, "submitted").expect(200);
    for (side, version) in [("tt", 2), ("uz", 3)] {
        let office = ground.stage.client_of(Role::Operator, uuid::Uuid::now_v7());
        let decision = json!({"side": side, "verdict": "approve", "version": version});
        office.post(&format!("{order}/decisions"), &decision).expect(200);
    }
    let vacancy = id(&employer.post("/v1/vacancies", &lasting_vacancy()).expect(201));
    employer.put(&format!("{order}/allotments/{vacancy}"), &[], &json!({"heads": 12})).expect(200);
    employer.transition(&format!("/v1/vacancies/{vacancy}"), "published").expect(200);
    (order, vacancy)
}

/// A vacancy of the owner under an approved order, and who tests people for it today.
pub(super) fn a_demand(ground: &Ground<'_>) -> Value {
    let [employer, _] = sides(ground);
    let (_, vacancy) = a_vacancy_under_an_order(ground, &employer);
    let today = ground.stage.app.server.app.today();
    json!({
        "starts_at": format!("{today}T20:00:00Z"), "ends_at": format!("{today}T20:30:00Z"),
        "vacancy_ids": [vacancy], "agency_ids": [ground.stage.app.new_agency()],
        "panel": [
            {"role": "employer", "organisation_id": ground.owner},
            {"role": "operator", "organisation_id": uuid::Uuid::now_v7()}
        ]
    })
}

/// Whom an application is about is put forward under an approved order of the owner, and of another employer.
pub(super) fn wanted(ground: &Ground<'_>, application: &str) {
    let [employer, agency] = sides(ground);
    let seen = agency.get(&format!("/v1/applications/{application}")).expect(200);
    let other = ground.stage.client_of(Role::Employer, ground.stage.app.new_employer());
    for employer in [employer, other] {
        let (order, vacancy) = a_vacancy_under_an_order(ground, &employer);
        let code = employer
            .post(&format!("{order}/agencies"), &json!({"agency_id": seen["agency_id"]}))
            .expect(201);
        let forward = json!({
            "vacancy_id": vacancy, "candidate_id": seen["candidate_id"], "authorisation_code": code["authorisation_code"]
        });
        agency.post("/v1/applications", &forward).expect(201);
    }
}

/// What the owner offers for an application.
pub(super) fn offered(ground: &Ground<'_>, application: &str) -> Value {
    let [employer, _] = sides(ground);
    check(ground, application, 0);
    employer.post("/v1/offers", &terms_for(ground, application)).expect(201)
}

/// The worker answers to an offer.
pub(super) fn answer(ground: &Ground<'_>, offer: &str, answer: &str) {
    let worker = worker::in_person(&ground.stage.app.operator(), "answer_offer", offer);
    let hash = worker.get(offer).expect(200)["terms_hash"].clone();
    let said = json!({"answer": answer, "terms_hash": hash, "language": "uz-Latn"});
    worker.post(&format!("{offer}/answers"), &said).expect(200);
}

/// What the owner sends of a contract for an application whose offer was accepted.
fn signed(ground: &Ground<'_>, application: &str) -> Value {
    let terms = terms_for(ground, application)["terms"].clone();
    let today = ground.stage.app.server.app.today();
    json!({"application_id": application, "terms": terms, "signed_on": today, "paper_sha256": "0".repeat(64)})
}

/// An accepted offer, and a contract that keeps it.
pub(super) fn an_acceptance(ground: &Ground<'_>) -> Value {
    let choice = a_choice(ground);
    let application = choice["application_id"].as_str().unwrap();
    let offer = format!("/v1/offers/{}", id(&offered(ground, application)));
    answer(ground, &offer, "accepted");
    signed(ground, application)
}

/// The owner records a contract that keeps the accepted offer of an application.
pub(super) fn record(ground: &Ground<'_>, application: &str) {
    let [employer, _] = sides(ground);
    employer.post("/v1/contracts", &signed(ground, application)).expect(201);
}

/// What is offered under an application is accepted and signed.
pub(super) fn sign(ground: &Ground<'_>, application: &str) {
    let [_, agency] = sides(ground);
    let offers = agency.get(&format!("/v1/offers?application_id={application}")).expect(200);
    answer(ground, &format!("/v1/offers/{}", id(&offers["items"][0])), "accepted");
    record(ground, application);
}

/// A candidate of the owner, an agency.
pub(super) fn a_candidate(ground: &Ground<'_>) -> Value {
    let agency = ground.stage.client_of(Role::Agency, ground.owner);
    let candidate = ground.stage.app.available(&agency, &bodies::candidate());
    json!({"candidate_id": id(&agency.get(&candidate).expect(200))})
}

/// An operator writes down what an authority has decided.
pub(super) fn decided(stage: &Stage, recognition: &str, outcome: &str) {
    let today = stage.app.server.app.today();
    let counts = |level: u8| {
        json!({
            "skills": [{"skill": "con.lay_bricks", "level": level}], "level": {"eqf": 3},
            "valid_until": today + chrono::Days::new(30)
        })
    };
    let rest = match outcome {
        "recognised" => counts(4),
        "partly_recognised" => but(counts(3), &json!({"missing": "practice"})),
        _ => json!({"missing": "practice", "no_course": "none is announced"}),
    };
    let decision = but(rest, &json!({"outcome": outcome, "decided_on": today}));
    stage.operator().post(&format!("{recognition}/decisions"), &decision).expect(200);
}
