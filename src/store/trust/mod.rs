//! Tables of what protects the person behind a profile.

pub mod asked_pays;
pub mod audit;
pub mod consents;
pub mod contract_pins;
pub mod disclosure_requests;
pub mod disclosures;
pub mod doubles;
pub mod legal_holds;
pub mod merges;
pub mod seen_profiles;
pub mod vault;
pub mod verification_codes;
pub mod worker_contacts;
pub mod worker_reminders;
pub mod worker_sessions;
