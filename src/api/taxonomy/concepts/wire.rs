//! The taxonomy on the wire: each concept with its names in five languages, its neighbours, its codes and its sources.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        concepts::{
            occupation::{IscoUnit, TradeId},
            skill::SkillId,
        },
        values::{
            language::Lang,
            place::{District, HomeRegion, Municipality},
        },
    },
    taxonomy::{
        Concept, DistrictPlace, IscoGroup, Labels, Lifecycle, MunicipalityPlace, RegionPlace,
        Skill, Taxonomy, Trade,
    },
};

/// A name in one language, and how sure it is.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LabelView {
    /// The language.
    lang: Lang,
    /// The name.
    #[schema(max_length = 300, example = "каменщик")]
    text: String,
    /// `read` in a source, written from `memory`, made by a `rule`, or `supplied` by an operator.
    #[schema(max_length = 10, pattern = "^[a-z]+$", example = "read")]
    confidence: &'static str,
    /// Where it comes from.
    #[schema(max_length = 100, example = "ESCO")]
    source: String,
}

/// Every label and synonym.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NamesView {
    /// One label in each language.
    #[schema(max_items = 5)]
    labels: Vec<LabelView>,
    /// Other names.
    #[schema(max_items = 200)]
    synonyms: Vec<LabelView>,
}

impl NamesView {
    fn of(names: &Labels) -> Self {
        let view = |lang: Lang, label: &crate::taxonomy::Label| LabelView {
            lang,
            text: label.text.clone(),
            confidence: label.confidence.as_str(),
            source: label.source.clone(),
        };
        let labels = Lang::ALL
            .iter()
            .filter_map(|lang| names.exactly(*lang).map(|label| view(*lang, label)));
        let synonyms = Lang::ALL
            .iter()
            .flat_map(|lang| names.synonyms(*lang).iter().map(|label| view(*lang, label)));
        Self { labels: labels.collect(), synonyms: synonyms.collect() }
    }
}

/// A skill of a trade.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct TradeSkillView {
    /// The skill.
    skill: SkillId,
    /// `essential` or `optional`.
    #[schema(max_length = 10, pattern = "^(essential|optional)$", example = "essential")]
    kind: &'static str,
}

/// When a concept is valid, and what came after it.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct LifecycleView {
    /// The first day.
    #[schema(max_length = 10, format = Date)]
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_from: Option<String>,
    /// The last day. A retired concept keeps answering, but no text resolves to it.
    #[schema(max_length = 10, format = Date)]
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<String>,
    /// Id of the concept to use instead. Matching already does; records may still name the old one.
    #[schema(max_length = 64, pattern = "^[a-z0-9._-]+$")]
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
}

impl From<&Lifecycle> for LifecycleView {
    fn from(lifecycle: &Lifecycle) -> Self {
        let Lifecycle { valid_from, valid_to, replaced_by } = lifecycle.clone();
        Self { valid_from, valid_to, replaced_by }
    }
}

/// An occupation: a trade within an ISCO-08 unit group.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct OccupationView {
    /// Id of the trade.
    id: TradeId,
    /// Its name in the language of the answer.
    #[schema(max_length = 300, example = "bricklayer")]
    label: String,
    /// All its names.
    names: NamesView,
    /// ISCO-08 unit group; `0000` if none is known, as of trades of a scheme that does not go by ISCO.
    isco08: IscoUnit,
    /// The ISCO-08 groups that it lies in, from the unit group upwards.
    #[schema(max_items = 4)]
    broader: Vec<IscoGroupView>,
    /// Code of ОКПДТР, where known.
    #[schema(max_length = 5, pattern = "^[0-9]{5}$", example = "12680")]
    #[serde(skip_serializing_if = "Option::is_none")]
    okpdtr: Option<String>,
    /// The ESCO occupation of the same name, where there is one.
    #[schema(max_length = 200, format = "uri")]
    #[serde(skip_serializing_if = "Option::is_none")]
    esco_uri: Option<String>,
    /// Its skills, the essential ones first.
    #[schema(max_items = 200)]
    skills: Vec<TradeSkillView>,
    #[serde(flatten)]
    lifecycle: LifecycleView,
}

/// A group of ISCO-08.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct IscoGroupView {
    /// One to four digits.
    #[schema(max_length = 4, pattern = "^[0-9]{1,4}$", example = "711")]
    code: String,
    /// Its title in the language of the answer.
    #[schema(max_length = 300)]
    label: String,
}

impl IscoGroupView {
    fn of(group: &IscoGroup, lang: Lang) -> Self {
        Self { code: group.code.clone(), label: group.label(lang).to_owned() }
    }
}

impl OccupationView {
    /// A trade as the reader's language shows it.
    pub(in crate::api) fn of(trade: &Trade, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let code = if trade.isco08.is_known() { trade.isco08.as_str() } else { "" };
        let groups = (1..=code.len()).rev().filter_map(|digits| taxonomy.isco(&code[..digits]));
        Self {
            id: trade.id.clone(),
            label: trade.label(lang).to_owned(),
            names: NamesView::of(&trade.labels),
            isco08: trade.isco08.clone(),
            broader: groups.map(|group| IscoGroupView::of(group, lang)).collect(),
            okpdtr: trade.okpdtr.clone(),
            esco_uri: trade.esco.as_ref().map(|link| link.uri.clone()),
            skills: trade
                .skills
                .iter()
                .map(|link| TradeSkillView { skill: link.skill.clone(), kind: link.kind.as_str() })
                .collect(),
            lifecycle: (&trade.lifecycle).into(),
        }
    }
}

