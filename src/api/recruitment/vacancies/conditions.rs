//! Housing, meals, travel and insurance on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::wire::same::same_members,
    domain::recruitment::conditions::{
        Conditions, Housing, HousingKind, Insurance, Meals, MealsKind, Provided, Travel,
        TravelOffer,
    },
};

/// Where the worker lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct HousingBody {
    /// What kind.
    pub kind: HousingKind,
    /// What the worker pays a month, in whole units of the pay's currency; 0 is free. Left out, it is unknown.
    #[validate(range(min = 0, max = 1_000_000_000))]
    #[schema(value_type = u32, minimum = 0, maximum = 1_000_000_000, example = 0)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_cost: Option<u32>,
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
    /// Meals a day. Left out, it is unknown.
    #[validate(range(min = 0, max = 4))]
    #[schema(value_type = u8, minimum = 0, maximum = 4, example = 1)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_day: Option<u8>,
}

/// The way to Tatarstan and home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct TravelBody {
    /// Who pays the way there; `unknown` if it is left out.
    #[serde(default = "TravelOffer::unsaid")]
    pub outbound: TravelOffer,
    /// Who pays the way home when the contract ends; `unknown` if it is left out.
    #[serde(default = "TravelOffer::unsaid")]
    pub homeward: TravelOffer,
    /// Whether a bus or the like brings people from housing to work. Left out, it is unknown.
    #[schema(value_type = bool)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_transport: Option<bool>,
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

/// What the employer provides for the work, as far as it says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct ProvidedBody {
    /// Whether the employer gives work clothes and protective equipment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_clothes: Option<bool>,
    /// Whether the employer pays or arranges the medical examination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medical_examination: Option<bool>,
    /// Whether the employer helps with papers: registration, patent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<bool>,
}

/// The conditions together, on the wire.
pub(in crate::api) struct ConditionsBody {
    /// Housing.
    pub housing: Option<HousingBody>,
    /// Meals.
    pub meals: Option<MealsBody>,
    /// Travel.
    pub travel: Option<TravelBody>,
    /// Insurance.
    pub insurance: Option<InsuranceBody>,
    /// What else is provided.
    pub provided: Option<ProvidedBody>,
}

same_members!(HousingBody, Housing { kind, monthly_cost, people_per_room });
same_members!(MealsBody, Meals { kind, per_day });
same_members!(TravelBody, Travel { outbound, homeward, daily_transport });
same_members!(InsuranceBody, Insurance { medical, accident });
same_members!(ProvidedBody, Provided { work_clothes, medical_examination, papers });

impl From<ConditionsBody> for Conditions {
    fn from(body: ConditionsBody) -> Self {
        let ConditionsBody { housing, meals, travel, insurance, provided } = body;
        Self {
            housing: housing.map(Into::into),
            meals: meals.map(Into::into),
            travel: travel.map(Into::into),
            insurance: insurance.map(Into::into),
            provided: provided.unwrap_or_default().into(),
        }
    }
}

impl From<&Conditions> for ConditionsBody {
    fn from(conditions: &Conditions) -> Self {
        let Conditions { housing, meals, travel, insurance, provided } = conditions;
        Self {
            housing: housing.as_ref().map(Into::into),
            meals: meals.as_ref().map(Into::into),
            travel: travel.as_ref().map(Into::into),
            insurance: insurance.as_ref().map(Into::into),
            provided: (*provided != Provided::default()).then(|| provided.into()),
        }
    }
}
