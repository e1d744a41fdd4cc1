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

impl IscoUnit {
    /// `0000`, which ISCO-08 does not have: the group of a trade of which none is known, as schemes without ISCO have them.
    pub fn unknown() -> Self {
        Self("0000".into())
    }

    /// Whether it is a group at all.
    pub fn is_known(&self) -> bool {
        self.as_str() != "0000"
    }
}

/// What somebody does for a living.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occupation {
    /// The trade, where it is known; it lies within `isco08`.
    pub trade: Option<TradeId>,
    /// The ISCO-08 unit group; unknown only beside a trade.
    pub isco08: IscoUnit,
}

impl Occupation {
    /// What lists can be filtered by.
    pub fn facets(&self) -> impl Iterator<Item = Facet> {
        let unit = self.unit().map(|unit| Facet::new(FacetKind::Isco, unit));
        self.trade.iter().map(|trade| Facet::new(FacetKind::Trade, trade)).chain(unit)
    }

    /// The ISCO-08 unit group, if it is known.
    pub fn unit(&self) -> Option<&IscoUnit> {
        Some(&self.isco08).filter(|unit| unit.is_known())
    }

    /// Whether both are of one ISCO-08 unit group; where one has none, whether they are one trade.
    pub fn is_alike(&self, other: &Self) -> bool {
        match (self.unit(), other.unit()) {
            (Some(one), Some(other)) => one == other,
            _ => self.trade.is_some() && self.trade == other.trade,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn occupation(trade: Option<&str>, isco08: &str) -> Occupation {
        let trade = trade.map(|id| id.parse().unwrap());
        Occupation { trade, isco08: isco08.parse().unwrap() }
    }

    #[test]
    fn occupations_without_a_group_are_alike_as_trades() {
        let [lace, other] = ["own_lace", "own_other"].map(|id| occupation(Some(id), "0000"));
        let [mason, masons] = [Some("bricklayer"), None].map(|id| occupation(id, "7112"));
        assert!(lace.is_alike(&lace) && mason.is_alike(&masons));
        assert!(!lace.is_alike(&other) && !lace.is_alike(&mason) && !masons.is_alike(&lace));
        assert!(!IscoUnit::unknown().is_known() && mason.isco08.is_known());
        assert_eq!(lace.facets().collect::<Vec<_>>(), [Facet::new(FacetKind::Trade, "own_lace")]);
    }
}
