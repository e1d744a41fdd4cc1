//! The first line of a table: what stands between cells, and which member each column says.

use std::collections::HashSet;

use super::members::Members;
use crate::{
    api::http::error::ApiError,
    domain::{
        FieldError,
        integration::import::{Column, Table},
    },
};

/// What can stand between cells; where none does, the table has one column.
const DELIMITERS: [u8; 3] = [b';', b',', b'\t'];
/// What stands for the member of a column that is passed over.
const PASSED_OVER: &str = "-";
/// The most columns.
const MOST: usize = 300;

/// The table that begins so. `renamed` tells which members columns of other names say.
pub(super) fn table(
    head: &str,
    members: &Members,
    renamed: &[(String, String)],
) -> Result<Table, ApiError> {
    let first = head.lines().next().unwrap_or_default();
    let delimiter = delimiter(first);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(head.as_bytes());
    let mut names = csv::StringRecord::new();
    let unreadable = |error: csv::Error| ApiError::Malformed(format!("the first line: {error}"));
    if !reader.read_record(&mut names).map_err(unreadable)? {
        return Err(ApiError::Malformed("the table has no line".to_owned()));
    }
    let after = reader.position();
    let (begins_at, first_line) = (after.byte(), after.line());
    let table = Table {
        delimiter,
        columns: columns(names.iter(), members, renamed)?,
        begins_at: i64::try_from(begins_at).unwrap_or(i64::MAX),
        first_line: u32::try_from(first_line).unwrap_or(u32::MAX),
    };
    Ok(table)
}

/// What stands between cells: what is found most often outside of quotation marks.
fn delimiter(line: &str) -> u8 {
    let mut quoted = false;
    let mut found = [0_usize; 3];
    for byte in line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        }
        if let Some(at) = DELIMITERS.iter().position(|one| *one == byte && !quoted) {
            found[at] += 1;
        }
    }
    let most = (0..found.len()).rev().max_by_key(|at| found[*at]).unwrap_or_default();
    DELIMITERS[most]
}

/// The table of a sheet, whose columns are called so: its rows stand at the begin of the text.
pub(super) fn table_of_sheet(
    names: &[String],
    members: &Members,
    renamed: &[(String, String)],
) -> Result<Table, ApiError> {
    let columns = columns(names.iter().map(String::as_str), members, renamed)?;
    Ok(Table { delimiter: b',', columns, begins_at: 0, first_line: 1 })
}

/// The member that a column says.
pub(super) fn member_of<'n>(name: &'n str, renamed: &'n [(String, String)]) -> &'n str {
    let other = renamed.iter().find(|(column, _)| column == name);
    other.map_or(name, |(_, member)| member.as_str())
}

fn columns<'n>(
    names: impl Iterator<Item = &'n str>,
    members: &Members,
    renamed: &[(String, String)],
) -> Result<Vec<Column>, ApiError> {
    let (mut columns, mut errors, mut said) = (Vec::new(), Vec::new(), HashSet::new());
    let mut wrong = |at: usize, code, detail: String| {
        errors.push(FieldError::new(format!("/columns/{at}"), code, detail));
    };
    for (at, name) in names.enumerate() {
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let member = member_of(name, renamed);
        let top = member.split('.').next().unwrap_or_default();
        let passed_over =
            name.is_empty() || member == PASSED_OVER || members.answered_only.contains(top);
        if passed_over {
            columns.push(Column { name: name.to_owned(), member: None });
            continue;
        }
        if members.takes(member).is_none() {
            let detail = format!(
                "the name of column {} is no member of such a record: name it like one, such as external_ref or \
                 workplace.oktmo, or say in `columns` which member it is, or `-` to pass it over",
                at + 1
            );
            wrong(at, "unknown_column", detail);
        } else if !said.insert(member.to_owned()) {
            wrong(at, "duplicate", format!("column {} says what another column says", at + 1));
        }
        columns.push(Column { name: name.to_owned(), member: Some(member.to_owned()) });
    }
    if columns.len() > MOST {
        wrong(MOST, "too_many", format!("expected at most {MOST} columns"));
    }
    if !said.contains("external_ref") {
        let detail = "no column is external_ref, by which records are found again";
        errors.push(FieldError::new("/columns", "required", detail));
    }
    if errors.is_empty() { Ok(columns) } else { Err(ApiError::Invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::recruitment::vacancy::VacancyBody;

    fn read(head: &str, renamed: &[(&str, &str)]) -> Result<Table, Vec<(String, &'static str)>> {
        let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        let renamed: Vec<_> = renamed.iter().map(owned).collect();
        table(head, &Members::of::<VacancyBody>(), &renamed).map_err(|error| match error {
            ApiError::Invalid(errors) => {
                errors.into_iter().map(|error| (error.pointer, error.code)).collect()
            }
            _ => Vec::new(),
        })
    }

    #[test]
    fn a_table_tells_what_stands_between_its_cells() {
        for between in [";", ",", "\t"] {
            let head =
                ["external_ref", "\"title.ru\"", " workplace.oktmo ", "id", ""].join(between);
            let table = read(&format!("{head}\nV-1"), &[]).unwrap();
            let members: Vec<_> =
                table.columns.iter().map(|column| column.member.as_deref()).collect();
            assert_eq!(
                members,
                [Some("external_ref"), Some("title.ru"), Some("workplace.oktmo"), None, None]
            );
            assert_eq!(&table.delimiter, &between.as_bytes()[0]);
            assert_eq!(
                (table.begins_at, table.first_line),
                (i64::try_from(head.len() + 1).unwrap(), 2)
            );
        }
        assert_eq!(read("external_ref\nV-1", &[]).unwrap().columns.len(), 1);
    }

    #[test]
    fn what_is_wrong_with_columns_is_told_of_all() {
        let wrong = read("title.ru;Оклад;title.ru", &[]).unwrap_err();
        let expected = [
            ("/columns/1", "unknown_column"),
            ("/columns/2", "duplicate"),
            ("/columns", "required"),
        ];
        let expected: Vec<_> =
            expected.iter().map(|(at, code)| ((*at).to_owned(), *code)).collect();
        assert_eq!(wrong, expected);
        let renamed = [("Оклад", "base_salary.min"), ("Номер", "external_ref"), ("Фирма", "-")];
        let table = read("Номер;Оклад;Фирма", &renamed).unwrap();
        assert_eq!(table.columns[2].member, None);
        assert_eq!(table.columns[1].member.as_deref(), Some("base_salary.min"));
        assert_eq!(table.columns[1].name, "Оклад");
    }
}
