//! The five languages that labels, reasons and texts come in.

use crate::domain::values::words::words;

words! {
    /// A language and script that Koprik answers in (BCP 47 tags).
    Lang {
        /// Russian.
        Ru = "ru",
        /// Uzbek in Latin script.
        UzLatn = "uz-Latn",
        /// Uzbek in Cyrillic script.
        UzCyrl = "uz-Cyrl",
        /// Tatar.
        Tt = "tt",
        /// English.
        En = "en",
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
