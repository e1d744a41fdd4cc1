//! Formats of other systems, each translated into what a client would send: pure functions from JSON to JSON. What a format
//! says and a record cannot hold is left out; names, addresses and numbers of people are never taken over.

mod element;
mod europass;
mod hh;
mod hr_xml;
mod job_posting;
mod json_resume;
mod one_c;
mod said;
mod trudvsem;

use serde_json::Value;

pub(super) use self::said::Translated;
use super::xml;
use crate::domain::integration::import::{ImportSubject, RowFormat};

/// Translates a record; `None` if it is not in the format at all.
pub(super) fn translate(
    (format, subject): (RowFormat, ImportSubject),
    theirs: &Value,
) -> Option<Translated> {
    match format {
        RowFormat::Koprik => Some(Translated { record: theirs.clone(), place: None }),
        RowFormat::Hh => hh::translate(theirs),
        RowFormat::Trudvsem => trudvsem::translate(theirs),
        RowFormat::JobPosting => job_posting::translate(theirs),
        RowFormat::JsonResume => json_resume::translate(theirs),
        RowFormat::Europass => europass::translate(theirs),
        RowFormat::HrXml => hr_xml::translate(theirs),
        RowFormat::OneC => one_c::translate(subject, theirs),
    }
}

/// The records of a file of XML in a format; `None` if it is no format of XML.
pub(super) fn of_xml(format: RowFormat, subject: ImportSubject) -> Option<xml::Wanted> {
    match format {
        RowFormat::HrXml => Some(xml::Wanted { record: hr_xml::RECORD, root: None }),
        RowFormat::OneC => {
            Some(xml::Wanted { record: one_c::record_of(subject), root: Some(one_c::ROOT) })
        }
        _ => None,
    }
}
