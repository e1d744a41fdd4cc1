//! The names of the concepts of a record, in the reader's language.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::edition::Edition,
    domain::{
        concepts::facet::{Facet, FacetKind},
        values::language::Lang,
    },
    taxonomy::Concept,
};

/// Names by id or code, in the language of the answer.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = Labels)]
pub(in crate::api) struct LabelsView {
    /// Of trades by id, and of ISCO-08 groups by code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    occupations: BTreeMap<String, String>,
    /// Of skills by id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    skills: BTreeMap<String, String>,
    /// Of municipalities of Tatarstan by ОКТМО.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    municipalities: BTreeMap<String, String>,
    /// Of regions of Uzbekistan by ISO 3166-2 code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    regions: BTreeMap<String, String>,
}

impl LabelsView {
    /// The names of the concepts among these facets; those that the taxonomy has no more are left out.
    pub(in crate::api) fn of(edition: &Edition, facets: &[Facet], lang: Lang) -> Self {
        let mut labels = Self::default();
        for Facet { kind, value } in facets {
            let label = label(edition, *kind, value, lang);
            if let Some((label, names)) = label.zip(labels.of_kind(*kind)) {
                names.insert(value.clone(), label.to_owned());
            }
        }
        labels
    }

    fn of_kind(&mut self, kind: FacetKind) -> Option<&mut BTreeMap<String, String>> {
        match kind {
            FacetKind::Isco | FacetKind::Trade => Some(&mut self.occupations),
            FacetKind::Skill => Some(&mut self.skills),
            FacetKind::Municipality => Some(&mut self.municipalities),
            FacetKind::HomeRegion => Some(&mut self.regions),
            _ => None,
        }
    }
}

/// The name of a facet's value, if it is a concept that the taxonomy has.
pub(in crate::api) fn label<'e>(
    edition: &'e Edition,
    kind: FacetKind,
    code: &str,
    lang: Lang,
) -> Option<&'e str> {
    match kind {
        FacetKind::Isco => edition.isco(code).map(|group| group.label(lang)),
        FacetKind::Trade => edition.trades().get(code).map(|trade| trade.label(lang)),
        FacetKind::Skill => edition.skills().get(code).map(|skill| skill.label(lang)),
        FacetKind::Municipality => {
            edition.municipalities().get(code).map(|place| place.label(lang))
        }
        FacetKind::HomeRegion => edition.home_regions().get(code).map(|place| place.label(lang)),
        _ => None,
    }
}
