//! Content codings of bodies that are kept: compressed once, and not for each reader.

use std::io::{self, Write};

use actix_web::http::header::{
    ACCEPT_ENCODING, AcceptEncoding, Encoding, HeaderMap, from_comma_delimited,
};
use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};

/// As hard as the layer tries that compresses all other bodies.
const EFFORT: u32 = 3;
/// Brotli's window: two to the power of this, more than a page.
const WINDOW: u32 = 22;
/// Bytes that Brotli takes at a time.
const PIECE: usize = 32 << 10;

/// A coding that bodies are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// Brotli.
    Brotli,
    /// gzip.
    Gzip,
}

impl Coding {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The coding that the reader likes best; `None` where that is none of these, or nothing is asked for.
    pub fn asked(headers: &HeaderMap) -> Option<Self> {
        let asked = headers.get_all(ACCEPT_ENCODING);
        let asked = AcceptEncoding(from_comma_delimited(asked).ok()?);
        let offered =
            [Encoding::identity(), Encoding::brotli(), Encoding::gzip(), Encoding::deflate()];
        let best = asked.negotiate(offered.iter())?;
        if best == Encoding::brotli() {
            Some(Self::Brotli)
        } else {
            (best == Encoding::gzip()).then_some(Self::Gzip)
        }
    }

    /// A body in this coding.
    pub fn of(self, body: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let mut writer = CompressorWriter::new(Vec::new(), PIECE, EFFORT, WINDOW);
                writer.write_all(body)?;
                writer.flush()?;
                Ok(writer.into_inner())
            }
            Self::Gzip => {
                let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
                writer.write_all(body)?;
                writer.finish()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn the_reader_gets_what_it_likes_best() {
        for (header, expected) in [
            ("", None),
            ("identity", None),
            ("deflate", None),
            ("gzip", Some(Coding::Gzip)),
            ("gzip, deflate, br", Some(Coding::Brotli)),
            ("br;q=0.5, gzip", Some(Coding::Gzip)),
            ("br;q=0, identity", None),
            ("zstd", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
            assert_eq!(Coding::asked(&headers), expected, "{header}");
        }
        assert_eq!(Coding::asked(&HeaderMap::new()), None);
    }

    #[test]
    fn a_coded_body_says_the_same_in_less() {
        let body = br#"{"skill":"con.lay_bricks","level":4}"#.repeat(500);
        let (brotli, gzip) = (Coding::Brotli.of(&body).unwrap(), Coding::Gzip.of(&body).unwrap());
        let (mut unbrotlied, mut unzipped) = (Vec::new(), Vec::new());
        brotli::Decompressor::new(brotli.as_slice(), PIECE).read_to_end(&mut unbrotlied).unwrap();
        flate2::read::GzDecoder::new(gzip.as_slice()).read_to_end(&mut unzipped).unwrap();
        assert!(unbrotlied == body && unzipped == body);
        assert!(brotli.len().max(gzip.len()) < body.len() / 10);
    }
}
