//! Occupations: a trade of the taxonomy, or an ISCO-08 unit group alone.

use serde::{Deserialize, Serialize};

use crate::domain::{
    concepts::{
        facet::{Facet, FacetKind},
        wording::{Text, TextKind, Worded},
    },
    values::words::checked_text,
};

checked_text! {
    /// A trade of the taxonomy, such as `bricklayer`.
    TradeId, "a trade id such as bricklayer", "^[a-z0-9_-]{2,64}$", 64, "bricklayer", |text| {
        (2..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
    }
}

checked_text! {
    /// An ISCO-08 unit group: four digits, such as `7112`.
    IscoUnit, "an ISCO-08 unit group of four digits, such as 7112", "^[0-9]{4}$", 4, "7112", |text| {
        text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
    }
}

/// What somebody does for a living.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occupation {
    /// The trade, where it is known; it lies within `isco08`.
    pub trade: Option<TradeId>,
    /// The ISCO-08 unit group.
    pub isco08: IscoUnit,
}

impl Occupation {
    /// What lists can be filtered by.
    pub fn facets(&self) -> impl Iterator<Item = Facet> {
        let unit = Facet::new(FacetKind::Isco, &self.isco08);
        self.trade.iter().map(|trade| Facet::new(FacetKind::Trade, trade)).chain([unit])
    }
}

/// An occupation with the years spent in it, and how far somebody has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PractisedOccupation {
    /// Which occupation.
    pub occupation: Occupation,
    /// Years in it, 0 to 60, if they are known.
    pub years: Option<u8>,
    /// Grade in it (тарифный разряд), 1 to 8, if it is known.
    #[serde(default)]
    pub grade: Option<u8>,
}

impl PractisedOccupation {
    /// An occupation with years in it, and no known grade.
    pub fn new(occupation: Occupation, years: u8) -> Self {
        Self { occupation, years: Some(years), grade: None }
    }
}

/// An occupation in words, with the years spent in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PractisedText {
    /// Which occupation.
    pub occupation: Worded<Occupation>,
    /// Years in it, 0 to 60, if they are known.
    pub years: Option<u8>,
    /// Grade in it (тарифный разряд), 1 to 8, if it is known.
    #[serde(default)]
    pub grade: Option<u8>,
}

impl PractisedText {
    /// The occupation that it stands for, if its text is resolved.
    pub fn practised(&self) -> Option<PractisedOccupation> {
        let occupation = self.occupation.meaning.concept.clone()?;
        Some(PractisedOccupation { occupation, years: self.years, grade: self.grade })
    }
}

impl Worded<Occupation> {
    /// The text as readers of its record see it.
    pub(in crate::domain) fn shown_occupation(&self) -> Text<'_> {
        let trade = self.meaning.concept.as_ref().and_then(|occupation| occupation.trade.as_ref());
        self.shown(TextKind::Occupation, trade.map(TradeId::as_str))
    }
}
