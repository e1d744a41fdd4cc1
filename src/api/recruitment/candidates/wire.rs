//! A candidate on the wire: a pseudonymous profile. Unknown members are refused, so no name can slip in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    api::{
        recruitment::candidates::parts::{
            DestinationsBody, HeldSkillBody, HeldSkillTextBody, MatchingConsentBody,
            PractisedOccupationBody, PractisedTextBody, ProofView, SpokenSkillBody,
        },
        resource::{
            head::Head,
            viewed::{Viewed, Wire},
        },
        wire::{
            beside::{Beside, Include},
            labels::LabelsView,
            missing::MissingView,
            values::{Errors, OccupationBody, PayFloorBody, duplicates},
            wording::{TextsView, blank},
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        concepts::{occupation::PractisedOccupation, skill::SkillId},
        recruitment::{
            candidate::{CandidateBody, CandidateStatus, Destinations, Education, Readiness},
            missing::missing_of_candidate,
            requirement::{Certificate, DrivingLicence},
        },
        resource::Record,
        trust::consent::Agreement,
        values::{
            place::{District, HomeRegion},
            spoken::SpokenLanguage,
            text::ExternalRef,
        },
    },
};

/// What an agency says of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct CandidateInput {
    /// The agency's own reference, unique among its candidates. Not a name, and not a document's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_ref: Option<ExternalRef>,
    /// Home region of Uzbekistan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_region: Option<HomeRegion>,
    /// Home district (СОАТО).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_district: Option<District>,
    /// Whether the agency has checked that the person is 18 or older. Only then can the candidate become available.
    #[schema(example = true)]
    #[serde(default)]
    pub of_age: bool,
    /// Occupations, best known first.
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    #[serde(default)]
    pub occupations: Vec<PractisedOccupationBody>,
    /// An occupation in words. It counts as if its id had been sent, once it names a known one.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation_text: Option<PractisedTextBody>,
    /// Skills.
    #[validate(length(max = 60), nested)]
    #[schema(max_items = 60)]
    #[serde(default)]
    pub skills: Vec<HeldSkillBody>,
    /// Skills in words. Those that name a known skill count as if its id had been sent, unless it was.
    #[validate(length(max = 60), nested)]
    #[schema(max_items = 60)]
    #[serde(default)]
    pub skill_texts: Vec<HeldSkillTextBody>,
    /// Languages.
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    #[serde(default)]
    pub languages: Vec<SpokenSkillBody>,
    /// Highest education. Compared only where a vacancy asks for one, and never shown to employers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    /// Licence categories held.
    #[validate(length(max = 19))]
    #[schema(max_items = 19)]
    #[serde(default)]
    pub driving_licences: Vec<DrivingLicence>,
    /// Certificates held.
    #[validate(length(max = 18))]
    #[schema(max_items = 18)]
    #[serde(default)]
    pub certificates: Vec<Certificate>,
    /// Where in Tatarstan; left out, it is not known.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destinations: Option<DestinationsBody>,
    /// Least pay accepted, before taxes; left out, any pay is.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_floor: Option<PayFloorBody>,
    /// First day on which work could begin; left out, it is not known.
    #[schema(max_length = 10, example = "2027-02-01")]
    #[serde(
        default,
        deserialize_with = "crate::api::wire::day::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub available_from: Option<NaiveDate>,
    /// How soon the candidate could travel; left out, it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Readiness>,
    /// Consent to be matched. Without it the candidate is stored, but not matched.
    #[validate(nested)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching_consent: Option<MatchingConsentBody>,
}

/// A candidate.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct CandidateView {
    #[serde(flatten)]
    pub head: Head<CandidateStatus>,
    /// The agency.
    pub agency_id: Uuid,
    /// What is still wanted, and for what.
    #[schema(max_items = 9)]
    pub missing: Vec<MissingView>,
    /// What is proven of its skills now: by decisions on recognitions, and by the tests of courses.
    #[schema(max_items = 200)]
    pub proofs: Vec<ProofView>,
    /// Whether another candidate stands for this person: then it rests, and is in no match.
    pub superseded: bool,
    /// The names of its concepts, where `include` asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<LabelsView>,
    #[serde(flatten)]
    pub texts: TextsView,
    #[serde(flatten)]
    pub input: CandidateInput,
}

