//! The one list of routes. The router, the OpenAPI document and the access table are all made from it.

use utoipa_actix_web::{scope::scope, service_config::ServiceConfig};

use crate::api::{
    http::error::ApiError,
    oauth,
    parties::{agencies, employers},
    recruitment::{candidates, match_runs, matches, vacancies},
    route::value::Group,
    service::{health, me, problems},
    taxonomy::{concepts, mappings, naming},
};

/// Every route, under the headings of the document.
pub fn groups() -> Vec<Group> {
    vec![vacancies::routes(), candidates::routes(), employers::routes(), agencies::routes()]
}

/// Routes that are not values yet.
pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(health::healthz)
        .service(health::readyz)
        .service(health::metrics)
        .service(health::openapi_document)
        .service(oauth::issue_token)
        .service(oauth::revoke_token)
        .service(oauth::introspect_token)
        .service(oauth::server_metadata)
        .service(oauth::key_set)
        .service(problems::explain_problem)
        .service(
            scope("/v1")
                .service(me::get_me)
                .service(matches::match_vacancy)
                .service(matches::match_candidate)
                .service(matches::explain_match)
                .service(matches::search_matches)
                .service(match_runs::start_match_run)
                .service(match_runs::list_match_runs)
                .service(match_runs::get_match_run)
                .service(match_runs::transition_match_run)
                .service(match_runs::delete_match_run)
                .service(match_runs::read_match_run_results)
                .service(concepts::list_occupations)
                .service(concepts::get_occupation)
                .service(concepts::list_skills)
                .service(concepts::get_skill)
                .service(concepts::list_regions)
                .service(concepts::list_municipalities)
                .service(naming::resolve_texts)
                .service(naming::suggest_names)
                .service(mappings::list_unmapped)
                .service(mappings::list_mappings)
                .service(mappings::create_mapping),
        );
}

/// Answers where nothing is.
pub(super) async fn nothing_here() -> Result<actix_web::HttpResponse, ApiError> {
    Err(ApiError::NoSuchPath)
}
