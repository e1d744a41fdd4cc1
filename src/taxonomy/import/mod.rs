//! Concepts, names and relations from a file, and the same file back.
//!
//! One row a concept, columns by name, in any order, parted by commas, semicolons or tabs. A column that the file has is the whole
//! truth for its rows: a blank cell takes away what was there. A column that it lacks leaves things as they are, and so
//! does a concept that it lacks. Several texts in one cell are parted by `;`, or by ` | ` if one of them holds a `;`.
//!
//! | column | content |
//! |---|---|
//! | `kind` | `occupation` or `skill`; may be absent if the import names one |
//! | `id` | as in `/v1/taxonomy`; if blank, it is made from `esco_uri` |
//! | `valid_from`, `valid_to` | days like `2026-01-31`; a concept with `valid_to` is retired |
//! | `replaced_by` | the id to use instead; the old one keeps answering |
//! | `isco08` | the unit group of an occupation, blank for one that has none; those of a skill |
//! | `okpdtr` | the code of an occupation in ОКПДТР |
//! | `category` | of a skill; `imported` if it never had one |
//! | `esco_uri` | the ESCO concept of the same meaning |
//! | `label_ru`, `label_uz_latn`, `label_uz_cyrl`, `label_tt`, `label_en` | the names; at least one |
//! | `synonyms_ru` … `synonyms_en` | other names |
//! | `broader`, `related` | ids of skills, for a skill |
//! | `essential_skills`, `optional_skills` | ids of skills, for an occupation |
//!
//! ESCO's own files are taken as they are: `conceptUri`, `preferredLabel`, `altLabels` and `iscoGroup` are understood,
//! and its other columns left alone. Any other column that is not in the table is an error.
//! A row without an id whose `esco_uri` a concept of ours has already gives that concept its names as synonyms.

mod changes;
mod export;
mod links;
mod related;
mod report;
mod rows;

use self::{changes::Changes, report::FILE};
use super::{ConceptKind, Taxonomy, TaxonomyError, concept::Table, sheet::Sheet};

pub use self::{
    export::{Selection, export},
    report::{Options, Report},
};

/// Refuses a file with columns that an import does not know. Files that were stored earlier are not asked again.
pub fn check_columns(text: &str) -> Result<(), TaxonomyError> {
    Sheet::read_with(FILE, text, &[], rows::our_name)?.refuse_unknown(rows::is_known)
}

/// Reads a file into a taxonomy. Nothing is stored: whoever only wants the report drops the taxonomy.
pub fn import(
    base: &Taxonomy,
    text: &str,
    options: &Options,
) -> Result<(Taxonomy, Report), TaxonomyError> {
    let sheet = Sheet::read_with(FILE, text, &[], rows::our_name)?;
    let mut changes = Changes::new(base, options);
    sheet.rows().for_each(|row| changes.take(&row));
    let Changes { trades, skills, relations, lines, mut report, .. } = changes;
    let mut tables = base.tables.clone();
    tables.trades = Table::new(trades.into_rows());
    tables.skills = Table::new(skills.into_rows());
    links::relate(&mut tables, relations, &mut report);
    links::keep_known_skills(&mut tables, &lines, &mut report);
    links::check_replacements(&tables.trades, ConceptKind::Occupation, &lines, &mut report);
    links::check_replacements(&tables.skills, ConceptKind::Skill, &lines, &mut report);
    Ok((Taxonomy::from_tables(tables), report))
}

#[cfg(test)]
mod tests;
