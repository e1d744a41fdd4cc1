//! Rows of an imported file: what they are about, and the concept that they make of one that was there, or of nothing.

use super::{
    export::{AFTER_NAMES, BEFORE_NAMES},
    report::Options,
};
use crate::{
    domain::{
        concepts::{occupation::IscoUnit, skill::SkillId},
        values::language::Lang,
    },
    taxonomy::{
        ConceptKind, Confidence, EscoLink, EscoMatch, Label, Labels, Need, RowProblem, Skill,
        Trade, TradeSkill, origins::suffix, sheet::Row,
    },
};

/// How addresses of ESCO begin.
const ESCO: &str = "http://data.europa.eu/esco/";

/// Our name of a column of ESCO's own files.
pub(super) fn our_name(column: &str) -> &str {
    match column {
        "conceptUri" => "esco_uri",
        "preferredLabel" => "label_en",
        "altLabels" | "alt_labels_en" => "synonyms_en",
        "iscoGroup" => "isco08",
        other => other,
    }
}

/// Columns of ESCO's own files that say nothing that is kept here.
const ESCO_ONLY: [&str; 14] = [
    "conceptType",
    "skillType",
    "reuseLevel",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
    "regulatedProfessionNote",
    "code",
    "naceCode",
    "esco_code",
];

/// Whether an import knows a column, by our name of it.
pub(super) fn is_known(column: &str) -> bool {
    let of_names = |name: &str| {
        let suffixes = Lang::ALL.iter().copied().map(suffix);
        name.strip_prefix("label_")
            .or_else(|| name.strip_prefix("synonyms_"))
            .is_some_and(|end| suffixes.clone().any(|suffix| suffix == end))
    };
    BEFORE_NAMES.contains(&column)
        || AFTER_NAMES.contains(&column)
        || ESCO_ONLY.contains(&column)
        || of_names(column)
}

/// The kind of a row.
pub(super) fn kind(row: &Row<'_>, options: &Options) -> Result<ConceptKind, RowProblem> {
    match (row.parse_optional("kind")?.or(options.kind), row.text("kind")) {
        (Some(kind @ (ConceptKind::Occupation | ConceptKind::Skill)), _) => Ok(kind),
        _ => Err(row.problem("kind", "expected occupation or skill".to_owned())),
    }
}

/// The id of a row, its own or made from the address at ESCO.
pub(super) fn id(row: &Row<'_>, kind: ConceptKind) -> Result<String, RowProblem> {
    let from_esco = |uri: &str| {
        let sign = if kind == ConceptKind::Skill { '.' } else { '-' };
        uri.rsplit_once('/').map(|(_, last)| format!("esco{sign}{}", last.to_lowercase()))
    };
    let id = row
        .optional("id")
        .map(str::to_owned)
        .or_else(|| row.optional("esco_uri").and_then(from_esco));
    id.ok_or_else(|| row.problem("id", "expected an id or an esco_uri".to_owned()))
}

/// The skill that a row makes.
pub(super) fn skill(
    row: &Row<'_>,
    id: &str,
    known: Option<&Skill>,
    source: &str,
) -> Result<Skill, RowProblem> {
    let mut skill = match known {
        Some(known) => known.clone(),
        None => Skill {
            id: parsed(row, id)?,
            category: "imported".to_owned(),
            isco_units: Vec::new(),
            labels: Labels::default(),
            esco: None,
            lifecycle: row.lifecycle()?,
        },
    };
    if let Some(category) = row.optional("category") {
        category.clone_into(&mut skill.category);
    }
    if row.has("isco08") {
        skill.isco_units = row.parse_list("isco08")?;
    }
    names(row, &mut skill.labels, source)?;
    skill.esco = esco(row, skill.esco)?;
    row.change_lifecycle(&mut skill.lifecycle)?;
    Ok(skill)
}

