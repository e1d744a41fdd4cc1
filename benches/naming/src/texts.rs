//! What people type: beginnings of names with and without a slip, and whole names as advertisements write them.

use koprik::taxonomy::{Concept, Table, Taxonomy};

/// Every so many names one is asked for.
const EVERY: usize = 29;

/// All names of trades and skills.
pub fn names(taxonomy: &Taxonomy) -> Vec<String> {
    let mut names = of(taxonomy.trades());
    names.extend(of(taxonomy.skills()));
    names
}

fn of<T: Concept>(table: &Table<T>) -> Vec<String> {
    let names = |concept: &T| {
        concept.labels().all().map(|(_, _, label)| label.text.clone()).collect::<Vec<_>>()
    };
    table.iter().flat_map(names).collect()
}

/// What stands in the box while names are typed, letter by letter, and with one letter left out.
pub fn typed(taxonomy: &Taxonomy) -> Vec<String> {
    let mut texts = Vec::new();
    for name in names(taxonomy).iter().step_by(EVERY * taxonomy_scale(taxonomy)) {
        let letters: Vec<char> = name.chars().collect();
        for length in (1..=letters.len()).step_by(2) {
            texts.push(letters[..length].iter().collect());
        }
        if letters.len() > 6 {
            texts.push(letters[..3].iter().chain(&letters[4..]).collect());
        }
    }
    texts
}

/// Names of trades as advertisements write them: bent, misspelt, with a grade and with words around.
pub fn asked(taxonomy: &Taxonomy) -> Vec<String> {
    let mut texts = Vec::new();
    for name in of(taxonomy.trades()).iter().step_by(EVERY / 3 * taxonomy_scale(taxonomy)) {
        let letters: Vec<char> = name.chars().collect();
        let slip = letters[..letters.len() / 2].iter().chain(&letters[letters.len() / 2 + 1..]);
        texts.extend([
            format!("Требуется {name}, 4-5 разряда (вахта)"),
            format!("{name}lar kerak"),
            slip.collect(),
            format!("{name}ы на завод, з/п от 120 000 руб"),
        ]);
    }
    texts
}

/// So many times more names than the built-in taxonomy has.
fn taxonomy_scale(taxonomy: &Taxonomy) -> usize {
    (taxonomy.skills().len() / Taxonomy::embedded().skills().len()).max(1)
}