/// A skill.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct SkillView {
    /// Its id.
    id: SkillId,
    /// Its name in the language of the answer.
    #[schema(max_length = 300, example = "lay bricks")]
    label: String,
    /// All its names.
    names: NamesView,
    /// What kind of work it belongs to.
    #[schema(max_length = 40, pattern = "^[a-z_]+$", example = "construction")]
    category: String,
    /// The ISCO-08 unit groups whose work it is; none for skills of any work.
    #[schema(max_items = 40)]
    isco08: Vec<IscoUnit>,
    /// The ESCO skill of the same name, where there is one.
    #[schema(max_length = 200, format = "uri")]
    #[serde(skip_serializing_if = "Option::is_none")]
    esco_uri: Option<String>,
    /// Skills that it counts for.
    #[schema(max_items = 50)]
    broader: Vec<SkillId>,
    /// Skills that count for it.
    #[schema(max_items = 200)]
    narrower: Vec<SkillId>,
    /// Skills beside it: half the credit, and never enough where it is a must.
    #[schema(max_items = 100)]
    related: Vec<SkillId>,
    /// How rare it is, 1 to 1000: rare skills weigh more.
    #[schema(minimum = 1, maximum = 1000, example = 430)]
    rarity: u16,
    #[serde(flatten)]
    lifecycle: LifecycleView,
}

impl SkillView {
    /// A skill as the reader's language shows it.
    pub(in crate::api) fn of(skill: &Skill, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let graph = taxonomy.skill_graph();
        Self {
            id: skill.id.clone(),
            label: skill.label(lang).to_owned(),
            names: NamesView::of(&skill.labels),
            category: skill.category.clone(),
            isco08: skill.isco_units.clone(),
            esco_uri: skill.esco.as_ref().map(|link| link.uri.clone()),
            broader: graph.broader(&skill.id).cloned().collect(),
            narrower: graph.narrower(&skill.id).cloned().collect(),
            related: graph.related(&skill.id).cloned().collect(),
            rarity: taxonomy.rarity_of(&skill.id),
            lifecycle: (&skill.lifecycle).into(),
        }
    }
}

/// A region of Uzbekistan with its districts.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct RegionView {
    /// ISO 3166-2 code.
    id: HomeRegion,
    /// СОАТО code.
    #[schema(max_length = 4, pattern = "^[0-9]{4}$", example = "1718")]
    soato: String,
    /// Its name in the language of the answer.
    #[schema(max_length = 300, example = "Samarkand Region")]
    label: String,
    /// All its names.
    names: NamesView,
    /// Latitude and longitude of its main town in degrees, where known.
    #[schema(max_items = 2)]
    #[serde(skip_serializing_if = "Option::is_none")]
    centre: Option<[f64; 2]>,
    /// Its districts and cities.
    #[schema(max_items = 40)]
    districts: Vec<DistrictView>,
}

/// A district or city of Uzbekistan.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DistrictView {
    /// СОАТО code.
    id: District,
    /// Its name in the language of the answer.
    #[schema(max_length = 300)]
    label: String,
}

impl RegionView {
    /// A region as the reader's language shows it.
    pub(in crate::api) fn of(region: &RegionPlace, taxonomy: &Taxonomy, lang: Lang) -> Self {
        let here = |district: &&DistrictPlace| district.region == region.code;
        Self {
            id: region.code.clone(),
            soato: region.soato.clone(),
            label: region.label(lang).to_owned(),
            names: NamesView::of(&region.labels),
            centre: region.centre.at.map(|(lat, lon)| [lat, lon]),
            districts: taxonomy
                .districts()
                .iter()
                .filter(here)
                .map(|district| DistrictView {
                    id: district.code.clone(),
                    label: district.label(lang).to_owned(),
                })
                .collect(),
        }
    }
}

/// A municipality of Tatarstan.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct MunicipalityView {
    /// ОКТМО code.
    id: Municipality,
    /// Its name in the language of the answer.
    #[schema(max_length = 300, example = "Kazan")]
    label: String,
    /// All its names.
    names: NamesView,
    /// Name of its main town in the language of the answer.
    #[schema(max_length = 300, example = "Kazan")]
    centre_label: String,
    /// Latitude and longitude of its main town in degrees, where known.
    #[schema(max_items = 2)]
    #[serde(skip_serializing_if = "Option::is_none")]
    centre: Option<[f64; 2]>,
    /// Number of its main town at GeoNames, where known.
    #[schema(minimum = 1, maximum = 4_000_000_000_i64, example = 551_487)]
    #[serde(skip_serializing_if = "Option::is_none")]
    geonames_id: Option<u32>,
}

impl MunicipalityView {
    /// A municipality as the reader's language shows it.
    pub(in crate::api) fn of(place: &MunicipalityPlace, lang: Lang) -> Self {
        Self {
            id: place.code.clone(),
            label: place.label(lang).to_owned(),
            names: NamesView::of(&place.labels),
            centre_label: place.centre.labels.get(lang).to_owned(),
            centre: place.centre.at.map(|(lat, lon)| [lat, lon]),
            geonames_id: place.centre.geonames_id,
        }
    }
}
