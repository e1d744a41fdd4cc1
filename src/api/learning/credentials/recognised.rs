//! A recognition as a credential.

use chrono::NaiveTime;

use crate::{
    api::{
        learning::credentials::{
            badge::{AchievementView, AlignmentView, Badge, CriteriaView},
            words::Words,
        },
        resource::viewed::Viewed,
    },
    app::learning::credentials::Certified,
    domain::{
        concepts::facet::FacetKind,
        learning::{
            qualification::{QualificationLevel, SkillLevel},
            recognition::RecognitionBody,
        },
        values::moscow::end_of_moscow_day,
    },
};

/// The address of the credential for a decision of a recognition.
pub(super) fn address(base: &str, recognition: uuid::Uuid, number: usize) -> String {
    format!("{base}{}/{recognition}/credential#{number}", RecognitionBody::PATH)
}

/// The credential for a decision.
pub(super) fn badge(certified: &Certified, words: &Words<'_>) -> Badge {
    let Certified { recognition, decision, number } = certified;
    Badge {
        id: address(words.base, recognition.id.0, *number),
        candidate: recognition.body.candidate.0,
        valid_from: decision.decided_on.and_time(NaiveTime::MIN).and_utc(),
        valid_until: decision.valid_until.map(end_of_moscow_day),
        achievement: achievement(certified, words),
    }
}

fn achievement(certified: &Certified, words: &Words<'_>) -> AchievementView {
    let Certified { recognition, decision, .. } = certified;
    let body = &recognition.body;
    let skills = decision.skills.iter().map(|one| words.skill(one));
    let levels = decision.level.iter().flat_map(levels);
    let names: Vec<&str> = decision.skills.iter().map(|one| words.name(one)).collect();
    let conditions = decision.conditions.iter().map(|told| format!(" Conditions: {told}."));
    let narrative = format!("Decided by {} on {}.", body.authority, decision.decided_on);
    AchievementView {
        id: format!("{}{}/{}#achievement", words.base, RecognitionBody::PATH, recognition.id.0),
        types: ["Achievement"],
        achievement_type: "Certification",
        name: names.join(", ").chars().take(1000).collect(),
        description: format!(
            "A qualification ({}) that counts for {}: {}.{}",
            body.kind,
            body.purpose,
            decision.outcome,
            conditions.collect::<String>()
        ),
        criteria: CriteriaView { narrative },
        alignment: skills.chain(levels).collect(),
    }
}

impl Words<'_> {
    fn name<'s>(&'s self, one: &'s SkillLevel) -> &'s str {
        let id = one.skill.as_str();
        self.label(FacetKind::Skill, id)
    }

    fn skill(&self, one: &SkillLevel) -> AlignmentView {
        AlignmentView {
            types: ["Alignment"],
            target_name: self.name(one).to_owned(),
            target_url: format!("{}/v1/taxonomy/skills/{}", self.base, one.skill),
            target_code: one.skill.to_string(),
            target_framework: "Koprik",
            target_description: Some(format!("level {} of 5", one.level)),
        }
    }
}

/// The levels in the frameworks in which they are known. Only the European has an address for each.
fn levels(level: &QualificationLevel) -> impl Iterator<Item = AlignmentView> {
    let eqf = level.eqf.map(|n| {
        ("European Qualifications Framework", format!("http://data.europa.eu/snb/eqf/{n}"), n)
    });
    let russian = level
        .nrk_ru
        .map(|n| ("Russian national qualifications framework", "https://nark.ru/".to_owned(), n));
    let uzbek = level.nqf_uz.map(|n| {
        ("National qualifications framework of Uzbekistan", "https://lex.uz/".to_owned(), n)
    });
    [eqf, russian, uzbek].into_iter().flatten().map(|(framework, url, n)| AlignmentView {
        types: ["Alignment"],
        target_name: format!("{framework}, level {n}"),
        target_url: url,
        target_code: n.to_string(),
        target_framework: framework,
        target_description: None,
    })
}
