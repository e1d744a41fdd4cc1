//! The promises of the resolver, on the built-in names.

use std::sync::LazyLock;

use super::*;
use crate::taxonomy::import::{Options, import};
use crate::{
    domain::folding::fold,
    taxonomy::{Mapping, names::Names},
};

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Taxonomy::embedded()));

/// The ways in which people type a name: apostrophes, letter case, spaces, plain Latin letters.
fn variants(text: &str) -> Vec<String> {
    let apostrophes = ["'", "\u{2018}", "\u{2019}", "`", "\u{2bc}", ""];
    let mut variants: Vec<_> =
        apostrophes.iter().map(|sign| text.replace(['\u{2bb}', '\u{2bc}'], sign)).collect();
    variants.push(text.to_uppercase());
    variants.push(format!("  {text}. "));
    variants.push(fold(text));
    variants.sort_unstable();
    variants.dedup();
    variants
}

#[test]
fn every_published_name_and_variant_resolves() {
    for kind in ConceptKind::ALL {
        let names = Names::of(Taxonomy::embedded(), *kind);
        for name in &names.list {
            for text in variants(&name.text) {
                for lang in [Some(name.lang), None] {
                    let found = RESOLVER.resolve(&text, lang, *kind);
                    let known =
                        found.concepts.iter().position(|hit| hit.id == names.ids[name.concept]);
                    let shared = found
                        .concepts
                        .iter()
                        .filter(|hit| u32::from(hit.confidence) >= score::EXACT)
                        .count()
                        > 1;
                    let fine = if shared {
                        known.is_some()
                    } else {
                        known == Some(0) && found.outcome == Outcome::Resolved
                    };
                    assert!(fine, "{kind} {text} {lang:?}: {found:#?}");
                }
            }
        }
    }
}

/// The trade that a text resolves to; blank if it is in doubt.
fn trade(text: &str) -> String {
    let found = RESOLVER.resolve(text, None, ConceptKind::Occupation);
    let settled = found.outcome == Outcome::Resolved;
    if settled { found.concepts[0].id.clone() } else { String::new() }
}

#[test]
fn names_of_one_trade_support_each_other() {
    for (text, id) in [
        ("Машинист - кочегар котельной", "boiler_operator"),
        ("автослесарь / автомеханик", "auto_mechanic"),
        ("мастер-плиточник", "tiler"),
        ("рабочие-бетонщики в Казани, вахта", "concrete_worker"),
        ("Водителям категорий C и E", "trailer_driver"),
        ("пешекчеләргә эш бар", "cook"),
        ("oshpazlik", "cook"),
        ("һаҡсы", "security_guard"),
        ("payvandwi kerak", "welder_arc"),
    ] {
        assert_eq!(trade(text), id, "{text}");
    }
}

#[test]
fn a_doubt_stays_a_doubt() {
    for text in [
        "грузчик, разнорабочий",
        "каменщик / плиточник / фасадчик",
        "токарей и водителей",
        "водитель",
        "слесарь",
        "мастер",
        "рабочий",
        "usta",
        "ishchi",
    ] {
        assert_eq!(trade(text), "", "{text}");
    }
}

#[test]
fn whoever_helps_learns_or_teaches_is_not_of_the_trade() {
    for text in [
        "помощник сварщика",
        "ученик токаря",
        "воспитатель детского сада",
        "payvandchi yordamchisi",
        "балта остасы ярдәмчесе",
        "plumber's mate",
        "apprentice electrician",
        "инструктор по вождению",
    ] {
        assert_eq!(trade(text), "", "{text}");
    }
}

#[test]
fn work_that_is_no_trade_of_the_taxonomy_resolves_to_none() {
    for text in [
        "учитель физики",
        "водитель катера",
        "оператор ЭВМ",
        "инженер-сварщик",
        "администратор салона красоты",
        "shifokor",
        "dasturchi",
        "китапханәче",
        "aircraft pilot",
        "sales manager",
    ] {
        assert_eq!(trade(text), "", "{text}");
    }
}

