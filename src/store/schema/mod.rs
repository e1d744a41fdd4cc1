//! The tables that are no documents, as Diesel sees them, by room.

mod background;
mod casework;
mod integration;
mod law;
mod learning;
mod log;
mod parties;
mod programme;
mod recruitment;
mod taxonomy;
mod trust;

pub(in crate::store) use self::{
    background::{import_pieces, import_texts, job_results, jobs},
    casework::{
        complaint_breaches, complaint_codes, complaint_messages, complaint_referrals,
        complaint_signals,
    },
    integration::{webhook_deliveries, webhook_endpoints},
    law::{
        benefit_claims, compliance_checks, deadlines, fee_cases, fee_decisions, fees,
        rule_set_approvals, rule_sets, rule_warnings, signal_moves, signals, worker_documents,
        worker_events, workforce_reports,
    },
    learning::{enrolments, recognitions},
    log::{changes, head, idempotency_keys, reaction_positions, servers, signing_keys, tombstones},
    parties::{clients, revoked_tokens, suspensions},
    programme::{
        allocation_documents, allotments, appeals, application_checks, application_stages,
        applications, arrivals, check_warnings, contracts, employment_entries, gate_snapshots,
        indicator_actuals, offers, order_plans, selection_results, selection_slots,
        selection_tests, trip_seats, work_ends,
    },
    recruitment::saved_search_matches,
    taxonomy::{amendments, unmapped_texts},
    trust::{
        asked_pays, audit_entries, candidate_merges, consents, contract_pins, disclosure_requests,
        disclosures, identities, identity_doubles, identity_marks, legal_holds, seen_profiles,
        subject_keys, verification_codes, worker_contacts, worker_reminders, worker_sessions,
    },
};
