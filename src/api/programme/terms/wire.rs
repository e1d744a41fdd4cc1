//! The terms of work on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{http::decode::Exemplary, wire::same::same_members},
    domain::{
        concepts::occupation::IscoUnit,
        programme::terms::document::{
            Deduction, DeductionKind, DeductionPeriod, PassportHolder, Terms,
        },
        recruitment::{
            conditions::{HousingKind, MealsKind, TravelPayer},
            work_time::Schedule,
        },
        values::{money::Currency, place::Municipality},
    },
};

/// Something that is taken off the pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct DeductionBody {
    /// Why.
    pub kind: DeductionKind,
    /// How much, in hundredths of the currency.
    #[validate(range(min = 1, max = 100_000_000_000_i64))]
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 300_000)]
    pub amount_minor: i64,
    /// How often.
    pub period: DeductionPeriod,
}

/// The terms of work (`terms-1`). Amounts are in hundredths of the currency; nothing in them names a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a contract says yes or no to each")]
pub(in crate::api) struct TermsBody {
    /// The employer.
    pub employer_id: Uuid,
    /// Municipality of the work (ОКТМО).
    pub municipality: Municipality,
    /// Address of the work.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300, example = "Kazan, Baumana 1")]
    pub address: String,
    /// The occupation (ISCO-08 unit group).
    pub isco08: IscoUnit,
    /// What the worker does.
    #[validate(length(min = 1, max = 2_000))]
    #[schema(min_length = 1, max_length = 2_000, example = "lays brick walls")]
    pub duties: String,
    /// First day of work.
    #[schema(max_length = 10, example = "2027-03-01")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub start_day: NaiveDate,
    /// Last day of work, after the first.
    #[schema(max_length = 10, example = "2027-11-30")]
    #[serde(deserialize_with = "crate::api::wire::day::read")]
    pub end_day: NaiveDate,
    /// Months on trial.
    #[validate(range(min = 0, max = 3))]
    #[schema(minimum = 0, maximum = 3, example = 1)]
    pub trial_months: u8,
    /// Currency of all amounts.
    pub currency: Currency,
    /// What a month brings at least, before tax.
    #[validate(range(min = 1, max = 100_000_000_000_i64))]
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 9_000_000)]
    pub monthly_minimum: i64,
    /// Payments in a month.
    #[validate(range(min = 2, max = 31))]
    #[schema(minimum = 2, maximum = 31, example = 2)]
    pub pay_days: u8,
    /// Pay of an hour, where hours are paid.
    #[validate(range(min = 1, max = 100_000_000_000_i64))]
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 50_000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hourly_rate: Option<i64>,
    /// Pay of a piece, where pieces are paid.
    #[validate(range(min = 1, max = 100_000_000_000_i64))]
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 20_000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece_rate: Option<i64>,
    /// Bonus of a month that is promised.
    #[validate(range(min = 1, max = 100_000_000_000_i64))]
    #[schema(minimum = 1, maximum = 100_000_000_000_i64, example = 500_000)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_bonus: Option<i64>,
    /// All that is taken off the pay, besides what the law takes.
    #[validate(nested, length(max = 20))]
    #[schema(max_items = 20)]
    pub deductions: Vec<DeductionBody>,
    /// Hours of work in a week.
    #[validate(range(min = 1, max = 84))]
    #[schema(minimum = 1, maximum = 84, example = 40)]
    pub weekly_hours: u8,
    /// How they lie.
    pub schedule: Schedule,
    /// Pay of an hour of overtime, in hundredths of that of an hour.
    #[validate(range(min = 100, max = 1_000))]
    #[schema(minimum = 100, maximum = 1_000, example = 150)]
    pub overtime_percent: u16,
    /// Whether there is work at night.
    pub night_work: bool,
    /// Days of paid leave in a year.
    #[validate(range(min = 1, max = 366))]
    #[schema(minimum = 1, maximum = 366, example = 28)]
    pub leave_days: u16,
    /// Where the worker lives.
    pub housing: HousingKind,
    /// What housing costs the worker in a month; 0 is free.
    #[validate(range(min = 0, max = 100_000_000_000_i64))]
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 200_000)]
    pub housing_cost: i64,
    /// People in a room at most.
    #[validate(range(min = 1, max = 20))]
    #[schema(minimum = 1, maximum = 20, example = 4)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_per_room: Option<u8>,
    /// How the worker eats.
    pub meals: MealsKind,
    /// Meals a day.
    #[validate(range(min = 0, max = 4))]
    #[schema(minimum = 0, maximum = 4, example = 2)]
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
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "Ak Bars Med")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insurer: Option<String>,
    /// The policy, once there is one.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "0042")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// Whether the employer pays medical examinations.
    pub medical_care: bool,
    /// Whether the employer gives protective clothing.
    pub protective_clothing: bool,
    /// Days of notice before the employer ends the contract.
    #[validate(range(min = 0, max = 366))]
    #[schema(minimum = 0, maximum = 366, example = 14)]
    pub notice_days: u16,
    /// Who keeps the passport: nobody but the worker may.
    pub passport_holder: PassportHolder,
    /// Whom to complain to.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "+7 843 000 00 00")]
    pub complaint_contact: String,
}

