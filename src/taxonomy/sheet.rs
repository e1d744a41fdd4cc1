//! Tables as CSV: columns are found by name, absent columns are blank, and a bad row is set aside with its reason.

use std::{collections::HashMap, fmt::Display, str::FromStr};

use csv::StringRecord;

use super::{concept::Lifecycle, formula::unguarded, labels::Confidence};

/// A table that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum TaxonomyError {
    /// The file is not CSV, or its rows differ in length.
    #[error("{file} is not a table")]
    NotATable {
        /// The file.
        file: &'static str,
        /// What the reader says.
        #[source]
        source: csv::Error,
    },
    /// Columns that nobody reads.
    #[error("{file} has columns that nobody reads: {columns}. Rename them, or leave them out")]
    UnknownColumns {
        /// The file.
        file: &'static str,
        /// The columns, with commas between.
        columns: String,
    },
    /// A column that every row needs is not there.
    #[error("{file} has no column `{column}`")]
    NoColumn {
        /// The file.
        file: &'static str,
        /// The column.
        column: &'static str,
    },
}

/// A row that was set aside, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowProblem {
    /// The file.
    pub file: &'static str,
    /// The line in the file, from 1.
    pub line: u64,
    /// The column.
    pub column: String,
    /// What is wrong.
    pub problem: String,
}

impl Display for RowProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} line {}, {}: {}", self.file, self.line, self.column, self.problem)
    }
}

/// A CSV file, read.
#[derive(Debug)]
pub(super) struct Sheet {
    file: &'static str,
    columns: HashMap<String, usize>,
    records: Vec<StringRecord>,
}

impl Sheet {
    /// Reads a file that has at least the columns `needed`.
    pub(super) fn read(
        file: &'static str,
        text: &str,
        needed: &[&'static str],
    ) -> Result<Self, TaxonomyError> {
        Self::read_with(file, text, needed, |column| column)
    }

    /// Reads a file parted by commas, semicolons or tabs, of which some columns go by other names than ours.
    pub(super) fn read_with(
        file: &'static str,
        text: &str,
        needed: &[&'static str],
        our_name: fn(&str) -> &str,
    ) -> Result<Self, TaxonomyError> {
        let not_a_table = |source| TaxonomyError::NotATable { file, source };
        let delimiter = delimiter(text);
        let mut builder = csv::ReaderBuilder::new();
        builder.trim(csv::Trim::All).delimiter(delimiter).quoting(delimiter != b'\t');
        let mut reader = builder.from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let headers = reader.headers().map_err(not_a_table)?.clone();
        let columns: HashMap<_, _> =
            headers.iter().enumerate().map(|(at, name)| (our_name(name).to_owned(), at)).collect();
        if let Some(column) = needed.iter().find(|column| !columns.contains_key(**column)) {
            return Err(TaxonomyError::NoColumn { file, column });
        }
        let records = reader.records().collect::<Result<_, _>>().map_err(not_a_table)?;
        Ok(Self { file, columns, records })
    }

    /// Refuses a file with a column that is not `known`.
    pub(super) fn refuse_unknown(&self, known: impl Fn(&str) -> bool) -> Result<(), TaxonomyError> {
        let mut unknown: Vec<_> =
            self.columns.keys().filter(|name| !known(name)).cloned().collect();
        unknown.sort();
        let columns = unknown.join(", ");
        let file = self.file;
        if unknown.is_empty() {
            Ok(())
        } else {
            Err(TaxonomyError::UnknownColumns { file, columns })
        }
    }

    /// Whether the file has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// The rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { sheet: self, record })
    }
}

/// What parts the columns: whichever of tab, semicolon and comma the first line has first.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().next().unwrap_or_default();
    line.bytes().find(|byte| matches!(byte, b'\t' | b';' | b',')).unwrap_or(b',')
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    sheet: &'a Sheet,
    record: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// The text of a cell; empty if the column is absent.
    pub(super) fn text(&self, column: &str) -> &'a str {
        unguarded(self.sheet.columns.get(column).and_then(|at| self.record.get(*at)).unwrap_or(""))
    }

    /// Whether the table has a column, blank in this row or not.
    pub(super) fn has(&self, column: &str) -> bool {
        self.sheet.has(column)
    }

    /// The text of a cell that is not blank.
    pub(super) fn optional(&self, column: &str) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The parts of a cell that holds several texts, parted by ` | ` or lines, or else by `;`.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let text = self.text(column);
        let bars = text.contains(" |") || text.contains('\n');
        text.split(move |c| if bars { matches!(c, '|' | '\n') } else { c == ';' })
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// The value of a cell.
    pub(super) fn parse<T: FromStr<Err: Display>>(&self, column: &str) -> Result<T, RowProblem> {
        self.text(column).parse().map_err(|error: T::Err| self.problem(column, error.to_string()))
    }

    /// The value of a cell, `None` if it is blank.
    pub(super) fn parse_optional<T: FromStr<Err: Display>>(
        &self,
        column: &str,
    ) -> Result<Option<T>, RowProblem> {
        self.optional(column).map(|_| self.parse(column)).transpose()
    }

    /// The values of a cell that holds several.
    pub(super) fn parse_list<T: FromStr<Err: Display>>(
        &self,
        column: &str,
    ) -> Result<Vec<T>, RowProblem> {
        let parse = |text: &str| {
            text.parse().map_err(|error: T::Err| self.problem(column, error.to_string()))
        };
        self.list(column).map(parse).collect()
    }

    /// A code of so many digits.
    pub(super) fn digits(&self, column: &str, count: usize) -> Result<String, RowProblem> {
        let text = self.text(column);
        if text.len() == count && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(text.to_owned())
        } else {
            Err(self.problem(column, format!("expected {count} digits")))
        }
    }

    /// A confidence; a blank cell is from memory.
    pub(super) fn confidence(&self, column: &str) -> Result<Confidence, RowProblem> {
        Ok(self.parse_optional(column)?.unwrap_or(Confidence::Memory))
    }

    /// When the concept of the row is valid.
    pub(super) fn lifecycle(&self) -> Result<Lifecycle, RowProblem> {
        Ok(Lifecycle {
            valid_from: self.day("valid_from")?,
            valid_to: self.day("valid_to")?,
            replaced_by: self.optional("replaced_by").map(str::to_owned),
        })
    }

    /// Changes when a concept is valid, as far as the table has columns for it.
    pub(super) fn change_lifecycle(&self, lifecycle: &mut Lifecycle) -> Result<(), RowProblem> {
        let new = self.lifecycle()?;
        if self.has("valid_from") {
            lifecycle.valid_from = new.valid_from;
        }
        if self.has("valid_to") {
            lifecycle.valid_to = new.valid_to;
        }
        if self.has("replaced_by") {
            lifecycle.replaced_by = new.replaced_by;
        }
        Ok(())
    }

    /// The line in the file, from 1.
    pub(super) fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    fn day(&self, column: &str) -> Result<Option<String>, RowProblem> {
        let is_day = |text: &str| {
            text.len() == 10
                && text
                    .bytes()
                    .enumerate()
                    .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
                && ("01"..="12").contains(&&text[5..7])
                && ("01"..="31").contains(&&text[8..])
        };
        match self.optional(column) {
            Some(text) if !is_day(text) => {
                Err(self.problem(column, "expected a day such as 2026-01-31".to_owned()))
            }
            day => Ok(day.map(str::to_owned)),
        }
    }

    /// Says what is wrong with a cell.
    pub(super) fn problem(&self, column: &str, problem: String) -> RowProblem {
        RowProblem { file: self.sheet.file, line: self.line(), column: column.to_owned(), problem }
    }
}
