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
    terms_for(ground, &application.to_string())
}

/// What the owner offers for an application.
pub(super) fn offered(ground: &Ground<'_>, application: &str) -> Value {
    let [employer, _] = sides(ground);
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
