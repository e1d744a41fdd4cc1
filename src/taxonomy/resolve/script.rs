//! In which script and language a text is written, as far as its letters tell.

use crate::{domain::values::language::Lang, taxonomy::words::words};

words! {
    /// The script of a text.
    Script {
        /// Latin letters only.
        Latin = "Latn",
        /// Cyrillic letters only.
        Cyrillic = "Cyrl",
        /// Letters of both.
        Mixed = "mixed",
        /// No letter of either.
        None = "none",
    }
}

impl Script {
    /// The language of a text in this script that a name in `lang` was found for: Uzbek has two scripts.
    pub(super) const fn spell(self, lang: Lang) -> Lang {
        match (self, lang) {
            (Self::Latin, Lang::UzCyrl) => Lang::UzLatn,
            (Self::Cyrillic, Lang::UzLatn) => Lang::UzCyrl,
            _ => lang,
        }
    }
}

/// The script of a text.
pub(super) fn script(text: &str) -> Script {
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let cyrillic = text.chars().any(|c| ('\u{400}'..='\u{52f}').contains(&c));
    match (latin, cyrillic) {
        (true, false) => Script::Latin,
        (false, true) => Script::Cyrillic,
        (true, true) => Script::Mixed,
        (false, false) => Script::None,
    }
}

/// The language, if a letter belongs to one alone.
pub(super) fn language_by_letters(text: &str) -> Option<Lang> {
    let text = text.to_lowercase();
    let has = |letters: &[char]| text.contains(letters);
    if has(&['ў', 'қ', 'ғ', 'ҳ']) {
        Some(Lang::UzCyrl)
    } else if has(&['ә', 'ө', 'ү', 'җ', 'ң', 'һ']) {
        Some(Lang::Tt)
    } else if has(&['щ']) {
        Some(Lang::Ru)
    } else if uzbek_apostrophe(&text) {
        Some(Lang::UzLatn)
    } else {
        None
    }
}

/// Whether an o or g bears one of the signs used as the Uzbek apostrophe, inside or at the end of a word.
fn uzbek_apostrophe(text: &str) -> bool {
    let signs = ["\u{2bb}", "\u{2bc}", "\u{2018}", "\u{2019}", "'", "`"];
    ["o", "g"]
        .iter()
        .any(|letter| signs.iter().any(|sign| text.contains(&format!("{letter}{sign}"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language() {
        for (text, lang, of_script) in [
            ("ғишт терувчи", Some(Lang::UzCyrl), Script::Cyrillic),
            ("g'isht teruvchi", Some(Lang::UzLatn), Script::Latin),
            ("пешекчеләр", Some(Lang::Tt), Script::Cyrillic),
            ("Сварщик", Some(Lang::Ru), Script::Cyrillic),
            ("повар", None, Script::Cyrillic),
            ("welder", None, Script::Latin),
            ("Ishчи", None, Script::Mixed),
            ("7112", None, Script::None),
        ] {
            assert_eq!((language_by_letters(text), script(text)), (lang, of_script), "{text}");
        }
    }
}
