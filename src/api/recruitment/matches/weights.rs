//! Weights on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    api::http::decode::Exemplary,
    app::recruitment::matches::{Profile, Weights},
    domain::FieldError,
};

/// How much each part of the score counts; not all 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct WeightsBody {
    /// Skills.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, example = 65)]
    pub skills: u16,
    /// Occupation.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, example = 15)]
    pub occupation: u16,
    /// Region.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, example = 5)]
    pub region: u16,
    /// Language.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, example = 5)]
    pub language: u16,
    /// Experience.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, example = 10)]
    pub experience: u16,
    /// Pay. 0 in every profile but `close_to_wishes`: it is a rule, and workers should not bid against each other.
    #[validate(range(min = 0, max = 100))]
    #[schema(minimum = 0, maximum = 100, example = 0)]
    pub pay: u16,
}

impl Exemplary for WeightsBody {
    fn example() -> Value {
        json!({"skills": 65, "occupation": 15, "region": 5, "language": 5, "experience": 10, "pay": 0})
    }
}

impl WeightsBody {
    /// The weights, checked.
    pub(in crate::api) fn accept(&self, pointer: &str) -> Result<Weights, FieldError> {
        let Self { skills, occupation, region, language, experience, pay } = *self;
        Weights::new([skills, occupation, region, language, experience, pay])
            .map_err(|error| FieldError::new(pointer, "value", error))
    }
}

impl From<Weights> for WeightsBody {
    fn from(weights: Weights) -> Self {
        let [skills, occupation, region, language, experience, pay] = weights.to_array();
        Self { skills, occupation, region, language, experience, pay }
    }
}

/// The weights of a profile or of numbers; the default where neither is given.
pub(in crate::api) fn weights(
    profile: Option<&str>,
    numbers: Option<&WeightsBody>,
) -> Result<Weights, FieldError> {
    match (profile, numbers) {
        (Some(_), Some(_)) => {
            Err(FieldError::new("/weights", "contradiction", "give profile or weights, not both"))
        }
        (None, Some(numbers)) => numbers.accept("/weights"),
        (Some(name), None) => {
            let profile: Profile =
                name.parse().map_err(|error| FieldError::new("/profile", "value", error))?;
            Ok(Weights::of(profile))
        }
        (None, None) => Ok(Weights::default()),
    }
}
