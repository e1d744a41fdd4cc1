//! Where a vacancy comes from: the employer's department, who answers, and the advertisement that it was.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::recruitment::background::Okpdtr;

/// What an employer's own system knows of a vacancy. Nothing of it is matched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The department or site.
    pub department: Option<String>,
    /// Who answers for it, as a role and never as a person: `HR department`.
    pub contact_role: Option<String>,
    /// The code of the occupation in the employer's books (ОКПДТР).
    pub okpdtr: Option<Okpdtr>,
    /// The day on which it was published elsewhere.
    pub date_posted: Option<NaiveDate>,
    /// The address of the advertisement.
    pub source_url: Option<String>,
}
