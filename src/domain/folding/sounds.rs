//! Spellings that compete for one sound become one.

/// Rewrites a Latin word until no rule changes it, which makes folding idempotent.
pub(super) fn unify(mut word: String) -> String {
    loop {
        let next = pass(&word);
        if next == word {
            return word;
        }
        word = next;
    }
}

fn pass(word: &str) -> String {
    let mut unified = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (sound, length) = sound(first, rest);
        unified.push_str(sound.unwrap_or(&rest[..length]));
        rest = &rest[length..];
    }
    unified
}

/// The sound at the start of `rest` and how many bytes spell it; `None` keeps them.
fn sound(first: char, rest: &str) -> (Option<&'static str>, usize) {
    match first {
        'y' => y(rest),
        's' if rest.starts_with("shch") => (Some("sh"), 4),
        's' if rest.starts_with("sch") => (Some("sh"), 3),
        't' if rest.starts_with("ts") && vowel_at(rest, 2) => (Some("s"), 2),
        'k' if rest.starts_with("kh") => (Some("h"), 2),
        'z' if rest.starts_with("zh") => (Some("j"), 2),
        'd' if rest.starts_with("dj") => (Some("j"), 2),
        'x' => (Some("h"), 1),
        'q' => (Some("k"), 1),
        _ => (None, first.len_utf8()),
    }
}

/// `ye`, `yo`, and `yy` before them, are `e`.
fn y(rest: &str) -> (Option<&'static str>, usize) {
    let count = rest.bytes().take_while(|b| *b == b'y').count();
    match rest.as_bytes().get(count) {
        Some(b'e' | b'o') => (Some("e"), count + 1),
        _ => (None, 1),
    }
}

fn vowel_at(word: &str, index: usize) -> bool {
    word.as_bytes().get(index).is_some_and(|b| b"aeiouy".contains(b))
}
