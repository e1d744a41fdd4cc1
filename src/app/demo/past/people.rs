//! Somebody on the way, and what each step is by the use cases of those who take it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::way::{Step, Way};
use crate::{
    app::{
        App,
        demo::{
            checks::checked,
            contracts::{Deal, accepted, offered, signed},
            recruiting::{of, to},
        },
        error::AppError,
        programme::employment::NewEmploymentEntry,
        resource::transition::Transition,
    },
    domain::{
        access::{actor::Actor, scope::Role},
        law::route::GateKind,
        programme::{
            application::{ApplicationBody, ApplicationId, ApplicationStatus},
            closing::ClosingReason,
            employment::EmploymentKind,
        },
        recruitment::{
            candidate::{CandidateBody, CandidateStatus},
            vacancy::Vacancy,
        },
        resource::id::Id,
    },
};

/// For what, and before whom, something happens.
pub(super) struct Scene<'a> {
    pub(super) app: &'a App,
    pub(super) office: &'a Actor,
    pub(super) vacancy: &'a Vacancy,
    /// The day of the publication.
    pub(super) begun: NaiveDate,
}

impl Scene<'_> {
    pub(super) fn employer(&self) -> Actor {
        of(Role::Employer, self.vacancy.owner)
    }
}

/// Somebody who is put forward.
pub(super) struct Person {
    pub(super) candidate: Uuid,
    /// What is still to come, the next last.
    way: Way,
    /// The application and the agency, once it was begun.
    begun: Option<(ApplicationId, Uuid)>,
}

impl Person {
    pub(super) fn new(candidate: Uuid, mut way: Way) -> Self {
        way.reverse();
        Self { candidate, way, begun: None }
    }

    /// The step that is taken when so many days have passed since the publication, if one is.
    pub(super) fn next(&mut self, passed: u32) -> Option<Step> {
        self.way.pop_if(|(day, _)| *day == passed).map(|(_, step)| step)
    }

    /// Whether a step is taken when so many days have passed since the publication.
    pub(super) fn is_due(&self, passed: u32) -> bool {
        self.way.last().is_some_and(|(day, _)| *day == passed)
    }

    /// Stays where it is: nothing more is to come.
    pub(super) fn stays(&mut self) {
        self.way.clear();
    }

    /// The application that has begun.
    pub(super) fn application(&self) -> Result<ApplicationId, AppError> {
        let begun = self.begun.map(|(application, _)| application);
        begun.ok_or_else(|| AppError::Conflict("nobody was invited yet".to_owned()))
    }

    /// The agency, once the application was begun.
    pub(super) fn agency_id(&self) -> Option<Uuid> {
        self.begun.map(|(_, agency)| agency)
    }

    /// Whether the employer will choose this one next.
    pub(super) fn is_to_be_selected(&self) -> bool {
        self.way.last().is_some_and(|(_, step)| *step == Step::Selected)
    }

    /// Whether the employer has invited to an interview, and not chosen yet.
    pub(super) fn waits_for_a_choice(&self) -> bool {
        let closes = |step: &Step| *step == Step::Closed(ClosingReason::RejectedByEmployer);
        self.is_to_be_selected() || self.way.last().is_some_and(|(_, step)| closes(step))
    }

    /// Whether an agency has put this one forward.
    pub(super) fn is_of(&self, agency: Uuid) -> bool {
        self.begun.is_some_and(|(_, own)| own == agency)
    }

    /// The agency.
    pub(super) fn agency(&self) -> Actor {
        of(Role::Agency, self.begun.map(|(_, agency)| agency).unwrap_or_default())
    }

