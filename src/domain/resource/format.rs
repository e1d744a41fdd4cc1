//! Formats of what is stored as JSON: old documents are read for ever, each as what it meant when it was written.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::domain::Invalid;

/// Something that is stored as a JSON object, with the number of its format in the member `format`.
///
/// A new member with a default needs no new format, nor does a member that is given up. Whatever else changes the meaning
/// of stored documents does: then [`Format::NUMBER`] goes up by one, and [`Format::upgrade`] learns one step.
pub trait Format: Serialize + DeserializeOwned {
    /// The format that this release writes.
    const NUMBER: u32 = 1;

    /// Makes a document of format `from + 1` of one of format `from`.
    fn upgrade(_document: &mut Map<String, Value>, from: u32) -> Result<(), Invalid> {
        Err(Invalid(format!("no release has written format {from}")))
    }
}
