//! Tables as workbooks (XLSX): the rows go into a file while they are read, piece by piece, and are sent from there when the
//! last is written, since what a workbook holds is listed at its end. So a list of any length takes the memory of one piece.

use std::{
    fs::File,
    io::{Read, Seek},
};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::api::http::{error::ApiError, lines::Piece};

/// The media type of workbooks.
pub(in crate::api) const XLSX: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The rows of a sheet at most, with the names of its columns; more go on in another sheet.
const MOST_ROWS: u32 = 1_048_576;
/// The characters of a cell at most.
const MOST_CHARACTERS: usize = 32_767;
/// Bytes that are sent together.
const PIECE: u64 = 256 << 10;
/// How a faulty cell is marked.
const RED: u32 = 0x00FF_C7CE;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::api) enum Cell {
    /// It is empty.
    Empty,
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A text, which no spreadsheet takes for a formula.
    Text(String),
    /// What is wrong with the cell, which is marked.
    Faulty(String),
}

/// A sheet: what it is called, and its columns.
#[derive(Debug, Clone)]
pub(in crate::api) struct SheetNames {
    pub(in crate::api) name: &'static str,
    pub(in crate::api) columns: Vec<String>,
}

/// Rows that were read: each with the number of its sheet, from 0, and where to go on.
pub(in crate::api) struct Rows<P> {
    pub(in crate::api) rows: Vec<(usize, Vec<Cell>)>,
    pub(in crate::api) more_after: Option<P>,
}

/// How far a workbook is.
pub(in crate::api) enum Making<P> {
    /// More rows follow.
    Writing(Box<Book>, P),
    /// It is being sent.
    Sending(File),
}

/// The next piece of a workbook with such sheets, whose rows are read by `rows`.
pub(in crate::api) fn piece<P>(
    place: Option<Making<P>>,
    sheets: &[SheetNames],
    rows: impl FnOnce(Option<P>) -> Result<Rows<P>, ApiError>,
) -> Result<Piece<Making<P>>, ApiError> {
    let (mut book, after) = match place {
        Some(Making::Sending(file)) => return sent(file),
        Some(Making::Writing(book, after)) => (book, Some(after)),
        None => (Box::new(Book::new(sheets)?), None),
    };
    let Rows { rows, more_after } = rows(after)?;
    for (sheet, cells) in &rows {
        book.write(*sheet, cells)?;
    }
    let making = match more_after {
        Some(after) => Making::Writing(book, after),
        None => Making::Sending(book.finish()?),
    };
    Ok(Piece { bytes: Vec::new(), more_after: Some(making) })
}

fn sent<P>(mut file: File) -> Result<Piece<Making<P>>, ApiError> {
    let mut bytes = Vec::new();
    file.by_ref().take(PIECE).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    let more_after = (!bytes.is_empty()).then_some(Making::Sending(file));
    Ok(Piece { bytes, more_after })
}

fn failed(error: &dyn std::error::Error) -> ApiError {
    ApiError::Internal(error.to_string())
}

/// A workbook while it is written.
pub(in crate::api) struct Book {
    workbook: Workbook,
    sheets: Vec<Sheet>,
    marked: Format,
}

/// A sheet, and where its next row goes.
struct Sheet {
    names: SheetNames,
    /// Which sheet of the workbook it is now, and how many it has been.
    at: usize,
    parts: u32,
    row: u32,
}

impl Book {
    fn new(sheets: &[SheetNames]) -> Result<Self, ApiError> {
        let marked = Format::new().set_background_color(RED);
        let mut book = Self { workbook: Workbook::new(), sheets: Vec::new(), marked };
        for names in sheets {
            let at = book.begin(names, 1)?;
            book.sheets.push(Sheet { names: names.clone(), at, parts: 1, row: 1 });
        }
        Ok(book)
    }

    /// Begins a sheet with the names of its columns; its number.
    fn begin(&mut self, names: &SheetNames, part: u32) -> Result<usize, ApiError> {
        let at = self.workbook.worksheets().len();
        let title =
            if part == 1 { names.name.to_owned() } else { format!("{} {part}", names.name) };
        let sheet =
            self.workbook.add_worksheet_with_constant_memory().map_err(|error| failed(&error))?;
        sheet
            .set_name(title)
            .and_then(|sheet| sheet.set_freeze_panes(1, 0))
            .map_err(|error| failed(&error))?;
        let bold = Format::new().set_bold();
        for (column, name) in (0..).zip(&names.columns) {
            sheet
                .write_string_with_format(0, column, cut(name), &bold)
                .map_err(|error| failed(&error))?;
        }
        Ok(at)
    }

