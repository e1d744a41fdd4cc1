//! The promises of the resolver, on the built-in names.

use std::sync::LazyLock;

use super::*;
use crate::taxonomy::Mapping;

static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Taxonomy::embedded()));

/// The ways in which people type a name: apostrophes, letter case, spaces.
fn variants(text: &str) -> Vec<String> {
    let apostrophes = ["'", "\u{2018}", "\u{2019}", "`", "\u{2bc}", ""];
    let mut variants: Vec<_> =
        apostrophes.iter().map(|sign| text.replace(['\u{2bb}', '\u{2bc}'], sign)).collect();
    variants.push(text.to_uppercase());
    variants.push(format!("  {text}. "));
    variants
}

#[test]
fn every_published_name_and_variant_resolves() {
    for kind in Kind::ALL {
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

/// What an amendment changed is known, and everything else as before.
#[test]
fn a_renewed_resolver_answers_like_a_new_one() {
    let base = Taxonomy::embedded();
    let mapping = |kind, id: &str, text: &str| Mapping {
        kind,
        id: id.to_owned(),
        lang: Lang::Ru,
        text: text.to_owned(),
    };
    let known = Resolver::new(base);
    for mappings in [
        vec![mapping(Kind::Skill, "con.concrete", "бетонное кружево")],
        vec![mapping(Kind::Municipality, "92701000", "Кружевоград")],
    ] {
        let next = base.with_synonyms(&mappings).unwrap();
        let (renewed, new) = (known.renewed(&next), Resolver::new(&next));
        for text in ["бетонное кружево", "Кружевоград", "каменщик в Кружевоград", "g'isht terish"]
        {
            for kind in Kind::ALL {
                assert_eq!(
                    renewed.resolve(text, None, *kind),
                    new.resolve(text, None, *kind),
                    "{text}"
                );
            }
        }
    }
}
