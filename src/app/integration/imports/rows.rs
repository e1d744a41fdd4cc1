//! Cuts the text of an import into rows, and knows after each where the next one begins.

use std::io::{self, BufRead, BufReader, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        integration::imports::row::{ReadRow, Row, RowReader},
    },
    domain::{
        FieldError,
        integration::import::{ImportBody, ImportFormat, RowPosition, Table},
    },
    store::{Store, StoreError, jobs::texts},
};

/// The most bytes of a row.
const MOST: u64 = 256 << 10;

impl App {
    /// Lets the rows of imports be read by this. A second one is not taken.
    pub fn set_row_reader(&self, reader: RowReader<Self>) {
        if self.row_reader.set(reader).is_err() {
            tracing::debug!("something reads the rows of imports already");
        }
    }

    /// What a row of an import says.
    pub(super) fn said_of_row(&self, body: &ImportBody, row: &Row) -> Result<ReadRow, AppError> {
        let missing = || AppError::Unavailable("nobody reads the rows of imports here".to_owned());
        let reader = self.row_reader.get().ok_or_else(missing)?;
        Ok(reader(self, body, row))
    }
}

/// The rows of a text behind a position.
pub struct Rows<'s> {
    source: Source<'s>,
    next: RowPosition,
    ended: bool,
}

enum Source<'s> {
    Lines(BufReader<Pieces<'s>>),
    /// `numbered` are rows of a sheet: the first cell of each is its number there.
    Table {
        reader: Box<Reader<Pieces<'s>>>,
        begin: RowPosition,
        numbered: bool,
    },
}

impl<'s> Rows<'s> {
    /// The rows behind a position; all of them if there is none.
    pub fn of(store: &'s Store, body: &ImportBody, position: Option<RowPosition>) -> Self {
        let first = match &body.table {
            None => RowPosition { byte: 0, line: 1 },
            Some(table) => RowPosition { byte: table.begins_at, line: table.first_line },
        };
        let next = position.unwrap_or(first);
        let pieces = Pieces {
            store,
            text: body.text,
            at: next.byte,
            piece: (0, String::new()),
            of_row: 0,
            failed: None,
        };
        let source = match &body.table {
            None => Source::Lines(BufReader::new(pieces)),
            Some(table) => Source::Table {
                reader: Box::new(reader(table, pieces)),
                begin: next,
                numbered: body.written_in == ImportFormat::Xlsx,
            },
        };
        Self { source, next, ended: false }
    }

    /// Where the next row begins.
    pub fn position(&self) -> RowPosition {
        self.next
    }

    /// The next row that says something, with where it begins; `None` behind the last.
    pub fn read_next(&mut self) -> Result<Option<(RowPosition, Row)>, AppError> {
        while !self.ended {
            let at = self.next;
            let read = match &mut self.source {
                Source::Lines(lines) => next_line(lines, &mut self.next),
                Source::Table { reader, begin, numbered } => {
                    let read = next_cells(reader, *begin, &mut self.next);
                    if *numbered { read.map(|row| row.map(by_number)) } else { read }
                }
            };
            match read {
                Ok(Some((line, row))) if says_something(&row) => {
                    return Ok(Some((RowPosition { line, ..at }, row)));
                }
                Ok(Some(_)) => {}
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    self.failure()?;
                    return Ok(Some((at, Row::Unreadable(broken(&error)))));
                }
            }
        }
        Ok(None)
    }

    /// Why no piece could be read, if that was it.
    fn failure(&mut self) -> Result<(), AppError> {
        let pieces = match &mut self.source {
            Source::Lines(lines) => lines.get_mut(),
            Source::Table { reader, .. } => reader.get_mut(),
        };
        pieces.failed.take().map_or(Ok(()), |error| Err(error.into()))
    }
}

fn reader<'s>(table: &Table, pieces: Pieces<'s>) -> Reader<Pieces<'s>> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(table.delimiter)
        .from_reader(pieces)
}

fn says_something(row: &Row) -> bool {
    match row {
        Row::Line(line) => !line.trim().is_empty(),
        Row::Cells(cells) => cells.iter().any(|cell| !cell.trim().is_empty()),
        Row::Unreadable(_) => true,
    }
}

/// The table goes on no further.
fn broken(error: &io::Error) -> FieldError {
    let detail = match error.kind() {
        io::ErrorKind::FileTooLarge => {
            "the row is longer than 256 KiB: a quotation mark may be left open; nothing behind it was read"
        }
        _ => {
            "the row cannot be read, and nothing behind it was: see that quotation marks are closed"
        }
    };
    FieldError::new("", "unreadable", detail)
}

