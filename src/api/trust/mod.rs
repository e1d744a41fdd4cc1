//! What protects the person behind a profile, over HTTP.

pub(crate) mod audit;
pub(crate) mod consents;
pub(crate) mod disclosure_requests;
pub(crate) mod disclosures;
pub(crate) mod exports;
pub(crate) mod identities;
pub(crate) mod legal_holds;
pub(crate) mod merges;
pub(crate) mod verification;
pub(crate) mod worker_sessions;
