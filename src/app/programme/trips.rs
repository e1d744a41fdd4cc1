//! Trips: an agency gives seats, and tells who set out. Whoever boards has departed, and nobody boards past a shut gate.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::commitments::{Offered, check_to_bind},
        resource::{
            checked::{By, touched},
            rules::{DocumentRules, ResourceRules},
            transition::moved,
            visible::Visible,
        },
        taxonomy::codes,
    },
    domain::{
        FieldError,
        access::{
            actor::{Actor, Denied},
            relation::Relation,
        },
        law::compliance::{CheckSubject, CheckedRecord},
        parties::employer::EmployerBody,
        programme::{
            application::{Application, ApplicationBody, ApplicationId, ApplicationStatus},
            contract::{ContractBody, ContractStatus},
            trip::{SeatState, Trip, TripBody, TripId, TripSeat, TripStatus},
        },
        resource::{RecordKind, Resource, id::Id, lifecycle::Lack},
    },
    store::{
        programme::trip_seats,
        records::{Document, Filter, Stored},
        tx::Tx,
    },
    taxonomy::Taxonomy,
};

/// Who set out, and for whom a seat was kept in vain: together all who had a seat.
#[derive(Debug, Clone)]
pub struct Boarding {
    /// The applications of those who set out.
    pub boarded: Vec<Uuid>,
    /// The applications of the others.
    pub missed: Vec<Uuid>,
}

impl ResourceRules for TripBody {
    /// A trip has no fewer seats than were given; one that is given up is missed by all who had one.
    fn ask_law(tx: &mut Tx<'_>, later: &Trip, _now: DateTime<Utc>) -> Result<(), AppError> {
        TripBody::claim(tx.conn(), later.id)?;
        if later.status == TripStatus::Closed {
            return miss_all(tx, later.id); // given up before anybody boarded
        }
        let given = taken(tx, later.id)?;
        if u32::try_from(given).is_ok_and(|given| given <= later.body.seats) {
            return Ok(());
        }
        Err(AppError::Conflict(format!("{given} seats are given already")))
    }
}

impl DocumentRules for TripBody {
    fn unknown_codes(&self, taxonomy: &Taxonomy) -> Vec<FieldError> {
        let known = taxonomy.municipality(&self.to).is_some();
        let list = "/v1/taxonomy/municipalities";
        codes::unless(known, "/to", "municipality", list).into_iter().collect()
    }
}

fn taken(tx: &mut Tx<'_>, trip: TripId) -> Result<usize, AppError> {
    let seats = trip_seats::of_trip(tx.conn(), trip, None, usize::MAX)?;
    Ok(seats.iter().filter(|seat| seat.state != SeatState::Missed).count())
}

impl App {
    /// An agency keeps a seat on its trip for a candidate of its own whose contract is signed.
    pub fn seat(
        &self,
        actor: &Actor,
        id: TripId,
        application: ApplicationId,
    ) -> Result<TripSeat, AppError> {
        actor.require(TripBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            let trip = own_trip(tx, &by.actor, id)?;
            let application = member(tx, &by.actor, application)?;
            fits(tx, &trip, &application)?;
            let seat = TripSeat {
                trip: id,
                application: application.id,
                candidate: application.body.candidate,
                state: SeatState::Seated,
                seated_at: by.now,
            };
            trip_seats::give(tx, &seat)?;
            tx.log(touched(&trip, by.note("seat")));
            Ok(seat)
        })
    }

    /// An agency takes a seat back.
    pub fn unseat(
        &self,
        actor: &Actor,
        id: TripId,
        application: ApplicationId,
    ) -> Result<(), AppError> {
        actor.require(TripBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        self.writer.run(move |tx| {
            let trip = own_trip(tx, &by.actor, id)?;
            if !trip_seats::take(tx, id, application)? {
                return Err(AppError::NoSuch(RecordKind::Application));
            }
            tx.log(touched(&trip, by.note("unseat")));
            Ok(())
        })
    }

    /// The seats of a trip whose applications' ids lie before one, newest first, at most `limit`.
    pub fn seats(
        &self,
        actor: &Actor,
        id: TripId,
        before: Option<Uuid>,
        limit: usize,
    ) -> Result<Vec<TripSeat>, AppError> {
        let trip: Trip = self.find_record(actor, id)?;
        Ok(self.store.read(|conn| trip_seats::of_trip(conn, trip.id, before, limit))?)
    }

    /// An agency tells who of those with a seat set out on its trip, and who did not. All of them go, or nobody does.
    pub fn board(
        &self,
        actor: &Actor,
        id: TripId,
        boarding: Boarding,
    ) -> Result<Visible<TripBody>, AppError> {
        actor.require(TripBody::WRITE)?;
        let by = By { actor: actor.clone(), reason: None, now: self.now() };
        let trip = self.writer.run(move |tx| {
            let trip = own_trip(tx, &by.actor, id)?;
            let seats = trip_seats::of_trip(tx.conn(), id, None, usize::MAX)?;
            let seated: Vec<TripSeat> =
                seats.into_iter().filter(|seat| seat.state == SeatState::Seated).collect();
            let wrong = boarding.contradictions(&seated);
            if trip.status == TripStatus::Planned && !wrong.is_empty() {
                return Err(AppError::Invalid(wrong));
            }
            let system = By::system("a trip", by.now);
            may_board(tx, id, &seated, &boarding, by.now)?;
            for seat in &seated {
                let has_set_out = boarding.boarded.contains(&seat.application.0);
                set_out(tx, seat, has_set_out, &system)?;
            }
            moved(tx, &trip, TripStatus::Boarded, &system)
        });
        self.seen(actor, self.keeping_refusals(trip)?)
    }
}

