//! Workbooks (XLSX): a sheet of one as the text of a table, so that it is read on like any other.
//!
//! [`archive`] refuses what would not fit into memory before anything of it is read, [`header`] finds which columns there are, and [`text`] writes the rows as lines of CSV, each behind the number that it has
//! in the sheet.

mod archive;
mod header;
mod refusal;
mod text;

use std::{
    fs::File,
    io::{BufReader, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Dimensions, Reader, SheetType, SheetVisible, Xlsx, open_workbook_from_rs};

pub(super) use self::text::{ERROR, FORMULA, TOO_LONG};
use self::{
    header::{Header, Merged},
    refusal::{broken, unreadable},
};
use super::{columns::member_of, members::Members};
use crate::{api::http::error::ApiError, domain::FieldError};

/// A workbook that is open.
type Workbook = Xlsx<BufReader<File>>;

/// Which table of a workbook is meant.
pub(super) struct Wanted {
    /// The members of the records that its rows say.
    pub(super) members: &'static Members,
    /// Which members columns of other names say.
    pub(super) renamed: Vec<(String, String)>,
    /// The number of the sheet, from 1; without one there must be one sheet with a table only.
    pub(super) sheet: Option<usize>,
}

impl Wanted {
    fn member<'n>(&'n self, name: &'n str) -> &'n str {
        member_of(name.trim(), &self.renamed)
    }

    /// Whether a column of this name says something that is known without the names above it.
    fn knows(&self, name: &str) -> bool {
        let member = self.member(name);
        let renamed = self.renamed.iter().any(|(column, _)| column == name.trim());
        renamed
            || self.members.takes(member).is_some()
            || self.members.answered_only.contains(member)
    }
}

/// The table of a sheet.
pub(super) struct SheetTable {
    /// Its rows as lines of CSV; the first cell of each is its number in the sheet.
    pub(super) text: File,
    /// What it calls its columns.
    pub(super) names: Vec<String>,
    /// How many rows say something.
    pub(super) rows: u32,
}

/// Reads the table that is meant.
pub(super) fn read(mut file: File, wanted: &Wanted) -> Result<SheetTable, ApiError> {
    let failed = |error: std::io::Error| ApiError::Internal(error.to_string());
    file.rewind().map_err(failed)?;
    archive::check(&file)?;
    file.rewind().map_err(failed)?;
    // What the reader did not expect must not reach further than this workbook.
    let read = catch_unwind(AssertUnwindSafe(|| read_checked(file, wanted)));
    read.unwrap_or_else(|_| Err(unreadable("it is not as the standard says")))
}

fn read_checked(file: File, wanted: &Wanted) -> Result<SheetTable, ApiError> {
    let mut workbook: Workbook =
        open_workbook_from_rs(BufReader::new(file)).map_err(|error| broken(&error))?;
    let (name, header) = sheet(&mut workbook, wanted)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| broken(&error))?;
    let (text, rows) = text::rows(&mut cells, &header)?;
    Ok(SheetTable { text, names: header.names, rows })
}

/// The sheet that is meant, and its columns.
fn sheet(workbook: &mut Workbook, wanted: &Wanted) -> Result<(String, Header), ApiError> {
    let sheets: Vec<(usize, String)> = visible(workbook, wanted.sheet);
    let mut found = Vec::new();
    for (number, name) in sheets {
        if let Some(header) = header_of(workbook, &name, wanted)? {
            found.push((number, name, header));
        }
    }
    if found.len() > 1 {
        let numbers: Vec<String> = found.iter().map(|(number, ..)| number.to_string()).collect();
        let detail = format!(
            "the sheets {} have a column external_ref each: say with `sheet` which of them is meant",
            numbers.join(", ")
        );
        return Err(ApiError::Invalid(vec![FieldError::new("/sheet", "ambiguous", detail)]));
    }
    let missing = || {
        let detail = "no visible sheet that is meant has a column external_ref, by which records are found again, in its \
                      first 50 rows";
        ApiError::Invalid(vec![FieldError::new("/columns", "required", detail)])
    };
    found.pop().map(|(_, name, header)| (name, header)).ok_or_else(missing)
}

/// The sheets that can be meant, with their numbers as a reader counts them.
fn visible(workbook: &Workbook, wanted: Option<usize>) -> Vec<(usize, String)> {
    let sheets = workbook.sheets_metadata().iter();
    let shown = sheets.filter(|sheet| sheet.visible == SheetVisible::Visible);
    let numbered = shown.enumerate().map(|(at, sheet)| (at + 1, sheet));
    let meant = numbered.filter(|(number, sheet)| {
        sheet.typ == SheetType::WorkSheet && wanted.is_none_or(|wanted| wanted == *number)
    });
    meant.map(|(number, sheet)| (number, sheet.name.clone())).collect()
}

/// The columns of a sheet, if it has a table.
fn header_of(
    workbook: &mut Workbook,
    name: &str,
    wanted: &Wanted,
) -> Result<Option<Header>, ApiError> {
    let grid = {
        let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
        text::head(&mut cells)?
    };
    let is_reference = |name: &str| wanted.member(name) == "external_ref";
    let Some(reference) = header::find(&grid, is_reference) else { return Ok(None) };
    let merged = workbook.merge_cells_by_sheet_name(name).map_err(|error| broken(&error))?;
    let merged: Vec<Merged> = merged.iter().map(merged_of).collect();
    Ok(Some(Header::of(&grid, &merged, reference, |name| wanted.knows(name))))
}

fn merged_of(area: &Dimensions) -> Merged {
    Merged { rows: (area.start.0, area.end.0), columns: (area.start.1, area.end.1) }
}
