//! Which records a run asks for, and what it finds for each.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        index::facts,
        resource::{FacetMatch, Filter as ListFilter, rules::DocumentRules},
        trust::asked::asked_pay,
    },
    domain::{
        FieldError,
        access::actor::Actor,
        concepts::facet::{FacetKind, word_key},
        folding::fold,
        job::Step,
        recruitment::{
            candidate::{CandidateBody, CandidateStatus},
            match_filter::MatchFilter,
            match_run::{
                Chosen, Direction, MatchRun, MatchRunBody, Ranked, RecordFilter, RunAnswer,
            },
            vacancy::{VacancyBody, VacancyStatus},
        },
        resource::{Record, id::Id, reach::Reach},
    },
    matching::{CandidateFacts, Engine, Hits, Page, VacancyFacts, Weights},
    store::{
        StoreError,
        backend::DbConnection,
        records::{Meaning, Words},
    },
    taxonomy::resolve::beginnings,
};

/// A kind of record that a run can ask for.
pub(super) trait MatchSide: DocumentRules {
    /// The state in which it is matched.
    const MATCHED: Self::Status;

    /// Whether it takes part in matching.
    fn takes_part(record: &Record<Self>) -> bool;
    /// Its best matches.
    fn best(engine: &Engine, record: &Record<Self>, how: &RunOptions) -> Hits;
}

impl MatchSide for VacancyBody {
    const MATCHED: VacancyStatus = VacancyStatus::Published;

    fn takes_part(record: &Record<Self>) -> bool {
        facts::vacancy_matchable(record)
    }

    fn best(engine: &Engine, record: &Record<Self>, how: &RunOptions) -> Hits {
        let facts = VacancyFacts::of(engine.knowledge(), record.id.0, &record.body, true);
        engine.candidates_for(&facts, &how.weights, &how.kept, how.page)
    }
}

impl MatchSide for CandidateBody {
    const MATCHED: CandidateStatus = CandidateStatus::Available;

    fn takes_part(record: &Record<Self>) -> bool {
        facts::candidate_matchable(record)
    }

    fn best(engine: &Engine, record: &Record<Self>, how: &RunOptions) -> Hits {
        let facts = CandidateFacts::of(engine.knowledge(), record.id.0, &record.body, true);
        engine.vacancies_for(&facts, &how.weights, &how.kept, how.page)
    }
}

/// How a run ranks and what it keeps, as the engine takes it.
pub(super) struct RunOptions {
    weights: Weights,
    kept: MatchFilter,
    page: Page,
}

impl RunOptions {
    /// Reads it from a run.
    pub(super) fn of(body: &MatchRunBody) -> Result<Self, AppError> {
        Ok(Self {
            weights: weights(body)?,
            kept: body.kept.clone(),
            page: Page { after: None, limit: usize::from(body.limit) },
        })
    }
}

/// The weights of a run.
pub(super) fn weights(body: &MatchRunBody) -> Result<Weights, AppError> {
    Weights::new(body.weights).map_err(|error| {
        let why = error.0;
        StoreError::CorruptRow { table: "jobs", id: Uuid::nil(), why }.into()
    })
}

/// How many records a run asks for.
pub(super) fn count(
    conn: &mut DbConnection,
    actor: &Actor,
    body: &MatchRunBody,
) -> Result<u32, AppError> {
    match body.direction {
        Direction::Vacancies => count_of::<VacancyBody>(conn, actor.reach(), &body.chosen),
        Direction::Candidates => count_of::<CandidateBody>(conn, actor.reach(), &body.chosen),
    }
}

fn count_of<A: MatchSide>(
    conn: &mut DbConnection,
    reach: Reach<A>,
    chosen: &Chosen,
) -> Result<u32, AppError> {
    let count = match chosen {
        Chosen::All => A::count(conn, reach, &list_filter::<A>(&RecordFilter::default()))?,
        Chosen::Listed(listed) => A::count(conn, reach, &list_filter::<A>(listed))?,
        Chosen::Ids(ids) => return Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX)),
    };
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Names the ids of a run that are out of reach, or not matched now.
pub(super) fn check_ids(
    conn: &mut DbConnection,
    actor: &Actor,
    body: &MatchRunBody,
) -> Result<(), AppError> {
    let Chosen::Ids(ids) = &body.chosen else { return Ok(()) };
    let errors = match body.direction {
        Direction::Vacancies => wrong_ids::<VacancyBody>(conn, actor.reach(), ids)?,
        Direction::Candidates => wrong_ids::<CandidateBody>(conn, actor.reach(), ids)?,
    };
    if errors.is_empty() { Ok(()) } else { Err(AppError::Invalid(errors)) }
}

