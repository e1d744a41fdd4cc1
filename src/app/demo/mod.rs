//! A believable corridor of nobody: employers, agencies, vacancies and candidates that do not exist, for `koprik demo`;
//! and the centres that receive workers.
//!
//! Deterministic: the same plan on the same day gives the same records with the same ids. Each record is drawn by its
//! own number (`rng`), from the trades of `catalogue` and the places of the taxonomy (`world`), and goes through the
//! one write path (`writing`). What lies behind them is lived through day by day (`past`), on a clock that is taken back
//! (`travel`). Only the clients' ids and secrets, and the ids of what was lived through, are random.

mod candidates;
mod catalogue;
mod centres;
mod checks;
mod contracts;
mod guides;
mod offers;
mod organisations;
mod past;
mod plan;
mod recruiting;
mod rng;
mod roadmap;
mod skills;
mod table;
mod terms;
mod travel;
mod vacancies;
mod words;
mod world;
mod writing;

#[cfg(test)]
mod tests;

use uuid::Uuid;

use crate::{
    app::{App, error::AppError, parties::clients::NewClient},
    domain::{
        access::{actor::Actor, scope::Role},
        parties::{
            agency::AgencyId,
            employer::{EmployerBody, EmployerId},
        },
        resource::{RecordKind, id::Id},
    },
    store::records::Filter,
    taxonomy::Taxonomy,
};
use plan::AGENCIES;
pub use plan::Plan;
pub use recruiting::recruit;
use rng::{Stream, id};
pub use table::{showcase, table};
pub use travel::Travel;
use world::World;
use writing::Writing;

/// The seed of a demo that names none.
pub const SEED: u64 = 1;

/// The id of the first record of a kind in a demo that names no seed. Its vacancy is published, and the clients of the demo
/// own what they may read.
pub fn first_id(kind: RecordKind) -> Option<Uuid> {
    let stream = match kind {
        RecordKind::Employer => Stream::Employers,
        RecordKind::Agency => Stream::Agencies,
        RecordKind::Vacancy => Stream::Vacancies,
        RecordKind::Candidate => Stream::Candidates,
        RecordKind::Centre => Stream::Centres,
        _ => return None,
    };
    Some(id(SEED, stream, 0))
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Corridor {
    /// The employers, in the order of their ids.
    pub employers: Vec<EmployerId>,
    /// The agencies, in the order of their ids.
    pub agencies: Vec<AgencyId>,
    /// One operator, two employers, two agencies, one partner.
    pub clients: Vec<DemoClient>,
}

/// An API client of the demo.
#[derive(Debug, Clone)]
pub struct DemoClient {
    /// What it works for.
    pub role: Role,
    /// The organisation that it works for.
    pub organisation: Uuid,
    /// The client and its secret.
    pub new: NewClient,
}

/// Fills an empty database. `progress` hears what is being made, how many are done, and of how many. With a `travel` by which
/// the application tells the time, ten months lie behind it.
pub fn fill(
    app: &App,
    plan: &Plan,
    travel: Option<&Travel>,
    progress: &dyn Fn(&str, usize, usize),
) -> Result<Corridor, AppError> {
    refuse_a_filled_database(app)?;
    let world = World::new(Taxonomy::embedded(), plan.seed, app.now().date_naive());
    let early = if travel.is_some() { plan.early_candidates() } else { 0 };
    let then = World::new(world.taxonomy, plan.seed, past::day(world.today, 0));
    let began = if travel.is_some() { &then } else { &world };
    let writing = Writing { app, at: began.dawn(), progress };
    writing.all("employers", plan.employers(), |n| organisations::employer(&world, n))?;
    writing.all("agencies", AGENCIES, |n| organisations::agency(&world, n))?;
    let late = plan.candidates - early;
    writing.all("candidates", early, |n| candidates::candidate(&then, late + n))?;
    if let Some(travel) = travel {
        app.follower().load(&|_| {})?;
        past::live(app, travel, (&world, plan), progress)?;
    }
    let writing = Writing { at: world.dawn(), ..writing };
    writing.all("vacancies", plan.vacancies, |n| vacancies::vacancy(&world, plan, n))?;
    writing.all("candidates", late, |n| candidates::candidate(&world, n))?;
    let centres = centres::centres(&world);
    writing.all("centres", centres.len(), |n| centres[n].clone())?;
    let guides = guides::guides(&world);
    writing.all("guides", guides.len(), |n| guides[n].clone())?;
    roadmap::fill(&world, &writing)?;
    let ids = |stream, count| (0..count).map(move |n| id(plan.seed, stream, n));
    Ok(Corridor {
        employers: ids(Stream::Employers, plan.employers()).map(Id::new).collect(),
        agencies: ids(Stream::Agencies, AGENCIES).map(Id::new).collect(),
        clients: clients(app, plan.seed)?,
    })
}

fn refuse_a_filled_database(app: &App) -> Result<(), AppError> {
    let found = app.list::<EmployerBody>(&Actor::System, &Filter::default(), None, 1)?;
    if found.is_empty() {
        return Ok(());
    }
    Err(AppError::Conflict(
        "the database already has employers, and the demo fills only an empty one: serve it as it is, or name another \
         --data-dir or database"
            .to_owned(),
    ))
}

fn clients(app: &App, seed: u64) -> Result<Vec<DemoClient>, AppError> {
    let wanted = [
        (Role::Operator, Stream::Offices, 0),
        (Role::Employer, Stream::Employers, 0),
        (Role::Employer, Stream::Employers, 1),
        (Role::Agency, Stream::Agencies, 0),
        (Role::Agency, Stream::Agencies, 1),
        (Role::Partner, Stream::Offices, 1),
    ];
    wanted
        .into_iter()
        .map(|(role, stream, n)| {
            let organisation = id(seed, stream, n);
            let label = format!("demo {role} {}", n + 1);
            let new = app.create_client(role, organisation, Vec::new(), &label)?;
            Ok(DemoClient { role, organisation, new })
        })
        .collect()
}
