//! Imports on the wire: what is asked of one, how it stands, and what became of its rows.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        http::{decode::Exemplary, error::ApiError, query},
        request::context::Context,
        resource::{job_wire::JobWire, shown::Shown},
    },
    app::AppError,
    domain::{
        FieldError,
        integration::import::{
            ImportBody, ImportFormat, ImportSubject, RowError, RowFormat, RowOutcome, RowResult,
            RowState,
        },
        job::JobStatus,
        values::text::ExternalRef,
    },
};

/// How to import.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct ImportInput {
    /// What the rows are: `vacancies` for employers, `candidates` for agencies.
    #[param(inline, value_type = ImportSubject)]
    #[validate(length(max = 10))]
    #[schema(max_length = 10, pattern = "^[a-z]+$")]
    pub of: String,
    /// In which words the rows say what they say, if not in those of this API: lines of JSON of another system. Of vacancies
    /// `hh`, `trudvsem`, `job_posting`; of candidates `json_resume`, `europass`. Or XML: of vacancies `hr_xml`, of both `one_c`.
    #[param(inline, value_type = Option<RowFormat>)]
    #[validate(length(max = 20))]
    #[schema(max_length = 20, pattern = "^[a-z_]+$")]
    #[serde(default)]
    pub format: Option<String>,
    /// Whether nothing is written, and only told what would be.
    #[serde(default)]
    pub dry_run: Option<bool>,
    /// Which members columns of other names say, with commas between: `Должность=title.ru,Оклад=base_salary.min,Фирма=-`; a
    /// column with `-` is passed over.
    #[validate(length(max = 4000))]
    #[param(
        max_length = 4000,
        pattern = "^[^=,]+=[a-z_0-9A-Z.-]+(,[^=,]+=[a-z_0-9A-Z.-]+)*$",
        example = "Оклад=base_salary.min"
    )]
    #[schema(max_length = 4000, pattern = "^[^=,]+=[a-z_0-9A-Z.-]+(,[^=,]+=[a-z_0-9A-Z.-]+)*$")]
    #[serde(default)]
    pub columns: Option<String>,
    /// Of a workbook, the number of the sheet that holds the table, counting those that are shown from 1. Without it one
    /// sheet only may have a column `external_ref`.
    #[validate(range(min = 1, max = 255))]
    #[param(minimum = 1, maximum = 255, example = 1)]
    #[schema(minimum = 1, maximum = 255)]
    #[serde(default)]
    pub sheet: Option<u8>,
}

impl ImportInput {
    /// What the rows are.
    pub(super) fn subject(&self) -> Result<ImportSubject, ApiError> {
        query::one("of", &self.of)
    }

    /// In which words the rows say what they say.
    pub(super) fn format(&self) -> Result<RowFormat, ApiError> {
        let asked = self.format.as_deref();
        let format = asked.map_or(Ok(RowFormat::Koprik), |text| query::one("format", text))?;
        let subject = self.subject()?;
        match format.subject() {
            Some(only) if only != subject => {
                Err(ApiError::Malformed(format!("format: {format} is a format of {only}")))
            }
            _ => Ok(format),
        }
    }

    /// The number of the sheet that is meant.
    pub(super) fn sheet(&self) -> Result<Option<usize>, ApiError> {
        let wrong = || ApiError::Malformed("sheet: sheets are counted from 1".to_owned());
        match self.sheet {
            Some(0) => Err(wrong()),
            sheet => Ok(sheet.map(usize::from)),
        }
    }

    /// The columns that have other names, each with its member.
    pub(super) fn renamed(&self) -> Result<Vec<(String, String)>, ApiError> {
        let pairs = self.columns.iter().flat_map(|text| text.split(','));
        let wrong = || {
            ApiError::Malformed("columns: expected pairs such as Оклад=base_salary.min".to_owned())
        };
        pairs
            .map(|pair| {
                let (column, member) = pair.split_once('=').ok_or_else(wrong)?;
                Ok((column.trim().to_owned(), member.trim().to_owned()))
            })
            .collect()
    }
}

impl Exemplary for ImportInput {
    fn example() -> Value {
        json!({"of": "vacancies", "format": "koprik", "dry_run": true, "columns": "Оклад=base_salary.min", "sheet": 1})
    }
}

/// An import.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ImportView {
    /// What the rows are.
    of: ImportSubject,
    /// In which words.
    format: RowFormat,
    /// How they are written.
    written_in: ImportFormat,
    /// Whether nothing is written, and only told what would be.
    dry_run: bool,
}

