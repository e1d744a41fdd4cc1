//! Applications: an employer invites a match, or the candidate's agency puts it forward; then the employer decides.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        programme::{
            allotments::order_of, authorisations::check_code, checks::go_to_work,
            ending::end_what_is_offered, gates::keep_gate, onward::lacks_onward, seats,
            trips::give_up_seat,
        },
        recruitment::matches::{CandidateProfile, Pair},
        resource::{checked::note, idempotent::Idempotent, rules::ResourceRules, visible::Visible},
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            scope::Role,
        },
        programme::{
            application::{
                Application, ApplicationBody, ApplicationId, ApplicationNeed, ApplicationOrigin,
                ApplicationStatus, TO_SUBMIT,
            },
            closing::ClosingReason,
            gate::passed_gate,
            job_order::{JobOrder, JobOrderBody, JobOrderStatus},
        },
        recruitment::{
            candidate::{Candidate, CandidateBody, CandidateId, CandidateStatus},
            vacancy::{Vacancy, VacancyBody, VacancyId, VacancyStatus},
        },
        resource::{
            Record, RecordKind, Resource,
            id::Id,
            lifecycle::{Lack, OwnerStanding},
        },
        values::moscow::moscow_day,
    },
    matching::CandidateFacts,
    store::{
        backend::DbConnection,
        idempotency::Key,
        programme::applications,
        records::{Document, Stored},
        tx::Tx,
    },
};

impl ResourceRules for ApplicationBody {
    fn hold_owner(conn: &mut DbConnection, owner: Uuid) -> Result<(), AppError> {
        VacancyBody::hold_owner(conn, owner)
    }

    fn owner_standing(
        conn: &mut DbConnection,
        owner: Uuid,
        today: NaiveDate,
    ) -> Result<OwnerStanding, AppError> {
        VacancyBody::owner_standing(conn, owner, today)
    }

    fn hold_beside(conn: &mut DbConnection, record: &Application) -> Result<(), AppError> {
        VacancyBody::claim(conn, record.body.vacancy)?;
        if let Some(order) = record.body.order {
            JobOrderBody::hold(conn, order)?;
        }
        Ok(CandidateBody::hold(conn, record.body.candidate)?)
    }

    fn lacks(
        conn: &mut DbConnection,
        record: &Application,
        today: NaiveDate,
    ) -> Result<Vec<Lack>, AppError> {
        let (vacancy, candidate) = (record.body.vacancy, record.body.candidate);
        let order = record.body.order;
        let order = order.map(|order| JobOrderBody::find(conn, Actor::System.reach(), order));
        let order = order.transpose()?.flatten();
        let vacancy = VacancyBody::find(conn, Actor::System.reach(), vacancy)?;
        let vacancy = vacancy.ok_or(AppError::NoSuch(RecordKind::Vacancy))?;
        let candidate = CandidateBody::find(conn, Actor::System.reach(), candidate)?;
        let candidate = candidate.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
        let mut lacks = lacks_of(&vacancy, &candidate, order.as_ref());
        lacks.extend(lacks_onward(conn, record, today)?);
        Ok(lacks)
    }

    /// The gate that it goes past is kept as it stands.
    fn ask_law(tx: &mut Tx<'_>, later: &Application, now: DateTime<Utc>) -> Result<(), AppError> {
        match passed_gate(later.status) {
            Some(gate) => keep_gate(tx, later, gate, now),
            None => Ok(()),
        }
    }

    fn follow(tx: &mut Tx<'_>, before: &Application, after: &Application) -> Result<(), AppError> {
        let early = after.body.closing.is_some_and(ClosingReason::is_early_end);
        if early && !before.status.is_offered() {
            let why = "this reason is for those to whom terms were offered: see closing_reasons";
            return Err(AppError::Invalid(vec![FieldError::new("/reason", "reason_unknown", why)]));
        }
        if before.status.is_offered() && !after.status.is_open() {
            end_what_is_offered(tx, after)?;
        }
        if after.status == ApplicationStatus::WorkDocumentIssued {
            go_to_work(tx, after, after.updated_at)?;
        }
        if after.status == ApplicationStatus::Closed && !before.status.has_set_out() {
            give_up_seat(tx, after)?;
        }
        let (held, holds) = (before.status.holds_seat(), after.status.holds_seat());
        if held == holds {
            return Ok(());
        }
        seats::count(tx, after.body.vacancy, holds, after.updated_at)
    }
}

/// What a vacancy and a candidate do not say of all that an application needs of them.
fn lacks_of(vacancy: &Vacancy, candidate: &Candidate, order: Option<&JobOrder>) -> Vec<Lack> {
    use ApplicationNeed::{
        CandidateAvailable, MatchingConsent, OpenSeat, OrderApproved, VacancyOpen, VacancyPublished,
    };
    use VacancyStatus::{Filled, Published, Suspended};
    let (offer, person) = (vacancy.status, candidate.status);
    let is_open = matches!(offer, Published | Suspended | Filled);
    let demand = order.map_or(JobOrderStatus::Approved, |order| order.status);
    let needs = [
        (
            OrderApproved,
            demand == JobOrderStatus::Approved,
            format!("the job order is {demand}: both sides must approve of it as it is"),
        ),
        (
            VacancyPublished,
            offer == Published,
            format!("the vacancy is {offer}: it must be published"),
        ),
        (VacancyOpen, is_open, format!("the vacancy is {offer}: its employer can open it again")),
        (
            CandidateAvailable,
            person == CandidateStatus::Available,
            format!("the candidate is {person}: the agency can make it available"),
        ),
        (
            MatchingConsent,
            candidate.body.consents_to_matching(),
            "the candidate's consent to matching does not stand: the agency can ask again"
                .to_owned(),
        ),
        (
            OpenSeat,
            vacancy.body.openings.has_open(),
            "every seat is taken: raise total_job_openings, or close an application that holds one"
                .to_owned(),
        ),
    ];
    let lacking = needs.into_iter().filter(|(_, is_so, _)| !is_so);
    lacking.map(|(need, _, why)| Lack { need: need.as_str(), why }).collect()
}