    /// Takes a step before the departure that concerns nobody else, or the last one.
    pub(super) fn take(&mut self, scene: &Scene<'_>, step: Step) -> Result<(), AppError> {
        use ApplicationStatus as Status;
        let employer = scene.employer();
        if step == Step::Invited {
            let pair = (scene.vacancy.id, Id::new(self.candidate));
            let begun = scene.app.invite(&employer, pair, None)?.value.record;
            self.begun = Some((begun.id, begun.body.agency));
            return Ok(());
        }
        let agency = self.agency();
        match step {
            Step::Submitted => self.becomes(scene, &agency, Status::Submitted),
            Step::Shortlisted => self.becomes(scene, &employer, Status::Shortlisted),
            Step::Interviewed => self.becomes(scene, &employer, Status::Interview),
            Step::Selected => self.becomes(scene, &employer, Status::Selected),
            Step::Trained => self.becomes(scene, &agency, Status::PredepartureTrained),
            Step::Offered | Step::Accepted | Step::Signed { .. } => self.agrees(scene, step),
            Step::Placed => {
                self.noticed(scene, &employer)?;
                placed(scene, &agency, self.candidate)
            }
            Step::Closed(reason) => self.closed(scene, reason),
            _ => Ok(()),
        }
    }

    /// The application becomes something by somebody.
    pub(super) fn becomes(
        &self,
        scene: &Scene<'_>,
        by: &Actor,
        status: ApplicationStatus,
    ) -> Result<(), AppError> {
        let id = self.application()?;
        scene.app.transition::<ApplicationBody>(by, id, to(status), None).map(drop)
    }

    /// What leads to a contract.
    fn agrees(&self, scene: &Scene<'_>, step: Step) -> Result<(), AppError> {
        let (app, employer, application) = (scene.app, scene.employer(), self.application()?);
        let deal = Deal { vacancy: scene.vacancy, application, day: scene.begun };
        match step {
            Step::Offered => {
                checked(app, scene.office, application, GateKind::ForContract)?;
                offered(app, &employer, &deal)
            }
            Step::Accepted => accepted(app, application),
            Step::Signed { worse_first } => {
                let papers: &[u8] = if worse_first { &[1, 0] } else { &[0] };
                papers.iter().try_for_each(|hours| signed(app, &employer, &deal, *hours))
            }
            _ => Ok(()),
        }
    }

    /// The employer has told the authorities of the hiring, a day after the signatures.
    fn noticed(&self, scene: &Scene<'_>, employer: &Actor) -> Result<(), AppError> {
        let (kind, day) = (EmploymentKind::Notice, Some(scene.app.today()));
        let new = NewEmploymentEntry { kind, day, month: None, paid_in_full: None };
        let told = scene.app.tell_of_work(employer, self.application()?, new, None);
        refused(told.map(drop)).map(drop)
    }

    fn closed(&self, scene: &Scene<'_>, reason: ClosingReason) -> Result<(), AppError> {
        let by = match reason {
            ClosingReason::WithdrawnByWorker | ClosingReason::EntryRefused => self.agency(),
            _ => scene.employer(),
        };
        let reason = Some(reason.to_string());
        let wanted = Transition { reason, ..to(ApplicationStatus::Closed) };
        scene.app.transition::<ApplicationBody>(&by, self.application()?, wanted, None).map(drop)
    }
}

/// Whether what somebody tried was refused, as the rules of a day may do to everybody; what else went wrong stops the demo.
pub(super) fn refused(tried: Result<(), AppError>) -> Result<bool, AppError> {
    use AppError::{Conflict, Invalid, Lacking, NoTransition, PaysUsed, ProfilesUsed, Unlawful};
    let Err(error) = tried else { return Ok(false) };
    let by_rules = matches!(
        error,
        Conflict(_)
            | Invalid(_)
            | Lacking(_)
            | Unlawful(_)
            | NoTransition { .. }
            | PaysUsed { .. }
            | ProfilesUsed { .. }
    );
    if by_rules { Ok(true) } else { Err(error) }
}

/// The agency tells that a candidate is placed.
fn placed(scene: &Scene<'_>, agency: &Actor, candidate: Uuid) -> Result<(), AppError> {
    let id = Id::new(candidate);
    scene.app.transition::<CandidateBody>(agency, id, to(CandidateStatus::Placed), None).map(drop)
}