/// The trade that a row makes.
pub(super) fn trade(
    row: &Row<'_>,
    id: &str,
    known: Option<&Trade>,
    source: &str,
) -> Result<Trade, RowProblem> {
    let mut trade = match known {
        Some(known) => known.clone(),
        None => Trade {
            id: parsed(row, id)?,
            isco08: unit(row)?,
            isco_confidence: Confidence::Supplied,
            okpdtr: None,
            okpdtr_confidence: None,
            labels: Labels::default(),
            esco: None,
            skills: Vec::new(),
            lifecycle: row.lifecycle()?,
        },
    };
    if row.has("isco08") && unit(row)? != trade.isco08 {
        trade.isco08 = unit(row)?;
        trade.isco_confidence = Confidence::Supplied;
    }
    if row.has("okpdtr") && row.optional("okpdtr") != trade.okpdtr.as_deref() {
        trade.okpdtr = row.optional("okpdtr").map(str::to_owned);
        trade.okpdtr_confidence = trade.okpdtr.as_ref().map(|_| Confidence::Supplied);
    }
    names(row, &mut trade.labels, source)?;
    trade.esco = esco(row, trade.esco)?;
    skills(row, &mut trade.skills, source)?;
    row.change_lifecycle(&mut trade.lifecycle)?;
    Ok(trade)
}

/// The group of an occupation; one without is near to others by its skills.
fn unit(row: &Row<'_>) -> Result<IscoUnit, RowProblem> {
    Ok(row.parse_optional("isco08")?.unwrap_or_else(IscoUnit::unknown))
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    row: &Row<'_>,
    id: &str,
) -> Result<T, RowProblem> {
    id.parse().map_err(|error: T::Err| row.problem("id", error.to_string()))
}

fn names(row: &Row<'_>, labels: &mut Labels, source: &str) -> Result<(), RowProblem> {
    for lang in Lang::ALL.iter().copied() {
        let (label, synonyms) =
            (format!("label_{}", suffix(lang)), format!("synonyms_{}", suffix(lang)));
        if row.has(&label) {
            labels.supply(lang, row.text(&label), source);
        }
        if row.has(&synonyms) {
            labels.supply_synonyms(lang, row.list(&synonyms), source);
        }
    }
    if labels.is_empty() {
        Err(row.problem("label_en", "expected a label in one language".to_owned()))
    } else {
        Ok(())
    }
}

/// Gives a concept of ours the names of a row as synonyms.
pub(super) fn add_names(row: &Row<'_>, labels: &mut Labels, source: &str) {
    for lang in Lang::ALL.iter().copied() {
        let label = row.optional(&format!("label_{}", suffix(lang)));
        let texts: Vec<_> =
            label.into_iter().chain(row.list(&format!("synonyms_{}", suffix(lang)))).collect();
        for text in texts {
            if labels.exactly(lang).is_none_or(|known| known.text != text) {
                labels.add_synonym(lang, Label::supplied(text, source));
            }
        }
    }
}

fn esco(row: &Row<'_>, known: Option<EscoLink>) -> Result<Option<EscoLink>, RowProblem> {
    if !row.has("esco_uri") {
        return Ok(known);
    }
    let Some(uri) = row.optional("esco_uri") else { return Ok(None) };
    if !uri.starts_with(ESCO) {
        return Err(row.problem("esco_uri", format!("expected an address that begins with {ESCO}")));
    }
    let label = row.text("label_en").to_owned();
    let matched = (!label.is_empty()).then_some(EscoMatch::Preferred);
    Ok(known
        .filter(|known| known.uri == uri)
        .or_else(|| Some(EscoLink { uri: uri.to_owned(), label, matched })))
}

/// Sets the skills of a trade; those that were there keep their origin.
fn skills(row: &Row<'_>, skills: &mut Vec<TradeSkill>, source: &str) -> Result<(), RowProblem> {
    for (column, need) in
        [("essential_skills", Need::Essential), ("optional_skills", Need::Optional)]
    {
        if !row.has(column) {
            continue;
        }
        let wanted: Vec<SkillId> = row.parse_list(column)?;
        let known: Vec<_> = skills.extract_if(.., |link| link.kind == need).collect();
        skills.extend(wanted.into_iter().map(|skill| {
            let same = known.iter().find(|link| link.skill == skill);
            let origin = source.to_owned();
            let supplied = || TradeSkill {
                skill: skill.clone(),
                kind: need,
                origin,
                confidence: Confidence::Supplied,
            };
            same.cloned().unwrap_or_else(supplied)
        }));
    }
    skills.sort_by_key(|link| link.kind);
    Ok(())
}
