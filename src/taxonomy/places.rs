//! Places: the regions and districts of Uzbekistan, and the municipalities of Tatarstan.

use serde::Serialize;

use super::{
    concept::Concept,
    labels::{Confidence, Labels},
    origins::{Origin, labels, named},
    sheet::{Row, RowProblem},
};
use crate::domain::values::{
    language::Lang,
    place::{District, HomeRegion, Municipality},
};

/// The main town of a place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Centre {
    /// Its names.
    pub labels: Labels,
    /// Latitude and longitude in degrees, where known.
    pub at: Option<(f64, f64)>,
    /// Its number at GeoNames.
    pub geonames_id: Option<u32>,
    /// Its population at GeoNames.
    pub population: Option<u32>,
}

/// A region of Uzbekistan, the Republic of Karakalpakstan, or Tashkent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegionPlace {
    /// The ISO 3166-2 code.
    pub code: HomeRegion,
    /// The СОАТО code of four digits.
    pub soato: String,
    /// `region`, `republic` or `city`.
    pub kind: String,
    /// The names.
    pub labels: Labels,
    /// The main town.
    pub centre: Centre,
}

/// A district of Uzbekistan or a city of its own rank.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DistrictPlace {
    /// The СОАТО code of seven digits.
    pub code: District,
    /// The region that it lies in.
    pub region: HomeRegion,
    /// `district` or `city`.
    pub kind: String,
    /// The names.
    pub labels: Labels,
}

/// A municipality of Tatarstan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MunicipalityPlace {
    /// The ОКТМО code of eight digits.
    pub code: Municipality,
    /// The ОКАТО code, where known.
    pub okato: Option<String>,
    /// `municipal_district` or `urban_okrug`.
    pub kind: String,
    /// The names.
    pub labels: Labels,
    /// The main town.
    pub centre: Centre,
}

/// The source of names that were read.
const fn read(lang: Lang, source: &'static str) -> Origin {
    Origin(lang, Confidence::Read, source)
}

impl Centre {
    fn from_row(row: &Row<'_>, origins: &[Origin]) -> Result<Self, RowProblem> {
        let (lat, lon) = (row.parse_optional("centre_lat")?, row.parse_optional("centre_lon")?);
        Ok(Self {
            labels: labels(row, "centre", origins)?,
            at: lat.zip(lon),
            geonames_id: row.parse_optional("geonames_id")?,
            population: row.parse_optional("centre_population_geonames")?,
        })
    }
}

impl RegionPlace {
    /// Reads a row of `uzbekistan_regions.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        let origins = [
            read(Lang::Ru, "SOATO-S"),
            read(Lang::UzLatn, "SOATO-S"),
            read(Lang::UzCyrl, "SOATO-S"),
            read(Lang::En, "UZPK"),
        ];
        Ok(Self {
            code: row.parse("iso_3166_2")?,
            soato: row.digits("soato", 4)?,
            kind: row.text("type").to_owned(),
            labels: named(row, "name", &origins)?,
            centre: Centre::from_row(row, &[])?,
        })
    }
}

impl DistrictPlace {
    /// Reads a row of `uzbekistan_districts.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        let origins = [
            read(Lang::Ru, "SOATO"),
            read(Lang::UzLatn, "SOATO"),
            read(Lang::UzCyrl, "SOATO"),
            read(Lang::En, "SOATO-W"),
        ];
        Ok(Self {
            code: row.parse("soato")?,
            region: row.parse("region_iso")?,
            kind: row.text("type").to_owned(),
            labels: named(row, "name", &origins)?,
        })
    }
}

impl MunicipalityPlace {
    /// Reads a row of `tatarstan_municipalities.csv`.
    pub(super) fn from_row(row: &Row<'_>) -> Result<Self, RowProblem> {
        let origins = [read(Lang::Ru, "OKTMO"), Origin(Lang::Tt, Confidence::Memory, "GN")];
        Ok(Self {
            code: row.parse("oktmo")?,
            okato: row.optional("okato").map(str::to_owned),
            kind: row.text("type").to_owned(),
            labels: named(row, "name", &origins)?,
            centre: Centre::from_row(row, &origins)?,
        })
    }
}

impl Concept for RegionPlace {
    fn id(&self) -> &str {
        self.code.as_str()
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn labels_mut(&mut self) -> &mut Labels {
        &mut self.labels
    }

    fn centre_labels(&self) -> Option<&Labels> {
        Some(&self.centre.labels)
    }
}

impl Concept for DistrictPlace {
    fn id(&self) -> &str {
        self.code.as_str()
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn labels_mut(&mut self) -> &mut Labels {
        &mut self.labels
    }
}

impl Concept for MunicipalityPlace {
    fn id(&self) -> &str {
        self.code.as_str()
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }

    fn labels_mut(&mut self) -> &mut Labels {
        &mut self.labels
    }

    fn centre_labels(&self) -> Option<&Labels> {
        Some(&self.centre.labels)
    }
}
