//! Small numbers that stand for the ids of the taxonomy inside the engine. They are private to one [`super::knowledge::Knowledge`].

use crate::domain::{
    concepts::occupation::IscoUnit,
    values::{
        money::{Currency, PayFloor, PayUnit},
        spoken::{Cefr, SpokenLanguage},
    },
};

/// The best value of a part.
pub(super) const FULL: u16 = 1000;

/// The number of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SkillNo(pub(super) u16);

/// The number of a trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TradeNo(pub(super) u16);

/// The number of a municipality, under [`PlaceSet::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PlaceNo(pub(super) u8);

/// The number of a home region, under [`RegionSet::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RegionNo(pub(super) u8);

/// A set of municipalities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct PlaceSet(pub(super) u64);

impl PlaceSet {
    /// How many municipalities there may be.
    pub(super) const MOST: usize = 64;

    pub(super) fn holds(self, place: PlaceNo) -> bool {
        self.0 >> place.0 & 1 == 1
    }

    pub(super) fn iter(self) -> impl Iterator<Item = PlaceNo> {
        (0..64).map(PlaceNo).filter(move |place| self.holds(*place))
    }
}

impl FromIterator<PlaceNo> for PlaceSet {
    fn from_iter<I: IntoIterator<Item = PlaceNo>>(places: I) -> Self {
        Self(places.into_iter().fold(0, |set, place| set | 1 << place.0))
    }
}

/// A set of home regions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct RegionSet(pub(super) u32);

impl RegionSet {
    /// How many home regions there may be.
    pub(super) const MOST: usize = 32;

    pub(super) fn holds(self, region: Option<RegionNo>) -> bool {
        region.is_some_and(|region| self.0 >> region.0 & 1 == 1)
    }
}

impl FromIterator<RegionNo> for RegionSet {
    fn from_iter<I: IntoIterator<Item = RegionNo>>(regions: I) -> Self {
        Self(regions.into_iter().fold(0, |set, region| set | 1 << region.0))
    }
}

/// A spoken language: its two or three letters, read in base 27.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Tongue(pub(super) u16);

impl From<&SpokenLanguage> for Tongue {
    fn from(language: &SpokenLanguage) -> Self {
        let letter = |b: u8| u16::from(b - b'a') + 1;
        Self(language.as_str().bytes().fold(0, |code, b| code * 27 + letter(b)))
    }
}

impl From<Tongue> for SpokenLanguage {
    fn from(tongue: Tongue) -> Self {
        let digits = [tongue.0 / 729, tongue.0 / 27 % 27, tongue.0 % 27];
        let letters = digits.iter().filter(|digit| **digit > 0);
        let text: String =
            letters.filter_map(|digit| char::from_u32(u32::from(*digit) + 96)).collect();
        text.parse().expect("a tongue is made from a checked code")
    }
}

/// The place of a CEFR level on the scale, 1 (A1) to 6 (C2); 0 is none.
pub(super) fn rung(level: Cefr) -> u8 {
    level as u8 + 1
}

/// The level at a place of the scale, if there is one.
pub(super) fn level_at(rung: u8) -> Option<Cefr> {
    Cefr::ALL.get(usize::from(rung).checked_sub(1)?).copied()
}

/// An ISCO-08 unit group as a number; its leading digits are its wider groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct UnitNo(pub(super) u16);

impl UnitNo {
    /// Whether it stands for a group, and not for one that is not known.
    pub(super) fn is_known(self) -> bool {
        self.0 > 0
    }
}

impl From<&IscoUnit> for UnitNo {
    fn from(unit: &IscoUnit) -> Self {
        Self(unit.as_str().bytes().fold(0, |number, b| number * 10 + u16::from(b - b'0')))
    }
}

impl From<UnitNo> for IscoUnit {
    fn from(unit: UnitNo) -> Self {
        format!("{:04}", unit.0).parse().expect("a number is made from a checked code")
    }
}

/// A currency with the time it pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct PayTerms(pub(super) u8);

impl PayTerms {
    pub(super) fn new(currency: Currency, unit: PayUnit) -> Self {
        Self(currency as u8 * 8 + unit as u8)
    }

    /// A floor in these terms.
    pub(super) fn floor(self, amount: u32) -> PayFloor {
        PayFloor { currency: self.currency(), unit: self.unit(), amount }
    }

    pub(super) fn currency(self) -> Currency {
        Currency::ALL[usize::from(self.0 / 8)]
    }

    pub(super) fn unit(self) -> PayUnit {
        PayUnit::ALL[usize::from(self.0 % 8)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back_to_their_words() {
        for code in ["ru", "uz", "tt", "aa", "zz", "kaa", "zzz"] {
            let language: SpokenLanguage = code.parse().unwrap();
            assert_eq!(SpokenLanguage::from(Tongue::from(&language)), language);
        }
        for currency in Currency::ALL {
            for unit in PayUnit::ALL {
                let terms = PayTerms::new(*currency, *unit);
                assert_eq!((terms.currency(), terms.unit()), (*currency, *unit));
            }
        }
        for level in Cefr::ALL {
            assert_eq!(level_at(rung(*level)), Some(*level));
        }
        assert_eq!(level_at(0), None);
        let armed: IscoUnit = "0110".parse().unwrap();
        assert_eq!((UnitNo::from(&armed), IscoUnit::from(UnitNo(110))), (UnitNo(110), armed));
    }
}
