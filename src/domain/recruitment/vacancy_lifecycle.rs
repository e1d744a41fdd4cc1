//! The life of a vacancy: which state may follow, who may bring it about, and what must hold.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::domain::{
    access::{
        relation::Relation,
        scope::{Role, Scope},
    },
    concepts::{
        facet::{Facet, FacetKind, moment_digits, pay_digits, word_facets},
        occupation::Occupation,
        wording::{Text, Worded},
    },
    recruitment::{
        missing::{NeededFor, last_day_past, missing},
        pay::monthly_roubles,
        vacancy::{USUAL_DAYS, VacancyBody, VacancyStatus},
    },
    resource::{
        RecordKind, Resource,
        format::Format,
        lifecycle::{Move, Need},
    },
    values::{language::Lang, moscow::moscow_day, text::LocalizedText},
};

type VacancyMove = Move<VacancyStatus, VacancyBody>;

const OWNER: &[Relation] = &[Relation::Owner];
const OWNER_OR_SYSTEM: &[Relation] = &[Relation::Owner, Relation::System];
const PUBLISHED: VacancyMove = Move {
    to: VacancyStatus::Published,
    by: OWNER_OR_SYSTEM,
    needs: &[
        Need::OwnerInGoodStanding,
        Need::Body(missing_to_publish),
        Need::Body(open_seat_missing),
        Need::Day(last_day_missing),
    ],
};
const SUSPENDED: VacancyMove = Move::by(OWNER_OR_SYSTEM, VacancyStatus::Suspended);
const FILLED: VacancyMove =
    Move { to: VacancyStatus::Filled, by: OWNER_OR_SYSTEM, needs: &[Need::Body(seats_left)] };
const EXPIRED: VacancyMove = Move::by(OWNER_OR_SYSTEM, VacancyStatus::Expired);
const CANCELLED: VacancyMove = Move::by(OWNER, VacancyStatus::Cancelled);
const REOPENED: VacancyMove = Move::by(OWNER_OR_SYSTEM, VacancyStatus::Draft);

fn missing_to_publish(body: &VacancyBody) -> Option<String> {
    let missing = missing(body);
    let lacking: Vec<String> = missing
        .iter()
        .filter(|one| one.needed_for == NeededFor::Publish)
        .map(|one| format!("{}: {}", one.pointer, one.why))
        .collect();
    (!lacking.is_empty()).then(|| lacking.join("; "))
}

fn last_day_missing(body: &VacancyBody, today: NaiveDate) -> Option<String> {
    last_day_past(body, today).map(|missing| missing.why)
}

fn open_seat_missing(body: &VacancyBody) -> Option<String> {
    (!body.openings.has_open())
        .then(|| "no opening is open: raise total_job_openings, or send the filled_job_openings of the new round, first".to_owned())
}

fn seats_left(body: &VacancyBody) -> Option<String> {
    let open = body.openings.open().unwrap_or(0);
    (open > 0).then(|| format!("{open} openings are still open: fill or cancel them first"))
}

impl Format for VacancyBody {}

impl Resource for VacancyBody {
    type Status = VacancyStatus;
    const KIND: RecordKind = RecordKind::Vacancy;
    const OWNER: Role = Role::Employer;
    const WRITERS: &'static [Relation] = &[Relation::Owner];
    const READ: Scope = Scope::VacanciesRead;
    const WRITE: Scope = Scope::VacanciesWrite;
    const STATES: &'static [VacancyStatus] = VacancyStatus::ALL;
    const INITIAL: VacancyStatus = VacancyStatus::Draft;
    const PUBLIC: Option<VacancyStatus> = Some(VacancyStatus::Published);

