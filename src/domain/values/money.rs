//! Pay: amounts, their currency, and what they are for.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::domain::{
    Invalid,
    values::words::{checked_text, words},
};

words! {
    /// A currency (ISO 4217).
    Currency {
        /// Russian rouble.
        Rub = "RUB" | "RUR" | "rub" | "rur",
        /// Uzbek soʻm.
        Uzs = "UZS",
        /// US dollar.
        Usd = "USD",
        /// Euro.
        Eur = "EUR",
        /// Kazakh tenge.
        Kzt = "KZT",
        /// Turkish lira.
        Try = "TRY",
        /// South Korean won.
        Krw = "KRW",
    }
}

words! {
    /// What a pay is for: a time, or a piece of work.
    PayUnit {
        /// Per hour.
        Hour = "hour",
        /// Per day.
        Day = "day",
        /// Per week.
        Week = "week",
        /// Per month.
        Month = "month",
        /// Per shift of the vacancy's schedule.
        Shift = "shift",
        /// Per rotation: the days on and the days off together.
        Rotation = "rotation",
        /// Per piece, which `unit_text` names.
        Piece = "piece",
    }
}

checked_text! {
    /// What pay is for, as clients say it: one of the known units, or another word.
    SaidUnit, "a unit of 1 to 100 characters", "^.{1,100}$", 100, "month", |text| {
        !text.trim().is_empty() && text.chars().count() <= 100
    }
}

impl SaidUnit {
    /// The unit, and the words for what is paid: those that were sent, or the unit itself, if it is not known.
    pub fn understood(
        said: Option<Self>,
        words: Option<String>,
    ) -> (Option<PayUnit>, Option<String>) {
        let Some(said) = said else { return (None, words) };
        match said.as_str().parse() {
            Ok(unit) => (Some(unit), words),
            Err(_) => (None, words.or_else(|| Some(said.to_string()))),
        }
    }
}

/// An amount of money in hundredths of the currency, 1 to 100,000,000,000. Written as a number with at most two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u64);

impl Amount {
    /// The most, in whole units.
    pub const MOST: u32 = 1_000_000_000;

    /// An amount of whole units.
    pub const fn whole(units: u32) -> Self {
        Self(units as u64 * 100)
    }

    /// An amount of so many hundredths.
    pub fn of_hundredths(hundredths: i64) -> Result<Self, Invalid> {
        let most = u64::from(Self::MOST) * 100;
        let found = u64::try_from(hundredths).ok().filter(|some| (1..=most).contains(some));
        found.map(Self).ok_or_else(|| Invalid::expected("1 to 100000000000 hundredths"))
    }

    /// A sum of so many hundredths, at most the greatest amount; `None` if it is nothing.
    pub fn of_sum(hundredths: i64) -> Option<Self> {
        let most = u64::from(Self::MOST) * 100;
        u64::try_from(hundredths).ok().filter(|some| *some > 0).map(|some| Self(some.min(most)))
    }

    /// In hundredths.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// In whole units, what is left over falls away.
    pub fn units(self) -> u32 {
        u32::try_from(self.0 / 100).unwrap_or(u32::MAX)
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 100 {
            0 => write!(f, "{}", self.0 / 100),
            rest => write!(f, "{}.{rest:02}", self.0 / 100),
        }
    }
}

impl TryFrom<f64> for Amount {
    type Error = Invalid;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked, and a double holds each hundredth of it exactly enough"
    )]
    fn try_from(number: f64) -> Result<Self, Invalid> {
        let hundredths = (number * 100.0).round();
        let exact = (number * 100.0 - hundredths).abs() < 1e-3;
        if exact && (1.0..=f64::from(Self::MOST) * 100.0).contains(&hundredths) {
            Ok(Self(hundredths as u64))
        } else {
            Err(Invalid::expected("a number from 0.01 to 1000000000 with at most two decimals"))
        }
    }
}

