//! What no client can bring about.

use koprik::domain::{
    access::{
        actor::{Actor, Client},
        scope::Role,
    },
    recruitment::{
        match_filter::MatchFilter,
        match_run::{Chosen, Direction, MatchRunBody, RecordFilter},
    },
};
use uuid::Uuid;

use crate::support::TestApp;

/// Starts a match run of scoring rules that no server has, and returns its id.
pub(super) fn failed_run(app: &TestApp, owner: Uuid) -> String {
    let scopes = Role::Employer.scopes().to_vec();
    let client = Client { id: Uuid::now_v7(), organisation: owner, role: Role::Employer, scopes };
    let listed = RecordFilter { isco08: Some("71".to_owned()), ..RecordFilter::default() };
    let body = MatchRunBody {
        direction: Direction::Vacancies,
        chosen: Chosen::Listed(Box::new(listed)),
        limit: 1,
        weights: [1; 6],
        kept: MatchFilter::default(),
        scorer_version: "scorer-0".to_owned(),
    };
    let made = app.server.app.start_job(&Actor::Client(client), body, None).unwrap();
    made.value.id.to_string()
}