/// How an application begins.
enum Beginning {
    /// The employer invites.
    Invitation,
    /// The agency puts forward, with the code that it was given for a job order.
    Agency(Option<String>),
}

impl App {
    /// An employer invites a candidate who matches its vacancy. The candidate's agency answers, unless the job order asks for
    /// the candidate by name.
    pub fn invite(
        &self,
        actor: &Actor,
        pair: (VacancyId, CandidateId),
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<ApplicationBody>>, AppError> {
        self.begin_application(actor, pair, Beginning::Invitation, key)
    }

    /// An agency puts its candidate forward for a published vacancy that the candidate matches, with its code for the job
    /// order that the vacancy stands under.
    pub fn apply(
        &self,
        actor: &Actor,
        pair: (VacancyId, CandidateId),
        code: Option<String>,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<ApplicationBody>>, AppError> {
        self.begin_application(actor, pair, Beginning::Agency(code), key)
    }

    /// Whether somebody may put candidates forward at all.
    ///
    /// # Errors
    /// Only agencies may, with the scope for it.
    pub fn may_put_forward(&self, actor: &Actor) -> Result<(), AppError> {
        may_begin_as(actor, Role::Agency)
    }

    fn begin_application(
        &self,
        actor: &Actor,
        (vacancy, candidate): (VacancyId, CandidateId),
        beginning: Beginning,
        key: Option<Key>,
    ) -> Result<Idempotent<Visible<ApplicationBody>>, AppError> {
        let (beginner, origin) = match beginning {
            Beginning::Invitation => (Role::Employer, ApplicationOrigin::Invitation),
            Beginning::Agency(_) => (Role::Agency, ApplicationOrigin::Agency),
        };
        may_begin_as(actor, beginner)?;
        let made = if let Some(past) = self.past(key.as_ref())? {
            past
        } else {
            let pair = self.matching_pair(actor, vacancy, candidate)?;
            let mut application = self.new_application(&pair, origin);
            let note = note(actor, "create", None, application.created_at);
            self.once(key, move |tx| {
                let conn = tx.conn();
                VacancyBody::claim(conn, application.body.vacancy)?;
                let order = order_of(conn, application.body.vacancy)?;
                if let (Some(order), Beginning::Agency(code)) = (&order, &beginning) {
                    check_code(order, application.body.agency, code.as_deref())?;
                }
                application.body.order = order.as_ref().map(|order| order.id);
                if order.is_some_and(|order| order.body.named.contains(&application.body.candidate))
                    && application.body.origin == ApplicationOrigin::Invitation
                {
                    // Whom an approved order asks for by name is put forward by the employer.
                    let at = application.created_at;
                    application = application.entered(ApplicationStatus::Submitted, at);
                }
                may_begin(conn, &application)?;
                applications::insert(tx, &application, note)?;
                Ok((application.id.0, application))
            })?
        };
        self.seen_once(actor, made)
    }

    /// What an agency puts forward is submitted by that; an invitation waits for the agency.
    fn new_application(&self, pair: &Pair, origin: ApplicationOrigin) -> Application {
        let (vacancy, candidate, agency) =
            (pair.vacancy.id, pair.candidate.id, pair.candidate.owner);
        let body = ApplicationBody {
            vacancy,
            candidate,
            agency,
            origin,
            closing: None,
            order: None,
            allocation: None,
        };
        let (id, now) = (Id::new(Uuid::now_v7()), self.now());
        let application = Record::create(id, pair.vacancy.owner, None, body, now);
        match origin {
            ApplicationOrigin::Invitation => application,
            ApplicationOrigin::Agency => application.entered(ApplicationStatus::Submitted, now),
        }
    }

    /// The pseudonymous profile of whom an application is about, while consent to matching stands.
    pub fn applicant(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> Result<CandidateProfile, AppError> {
        let application: Application = self.find_record(actor, id)?;
        self.may_see_candidates(actor)?;
        let id = application.body.candidate;
        let found = self.store.read(|conn| CandidateBody::find(conn, Actor::System.reach(), id))?;
        let candidate = found.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
        let is_over = !application.status.is_open();
        if is_over || !candidate.body.consents_to_matching() {
            let why = if is_over {
                "the application is over"
            } else {
                "consent to matching does not stand"
            };
            return Err(AppError::Conflict(format!("{why}: the profile is not shown any more")));
        }
        self.see_profiles(actor, &[id.0])?;
        let engine = self.follower.engine();
        let facts = CandidateFacts::of(engine.knowledge(), id.0, &candidate.body, true);
        Ok(facts.profile(engine.knowledge()))
    }
}

/// Whoever begins an application so has this role.
fn may_begin_as(actor: &Actor, beginner: Role) -> Result<(), AppError> {
    actor.require(ApplicationBody::WRITE)?;
    if actor.role() == Some(beginner) { Ok(()) } else { Err(Denied::Role.into()) }
}

/// Checks that what an application needs to be put forward is so, and lets nobody change that before it is.
fn may_begin(conn: &mut DbConnection, application: &Application) -> Result<(), AppError> {
    ApplicationBody::hold_beside(conn, application)?;
    let today = moscow_day(application.created_at);
    let mut lacks = ApplicationBody::lacks(conn, application, today)?;
    lacks.retain(|lack| TO_SUBMIT.iter().any(|need| need.as_str() == lack.need));
    if lacks.is_empty() { Ok(()) } else { Err(AppError::Lacking(lacks)) }
}
