//! Words typed in two alphabets at once: letters that only look right are put back into the word's own alphabet.

use std::borrow::Cow;

/// Latin and Cyrillic letters of the same look, lower case.
const LOOK_ALIKES: [(char, char); 12] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Whether a character is a letter of the Cyrillic alphabets.
pub(super) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&c)
}

fn cyrillic_twin(latin: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|pair| pair.0 == latin).map(|pair| pair.1)
}

fn latin_twin(cyrillic: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|pair| pair.1 == cyrillic).map(|pair| pair.0)
}

/// Puts the strays of a mixed word into the alphabet of its majority, if each of them has a twin there.
///
/// Strays without a twin mean that the writer mixed alphabets knowingly; the word is then left alone.
pub(super) fn repair(word: &str) -> Cow<'_, str> {
    let cyrillic = word.chars().filter(|c| is_cyrillic(*c)).count();
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if cyrillic == 0 || latin == 0 {
        return Cow::Borrowed(word);
    }
    let repaired = if cyrillic >= latin {
        replace(word, |c| c.is_ascii_alphabetic(), cyrillic_twin)
    } else {
        replace(word, is_cyrillic, latin_twin)
    };
    repaired.map_or(Cow::Borrowed(word), Cow::Owned)
}

/// Replaces every stray by its twin; `None` if one has none.
fn replace(word: &str, stray: fn(char) -> bool, twin: fn(char) -> Option<char>) -> Option<String> {
    word.chars().map(|c| if stray(c) { twin(c) } else { Some(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn strays_join_the_alphabet_of_their_word() {
        assert_eq!(repair("cвapщик"), "сварщик");
        assert_eq!(repair("haydovсhi"), "haydovchi");
    }

    #[test]
    fn a_word_mixed_knowingly_is_left_alone() {
        assert_eq!(repair("gишt"), "gишt");
        assert_eq!(repair("welder"), "welder");
    }
}
