//! Languages that people speak, on the CEFR scale; the ТРКИ spelling of a level is understood.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::{
    Invalid,
    values::words::{checked_text, words},
};

checked_text! {
    /// A spoken language as an ISO 639 code of two or three letters, such as `ru`.
    SpokenLanguage, "an ISO 639 code of two or three small letters, such as ru", "^[a-z]{2,3}$", 3, "ru", |text| {
        (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase())
    }
}

words! {
    /// A level of the Common European Framework of Reference.
    Cefr {
        /// Breakthrough (ТЭУ).
        A1 = "A1",
        /// Waystage (ТБУ).
        A2 = "A2",
        /// Threshold (ТРКИ-1).
        B1 = "B1",
        /// Vantage (ТРКИ-2).
        B2 = "B2",
        /// Effective operational proficiency (ТРКИ-3).
        C1 = "C1",
        /// Mastery (ТРКИ-4).
        C2 = "C2",
    }
}

impl Cefr {
    /// Reads a level in CEFR or in ТРКИ spelling (ТЭУ, ТБУ, ТРКИ-1 to ТРКИ-4, or TORFL-1 and so on).
    pub fn read(text: &str) -> Result<Self, Invalid> {
        let folded = text.trim().to_uppercase().replace([' ', '_'], "-");
        if let Ok(level) = Self::from_str(&folded) {
            return Ok(level);
        }
        match folded.replace("TORFL", "ТРКИ").replace("TRKI", "ТРКИ").as_str() {
            "ТЭУ" | "ТРКИ-ТЭУ" => Ok(Self::A1),
            "ТБУ" | "ТРКИ-ТБУ" => Ok(Self::A2),
            "ТРКИ-1" | "ТРКИ-I" => Ok(Self::B1),
            "ТРКИ-2" | "ТРКИ-II" => Ok(Self::B2),
            "ТРКИ-3" | "ТРКИ-III" => Ok(Self::C1),
            "ТРКИ-4" | "ТРКИ-IV" => Ok(Self::C2),
            _ => Err(Invalid::expected("a CEFR level A1 to C2, or ТЭУ, ТБУ, ТРКИ-1 to ТРКИ-4")),
        }
    }

    /// The same level in the Russian state system of tests (ТРКИ).
    pub const fn trki(self) -> &'static str {
        match self {
            Self::A1 => "ТЭУ",
            Self::A2 => "ТБУ",
            Self::B1 => "ТРКИ-1",
            Self::B2 => "ТРКИ-2",
            Self::C1 => "ТРКИ-3",
            Self::C2 => "ТРКИ-4",
        }
    }
}

/// A language that a candidate speaks, and how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpokenSkill {
    /// Which language.
    pub language: SpokenLanguage,
    /// How well.
    pub level: Cefr,
}

#[cfg(test)]
mod tests {
    use crate::domain::values::spoken::*;

    #[test]
    fn both_spellings_of_a_level_are_read() {
        for level in Cefr::ALL {
            assert_eq!(Cefr::read(level.as_str()), Ok(*level));
            assert_eq!(Cefr::read(level.trki()), Ok(*level));
        }
        assert_eq!(Cefr::read(" трки 2 "), Ok(Cefr::B2));
        assert!(Cefr::read("ТРКИ-5").is_err());
    }
}