fn wrong_ids<A: MatchSide>(
    conn: &mut DbConnection,
    reach: Reach<A>,
    ids: &[Uuid],
) -> Result<Vec<FieldError>, AppError> {
    let found = A::find_all(conn, reach, ids)?;
    let by_id: HashMap<Uuid, &Record<A>> =
        found.iter().map(|record| (record.id.0, record)).collect();
    let wrong = |(at, id)| {
        let (code, detail) = match by_id.get(id) {
            None => {
                ("unknown_id", format!("there is no such {}, or you may not ask for it", A::KIND))
            }
            Some(record) if !A::takes_part(record) => (
                "not_matched",
                format!(
                    "this {} is not matched now: publish it, make it available, or leave it out",
                    A::KIND
                ),
            ),
            Some(_) => return None,
        };
        Some(FieldError::new(format!("/ids/{at}"), code, detail))
    };
    Ok(ids.iter().enumerate().filter_map(wrong).collect())
}

fn list_filter<A: MatchSide>(listed: &RecordFilter) -> ListFilter {
    let is = |kind, code: Option<String>| Some((kind, FacetMatch::Is(code?)));
    let text = |code: Option<&dyn std::fmt::Display>| code.map(ToString::to_string);
    let isco =
        listed.isco08.clone().map(|digits| (FacetKind::Isco, FacetMatch::BeginsWith(digits)));
    let facets = [
        isco,
        is(FacetKind::Trade, text(listed.occupation.as_ref().map(|code| code as _))),
        is(FacetKind::Skill, text(listed.skill.as_ref().map(|code| code as _))),
        is(FacetKind::Municipality, text(listed.municipality.as_ref().map(|code| code as _))),
        is(FacetKind::HomeRegion, text(listed.home_region.as_ref().map(|code| code as _))),
    ];
    let words = |text: &String| Words { text: text.clone(), titles: true };
    let words = listed.text.as_ref().filter(|text| !fold(text).is_empty()).map(words);
    ListFilter {
        status: vec![A::MATCHED.to_string()],
        owner: listed.owner,
        facets: facets.into_iter().flatten().collect(),
        changed_since: listed.changed_since,
        meaning: words.as_ref().map(in_titles_and_duties),
        words,
        ..ListFilter::default()
    }
}

/// What the words of a run mean, whatever edition of the taxonomy its steps are taken in: they stand in titles and duties.
fn in_titles_and_duties(words: &Words) -> Meaning {
    let words = beginnings(&words.text).iter().map(|word| word_key(word)).collect();
    Meaning { words, ..Meaning::default() }
}

/// The next records of a run behind a position, at most `size`.
pub(super) struct Next<A: MatchSide> {
    records: Vec<Record<A>>,
    position: Option<Uuid>,
    last: bool,
}

pub(super) fn next<A: MatchSide>(
    conn: &mut DbConnection,
    reach: Reach<A>,
    job: &MatchRun,
    size: usize,
) -> Result<Next<A>, AppError> {
    let listed = match &job.body.chosen {
        Chosen::Ids(ids) => return next_of_ids(conn, reach, ids, job.position, size),
        Chosen::All => &RecordFilter::default(),
        Chosen::Listed(listed) => listed,
    };
    let after = job.position.map(Id::new);
    let records = A::list(conn, reach, &list_filter::<A>(listed), after, size)?;
    let last = records.len() < size;
    Ok(Next { position: records.last().map(|record| record.id.0), last, records })
}

fn next_of_ids<A: MatchSide>(
    conn: &mut DbConnection,
    reach: Reach<A>,
    ids: &[Uuid],
    position: Option<Uuid>,
    size: usize,
) -> Result<Next<A>, AppError> {
    let after = ids.iter().filter(|id| position.is_none_or(|position| **id < position));
    let mut part: Vec<Uuid> = after.copied().collect();
    part.sort_unstable_by(|left, right| right.cmp(left));
    let last = part.len() <= size;
    part.truncate(size);
    let mut records = A::find_all(conn, reach, &part)?;
    records.sort_unstable_by_key(|record| std::cmp::Reverse(record.id));
    Ok(Next { records, position: part.last().copied(), last })
}

impl Next<VacancyBody> {
    /// Without the vacancies whose employer has asked about them with as many pays as it may on a day.
    pub(super) fn within_pays(
        mut self,
        app: &App,
        owner: &Actor,
        engine: &Engine,
    ) -> Result<Self, AppError> {
        let mut kept = Vec::with_capacity(self.records.len());
        for record in self.records {
            let facts = VacancyFacts::of(engine.knowledge(), record.id.0, &record.body, true);
            match app.ask_with(owner, asked_pay(&facts)) {
                Ok(()) => kept.push(record),
                Err(AppError::PaysUsed { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        self.records = kept;
        Ok(self)
    }
}

impl<A: MatchSide> Next<A> {
    /// Asks the engine for each; records that are not matched any more are passed over.
    pub(super) fn ask(self, engine: &Engine, how: &RunOptions) -> Step<MatchRunBody> {
        let Self { records, position, last } = self;
        let answer = |record: &Record<A>| RunAnswer {
            item: record.id.0,
            outcome: A::best(engine, record, how)
                .hits
                .iter()
                .map(|hit| Ranked {
                    id: hit.id,
                    total: hit.score.total,
                    parts: hit.score.parts.to_array(),
                })
                .collect(),
        };
        let results = records.iter().filter(|record| A::takes_part(record)).map(answer).collect();
        Step { results, position, last }
    }
}
