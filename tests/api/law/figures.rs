//! No legal figure stands in code: the rooms of law hold no number that could be one, and no other file holds an amount
//! that a rule names.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use koprik::domain::law::{read::OWN, terms::Terms};
use proc_macro2::{TokenStream, TokenTree};

/// The numbers that arithmetic and the wire need, 10,000 hundredths of a percent among them: none is a figure of law.
const PLAIN: &[u128] = &[0, 1, 2, 3, 10, 12, 24, 50, 80, 100, 10_000];
/// Amounts below this are numbers like any other.
const DISTINCT: i64 = 10_000;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

/// The whole numbers of a program text.
fn numbers(tokens: TokenStream, found: &mut BTreeSet<u128>) {
    for token in tokens {
        match token {
            TokenTree::Literal(literal) => {
                let digits: String = literal.to_string().replace('_', "");
                let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                found.extend(digits[..end].parse::<u128>().ok());
            }
            TokenTree::Group(group) => numbers(group.stream(), found),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn is_test(path: &Path) -> bool {
    ["tests", "days", "checks", "fee_tests", "benefit_tests", "costs_tests"]
        .iter()
        .any(|name| path.ends_with(format!("law/{name}.rs")))
}

/// Every amount of the project's own rules, in hundredths and in whole units.
fn amounts() -> BTreeSet<u128> {
    let of = |terms: &Terms| match terms {
        Terms::WageFloor(floor) => vec![floor.amount_minor],
        Terms::Amount(amount) => {
            amount.amount_minor.into_iter().chain(amount.per.values().copied()).collect()
        }
        _ => Vec::new(),
    };
    let minor = OWN[0].rules.iter().filter_map(|rule| rule.terms()).flat_map(of);
    let both = minor.flat_map(|amount| [amount, amount / 100]);
    both.filter(|amount| *amount >= DISTINCT).map(|amount| amount.try_into().unwrap()).collect()
}

#[test]
fn no_figure_of_law_stands_in_code() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let (amounts, mut in_law) = (amounts(), 0);
    assert!(amounts.len() > 10, "{amounts:?}");
    for file in files.iter().filter(|file| !is_test(file)) {
        let mut found = BTreeSet::new();
        numbers(std::fs::read_to_string(file).unwrap().parse().unwrap(), &mut found);
        let legal: Vec<_> = found.intersection(&amounts).collect();
        assert!(legal.is_empty(), "{} holds {legal:?}: move it to a rule set", file.display());
        let within = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
        let answers = within.starts_with("src/api"); // statuses and bounds
        if !answers && within.components().any(|part| part.as_os_str() == "law") {
            in_law += 1;
            let odd: Vec<_> = found.iter().filter(|number| !PLAIN.contains(number)).collect();
            assert!(odd.is_empty(), "{} holds {odd:?}: is it a figure of law?", file.display());
        }
    }
    assert!(in_law > 8, "only {in_law} files of law were read");
}