impl TermsBody {
    /// Terms of a bricklayer, for the examples of whatever holds terms.
    pub(in crate::api) fn sample() -> Value {
        json!({
            "employer_id": "0198c0de-0000-7000-8000-000000000004", "municipality": "92701000",
            "address": "Kazan, Baumana 1", "isco08": "7112", "duties": "lays brick walls",
            "start_day": "2027-03-01", "end_day": "2027-11-30", "trial_months": 1, "currency": "RUB",
            "monthly_minimum": 9_000_000, "pay_days": 2,
            "deductions": [{"kind": "meals", "amount_minor": 300_000, "period": "month"}],
            "weekly_hours": 40, "schedule": "five_two", "overtime_percent": 150, "night_work": false,
            "leave_days": 28, "housing": "dormitory", "housing_cost": 200_000, "people_per_room": 4,
            "meals": "subsidised", "meals_per_day": 2, "outbound_travel": "reimbursed",
            "homeward_travel": "employer", "medical_insurance": true, "accident_insurance": false,
            "medical_care": true, "protective_clothing": true, "notice_days": 14,
            "passport_holder": "worker", "complaint_contact": "+7 843 000 00 00"
        })
    }
}

impl Exemplary for TermsBody {
    fn example() -> Value {
        Self::sample()
    }
}

same_members!(DeductionBody, Deduction { kind, amount_minor, period });

/// Makes terms of what was sent, and the other way.
macro_rules! terms_members {
    ($($member:ident),+) => {
        impl From<TermsBody> for Terms {
            fn from(TermsBody { deductions, $($member),+ }: TermsBody) -> Self {
                let deductions = deductions.into_iter().map(Into::into).collect();
                Self { deductions, $($member),+ }
            }
        }

        impl From<&Terms> for TermsBody {
            fn from(terms: &Terms) -> Self {
                let Terms { deductions, $($member),+ } = terms.clone();
                let deductions = deductions.iter().map(Into::into).collect();
                Self { deductions, $($member),+ }
            }
        }
    };
}
terms_members!(
    employer_id,
    municipality,
    address,
    isco08,
    duties,
    start_day,
    end_day,
    trial_months,
    currency,
    monthly_minimum,
    pay_days,
    hourly_rate,
    piece_rate,
    monthly_bonus,
    weekly_hours,
    schedule,
    overtime_percent,
    night_work,
    leave_days,
    housing,
    housing_cost,
    people_per_room,
    meals,
    meals_per_day,
    outbound_travel,
    homeward_travel,
    medical_insurance,
    accident_insurance,
    insurer,
    policy,
    medical_care,
    protective_clothing,
    notice_days,
    passport_holder,
    complaint_contact
);
