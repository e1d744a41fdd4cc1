//! Rows that could not be read, ids claimed twice, and codes that contradict each other.

use super::finding::Finding;
use crate::taxonomy::{Concept, Table, Taxonomy};

pub(super) fn check(taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    for problem in &taxonomy.tables.set_aside {
        let subject = format!("{}:{}", problem.file, problem.line);
        findings.push(Finding::error(
            "malformed",
            subject,
            format!("{}: {}", problem.column, problem.problem),
        ));
    }
    repeated_ids(taxonomy.trades(), findings);
    repeated_ids(taxonomy.skills(), findings);
    repeated_ids(taxonomy.isco_groups(), findings);
    repeated_ids(taxonomy.home_regions(), findings);
    repeated_ids(taxonomy.districts(), findings);
    repeated_ids(taxonomy.municipalities(), findings);
    nesting(taxonomy, findings);
    for trade in taxonomy.trades() {
        if let Some(code) = trade.okpdtr.as_deref().filter(|code| !five_digits(code)) {
            findings.push(Finding::error(
                "malformed",
                trade.id(),
                format!("ОКПДТР {code} is not five digits"),
            ));
        }
    }
}

fn repeated_ids<T: Concept>(table: &Table<T>, findings: &mut Vec<Finding>) {
    let finding = |id| Finding::error("repeated_id", id, "two rows claim this id");
    findings.extend(table.repeated_ids().map(finding));
}

fn five_digits(code: &str) -> bool {
    code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())
}

/// The code of a group begins with that of the group above, and so does that of a district.
fn nesting(taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    for group in taxonomy.isco_groups() {
        let above = group.parent.as_deref().unwrap_or("");
        if above.len() + 1 != group.code.len() || !group.code.starts_with(above) {
            findings.push(Finding::error(
                "malformed",
                group.id(),
                format!("does not lie in {above}"),
            ));
        }
    }
    for district in taxonomy.districts() {
        let region = taxonomy.home_region(&district.region);
        if let Some(region) = region.filter(|region| !district.id().starts_with(&region.soato)) {
            findings.push(Finding::error(
                "malformed",
                district.id(),
                format!("does not lie in {}", region.soato),
            ));
        }
    }
}
