//! Candidate to vacancies: the index, a full scan, tantivy and SQL answer the same questions.

use std::sync::Arc;

use anyhow::ensure;
use koprik::{
    domain::recruitment::match_filter::MatchFilter,
    matching::{CandidateFacts, Engine, VacancyFacts, Verdict, Weights, judge},
};
use tantivy::{
    DocId, IndexReader, Score, SegmentReader, TantivyDocument,
    collector::{Collector, SegmentCollector},
    columnar::Column,
    query::{AllQuery, Query},
    schema::Field,
};

use crate::{
    Cli, bodies,
    compare::TURN,
    contender::{Answer, Best, FIRST},
    corpus,
    measure::{Times, table, told},
    packed::{JobRow, read_wanted, wanted},
    people::{Held, Job, Person, number, person},
    plain::{credit, total, weight, weights},
    reverse_sql,
    tantivy::{any, index, merged, most_without_skills, schema},
    world::World,
};

/// A candidate, in both forms.
type Seeker = (CandidateFacts, Arc<Person>);
/// A name, and who answers under it.
type Contender<'a> = (&'static str, Box<dyn FnMut(&Seeker) -> anyhow::Result<Answer> + 'a>);

/// Compares everybody who is there.
pub fn run(cli: &Cli, without: &[String]) -> anyhow::Result<()> {
    let world = World::leaked()?;
    let jobs = corpus::jobs(world, cli.recipe(), cli.vacancies);
    let vacancies = told("made", || corpus::vacancies(world, &jobs))?;
    let engine = told("index loaded", || corpus::engine(world, Vec::new(), vacancies.clone()));
    let asked = |name: &str| !without.iter().any(|one| one == name);
    let mut contenders: Vec<Contender<'_>> =
        vec![("index", Box::new(|one| Ok(by_index(&engine, &one.0))))];
    if asked("scan") {
        contenders.push(("full scan", Box::new(|one| Ok(by_scan(world, &vacancies, &one.0)))));
    }
    if asked("tantivy") {
        let tantivy = told("tantivy loaded", || Tantivy::new(world, &jobs))?;
        contenders.push(("tantivy", Box::new(move |one| Ok(tantivy.ask(&one.1)?))));
    }
    if asked("sqlite") {
        let sqlite = told("SQLite filled", || reverse_sql::Sqlite::new(world, &jobs))?;
        contenders.push(("sqlite", Box::new(move |one| sqlite.ask(&one.1))));
    }
    if let Some(url) = cli.postgres_url.as_ref().filter(|_| asked("postgres")) {
        let mut postgres =
            told("PostgreSQL filled", || reverse_sql::Postgres::new(world, &jobs, url))?;
        contenders.push(("postgres", Box::new(move |one| postgres.ask(&one.1))));
    }
    let people =
        (0..cli.queries).map(|number| person(world, cli.recipe(), number + corpus::ASKED, 0));
    let people: Vec<_> =
        people.map(|one| (bodies::candidate(world, &one), Arc::new(one))).collect();
    let times = interleaved(&mut contenders, &people)?;
    let title = format!(
        "Top 20 of {} vacancies for a candidate, {} questions, one thread, same answers",
        jobs.len(),
        people.len()
    );
    let names = contenders.iter().map(|one| one.0.to_owned());
    table(&title, &names.zip(times).collect::<Vec<_>>());
    Ok(())
}

