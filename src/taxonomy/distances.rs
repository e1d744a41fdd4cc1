//! How far the municipalities of Tatarstan are from a place.

use std::collections::BTreeMap;

use super::{concept::Table, places::MunicipalityPlace};
use crate::domain::values::place::{Municipality, great_circle_km};

/// The distance of each municipality whose main town is on the map, in metres, as the crow flies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distances(BTreeMap<Municipality, u32>);

impl Distances {
    /// From a point, in degrees of latitude and longitude.
    pub(super) fn new(places: &Table<MunicipalityPlace>, from: (f64, f64)) -> Self {
        let far = |place: &MunicipalityPlace| {
            Some((place.code.clone(), metres(great_circle_km(from, place.centre.at?))))
        };
        Self(places.iter().filter_map(far).collect())
    }

    /// Each municipality with its distance.
    pub fn all(&self) -> impl Iterator<Item = (&Municipality, u32)> {
        self.0.iter().map(|(place, metres)| (place, *metres))
    }

    /// The municipalities that are no farther than so many kilometres.
    pub fn within_km(&self, most: u32) -> Vec<Municipality> {
        let near = self.all().filter(|(_, metres)| *metres <= most.saturating_mul(1000));
        near.map(|(place, _)| place.clone()).collect()
    }

    /// The kilometres to the nearest of these.
    pub fn km<'p>(&self, places: impl Iterator<Item = &'p str>) -> Option<u32> {
        let far = places.filter_map(|code| self.0.get(&code.parse::<Municipality>().ok()?));
        far.min().map(|metres| (metres + 500) / 1000)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "half the way round the earth is 20 million metres"
)]
fn metres(km: f64) -> u32 {
    (km * 1000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use crate::taxonomy::Taxonomy;

    #[test]
    fn the_next_town_is_near_and_the_other_end_of_the_republic_is_far() {
        let taxonomy = Taxonomy::embedded();
        let from_kazan = taxonomy.distances_from(taxonomy.centre_of("92701000").unwrap());
        assert_eq!(from_kazan.km(["92701000"].into_iter()), Some(0));
        let chelny = from_kazan.km(["92730000"].into_iter()).unwrap();
        assert!((200..210).contains(&chelny), "{chelny}");
        assert_eq!(from_kazan.km(["92730000", "92701000"].into_iter()), Some(0));
        assert_eq!(from_kazan.km(["45000000"].into_iter()), None);
        assert_eq!(from_kazan.all().count(), taxonomy.municipalities().len());
        assert!(from_kazan.within_km(60).len() < 10 && from_kazan.within_km(1).len() == 1);
    }
}
