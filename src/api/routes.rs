//! The one list of routes. The router, the OpenAPI document and the access to them are all made from it.

use std::sync::LazyLock;

use crate::api::{
    casework::{advice, centres, complaints, guides, hsds},
    integration::{changes, imports, postings, webhooks},
    law::{self, benefit_claims},
    learning::{courses, credentials, enrolments, equivalences, recognitions},
    oauth,
    parties::{agencies, employers, suspensions},
    programme::{
        allocation_runs, allocations, appeals, applications, arrivals, checks, contracts,
        deadlines, employment, groups, job_orders, next_steps, offers, partnerships,
        roadmap::{self, indicators, measures, meetings},
        selection_sessions, statistics, terms, trips, work_ends,
    },
    recruitment::{candidates, match_runs, matches, saved_searches, vacancies},
    route::value::Group,
    service::{health, me, problems},
    taxonomy,
    trust::{
        audit, consents, disclosure_requests, disclosures, exports, identities, legal_holds,
        merges, verification, worker_sessions,
    },
};

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(made);

/// Every route, under the headings of the document.
pub fn groups() -> &'static [Group] {
    &GROUPS
}

fn made() -> Vec<Group> {
    vec![
        vacancies::routes(),
        candidates::routes(),
        matches::routes(),
        postings::routes(),
        match_runs::routes(),
        saved_searches::routes(),
        imports::routes(),
        job_orders::routes(),
        partnerships::routes(),
        allocations::routes(),
        allocation_runs::routes(),
        applications::routes(),
        appeals::routes(),
        next_steps::routes(),
        checks::routes(),
        deadlines::routes(),
        offers::routes(),
        contracts::routes(),
        selection_sessions::routes(),
        trips::routes(),
        arrivals::routes(),
        employment::routes(),
        work_ends::routes(),
        terms::routes(),
        statistics::routes(),
        roadmap::public::routes(),
        measures::routes(),
        indicators::routes(),
        meetings::routes(),
        groups::routes(),
        worker_sessions::routes(),
        consents::routes(),
        identities::routes(),
        disclosure_requests::routes(),
        disclosures::routes(),
        legal_holds::routes(),
        merges::routes(),
        exports::routes(),
        audit::routes(),
        verification::routes(),
        changes::routes(),
        webhooks::routes(),
        employers::routes(),
        agencies::routes(),
        suspensions::routes(),
        centres::routes(),
        hsds::routes(),
        advice::routes(),
        guides::routes(),
        recognitions::routes(),
        credentials::routes(),
        equivalences::routes(),
        courses::routes(),
        enrolments::routes(),
        complaints::routes(),
        taxonomy::routes(),
        law::routes(),
        benefit_claims::routes(),
        me::routes(),
        oauth::routes(),
        health::routes(),
        problems::routes(),
    ]
}
