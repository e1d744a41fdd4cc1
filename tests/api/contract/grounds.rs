//! What must be there before a record can be made.

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};

use super::fixtures::Ground;
use crate::support::{
    bodies,
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
    let [employer, agency] = [(Role::Employer, ground.owner), (Role::Agency, ground.party)]
        .map(|(role, organisation)| ground.stage.client_of(role, organisation));
    let vacancy = app.published(&employer, &lasting_vacancy());
    let candidate = app.available(&agency, &bodies::candidate());
    let [vacancy, candidate] = [(&employer, vacancy), (&agency, candidate)]
        .map(|(client, path)| id(&client.get(&path).expect(200)));
    json!({"vacancy_id": vacancy, "candidate_id": candidate})
}