/// Texts of public reports about job boards and classifiers, in our words.
#[test]
fn texts_as_feeds_and_papers_carry_them_are_read() {
    for (kind, text, id) in [
        (ConceptKind::Skill, "водительское удостоверение категории С", "drv.cat_c"),
        (ConceptKind::Skill, "НАКС", "saf.naks"),
        (ConceptKind::Skill, "Умение читать чертежи", "met.drawings"),
        (ConceptKind::Skill, "допуск до 1000В", "saf.electro2"),
        (ConceptKind::Occupation, "<highlighttext>Каменщик</highlighttext>", "bricklayer"),
        (ConceptKind::Occupation, "&quot;Каменщик&quot;&nbsp;4 раз.", "bricklayer"),
        (ConceptKind::Occupation, "Камен\u{ad}щик", "bricklayer"),
        (ConceptKind::Occupation, "19756 Электрогазосварщик", "welder_gas"),
        (ConceptKind::Occupation, "12680", "bricklayer"),
        (ConceptKind::Occupation, "оператор станков с ПУ", "cnc_operator"),
        (
            ConceptKind::Occupation,
            "Монтажник по монтажу стальных и железобетонных конструкций",
            "steel_erector",
        ),
        (
            ConceptKind::Occupation,
            "Обрубщик, занятый обработкой литья и сварных изделий",
            "casting_fettler",
        ),
        (ConceptKind::Occupation, "водитель с категорией D", "bus_driver"),
        (ConceptKind::Occupation, "токарь на авиазавод", "turner"),
        (ConceptKind::Occupation, "Каменщик/Каменщица", "bricklayer"),
        (ConceptKind::Occupation, "rfvtyobr", "bricklayer"),
        (ConceptKind::Occupation, "cdfhobr", "welder_arc"),
        (ConceptKind::Occupation, "G\u{2bf}isht teruvchi", "bricklayer"),
        (ConceptKind::Occupation, "G\u{2be}isht teruvchi", "bricklayer"),
        (ConceptKind::Occupation, "G\u{2c8}isht teruvchi", "bricklayer"),
        (ConceptKind::Municipality, "г. Казань", "92701000"),
        (ConceptKind::Municipality, "Казань, ул. Баумана, д. 19", "92701000"),
        (ConceptKind::Municipality, "420000, Россия, РТ, г. Казань, ул. Мира 5", "92701000"),
    ] {
        let found = RESOLVER.resolve(text, None, kind);
        let first = found.concepts.first().map(|hit| hit.id.as_str());
        assert!(found.outcome == Outcome::Resolved && first == Some(id), "{text}: {found:#?}");
    }
}

#[test]
fn several_concepts_in_one_text_are_an_answer_of_their_own() {
    for (kind, text, ids) in [
        (
            ConceptKind::Skill,
            "автокран, бульдозер, экскаватор",
            &["mac.crane_mobile", "mac.bulldozer", "mac.excavator"][..],
        ),
        (ConceptKind::Occupation, "повар и официант", &["cook", "waiter"]),
        (ConceptKind::Occupation, "плотник-кровельщик", &["carpenter", "roofer"]),
        (ConceptKind::Occupation, "мастер-плиточник", &[]),
    ] {
        let parts = RESOLVER.resolve(text, None, kind).parts;
        let found: Vec<_> = parts.iter().map(|part| part.concepts[0].id.as_str()).collect();
        assert_eq!(found, ids, "{text}");
    }
}

/// What was added is known at once as it will be when all names are indexed anew, and nothing else changes.
#[test]
fn an_added_name_resolves_like_an_indexed_one() {
    let base = Taxonomy::embedded();
    let mapping = |kind, id: &str, text: &str| Mapping {
        kind,
        id: id.to_owned(),
        lang: Lang::Ru,
        text: text.to_owned(),
    };
    let added = [
        mapping(ConceptKind::Skill, "con.concrete", "бетонное кружево"),
        mapping(ConceptKind::Occupation, "bricklayer", "кружевник по бетону"),
    ];
    let indexed = Resolver::new(&base.with_synonyms(&added).unwrap());
    let renewed = RESOLVER.with_added(&added);
    for text in ["Бетонное кружево", "betonnoye kruzhevo", "Кружевник по бетону", "каменщик"]
    {
        for lang in [None, Some(Lang::Ru), Some(Lang::En)] {
            for kind in [ConceptKind::Skill, ConceptKind::Occupation, ConceptKind::Region] {
                let (now, then) =
                    (renewed.resolve(text, lang, kind), indexed.resolve(text, lang, kind));
                if now.outcome == Outcome::Resolved || then.outcome == Outcome::Resolved {
                    assert_eq!(now, then, "{text}");
                }
            }
        }
    }
    assert!(renewed.named("БЕТОННОЕ кружево", ConceptKind::Skill).eq(["con.concrete"]));
    assert_eq!(RESOLVER.named("бетонное кружево", ConceptKind::Skill).count(), 0);
}

/// What narrows an English trade stands before it or behind `in`, and other concepts have it: none of these is sure.
#[test]
fn an_english_word_that_other_names_have_is_never_passed_over() {
    let file = "kind,id,label_en,synonyms_en\n\
                occupation,own_lace,lace supervisor,quilted lace keeper\n\
                occupation,own_quilt,quilted bedding keeper,\n";
    let options = Options { kind: None, source: "test".to_owned() };
    let (taxonomy, _) = import(Taxonomy::embedded(), file, &options).unwrap();
    let resolver = Resolver::new(&taxonomy);
    for (text, outcome) in [
        ("lace supervisor", Outcome::Resolved),
        ("supervisor of laces", Outcome::Resolved),
        ("lace supervisor in Kazan", Outcome::Resolved),
        ("quilted lace supervisor", Outcome::Ambiguous),
        ("lace supervisor in quilted bedding", Outcome::Ambiguous),
    ] {
        let found = resolver.resolve(text, Some(Lang::En), ConceptKind::Occupation);
        let best = found.concepts.first().map(|hit| (hit.id.as_str(), hit.confidence));
        assert_eq!(found.outcome, outcome, "{text}: {best:?}");
        assert_eq!(best.unwrap().0, "own_lace", "{text}");
    }
}
