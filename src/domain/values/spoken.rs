//! Languages that people speak, on the CEFR scale; the ТРКИ spelling of a level is understood.

use std::{collections::HashMap, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::domain::{
    Invalid,
    values::words::{checked_text, words},
};

checked_text! {
    /// A spoken language as an ISO 639 code. A language that has a code of two letters is kept under it, whichever of its
    /// codes was sent: `rus` is `ru`.
    SpokenLanguage, "an ISO 639 code of two or three small letters, such as ru or rus", "^[a-z]{2,3}$", 3, "ru", read |text| {
        let is_code = (2..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase());
        is_code.then(|| SHORT.get(text).copied().unwrap_or(text).into())
    }
}

/// The languages with a code of two letters, each with its codes of three: those of ISO 639-2 (the Library of Congress's
/// table ISO-639-2_utf-8, terminological then bibliographic), and of ISO 639-3 the one language that a code of two
/// letters means in practice, such as Northern Uzbek.
const CODES: &str = include_str!("iso639.csv");

/// The code of two letters by each code of three.
static SHORT: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let rows = CODES.lines().map(|row| row.split(','));
    rows.flat_map(|mut row| {
        let short = row.next().unwrap_or_default();
        row.map(move |long| (long, short))
    })
    .collect()
});

impl SpokenLanguage {
    /// Whether its code is one of ISO 639: of those of two letters all are known, of those of three no list is kept.
    pub fn is_known(&self) -> bool {
        let code = self.as_str();
        code.len() > 2 || CODES.lines().any(|row| row.split(',').next() == Some(code))
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
        /// The speaker's own language, above every level of a test. Nobody may ask for it.
        Native = "native",
    }
}

impl Cefr {
    /// Reads a level in CEFR or in ТРКИ spelling (ТЭУ, ТБУ, ТРКИ-1 to ТРКИ-4, or TORFL-1 and so on).
    pub fn read(text: &str) -> Result<Self, Invalid> {
        let folded = text.trim().to_uppercase().replace([' ', '_'], "-");
        if folded == "NATIVE" {
            return Ok(Self::Native);
        }
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
            _ => Err(Invalid::expected(
                "a CEFR level A1 to C2, native, or ТЭУ, ТБУ, ТРКИ-1 to ТРКИ-4",
            )),
        }
    }

    /// The level as it may be asked for: a native speaker's is none.
    pub fn asked(self) -> Result<Self, Invalid> {
        let wanted = "a CEFR level A1 to C2: to ask for native speakers is to ask for an origin";
        if self == Self::Native { Err(Invalid::expected(wanted)) } else { Ok(self) }
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
            Self::Native => "native",
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
    fn every_code_of_a_language_is_the_language() {
        for (sent, kept) in [
            ("rus", "ru"),
            ("uzb", "uz"),
            ("tat", "tt"),
            ("eng", "en"),
            ("ger", "de"),
            ("deu", "de"),
            ("ru", "ru"),
            ("kaa", "kaa"),
            ("tgk", "tg"),
            ("kir", "ky"),
            ("kaz", "kk"),
            ("bak", "ba"),
            ("zho", "zh"),
            ("chi", "zh"),
            ("uzn", "uz"),
        ] {
            assert_eq!(sent.parse::<SpokenLanguage>().unwrap().as_str(), kept);
        }
        for wrong in ["RU", "r", "ru-RU", "русский"] {
            assert!(wrong.parse::<SpokenLanguage>().is_err(), "{wrong}");
        }
    }

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
