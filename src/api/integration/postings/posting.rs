//! A public vacancy as it is told to the world, in a language.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use uuid::Uuid;

use crate::{
    api::{http::error::ApiError, request::context::Context},
    app::{edition::Edition, parties::profiles::EmployerProfile, resource::visible::Visible},
    domain::{
        recruitment::vacancy::{Vacancy, VacancyBody, Workplace},
        values::{
            language::Lang,
            money::{Amount, Currency, OfferedPay},
            phrases::Phrases,
            template::fill,
            text::LocalizedText,
        },
    },
    taxonomy::Concept,
};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("phrases.json")));

/// What postings are told with: who the employers are, the names of concepts, the language, and the address of the server.
pub(super) struct Teller {
    employers: HashMap<Uuid, EmployerProfile>,
    /// Names of concepts.
    pub edition: Arc<Edition>,
    /// The language of all texts.
    pub lang: Lang,
    /// Where clients reach this server, without a slash at the end.
    pub base: String,
}

impl Teller {
    /// Looks up what is needed to tell of these vacancies.
    pub(super) fn of(
        context: &Context,
        lang: Lang,
        vacancies: &[Visible<VacancyBody>],
    ) -> Result<Self, ApiError> {
        let owners: Vec<Uuid> = vacancies.iter().map(|seen| seen.record.owner).collect();
        Ok(Self {
            employers: context.app().employer_profiles(&owners)?,
            edition: context.app().taxonomy(),
            lang,
            base: context.server.base_url().to_owned(),
        })
    }

    /// A vacancy to be told.
    pub(super) fn posting<'t>(&'t self, vacancy: &'t Vacancy) -> Posting<'t> {
        Posting { vacancy, teller: self }
    }

    /// A phrase of postings.
    pub(super) fn say(&self, name: &str) -> &'static str {
        PHRASES.say(name, self.lang)
    }
}

/// A public vacancy to be told.
#[derive(Clone, Copy)]
pub(super) struct Posting<'t> {
    /// The vacancy.
    pub vacancy: &'t Vacancy,
    /// With what it is told.
    pub teller: &'t Teller,
}

impl<'t> Posting<'t> {
    /// The address of its page.
    pub(super) fn page(self) -> String {
        format!("{}/jobs/{}", self.teller.base, self.vacancy.id)
    }

    /// The address of its data.
    pub(super) fn data(self) -> String {
        format!("{}/v1/vacancies/{}/job-posting", self.teller.base, self.vacancy.id)
    }

    /// Its title.
    pub(super) fn title(self) -> &'t str {
        self.text(self.vacancy.body.title.as_ref()).unwrap_or_default()
    }

    /// A text of it in the language.
    pub(super) fn text(self, text: Option<&'t LocalizedText>) -> Option<&'t str> {
        text.map(|text| text.in_language(self.teller.lang))
    }

    /// Its texts, each with its name.
    pub(super) fn texts(self) -> impl Iterator<Item = (&'static str, &'t str)> {
        let body = &self.vacancy.body;
        let texts = [
            ("responsibilities", &body.responsibilities),
            ("qualifications", &body.qualifications),
            ("job_benefits", &body.job_benefits),
        ];
        texts.into_iter().filter_map(move |(name, text)| Some((name, self.text(text.as_ref())?)))
    }

    /// The name of the employer.
    pub(super) fn employer(self) -> &'t str {
        let profile = self.teller.employers.get(&self.vacancy.owner);
        profile.map_or("", |profile| profile.body.name.in_language(self.teller.lang))
    }

    /// The places of the work: the municipality, and the street where it is known.
    pub(super) fn places(self) -> impl Iterator<Item = (&'t str, Option<&'t str>)> {
        let body = &self.vacancy.body;
        let places = std::iter::once(&body.workplace).chain(&body.other_workplaces);
        places.filter_map(move |place| Some((self.municipality(place)?, place.address.as_deref())))
    }

    fn municipality(self, place: &Workplace) -> Option<&'t str> {
        let place = self.teller.edition.municipality(&place.municipality()?)?;
        Some(place.label(self.teller.lang))
    }

    /// Skills that are asked for, by their names.
    pub(super) fn skills(self) -> Vec<String> {
        let Teller { edition, lang, .. } = self.teller;
        let asked = self.vacancy.body.skills_asked();
        asked.iter().map(|one| edition.skill_label(&one.skill, *lang).to_owned()).collect()
    }

    /// The pay in words.
    pub(super) fn pay(self) -> String {
        let told = self.vacancy.body.base_salary.as_ref().and_then(|pay| self.amounts(pay));
        told.unwrap_or_else(|| self.teller.say("by_agreement").to_owned())
    }

    fn amounts(self, pay: &OfferedPay) -> Option<String> {
        let amounts = match (pay.min, pay.max) {
            (None, None) => return None,
            (Some(min), Some(max)) if min == max => grouped(min),
            (Some(min), Some(max)) => format!("{}–{}", grouped(min), grouped(max)),
            (Some(min), None) => fill(self.teller.say("pay_from"), &[("amount", &grouped(min))]),
            (None, Some(max)) => fill(self.teller.say("pay_to"), &[("amount", &grouped(max))]),
        };
        let unit = pay.unit.map(|unit| self.teller.say(unit.as_str()));
        let tax = pay.gross.map(|gross| self.teller.say(if gross { "gross" } else { "net" }));
        let tax = tax.map(|tax| format!("({tax})"));
        let parts = [
            Some(&*amounts),
            pay.currency.map(Currency::as_str),
            pay.unit_text.as_deref().or(unit),
            tax.as_deref(),
        ];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// An amount with its thousands apart.
fn grouped(amount: Amount) -> String {
    let text = amount.to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let apart = |(at, digit): (usize, char)| {
        let gap = (at > 0 && (whole.len() - at).is_multiple_of(3)).then_some('\u{a0}');
        gap.into_iter().chain([digit])
    };
    whole.char_indices().flat_map(apart).chain(rest.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::values::money::PayUnit;

    #[test]
    fn thousands_stand_apart() {
        for (hundredths, told) in
            [(100, "1"), (9_000_000, "90\u{a0}000"), (123_456_789, "1\u{a0}234\u{a0}567.89")]
        {
            assert_eq!(grouped(Amount::of_hundredths(hundredths).unwrap()), told);
        }
    }

    #[test]
    fn what_is_said_is_there_in_each_language() {
        let facts = [
            "employer",
            "place",
            "pay",
            "hours_per_week",
            "openings",
            "start",
            "valid_through",
            "skills",
        ];
        let texts = ["responsibilities", "qualifications", "job_benefits", "vacancies"];
        let pay = ["pay_from", "pay_to", "by_agreement", "gross", "net"];
        let units = PayUnit::ALL.iter().map(|unit| unit.as_str());
        let names = facts.into_iter().chain(texts).chain(pay).chain(units);
        PHRASES.check(names.map(ToOwned::to_owned));
    }
}
