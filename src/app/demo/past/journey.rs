//! From the agency's trip to the return.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{
    people::{Person, Scene, refused},
    way::{DEPARTURE, Step},
};
use crate::{
    app::{
        demo::{checks::checked, world::code},
        error::AppError,
        law::documents::SeenDocument,
        programme::{arrivals::NewArrival, trips::Boarding, work_ends::NewWorkEnd},
    },
    domain::{
        law::{document::DocumentKind, route::GateKind},
        programme::{
            application::ApplicationStatus,
            trip::{TripBody, TripId},
            work_end::{EndGround, LastPay},
        },
        recruitment::candidate::CandidateBody,
        resource::id::Id,
    },
};

/// The days for which a registration and a work document are issued.
const VALID_DAYS: u64 = 365;
/// Seats of a trip: a coach.
const SEATS: u32 = 50;

/// The trips to a vacancy, one of each agency.
#[derive(Default)]
pub(super) struct Trips(BTreeMap<Uuid, TripId>);

impl Trips {
    /// Keeps a seat for somebody on the trip of the agency.
    pub(super) fn seat(&mut self, scene: &Scene<'_>, person: &Person) -> Result<(), AppError> {
        let (application, agency) = (person.application()?, person.agency());
        let organisation = agency.client().map(|client| client.organisation).unwrap_or_default();
        let trip = if let Some(trip) = self.0.get(&organisation) {
            *trip
        } else {
            let body = trip(scene, person)?;
            scene.app.create(&agency, None, body, None)?.value.record.id
        };
        self.0.insert(organisation, trip);
        scene.app.seat(&agency, trip, application).map(drop)
    }

    /// Each agency tells who set out and who did not. A trip that is refused takes nobody.
    pub(super) fn board(
        &self,
        scene: &Scene<'_>,
        people: &[(&Person, bool)],
    ) -> Result<(), AppError> {
        if people.is_empty() {
            return Ok(());
        }
        for (agency, trip) in &self.0 {
            let own = people.iter().filter(|(person, _)| person.is_of(*agency));
            let mut boarding = Boarding { boarded: Vec::new(), missed: Vec::new() };
            let mut by = None;
            for (person, comes) in own {
                let application = person.application()?;
                let told = if *comes { &mut boarding.boarded } else { &mut boarding.missed };
                told.push(application.0);
                if *comes {
                    let passed =
                        checked(scene.app, scene.office, application, GateKind::ForDeparture);
                    refused(passed)?;
                }
                by = Some(person.agency());
            }
            if let Some(agency) = by {
                refused(scene.app.board(&agency, *trip, boarding).map(drop))?;
            }
        }
        Ok(())
    }
}

/// A trip from the region of somebody to the workplace.
fn trip(scene: &Scene<'_>, person: &Person) -> Result<TripBody, AppError> {
    let candidate = scene.app.find::<CandidateBody>(scene.office, Id::new(person.candidate))?;
    Ok(TripBody {
        order: None,
        departs_on: after(scene.begun, DEPARTURE.into()),
        from: candidate.record.body.home_region.unwrap_or_else(|| code("UZ-TK")),
        to: scene.vacancy.body.workplace.municipality().unwrap_or_else(|| code("92701000")),
        carrier: "a coach of the demo".to_owned(),
        seats: SEATS,
    })
}

/// A step after the departure.
pub(super) fn go(scene: &Scene<'_>, person: &Person, step: Step) -> Result<(), AppError> {
    let (app, employer, application) = (scene.app, scene.employer(), person.application()?);
    match step {
        Step::Arrived => {
            let new = NewArrival {
                entered_on: app.today(),
                border_point: code("RUKZN"),
                place_of_stay: scene
                    .vacancy
                    .body
                    .workplace
                    .municipality()
                    .unwrap_or_else(|| code("92701000")),
                evidence: Some("a note of the agency".to_owned()),
                corrects: None,
            };
            app.record_arrival(&person.agency(), application, new, None).map(drop)
        }
        Step::Registered => {
            paper(scene, person, DocumentKind::Registration)?;
            person.becomes(scene, &employer, ApplicationStatus::MigrationRegistered)
        }
        Step::Documented => {
            paper(scene, person, DocumentKind::Patent)?;
            checked(app, scene.office, application, GateKind::ForWork)?;
            person.becomes(scene, &employer, ApplicationStatus::WorkDocumentIssued)
        }
        Step::Ended(ground) => {
            app.end_work(&employer, application, end(scene, ground), None).map(drop)
        }
        Step::Returned => person.becomes(scene, &person.agency(), ApplicationStatus::Returned),
        _ => Ok(()),
    }
}

/// The agency has seen a paper that was issued on this day.
fn paper(scene: &Scene<'_>, person: &Person, kind: DocumentKind) -> Result<(), AppError> {
    let issued_on = scene.app.today();
    let seen = SeenDocument {
        kind,
        issued_on,
        valid_until: Some(after(issued_on, VALID_DAYS)),
        authority: "an office of the demo".to_owned(),
        number: None,
        address: None,
        region: (kind == DocumentKind::Patent).then(|| "RU-TA".to_owned()),
        occupation: None,
        bound_isco08: None,
        bound_employer: None,
    };
    scene.app.record_document(&person.agency(), Id::new(person.candidate), seen, None).map(drop)
}

/// The day that lies so many after another.
fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The end of the work, with everything paid.
fn end(scene: &Scene<'_>, ground: EndGround) -> NewWorkEnd {
    NewWorkEnd {
        ground,
        last_day: scene.app.today(),
        last_pay: LastPay::Settled,
        homeward_paid: ground == EndGround::TermOver,
        certificate_issued: true,
        evidence: None,
    }
}
