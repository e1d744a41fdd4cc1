//! tantivy in this process: one segment, the skills as terms, an exact score from columns in a collector of its own.
//!
//! A term is a skill at a level or better, so a `must` is an intersection of terms. Documents lie by trade, so that
//! what a question reads lies together.

use std::sync::Arc;

use tantivy::{
    DocId, Index, IndexReader, Score, SegmentReader, TantivyDocument, Term,
    collector::{Collector, SegmentCollector},
    columnar::Column,
    query::{AllQuery, BooleanQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption, NumericOptions, Schema},
};

use crate::{
    contender::{Answer, Best, Contender, Question},
    packed::{Row, held, read_held},
    people::{Job, Person, Wanted},
    plain::{Asked, total, weights},
    world::World,
};

/// The candidates in tantivy.
pub struct Tantivy {
    world: &'static World,
    reader: IndexReader,
    term: Field,
}

/// A schema with one field of terms and numbered columns.
pub fn schema(columns: &[&str]) -> (Schema, Field, Vec<Field>) {
    let mut schema = Schema::builder();
    let term = schema.add_u64_field("term", NumericOptions::default().set_indexed());
    let fast = NumericOptions::default().set_fast();
    let columns = columns.iter().map(|name| schema.add_u64_field(name, fast.clone())).collect();
    (schema.build(), term, columns)
}

/// One segment with these documents.
pub fn index(
    schema: Schema,
    documents: impl Iterator<Item = TantivyDocument>,
) -> tantivy::Result<IndexReader> {
    let directory = tantivy::directory::RamDirectory::create();
    let mut writer =
        Index::builder().schema(schema).single_segment_index_writer(directory, 1 << 30)?;
    for document in documents {
        writer.add_document(document)?;
    }
    writer.finalize()?.reader()
}

/// Any of these terms.
pub fn any(field: Field, terms: impl Iterator<Item = u64>) -> Box<dyn Query> {
    let query = |term| {
        let term = Term::from_field_u64(field, term);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>
    };
    Box::new(BooleanQuery::union(terms.map(query).collect()))
}

/// The most that a pair without any of the skills can reach, in basis points.
pub fn most_without_skills() -> u16 {
    total(weights()[1..].iter().sum::<u32>() * 1000)
}

impl Tantivy {
    pub fn new(world: &'static World, people: &[Person]) -> tantivy::Result<Self> {
        let (schema, term, columns) =
            schema(&["number", "terms", "places", "papers", "trades", "held"]);
        let mut order: Vec<_> = people.iter().collect();
        order.sort_by_key(|one| (one.occupations.first().map(|one| one.trade), one.number));
        let documents = order.into_iter().map(|one| document(term, &columns, one));
        Ok(Self { world, reader: index(schema, documents)?, term })
    }

    fn search(&self, query: &dyn Query, scorer: &Arc<Scorer>) -> tantivy::Result<Best> {
        self.reader.searcher().search(query, &Top { scorer: Arc::clone(scorer) })
    }
}

fn document(term: Field, columns: &[Field], person: &Person) -> TantivyDocument {
    let (mut document, row) = (TantivyDocument::default(), Row::of(person));
    for one in &person.skills {
        for level in 1..=one.level {
            document.add_u64(term, skill_at(one.skill, level));
        }
    }
    for (column, value) in columns.iter().zip([
        u64::from(person.number),
        row.terms,
        row.places,
        row.papers,
        row.trades,
    ]) {
        document.add_u64(*column, value);
    }
    for one in &person.skills {
        document.add_u64(columns[5], held(one));
    }
    document
}

fn skill_at(skill: u16, level: u8) -> u64 {
    u64::from(skill) << 3 | u64::from(level)
}

impl Contender for Tantivy {
    fn name(&self) -> &'static str {
        "tantivy"
    }

    fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let (world, job) = (self.world, &question.job);
        let scorer = Arc::new(Scorer {
            world,
            weights: weights(),
            asked: Asked::new(world, &job.wanted),
            job: job.clone(),
        });
        let accepts = |one: &Wanted| world.accepts[usize::from(one.skill)].iter();
        let musts = job.wanted.iter().filter(|one| one.must).map(|one| {
            let those = accepts(one).filter(|(_, related)| !related);
            any(self.term, those.map(|(skill, _)| skill_at(*skill, one.level)))
        });
        let musts: Vec<_> = musts.collect();
        let best = if musts.is_empty() {
            let mut skills: Vec<_> = job.wanted.iter().flat_map(accepts).map(|one| one.0).collect();
            skills.sort_unstable();
            skills.dedup();
            let some = any(self.term, skills.into_iter().map(|skill| skill_at(skill, 1)));
            let best = self.search(&*some, &scorer)?;
            if best.least() > most_without_skills() {
                best
            } else {
                self.search(&AllQuery, &scorer)?
            }
        } else {
            self.search(&BooleanQuery::intersection(musts), &scorer)?
        };
        Ok(best.into_answer())
    }
}

struct Scorer {
    world: &'static World,
    weights: [u32; 6],
    asked: Asked,
    job: Job,
}

struct Top {
    scorer: Arc<Scorer>,
}

struct TopOfSegment {
    scorer: Arc<Scorer>,
    /// In the order of [`Row`].
    row: [Column<u64>; 4],
    number: Column<u64>,
    held: Column<u64>,
    best: Best,
}

impl Collector for Top {
    type Fruit = Best;
    type Child = TopOfSegment;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<TopOfSegment> {
        let column = |name| segment.fast_fields().u64(name);
        Ok(TopOfSegment {
            scorer: Arc::clone(&self.scorer),
            row: [column("terms")?, column("places")?, column("papers")?, column("trades")?],
            number: column("number")?,
            held: column("held")?,
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

/// The best of all.
pub fn merged(all: Vec<Best>) -> Best {
    let mut best = Best::default();
    for (total, number) in all.into_iter().flat_map(Best::into_answer) {
        best.offer(total, number);
    }
    best
}

impl SegmentCollector for TopOfSegment {
    type Fruit = Best;

    fn collect(&mut self, doc: DocId, _: Score) {
        let scorer = &*self.scorer;
        let [terms, places, papers, trades] =
            std::array::from_fn(|at| self.row[at].values.get_val(doc));
        let row = Row { terms, places, papers, trades };
        let Some(rest) = row.conditions(scorer.world, scorer.weights, &scorer.job) else { return };
        let rest = rest + row.trades(scorer.world, scorer.weights, scorer.job.trade);
        if total(rest + scorer.weights[0] * 1000) < self.best.least() {
            return;
        }
        let skills = self.held.values_for_doc(doc).map(read_held);
        if let Some(part) = scorer.asked.part(skills) {
            let number = self.number.values.get_val(doc) as u32;
            self.best.offer(total(rest + scorer.weights[0] * part), number);
        }
    }

    fn harvest(self) -> Best {
        self.best
    }
}
