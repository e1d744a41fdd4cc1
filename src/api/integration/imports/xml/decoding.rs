//! A file as UTF-8, whatever it is written in, read piece by piece.

use std::io::{self, ErrorKind, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding};

/// Bytes that are read together.
const PIECE: usize = 8 << 10;
/// The most bytes of a text or a tag.
const MOST_OF_AN_EVENT: usize = 1 << 20;

/// A source that is read as UTF-8. A byte order mark says more than the encoding that was named.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    text: Vec<u8>,
    /// How many bytes of `text` have been given on.
    given: usize,
    ended: bool,
    /// Bytes that were given on since the last text or tag.
    pub(super) of_event: usize,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder();
        Self { source, decoder, text: Vec::new(), given: 0, ended: false, of_event: 0 }
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut raw = [0; PIECE];
        let read = self.source.read(&mut raw)?;
        self.ended = read == 0;
        let room = self.decoder.max_utf8_buffer_length_without_replacement(read);
        self.text.resize(room.unwrap_or(4 * PIECE), 0);
        let (result, _, written) = self.decoder.decode_to_utf8_without_replacement(
            &raw[..read],
            &mut self.text,
            self.ended,
        );
        self.text.truncate(written);
        self.given = 0;
        if result == DecoderResult::InputEmpty {
            Ok(())
        } else {
            Err(ErrorKind::InvalidData.into())
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.of_event > MOST_OF_AN_EVENT {
            return Err(ErrorKind::FileTooLarge.into());
        }
        while self.given == self.text.len() && !self.ended {
            self.fill()?;
        }
        let read = (&self.text[self.given..]).read(into)?;
        self.given += read;
        self.of_event += read;
        Ok(read)
    }
}
