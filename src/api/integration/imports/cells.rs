//! The cells of a row as the members of a record, with what spreadsheets do to values undone: numbers and days in the
//! reader's notation, texts with blanks around them, and the apostrophe that keeps a text from being a formula.

use chrono::{Days, NaiveDate, NaiveDateTime};
use serde_json::{Map, Value};

use super::members::{Members, Takes};
use crate::domain::integration::import::Table;

/// What stands between the items of a list in one cell.
const BETWEEN: [char; 2] = ['|', '\n'];
/// The day 0 of spreadsheets, by which 1900-03-01 is day 61.
const DAY_ZERO: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);
/// The days that a bare number can mean: 1954 to 2119.
const DAYS: std::ops::RangeInclusive<u64> = 20_000..=80_000;

/// The record that the cells of a row say.
pub(super) fn record(table: &Table, members: &Members, cells: &[String]) -> Value {
    let mut record = Value::Object(Map::new());
    for (column, cell) in table.columns.iter().zip(cells) {
        let Some(member) = &column.member else { continue };
        let said = members.takes(member).and_then(|takes| value(cell, takes));
        if let Some(said) = said {
            put(&mut record, &member.split('.').collect::<Vec<_>>(), said);
        }
    }
    close_gaps(&mut record);
    record
}

/// What a cell says; `None` if it is empty. What is no such value stays a text, and is refused as one.
fn value(cell: &str, takes: Takes) -> Option<Value> {
    let text = plain(cell);
    if text.is_empty() {
        return None;
    }
    let as_text = || Value::from(text);
    Some(match takes {
        Takes::Text => as_text(),
        Takes::Day => day(text).map_or_else(as_text, |day| day.to_string().into()),
        Takes::Whole | Takes::Number => number(text).unwrap_or_else(as_text),
        Takes::Truth => truth(text).map_or_else(as_text, Value::from),
        Takes::Object => json(text).unwrap_or_else(as_text),
        Takes::Texts => json(text).unwrap_or_else(|| {
            text.split(BETWEEN).map(plain).filter(|part| !part.is_empty()).collect()
        }),
    })
}

/// A cell without the blanks around it, and without the apostrophe that keeps it from being a formula.
fn plain(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => cell,
    }
}

fn json(text: &str) -> Option<Value> {
    text.starts_with(['{', '[']).then(|| serde_json::from_str(text).ok()).flatten()
}

/// A number: blanks may stand between its thousands, and a comma before its decimals. `90,000` can mean two things, and is
/// no number.
fn number(text: &str) -> Option<Value> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    if digits.matches(',').count() > 1 || digits.contains(',') && digits.contains('.') {
        return None;
    }
    if digits.rsplit_once(',').is_some_and(|(_, decimals)| decimals.len() == 3) {
        return None;
    }
    let digits = digits.replace(',', ".");
    if let Ok(whole) = digits.parse::<i64>() {
        return Some(whole.into());
    }
    let number: f64 = digits.parse().ok()?;
    serde_json::Number::from_f64(number).map(Value::Number)
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" | "да" | "истина" | "ha" | "ҳа" | "әйе" => Some(true),
        "false" | "no" | "0" | "нет" | "ложь" | "yo'q" | "yoʻq" | "йўқ" | "юк" => {
            Some(false)
        }
        _ => None,
    }
}

/// A day as people, programs and spreadsheets write it; the time of the day is passed over.
fn day(text: &str) -> Option<NaiveDate> {
    if let Ok(number) = text.split(['.', ',']).next().unwrap_or_default().parse::<u64>()
        && DAYS.contains(&number)
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && text.matches(['.', ',']).count() < 2
    {
        return DAY_ZERO?.checked_add_days(Days::new(number));
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    let plain = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"];
    let of = |text: &str| plain.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    of(first).or_else(|| {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok().map(|at| at.date())
    })
}

/// Puts a value where a path says, through lists and objects that are made on the way.
fn put(into: &mut Value, path: &[&str], said: Value) {
    let Some((name, rest)) = path.split_first() else {
        *into = said;
        return;
    };
    let inner = if let Ok(at) = name.parse::<usize>() {
        if !into.is_array() {
            *into = Value::Array(Vec::new());
        }
        let Value::Array(items) = into else { return };
        if items.len() <= at {
            items.resize(at + 1, Value::Null);
        }
        &mut items[at]
    } else {
        if !into.is_object() {
            *into = Value::Object(Map::new());
        }
        let Value::Object(members) = into else { return };
        members.entry(*name).or_insert(Value::Null)
    };
    put(inner, rest, said);
}

/// Takes out the items of lists that no cell said.
fn close_gaps(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(close_gaps);
        }
        Value::Object(members) => members.values_mut().for_each(close_gaps),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cell_is_read_as_its_member_takes_it() {
        let cases = [
            (Takes::Text, "  Каменщик \u{a0}", json!("Каменщик")),
            (Takes::Text, "0042", json!("0042")),
            (Takes::Text, "'-1+2", json!("-1+2")),
            (Takes::Text, "'t Hooft", json!("'t Hooft")),
            (Takes::Whole, "90 000", json!(90_000)),
            (Takes::Whole, "90\u{a0}000,00", json!(90_000.0)),
            (Takes::Number, "700,5", json!(700.5)),
            (Takes::Number, "90,000", json!("90,000")),
            (Takes::Number, "1,234,567", json!("1,234,567")),
            (Takes::Whole, "много", json!("много")),
            (Takes::Truth, "Да", json!(true)),
            (Takes::Truth, "ЛОЖЬ", json!(false)),
            (Takes::Truth, "maybe", json!("maybe")),
            (Takes::Texts, "UZ-SA | UZ-TK|", json!(["UZ-SA", "UZ-TK"])),
            (Takes::Texts, r#"["UZ-SA"]"#, json!(["UZ-SA"])),
            (Takes::Object, r#"{"ru": "Каменщик"}"#, json!({"ru": "Каменщик"})),
            (Takes::Object, "{", json!("{")),
        ];
        for (takes, cell, expected) in cases {
            assert_eq!(value(cell, takes), Some(expected), "{cell}");
        }
        assert_eq!(value(" \u{a0}\t", Takes::Text), None);
    }

    #[test]
    fn a_day_is_read_in_every_notation() {
        for text in [
            "2027-03-01",
            "01.03.2027",
            "1.3.2027",
            "01/03/2027",
            "46447",
            "46447,0",
            "46447.5",
            "01.03.2027 0:00:00",
            "2027-03-01T00:00:00",
        ] {
            assert_eq!(value(text, Takes::Day), Some(json!("2027-03-01")), "{text}");
        }
        for text in ["30.02.2027", "soon", "7", "2027", "46447.1.2", "1e5"] {
            assert_eq!(value(text, Takes::Day), Some(json!(text)), "{text}");
        }
    }

    #[test]
    fn cells_are_put_where_their_paths_say() {
        let mut record = json!({});
        for (path, said) in [("title.ru", 1), ("skills.2.id", 2), ("skills.0.id", 3)] {
            put(&mut record, &path.split('.').collect::<Vec<_>>(), json!(said));
        }
        close_gaps(&mut record);
        assert_eq!(record, json!({"title": {"ru": 1}, "skills": [{"id": 3}, {"id": 2}]}));
    }
}
