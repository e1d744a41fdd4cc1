//! Gates of applications: which checks the rules in use ask for, how each stands, and what is kept when one is passed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        law::rule_sets::{SetInUse, in_use, or_own},
        resource::rules::ResourceRules,
    },
    domain::{
        access::actor::Actor,
        concepts::occupation::{IscoUnit, Occupation},
        law::{
            document::{WORK_DOCUMENTS, WorkerDocument},
            route::{CheckName, GateKind, Route},
        },
        programme::{
            application::{Application, ApplicationBody, ApplicationId},
            arrival::is_confirmed,
            check::{CheckEntry, Standing},
            contract::{Contract, ContractStatus},
            gate::{Gate, GateSnapshot, horizon},
            offer::{Offer, OfferStatus},
            trip::TripBody,
        },
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::{
            Record, RecordKind,
            lifecycle::{Lack, OwnerStanding},
        },
        values::moscow::{end_of_moscow_day, moscow_day},
    },
    store::{
        backend::DbConnection,
        law::documents::WorkerDocuments,
        ledger::Ledger,
        programme::{arrivals, checks, gate_snapshots, trip_seats},
        records::{Filter, Stored},
        tx::Tx,
    },
};

/// The gates of an application on a day.
#[derive(Debug, Clone)]
pub struct Gates {
    /// The id of the set that asks; `None` if it is the project's own, or none is known.
    pub rule_set: Option<Uuid>,
    /// The name of the set; `None` if none is known.
    pub rule_set_name: Option<String>,
    /// The way to work; `None` if no set tells of one, and then no check is asked for.
    pub route: Option<String>,
    /// Every gate, in their order.
    pub gates: Vec<Gate>,
}

impl App {
    /// The gates of an application as they stand today.
    pub fn gates(&self, actor: &Actor, id: ApplicationId) -> Result<Gates, AppError> {
        let application: Application = self.find_record(actor, id)?;
        let today = self.today();
        let all = self.store.as_server("a gate says what is missing, whoever holds it");
        all.read(|conn| gates(conn, &application, today))
    }

    /// The gates that an application went past after number `after`, oldest first, at most `limit`.
    pub fn gate_snapshots(
        &self,
        actor: &Actor,
        id: ApplicationId,
        after: i64,
        limit: usize,
    ) -> Result<Vec<GateSnapshot>, AppError> {
        let application: Application = self.find_record(actor, id)?;
        let application = application.id.0;
        Ok(self
            .store
            .read(|conn| gate_snapshots::of_application(conn, application, after, limit))?)
    }
}

/// The gates of an application on a day.
pub(super) fn gates(
    conn: &mut DbConnection,
    application: &Application,
    today: NaiveDate,
) -> Result<Gates, AppError> {
    let used = set_of(conn, today)?;
    let route = used.as_ref().and_then(|used| used.set.route_on(today));
    let (route, checks) = match route {
        Some((name, route)) => (Some(name.to_owned()), route.clone()),
        None => (None, Route::default()),
    };
    let facts = Facts::read(conn, application, &checks, today)?;
    let gate = |kind: &GateKind| {
        Gate::of((*kind, &checks), facts.horizon, |name| facts.standing(name, today))
    };
    Ok(Gates {
        rule_set: used.as_ref().and_then(|used| used.id),
        rule_set_name: used.as_ref().map(|used| used.set.id.clone()),
        route,
        gates: GateKind::ALL.iter().map(gate).collect(),
    })
}

impl Gates {
    /// The gate of a kind.
    pub fn gate(&self, kind: GateKind) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.kind == kind)
    }

    /// The kinds of the open gates.
    pub(super) fn open(&self) -> Vec<GateKind> {
        self.gates.iter().filter(|gate| gate.is_open()).map(|gate| gate.kind).collect()
    }
}

/// The rule set that answers on a day.
pub(super) fn set_of(
    conn: &mut DbConnection,
    today: NaiveDate,
) -> Result<Option<SetInUse>, AppError> {
    let until = end_of_moscow_day(today) - chrono::Duration::microseconds(1);
    Ok(or_own(in_use(conn, until)?, until))
}

