//! What protects the person behind a profile: consents, identities, who asked to know whom, and what came of it.

pub mod audit;
pub mod consent;
pub mod disclosure;
pub mod disclosure_request;
pub mod genuineness;
pub mod identity;
pub mod legal_hold;
pub mod verification_code;
