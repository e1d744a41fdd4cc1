//! Pay on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::{
    FieldError,
    values::money::{Amount, Currency, OfferedPay, PayUnit},
};

/// The pay that a vacancy offers, as far as it is known: `min` alone is "from", `max` alone "up to", both the same is
/// fixed, neither is by agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SalaryBody {
    /// Currency of both amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What they are for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<PayUnit>,
    /// The piece that is paid, in words: `m² of brickwork`.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "м² кладки")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_text: Option<String>,
    /// The least that is promised, with at most two decimals. Matching reads this one.
    #[schema(value_type = Option<f64>, minimum = 0.01, maximum = 1_000_000_000, example = 90000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Amount>,
    /// The most that can be reached; not under `min`.
    #[schema(value_type = Option<f64>, minimum = 0.01, maximum = 1_000_000_000, example = 120_000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Amount>,
    /// Before taxes, if true; after them, if false; unknown, if it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gross: Option<bool>,
    /// What a trainee gets, in words.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "60 000 ₽ в первый месяц")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainee: Option<String>,
    /// Bonuses, in words.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "премия по итогам месяца")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<String>,
}

impl SalaryBody {
    /// What contradicts itself, if anything does.
    pub(in crate::api) fn contradiction(&self) -> Option<FieldError> {
        let reversed = self.min.zip(self.max).is_some_and(|(min, max)| max < min);
        reversed
            .then(|| FieldError::new("/base_salary/max", "contradiction", "must not be under min"))
    }
}

impl From<SalaryBody> for OfferedPay {
    fn from(body: SalaryBody) -> Self {
        let SalaryBody { currency, unit, unit_text, min, max, gross, trainee, bonus } = body;
        Self { currency, unit, unit_text, min, max, gross, trainee, bonus }
    }
}

impl From<&OfferedPay> for SalaryBody {
    fn from(pay: &OfferedPay) -> Self {
        let OfferedPay { currency, unit, unit_text, min, max, gross, trainee, bonus } = pay.clone();
        Self { currency, unit, unit_text, min, max, gross, trainee, bonus }
    }
}
