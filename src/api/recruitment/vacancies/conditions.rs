//! Housing, meals, travel and insurance on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::domain::recruitment::conditions::{
    Conditions, Housing, HousingKind, Insurance, Meals, MealsKind, Travel, TravelPayer,
};

/// Where the worker lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct HousingBody {
    /// What kind.
    pub kind: HousingKind,
    /// What the worker pays a month, in whole units of the pay's currency; 0 is free.
    #[validate(range(min = 0, max = 1_000_000_000))]
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 0)]
    #[serde(default)]
    pub monthly_cost: u32,
    /// People in a room at most, if known.
    #[validate(range(min = 1, max = 20))]
    #[schema(minimum = 1, maximum = 20, example = 4)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people_per_room: Option<u8>,
}

/// How the worker eats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct MealsBody {
    /// Who pays.
    pub kind: MealsKind,
    /// Meals a day.
    #[validate(range(min = 0, max = 4))]
    #[schema(minimum = 0, maximum = 4, example = 1)]
    #[serde(default)]
    pub per_day: u8,
}

/// The way to Tatarstan and home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TravelBody {
    /// Who pays the way there.
    pub outbound: TravelPayer,
    /// Who pays the way home when the contract ends.
    pub homeward: TravelPayer,
    /// Whether a bus or the like brings people from housing to work.
    #[serde(default)]
    pub daily_transport: bool,
}

/// Insurance that the employer pays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct InsuranceBody {
    /// Voluntary medical insurance (ДМС).
    pub medical: bool,
    /// Accident insurance above the statutory one.
    pub accident: bool,
}

impl Default for HousingBody {
    fn default() -> Self {
        Self { kind: HousingKind::None, monthly_cost: 0, people_per_room: None }
    }
}

impl Default for MealsBody {
    fn default() -> Self {
        Self { kind: MealsKind::None, per_day: 0 }
    }
}

impl Default for TravelBody {
    fn default() -> Self {
        Self {
            outbound: TravelPayer::Worker,
            homeward: TravelPayer::Worker,
            daily_transport: false,
        }
    }
}

/// The four together, as the domain holds them.
pub(in crate::api) fn accept(
    housing: &HousingBody,
    meals: &MealsBody,
    travel: &TravelBody,
    insurance: &InsuranceBody,
) -> Conditions {
    Conditions {
        housing: Housing {
            kind: housing.kind,
            monthly_cost: housing.monthly_cost,
            people_per_room: housing.people_per_room,
        },
        meals: Meals { kind: meals.kind, per_day: meals.per_day },
        travel: Travel {
            outbound: travel.outbound,
            homeward: travel.homeward,
            daily_transport: travel.daily_transport,
        },
        insurance: Insurance { medical: insurance.medical, accident: insurance.accident },
    }
}

/// The four apart, as the wire shows them.
pub(in crate::api) fn show(
    conditions: &Conditions,
) -> (HousingBody, MealsBody, TravelBody, InsuranceBody) {
    let Conditions { housing, meals, travel, insurance } = conditions;
    (
        HousingBody {
            kind: housing.kind,
            monthly_cost: housing.monthly_cost,
            people_per_room: housing.people_per_room,
        },
        MealsBody { kind: meals.kind, per_day: meals.per_day },
        TravelBody {
            outbound: travel.outbound,
            homeward: travel.homeward,
            daily_transport: travel.daily_transport,
        },
        InsuranceBody { medical: insurance.medical, accident: insurance.accident },
    )
}