/// Asks the law about those who are to set out, together for each vacancy and by the contract of one of them.
fn may_board(
    tx: &mut Tx<'_>,
    trip: TripId,
    seated: &[TripSeat],
    boarding: &Boarding,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut groups: BTreeMap<(Uuid, Uuid), Vec<Application>> = BTreeMap::new();
    for seat in seated.iter().filter(|seat| boarding.boarded.contains(&seat.application.0)) {
        let found = ApplicationBody::find(tx.conn(), Actor::System.reach(), seat.application)?;
        let application = found.ok_or(AppError::NoSuch(RecordKind::Application))?;
        let of = (application.owner, application.body.vacancy.0);
        groups.entry(of).or_default().push(application);
    }
    for ((employer, vacancy), all) in groups {
        EmployerBody::claim(tx.conn(), Id::new(employer))?;
        let workers = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let first = &all[0];
        let filter = Filter {
            application: Some(first.id.0),
            status: vec![ContractStatus::Signed.to_string()],
            ..Filter::default()
        };
        let all = Actor::System.reach();
        let signed = ContractBody::list(tx.conn(), all, &filter, None, 1)?.pop();
        let Some(contract) = signed else { continue }; // the gate refuses
        let offered = Offered {
            about: CheckedRecord { subject: CheckSubject::Trip, id: trip.0 },
            employer,
            vacancy: Id::new(vacancy),
            order: first.body.order,
            terms: &contract.body.sealed.terms,
            workers,
            bound: workers,
        };
        check_to_bind(tx, &offered, now)?;
    }
    Ok(())
}

/// What becomes of one for whom a seat is kept.
fn set_out(tx: &mut Tx<'_>, seat: &TripSeat, has_set_out: bool, by: &By) -> Result<(), AppError> {
    let id = seat.application;
    let state = if has_set_out { SeatState::Boarded } else { SeatState::Missed };
    trip_seats::became(tx, (seat.trip, id), state)?;
    if !has_set_out {
        return Ok(());
    }
    let found = ApplicationBody::find(tx.conn(), Actor::System.reach(), id)?;
    let application = found.ok_or(AppError::NoSuch(RecordKind::Application))?;
    let gone = moved(tx, &application, ApplicationStatus::Departed, by);
    gone.map(drop).map_err(|refused| naming(id, refused))
}

/// A refusal that says of whom it speaks.
fn naming(id: ApplicationId, refused: AppError) -> AppError {
    let of = |why: &str| format!("application {id}: {why}");
    match refused {
        AppError::Lacking(lacks) => {
            let named = lacks.into_iter().map(|Lack { need, why }| Lack { need, why: of(&why) });
            AppError::Lacking(named.collect())
        }
        AppError::NoTransition { from, to, .. } => AppError::Conflict(of(&format!(
            "it is {from}, and only {} becomes {to}",
            ApplicationStatus::PredepartureTrained
        ))),
        other => other,
    }
}

