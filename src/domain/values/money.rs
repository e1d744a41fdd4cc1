//! Pay: an amount, its currency, and the time it is for.

use serde::{Deserialize, Serialize};

use crate::domain::{Invalid, values::words::words};

words! {
    /// A currency (ISO 4217).
    Currency {
        /// Russian rouble.
        Rub = "RUB",
        /// Uzbek soʻm.
        Uzs = "UZS",
        /// US dollar.
        Usd = "USD",
        /// Euro.
        Eur = "EUR",
    }
}

words! {
    /// The time that a pay is for.
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
    }
}

/// The pay that a vacancy offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedPay {
    /// Currency of both amounts.
    pub currency: Currency,
    /// The time they are for.
    pub unit: PayUnit,
    /// The least that is promised, in whole units of the currency, 1 to 1,000,000,000. Matching reads this one.
    pub min: u32,
    /// The most that is promised, not under `min`.
    pub max: u32,
    /// Before taxes, if true.
    pub gross: bool,
}

impl OfferedPay {
    /// Checks that `max` is not under `min`.
    pub fn check(&self) -> Result<(), Invalid> {
        if self.max < self.min {
            Err(Invalid::expected("a max that is not under min"))
        } else {
            Ok(())
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
