//! Takes the text of an import while it arrives: each piece is read as UTF-8 or from what else it is written in, and put
//! into the store before the next one is taken.

use std::{fs::File, io::Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1251};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{incoming::Incoming, xml::XML};
use crate::{
    api::{
        http::error::ApiError,
        request::context::Context,
        resource::{bulk::CSV, jobs::NDJSON, workbook::XLSX},
    },
    app::App,
    domain::{integration::import::ImportFormat, values::hex::hex},
};

/// The most bytes of a text.
pub(super) const MOST: usize = 256 << 20;
/// Bytes that are put into the store together.
const PIECE: usize = 256 << 10;

/// What can be sent.
const TAKEN: &str = "application/x-ndjson, text/csv, application/xml, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet or \
                     multipart/form-data with one of them";

/// A text that has arrived.
pub(super) struct Arrived {
    /// SHA-256 of its bytes, in hexadecimal.
    pub(super) digest: String,
    /// How it begins.
    pub(super) head: String,
    /// How many lines it has.
    pub(super) lines: u32,
}

/// How a text is written: its media type says so, or its first bytes.
pub(super) struct Written {
    pub(super) format: ImportFormat,
    /// What its sender says that it is written in.
    pub(super) charset: Option<&'static Encoding>,
}

impl Written {
    /// A text that this server wrote itself of what was sent.
    pub(super) const OURS: Self = Self { format: ImportFormat::Xlsx, charset: None };

    /// What a media type says.
    pub(super) fn of(content_type: &str) -> Result<Self, ApiError> {
        let mut parts = content_type.split(';').map(str::trim);
        let format = match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
            NDJSON => ImportFormat::Ndjson,
            CSV => ImportFormat::Csv,
            XLSX => ImportFormat::Xlsx,
            XML | "text/xml" => ImportFormat::Xml,
            _ => return Err(ApiError::Unsupported(TAKEN)),
        };
        let charset = parts.find_map(|part| part.strip_prefix("charset="));
        let unknown = || {
            ApiError::Malformed("charset: expected utf-8, windows-1251 or another name of the WHATWG encoding standard".to_owned())
        };
        let read =
            |name: &str| Encoding::for_label(name.trim_matches('"').as_bytes()).ok_or_else(unknown);
        Ok(Self { format, charset: charset.map(read).transpose()? })
    }

    /// A decoder for a text that begins so.
    fn decoder(&self, begin: &[u8]) -> Decoder {
        if self.format == ImportFormat::Xlsx {
            return UTF_8.new_decoder(); // the text of a sheet is ours
        }
        let utf8 = match std::str::from_utf8(begin) {
            Ok(_) => true,
            Err(error) => error.error_len().is_none(), // the piece ends within a character
        };
        let guessed =
            if utf8 || self.format == ImportFormat::Ndjson { UTF_8 } else { WINDOWS_1251 };
        self.charset.unwrap_or(guessed).new_decoder()
    }
}

/// Takes a text into the store. `check` sees how it begins before it is taken whole.
pub(super) async fn take(
    context: &Context,
    incoming: &mut Incoming,
    (text, written): (Uuid, &Written),
    check: impl Fn(&str) -> Result<(), ApiError>,
) -> Result<Arrived, ApiError> {
    let mut taking = Taking::of_most(MOST);
    loop {
        let next = incoming.next().await?;
        let last = next.is_none();
        taking.bytes.extend(next.unwrap_or_default());
        while taking.bytes.len() >= PIECE || last && !taking.is_done() {
            let is_first = taking.arrived.head.is_empty();
            taking.decode(written, last)?;
            if is_first {
                check(&taking.arrived.head)?;
            }
            if let Some((at, piece)) = taking.piece() {
                let add = move |context: &Context| {
                    Ok(context.app().add_to_import_text(text, at, piece)?)
                };
                context.clone().change(add).await?;
            }
        }
        if last {
            return Ok(taking.finish());
        }
    }
}

/// Takes what this server wrote of a file into the store.
pub(super) async fn take_ours(
    context: &Context,
    ours: File,
    (text, written): (Uuid, Written),
) -> Result<(), ApiError> {
    let mut taking = FileTaking { file: ours, taking: Taking::of_most(MOST), written };
    loop {
        let step = move |context: &Context| {
            let last = taking.step(context.app(), text)?;
            Ok((!last).then_some(taking))
        };
        match context.clone().change(step).await? {
            Some(next) => taking = next,
            None => return Ok(()),
        }
    }
}

/// A text that is taken from a file.
struct FileTaking {
    file: File,
    taking: Taking,
    written: Written,
}