impl Boarding {
    /// What it says too much or not at all of those for whom seats are kept.
    fn contradictions(&self, seated: &[TripSeat]) -> Vec<FieldError> {
        let kept: BTreeSet<Uuid> = seated.iter().map(|seat| seat.application.0).collect();
        let mut heard = BTreeSet::new();
        let mut wrong = Vec::new();
        for (member, told) in [("boarded", &self.boarded), ("missed", &self.missed)] {
            for (at, one) in told.iter().enumerate() {
                let pointer = format!("/{member}/{at}");
                if !kept.contains(one) {
                    let why = "no seat is kept for this application on this trip";
                    wrong.push(FieldError::new(pointer, "unknown", why));
                } else if !heard.insert(*one) {
                    wrong.push(FieldError::new(pointer, "duplicate", "this one is named twice"));
                }
            }
        }
        if let Some(forgotten) = kept.iter().find(|one| !heard.contains(one)) {
            let why = format!(
                "say of everybody with a seat whether they set out: {forgotten} is not named"
            );
            wrong.push(FieldError::new("/missed", "required", why));
        }
        wrong
    }
}

/// The trip of an agency that changes something about it, reserved for this transaction.
fn own_trip(tx: &mut Tx<'_>, actor: &Actor, id: TripId) -> Result<Trip, AppError> {
    TripBody::claim(tx.conn(), id)?;
    let trip = TripBody::find(tx.conn(), actor.reach(), id)?;
    let trip = trip.ok_or(AppError::NoSuch(RecordKind::Trip))?;
    if trip.relation(actor) == Relation::Owner { Ok(trip) } else { Err(Denied::Role.into()) }
}

fn member(tx: &mut Tx<'_>, actor: &Actor, id: ApplicationId) -> Result<Application, AppError> {
    let found = ApplicationBody::find(tx.conn(), actor.reach(), id)?;
    found.ok_or_else(|| {
        let why = "no application of a candidate of the agency has this id";
        AppError::Invalid(vec![FieldError::new("/application_id", "unknown", why)])
    })
}

/// Whether a trip has a seat for an application.
fn fits(tx: &mut Tx<'_>, trip: &Trip, application: &Application) -> Result<(), AppError> {
    use ApplicationStatus::{ContractSigned, PredepartureTrained};
    let refused = |why: String| Err(AppError::Conflict(why));
    if trip.status != TripStatus::Planned {
        return refused(format!(
            "the trip is {}: seats are given while it is planned",
            trip.status
        ));
    }
    if !matches!(application.status, ContractSigned | PredepartureTrained) {
        let status = application.status;
        return refused(format!(
            "the application is {status}: seats are for those whose contract is signed"
        ));
    }
    if trip.body.order.is_some() && trip.body.order != application.body.order {
        return refused("the trip is for workers of another job order".to_owned());
    }
    if let Some(seat) = trip_seats::of_application(tx.conn(), application.id)? {
        let where_else = if seat.trip == trip.id { "this trip" } else { "another trip" };
        return refused(format!("a seat on {where_else} is kept for this application already"));
    }
    let given = taken(tx, trip.id)?;
    if u32::try_from(given).is_ok_and(|given| given < trip.body.seats) {
        Ok(())
    } else {
        refused("every seat of the trip is given".to_owned())
    }
}

/// Gives back the seat of an application that is closed before it set out.
pub(super) fn give_up_seat(tx: &mut Tx<'_>, application: &Application) -> Result<(), AppError> {
    if let Some(seat) = trip_seats::of_application(tx.conn(), application.id)? {
        trip_seats::take(tx, seat.trip, application.id)?;
    }
    Ok(())
}

/// Marks every seat that is still kept on a trip as missed.
fn miss_all(tx: &mut Tx<'_>, trip: TripId) -> Result<(), AppError> {
    for seat in trip_seats::of_trip(tx.conn(), trip, None, usize::MAX)? {
        if seat.state == SeatState::Seated {
            trip_seats::became(tx, (trip, seat.application), SeatState::Missed)?;
        }
    }
    Ok(())
}
