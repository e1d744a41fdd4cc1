//! A text cut into words and numbers, as noise is recognised in it.

use unicode_normalization::UnicodeNormalization;

use super::categories;
use crate::domain::{
    folding::{fold, is_apostrophe},
    values::clean::clean,
};

/// A word or a number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// As written, in lower case.
    pub(super) raw: String,
    /// Folded; several words for `ж/м`.
    pub(super) key: String,
    /// Whether it stands in brackets.
    pub(super) bracketed: bool,
    /// Whether a full stop follows, as after a shortened word.
    pub(super) stopped: bool,
    /// In which part of the text it stands: a comma, semicolon or slash begins a new one.
    pub(super) part: usize,
    /// Whether a hyphen joins it to the token before.
    pub(super) joined: bool,
}

impl Token {
    /// Whether it is a number, a range or a pair such as `5-6`, `5/2`, `150.000`.
    pub(super) fn is_number(&self) -> bool {
        self.raw.bytes().all(|b| b.is_ascii_digit() || b"-/.,".contains(&b))
    }
}

/// Cuts a text into tokens. Signs between digits, and a slash between single letters, belong to the token.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = clean(text).nfkc().flat_map(char::to_lowercase).collect();
    let mut cutter = Cutter::default();
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        let inside = belongs(&chars, at);
        if inside && !(at > start && digit_ends(&chars, at)) {
            continue;
        }
        cutter.push(&chars[start..at], *c);
        start = if inside { at } else { at + 1 };
    }
    cutter.push(&chars[start.min(chars.len())..], ' ');
    with_categories(cutter.tokens)
}

/// Writes the categories of a licence in Latin letters where a word before them says what they are.
fn with_categories(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut announced = false;
    for token in &mut tokens {
        let category = categories::latin(&token.raw).filter(|_| announced);
        if let Some(category) = category {
            category.clone_into(&mut token.raw);
            category.clone_into(&mut token.key);
        }
        announced = categories::announces(&token.key) || announced && token.key.len() < 3;
    }
    tokens
}

/// The tokens so far, and where in the text the next one stands.
#[derive(Default)]
struct Cutter {
    tokens: Vec<Token>,
    depth: usize,
    part: usize,
    joined: bool,
}

impl Cutter {
    /// Takes a piece of the text and the sign behind it.
    fn push(&mut self, piece: &[char], sign: char) {
        let raw = piece.iter().collect::<String>().replace(['–', '—'], "-");
        let key = fold(&raw);
        if !key.is_empty() {
            let (bracketed, stopped, part) = (self.depth > 0, sign == '.', self.part);
            let joined = self.joined;
            self.tokens.push(Token { raw, key, bracketed, stopped, part, joined });
        } else if raw == "+" {
            self.part += 1;
        }
        self.joined = sign == '-' && !piece.is_empty();
        match sign {
            '(' | '[' => self.depth += 1,
            // `1) каменщик 2) маляр`.
            ')' if self.depth == 0 => self.part += 1,
            ')' | ']' => self.depth = self.depth.saturating_sub(1),
            ',' | ';' | '/' | '\n' | '•' | '|' => self.part += 1,
            _ => {}
        }
    }
}

/// Whether a character is part of a word or number.
fn belongs(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    let is = |at: Option<usize>, class: fn(char) -> bool| {
        at.and_then(|at| chars.get(at)).is_some_and(|c| class(*c))
    };
    let digits_beside =
        is(at.checked_sub(1), |c| c.is_ascii_digit()) && is(Some(at + 1), |c| c.is_ascii_digit());
    match c {
        '-' | '–' | '—' | '.' | ',' => digits_beside,
        '/' => {
            digits_beside
                || (is_single_letter(chars, at.checked_sub(1))
                    && is_single_letter(chars, Some(at + 1)))
        }
        _ => c.is_alphanumeric() || is_apostrophe(c) || matches!(c, '+' | '#'),
    }
}

fn is_single_letter(chars: &[char], at: Option<usize>) -> bool {
    let Some(at) = at else { return false };
    let is_word =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    let alone = !(is_word(at.checked_sub(1)) || is_word(Some(at + 1)));
    alone && chars.get(at).is_some_and(|c| c.is_alphabetic())
}

/// Whether a number ends before this letter, as in `4р`.
fn digit_ends(chars: &[char], at: usize) -> bool {
    chars[at - 1].is_ascii_digit() && chars[at].is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_into_words_and_numbers() {
        for (text, expected) in [
            ("электрогазосварщик 5–6 разряда", &["электрогазосварщик", "5-6", "разряда"][..]),
            ("слесарь-сантехник 4-разряд", &["слесарь", "сантехник", "4", "разряд"]),
            ("повар ж/м, 5/2", &["повар", "ж/м", "5/2"]),
            ("сварщик 4р. (вахта)", &["сварщик", "4", "р", "вахта"]),
            ("g'isht teruvchi", &["g'isht", "teruvchi"]),
            ("упаковщик/упаковщица", &["упаковщик", "упаковщица"]),
            ("", &[]),
        ] {
            assert_eq!(
                tokens(text).iter().map(|token| token.raw.as_str()).collect::<Vec<_>>(),
                expected
            );
        }
    }

    #[test]
    fn parts_and_stops_are_remembered() {
        let marks: Vec<_> = tokens("наб. повар, пекарь/кондитер")
            .into_iter()
            .map(|token| (token.stopped, token.part))
            .collect();
        assert_eq!(marks, [(true, 0), (false, 0), (false, 1), (false, 2)]);
    }

    #[test]
    fn brackets_are_remembered() {
        let marks: Vec<_> = tokens("a (b [c] d) e").iter().map(|token| token.bracketed).collect();
        assert_eq!(marks, [false, true, true, true, false]);
    }
}