/// Asks turn by turn; fails if somebody answers otherwise than the first.
fn interleaved(contenders: &mut [Contender<'_>], people: &[Seeker]) -> anyhow::Result<Vec<Times>> {
    let mut times = vec![Times::new(); contenders.len()];
    for turn in people.chunks(TURN) {
        let mut expected: Option<Vec<Answer>> = None;
        for ((name, ask), times) in contenders.iter_mut().zip(&mut times) {
            let answers = turn.iter().map(|one| times.time(|| ask(one)));
            let answers = answers.collect::<anyhow::Result<Vec<_>>>()?;
            let expected = expected.get_or_insert_with(|| answers.clone());
            ensure!(answers == *expected, "{name} answers otherwise than the index");
        }
    }
    Ok(times)
}

fn by_index(engine: &Engine, candidate: &CandidateFacts) -> Answer {
    let found =
        engine.vacancies_for(candidate, &Weights::default(), &MatchFilter::default(), FIRST);
    found.hits.iter().map(|hit| (hit.score.total, number(hit.id))).collect()
}

fn by_scan(world: &World, vacancies: &[VacancyFacts], candidate: &CandidateFacts) -> Answer {
    let mut best = Best::default();
    for one in vacancies {
        let verdict = judge(&world.knowledge, &Weights::default(), one, candidate);
        if let Verdict::Eligible(score) = verdict {
            best.offer(score.total, number(one.id));
        }
    }
    best.into_answer()
}

/// The vacancies in tantivy: the skills that answer a requirement as terms.
struct Tantivy {
    world: &'static World,
    reader: IndexReader,
    term: Field,
}

impl Tantivy {
    fn new(world: &'static World, jobs: &[Job]) -> tantivy::Result<Self> {
        let (schema, term, columns) = schema(&["number", "terms", "papers", "wanted"]);
        let mut order: Vec<_> = jobs.iter().collect();
        order.sort_by_key(|job| (job.trade, job.number));
        let documents = order.into_iter().map(|job| document(world, term, &columns, job));
        Ok(Self { world, reader: index(schema, documents)?, term })
    }

    fn ask(&self, person: &Arc<Person>) -> tantivy::Result<Answer> {
        if !person.matchable {
            return Ok(Vec::new());
        }
        let top = Top { scorer: Arc::new(Scorer::new(self.world, person)) };
        let search = |query: &dyn Query| self.reader.searcher().search(query, &top);
        let best = search(&*any(self.term, person.skills.iter().map(|held| held.skill.into())))?;
        let best = if best.least() > most_without_skills() { best } else { search(&AllQuery)? };
        Ok(best.into_answer())
    }
}

fn document(world: &World, term: Field, columns: &[Field], job: &Job) -> TantivyDocument {
    let (mut document, row) = (TantivyDocument::default(), JobRow::of(job));
    let mut skills: Vec<_> = job
        .wanted
        .iter()
        .flat_map(|one| &world.accepts[usize::from(one.skill)])
        .map(|one| one.0)
        .collect();
    skills.sort_unstable();
    skills.dedup();
    for skill in skills {
        document.add_u64(term, skill.into());
    }
    for (column, value) in columns.iter().zip([u64::from(job.number), row.terms, row.papers]) {
        document.add_u64(*column, value);
    }
    for one in &job.wanted {
        document.add_u64(columns[3], wanted(one, weight(world, one)));
    }
    document
}

struct Scorer {
    world: &'static World,
    weights: [u32; 6],
    person: Arc<Person>,
    never: u64,
    /// By asked skill: what the person has for it, and whether it is only related.
    answers: Vec<Vec<(Held, bool)>>,
}

impl Scorer {
    fn new(world: &'static World, person: &Arc<Person>) -> Self {
        let mut answers = vec![Vec::new(); world.skills.len()];
        for (answers, accepts) in answers.iter_mut().zip(&world.accepts) {
            for (skill, related) in accepts {
                let held = person.skills.iter().find(|held| held.skill == *skill);
                answers.extend(held.map(|held| (*held, *related)));
            }
        }
        let never = person.never.iter().fold(0, |set, place| set | 1 << place);
        Self { world, weights: weights(), person: Arc::clone(person), never, answers }
    }

    /// The part of the skills; `None` if a `must` is not met.
    fn part(&self, wanted: impl Iterator<Item = u64>) -> Option<u32> {
        let (mut sum, mut whole) = (0, 0);
        for (wanted, weight) in wanted.map(read_wanted) {
            let answers = &self.answers[usize::from(wanted.skill)];
            let meets = |(held, related): &(Held, bool)| {
                !related && held.level >= wanted.level && held.years >= wanted.years
            };
            if wanted.must && !answers.iter().any(meets) {
                return None;
            }
            let credits = answers
                .iter()
                .map(|(held, related)| credit(wanted.level, wanted.years, *held, *related));
            sum += weight * credits.max().unwrap_or(0);
            whole += weight;
        }
        Some(u32::checked_div(sum, whole).unwrap_or(1000))
    }
}

struct Top {
    scorer: Arc<Scorer>,
}

struct TopOfSegment {
    scorer: Arc<Scorer>,
    number: Column<u64>,
    terms: Column<u64>,
    papers: Column<u64>,
    wanted: Column<u64>,
    best: Best,
}

impl Collector for Top {
    type Fruit = Best;
    type Child = TopOfSegment;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<TopOfSegment> {
        let column = |name| segment.fast_fields().u64(name);
        Ok(TopOfSegment {
            scorer: Arc::clone(&self.scorer),
            number: column("number")?,
            terms: column("terms")?,
            papers: column("papers")?,
            wanted: column("wanted")?,
            best: Best::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Best>) -> tantivy::Result<Best> {
        Ok(merged(fruits))
    }
}

impl SegmentCollector for TopOfSegment {
    type Fruit = Best;

    fn collect(&mut self, doc: DocId, _: Score) {
        let scorer = &*self.scorer;
        let (terms, papers) = (self.terms.values.get_val(doc), self.papers.values.get_val(doc));
        let row = JobRow { terms, papers };
        let rest = row.conditions(scorer.world, scorer.weights, &scorer.person, scorer.never);
        let Some(rest) = rest else { return };
        if total(rest + scorer.weights[0] * 1000) < self.best.least() {
            return;
        }
        if let Some(part) = scorer.part(self.wanted.values_for_doc(doc)) {
            let number = self.number.values.get_val(doc) as u32;
            self.best.offer(total(rest + scorer.weights[0] * part), number);
        }
    }

    fn harvest(self) -> Best {
        self.best
    }
}
