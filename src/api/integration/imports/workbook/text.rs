//! The cells of a sheet as text: days as days, whatever number a spreadsheet keeps of them, and each row as a line of CSV
//! behind the number that it has in the sheet.

use std::{
    borrow::Cow,
    fs::File,
    io::{BufReader, BufWriter, Seek, Write},
};

use calamine::{DataRef, ExcelDateTime, XlsxCellReader};

use super::{
    header::{Grid, Header, WIDEST},
    refusal::{broken, unreadable},
};
use crate::api::http::error::ApiError;

/// What stands for a formula. No cell of a workbook can hold this character.
pub(in super::super) const FORMULA: &str = "\u{1}formula";
/// What stands for a formula that came to nothing.
pub(in super::super) const ERROR: &str = "\u{1}error";
/// What stands for a row that is too long.
pub(in super::super) const TOO_LONG: &str = "\u{1}too_long";
/// The most columns of a sheet.
const MOST_COLUMNS: u32 = 16_384;
/// Rows in which the names of columns are looked for.
const HEAD: u32 = 50;
/// The most bytes of a row.
const MOST_OF_A_ROW: usize = 200 << 10;

type Cells<'c> = XlsxCellReader<'c, BufReader<File>>;

/// The cells of the first rows.
pub(super) fn head(cells: &mut Cells<'_>) -> Result<Grid, ApiError> {
    let mut grid = Grid::new();
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let (row, column) = cell.get_position();
        if row >= HEAD {
            break;
        }
        if column < WIDEST {
            grid.insert((row, column), text(cell.get_value()).into_owned());
        }
    }
    grid.retain(|_, text| !text.trim().is_empty());
    Ok(grid)
}

/// Writes the rows below a header into a file that nobody else sees; with how many there are.
pub(super) fn rows(cells: &mut Cells<'_>, header: &Header) -> Result<(File, u32), ApiError> {
    let mut lines = Lines::new(header.names.len()).map_err(failed)?;
    while let Some(cell) =
        cells.next_cell_with_formula_metadata().map_err(|error| broken(&error))?
    {
        let (row, column) = cell.pos;
        if row <= header.last_row {
            continue;
        }
        if column >= MOST_COLUMNS || row < lines.row {
            return Err(unreadable("its cells are not in their order: save it anew as .xlsx"));
        }
        if row > lines.row {
            lines.end_row()?;
            lines.row = row;
        }
        let said = if cell.formula.is_some() { FORMULA.into() } else { text(&cell.value) };
        lines.put(column as usize, &said);
    }
    lines.end_row()?;
    lines.finish()
}

fn failed(error: impl std::fmt::Display) -> ApiError {
    ApiError::Internal(error.to_string())
}

/// The lines of a table while they are written.
struct Lines {
    out: csv::Writer<BufWriter<File>>,
    row: u32,
    cells: Vec<String>,
    of_row: usize,
    written: usize,
    rows: u32,
}

impl Lines {
    fn new(columns: usize) -> std::io::Result<Self> {
        let file = tempfile::tempfile()?;
        let out = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(file));
        // The last stands for all that have no column.
        let cells = vec![String::new(); columns + 1];
        Ok(Self { out, row: 0, cells, of_row: 0, written: 0, rows: 0 })
    }

    fn put(&mut self, column: usize, said: &str) {
        if said.trim().is_empty() {
            return;
        }
        self.of_row = self.of_row.saturating_add(said.len());
        let last = self.cells.len() - 1;
        if self.of_row <= MOST_OF_A_ROW {
            said.clone_into(&mut self.cells[column.min(last)]);
        }
    }

    fn end_row(&mut self) -> Result<(), ApiError> {
        if self.of_row == 0 {
            return Ok(());
        }
        let number = (self.row + 1).to_string();
        if self.of_row > MOST_OF_A_ROW {
            self.out.write_record([&number, TOO_LONG]).map_err(failed)?;
        } else {
            let cells = self.cells.iter().map(String::as_str);
            self.out.write_record(std::iter::once(number.as_str()).chain(cells)).map_err(failed)?;
        }
        self.written += number.len() + self.of_row.min(MOST_OF_A_ROW) + self.cells.len();
        if self.written > super::super::upload::MOST {
            return Err(ApiError::UnpacksTooLarge);
        }
        self.cells.iter_mut().for_each(String::clear);
        self.of_row = 0;
        self.rows += 1;
        Ok(())
    }

    fn finish(self) -> Result<(File, u32), ApiError> {
        let mut buffered = self.out.into_inner().map_err(failed)?;
        buffered.flush().map_err(failed)?;
        let mut file = buffered.into_inner().map_err(failed)?;
        file.rewind().map_err(failed)?;
        Ok((file, self.rows))
    }
}

/// What a cell says.
fn text<'c>(value: &'c DataRef<'_>) -> Cow<'c, str> {
    match value {
        DataRef::Empty => "".into(),
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => number.to_string().into(),
        DataRef::Bool(truth) => truth.to_string().into(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            plain(text)
        }
        DataRef::SharedString(text) => plain(text),
        DataRef::DateTime(at) => day(at).into(),
        DataRef::Error(_) => ERROR.into(),
    }
}

/// A text without the characters that no text has.
fn plain(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(odd) { text.replace(odd, "").into() } else { text.into() }
}

/// A day, with its time unless it is midnight. What is a time only stays a number.
fn day(at: &ExcelDateTime) -> String {
    if at.is_duration() || at.as_f64() < 1.0 {
        return at.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        day
    } else {
        format!("{day}T{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn a_cell_says_what_a_person_sees() {
        for (value, said) in [
            (DataRef::Float(90_000.0), "90000"),
            (DataRef::Float(0.5), "0.5"),
            (DataRef::Int(-3), "-3"),
            (DataRef::Bool(true), "true"),
            (DataRef::SharedString(" a\u{1}b\r\nc"), " ab\nc"),
            (DataRef::Empty, ""),
        ] {
            assert_eq!(text(&value), said);
        }
    }

    #[test]
    fn a_day_is_a_day_in_both_reckonings() {
        let at =
            |value, is_1904| day(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904));
        assert_eq!(at(46_082.0, false), "2026-03-01");
        assert_eq!(at(46_082.0 - 1_462.0, true), "2026-03-01");
        assert_eq!(at(46_082.5, false), "2026-03-01T12:00:00");
        assert_eq!(at(0.25, false), "0.25", "six o'clock");
    }
}