impl CandidateInput {
    /// The body, checked. Codes are checked against the taxonomy by the use case.
    pub(in crate::api) fn accept(self, app: &App) -> Result<CandidateBody, Vec<FieldError>> {
        let mut errors = Errors::default();
        errors.extend(self.contradictions());
        let matching_consent = self.matching_consent.map(Agreement::from);
        errors.extend(matching_consent.as_ref().and_then(|one| one.contradiction(app.now())).map(
            |(member, why)| {
                let pointer = format!("/matching_consent/{member}");
                FieldError::new(pointer, "contradiction", why)
            },
        ));
        let mut occupations = Vec::new();
        for (at, PractisedOccupationBody { trade, isco08, years, grade }) in
            self.occupations.into_iter().enumerate()
        {
            let occupation =
                OccupationBody { trade, isco08 }.accept(app, &format!("/occupations/{at}"));
            let occupation = errors.take(occupation);
            occupations.extend(occupation.map(|occupation| PractisedOccupation {
                occupation,
                years,
                grade,
            }));
        }
        errors.finish(Some(CandidateBody {
            home_region: self.home_region,
            home_district: self.home_district,
            of_age: self.of_age,
            occupations,
            occupation_text: self.occupation_text.map(Into::into),
            skills: self.skills.into_iter().map(Into::into).collect(),
            skill_texts: self.skill_texts.into_iter().map(Into::into).collect(),
            replaced: Vec::new(),
            languages: self.languages.into_iter().map(Into::into).collect(),
            education: self.education,
            driving_licences: self.driving_licences,
            certificates: self.certificates,
            destinations: self.destinations.map(Destinations::from).unwrap_or_default(),
            pay_floor: self.pay_floor.map(Into::into),
            available_from: self.available_from,
            readiness: self.readiness,
            matching_consent,
            proofs: Vec::new(),
            superseded: false,
        }))
    }

    fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let occupation = self.occupation_text.iter();
        let occupation = occupation.map(|one| ("/occupation_text/text".to_owned(), &*one.text));
        let skills = self.skill_texts.iter().enumerate();
        occupation.chain(skills.map(|(at, one)| (format!("/skill_texts/{at}/text"), &*one.text)))
    }

    /// Whether it says nothing of what the candidate can do.
    fn is_empty(&self) -> bool {
        let occupation = self.occupations.is_empty() && self.occupation_text.is_none();
        occupation && self.skills.is_empty() && self.skill_texts.is_empty()
    }

    fn contradictions(&self) -> Vec<FieldError> {
        let skills: Vec<&SkillId> = self.skills.iter().map(|held| &held.skill).collect();
        let languages: Vec<&SpokenLanguage> =
            self.languages.iter().map(|spoken| &spoken.language).collect();
        let places = self.destinations.as_ref();
        let [ranked, never] = [places.map(|one| &one.ranked), places.map(|one| &one.never)]
            .map(|one| one.map_or(&[][..], |list| list));
        let mut errors = duplicates(&skills, |at| format!("/skills/{at}/skill"));
        errors.extend(self.is_empty().then(|| {
            let detail = "give an occupation, an occupation in words, or one skill";
            FieldError::new("/occupations", "required", detail)
        }));
        errors.extend(blank(self.texts()));
        errors.extend(duplicates(&languages, |at| format!("/languages/{at}/language")));
        errors.extend(duplicates(&self.driving_licences, |at| format!("/driving_licences/{at}")));
        errors.extend(duplicates(&self.certificates, |at| format!("/certificates/{at}")));
        errors.extend(duplicates(ranked, |at| format!("/destinations/ranked/{at}")));
        errors.extend(duplicates(never, |at| format!("/destinations/never/{at}")));
        errors.extend(never.iter().enumerate().filter(|(_, place)| ranked.contains(place)).map(
            |(at, _)| {
                let detail = "this municipality is also among the wanted ones: decide";
                FieldError::new(format!("/destinations/never/{at}"), "contradiction", detail)
            },
        ));
        errors
    }
}

impl Viewed for CandidateBody {
    type View = CandidateView;
    const PATH: &'static str = "/v1/candidates";
    const INCLUDES: &'static [Include] = &[Include::Labels];

    fn put_beside(view: &mut CandidateView, beside: Beside) {
        view.labels = beside.labels;
    }

    fn view(seen: &Visible<Self>) -> CandidateView {
        let record = &seen.record;
        CandidateView {
            head: Head::of(seen),
            agency_id: record.owner,
            missing: missing_of_candidate(&record.body).into_iter().map(Into::into).collect(),
            proofs: record.body.proofs.iter().map(Into::into).collect(),
            superseded: record.body.superseded,
            labels: None,
            texts: TextsView::of(record, &record.body.replaced),
            input: Self::input(record),
        }
    }
}

impl Wire for CandidateBody {
    type Input = CandidateInput;

    fn input(record: &Record<Self>) -> CandidateInput {
        let body = &record.body;
        CandidateInput {
            external_ref: record.external_ref.clone(),
            home_region: body.home_region.clone(),
            home_district: body.home_district.clone(),
            of_age: body.of_age,
            occupations: body.occupations.iter().cloned().map(Into::into).collect(),
            occupation_text: body.occupation_text.as_ref().map(Into::into),
            skills: body.skills.iter().cloned().map(Into::into).collect(),
            skill_texts: body.skill_texts.iter().map(Into::into).collect(),
            languages: body.languages.iter().cloned().map(Into::into).collect(),
            education: body.education,
            driving_licences: body.driving_licences.clone(),
            certificates: body.certificates.clone(),
            destinations: (body.destinations != Destinations::default())
                .then(|| DestinationsBody::from(&body.destinations)),
            pay_floor: body.pay_floor.map(Into::into),
            available_from: body.available_from,
            readiness: body.readiness,
            matching_consent: body.matching_consent.as_ref().map(Into::into),
        }
    }

    fn accept(
        mut input: CandidateInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let external_ref = input.external_ref.take();
        Ok((external_ref, input.accept(app)?))
    }
}
