//! Who takes part: employers of Tatarstan, agencies of Uzbekistan, and the numbers they are registered by.

pub mod agency;
pub mod employer;
pub mod legal_ids;
pub mod likeness;
pub mod suspension;
