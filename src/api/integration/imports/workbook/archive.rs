//! What a workbook is packed into, looked at before it is read: how much it holds when it is unpacked, and that its parts
//! are such XML as spreadsheets write. What is said of sizes in it is not believed: each part is unpacked and counted.

use std::{
    fs::File,
    io::{self, BufReader, Read},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::ZipArchive;

use super::refusal::unreadable;
use crate::api::http::error::ApiError;

/// The most bytes of all parts.
const MOST: u64 = 512 << 20;
/// The most bytes of the texts that cells share, which are held in memory.
const MOST_TEXTS: u64 = 64 << 20;
/// The most bytes of each other part that is held in memory.
const MOST_OF_OTHERS: u64 = 8 << 20;
/// The most bytes of a cell, and of what stands between two tags.
const MOST_OF_A_CELL: u64 = 1 << 20;
/// The most parts.
const MOST_PARTS: usize = 2_000;
/// How a file of the old format, or an encrypted one, begins.
const OLD: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// Refuses what is no workbook, or would not fit into memory.
pub(super) fn check(file: &File) -> Result<(), ApiError> {
    let mut begin = [0; 4];
    let mut reader = BufReader::new(file);
    if reader.read_exact(&mut begin).is_ok() && begin == OLD {
        return Err(unreadable(
            "it is encrypted, or of the old format: save it as .xlsx without a password",
        ));
    }
    let no_workbook = |_| unreadable("it is no .xlsx: save it as one");
    let mut archive = ZipArchive::new(reader).map_err(no_workbook)?;
    if archive.len() > MOST_PARTS {
        return Err(unreadable("it has more than 2,000 parts: save it anew as .xlsx"));
    }
    let mut left = MOST;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(no_workbook)?;
        let name = part.name().map_err(no_workbook)?.to_lowercase();
        let (most, is_xml) = (left.min(most_of(&name)), is_xml(&name));
        left -= check_part(part, most, is_xml)?;
    }
    Ok(())
}

/// The most bytes of a part.
fn most_of(name: &str) -> u64 {
    if name.ends_with("sharedstrings.xml") {
        MOST_TEXTS
    } else if name.contains("worksheets/") || !is_xml(name) {
        MOST
    } else {
        MOST_OF_OTHERS
    }
}

fn is_xml(name: &str) -> bool {
    matches!(name.rsplit('.').next(), Some("xml" | "rels"))
}

/// How many bytes a part has.
fn check_part(part: impl Read, most: u64, is_xml: bool) -> Result<u64, ApiError> {
    let mut counted = Counted { part, seen: 0, of_event: 0, most };
    let checked = if is_xml {
        check_xml(BufReader::new(&mut counted))
    } else {
        io::copy(&mut counted, &mut io::sink()).map(drop).map_err(|error| broken(&error))
    };
    if counted.seen > most || counted.of_event > 2 * MOST_OF_A_CELL {
        return Err(ApiError::UnpacksTooLarge);
    }
    checked.map(|()| counted.seen)
}

fn broken(_: &dyn std::error::Error) -> ApiError {
    unreadable("a part of it is broken: save it anew as .xlsx")
}

/// Refuses what no spreadsheet writes: types of documents, entities, and numbers of texts that the part cannot hold.
fn check_xml<R: Read>(part: BufReader<&mut Counted<R>>) -> Result<(), ApiError> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut of_cell) = (Vec::new(), 0_u64);
    loop {
        buffer.clear();
        reader.get_mut().get_mut().of_event = 0;
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        match event {
            Event::DocType(_) => {
                return Err(unreadable(
                    "it declares a document type or entities, which no spreadsheet does",
                ));
            }
            Event::Start(tag) | Event::Empty(tag) => {
                check_tag(&tag)?;
                if matches!(tag.local_name().as_ref(), "c" | "si") {
                    of_cell = 0;
                }
            }
            Event::Text(text) => of_cell += text.len() as u64,
            Event::CData(text) => of_cell += text.len() as u64,
            Event::GeneralRef(_) => of_cell += 1,
            Event::Eof => return Ok(()),
            _ => {}
        }
        if of_cell > MOST_OF_A_CELL {
            return Err(ApiError::UnpacksTooLarge);
        }
    }
}

/// The reader makes room for as many texts as a part says that it has.
fn check_tag(tag: &BytesStart<'_>) -> Result<(), ApiError> {
    if tag.local_name().as_ref() != "sst" {
        return Ok(());
    }
    for attribute in tag.attributes().with_checks(false).flatten() {
        let is_count = attribute.key.local_name().as_ref() == "uniqueCount";
        if is_count && attribute.value.trim_start_matches('0').len() > 7 {
            return Err(ApiError::UnpacksTooLarge);
        }
    }
    Ok(())
}

/// A part while it is unpacked.
struct Counted<R> {
    part: R,
    seen: u64,
    /// Bytes that were read since the last event.
    of_event: u64,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.seen > self.most || self.of_event > 2 * MOST_OF_A_CELL {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.part.read(into)?;
        self.seen += read as u64;
        self.of_event += read as u64;
        Ok(read)
    }
}
