//! What a vacancy asks of a worker's past: years in the trade, education, grade.

use serde::{Deserialize, Serialize};

use crate::domain::{
    concepts::occupation::Occupation, recruitment::candidate::Education,
    values::words::checked_text,
};

/// The grades of workers' trades (тарифные разряды).
pub const GRADES: std::ops::RangeInclusive<u8> = 1..=8;

/// What the worker must have done and learnt. What is left out is not asked, or not known to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Background {
    /// Years in the trade, 0 to 60.
    pub min_years: Option<u8>,
    /// Whether people without experience are taken and trained.
    pub will_train: Option<bool>,
    /// The least education.
    pub education: Option<Education>,
    /// The least grade in the trade (тарифный разряд), 1 to 8.
    pub min_grade: Option<u8>,
    /// Further occupations that would do as well: lists find them, and whoever is near to one of them is near.
    #[serde(default)]
    pub other_occupations: Vec<Occupation>,
}

checked_text! {
    /// A code of the Russian classifier of workers' occupations (ОКПДТР): five digits.
    Okpdtr, "an OKPDTR code of five digits, such as 12680", "^[0-9]{5}$", 5, "12680", |text| {
        text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit())
    }
}
