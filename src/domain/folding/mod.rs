//! One folding rule for search, matching of texts, duplicates and imports: all scripts become one plain Latin key.
//!
//! Two spellings of the same words have equal keys: `ғишт терувчи`, `gʻisht teruvchi`, `g'isht teruvchi` and `gisht
//! teruvchi` are all `gisht teruvchi`. A key holds only letters, digits, `+`, `#` and single spaces, so it is safe
//! inside a `LIKE` pattern, and folding a key again changes nothing. The rule, in order:
//!
//! 1. NFKC and lower case; accents that are no letters of their own, and invisible signs, fall away.
//! 2. A letter of the wrong alphabet that only looks right (`cварщик` with a Latin c) is repaired, word by word.
//! 3. Cyrillic becomes Latin by the Uzbek rules (қ q, ғ g, ҳ h, ў o, ш sh, ч ch), which Russian and Tatar letters
//!    join: щ sh, ы i, э e, ә a, ө o, ү u, җ j, ң n, һ h; Bashkir ҡ q, ҙ z, ҫ s; and those of Ukraine and Serbia. The signs ъ
//!    and ь, every apostrophe, and letters of other Cyrillic alphabets fall away.
//! 4. Spellings that compete for one sound become one: е, ё, э, ye and yo are `e` wherever they stand (Russian ё/е,
//!    the Uzbek rule for е at the start of a word), ц, ts and s before a vowel are `s`, х, kh and x are `h`, q is `k`
//!    (Uzbek typed on a Russian keyboard), zh and dj are `j`, shch and sch are `sh`.
//! 5. Everything else parts words.

mod invisible;
mod layout;
mod letters;
mod scripts;
mod sounds;

pub use invisible::is_invisible;
pub use layout::other_layout;
pub use letters::is_apostrophe;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Folds a text so that spellings of the same words are equal, whatever their script.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfkc().flat_map(char::to_lowercase).filter(|c| is_read(*c)).collect();
    let mut key = String::with_capacity(plain.len());
    for word in plain.split(parts_words) {
        let word = sounds::unify(letters::to_latin(&scripts::repair(word)));
        if !word.contains(char::is_alphanumeric) {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word);
    }
    key
}

/// Whether a character counts: accents and invisible signs do not.
fn is_read(c: char) -> bool {
    !(is_combining_mark(c) || is_invisible(c))
}

/// The words that [`fold`] keeps apart, as they are written.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(parts_words).filter(|word| word.contains(char::is_alphanumeric))
}

fn parts_words(c: char) -> bool {
    !(c.is_alphanumeric() || is_apostrophe(c) || matches!(c, '+' | '#'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::fold;

    #[test]
    fn spellings_of_the_same_words_have_equal_keys() {
        for group in [
            &[
                "ғишт терувчи",
                "gʻisht teruvchi",
                "g'isht teruvchi",
                "G‘ISHT  teruvchi",
                "gʼisht-teruvchi",
                "g`isht teruvchi",
            ][..],
            &["электромонтёр", "Электромонтер", "elektromontyor", "elektromonter"],
            &["ёғоч", "yogʻoch", "yog'och", "ёгоч"],
            &["ер қазувчи", "yer qazuvchi", "er qazuvchi", "ер казувчи"],
            &["тайёрлаш", "tayyorlash"],
            &["йўл", "yoʻl", "yo'l"],
            &["цемент", "sement", "tsement"],
            &["лицей", "litsey"],
            &["объект", "obʼyekt", "obyekt"],
            &["бульон", "bulyon"],
            &["ҳайдовчи", "haydovchi", "хайдовчи"],
            &["щебень", "shcheben", "scheben"],
            &["эретеп ябыштыручы", "эретеп  Ябыштыручы."],
            &["җылылык", "жылылык"],
            &["һәйкәл", "хәйкәл"],
            &["һаҡсы", "хаксы"],
            &["менеджер", "menejer", "менежер"],
            &["cварщик", "сварщик"],
            &["ﬁtter", "fitter"],
            &["ква́рц", "кварц"],
            &["кровель\u{ad}щик", "кровельщик", "кро\u{200b}вель\u{2060}щик\u{feff}"],
            &["g\u{2bf}isht", "g\u{2be}isht", "g\u{2c8}isht", "gʻisht"],
        ] {
            for text in group {
                assert_eq!(fold(text), fold(group[0]), "{text}");
            }
        }
    }

    #[test]
    fn different_words_keep_different_keys() {
        for (one, other) in
            [("сварщик", "сборщик"), ("C", "C+E"), ("2", "22"), ("terish", "tikish")]
        {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn a_part_of_a_text_is_found_in_its_key() {
        for (text, part) in [
            ("каменщик", "енщик"),
            ("Монтёр пути", "ТЕР ПУ"),
            ("tend plants", "plant"),
            ("ғиштчи", "isht"),
        ] {
            assert!(fold(text).contains(&fold(part)), "{part}");
        }
    }

    proptest! {
        #[test]
        fn folding_a_key_changes_nothing(text in "[ a-zА-яўқғҳәөүҗңһ'ʻё%_+#0-9]{0,24}") {
            let key = fold(&text);
            prop_assert_eq!(fold(&key), key);
        }

        #[test]
        fn a_key_holds_no_pattern_letters(text in "\\PC{0,24}") {
            let key = fold(&text);
            prop_assert!(!key.contains(['%', '_', '\'', '\\']) && !key.contains("  ") && key.trim() == key);
        }
    }
}