/// What is wrong with a row.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RowErrorView {
    /// JSON pointer to the member; empty if it is the row as a whole.
    #[schema(max_length = 300, example = "/base_salary/min")]
    pub(super) pointer: String,
    /// The column that says it; left out if the row is no row of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 300, example = "Оклад")]
    pub(super) column: Option<String>,
    /// A stable word for programs.
    #[schema(max_length = 40, pattern = "^[a-z0-9_]+$", example = "type")]
    code: String,
    /// What is wrong and how to mend it; never repeats the value.
    #[schema(max_length = 1000)]
    pub(super) detail: String,
}

impl From<RowError> for RowErrorView {
    fn from(error: RowError) -> Self {
        let RowError { pointer, column, code, detail } = error;
        Self { pointer, column, code, detail }
    }
}

/// What became of a row.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ImportRowView {
    /// The line of the file in which the row begins, from 1.
    #[schema(minimum = 1, maximum = 4_294_967_295_i64, example = 2)]
    pub line: u32,
    /// The owner's reference, if the row says it.
    #[schema(required)]
    pub external_ref: Option<ExternalRef>,
    /// What became of it; of a dry run, what would.
    pub outcome: RowState,
    /// The record; left out if nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The version of the record then; left out if nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    pub version: Option<i64>,
    /// What is wrong with it and how to mend it. What was written may be incomplete, and is told of here too.
    #[schema(max_items = 100)]
    pub errors: Vec<RowErrorView>,
}

impl ImportRowView {
    /// What became of a row.
    pub(super) fn of(result: RowResult) -> Self {
        let RowOutcome { line, external_ref, state, version, errors, .. } = result.outcome;
        Self {
            line,
            external_ref,
            outcome: state,
            id: version.map(|_| result.item),
            version,
            errors: errors.into_iter().map(Into::into).collect(),
        }
    }

    /// Its lines in a table: one, or one for each error.
    pub(super) fn lines(&self) -> Vec<[String; 8]> {
        let id = self.id.map(|id| id.to_string()).unwrap_or_default();
        let reference = self.external_ref.as_ref().map(ToString::to_string).unwrap_or_default();
        let line = |error: Option<&RowErrorView>| {
            let of =
                |read: fn(&RowErrorView) -> &str| error.map(read).unwrap_or_default().to_owned();
            [
                self.line.to_string(),
                reference.clone(),
                self.outcome.to_string(),
                id.clone(),
                of(|error| &error.pointer),
                of(|error| error.column.as_deref().unwrap_or_default()),
                of(|error| &error.code),
                of(|error| &error.detail),
            ]
        };
        if self.errors.is_empty() {
            return vec![line(None)];
        }
        self.errors.iter().map(|error| line(Some(error))).collect()
    }
}

/// The columns of a report.
pub(super) const COLUMNS: [&str; 8] =
    ["line", "external_ref", "outcome", "id", "pointer", "column", "code", "detail"];

/// A page of what became of rows.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ImportRowPage {
    /// The state of the import when the page was made.
    status: JobStatus,
    /// The rows, in the order of the file.
    #[schema(max_items = 100)]
    items: Vec<ImportRowView>,
    /// The address of the next page; `null` on the last. While the import goes on, the last page may grow.
    #[schema(required, format = "uri", max_length = 9000)]
    next: Option<String>,
}

impl JobWire for ImportBody {
    type Input = ImportInput;
    type View = ImportView;
    type ResultView = ImportRowView;
    type ResultPage = ImportRowPage;

    const PATH: &'static str = "/v1/imports";
    const TOTAL: &'static str = "How many rows it has: the lines of the file at first, and the rows that were found when it finishes.";
    const FAILURE: &'static str =
        "the server failed: send the file again; rows that were written stay as they are";

    /// The rest of an import is its text: see the route that starts it.
    fn accept(_: ImportInput) -> Result<Self, Vec<FieldError>> {
        Err(vec![FieldError::new("", "required", "an import has a text")])
    }

    fn view(&self) -> ImportView {
        let (of, dry_run) = (self.subject, self.dry_run);
        ImportView { of, format: self.words, written_in: self.written_in, dry_run }
    }

    fn result(
        &self,
        _context: &Context,
        result: RowResult,
        _shown: &Shown,
    ) -> Result<Option<ImportRowView>, AppError> {
        Ok(Some(ImportRowView::of(result)))
    }

    fn page(status: JobStatus, items: Vec<ImportRowView>, next: Option<String>) -> ImportRowPage {
        ImportRowPage { status, items, next }
    }
}