/// A line and the number that it has.
fn next_line(
    lines: &mut BufReader<Pieces<'_>>,
    next: &mut RowPosition,
) -> io::Result<Option<(u32, Row)>> {
    let mut bytes = Vec::new();
    lines.get_mut().of_row = 0;
    let mut taken = lines.by_ref().take(MOST).read_until(b'\n', &mut bytes)?;
    if taken == 0 {
        return Ok(None);
    }
    let whole = bytes.last() == Some(&b'\n') || taken < usize::try_from(MOST).unwrap_or(usize::MAX);
    if !whole {
        taken += skip_line(lines)?;
    }
    let line = next.line;
    next.line += 1;
    next.byte += i64::try_from(taken).unwrap_or(i64::MAX);
    let row = match String::from_utf8(bytes) {
        Ok(text) if whole => Row::Line(text),
        _ => {
            let detail = "the line is longer than 256 KiB: send the record alone, or less of it";
            Row::Unreadable(FieldError::new("", "too_long", detail))
        }
    };
    Ok(Some((line, row)))
}

/// Passes over the rest of a line; how many bytes that are.
fn skip_line(lines: &mut BufReader<Pieces<'_>>) -> io::Result<usize> {
    let mut skipped = 0;
    loop {
        lines.get_mut().of_row = 0;
        let mut part = Vec::new();
        skipped += lines.by_ref().take(MOST).read_until(b'\n', &mut part)?;
        if part.last() == Some(&b'\n') || part.is_empty() {
            return Ok(skipped);
        }
    }
}

fn next_cells(
    reader: &mut Reader<Pieces<'_>>,
    begin: RowPosition,
    next: &mut RowPosition,
) -> io::Result<Option<(u32, Row)>> {
    let mut record = ByteRecord::new();
    reader.get_mut().of_row = 0;
    if !reader.read_byte_record(&mut record).map_err(io::Error::from)? {
        return Ok(None);
    }
    let after = reader.position();
    let lines = u32::try_from(after.line() - 1).unwrap_or(u32::MAX);
    next.line = begin.line.saturating_add(lines);
    next.byte = begin.byte + i64::try_from(after.byte()).unwrap_or(i64::MAX);
    // Blank lines before a row are counted to it: its own are those in its cells, and its end.
    let within = record.iter().flatten().filter(|byte| **byte == b'\n').count();
    let own = u32::try_from(within).unwrap_or(u32::MAX).saturating_add(1);
    let line = next.line.saturating_sub(own);
    let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    Ok(Some((line, Row::Cells(cells))))
}

/// The row of a sheet, whose first cell is its number.
fn by_number((line, row): (u32, Row)) -> (u32, Row) {
    match row {
        Row::Cells(mut cells) if !cells.is_empty() => {
            (cells.remove(0).parse().unwrap_or(line), Row::Cells(cells))
        }
        row => (line, row),
    }
}

/// The text behind a byte, read piece by piece.
struct Pieces<'s> {
    store: &'s Store,
    text: Uuid,
    at: i64,
    piece: (i64, String),
    /// Bytes that were read for the row that is being read.
    of_row: u64,
    /// Why a piece could not be read.
    failed: Option<StoreError>,
}

impl Pieces<'_> {
    /// What is left of the piece that holds the next byte; empty behind the end.
    fn left(&mut self) -> Result<&[u8], StoreError> {
        let (begins_at, piece) = &self.piece;
        let holds = |begins_at: i64, piece: &str| {
            let offset = usize::try_from(self.at - begins_at).ok();
            offset.filter(|offset| *offset < piece.len())
        };
        if holds(*begins_at, piece).is_none() {
            let (text, at) = (self.text, self.at);
            let found = self.store.read(|conn| texts::piece(conn, text, at))?;
            self.piece = found.unwrap_or_default();
        }
        let (begins_at, piece) = &self.piece;
        let offset = usize::try_from(self.at - begins_at).unwrap_or(usize::MAX);
        Ok(piece.as_bytes().get(offset..).unwrap_or_default())
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.of_row > 2 * MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut left = match self.left() {
            Ok(left) => left,
            Err(error) => {
                self.failed = Some(error);
                return Err(io::Error::other("a piece cannot be read"));
            }
        };
        let read = left.read(into)?;
        self.at += i64::try_from(read).unwrap_or(i64::MAX);
        self.of_row += u64::try_from(read).unwrap_or(u64::MAX);
        Ok(read)
    }
}
