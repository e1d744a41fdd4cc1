//! New questions beside a hundred changes a second: without saved searches, and with thousands that are asked of each change.

use std::{sync::mpsc::channel, time::Duration};

use anyhow::Context;
use koprik::{
    app::{App, resource::Filter},
    domain::{
        access::actor::Actor,
        recruitment::{
            match_filter::MatchFilter,
            saved_search::{Rhythm, SavedQuestion, SavedSearch, SavedSearchBody},
            vacancy::VacancyBody,
        },
        resource::id::Id,
    },
    store::{backend::Backend, changes::Note, records::NewRecord, writer::Writer},
};
use uuid::Uuid;

use crate::{
    questions::{Rounds, beside, new_questions},
    world::World,
};

/// Writers that make about a hundred changes a second together.
const WRITERS: usize = 2;

/// Asks in both worlds in turns, so that both meet the same machine.
pub fn run(
    candidates: usize,
    searches: usize,
    (time, rounds): (Duration, usize),
) -> anyhow::Result<()> {
    let without = World::start(None, candidates, None)?;
    let with =
        World::prepared(None, candidates, None, &|app, backend| save(app, backend, searches))?;
    let mut all = [(without, Rounds::default(), 0), (with, Rounds::default(), 0)];
    for _ in 0..rounds {
        for (world, measured, written) in &mut all {
            let paths = world.match_paths()?;
            let new = new_questions(&paths);
            *written += beside(world, WRITERS, || measured.add(world, 1, time, &new))?;
        }
    }
    for ((_, measured, written), searches) in all.iter().zip([0, searches]) {
        let rate = *written as f64 / (time.as_secs_f64() * rounds as f64);
        measured.tell(&format!("{searches} saved searches, {rate:.0} changes a second"), false);
    }
    let [found, p99] = [all[1].0.found()?, all[1].1.p99() / all[0].1.p99()];
    println!("{found:.0} searches have found somebody; p99 is {p99:.2} times that without any");
    Ok(())
}

/// Saves searches of one employer like the published vacancies, without pay, each as strict as another is not.
fn save(app: &App, backend: &Backend, searches: usize) -> anyhow::Result<()> {
    let published = Filter { status: vec!["published".to_owned()], ..Filter::default() };
    let vacancies = app.list::<VacancyBody>(&Actor::System, &published, None, 60)?;
    let writer = Writer::start(backend.clone(), None, Box::new(|_| {}))?;
    let (done, told) = channel();
    for n in 0..searches {
        let vacancy = &vacancies.get(n % vacancies.len()).context("no vacancy")?.record;
        let search = search(app, vacancy.owner, vacancy.body.clone(), n);
        let note = Note { actor: None, action: "create".to_owned(), reason: None, at: app.now() };
        let done = done.clone();
        writer.insert(NewRecord::of(&search, note)?, move |written| {
            let _ = done.send(written.is_ok());
        });
        anyhow::ensure!(told.recv()?, "a search was not saved");
    }
    Ok(())
}

fn search(app: &App, owner: Uuid, mut vacancy: VacancyBody, n: usize) -> SavedSearch {
    vacancy.base_salary = None;
    for (at, asked) in vacancy.requirements.iter_mut().enumerate() {
        asked.min_level = (n / 60 + at) as u8 % 5 + 1;
    }
    let body = SavedSearchBody {
        name: format!("Search {n}"),
        question: SavedQuestion::Vacancy(Box::new(vacancy)),
        weights: [65, 15, 5, 5, 10, 0],
        kept: MatchFilter { min_score: Some((n % 100 * 90) as u16), ..MatchFilter::default() },
        rhythm: Rhythm::AtOnce,
        hour: 9,
        since: Some(0),
    };
    SavedSearch::create(Id::new(Uuid::now_v7()), owner, None, body, app.now())
}
