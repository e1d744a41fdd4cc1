//! What is told of a workbook that cannot be read.

use calamine::XlsxError;

use crate::api::http::error::ApiError;

/// What the reader did not understand.
pub(super) fn broken(error: &XlsxError) -> ApiError {
    match error {
        XlsxError::Password => unreadable("it is encrypted: save it without a password"),
        _ => unreadable("it is not as the standard says: save it anew as .xlsx"),
    }
}

/// The workbook cannot be read, and why.
pub(super) fn unreadable(why: &str) -> ApiError {
    ApiError::Malformed(format!("the workbook cannot be read: {why}"))
}
