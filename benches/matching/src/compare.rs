//! Vacancy to candidates: everybody answers the same questions in one run, and must give the same answers.

use anyhow::ensure;

use crate::{
    Cli,
    contender::{Answer, Contender, Index, Question, Scan},
    corpus,
    measure::{Times, table, told},
    people::Kind,
    postgresql::Postgres,
    sqlite::Sqlite,
    tantivy::Tantivy,
    world::World,
};

/// Questions that one contender answers in a row, so that none finds the caches full of another's data.
pub const TURN: usize = 25;

/// Compares everybody who is there.
pub fn run(cli: &Cli, kinds: &[Kind], without: &[String]) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let asked = |name: &str| !without.iter().any(|one| one == name);
    let facts = told("made for the engine", || corpus::facts(world, cli.recipe(), cli.candidates));
    let engine = told("index loaded", || corpus::engine(world, facts.clone(), Vec::new()));
    let mut contenders: Vec<Box<dyn Contender + '_>> = vec![Box::new(Index(&engine))];
    if asked("scan") {
        contenders.push(Box::new(Scan { world, candidates: &facts }));
    }
    let people = corpus::people(world, cli.recipe(), cli.candidates);
    if asked("tantivy") {
        contenders.push(Box::new(told("tantivy loaded", || Tantivy::new(world, &people))?));
    }
    if asked("sqlite") {
        contenders.push(Box::new(told("SQLite filled", || Sqlite::new(world, &people))?));
    }
    if let Some(url) = cli.postgres_url.as_ref().filter(|_| asked("postgres")) {
        contenders
            .push(Box::new(told("PostgreSQL filled", || Postgres::new(world, &people, url))?));
    }
    for kind in kinds {
        let questions = corpus::questions(world, cli.recipe(), cli.queries, *kind)?;
        let times = interleaved(&mut contenders, &questions)?;
        let rows: Vec<_> = contenders.iter().map(|one| one.name().to_owned()).zip(times).collect();
        let title = format!(
            "{kind:?}{}: top 20 of {} candidates, {} questions, one thread, same answers",
            if cli.noisy { ", noisy" } else { "" },
            cli.candidates,
            questions.len()
        );
        table(&title, &rows);
    }
    Ok(())
}

/// Asks turn by turn; fails at the first answer that differs.
fn interleaved(
    contenders: &mut [Box<dyn Contender + '_>],
    questions: &[Question],
) -> anyhow::Result<Vec<Times>> {
    let mut times = vec![Times::default(); contenders.len()];
    for one in contenders.iter_mut() {
        for question in questions.iter().take(3) {
            one.ask(question)?;
        }
    }
    for turn in questions.chunks(TURN) {
        let mut expected: Option<Vec<Answer>> = None;
        for (one, times) in contenders.iter_mut().zip(&mut times) {
            let answers = turn
                .iter()
                .map(|question| times.time(|| one.ask(question)))
                .collect::<anyhow::Result<Vec<_>>>()?;
            let expected = expected.get_or_insert_with(|| answers.clone());
            for ((answer, right), question) in answers.iter().zip(expected).zip(turn) {
                ensure!(
                    answer == right,
                    "{} answers vacancy {} with {answer:?}, not {right:?}",
                    one.name(),
                    question.job.number
                );
            }
        }
    }
    Ok(times)
}
