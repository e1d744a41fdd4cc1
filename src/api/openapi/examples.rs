//! Examples of what clients send, by operation.

use serde_json::{Value, json};

use crate::api::{
    http::decode::Exemplary,
    parties::{agencies::wire::AgencyInput, employers::wire::EmployerInput},
    recruitment::{candidates::wire::CandidateInput, vacancies::wire::VacancyInput},
    taxonomy::{mappings::wire::MappingInput, naming::wire::ResolveInput},
};

/// The example of a request body, by operation.
pub(in crate::api) fn of(operation: &str) -> Option<Value> {
    Some(match operation {
        "create_vacancy" | "replace_vacancy" | "put_vacancy_by_ref" => VacancyInput::example(),
        "create_candidate" | "replace_candidate" | "put_candidate_by_ref" => {
            CandidateInput::example()
        }
        "create_employer" | "replace_employer" => EmployerInput::example(),
        "create_agency" | "replace_agency" => AgencyInput::example(),
        "update_vacancy" => json!({"total_job_openings": 20, "base_salary": {"min": 95000}}),
        "update_candidate" => json!({"readiness": "ready"}),
        "update_employer" => json!({"okved": "43.39"}),
        "update_agency" => json!({"licence_valid_until": "2029-12-31"}),
        "transition_vacancy" => json!({"to": "published"}),
        "transition_candidate" => json!({"to": "available"}),
        "transition_employer" => json!({"to": "verifying", "reason": "the register was read"}),
        "transition_agency" => json!({"to": "licensed", "reason": "the licence was checked"}),
        "search_matches" => {
            json!({"candidate": CandidateInput::example(), "profile": "balanced", "limit": 10})
        }
        "start_match_run" => {
            json!({"direction": "vacancies", "filter": {"isco08": "71"}, "matches": {"limit": 10}})
        }
        "transition_match_run" => {
            json!({"to": "cancelled", "reason": "the vacancies have changed"})
        }
        "resolve_texts" => ResolveInput::example(),
        "create_mapping" => MappingInput::example(),
        "issue_token" => json!({"grant_type": "client_credentials", "scope": "vacancies:read"}),
        "revoke_token" | "introspect_token" => json!({"token": "eyJ0eXAiOiJhdCtqd3QifQ.e30.c2ln"}),
        _ => return None,
    })
}
