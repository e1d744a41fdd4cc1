//! What a vacancy asks for: skills, languages, licences and certificates.

use serde::{Deserialize, Serialize};

use crate::domain::{
    concepts::{skill::SkillId, wording::Worded},
    values::{
        spoken::{Cefr, SpokenLanguage},
        words::words,
    },
};

words! {
    /// How binding a requirement is.
    RequirementKind {
        /// Without it the candidate is not eligible.
        Must = "must",
        /// It raises the score.
        Preferred = "preferred",
    }
}

/// A skill that a vacancy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// Which skill.
    pub skill: SkillId,
    /// How binding.
    pub kind: RequirementKind,
    /// The least level, 1 to 5.
    pub min_level: u8,
    /// The least years of practice, 0 to 60.
    pub min_years: u8,
    /// Its weight among the skills of the vacancy, 1 to 5.
    pub weight: u8,
}

impl Requirement {
    /// What a skill stands for that the prose of a vacancy names: it asks for as little as there is.
    pub fn of_prose(named: &Worded<SkillId>) -> Option<Self> {
        let skill = named.meaning.concept.clone()?;
        Some(Self {
            skill,
            kind: RequirementKind::Preferred,
            min_level: 1,
            min_years: 0,
            weight: 1,
        })
    }
}

/// A skill that a vacancy asks for in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementText {
    /// Which skill.
    pub skill: Worded<SkillId>,
    /// How binding.
    pub kind: RequirementKind,
    /// The least level, 1 to 5.
    pub min_level: u8,
    /// The least years of practice, 0 to 60.
    pub min_years: u8,
    /// Its weight among the skills of the vacancy, 1 to 5.
    pub weight: u8,
}

impl RequirementText {
    /// The requirement that it stands for, if its text is resolved.
    pub fn requirement(&self) -> Option<Requirement> {
        let Self { kind, min_level, min_years, weight, .. } = *self;
        let skill = self.skill.meaning.concept.clone()?;
        Some(Requirement { skill, kind, min_level, min_years, weight })
    }
}

/// A language level that a vacancy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageRequirement {
    /// Which language.
    pub language: SpokenLanguage,
    /// The least level.
    pub level: Cefr,
    /// How binding.
    pub kind: RequirementKind,
}

words! {
    /// A category of driving or tractor licence (Federal Law 196-FZ of 10 December 1995, article 25; tractor categories of
    /// the Russian rules). Cyrillic letters are read as the Latin ones that they look like.
    DrivingLicence {
        /// Motorcycles.
        #[serde(alias = "А")]
        A = "A",
        /// Light motorcycles.
        #[serde(alias = "А1")]
        A1 = "A1",
        /// Cars.
        #[serde(alias = "В")]
        B = "B",
        /// Tricycles and quadricycles.
        #[serde(alias = "В1")]
        B1 = "B1",
        /// Cars with a trailer.
        #[serde(alias = "ВЕ", alias = "ВE", alias = "BЕ")]
        Be = "BE",
        /// Lorries.
        #[serde(alias = "С")]
        C = "C",
        /// Lorries up to 7.5 tonnes.
        #[serde(alias = "С1")]
        C1 = "C1",
        /// Lorries with a trailer.
        #[serde(alias = "СЕ", alias = "СE", alias = "CЕ")]
        Ce = "CE",
        /// Lorries up to 7.5 tonnes with a trailer.
        #[serde(alias = "С1Е", alias = "С1E", alias = "C1Е")]
        C1e = "C1E",
        /// Buses.
        #[serde(alias = "Д")]
        D = "D",
        /// Buses of at most 16 seats.
        #[serde(alias = "Д1")]
        D1 = "D1",
        /// Buses with a trailer.
        #[serde(alias = "ДЕ", alias = "ДE", alias = "DЕ")]
        De = "DE",
        /// Buses of at most 16 seats with a trailer.
        #[serde(alias = "Д1Е", alias = "Д1E", alias = "D1Е")]
        D1e = "D1E",
        /// Mopeds and light quadricycles.
        #[serde(alias = "М")]
        M = "M",
        /// Trams.
        #[serde(alias = "Тm", alias = "Тм")]
        Tm = "Tm",
        /// Trolleybuses.
        #[serde(alias = "Тb")]
        Tb = "Tb",
        /// Wheeled tractors.
        TractorC = "tractor_C",
        /// Tracked tractors.
        TractorE = "tractor_E",
        /// Combine harvesters.
        TractorF = "tractor_F",
    }
}

words! {
    /// A certificate without which some work may not be done.
    Certificate {
        /// Certified welder (НАКС or its equal).
        Welder = "welder",
        /// Electrical safety group I.
        ElectricalSafety1 = "electrical_safety_1",
        /// Electrical safety group II.
        ElectricalSafety2 = "electrical_safety_2",
        /// Electrical safety group III.
        ElectricalSafety3 = "electrical_safety_3",
        /// Electrical safety group IV.
        ElectricalSafety4 = "electrical_safety_4",
        /// Electrical safety group V.
        ElectricalSafety5 = "electrical_safety_5",
        /// Work at height.
        WorkAtHeight = "work_at_height",
        /// Forklift operator.
        Forklift = "forklift",
        /// Crane operator.
        CraneOperator = "crane_operator",
        /// Slinger.
        Slinger = "slinger",
        /// Excavator and earth-moving machine operator.
        EarthMoving = "earth_moving",
        /// Pressure vessels and boilers.
        PressureVessels = "pressure_vessels",
        /// Gas-hazardous work.
        GasHazard = "gas_hazard",
        /// Food handler's medical record.
        FoodHandler = "food_handler",
        /// Fire safety minimum.
        FireSafety = "fire_safety",
        /// First aid.
        FirstAid = "first_aid",
        /// Dangerous goods by road (ADR).
        DangerousGoods = "dangerous_goods",
        /// Nursing or care diploma.
        Care = "care",
    }
}
