//! What a text is searched for.

use std::sync::LazyLock;

use super::{Resolver, content_words::is_stop_word, search::Searched};
use crate::{
    domain::folding::words,
    taxonomy::{Concept, Taxonomy},
};

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Taxonomy::embedded()));

#[test]
fn a_trade_is_found_in_any_script_form_and_layout() {
    for text in [
        "каменщик",
        "КАМЕНЩИКИ",
        "каменщиков",
        "kamenshik",
        "rfvtyobr",
        "gʻisht teruvchi",
        "ғишт терувчилар",
        "g'isht",
        "bricklayer",
        "Bricklayers",
        "камен",
    ] {
        let found = RESOLVER.search(text);
        assert!(found.occupations.iter().any(|id| id == "bricklayer"), "{text}: {found:?}");
    }
}

#[test]
fn all_words_stand_in_one_name() {
    let found = RESOLVER.search("водитель автобуса");
    assert!(found.occupations.iter().any(|id| id == "bus_driver"), "{found:?}");
    assert!(found.occupations.iter().all(|id| id != "truck_driver"), "{found:?}");
    assert_eq!(RESOLVER.search("каменщик автобуса").occupations, [""; 0]);
}

#[test]
fn what_names_nothing_is_searched_by_its_words() {
    let found = RESOLVER.search("Звёздных капитанов");
    assert_eq!(
        found,
        Searched { words: vec!["zvezdn".into(), "kapitan".into()], ..Searched::default() }
    );
    assert_eq!(RESOLVER.search("и").words, ["i"], "joints count only where nothing else is there");
    assert_eq!(RESOLVER.search("капитан и").words, ["kapitan"]);
    assert_eq!(RESOLVER.search(" - "), Searched::default());
}

/// Word by word over all names, as an oracle for the index.
#[test]
fn a_skill_is_found_by_each_word_of_each_of_its_names() {
    for skill in Taxonomy::embedded().skills().iter().take(60) {
        for (_, _, label) in skill.labels().all() {
            for word in words(&label.text.to_lowercase()).filter(|word| !is_stop_word(word)) {
                let found = RESOLVER.search(word);
                assert!(
                    found.skills.iter().any(|id| id == skill.id()),
                    "{word} of {}: {found:?}",
                    skill.id()
                );
            }
        }
    }
}