    fn write(&mut self, sheet: usize, cells: &[Cell]) -> Result<(), ApiError> {
        if self.sheets[sheet].row == MOST_ROWS {
            let (names, part) = (self.sheets[sheet].names.clone(), self.sheets[sheet].parts + 1);
            let at = self.begin(&names, part)?;
            self.sheets[sheet] = Sheet { names, at, parts: part, row: 1 };
        }
        let Sheet { at, row, .. } = &mut self.sheets[sheet];
        let worksheet = self.workbook.worksheet_from_index(*at).map_err(|error| failed(&error))?;
        for (column, cell) in (0..).zip(cells) {
            put(worksheet, (*row, column), cell, &self.marked).map_err(|error| failed(&error))?;
        }
        *row += 1;
        Ok(())
    }

    /// The whole workbook in a file that nobody else sees.
    fn finish(mut self) -> Result<File, ApiError> {
        let mut file = tempfile::tempfile().map_err(|error| failed(&error))?;
        self.workbook.save_to_writer(&mut file).map_err(|error| failed(&error))?;
        file.rewind().map_err(|error| failed(&error))?;
        Ok(file)
    }
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    marked: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => Ok(()),
        Cell::Number(number) => sheet.write_number(row, column, *number).map(drop),
        Cell::Truth(truth) => sheet.write_boolean(row, column, *truth).map(drop),
        Cell::Text(text) => sheet.write_string(row, column, cut(text)).map(drop),
        Cell::Faulty(why) => {
            sheet.write_string_with_format(row, column, cut(why), marked).map(drop)
        }
    }
}

/// A text as a cell takes it: what is longer ends with a mark.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

    use super::*;

    fn read(file: File) -> Xlsx<BufReader<File>> {
        open_workbook_from_rs(BufReader::new(file)).unwrap()
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let names = SheetNames { name: "rows", columns: vec!["a".to_owned(), "b".to_owned()] };
        let more = SheetNames { name: "more", columns: vec!["c".to_owned()] };
        let mut book = Book::new(&[names, more]).unwrap();
        book.write(0, &[Cell::Text("=1+1".to_owned()), Cell::Number(1.5)]).unwrap();
        book.write(1, &[Cell::Truth(true)]).unwrap();
        book.write(0, &[Cell::Empty, Cell::Faulty("к".repeat(40_000))]).unwrap();
        let mut workbook = read(book.finish().unwrap());
        let rows = workbook.worksheet_range("rows").unwrap();
        assert_eq!(rows.get((1, 0)), Some(&Data::String("=1+1".to_owned())), "no formula");
        assert_eq!(rows.get((1, 1)), Some(&Data::Float(1.5)));
        let Some(Data::String(long)) = rows.get((2, 1)) else { panic!("a text") };
        assert_eq!((long.chars().count(), long.ends_with('…')), (MOST_CHARACTERS, true));
        assert!(workbook.worksheet_formula("rows").unwrap().is_empty());
        let more = workbook.worksheet_range("more").unwrap();
        assert_eq!(more.get((1, 0)), Some(&Data::Bool(true)));
    }

    #[test]
    fn a_full_sheet_goes_on_in_another() {
        let names = SheetNames { name: "rows", columns: vec!["a".to_owned()] };
        let mut book = Book::new(&[names]).unwrap();
        book.sheets[0].row = MOST_ROWS;
        book.write(0, &[Cell::Number(7.0)]).unwrap();
        let mut workbook = read(book.finish().unwrap());
        assert_eq!(workbook.sheet_names(), ["rows", "rows 2"]);
        let more = workbook.worksheet_range("rows 2").unwrap();
        assert_eq!(more.get((0, 0)), Some(&Data::String("a".to_owned())));
        assert_eq!(more.get((1, 0)), Some(&Data::Float(7.0)));
    }
}
