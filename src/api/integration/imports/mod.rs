//! Imports: files of vacancies and candidates, sent whole and read row by row in the background.

mod arrival;
mod cells;
mod columns;
pub mod file;
mod formats;
mod incoming;
mod members;
pub(crate) mod reading;
mod report;
mod start;
mod upload;
mod wire;
mod workbook;
mod xml;

use serde_json::json;
use utoipa::openapi::{Object, ObjectBuilder, schema::Type};

use self::{
    incoming::FORM,
    wire::{ImportInput, ImportRowPage, ImportRowView},
    xml::XML,
};
use crate::{
    api::{
        auth::access::Access,
        resource::{
            bulk::CSV,
            handlers::TransitionTo,
            job_view::JobView,
            jobs::{self, ListJobsQuery, NDJSON, ReadResultsQuery},
            page::Page,
            workbook::XLSX,
        },
        route::{
            takes::binary,
            value::{Group, Route},
        },
    },
    domain::{access::scope::Scope, integration::import::ImportBody, job::JobStatus},
};

/// An import as a client gets it.
type ImportJobView = JobView<ImportBody>;

/// A form with one file.
fn form() -> Object {
    ObjectBuilder::new().property("file", binary()).required("file").build()
}

/// The routes of imports.
pub(in crate::api) fn routes() -> Group {
    let access = Access::Scope(Scope::ImportsWrite);
    let routes = vec![
        Route::get("/v1/imports", access)
            .says(
                "list_imports",
                "List imports",
                "Employers and agencies see those of their organisation, operators all.",
            )
            .query::<ListJobsQuery>()
            .page::<Page<ImportJobView>>("A page, newest first")
            .to(jobs::list::<ImportBody>),
        Route::post("/v1/imports", access)
            .says(
                "start_import",
                "Import vacancies or candidates",
                "Takes a file of up to 256 MiB and reads it in the background, row by row: each creates or replaces a \
                 record by `external_ref`, as `PUT` by reference does, or tells what is wrong with it; no row stands \
                 for another. Rows are lines of JSON (`application/x-ndjson`), each as the body of such a request, or \
                 a table (`text/csv`, or a workbook) whose first line names the members, with dots between their parts: \
                 `external_ref;title.ru;base_salary.min;skill_texts.0.text`. Cells may stand between `;`, `,` or tabs; \
                 days may be numbers of a spreadsheet or `01.03.2027`; decimals may have a comma; lists have `|` \
                 between. Without a `charset` a table is read as UTF-8, or as windows-1251 if it is not that. A workbook \
                 (XLSX, of up to 32 MiB, and 512 MiB when unpacked) has one sheet with a column `external_ref`, or `sheet` \
                 tells which; titles above the table are passed over, a name merged over columns goes before theirs, and \
                 formulas are refused. A form (`multipart/form-data`) holds the file as its one part, named `file`. What \
                 an export has beside (`id`, `status`) is passed over. With `format` lines of \
                 JSON are those of another system, or the elements of a file of XML (`application/xml`, of up to 32 MiB): a \
                 document type, entities and more than 15 levels are refused. A `dry_run` writes nothing and tells what would \
                 become of each row, as far as that shows without writing it. It survives restarts of the server, and \
                 no row is written twice. What was sent is removed when the import ends; ended imports are kept for \
                 30 days. Of one organisation 5 can wait or run at a time.",
            )
            .query::<ImportInput>()
            .raw_body(&[
                (NDJSON, json!("{\"external_ref\": \"V-1\", \"title\": {\"ru\": \"Каменщик\"}}\n")),
                (CSV, json!("external_ref;title.ru\r\nV-1;Каменщик\r\n")),
            ])
            .files(&[
                (XLSX, binary(), json!("the bytes of a workbook")),
                (XML, binary(), json!("the bytes of a file of XML")),
                (FORM, form(), json!({"file": "the bytes of a file"})),
            ])
            .json::<ImportJobView>(202, "The import, waiting for its turn")
            .creates()
            .problems(&[413, 415, 422])
            .to(start::start),
        Route::get("/v1/imports/{id}", access)
            .says("get_import", "Read an import", "How it stands: `done` of `total` rows.")
            .id("id", "Id of the import")
            .json::<ImportJobView>(200, "The import")
            .cached()
            .to(jobs::get::<ImportBody>),
        Route::post("/v1/imports/{id}/transitions", access)
            .says(
                "transition_import",
                "Cancel an import",
                "`queued / running → cancelled`. No row is written from then on; those that are stay, and what was \
                 sent is removed.",
            )
            .id("id", "Id of the import")
            .body_like::<TransitionTo<JobStatus>>(
                json!({"to": "cancelled", "reason": "the wrong file"}),
            )
            .json::<ImportJobView>(200, "The import in its new state")
            .moves()
            .to(jobs::transition::<ImportBody>),
        Route::delete("/v1/imports/{id}", access)
            .says(
                "delete_import",
                "Delete an import",
                "Only one that has ended; what it tells of its rows goes with it, the records stay. `If-Match` carries \
                 the ETag that was read.",
            )
            .id("id", "Id of the import")
            .answers(204, "Deleted")
            .changes()
            .to(jobs::delete::<ImportBody>),
        Route::get("/v1/imports/{id}/results", access)
            .says(
                "read_import_results",
                "Read what became of the rows",
                "Each row with its line, what became of it, and what is wrong: page by page, all of it as lines with \
                 `Accept: application/x-ndjson`, or as a table with `Accept: text/csv`, a line for each error. As a workbook (XLSX) it has two \
                 sheets: `rows`, with a column for each of the file in which what is wrong stands in the faulty cells, \
                 marked red, and `errors`, the table.",
            )
            .id("id", "Id of the import")
            .query::<ReadResultsQuery>()
            .localized()
            .page::<ImportRowPage>("A page, or lines")
            .also::<ImportRowView>(NDJSON)
            .shaped(CSV, ObjectBuilder::new().schema_type(Type::String))
            .shaped(XLSX, binary())
            .to(report::results),
    ];
    let about = "Files of vacancies and candidates, read row by row in the background";
    Group { name: "imports", about, routes }
}
