//! What people agree to, and what nobody learns of them by asking often or cleverly.

mod audit;
mod codes_of_cases;
mod consents;
mod contract_pins;
mod disclosures;
mod exports;
mod genuineness;
mod harvesting;
mod identities;
mod key_service;
mod legal_holds;
mod licences;
mod merges;
mod probing;
