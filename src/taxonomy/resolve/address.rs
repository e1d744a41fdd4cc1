//! Places as addresses name them: `Казань, ул. Баумана, д. 19` is Kazan.

use std::collections::BTreeSet;

use super::tokens::{Token, tokens};

/// Words for streets, houses and rooms, folded.
const STREETS: [&str; 30] = [
    "ul",
    "ulisa",
    "ulise",
    "pr",
    "prospekt",
    "per",
    "pereulok",
    "shosse",
    "bulvar",
    "proezd",
    "mkr",
    "mikroraen",
    "kvartal",
    "dom",
    "korp",
    "korpus",
    "str",
    "stroenie",
    "kv",
    "of",
    "ofis",
    "pom",
    "pl",
    "ploshad",
    "trakt",
    "kocha",
    "kochasi",
    "uram",
    "urami",
    "street",
];

/// Countries and the republic, which tell no place within them, folded.
const COUNTRIES: [&str; 11] = [
    "rossiya",
    "rf",
    "rt",
    "respublika",
    "tatarstan",
    "rossiyskaya",
    "federasiya",
    "uzbekistan",
    "ozbekiston",
    "respublikasi",
    "russia",
];

/// The part of an address in which its town stands: the first behind the postal code, the country and the republic, where
/// another follows. `Казань, Баумана, 1` says of no word that it is a street.
pub fn town_of(address: &str) -> Option<&str> {
    let is_larger = |part: &&str| {
        let tokens = tokens(part);
        let is_country = tokens.iter().any(|token| COUNTRIES.contains(&token.key.as_str()));
        is_country || tokens.iter().all(Token::is_number)
    };
    let mut parts = address.split(',').map(str::trim).skip_while(is_larger);
    let town = parts.next()?;
    parts.next().map(|_| town)
}

/// Leaves out of an address what is smaller than a town or larger than a region; all is kept if nothing else is there.
pub(super) fn of_town(tokens: Vec<Token>) -> Vec<Token> {
    let streets = parts(&tokens, |token| STREETS.contains(&token.key.as_str()));
    let is_small = |token: &Token| {
        token.is_number()
            || token.key.len() < 3 && token.key.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut within = BTreeSet::new();
    let kept: Vec<_> = tokens
        .iter()
        .filter(|token| {
            // In a part with a street, the town may stand before it.
            if STREETS.contains(&token.key.as_str()) {
                within.insert(token.part);
            }
            let first = tokens.iter().find(|other| other.part == token.part);
            let begins = first.is_some_and(|first| STREETS.contains(&first.key.as_str()));
            !(is_small(token)
                || within.contains(&token.part)
                || begins && streets.contains(&token.part))
        })
        .cloned()
        .collect();
    let kept = if kept.is_empty() { tokens } else { kept };
    let named =
        parts(&kept, |token| !COUNTRIES.contains(&token.key.as_str()) && token.key.len() > 1);
    if named.is_empty() {
        return kept;
    }
    kept.into_iter().filter(|token| named.contains(&token.part)).collect()
}

/// The parts that have such a token.
fn parts(tokens: &[Token], has: impl Fn(&Token) -> bool) -> BTreeSet<usize> {
    tokens.iter().filter(|token| has(token)).map(|token| token.part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_town_stands_before_what_is_smaller() {
        for (address, town) in [
            ("Казань, Баумана, 1", Some("Казань")),
            (
                "420111, Россия, Республика Татарстан, Набережные Челны, Мира 3",
                Some("Набережные Челны"),
            ),
            ("Самара, Казанская, 5", Some("Самара")),
            ("Казань", None),
            ("420111, Россия", None),
            ("", None),
        ] {
            assert_eq!(town_of(address), town, "{address}");
        }
    }

    #[test]
    fn only_the_town_is_left_of_an_address() {
        for (text, left) in [
            ("Казань, ул. Баумана, д. 19", "казань"),
            ("420000, Россия, г. Казань, ул. Баумана 19", "г казань"),
            ("г Казань ул Баумана 19", "г казань"),
            ("Казань, РТ", "казань"),
            ("Республика Татарстан", "республика татарстан"),
        ] {
            let left_over: Vec<_> =
                of_town(tokens(text)).into_iter().map(|token| token.raw).collect();
            assert_eq!(left_over.join(" "), left, "{text}");
        }
    }
}
