//! Letter by letter: Cyrillic to Latin by the Uzbek rules, which Russian, Tatar and Bashkir letters join.

use unicode_normalization::UnicodeNormalization;

use super::scripts::is_cyrillic;

/// Whether a character is one of those used as an Uzbek apostrophe.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '´'
            | '\u{2bb}'
            | '\u{2bc}'
            | '\u{2be}'
            | '\u{2bf}'
            | '\u{2c8}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201b}'
            | '\u{2032}'
            | 'ʹ'
            | 'ʽ'
    )
}

/// Writes a lower-case word in Latin letters, without signs and apostrophes.
pub(super) fn to_latin(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    let mut before = None;
    for c in word.chars() {
        match cyrillic(c).or_else(|| cyrillic(unaccented(c))) {
            // бульон is bulyon in Uzbek Latin.
            Some("o") if before == Some('ь') => latin.push_str("yo"),
            Some(letters) => latin.push_str(letters),
            None if is_apostrophe(c) => {}
            None => push_plain(&mut latin, c),
        }
        before = Some(c);
    }
    latin
}

/// The Latin letters of a Cyrillic one; the signs have none.
const fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' => "e",
        'ё' => "yo",
        'ж' | 'җ' | 'ђ' | 'џ' => "j",
        'з' | 'ҙ' => "z",
        'и' | 'ы' | 'і' => "i",
        'й' | 'ј' => "y",
        'к' => "k",
        'қ' | 'ҡ' => "q",
        'л' | 'љ' => "l",
        'м' => "m",
        'н' | 'ң' | 'њ' => "n",
        'о' | 'ў' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ҫ' | 'ц' => "s",
        'т' => "t",
        'у' | 'ү' => "u",
        'ф' => "f",
        'х' | 'ҳ' | 'һ' => "h",
        'ч' | 'ћ' => "ch",
        'ш' | 'щ' => "sh",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Appends another letter without its accent: ş, ç and ı are letters of newer Latin alphabets.
fn push_plain(latin: &mut String, c: char) {
    match c {
        'ş' => latin.push_str("sh"),
        'ç' => latin.push_str("ch"),
        'ı' => latin.push('i'),
        'ə' => latin.push('a'),
        _ if c.is_ascii() => latin.push(c),
        _ if is_cyrillic(c) => {} // of languages that nobody writes here
        _ => latin.push(unaccented(c)),
    }
}

/// A letter without its accents.
fn unaccented(c: char) -> char {
    std::iter::once(c).nfd().next().unwrap_or(c)
}
