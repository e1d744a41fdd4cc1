//! A month on the wire.

use crate::{
    api::wire::values::Errors,
    domain::{FieldError, programme::statistics::month::Month},
};

/// Reads a month that is written as `YYYY-MM`.
pub(super) fn month(text: &str, pointer: &str, errors: &mut Errors) -> Option<Month> {
    let why = "expected a month as YYYY-MM, from 2020-01 to 2100-12";
    errors.take(Month::read(text).ok_or_else(|| FieldError::new(pointer, "value", why)))
}
