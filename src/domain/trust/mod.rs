//! What protects the person behind a profile: consents, identities, who asked to know whom, what came of it, and the channel
//! in which a worker speaks.

pub mod audit;
pub mod code_text;
pub mod consent;
pub mod disclosure;
pub mod disclosure_request;
pub mod genuineness;
pub mod identity;
pub mod legal_hold;
pub mod merge;
pub mod reminder;
pub mod verification_code;
pub mod worker_session;
