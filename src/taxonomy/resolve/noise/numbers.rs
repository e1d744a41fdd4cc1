//! Noise that begins or ends with a number: grades, years, licences, head counts, schedules, pay.

use super::attribute::{Attribute, Noise};
use crate::taxonomy::resolve::{categories::announces, tokens::Token};

/// Words between or after numbers of a grade: ordinal endings and "from", "to", "and" in all five languages.
const GRADE_JOINTS: [&str; 18] = [
    "ot", "do", "go", "y", "iy", "ogo", "i", "dan", "gacha", "nchi", "inchi", "nche", "inche",
    "va", "th", "rd", "nd", "st",
];

/// "And" between categories of a licence.
const LICENCE_JOINTS: [&str; 4] = ["i", "va", "ham", "and"];

/// Words before a number of years.
const BEFORE_YEARS: [&str; 8] = ["opit", "opitom", "staj", "stajem", "raboti", "ot", "ne", "menee"];

/// Years.
const YEARS: [&str; 9] = ["let", "goda", "god", "yil", "yillik", "el", "elik", "ears", "ear"];

/// Words after years.
const AFTER_YEARS: [&str; 9] =
    ["opita", "staja", "tajriba", "tajribali", "tajribasi", "of", "ehperience", "raboti", "bilan"];

/// Words before pay.
const BEFORE_PAY: [&str; 9] =
    ["z p", "zp", "zarplata", "oplata", "oylik", "maosh", "ot", "do", "gacha"];

/// Currencies.
const CURRENCIES: [&str; 9] = ["rub", "ruble", "rubley", "r", "sum", "som", "sumov", "usd", "tis"];

/// Words before a code of the classifier.
const BEFORE_CODE: [&str; 3] = ["kod", "okpdtr", "po"];

/// Units of what machines and goods measure.
const UNITS: [&str; 12] =
    ["volt", "kv", "kvt", "vt", "kg", "tonn", "t", "mm", "m", "l", "m2", "m3"];

/// People, counted.
const PEOPLE: [&str; 8] =
    ["chel", "chelovek", "cheloveka", "nafar", "kishi", "keshe", "people", "ta"];

/// How many numbers and joints a grade has at most before its word.
const GRADE_SPAN: usize = 6;

/// The noise at the start of these tokens, if it has to do with a number.
pub(super) fn noise(tokens: &[Token]) -> Option<Noise> {
    grade_before(tokens)
        .or_else(|| grade_after(tokens))
        .or_else(|| licence(tokens))
        .or_else(|| years(tokens))
        .or_else(|| okpdtr(tokens))
        .or_else(|| pay(tokens))
        .or_else(|| openings(tokens))
        .or_else(|| schedule(tokens))
}

fn found(length: usize, name: &'static str, value: impl Into<String>) -> Noise {
    Noise { length, attribute: Some(Attribute::new(name, value)) }
}

fn key(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| &token.key)
}

/// `4 разряда`, `5-6 разряд`, `от 3 до 5 разряда`, `4-razryadli`, `IV разряда`.
fn grade_before(tokens: &[Token]) -> Option<Noise> {
    let span = tokens.iter().take(GRADE_SPAN).take_while(|token| {
        grade_number(token).is_some() || GRADE_JOINTS.contains(&token.key.as_str())
    });
    let span = span.count();
    let numbers: Vec<_> = tokens[..span].iter().filter_map(grade_number).collect();
    let shortened = tokens.get(span).is_some_and(|token| token.stopped && token.key == "raz");
    let is_grade = !numbers.is_empty() && (shortened || is_grade_word(key(tokens, span)));
    let range = tokens[..span].iter().any(|token| matches!(token.key.as_str(), "do" | "gacha"));
    is_grade.then(|| found(span + 1, "grade", numbers.join(if range { "-" } else { "," })))
}

/// `разряд 4`, `grade 4`.
fn grade_after(tokens: &[Token]) -> Option<Noise> {
    let number = grade_number(tokens.get(1)?)?;
    let is_grade = is_grade_word(key(tokens, 0)) && key(tokens, 0).len() > 2;
    is_grade.then(|| found(2, "grade", number))
}

fn is_grade_word(key: &str) -> bool {
    matches!(key, "r" | "rz" | "razr" | "grade")
        || ["razryad", "daraja", "toifa"].iter().any(|stem| key.starts_with(stem))
}

/// A grade of one digit, a range or list of such, or a Roman number.
fn grade_number(token: &Token) -> Option<String> {
    const ROMAN: [&str; 8] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"];
    if let Some(at) = ROMAN.iter().position(|roman| *roman == token.raw) {
        return Some((at + 1).to_string());
    }
    let mut digits = token.raw.split(['-', '/', ',', '.']);
    (token.is_number() && digits.all(|part| part.len() == 1)).then(|| token.raw.clone())
}

/// `категории C, E`, `категорий C и E`, `B toifali`.
fn licence(tokens: &[Token]) -> Option<Noise> {
    let is_preposition = ["с", "в", "со"].contains(&tokens.first()?.raw.as_str());
    let lead = usize::from(is_preposition && announces(key(tokens, 1)));
    if announces(key(tokens, lead)) {
        let (after, length) = all_letters(&tokens[lead + 1..]);
        let with = key(tokens, lead).ends_with("ey") || key(tokens, lead).ends_with("yami");
        if length > 0 || lead == 0 || with {
            return (length > 0).then(|| found(lead + 1 + length, "licence", after.join(",")));
        }
    }
    let (before, length) = all_letters(tokens);
    let is_licence = length > 0 && announces(key(tokens, length));
    is_licence.then(|| found(length + 1, "licence", before.join(",")))
}

