//! Work experience as a credential, for whoever comes home.

use crate::{
    api::{
        learning::credentials::{
            badge::{AchievementView, AlignmentView, Badge, CriteriaView},
            words::Words,
        },
        resource::viewed::Viewed,
    },
    app::programme::experience::Experience,
    domain::{concepts::facet::FacetKind, programme::application::ApplicationBody},
};

/// The credential of work that is over.
pub(super) fn badge(experience: &Experience, words: &Words<'_>) -> Badge {
    let at = format!("{}{}/{}", words.base, ApplicationBody::PATH, experience.application.0);
    Badge {
        id: format!("{at}/credential"),
        candidate: experience.candidate.0,
        valid_from: experience.recorded_at,
        valid_until: None,
        achievement: achievement(experience, &at, words),
    }
}

fn achievement(experience: &Experience, at: &str, words: &Words<'_>) -> AchievementView {
    let Experience { employer, terms, first_day, last_day, .. } = experience;
    let trade = words.label(FacetKind::Isco, terms.isco08.as_str());
    let place = words.label(FacetKind::Municipality, terms.municipality.as_str());
    let (employer, months) = (employer.in_language(words.lang), experience.months());
    AchievementView {
        id: format!("{at}#achievement"),
        types: ["Achievement"],
        achievement_type: "ext:WorkExperience",
        name: trade.to_owned(),
        description: format!("Work under a contract with {employer}, {place}: {}", terms.duties),
        criteria: CriteriaView {
            narrative: format!(
                "Worked from {first_day} to {last_day}; whole months of insured work: {months}."
            ),
        },
        alignment: vec![AlignmentView {
            types: ["Alignment"],
            target_name: trade.to_owned(),
            target_url: format!("http://data.europa.eu/esco/isco/C{}", terms.isco08),
            target_code: terms.isco08.to_string(),
            target_framework: "ISCO-08",
            target_description: None,
        }],
    }
}
