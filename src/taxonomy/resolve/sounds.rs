//! Slips that leave a word the same to the ear, which people make; any other may make another word.

use strsim::osa_distance;

/// The letters from which a word with one letter left out is still that word.
const OMISSION_FROM: usize = 7;

/// How a folded word sounds where it is not stressed, without doubled letters: `kandetir` and `konditer` sound alike.
pub(super) fn sound(word: &str) -> String {
    let mut heard = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let hissing = matches!(letter, 's' | 'c') && letters.next_if_eq(&'h').is_some();
        let sound = match letter {
            _ if hissing => 'j',
            'o' => 'a',
            'e' | 'y' => 'i',
            'b' => 'p',
            'd' => 't',
            'g' | 'c' => 'k',
            'z' => 's',
            'v' => 'f',
            other => other,
        };
        if sound == 'j' && heard.ends_with('s') {
            heard.pop();
        }
        if !heard.ends_with(sound) {
            heard.push(sound);
        }
    }
    heard
}

/// Whether a folded word is a misspelling of another that leaves no doubt: both sound alike, or the writer swapped two
/// letters or left one out inside. `kopirovshik` is not `koprovshik`: a letter more may make another word.
pub(super) fn sounds_like(written: &str, meant: &str) -> bool {
    let (heard, wanted) = (sound(written), sound(meant));
    if heard == wanted {
        return true;
    }
    let ends = |word: &str| (word.chars().next(), word.chars().last());
    let one_slip = osa_distance(&heard, &wanted) == 1 && ends(&heard) == ends(&wanted);
    let left_out = heard.len() + 1 == wanted.len() && heard.len() >= OMISSION_FROM;
    one_slip && (left_out || sorted(&heard) == sorted(&wanted))
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<_> = word.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::folding::fold;

    #[test]
    fn a_slip_of_the_ear_or_the_fingers_leaves_the_word() {
        for (written, meant) in [
            ("плотнег", "плотник"),
            ("грущик", "грузчик"),
            ("комбаинер", "комбайнер"),
            ("штукатурр", "штукатур"),
            ("акменщик", "акменщик"),
            ("свращик", "сварщик"),
            ("экскавторщик", "экскаваторщик"),
        ] {
            assert!(sounds_like(&fold(written), &fold(meant)), "{written}");
        }
    }

    #[test]
    fn another_letter_may_make_another_word() {
        for (written, other) in [
            ("копировщик", "копровщик"),
            ("поставщик", "доставщик"),
            ("язучы", "ягучы"),
            ("евроремонт", "авторемонт"),
            ("настройщик", "раскройщик"),
            ("товар", "повар"),
        ] {
            assert!(!sounds_like(&fold(written), &fold(other)), "{written}");
        }
    }
}
