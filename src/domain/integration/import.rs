//! Imports: a file of vacancies or candidates, read row by row in the background. Each row creates or replaces a record by
//! its owner's reference, or tells what is wrong with it and how to mend it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    FieldError,
    access::scope::{Role, Scope},
    job::{Job, JobKind, JobResult},
    recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
    resource::{RecordKind, format::Format},
    values::{text::ExternalRef, words::words},
};

words! {
    /// What the rows of an import are.
    ImportSubject {
        /// Vacancies of the employer.
        Vacancies = "vacancies",
        /// Candidates of the agency.
        Candidates = "candidates",
    }
}

impl ImportSubject {
    /// Who has such records.
    pub fn owner(self) -> Role {
        match self {
            Self::Vacancies => Role::Employer,
            Self::Candidates => Role::Agency,
        }
    }

    /// The right to write such records.
    pub fn scope(self) -> Scope {
        match self {
            Self::Vacancies => Scope::VacanciesWrite,
            Self::Candidates => Scope::CandidatesWrite,
        }
    }
}

words! {
    /// How the rows of an import are written.
    ImportFormat {
        /// A JSON object in each line.
        Ndjson = "ndjson",
        /// A table with the names of its columns in the first line.
        Csv = "csv",
        /// A sheet of a workbook (XLSX).
        Xlsx = "xlsx",
        /// Elements of a file of XML.
        Xml = "xml",
    }
}

words! {
    /// In which words the rows of an import say what they say.
    RowFormat {
        /// Those of this API.
        Koprik = "koprik",
        /// Vacancies of hh.ru.
        Hh = "hh",
        /// Vacancies of the state portal "Работа России".
        Trudvsem = "trudvsem",
        /// Vacancies as schema.org JobPosting.
        JobPosting = "job_posting",
        /// Candidates as JSON Resume.
        JsonResume = "json_resume",
        /// Candidates as Europass.
        Europass = "europass",
        /// Vacancies as `PositionOpening` of HR-XML and HR Open Standards.
        HrXml = "hr_xml",
        /// Vacancies or candidates as 1C exchanges them, in a document of our own definition.
        OneC = "one_c",
    }
}

impl RowFormat {
    /// What such rows are, if they can be one thing only.
    pub fn subject(self) -> Option<ImportSubject> {
        match self {
            Self::Koprik | Self::OneC => None,
            Self::Hh | Self::Trudvsem | Self::JobPosting | Self::HrXml => {
                Some(ImportSubject::Vacancies)
            }
            Self::JsonResume | Self::Europass => Some(ImportSubject::Candidates),
        }
    }

    /// Whether such rows are written so: those of other systems have no columns.
    pub fn is_written_in(self, written: ImportFormat) -> bool {
        match self {
            Self::Koprik => written != ImportFormat::Xml,
            Self::HrXml | Self::OneC => written == ImportFormat::Xml,
            _ => written == ImportFormat::Ndjson,
        }
    }
}

words! {
    /// What became of a row.
    RowState {
        /// The record is new.
        Created = "created",
        /// The record was there and is as the row says now.
        Replaced = "replaced",
        /// The record says what the row says already.
        Unchanged = "unchanged",
        /// Nothing was written: `errors` say why.
        Refused = "refused",
    }
}

/// What is imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportBody {
    /// What the rows are.
    pub subject: ImportSubject,
    /// In which words they say it.
    pub words: RowFormat,
    /// How they are written.
    pub written_in: ImportFormat,
    /// Whether nothing is written, and only told what would be.
    pub dry_run: bool,
    /// The client that sent it: what is written is written in its name.
    pub client: Uuid,
    /// The text that was sent.
    pub text: Uuid,
    /// How many rows it seems to have; what is found later counts.
    pub rows: u32,
    /// The table, if it is one.
    pub table: Option<Table>,
}

/// How a table is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What stands between cells.
    pub delimiter: u8,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// The byte at which the first row begins.
    pub begins_at: i64,
    /// The line in which it begins, from 1.
    pub first_line: u32,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What the table calls it.
    pub name: String,
    /// The member that its cells say, with dots between the parts; `None` if it is passed over.
    pub member: Option<String>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPosition {
    /// The byte at which the next row begins.
    pub byte: i64,
    /// The line of the text in which it begins, from 1.
    pub line: u32,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowOutcome {
    /// The line of the text in which it begins, from 1.
    pub line: u32,
    /// What its owner calls the record, if the row says so.
    pub external_ref: Option<ExternalRef>,
    /// What became of it.
    pub state: RowState,
    /// The version of the record then.
    pub version: Option<i64>,
    /// What is wrong with it.
    pub errors: Vec<RowError>,
    /// What is still to be written of it; never stored.
    #[serde(skip)]
    pub wanted: Option<Wanted>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// JSON pointer to the member.
    pub pointer: String,
    /// The column that says it, if the row is of a table.
    pub column: Option<String>,
    /// A stable word for programs.
    pub code: String,
    /// What is wrong and how to mend it; never repeats the value.
    pub detail: String,
}

impl RowError {
    /// The error of a member.
    pub fn of(error: FieldError, column: Option<String>) -> Self {
        let FieldError { pointer, code, detail } = error;
        Self { pointer, column, code: code.to_owned(), detail }
    }
}

/// A record as a row wants it.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// What it says.
    pub body: WantedBody,
    /// Whether it is only told what would become of it.
    pub dry_run: bool,
    /// When it was read.
    pub at: DateTime<Utc>,
    /// The import that wants it.
    pub import: Uuid,
    /// The client that sent it.
    pub client: Uuid,
}

/// What a row says of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum WantedBody {
    /// A vacancy.
    Vacancy(Box<VacancyBody>),
    /// A candidate.
    Candidate(Box<CandidateBody>),
}

/// An import.
pub type Import = Job<ImportBody>;
/// A row of it with what became of it; the item is the record, or an id of the row's own if nothing was written.
pub type RowResult = JobResult<RowOutcome>;

impl Format for ImportBody {}

impl JobKind for ImportBody {
    type Outcome = RowOutcome;
    type Position = RowPosition;

    const KIND: RecordKind = RecordKind::Import;
    const NAME: &'static str = "import";
    const READ: Scope = Scope::ImportsWrite;
    const WRITE: Scope = Scope::ImportsWrite;
    const MOST_OPEN: i64 = 5;
    const DAYS_KEPT: i64 = 30;
}
