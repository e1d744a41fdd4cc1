//! Cursor pages: a cursor is sealed, and bound to the caller, the list and its filters.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::NaiveDate;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::error::ApiError;

/// Items on a page when `limit` is not given.
pub const DEFAULT_LIMIT: usize = 20;
/// The most items on a page.
pub const MAX_LIMIT: usize = 100;
/// The version of the cursor's form.
const VERSION: u8 = 1;
const SEAL: usize = 16;

/// The key that seals cursors, equal on all servers of one installation.
#[derive(Clone)]
pub struct CursorKey([u8; 32]);

impl CursorKey {
    /// A key of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Makes a cursor for `place` in the list that `list` names.
    pub fn seal(&self, list: &str, place: &[u8]) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(place);
        bytes.extend_from_slice(&self.tag(list, place));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Opens a cursor that was made for this very list.
    pub fn open(&self, list: &str, cursor: &str) -> Result<Vec<u8>, ApiError> {
        let malformed = || {
            ApiError::Malformed(
                "cursor: use the address in next as it is, with the same caller and filters"
                    .to_owned(),
            )
        };
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| malformed())?;
        let (head, tag) =
            bytes.split_at_checked(bytes.len().saturating_sub(SEAL)).ok_or_else(malformed)?;
        let (version, place) = head.split_first().ok_or_else(malformed)?;
        let equal: bool =
            subtle::ConstantTimeEq::ct_eq(self.tag(list, place).as_slice(), tag).into();
        if *version == VERSION && equal { Ok(place.to_vec()) } else { Err(malformed()) }
    }

    fn tag(&self, list: &str, place: &[u8]) -> Vec<u8> {
        // An HMAC takes a key of any length, so this error cannot come; a wrong tag would only refuse the cursor.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return Vec::new() };
        mac.update(list.as_bytes());
        mac.update(&[0]);
        mac.update(place);
        let mut tag = mac.finalize().into_bytes().to_vec();
        tag.truncate(SEAL);
        tag
    }
}

/// Checks `limit`: 1 to 100.
pub fn limit(asked: Option<usize>) -> Result<usize, ApiError> {
    match asked {
        None => Ok(DEFAULT_LIMIT),
        Some(limit @ 1..=MAX_LIMIT) => Ok(limit),
        Some(_) => Err(ApiError::Malformed(format!("limit must be between 1 and {MAX_LIMIT}"))),
    }
}

/// The place in a list that is sorted by two ids.
pub fn pair_place(bytes: &[u8]) -> Result<(Uuid, Uuid), ApiError> {
    let (one, other) = bytes.split_at(bytes.len() / 2);
    Ok((id_place(one)?, id_place(other)?))
}

/// The place of a record in a list that is sorted by id.
pub fn id_place(bytes: &[u8]) -> Result<Uuid, ApiError> {
    Uuid::from_slice(bytes)
        .map_err(|_| ApiError::Malformed("cursor: it is of another list".to_owned()))
}

/// The place of an item in a list that is sorted by its numbers.
pub fn number_place(bytes: &[u8]) -> Result<i64, ApiError> {
    let bytes = bytes.try_into();
    bytes
        .map(i64::from_be_bytes)
        .map_err(|_| ApiError::Malformed("cursor: it is of another list".to_owned()))
}

/// The place of an item in a list that is sorted by days, then by its numbers, as [`of_day`] writes it.
pub fn day_place(bytes: &[u8]) -> Result<(NaiveDate, i64), ApiError> {
    let other = || ApiError::Malformed("cursor: it is of another list".to_owned());
    let (day, n) = bytes.split_first_chunk().ok_or_else(other)?;
    let day = NaiveDate::from_epoch_days(i32::from_be_bytes(*day)).ok_or_else(other)?;
    Ok((day, number_place(n)?))
}

/// The place that [`day_place`] reads.
pub fn of_day(day: NaiveDate, n: i64) -> Vec<u8> {
    [day.to_epoch_days().to_be_bytes().as_slice(), &n.to_be_bytes()].concat()
}

/// The place of an item in a list that is sorted by two numbers.
pub fn numbers_place(bytes: &[u8]) -> Result<(i64, i64), ApiError> {
    let other = || ApiError::Malformed("cursor: it is of another list".to_owned());
    let (first, second) = bytes.split_at_checked(8).ok_or_else(other)?;
    Ok((number_place(first)?, number_place(second)?))
}

/// The place of a match: its total, then its id.
pub fn match_place(bytes: &[u8]) -> Result<(u16, Uuid), ApiError> {
    match bytes.split_first_chunk::<2>() {
        Some((total, id)) => Ok((u16::from_be_bytes(*total), id_place(id)?)),
        None => Err(ApiError::Malformed("cursor: it is of another list".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_only_as_it_was_made() {
        let key = CursorKey::new([7; 32]);
        let cursor = key.seal("list", b"place");
        assert_eq!(key.open("list", &cursor).unwrap(), b"place");
        assert!(key.open("other", &cursor).is_err());
        assert!(CursorKey::new([8; 32]).open("list", &cursor).is_err());
        for end in 0..cursor.len() {
            assert!(key.open("list", &cursor[..end]).is_err());
        }
    }
}