impl FileTaking {
    /// Takes the next piece; whether it was the last.
    fn step(&mut self, app: &App, text: Uuid) -> Result<bool, ApiError> {
        self.taking.take_piece(app, &mut self.file, (text, &self.written))
    }
}

/// Takes a text from a file on this machine.
pub(super) fn take_file(
    app: &App,
    file: &mut dyn Read,
    (text, written): (Uuid, &Written),
) -> Result<Arrived, ApiError> {
    let mut taking = Taking::of_most(usize::MAX); // who runs the command has the whole machine
    while !taking.take_piece(app, file, (text, written))? {}
    Ok(taking.finish())
}

/// A text of which some has arrived.
struct Taking {
    bytes: Vec<u8>,
    piece: String,
    at: i64,
    seen: usize,
    /// The most bytes that are taken.
    most: usize,
    decoder: Option<Decoder>,
    ended: bool,
    digest: Sha256,
    ends_a_line: bool,
    /// Whether the piece before ended with a carriage return, which may belong to the end of a line.
    holds_return: bool,
    arrived: Arrived,
}

impl Taking {
    fn of_most(most: usize) -> Self {
        let arrived = Arrived { digest: String::new(), head: String::new(), lines: 0 };
        Self {
            bytes: Vec::new(),
            piece: String::new(),
            at: 0,
            seen: 0,
            most,
            decoder: None,
            ended: false,
            digest: Sha256::new(),
            ends_a_line: true,
            holds_return: false,
            arrived,
        }
    }

    fn is_done(&self) -> bool {
        self.ended
    }

    /// Takes the next piece of a file; whether it was the last.
    fn take_piece(
        &mut self,
        app: &App,
        file: &mut dyn Read,
        (text, written): (Uuid, &Written),
    ) -> Result<bool, ApiError> {
        let unreadable = |error| ApiError::Malformed(format!("the file cannot be read: {error}"));
        let piece = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = file.take(piece).read_to_end(&mut self.bytes).map_err(unreadable)?;
        while self.bytes.len() >= PIECE || read == 0 && !self.is_done() {
            self.decode(written, read == 0)?;
            if let Some((at, piece)) = self.piece() {
                app.add_to_import_text(text, at, piece)?;
            }
        }
        Ok(read == 0)
    }

    /// Reads what has arrived into a piece.
    fn decode(&mut self, written: &Written, last: bool) -> Result<(), ApiError> {
        let size = self.bytes.len().min(PIECE);
        let bytes: Vec<u8> = self.bytes.drain(..size).collect();
        let last = last && self.bytes.is_empty();
        self.seen += bytes.len();
        if self.seen > self.most {
            return Err(ApiError::TooLarge(self.most));
        }
        self.digest.update(&bytes);
        let decoder = self.decoder.get_or_insert_with(|| written.decoder(&bytes));
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        self.piece = String::with_capacity(room.unwrap_or(4 * PIECE));
        let (result, _) =
            decoder.decode_to_string_without_replacement(&bytes, &mut self.piece, last);
        if result != DecoderResult::InputEmpty || self.piece.contains('\0') {
            let detail = "the body is not text as its charset says: send UTF-8, or name the charset in Content-Type";
            return Err(ApiError::Malformed(detail.to_owned()));
        }
        self.ended = last;
        self.end_lines_alike(last);
        let lines = self.piece.matches('\n').count();
        self.arrived.lines =
            self.arrived.lines.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        if let Some(end) = self.piece.chars().next_back() {
            self.ends_a_line = end == '\n';
        }
        if self.arrived.head.is_empty() {
            self.arrived.head.clone_from(&self.piece);
        }
        Ok(())
    }

    /// Ends each line, the last too, as they end on most systems: so each row is found by its byte and its line.
    fn end_lines_alike(&mut self, last: bool) {
        if std::mem::take(&mut self.holds_return) {
            self.piece.insert(0, '\r');
        }
        if !last && self.piece.ends_with('\r') {
            self.piece.pop();
            self.holds_return = true;
        }
        if self.piece.contains("\r\n") {
            self.piece = self.piece.replace("\r\n", "\n");
        }
        let ends_a_line = match self.piece.chars().next_back() {
            Some(end) => end == '\n',
            None => self.ends_a_line,
        };
        if last && !ends_a_line {
            self.piece.push('\n');
        }
    }

    /// What was read, with the byte that it begins at; `None` if that is nothing.
    fn piece(&mut self) -> Option<(i64, String)> {
        let (piece, at) = (std::mem::take(&mut self.piece), self.at);
        self.at += i64::try_from(piece.len()).unwrap_or(i64::MAX);
        (!piece.is_empty()).then_some((at, piece))
    }

    fn finish(mut self) -> Arrived {
        self.arrived.digest = hex(&self.digest.finalize());
        self.arrived
    }
}
