//! The session in which those are tested who have come to an interview.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::people::{Person, Scene, refused};
use crate::{
    app::{
        demo::{recruiting::to, world::code},
        error::AppError,
        programme::{selection_results::NewResult, selection_slots::NewSlot},
    },
    domain::{
        access::{actor::Actor, scope::Role},
        programme::{
            selection_session::{
                PanelMember, SelectionSessionBody, SelectionSessionId, SelectionSessionKind,
                SelectionSessionStatus,
            },
            selection_slot::{SelectionOutcome, SelectionReason, SelectionSlotState, SkillTest},
        },
        recruitment::requirement::Requirement,
        resource::id::Id,
    },
};

/// The day on which it is announced, in days after the publication.
const ANNOUNCED: u32 = 10;
/// The day on which it takes place, in days after the publication.
const HELD: u32 = 15;
/// So many are tested in a session at most.
const CAPACITY: u32 = 200;

/// The session of a vacancy, once it is announced.
#[derive(Default)]
pub(super) struct Selection(Option<SelectionSessionId>);

impl Selection {
    /// Whether something happens when so many days have passed since the publication.
    pub(super) const fn is_due(passed: u32) -> bool {
        matches!(passed, ANNOUNCED | HELD)
    }

    /// What happens when so many days have passed. What the rules of a day refuse does not take place.
    pub(super) fn go_on(
        &mut self,
        scene: &Scene<'_>,
        people: &[Person],
        passed: u32,
    ) -> Result<(), AppError> {
        match (passed, self.0) {
            (ANNOUNCED, None) => refused(self.announce(scene, people)).map(drop),
            (HELD, Some(session)) => refused(hold(scene, session, people)).map(drop),
            _ => Ok(()),
        }
    }

    /// The employer announces it, and each agency sends those whom it has put forward.
    fn announce(&mut self, scene: &Scene<'_>, people: &[Person]) -> Result<(), AppError> {
        let mut agencies: Vec<Uuid> = people.iter().filter_map(Person::agency_id).collect();
        agencies.sort_unstable();
        agencies.dedup();
        if agencies.is_empty() {
            return Ok(());
        }
        let (app, employer) = (scene.app, scene.employer());
        let body = session(scene, agencies);
        let starts_at = body.starts_at;
        let id = app.create(&employer, None, body, None)?.value.record.id;
        app.transition(&employer, id, to(SelectionSessionStatus::Announced), None)?;
        self.0 = Some(id);
        people.iter().try_for_each(|person| refused(invite(scene, id, person, starts_at)).map(drop))
    }
}

fn session(scene: &Scene<'_>, agencies: Vec<Uuid>) -> SelectionSessionBody {
    let starts_at = scene.app.now() + Duration::days((HELD - ANNOUNCED).into());
    let office = organisation(scene.office);
    let member = |role, organisation| PanelMember { role, organisation };
    SelectionSessionBody {
        kind: SelectionSessionKind::Online,
        place: None,
        starts_at,
        ends_at: starts_at + Duration::hours(8),
        capacity: CAPACITY,
        vacancies: vec![scene.vacancy.id],
        languages: vec![code("uz"), code("ru")],
        agencies,
        panel: vec![member(Role::Employer, scene.vacancy.owner), member(Role::Operator, office)],
        announced_at: None,
        cancelled_at: None,
    }
}

fn organisation(actor: &Actor) -> Uuid {
    actor.client().map(|client| client.organisation).unwrap_or_default()
}

/// The agency of somebody puts them down, and they say to come.
fn invite(
    scene: &Scene<'_>,
    session: SelectionSessionId,
    person: &Person,
    at: DateTime<Utc>,
) -> Result<(), AppError> {
    let (agency, candidate) = (person.agency(), Id::new(person.candidate));
    scene.app.give_selection_slot(&agency, session, NewSlot { candidate, at })?;
    let to = SelectionSlotState::Confirmed;
    scene.app.move_selection_slot(&agency, (session, candidate), to).map(drop)
}

/// Those who still wait for a choice are tested; the others need not come.
fn hold(scene: &Scene<'_>, session: SelectionSessionId, people: &[Person]) -> Result<(), AppError> {
    let (app, employer) = (scene.app, scene.employer());
    app.transition(&employer, session, to(SelectionSessionStatus::Running), None)?;
    for slot in app.selection_slots(&employer, session, None, usize::MAX)? {
        if !slot.state.is_expected() {
            continue;
        }
        let person = people.iter().find(|person| person.candidate == slot.candidate.0);
        let came = person.filter(|person| person.waits_for_a_choice());
        let of = (session, slot.candidate);
        let state =
            if came.is_some() { SelectionSlotState::Attended } else { SelectionSlotState::Excused };
        app.move_selection_slot(&employer, of, state)?;
        if let Some(person) = came {
            let of = (slot.candidate, scene.vacancy.id);
            app.enter_selection_result(scene.office, session, of, result(scene, person))?;
        }
    }
    for state in [SelectionSessionStatus::Closed, SelectionSessionStatus::Published] {
        app.transition(&employer, session, to(state), None)?;
    }
    Ok(())
}

/// Whom the employer will choose has passed the test of what the vacancy asks for first.
fn result(scene: &Scene<'_>, person: &Person) -> NewResult {
    let assessor = organisation(scene.office);
    let asked = scene.vacancy.body.requirements.first();
    let test = |asked: &Requirement| SkillTest {
        skill: asked.skill.clone(),
        level: asked.min_level,
        assessor,
    };
    if person.is_to_be_selected() {
        let tests = asked.map(test).into_iter().collect();
        NewResult { outcome: SelectionOutcome::Pass, reason: None, tests }
    } else {
        let reason = Some(SelectionReason::SkillBelowRequired);
        NewResult { outcome: SelectionOutcome::Fail, reason, tests: Vec::new() }
    }
}
