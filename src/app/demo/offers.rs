//! What a vacancy of the demo offers: hours, pay, housing, meals, travel, insurance.

use super::rng::Rng;
use crate::domain::{
    recruitment::{
        conditions::{
            Conditions, Housing, HousingKind, Insurance, Meals, MealsKind, Travel, TravelOffer,
        },
        pay::monthly,
        vacancy::EmploymentType,
        work_time::{Schedule, WorkHours},
    },
    values::money::{OfferedPay, PayUnit},
};

pub(super) fn work_hours(rng: &mut Rng, kind: EmploymentType) -> WorkHours {
    use Schedule::{FiveTwo, Flexible, Shifts, SixOne, TwoTwo};
    let (hours_per_week, schedule) = match kind {
        EmploymentType::Rotation => (56, Schedule::Rotation),
        EmploymentType::PartTime => (24, Flexible),
        EmploymentType::Seasonal => (48, SixOne),
        EmploymentType::FullTime | EmploymentType::Temporary => rng.one_of(&[
            (50, (40, FiveTwo)),
            (20, (42, TwoTwo)),
            (20, (40, Shifts)),
            (10, (48, SixOne)),
        ]),
    };
    WorkHours {
        hours_per_week: Some(hours_per_week),
        schedule: Some(schedule),
        ..WorkHours::default()
    }
}

/// Pay around what the trade usually pays (in thousands a month), sometimes by the hour or the shift.
pub(super) fn salary(
    rng: &mut Rng,
    usual: u32,
    kind: EmploymentType,
    by_month: bool,
) -> OfferedPay {
    let drawn = rng.one_of(&[(96, PayUnit::Month), (2, PayUnit::Hour), (2, PayUnit::Shift)]);
    let unit = if by_month { PayUnit::Month } else { drawn };
    let share = match kind {
        EmploymentType::PartTime => 65,
        EmploymentType::Rotation => rng.between(105, 125),
        _ => rng.between(88, 115),
    };
    let month = (usual * share / 100).clamp(55, 150) * 1_000;
    let spread = rng.between(105, 120);
    let (min, step) = match unit {
        PayUnit::Hour => (month / 165, 10),
        PayUnit::Shift => (month / 20, 100),
        _ => (month, 1_000),
    };
    let rounded = |amount: u32| amount / step * step;
    let max = rounded(min * spread / 100);
    OfferedPay { unit: Some(unit), ..monthly(rounded(min), max) }
}

pub(super) fn conditions(rng: &mut Rng, kind: EmploymentType) -> Conditions {
    let travel_payers =
        [(25, TravelOffer::Worker), (45, TravelOffer::Reimbursed), (30, TravelOffer::Employer)];
    Conditions {
        housing: Some(housing(rng, kind)),
        meals: Some(meals(rng, kind)),
        travel: Some(Travel {
            outbound: rng.one_of(&travel_payers),
            homeward: rng.one_of(&travel_payers),
            daily_transport: Some(rng.chance(60)),
        }),
        insurance: Some(Insurance { medical: rng.chance(95), accident: rng.chance(40) }),
        ..Conditions::default()
    }
}

fn housing(rng: &mut Rng, kind: EmploymentType) -> Housing {
    use HousingKind::{Camp, Compensated, Dormitory, SharedFlat};
    let drawn = rng.one_of(&[
        (60, Dormitory),
        (20, SharedFlat),
        (10, Compensated),
        (10, HousingKind::None),
    ]);
    let kind = if kind == EmploymentType::Rotation { Camp } else { drawn };
    let cost = rng.one_of(&[(50, 0), (20, 3_000), (20, 5_000), (10, 8_000)]);
    match kind {
        HousingKind::None | Compensated => {
            Housing { kind, monthly_cost: Some(0), people_per_room: None }
        }
        Camp => Housing { kind, monthly_cost: Some(0), people_per_room: Some(rng.between(4, 8)) },
        Dormitory | SharedFlat => {
            Housing { kind, monthly_cost: Some(cost), people_per_room: Some(rng.between(2, 6)) }
        }
    }
}

fn meals(rng: &mut Rng, kind: EmploymentType) -> Meals {
    let drawn = rng.one_of(&[
        (15, MealsKind::None),
        (30, MealsKind::Canteen),
        (35, MealsKind::Subsidised),
        (20, MealsKind::Free),
    ]);
    match (kind, drawn) {
        (EmploymentType::Rotation, _) => Meals { kind: MealsKind::Free, per_day: Some(3) },
        (_, MealsKind::None) => Meals { kind: MealsKind::None, per_day: Some(0) },
        (_, kind) => Meals { kind, per_day: Some(rng.one_of(&[(70, 1), (30, 2)])) },
    }
}