impl Serialize for Amount {
    #[expect(clippy::cast_precision_loss, reason = "the most is far below 2^53")]
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_multiple_of(100) {
            writer.serialize_u64(self.0 / 100)
        } else {
            writer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        Self::try_from(f64::deserialize(reader)?).map_err(D::Error::custom)
    }
}

/// The pay that a vacancy offers, as far as its employer says it. Without an amount it is compared with no floor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedPay {
    /// Currency of both amounts.
    pub currency: Option<Currency>,
    /// What they are for.
    pub unit: Option<PayUnit>,
    /// The piece that is paid, in words; or the unit, where it is none of the known ones.
    #[serde(default)]
    pub unit_text: Option<String>,
    /// The least that is promised. Matching reads this one.
    pub min: Option<Amount>,
    /// The most that can be reached, not under `min`.
    pub max: Option<Amount>,
    /// Before taxes, if true; after them, if false.
    pub gross: Option<bool>,
    /// Whether it is by agreement; false where an amount is named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_agreement: bool,
    /// What a trainee gets, in words.
    #[serde(default)]
    pub trainee: Option<String>,
    /// Bonuses, in words.
    #[serde(default)]
    pub bonus: Option<String>,
}

impl OfferedPay {
    /// What is said where nobody names an amount.
    pub fn agreed_later() -> Self {
        Self { by_agreement: true, ..Self::default() }
    }

    /// Whether it names no amount.
    pub fn is_by_agreement(&self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Whether it tells a reader something of the pay: an amount, words, or that it is by agreement.
    pub fn is_statement(&self) -> bool {
        let words = [&self.unit_text, &self.trainee, &self.bonus];
        !self.is_by_agreement() || self.by_agreement || words.into_iter().any(Option::is_some)
    }

    /// Whether nobody has said anything at all.
    pub fn is_silent(&self) -> bool {
        let begun = self.currency.is_some() || self.unit.is_some() || self.gross.is_some();
        !begun && !self.is_statement()
    }

    /// Checks that `max` is not under `min`.
    pub fn check(&self) -> Result<(), Invalid> {
        match (self.min, self.max) {
            (Some(min), Some(max)) if max < min => {
                Err(Invalid::expected("a max that is not under min"))
            }
            _ => Ok(()),
        }
    }
}

/// The least gross pay that a candidate accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayFloor {
    /// Currency of the amount.
    pub currency: Currency,
    /// The time it is for.
    pub unit: PayUnit,
    /// Whole units of the currency, 1 to 1,000,000,000.
    pub amount: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_and_written_to_the_hundredth() {
        for (sent, written) in
            [("90000", "90000"), ("90000.0", "90000"), ("0.01", "0.01"), ("433.57", "433.57")]
        {
            let amount: Amount = serde_json::from_str(sent).unwrap();
            assert_eq!(serde_json::to_string(&amount).unwrap(), written);
            assert_eq!(amount.to_string(), written);
        }
        for wrong in ["0", "-1", "1.005", "1000000000.01", "\"5\""] {
            assert!(serde_json::from_str::<Amount>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_statement_names_an_amount_or_has_words() {
        let silent = OfferedPay::default();
        let words = |text: &str| Some(text.to_owned());
        assert!(silent.is_silent() && !silent.is_statement());
        let begun = OfferedPay { currency: Some(Currency::Rub), ..OfferedPay::default() };
        assert!(!begun.is_silent() && !begun.is_statement());
        for said in [
            OfferedPay::agreed_later(),
            OfferedPay { max: Some(Amount::whole(9)), ..OfferedPay::default() },
            OfferedPay { unit_text: words("м² кладки"), ..OfferedPay::default() },
            OfferedPay { bonus: words("премия"), ..begun },
        ] {
            assert!(said.is_statement() && !said.is_silent(), "{said:?}");
        }
        assert_eq!(serde_json::to_value(&silent).unwrap().get("by_agreement"), None);
    }
}
