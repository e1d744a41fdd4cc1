//! The five languages that labels, reasons and texts come in.

use crate::domain::values::words::words;

words! {
    /// A language and script that Koprik answers in (BCP 47 tags). The codes of ISO 639-3 (`rus`, `uzb`, `tat`, `eng`) are
    /// read as these; without a script, Uzbek is in Latin letters.
    Lang {
        /// Russian.
        Ru = "ru" | "rus",
        /// Uzbek in Latin script.
        UzLatn = "uz-Latn" | "uz" | "uzb" | "uzb-Latn",
        /// Uzbek in Cyrillic script.
        UzCyrl = "uz-Cyrl" | "uzb-Cyrl",
        /// Tatar.
        Tt = "tt" | "tat",
        /// English.
        En = "en" | "eng",
    }
}

impl Lang {
    /// Where to look when a text is missing in this language, nearest first.
    pub const fn fallbacks(self) -> [Self; 5] {
        match self {
            Self::Ru => [Self::Ru, Self::En, Self::Tt, Self::UzLatn, Self::UzCyrl],
            Self::UzLatn => [Self::UzLatn, Self::UzCyrl, Self::Ru, Self::En, Self::Tt],
            Self::UzCyrl => [Self::UzCyrl, Self::UzLatn, Self::Ru, Self::En, Self::Tt],
            Self::Tt => [Self::Tt, Self::Ru, Self::En, Self::UzLatn, Self::UzCyrl],
            Self::En => [Self::En, Self::Ru, Self::UzLatn, Self::UzCyrl, Self::Tt],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_of_a_language_is_folded_to_one() {
        for (code, expected) in [
            ("rus", Lang::Ru),
            ("uzb", Lang::UzLatn),
            ("uz", Lang::UzLatn),
            ("uzb-Cyrl", Lang::UzCyrl),
            ("tat", Lang::Tt),
            ("eng", Lang::En),
        ] {
            assert_eq!(code.parse(), Ok(expected));
            assert_eq!(serde_json::from_value::<Lang>(code.into()).unwrap(), expected);
            assert_eq!(serde_json::to_value(expected).unwrap(), expected.as_str());
        }
        assert!("rusn".parse::<Lang>().is_err());
    }
}
