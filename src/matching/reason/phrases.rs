//! The sentences that reasons are made of; one file for each language fills them in. Words in braces are replaced, and
//! stand so that no label has to be inflected.

use crate::domain::{
    recruitment::{candidate::Education, requirement::Certificate},
    values::money::PayUnit,
};

/// The sentences of one language.
pub(super) struct Phrases {
    pub(super) fits: &'static str,
    pub(super) skills: &'static str,
    /// Of these: how many only a trade implies, and of how many nothing is known.
    pub(super) implied: &'static str,
    pub(super) unknown: &'static str,
    pub(super) unread: &'static str,
    /// Which rules the candidate has not told enough for.
    pub(super) untold: &'static str,
    /// How near the occupation is: the same trade, a very near one, a near one, another; and that it is not known.
    pub(super) occupation: [&'static str; 5],
    /// That nobody can tell whether the pay reaches a floor.
    pub(super) pay_not_comparable: &'static str,
    pub(super) wish: &'static str,
    /// Where it is one of several wishes of which none comes first.
    pub(super) equal_wish: &'static str,
    pub(super) elsewhere: &'static str,
    /// Where nobody knows whether the candidate would go there.
    pub(super) workplace: &'static str,
    /// That a skill was recognised, and that the test of a course has shown it.
    pub(super) recognised: &'static str,
    pub(super) tested: &'static str,
    pub(super) selected: &'static str,
    pub(super) not_yet: &'static str,
    pub(super) help: &'static str,

    pub(super) skill: &'static str,
    pub(super) level: &'static str,
    pub(super) level_years: &'static str,
    pub(super) nothing: &'static str,
    pub(super) not_listed: &'static str,
    pub(super) ruled_out: &'static str,
    pub(super) regions: &'static str,
    pub(super) language: &'static str,
    pub(super) licence: &'static str,
    pub(super) certificate: &'static str,
    pub(super) experience: &'static str,
    pub(super) grade: &'static str,
    pub(super) education: &'static str,
    /// In place of a value that is withheld.
    pub(super) too_little: &'static str,
    pub(super) availability: &'static str,
    pub(super) pay: &'static str,
    pub(super) pay_withheld: &'static str,
    pub(super) vacancy_state: &'static str,
    pub(super) candidate_state: &'static str,

    pub(super) raise_skill: &'static str,
    pub(super) learn_skill: &'static str,
    pub(super) gain_years: &'static str,
    pub(super) raise_language: &'static str,
    pub(super) obtain_licence: &'static str,
    pub(super) obtain_certificate: &'static str,
    pub(super) gain_experience: &'static str,
    pub(super) raise_grade: &'static str,
    pub(super) complete_education: &'static str,
    pub(super) accept_place: &'static str,
    pub(super) arrive: &'static str,
    pub(super) offer: &'static str,
    pub(super) offer_more: &'static str,
    pub(super) become_available: &'static str,
    pub(super) beyond: &'static str,

    /// The rules that can fail, in the order of `Rule::ALL`; those after them have sentences of their own.
    pub(super) rules: [&'static str; 13],
    /// The certificates, in the order of `Certificate::ALL`.
    pub(super) certificates: [&'static str; Certificate::ALL.len()],
    /// Education, in the order of `Education::ALL`.
    pub(super) educations: [&'static str; Education::ALL.len()],
    /// What pay is for, in the order of `PayUnit::ALL`.
    pub(super) units: [&'static str; PayUnit::ALL.len()],
    /// Russian, Uzbek, Tatar, English.
    pub(super) languages: [&'static str; 4],
}