/// The categories at the start of these tokens, and how many tokens they take, with "and" between.
fn all_letters(tokens: &[Token]) -> (Vec<&'static str>, usize) {
    let (mut letters, mut length) = (Vec::new(), 0);
    for (at, token) in tokens.iter().enumerate() {
        match licence_letters(&token.key) {
            Some(category) => {
                letters.push(category);
                length = at + 1;
            }
            None if length > 0 && LICENCE_JOINTS.contains(&token.key.as_str()) => {}
            None => break,
        }
    }
    (letters, length)
}

/// The category that folded letters mean: Cyrillic В, С and Е look like B, C and E.
fn licence_letters(key: &str) -> Option<&'static str> {
    Some(match key {
        "a" => "A",
        "b" | "v" => "B",
        "c" | "s" => "C",
        "d" => "D",
        "e" => "E",
        "be" | "ve" | "b+e" => "BE",
        "ce" | "se" | "c+e" | "s+e" => "CE",
        "de" | "d+e" => "DE",
        "bc" | "vs" => "B,C",
        _ => return None,
    })
}

/// `опыт от 3 лет`, `3 года`, `5 yillik tajriba`, `5 years of experience`.
fn years(tokens: &[Token]) -> Option<Noise> {
    let lead = tokens.iter().take_while(|token| BEFORE_YEARS.contains(&token.key.as_str())).count();
    let number = tokens.get(lead).filter(|token| token.is_number())?;
    if !YEARS.contains(&key(tokens, lead + 1)) {
        return None;
    }
    let tail = tokens[lead + 2..]
        .iter()
        .take_while(|token| AFTER_YEARS.contains(&token.key.as_str()))
        .count();
    Some(found(lead + 2 + tail, "years", number.raw.clone()))
}

/// `19756`, `код 12680`: a code of the classifier of workers' trades, which is no round sum.
fn okpdtr(tokens: &[Token]) -> Option<Noise> {
    let lead = tokens.iter().take_while(|token| BEFORE_CODE.contains(&token.key.as_str())).count();
    let code = tokens.get(lead).filter(|token| {
        token.raw.len() == 5
            && token.raw.starts_with(['1', '2'])
            && token.raw.bytes().all(|b| b.is_ascii_digit())
    })?;
    let is_sum = code.raw.ends_with("00") || CURRENCIES.contains(&key(tokens, lead + 1));
    (lead > 0 || !is_sum).then(|| found(lead + 1, "okpdtr", code.raw.clone()))
}

/// `з/п от 120 000 руб`: a number of four digits or more, or one before a currency.
fn pay(tokens: &[Token]) -> Option<Noise> {
    let lead = tokens.iter().take_while(|token| BEFORE_PAY.contains(&token.key.as_str())).count();
    let digits = tokens[lead..].iter().take_while(|token| token.is_number()).count();
    let tail = tokens[lead + digits..]
        .iter()
        .take_while(|token| CURRENCIES.contains(&token.key.as_str()))
        .count();
    let value: String =
        tokens[lead..lead + digits].iter().map(|token| token.raw.as_str()).collect();
    if tail == 0 && is_measured(tokens, lead + digits) {
        return None;
    }
    let is_pay =
        value.len() >= 4 && value.bytes().all(|b| b.is_ascii_digit()) || digits > 0 && tail > 0;
    is_pay.then(|| found(lead + digits + tail, "pay", value))
}

/// Whether a unit follows a number: `1000 В`, but not `120000 в месяц`.
fn is_measured(tokens: &[Token], at: usize) -> bool {
    let paid = ["mesya", "den", "dney", "smen", "nedel", "chas", "sut", "god", "rub"];
    match key(tokens, at) {
        "v" => !paid.iter().any(|time| key(tokens, at + 1).starts_with(time)),
        unit => UNITS.contains(&unit),
    }
}

/// `10 человек`, `5 nafar`.
fn openings(tokens: &[Token]) -> Option<Noise> {
    let number = tokens.first().filter(|token| token.is_number())?;
    PEOPLE.contains(&key(tokens, 1)).then(|| found(2, "openings", number.raw.clone()))
}

/// `5/2`, `60/30`.
fn schedule(tokens: &[Token]) -> Option<Noise> {
    let token = tokens.first().filter(|token| token.is_number() && token.raw.contains('/'))?;
    Some(found(1, "schedule", token.raw.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::folding::fold;

    #[test]
    fn the_words_compared_with_are_folded() {
        let lists: [&[&str]; 10] = [
            &BEFORE_CODE,
            &UNITS,
            &GRADE_JOINTS,
            &LICENCE_JOINTS,
            &BEFORE_YEARS,
            &YEARS,
            &AFTER_YEARS,
            &BEFORE_PAY,
            &CURRENCIES,
            &PEOPLE,
        ];
        for word in lists.into_iter().flatten() {
            assert_eq!(fold(word), *word);
        }
    }
}
