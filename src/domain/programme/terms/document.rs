//! The terms themselves: one closed structure, in which no person is named.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    concepts::occupation::IscoUnit,
    recruitment::{
        conditions::{HousingKind, MealsKind, TravelPayer},
        work_time::Schedule,
    },
    values::{money::Currency, place::Municipality, words::words},
};

words! {
    /// Why something is taken off the pay.
    DeductionKind {
        /// Housing.
        Housing = "housing",
        /// Meals.
        Meals = "meals",
        /// Travel that was paid in advance.
        Travel = "travel",
        /// Clothing and tools.
        Clothing = "clothing",
        /// Documents and examinations.
        Documents = "documents",
        /// An advance on the pay.
        Advance = "advance",
    }
}

words! {
    /// How often something is taken off the pay.
    DeductionPeriod {
        /// Each month.
        Month = "month",
        /// Once.
        Once = "once",
    }
}

words! {
    /// Who keeps the worker's passport: nobody else may.
    PassportHolder {
        /// The worker.
        Worker = "worker",
    }
}

/// Something that is taken off the pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// Why.
    pub kind: DeductionKind,
    /// How much, in hundredths of the currency.
    pub amount_minor: i64,
    /// How often.
    pub period: DeductionPeriod,
}

/// The terms. Amounts are in hundredths of the currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a contract says yes or no to each")]
pub struct Terms {
    /// The employer.
    pub employer_id: Uuid,
    /// The municipality of the work.
    pub municipality: Municipality,
    /// The address of the work.
    pub address: String,
    /// The occupation, as an ISCO-08 unit group.
    pub isco08: IscoUnit,
    /// What the worker does.
    pub duties: String,
    /// The first day.
    pub start_day: NaiveDate,
    /// The last day.
    pub end_day: NaiveDate,
    /// Months on trial.
    pub trial_months: u8,
    /// The currency of all amounts.
    pub currency: Currency,
    /// What a month brings at least, before tax.
    pub monthly_minimum: i64,
    /// Days of pay in a month.
    pub pay_days: u8,
    /// The pay of an hour, where hours are paid.
    pub hourly_rate: Option<i64>,
    /// The pay of a piece, where pieces are paid.
    pub piece_rate: Option<i64>,
    /// A bonus each month that is promised.
    pub monthly_bonus: Option<i64>,
    /// All that is taken off the pay, besides what the law takes.
    pub deductions: Vec<Deduction>,
    /// Hours of work in a week.
    pub weekly_hours: u8,
    /// How they lie.
    pub schedule: Schedule,
    /// The pay of an hour of overtime, in hundredths of that of an hour.
    pub overtime_percent: u16,
    /// Whether there is work at night.
    pub night_work: bool,
    /// Days of paid leave in a year.
    pub leave_days: u16,
    /// Where the worker lives.
    pub housing: HousingKind,
    /// What housing costs the worker in a month.
    pub housing_cost: i64,
    /// People in a room at most.
    pub people_per_room: Option<u8>,
    /// How the worker eats.
    pub meals: MealsKind,
    /// Meals a day.
    pub meals_per_day: u8,
    /// Who pays the way there.
    pub outbound_travel: TravelPayer,
    /// Who pays the way home.
    pub homeward_travel: TravelPayer,
    /// Whether the employer pays medical insurance.
    pub medical_insurance: bool,
    /// Whether the employer pays accident insurance above the statutory one.
    pub accident_insurance: bool,
    /// The insurer, once it is known.
    pub insurer: Option<String>,
    /// The policy, once there is one.
    pub policy: Option<String>,
    /// Whether the employer pays medical examinations.
    pub medical_care: bool,
    /// Whether the employer gives protective clothing.
    pub protective_clothing: bool,
    /// Days of notice before the employer ends the contract.
    pub notice_days: u16,
    /// Who keeps the passport.
    pub passport_holder: PassportHolder,
    /// Whom to complain to.
    pub complaint_contact: String,
}

impl Terms {
    /// What contradicts itself.
    pub fn contradictions(&self) -> Vec<FieldError> {
        let reversed = (self.end_day <= self.start_day)
            .then(|| FieldError::new("/end_day", "period_reversed", "must lie after start_day"));
        let homeless = (self.housing == HousingKind::None && self.housing_cost > 0).then(|| {
            let why = "must be 0 where the employer gives no housing";
            FieldError::new("/housing_cost", "contradiction", why)
        });
        reversed.into_iter().chain(homeless).collect()
    }

    /// The terms that were sent at a place of a body, if they do not contradict themselves.
    pub fn coherent(self, pointer: &str) -> Result<Self, Vec<FieldError>> {
        let within = |error: FieldError| FieldError {
            pointer: format!("{pointer}{}", error.pointer),
            ..error
        };
        let wrong: Vec<FieldError> = self.contradictions().into_iter().map(within).collect();
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

#[cfg(test)]
pub(in crate::domain::programme::terms) mod tests {
    use super::*;

    /// The terms of a bricklayer in Kazan.
    pub(in crate::domain::programme::terms) fn bricklayer() -> Terms {
        let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
        Terms {
            employer_id: Uuid::from_u128(7),
            municipality: "92701000".parse().unwrap(),
            address: "Kazan, Baumana 1".to_owned(),
            isco08: "7112".parse().unwrap(),
            duties: "lays brick walls".to_owned(),
            start_day: day(3, 1),
            end_day: day(11, 30),
            trial_months: 1,
            currency: Currency::Rub,
            monthly_minimum: 9_000_000,
            pay_days: 2,
            hourly_rate: Some(50_000),
            piece_rate: Some(20_000),
            monthly_bonus: Some(500_000),
            deductions: vec![Deduction {
                kind: DeductionKind::Meals,
                amount_minor: 300_000,
                period: DeductionPeriod::Month,
            }],
            weekly_hours: 40,
            schedule: Schedule::FiveTwo,
            overtime_percent: 150,
            night_work: false,
            leave_days: 28,
            housing: HousingKind::Dormitory,
            housing_cost: 200_000,
            people_per_room: Some(4),
            meals: MealsKind::Subsidised,
            meals_per_day: 2,
            outbound_travel: TravelPayer::Reimbursed,
            homeward_travel: TravelPayer::Employer,
            medical_insurance: true,
            accident_insurance: true,
            insurer: Some("Ak Bars Med".to_owned()),
            policy: None,
            medical_care: true,
            protective_clothing: true,
            notice_days: 14,
            passport_holder: PassportHolder::Worker,
            complaint_contact: "+7 843 000 00 00".to_owned(),
        }
    }

    #[test]
    fn what_contradicts_itself_is_told() {
        let terms = bricklayer();
        assert_eq!(terms.contradictions(), []);
        let reversed = Terms { end_day: terms.start_day, ..terms.clone() };
        assert_eq!(reversed.contradictions()[0].code, "period_reversed");
        let homeless = Terms { housing: HousingKind::None, ..terms };
        assert_eq!(homeless.contradictions()[0].code, "contradiction");
    }

    #[test]
    fn an_unknown_term_is_refused() {
        let mut document = serde_json::to_value(bricklayer()).unwrap();
        document["fee"] = serde_json::json!(1);
        assert!(serde_json::from_value::<Terms>(document).is_err());
    }
}
