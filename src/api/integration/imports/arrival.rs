//! A file that is read as a whole while it arrives: into a file that nobody else sees, since what it holds is listed at its end.

use std::{
    fs::File,
    io::{self, Read, Write},
};

use actix_web::web;
use sha2::{Digest, Sha256};

use super::incoming::Incoming;
use crate::{api::http::error::ApiError, domain::values::hex::hex};

/// The most bytes of such a file as it is sent.
const MOST: usize = 32 << 20;
/// Bytes that are written together.
const PIECE: usize = 256 << 10;

/// A file that has arrived.
pub(super) struct Arrived {
    /// The file.
    pub(super) file: File,
    /// SHA-256 of its bytes, in hexadecimal.
    pub(super) digest: String,
}

/// Takes a file that is being sent.
pub(super) async fn take(incoming: &mut Incoming) -> Result<Arrived, ApiError> {
    let (mut file, mut digest) =
        (tempfile::tempfile().map_err(|error| failed(&error))?, Sha256::new());
    let (mut waiting, mut seen) = (Vec::with_capacity(PIECE), 0);
    loop {
        let next = incoming.next().await?;
        let last = next.is_none();
        let bytes = next.unwrap_or_default();
        seen += bytes.len();
        if seen > MOST {
            return Err(ApiError::TooLarge(MOST));
        }
        digest.update(&bytes);
        waiting.extend_from_slice(&bytes);
        if last || waiting.len() >= PIECE {
            file = write(file, std::mem::take(&mut waiting)).await?;
        }
        if last {
            return Ok(Arrived { file, digest: hex(&digest.finalize()) });
        }
    }
}

async fn write(mut file: File, bytes: Vec<u8>) -> Result<File, ApiError> {
    let written = web::block(move || file.write_all(&bytes).map(|()| file)).await;
    let stopped = |_| ApiError::Internal("the server stops".to_owned());
    written.map_err(stopped)?.map_err(|error| failed(&error))
}

/// Takes one from a file on this machine.
pub(super) fn take_file(from: &mut dyn Read) -> Result<File, ApiError> {
    let mut file = tempfile::tempfile().map_err(|error| failed(&error))?;
    let mut limited = from.take(MOST as u64 + 1);
    let taken = io::copy(&mut limited, &mut file).map_err(|_| unreadable())?;
    if taken > MOST as u64 { Err(ApiError::TooLarge(MOST)) } else { Ok(file) }
}

fn unreadable() -> ApiError {
    ApiError::Malformed("the file cannot be read".to_owned())
}

fn failed(error: &io::Error) -> ApiError {
    ApiError::Internal(error.to_string())
}
