//! Whether codes exist in the taxonomy, and what to say where one does not.

use crate::{
    domain::{
        FieldError,
        concepts::{occupation::Occupation, skill::SkillId},
        values::place::{HomeRegion, Municipality},
    },
    taxonomy::Taxonomy,
};

/// An error at `pointer` unless the code is known.
pub(in crate::app) fn unless(
    known: bool,
    pointer: impl Into<String>,
    what: &str,
    listed_at: &str,
) -> Option<FieldError> {
    (!known).then(|| {
        FieldError::new(
            pointer,
            "unknown_code",
            format!("no such {what}; they are listed at {listed_at}"),
        )
    })
}

/// Errors for the skills that the taxonomy does not know; `pointer` says where the n-th stands.
pub(in crate::app) fn skills<'a>(
    taxonomy: &Taxonomy,
    skills: impl Iterator<Item = &'a SkillId>,
    pointer: impl Fn(usize) -> String,
) -> Vec<FieldError> {
    skills
        .enumerate()
        .filter_map(|(at, skill)| {
            unless(taxonomy.skill(skill).is_some(), pointer(at), "skill", "/v1/taxonomy/skills")
        })
        .collect()
}

/// Errors for the home regions that the taxonomy does not know.
pub(in crate::app) fn home_regions(
    taxonomy: &Taxonomy,
    regions: &[HomeRegion],
    pointer: &str,
) -> Vec<FieldError> {
    let known = |region| taxonomy.home_region(region).is_some();
    regions
        .iter()
        .enumerate()
        .filter_map(|(at, region)| {
            unless(known(region), format!("{pointer}/{at}"), "region", "/v1/taxonomy/regions")
        })
        .collect()
}

/// Errors for the municipalities that the taxonomy does not know.
pub(in crate::app) fn municipalities(
    taxonomy: &Taxonomy,
    places: &[Municipality],
    pointer: &str,
) -> Vec<FieldError> {
    let known = |place| taxonomy.municipality(place).is_some();
    let listed_at = "/v1/taxonomy/municipalities";
    places
        .iter()
        .enumerate()
        .filter_map(|(at, place)| {
            unless(known(place), format!("{pointer}/{at}"), "municipality", listed_at)
        })
        .collect()
}

/// Errors for an occupation whose trade or unit group is unknown, or whose trade lies in another unit group.
pub(in crate::app) fn occupation(
    taxonomy: &Taxonomy,
    occupation: &Occupation,
    pointer: &str,
) -> Vec<FieldError> {
    let listed_at = "/v1/taxonomy/occupations";
    let mut errors = Vec::new();
    let is_without = occupation.trade.is_some() && occupation.unit().is_none();
    let unit_known = is_without || taxonomy.isco(occupation.isco08.as_str()).is_some();
    errors.extend(unless(unit_known, format!("{pointer}/isco08"), "ISCO-08 unit group", listed_at));
    if let Some(id) = &occupation.trade {
        match taxonomy.trade(id) {
            None => errors.extend(unless(false, format!("{pointer}/trade"), "trade", listed_at)),
            Some(trade) if trade.isco08 != occupation.isco08 => errors.push(FieldError::new(
                format!("{pointer}/isco08"),
                "contradiction",
                format!("the trade lies in unit group {}: send that one, or none", trade.isco08),
            )),
            Some(_) => {}
        }
    }
    errors
}
