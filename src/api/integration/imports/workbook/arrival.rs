//! A workbook while it arrives: into a file that nobody else sees, since what it holds is listed at its end.

use std::{
    fs::File,
    io::{self, Read, Write},
};

use actix_web::web;
use sha2::{Digest, Sha256};

use super::refusal::unreadable;
use crate::{
    api::{http::error::ApiError, integration::imports::incoming::Incoming},
    domain::values::hex::hex,
};

/// The most bytes of a workbook as it is sent.
const MOST: usize = 32 << 20;
/// Bytes that are written together.
const PIECE: usize = 256 << 10;

/// A workbook that has arrived.
pub(in super::super) struct Arrived {
    /// The workbook.
    pub(in super::super) file: File,
    /// SHA-256 of its bytes, in hexadecimal.
    pub(in super::super) digest: String,
}

/// Takes a workbook that is being sent.
pub(in super::super) async fn take(incoming: &mut Incoming) -> Result<Arrived, ApiError> {
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

/// Takes a workbook from a file on this machine.
pub(in super::super) fn take_file(from: &mut dyn Read) -> Result<File, ApiError> {
    let mut file = tempfile::tempfile().map_err(|error| failed(&error))?;
    let mut limited = from.take(MOST as u64 + 1);
    let taken =
        io::copy(&mut limited, &mut file).map_err(|_| unreadable("the file cannot be read"))?;
    if taken > MOST as u64 { Err(ApiError::TooLarge(MOST)) } else { Ok(file) }
}

fn failed(error: &io::Error) -> ApiError {
    ApiError::Internal(error.to_string())
}