    fn moves(from: VacancyStatus) -> &'static [Move<VacancyStatus, Self>] {
        match from {
            VacancyStatus::Draft => &[PUBLISHED, CANCELLED],
            VacancyStatus::Published => &[SUSPENDED, FILLED, EXPIRED, CANCELLED],
            VacancyStatus::Suspended => &[PUBLISHED, FILLED, EXPIRED, CANCELLED],
            VacancyStatus::Filled => &[PUBLISHED, REOPENED],
            VacancyStatus::Expired | VacancyStatus::Cancelled => &[REOPENED],
        }
    }

    fn is_editable(status: VacancyStatus) -> bool {
        matches!(status, VacancyStatus::Draft | VacancyStatus::Published | VacancyStatus::Suspended)
    }

    fn revised(
        status: VacancyStatus,
        before: &Self,
        after: &Self,
        today: NaiveDate,
    ) -> Result<VacancyStatus, String> {
        if !after.openings.add_up() {
            let held = after.openings.reserved;
            return Err(format!(
                "applications hold {held} openings: leave room for them in total_job_openings, beside those that are \
                 filled and cancelled, or close applications first"
            ));
        }
        let is_full = !after.openings.has_open();
        let lasts = after.valid_through.is_none_or(|last| last >= today);
        let prolonged = after.valid_through != before.valid_through;
        match status {
            VacancyStatus::Published | VacancyStatus::Suspended if !lasts => {
                Ok(VacancyStatus::Expired)
            }
            VacancyStatus::Published | VacancyStatus::Suspended if is_full => {
                Ok(VacancyStatus::Filled)
            }
            VacancyStatus::Draft | VacancyStatus::Published | VacancyStatus::Suspended => {
                Ok(status)
            }
            _ if lasts && prolonged => Ok(VacancyStatus::Draft),
            VacancyStatus::Filled if !is_full && lasts => Ok(VacancyStatus::Published),
            VacancyStatus::Filled if is_full && !prolonged => Ok(status),
            VacancyStatus::Filled => Ok(VacancyStatus::Draft),
            VacancyStatus::Expired | VacancyStatus::Cancelled => Err(format!(
                "a vacancy that is {status} begins again as a draft with another valid_through that lies ahead, or \
                 when it is moved to draft"
            )),
        }
    }

    /// Seats that are counted elsewhere or not spoken of, and when it was published, stay.
    fn keep(&mut self, before: &Self) {
        self.openings.keep(before.openings);
        self.published_at = before.published_at;
        if self.published_at.is_some() {
            self.state_pay();
        }
    }

    fn is_deletable(status: VacancyStatus) -> bool {
        status == VacancyStatus::Draft
    }

    /// A vacancy without a last day stands for some days from when it is published; one that says nothing of pay is by
    /// agreement.
    fn enter(&mut self, to: VacancyStatus, at: DateTime<Utc>) {
        if to != VacancyStatus::Published {
            return;
        }
        self.published_at = Some(at);
        self.state_pay();
        if self.valid_through.is_none() {
            self.valid_through = moscow_day(at).checked_add_days(Days::new(USUAL_DAYS));
        }
    }

    fn facets(&self) -> Vec<Facet> {
        let places = self.municipalities();
        let mut facets: Vec<Facet> =
            places.map(|place| Facet::new(FacetKind::Municipality, &place)).collect();
        let housing = self.conditions.housing.as_ref().map(|housing| housing.kind);
        facets.extend(
            self.employment_types().map(|kind| Facet::new(FacetKind::EmploymentType, kind)),
        );
        facets.extend(self.schedules().map(|one| Facet::new(FacetKind::Schedule, one)));
        facets.extend(housing.map(|kind| Facet::new(FacetKind::Housing, kind)));
        let monthly =
            self.base_salary.as_ref().and_then(|pay| monthly_roubles(pay, &self.work_hours));
        facets.extend(monthly.map(|pay| Facet::new(FacetKind::MonthlyPay, pay_digits(pay))));
        facets.extend(
            self.published_at.map(|at| Facet::new(FacetKind::PublishedAt, moment_digits(at))),
        );
        facets.extend(self.occupations_asked().flat_map(Occupation::facets));
        let asked = self.skills_asked();
        facets.extend(asked.iter().map(|asked| Facet::new(FacetKind::Skill, &asked.skill)));
        facets.extend(self.replaced.iter().filter_map(Facet::of_heir));
        facets.extend(
            self.home_regions.iter().map(|region| Facet::new(FacetKind::HomeRegion, region)),
        );
        facets.sort();
        facets.dedup();
        facets
    }

    fn titles(&self) -> Vec<(Lang, &str)> {
        let all = self.title.iter().flat_map(LocalizedText::all);
        all.map(|(lang, text)| (*lang, text.as_str())).collect()
    }

    fn words(&self) -> BTreeSet<Facet> {
        let texts = self.title.iter().chain(&self.responsibilities);
        word_facets(texts.flat_map(LocalizedText::all).map(|(_, text)| text.as_str()))
    }

    fn texts(&self) -> Vec<Text<'_>> {
        let occupation = self.occupation_words().into_iter().map(Worded::shown_occupation);
        let skills = self.skill_texts.iter().map(|asked| &asked.skill).chain(&self.skills_in_prose);
        occupation.chain(skills.map(Worded::shown_skill)).collect()
    }
}
