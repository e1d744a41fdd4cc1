//! Names that are missing, and names that several concepts of a kind share without a declaration.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Severity};
use crate::{
    domain::{folding::fold, values::language::Lang},
    taxonomy::{Concept, ConceptKind, Confidence, Role, Table, Taxonomy},
};

pub(super) fn check(taxonomy: &Taxonomy, findings: &mut Vec<Finding>) {
    complete(taxonomy.trades(), findings);
    complete(taxonomy.skills(), findings);
    complete(taxonomy.home_regions(), findings);
    complete(taxonomy.municipalities(), findings);
    complete(taxonomy.districts(), findings);
    complete(taxonomy.isco_groups(), findings);
    shared(taxonomy, ConceptKind::Occupation, taxonomy.trades(), findings);
    shared(taxonomy, ConceptKind::Skill, taxonomy.skills(), findings);
    shared(taxonomy, ConceptKind::Region, taxonomy.home_regions(), findings);
    shared(taxonomy, ConceptKind::Municipality, taxonomy.municipalities(), findings);
    shared(taxonomy, ConceptKind::District, taxonomy.districts(), findings);
}

fn complete<T: Concept>(table: &Table<T>, findings: &mut Vec<Finding>) {
    for concept in table {
        let missing: Vec<_> = Lang::ALL
            .iter()
            .filter(|lang| concept.labels().exactly(**lang).is_none())
            .map(|lang| lang.as_str())
            .collect();
        if !missing.is_empty() {
            let detail = format!("has no label in {}", missing.join(", "));
            let finding = Finding::error("missing_label", concept.id(), detail);
            let severity = if is_supplied(concept) { Severity::Warning } else { finding.severity };
            findings.push(Finding { severity, ..finding });
        }
    }
}

/// Whether an operator supplied the concept: its file has the languages that it has.
fn is_supplied(concept: &impl Concept) -> bool {
    let mut labels = concept.labels().all().filter(|(_, role, _)| *role == Role::Label);
    labels.all(|(_, _, label)| label.confidence == Confidence::Supplied)
}

/// Who carries a name, and whether it is the label of each.
type Carriers<'a> = BTreeMap<(Lang, String), BTreeMap<&'a str, Role>>;

fn shared<T: Concept>(
    taxonomy: &Taxonomy,
    kind: ConceptKind,
    table: &Table<T>,
    findings: &mut Vec<Finding>,
) {
    let mut carriers = Carriers::new();
    for concept in
        table.iter().filter(|concept| concept.lifecycle().is_none_or(|life| !life.is_retired()))
    {
        for (lang, role, label) in concept.labels().all() {
            let of_name = carriers.entry((lang, fold(&label.text))).or_default();
            of_name.entry(concept.id()).or_insert(role);
        }
    }
    let declared = declared(taxonomy, kind);
    for ((lang, name), ids) in carriers.into_iter().filter(|(_, ids)| ids.len() > 1) {
        if !declared.contains(&(lang, name.clone())) {
            findings.push(shared_name(lang, &name, &ids));
        }
    }
}

fn declared(taxonomy: &Taxonomy, kind: ConceptKind) -> BTreeSet<(Lang, String)> {
    let of_kind = taxonomy.tables.homonyms.iter().filter(|homonym| homonym.kind == kind);
    of_kind.map(|homonym| (homonym.lang, fold(&homonym.label))).collect()
}

/// Two labels must differ; a synonym that others carry too only makes texts ambiguous.
fn shared_name(lang: Lang, name: &str, ids: &BTreeMap<&str, Role>) -> Finding {
    let labels = ids.values().filter(|role| **role == Role::Label).count();
    let ids = ids.keys().copied().collect::<Vec<_>>().join(", ");
    let detail = format!("in {lang} names {ids}, and is not declared in homonyms.csv");
    if labels > 1 {
        Finding::error("shared_label", name, detail)
    } else {
        Finding::warning("shared_synonym", name, detail)
    }
}
