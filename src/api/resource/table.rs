//! Records as lines of CSV: a column for each member, so that a spreadsheet shows them and computes nothing of them.

use std::borrow::Cow;

use serde_json::Value;
use utoipa::ToSchema;

use crate::api::{
    http::error::ApiError,
    resource::{shown::Shown, workbook::Cell},
};

/// What tells a program that reads tables that a text is UTF-8.
const BOM: &str = "\u{feff}";
/// The columns of what is left of a record; its id is a column of all.
const LEFT: [&str; 3] = ["deleted", "reason", "at"];

/// The columns of a list.
pub(super) struct Table {
    columns: Vec<String>,
    bom: bool,
}

impl Table {
    /// The columns of views that are shown so; `changes` tells whether deleted records can be among them.
    pub(super) fn of<V: ToSchema>(shown: &Shown, changes: bool, bom: bool) -> Self {
        let members = shown.columns::<V>();
        let left = LEFT.into_iter().filter(|name| changes && !members.contains(*name));
        let others = members.iter().map(String::as_str).filter(|name| *name != "id").chain(left);
        Self { columns: std::iter::once("id").chain(others).map(str::to_owned).collect(), bom }
    }

    /// What the columns are called.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// An item as the cells of a workbook.
    pub(super) fn cells(&self, item: &Value) -> Vec<Cell> {
        self.columns.iter().map(|name| workbook_cell(&item[name.as_str()])).collect()
    }

    /// The items as lines, behind the names of the columns if they are the first.
    pub(super) fn lines(&self, items: &[Value], first: bool) -> Result<Vec<u8>, ApiError> {
        let failed = |error: csv::Error| ApiError::Internal(error.to_string());
        let begin = if first && self.bom { BOM } else { "" };
        let mut lines = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(begin.as_bytes().to_vec());
        if first {
            lines.write_record(&self.columns).map_err(failed)?;
        }
        for item in items {
            let cells = self.columns.iter().map(|name| cell(&item[name.as_str()]));
            lines.write_record(cells.map(Cow::into_owned)).map_err(failed)?;
        }
        lines.into_inner().map_err(|error| ApiError::Internal(error.to_string()))
    }
}

/// A value as a cell: what is absent is empty, lists and objects are JSON.
fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => harmless(text),
        other => other.to_string().into(),
    }
}

/// A value as a cell of a workbook, where a text is never a formula.
fn workbook_cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(truth) => Cell::Truth(*truth),
        Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Value::String(text) => Cell::Text(text.clone()),
        other => Cell::Text(other.to_string()),
    }
}

/// A text that no spreadsheet takes for a formula: what begins like one has an apostrophe before it (OWASP, "CSV
/// Injection").
pub(in crate::api) fn harmless(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn table(columns: &[&str], bom: bool) -> Table {
        Table { columns: columns.iter().map(|name| (*name).to_owned()).collect(), bom }
    }

    #[test]
    fn a_cell_is_no_formula() {
        for text in ["=1+1", "+7", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(cell(&json!(text)), format!("'{text}"));
        }
        for text in ["", "Сварщик", "a=1", " =1", "1-2"] {
            assert_eq!(cell(&json!(text)), text);
        }
        assert_eq!(cell(&json!(-5)), "-5", "a number is a number");
        assert_eq!(cell(&json!(["=1"])), r#"["=1"]"#);
    }

    #[test]
    fn only_the_first_lines_have_a_mark_and_names() {
        let table = table(&["id", "title", "skills"], true);
        let items = [json!({"id": 1, "title": "a, \"b\"", "skills": ["x", "y"]}), json!({"id": 2})];
        let lines = "1,\"a, \"\"b\"\"\",\"[\"\"x\"\",\"\"y\"\"]\"\r\n2,,\r\n";
        let text = |first| String::from_utf8(table.lines(&items, first).unwrap()).unwrap();
        assert_eq!(text(false), lines);
        assert_eq!(text(true), format!("\u{feff}id,title,skills\r\n{lines}"));
    }
}
