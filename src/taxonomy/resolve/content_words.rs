//! The words of a text that carry meaning.

use crate::{domain::folding::fold, taxonomy::resolve::tokens::tokens};

/// Words that carry no meaning in a name, folded.
const STOP_WORDS: [&str; 44] = [
    "na", "v", "vo", "po", "s", "so", "dlya", "iz", "i", "ot", "do", "u", "k", "za", "pod", "pri",
    "o", "ob", "ili", "va", "bilan", "uchun", "hamda", "eki", "da", "ham", "belan", "ochen",
    "buencha", "yaki", "and", "or", "the", "a", "an", "of", "for", "in", "at", "on", "to", "with",
    "by", "g",
];

/// The words of a text as written, without those that mean nothing; all of them, if none means anything.
pub(super) fn meaningful(text: &str) -> Vec<String> {
    let words: Vec<_> = tokens(text).into_iter().map(|token| token.raw).collect();
    let kept: Vec<_> = words.iter().filter(|word| !is_stop_word(word)).cloned().collect();
    if kept.is_empty() { words } else { kept }
}

/// Whether a word carries no meaning in a name.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_meaning_are_left_out_unless_nothing_else_is_there() {
        assert_eq!(meaningful("сварщик на полуавтомате"), ["сварщик", "полуавтомате"]);
        assert_eq!(meaningful("на"), ["на"]);
        assert!(STOP_WORDS.iter().all(|word| fold(word) == *word));
    }
}
