//! Files of XML: each record of one as a line of JSON, so that it is read on like any other.
//!
//! [`decoding`] reads whatever it is written in as UTF-8 and bounds what is held of it, [`tree`] makes JSON of an element,
//! and [`records`] finds the records and refuses what no system writes: types of documents, entities, and depths.

mod decoding;
mod records;
mod tree;

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Seek, Write},
};

use encoding_rs::{Encoding, UTF_8};

pub(super) use self::records::{TOO_LONG, Wanted};
use self::{decoding::Decoded, records::Refusal};
use crate::api::http::error::ApiError;

/// The media type of XML; `text/xml` says the same.
pub(super) const XML: &str = "application/xml";
/// Where a declaration tells what the file is written in.
const DECLARATION: usize = 200;

/// What is read of a file.
pub(super) struct Records {
    /// A line of JSON for each record, in the line in which it begins if that is free.
    pub(super) text: File,
    /// How many records there are.
    pub(super) rows: u32,
}

/// Reads the records of a file. `charset` is what its sender says that it is written in.
pub(super) fn read(
    mut file: File,
    charset: Option<&'static Encoding>,
    wanted: Wanted,
) -> Result<Records, ApiError> {
    let failed = |error: std::io::Error| ApiError::Internal(error.to_string());
    file.rewind().map_err(failed)?;
    let mut begin = Vec::new();
    Read::by_ref(&mut file).take(DECLARATION as u64).read_to_end(&mut begin).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let encoding = match charset {
        Some(named) => named,
        None => declared(&begin)?,
    };
    let mut out = BufWriter::new(tempfile::tempfile().map_err(failed)?);
    let source = BufReader::new(Decoded::new(file, encoding));
    let rows =
        records::write(source, wanted, &mut out).map_err(|refusal| told(&refusal, wanted))?;
    out.flush().map_err(failed)?;
    let mut text = out.into_inner().map_err(|error| ApiError::Internal(error.to_string()))?;
    text.rewind().map_err(failed)?;
    Ok(Records { text, rows })
}

/// What a file that begins so says that it is written in.
fn declared(begin: &[u8]) -> Result<&'static Encoding, ApiError> {
    let begin = String::from_utf8_lossy(begin);
    let Some((_, rest)) = begin.split_once("encoding=") else { return Ok(UTF_8) };
    let mut parts = rest.splitn(3, ['"', '\'']);
    let label = parts.nth(1).unwrap_or_default();
    let unknown = || refused("it declares an encoding that is not known: save it as UTF-8");
    Encoding::for_label(label.as_bytes()).ok_or_else(unknown)
}

fn told(refusal: &Refusal, wanted: Wanted) -> ApiError {
    match refusal {
        Refusal::Because(why) => refused(why),
        Refusal::NoRecord => refused(&format!("it holds no element {}", wanted.record)),
        Refusal::OtherRoot(root, version) => refused(&format!(
            "expected the element {root} around everything, which says of itself version {version}"
        )),
        Refusal::Failed(error) => ApiError::Internal(error.to_string()),
    }
}

fn refused(why: &str) -> ApiError {
    ApiError::Malformed(format!("the XML cannot be read: {why}"))
}
