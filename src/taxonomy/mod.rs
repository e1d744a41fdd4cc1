//! Occupations, skills and places with their names in five languages, and what follows from them; pure.
//!
//! The facts are CSV files in `data/`, which stand in the binary and are read by column name. [`Taxonomy`] is the typed
//! whole: look-ups by id and lists in a stable order. It is immutable; an import or a mapping makes a new one with a
//! version of its own. This module knows nothing of the store, of requests, or of who asks.

mod concept;
mod distances;
mod files;
mod formula;
mod isco;
mod labels;
mod learned;
mod mapping;
mod names;
mod origins;
mod places;
mod relations;
mod sheet;
mod skills;
mod tables;
mod trades;
mod whole;
mod words;

pub mod check;
pub mod import;
pub mod rarity;
pub mod resolve;
pub mod suggest;

pub use self::{
    check::check,
    concept::{Concept, ConceptKind, Lifecycle, Table},
    distances::Distances,
    files::Files,
    isco::{IscoGroup, IscoLevel},
    labels::{Confidence, Label, Labels, Role},
    learned::{Learned, Neighbours, Pool},
    mapping::{Mapping, UnknownConcept},
    places::{Centre, DistrictPlace, MunicipalityPlace, RegionPlace},
    rarity::Rarity,
    relations::{Relation, SkillGraph, SkillRelation},
    sheet::{RowProblem, TaxonomyError},
    skills::{EscoLink, EscoMatch, Skill},
    trades::{Need, Trade, TradeSkill},
    whole::Taxonomy,
};
