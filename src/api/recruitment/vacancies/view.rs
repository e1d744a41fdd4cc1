//! A vacancy as it is answered.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    api::{
        recruitment::vacancies::{conditions::ConditionsBody, wire::VacancyInput, work},
        resource::{
            head::Head,
            viewed::{Copied, Viewed, Wire},
        },
        wire::{
            beside::{Beside, Include},
            employer::EmployerProfileView,
            labels::LabelsView,
            missing::MissingView,
            text::Texts,
            wording::TextsView,
        },
    },
    app::{App, resource::visible::Visible},
    domain::{
        FieldError,
        recruitment::{
            missing::{last_day_past, missing},
            vacancy::{VacancyBody, VacancyStatus},
        },
        resource::Record,
        values::text::{ExternalRef, LocalizedText},
    },
};

/// A vacancy. The public sees it without the employer's own reference.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct VacancyView {
    #[serde(flatten)]
    pub head: Head<VacancyStatus>,
    /// The employer.
    pub employer_id: Uuid,
    /// When it was last published, if it ever was.
    #[schema(max_length = 35)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_at: Option<DateTime<Utc>>,
    /// Seats still to fill, if the number is known.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_job_openings: Option<u32>,
    /// Seats that applications hold, from `selected` on.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    pub reserved_job_openings: u32,
    /// What is still wanted, and for what.
    #[schema(max_items = 12)]
    pub missing: Vec<MissingView>,
    /// The names of its concepts, where `include` asks for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<LabelsView>,
    /// Whether the municipality of `workplace` was read from its address, since nobody sent the code.
    pub workplace_is_read: bool,
    /// The least grade in the trade, where the title tells one and `background` does not; left out if neither does.
    #[schema(minimum = 1, maximum = 8, example = 4)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade_in_title: Option<u8>,
    /// Its employer, where `include` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<EmployerProfileView>,
    /// Kilometres as the crow flies from where `near` says to the main town of its nearest municipality.
    #[schema(minimum = 0, maximum = 20_040, example = 12)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<u32>,
    #[serde(flatten)]
    pub texts: TextsView,
    #[serde(flatten)]
    pub input: VacancyInput,
}

fn input(vacancy: &Record<VacancyBody>) -> VacancyInput {
    let body = &vacancy.body;
    let ConditionsBody { housing, meals, travel, insurance, provided } = (&body.conditions).into();
    let texts = |text: &Option<LocalizedText>| text.as_ref().map(Texts::from);
    VacancyInput {
        external_ref: vacancy.external_ref.clone(),
        title: body.title.as_ref().map(Into::into),
        responsibilities: texts(&body.responsibilities),
        qualifications: texts(&body.qualifications),
        job_benefits: texts(&body.job_benefits),
        occupation: body.occupation.as_ref().map(Into::into),
        occupation_text: body.occupation_text.as_ref().map(Into::into),
        requirements: body.requirements.iter().map(Into::into).collect(),
        skill_texts: body.skill_texts.iter().map(Into::into).collect(),
        languages: body.languages.iter().map(Into::into).collect(),
        driving_licences: body.driving_licences.clone(),
        certificates: body.certificates.clone(),
        background: shown(&body.background),
        workplace: shown(&body.workplace),
        other_workplaces: body.other_workplaces.iter().map(Into::into).collect(),
        home_regions: body.home_regions.clone(),
        preferred_home_regions: body.preferred_home_regions.clone(),
        employment_type: body.employment_type,
        work_hours: shown(&body.work_hours),
        base_salary: body.base_salary.as_ref().map(Into::into),
        total_job_openings: body.openings.total,
        filled_job_openings: Some(body.openings.filled.get()),
        cancelled_job_openings: Some(body.openings.cancelled.get()),
        job_start_date: body.job_start_date,
        start_grace_days: body.start_grace_days,
        valid_through: body.valid_through,
        housing,
        meals,
        travel,
        insurance,
        provided,
        frame: shown(&body.frame),
    }
}

/// The same as it was sent.
fn as_sent(vacancy: &Record<VacancyBody>) -> VacancyInput {
    let body = &vacancy.body;
    let mut input = input(vacancy);
    input.workplace = input.workplace.map(|_| work::as_sent(&body.workplace));
    input.other_workplaces = body.other_workplaces.iter().map(work::as_sent).collect();
    input
}

/// What is known of something; nothing if nothing is.
fn shown<'a, T: Default + PartialEq, B: From<&'a T>>(value: &'a T) -> Option<B> {
    (*value != T::default()).then(|| value.into())
}

impl Viewed for VacancyBody {
    type View = VacancyView;
    const PATH: &'static str = "/v1/vacancies";
    const INCLUDES: &'static [Include] = &[Include::Labels, Include::Employer];

    fn put_beside(view: &mut VacancyView, beside: Beside) {
        (view.labels, view.employer) = (beside.labels, beside.employer);
        view.distance_km = beside.distance_km;
    }

    fn view(seen: &Visible<Self>) -> VacancyView {
        let record = &seen.record;
        let mut input = input(record);
        if !seen.relation.sees_all() {
            input.external_ref = None;
        }
        VacancyView {
            head: Head::of(seen),
            employer_id: record.owner,
            published_at: record.body.published_at,
            open_job_openings: record.body.openings.open(),
            reserved_job_openings: record.body.openings.reserved,
            missing: last_day_past(&record.body, seen.today)
                .into_iter()
                .chain(missing(&record.body))
                .map(Into::into)
                .collect(),
            workplace_is_read: record.body.workplace.is_read,
            grade_in_title: record.body.grade_in_title,
            labels: None,
            employer: None,
            distance_km: None,
            texts: TextsView::of(record, &record.body.replaced),
            input,
        }
    }
}

impl Wire for VacancyBody {
    type Input = VacancyInput;

    fn input(record: &Record<Self>) -> VacancyInput {
        as_sent(record)
    }

    fn accept(
        mut input: VacancyInput,
        app: &App,
    ) -> Result<(Option<ExternalRef>, Self), Vec<FieldError>> {
        let external_ref = input.external_ref.take();
        Ok((external_ref, input.accept(app)?))
    }
}

impl Copied for VacancyBody {
    fn copied(record: &Record<Self>) -> VacancyInput {
        VacancyInput {
            external_ref: None,
            filled_job_openings: None,
            cancelled_job_openings: None,
            ..as_sent(record)
        }
    }
}
