//! Typing, on the built-in names.

use std::sync::LazyLock;

use super::*;

static SUGGESTER: LazyLock<Suggester> = LazyLock::new(|| Suggester::new(Taxonomy::embedded()));

fn first(text: &str) -> &'static str {
    SUGGESTER.suggest(text, None, 5).first().map_or("", |suggestion| suggestion.id.as_str())
}

#[test]
fn a_name_is_suggested_from_its_beginning_in_any_script() {
    for (text, id) in [
        ("каменщ", "bricklayer"),
        ("g'isht ter", "bricklayer"),
        ("ғишт теру", "bricklayer"),
        ("gisht teruv", "bricklayer"),
        ("кирпеч салу", "con.lay_bricks"),
        ("Каза", "92701000"),
        ("bo'y", "painter"),
    ] {
        let found = SUGGESTER.suggest(text, None, 10);
        assert!(found.iter().any(|suggestion| suggestion.id == id), "{text}: {found:#?}");
    }
}

#[test]
fn one_slip_is_forgiven() {
    for (text, id) in
        [("камнщ", "bricklayer"), ("экскавтор", "excavator_operator"), ("shtukatyr", "plasterer")]
    {
        let found = SUGGESTER.suggest(text, Some(ConceptKind::Occupation), 5);
        assert!(found.iter().any(|suggestion| suggestion.id == id), "{text}: {found:#?}");
    }
}

#[test]
fn a_whole_name_comes_first_and_a_concept_once() {
    assert_eq!(first("повар"), "cook");
    let ids: Vec<_> =
        SUGGESTER.suggest("свар", None, 50).iter().map(|found| (found.kind, &found.id)).collect();
    let distinct: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
}

#[test]
fn the_sort_of_a_place_and_the_wrong_keys_are_seen_through() {
    for (text, id) in
        [("г. Казань", "92701000"), ("г Набережные", "92730000"), ("Rfpfym", "92701000")]
    {
        let found = SUGGESTER.suggest(text, Some(ConceptKind::Municipality), 5);
        assert_eq!(found.first().map(|found| found.id.as_str()), Some(id), "{text}");
    }
    assert_eq!(first("rfvtyo"), "bricklayer");
    assert_eq!(first("Shaxrixon"), "1703230");
}

#[test]
fn a_kind_and_a_limit_are_kept_to() {
    let found = SUGGESTER.suggest("s", Some(ConceptKind::Skill), 7);
    assert!(
        found.len() == 7 && found.iter().all(|suggestion| suggestion.kind == ConceptKind::Skill)
    );
    assert!(
        SUGGESTER.suggest("s", None, 0).is_empty() && SUGGESTER.suggest("", None, 5).is_empty()
    );
}

#[test]
fn every_apostrophe_script_and_order_of_words_finds_the_same() {
    let ids = |text: &str| -> Vec<&str> {
        SUGGESTER.suggest(text, None, 5).into_iter().map(|found| found.id.as_str()).collect()
    };
    let typed = ids("gʻisht teruv");
    assert_eq!(typed.first(), Some(&"bricklayer"));
    for text in
        ["g\u{2bc}isht teruv", "g‘isht teruv", "g’isht teruv", "g'isht teruv", "g`isht teruv"]
    {
        assert_eq!(ids(text), typed, "{text}");
    }
    for text in ["ғишт терув", "гишт терув", "GISHT TERUV", "  gisht   teruv ", "teruv gisht"]
    {
        assert!(ids(text).contains(&"bricklayer"), "{text}");
    }
}

#[test]
fn a_slip_in_the_first_letter_or_in_one_of_several_words_is_forgiven() {
    for (text, id) in [
        ("баменщик", "bricklayer"),
        ("аменщик", "bricklayer"),
        ("акменщик", "bricklayer"),
        ("машинист акскаватора", "excavator_operator"),
        ("mashinist ekskovator", "excavator_operator"),
    ] {
        let found = SUGGESTER.suggest(text, Some(ConceptKind::Occupation), 5);
        assert!(found.iter().any(|suggestion| suggestion.id == id), "{text}: {found:#?}");
    }
}

#[test]
fn signs_alone_find_nothing_and_a_letter_many() {
    for text in ["'", "ʻ", "%", " - ", "ъ"] {
        assert!(SUGGESTER.suggest(text, None, 5).is_empty(), "{text}");
    }
    for text in ["к", "q", "ў", "щ"] {
        assert_eq!(SUGGESTER.suggest(text, None, 5).len(), 5, "{text}");
    }
}
