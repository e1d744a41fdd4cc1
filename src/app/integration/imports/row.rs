//! A row of an import: as it is written, and what it says.

use crate::domain::{
    FieldError,
    integration::import::{ImportBody, RowError, WantedBody},
    values::text::ExternalRef,
};

/// A row as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A line of JSON.
    Line(String),
    /// The cells of a table, in the order of its columns.
    Cells(Vec<String>),
    /// It cannot be read at all.
    Unreadable(FieldError),
}

/// What a row says.
#[derive(Debug)]
pub struct ReadRow {
    /// What its owner calls the record, if the row says so.
    pub external_ref: Option<ExternalRef>,
    /// What it says of the record, or what is wrong with it.
    pub read: Result<WantedBody, Vec<RowError>>,
    /// What is doubtful in what is right.
    pub notes: Vec<RowError>,
}

/// Reads what rows say: it knows how records look to clients. `A` is the application that imports them.
pub type RowReader<A> = fn(&A, &ImportBody, &Row) -> ReadRow;
