//! Pay on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::{
    FieldError,
    values::money::{Amount, Currency, OfferedPay, PayUnit, SaidUnit},
};

/// The pay that a vacancy offers, as far as it is known: `min` alone is "from", `max` alone "up to", both the same is
/// fixed. Where the advertisement names no amount, `by_agreement: true` says so. A pay that is begun, with a currency or
/// a unit, has to say one or the other before the vacancy is published.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct SalaryBody {
    /// Currency of both amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What they are for. Another word than these, such as `hour_or_month`, is no refusal: it is kept in `unit_text`, and
    /// the unit is not known.
    #[schema(value_type = Option<PayUnit>)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<SaidUnit>,
    /// The piece that is paid, in words: `m² of brickwork`; or the unit as it was sent, where it is none of the known ones.
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
    /// Whether pay is by agreement. Where an amount is named, that counts, and this is left out of the answer. A vacancy
    /// that says nothing of pay at all is set to this when it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_agreement: Option<bool>,
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
        let SalaryBody { currency, unit, unit_text, min, max, gross, by_agreement, trainee, bonus } =
            body;
        let (unit, unit_text) = SaidUnit::understood(unit, unit_text);
        let by_agreement = by_agreement == Some(true) && min.is_none() && max.is_none();
        Self { currency, unit, unit_text, min, max, gross, by_agreement, trainee, bonus }
    }
}

impl From<&OfferedPay> for SalaryBody {
    fn from(pay: &OfferedPay) -> Self {
        let OfferedPay { currency, unit, min, max, gross, .. } = *pay;
        let unit = unit.and_then(|unit| unit.as_str().parse().ok());
        let by_agreement = pay.by_agreement.then_some(true);
        let OfferedPay { unit_text, trainee, bonus, .. } = pay.clone();
        Self { currency, unit, unit_text, min, max, gross, by_agreement, trainee, bonus }
    }
}
