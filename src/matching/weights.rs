//! How much each part of the score counts.

use std::str::FromStr;

use crate::domain::Invalid;

/// The version of the scoring rules and formulas; any change of a score by the same weights changes it.
pub const SCORER_VERSION: &str = "scorer-5";
/// The version of the default weights and named profiles.
pub const WEIGHTS_VERSION: &str = "weights-3";

/// Weights of the six parts: each 0 to 100, not all 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weights {
    pub(super) skills: u16,
    pub(super) occupation: u16,
    pub(super) region: u16,
    pub(super) language: u16,
    pub(super) experience: u16,
    pub(super) pay: u16,
}

/// A named set of weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Profile {
    /// The default.
    #[default]
    Balanced,
    /// Whoever has the skills, wherever they want to live.
    SkillsFirst,
    /// Whoever wants just this place and this pay.
    CloseToWishes,
}

impl Weights {
    /// The largest weight of a part.
    pub const MOST: u16 = 100;

    /// Checks six weights, in the order skills, occupation, region, language, experience, pay.
    pub fn new(numbers: [u16; 6]) -> Result<Self, Invalid> {
        if numbers.iter().any(|weight| *weight > Self::MOST) || numbers.iter().sum::<u16>() == 0 {
            return Err(Invalid::expected("weights of 0 to 100 that are not all 0"));
        }
        Ok(Self::from_array(numbers))
    }

    /// The weights of a named profile.
    pub const fn of(profile: Profile) -> Self {
        Self::from_array(match profile {
            Profile::Balanced => [65, 15, 5, 5, 10, 0],
            Profile::SkillsFirst => [80, 5, 5, 5, 5, 0],
            Profile::CloseToWishes => [50, 15, 20, 5, 8, 2],
        })
    }

    /// The six weights, in the order skills, occupation, region, language, experience, pay.
    pub const fn to_array(self) -> [u16; 6] {
        [self.skills, self.occupation, self.region, self.language, self.experience, self.pay]
    }

    const fn from_array(numbers: [u16; 6]) -> Self {
        let [skills, occupation, region, language, experience, pay] = numbers;
        Self { skills, occupation, region, language, experience, pay }
    }

    pub(super) fn sum(self) -> u32 {
        self.to_array().iter().map(|weight| u32::from(*weight)).sum()
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self::of(Profile::default())
    }
}

impl Profile {
    /// Every profile, in order.
    pub const ALL: &'static [Self] = &[Self::Balanced, Self::SkillsFirst, Self::CloseToWishes];

    /// The text of the value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Balanced => "balanced",
            Self::SkillsFirst => "skills_first",
            Self::CloseToWishes => "close_to_wishes",
        }
    }
}

impl FromStr for Profile {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let found = Self::ALL.iter().find(|profile| profile.as_str() == text);
        found
            .copied()
            .ok_or_else(|| Invalid::expected("one of: balanced skills_first close_to_wishes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_checked() {
        assert_eq!(Weights::new([65, 15, 5, 5, 10, 0]), Ok(Weights::default()));
        assert!(Weights::new([0; 6]).is_err());
        assert!(Weights::new([101, 0, 0, 0, 0, 0]).is_err());
        assert!(Weights::new([0, 0, 0, 0, 0, 1]).is_ok());
    }

    #[test]
    fn every_profile_is_valid_and_read_by_its_name() {
        for profile in Profile::ALL {
            assert_eq!(profile.as_str().parse(), Ok(*profile));
            let weights = Weights::of(*profile);
            assert_eq!(Weights::new(weights.to_array()), Ok(weights));
            assert_eq!(weights.sum(), 100);
        }
        assert!("cheapest".parse::<Profile>().is_err());
    }
}