/// What is lacking of a need that is a gate: one lack for each check that is not in order.
pub(super) fn lacks_of_gate(
    conn: &mut DbConnection,
    application: &Application,
    (kind, need): (GateKind, &'static str),
    today: NaiveDate,
) -> Result<Vec<Lack>, AppError> {
    let found = gates(conn, application, today)?;
    let Some(gate) = found.gate(kind) else { return Ok(Vec::new()) };
    let open = gate.open_checks();
    Ok(open.map(|check| Lack { need, why: check.why(gate.horizon) }).collect())
}

/// Keeps how a gate stands that an application goes past.
pub(super) fn keep_gate(
    tx: &mut Tx<'_>,
    later: &Application,
    kind: GateKind,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), AppError> {
    let Gates { rule_set, rule_set_name, route, gates } = gates(tx.conn(), later, moscow_day(now))?;
    let Some(gate) = gates.into_iter().find(|gate| gate.kind == kind) else { return Ok(()) };
    let snapshot = GateSnapshot {
        n: 0,
        candidate: later.body.candidate.0,
        application: later.id.0,
        application_version: later.version,
        gate,
        route,
        rule_set,
        rule_set_name,
        taken_at: now,
    };
    Ok(gate_snapshots::GateSnapshots::append(tx, snapshot)?)
}

/// What checks of an application are answered from.
struct Facts {
    horizon: NaiveDate,
    told: Vec<CheckEntry>,
    documents: Vec<WorkerDocument>,
    own: BTreeMap<String, Standing>,
}

impl Facts {
    fn read(
        conn: &mut DbConnection,
        application: &Application,
        route: &Route,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let told = checks::of_application(conn, application.id.0, 0, usize::MAX)?;
        let candidate = application.body.candidate.0;
        let mut documents = WorkerDocuments::list(conn, candidate, 0, usize::MAX)?;
        let isco08 = wanted_work(conn, application)?;
        let lies_outside = |one: &WorkerDocument| {
            WORK_DOCUMENTS.contains(&one.kind)
                && one.outside(isco08.as_ref(), application.owner).is_some()
        };
        documents.retain(|one| !lies_outside(one));
        let mut own = BTreeMap::new();
        for name in GateKind::ALL.iter().flat_map(|kind| route.checks(*kind)) {
            if name.is_own() && !own.contains_key(name.as_str()) {
                own.insert(name.to_string(), own_standing(conn, application, name, today)?);
            }
        }
        let departure = planned_departure(conn, application)?.unwrap_or(today);
        Ok(Self { horizon: horizon(departure, today), told, documents, own })
    }

    fn standing(&self, name: &CheckName, today: NaiveDate) -> Standing {
        if let Some(own) = self.own.get(name.as_str()) {
            return own.clone();
        }
        let kinds = name.documents();
        let application = Uuid::nil();
        let papers = self.documents.iter().filter(|one| kinds.contains(&one.kind));
        let papers = papers.map(|one| CheckEntry::of_document(name, application, one));
        let told = self.told.iter().filter(|one| one.kind == *name).cloned();
        let mut all: Vec<CheckEntry> = told.chain(papers).collect();
        all.sort_by_key(|one| one.recorded_at);
        Standing::of(all.iter(), today)
    }
}

/// When the worker is to set out, as far as anything says so: the day of the trip, or else that on which the contract, the offer
/// or the vacancy begins.
fn planned_departure(
    conn: &mut DbConnection,
    application: &Application,
) -> Result<Option<NaiveDate>, AppError> {
    if let Some(seat) = trip_seats::of_application(conn, application.id)?
        && let Some(trip) = TripBody::find(conn, Actor::System.reach(), seat.trip)?
    {
        return Ok(Some(trip.body.departs_on));
    }
    let contract: Option<Contract> = newest(conn, application, &ContractStatus::LIVE)?;
    if let Some(contract) = contract {
        return Ok(Some(contract.body.sealed.terms.start_day));
    }
    let offer: Option<Offer> = newest(conn, application, &OfferStatus::LIVE)?;
    if let Some(offer) = offer {
        return Ok(Some(offer.body.sealed.terms.start_day));
    }
    let vacancy = VacancyBody::find(conn, Actor::System.reach(), application.body.vacancy)?;
    Ok(vacancy.and_then(|vacancy| vacancy.body.job_start_date))
}

/// The newest record in one of these states under an application.
pub(super) fn newest<R: Stored>(
    conn: &mut DbConnection,
    application: &Application,
    states: &[R::Status],
) -> Result<Option<Record<R>>, AppError> {
    let filter = Filter {
        application: Some(application.id.0),
        status: states.iter().map(ToString::to_string).collect(),
        ..Filter::default()
    };
    Ok(R::list(conn, Actor::System.reach(), &filter, None, 1)?.pop())
}

/// How a check stands that Koprik reads from its own records.
fn own_standing(
    conn: &mut DbConnection,
    application: &Application,
    name: &CheckName,
    today: NaiveDate,
) -> Result<Standing, AppError> {
    let stands = |standing: OwnerStanding| Standing::own(standing.is_ok(), None);
    let body = &application.body;
    Ok(match name.as_str() {
        "consent" => {
            let found = CandidateBody::find(conn, Actor::System.reach(), body.candidate)?;
            let candidate = found.ok_or(AppError::NoSuch(RecordKind::Candidate))?;
            Standing::own(candidate.body.consents_to_matching(), None)
        }
        "employer_good_standing" => {
            stands(ApplicationBody::owner_standing(conn, application.owner, today)?)
        }
        "agency_licence" => stands(CandidateBody::owner_standing(conn, body.agency, today)?),
        "travel" => {
            let seat = trip_seats::of_application(conn, application.id)?;
            Standing::own(seat.is_some(), None)
        }
        "arrival_confirmed" => {
            let told = arrivals::of_application(conn, application.id.0, 0, usize::MAX)?;
            Standing::own(is_confirmed(&told), None)
        }
        "terms_accepted" => {
            let contract: Option<Contract> = newest(conn, application, &[ContractStatus::Signed])?;
            Standing::own(contract.is_some(), None)
        }
        _ => Standing::own(false, None),
    })
}

/// The occupation of the work that an application is for, if it is known.
pub(super) fn wanted_work(
    conn: &mut DbConnection,
    application: &Application,
) -> Result<Option<IscoUnit>, AppError> {
    let vacancy = VacancyBody::find(conn, Actor::System.reach(), application.body.vacancy)?;
    let occupation = vacancy.as_ref().and_then(|one| one.body.known_occupation());
    Ok(occupation.and_then(Occupation::unit).cloned())
}
