//! Use cases of what protects the person behind a profile.

pub mod audit;
pub mod consents;
pub mod contract_terms;
pub mod disclosure_requests;
pub mod disclosures;
pub mod export;
pub mod genuineness;
pub mod identities;
pub mod legal_holds;
pub mod licences;
pub mod merges;
pub mod own_channel;
pub mod pays;
pub mod profiles;
pub mod vault;

pub(in crate::app) mod asked;
pub(in crate::app) mod quota;
pub(in crate::app) mod seen;
