//! The promises of the resolver, on the built-in names.

use std::sync::LazyLock;

use super::*;
use crate::{domain::folding::fold, taxonomy::names::Names};

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
