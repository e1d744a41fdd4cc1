//! Texts typed with the keyboard set to the other alphabet: `rfvtyobr` is `каменщик`.

/// The keys of a keyboard, row by row, with Latin and with Russian letters.
const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN: &str = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/// What the same keys write in the other alphabet; `None` if the text holds letters of both, or none.
pub fn other_layout(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let russian = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let (from, to) = match (latin, russian) {
        (true, false) => (LATIN, RUSSIAN),
        (false, true) => (RUSSIAN, LATIN),
        _ => return None,
    };
    let key = |c: char| from.chars().position(|own| own == c).and_then(|at| to.chars().nth(at));
    Some(text.chars().map(|c| key(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_write_either_alphabet() {
        for (typed, meant) in
            [("rfvtyobr", "каменщик"), ("Cdfhobr", "сварщик"), ("цудвук", "welder")]
        {
            assert_eq!(other_layout(typed).as_deref(), Some(meant));
        }
        assert_eq!(other_layout("TIG сварщик"), None);
        assert_eq!(other_layout("7112"), None);
    }
}
