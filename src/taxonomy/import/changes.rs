//! The concepts as they become, row by row, with the account of it.

use std::collections::{BTreeMap, HashMap};

use super::{
    related::Related,
    report::{Options, Report},
    rows,
};
use crate::taxonomy::{
    Concept, ConceptKind, EscoLink, Lifecycle, RowProblem, Skill, Table, Taxonomy, Trade,
    sheet::Row,
};

/// Concepts of one kind, of which some are replaced or added.
#[derive(Debug)]
pub(super) struct Rows<T> {
    list: Vec<T>,
    by_id: HashMap<String, usize>,
    by_uri: HashMap<String, usize>,
}

impl<T: Concept + Clone + PartialEq> Rows<T> {
    fn new(table: &Table<T>, esco: fn(&T) -> Option<&EscoLink>) -> Self {
        let list: Vec<_> = table.iter().cloned().collect();
        let by_id = list.iter().enumerate().map(|(at, row)| (row.id().to_owned(), at)).collect();
        let linked = list
            .iter()
            .enumerate()
            .filter_map(|(at, row)| esco(row).map(|link| (link.uri.clone(), at)));
        Self { by_id, by_uri: linked.collect(), list }
    }

    fn get(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).map(|at| &self.list[*at])
    }

    /// The concept with an address at ESCO, unless it is the one with this id.
    fn linked(&self, uri: Option<&str>, id: &str) -> Option<&T> {
        let found = &self.list[*self.by_uri.get(uri?)?];
        (found.id() != id && self.get(id).is_none()).then_some(found)
    }

    /// Puts a concept in place, and tells in the report what that did.
    fn put(&mut self, kind: ConceptKind, concept: T, report: &mut Report) {
        let id = concept.id().to_owned();
        let retired = |concept: &T| concept.lifecycle().is_some_and(Lifecycle::is_retired);
        match self.by_id.get(&id).map(|at| &mut self.list[*at]) {
            None => {
                self.by_id.insert(id.clone(), self.list.len());
                self.list.push(concept);
                report.added.push((kind, id));
            }
            Some(known) if *known == concept => report.unchanged += 1,
            Some(known) => {
                if retired(&concept) && !retired(known) {
                    report.retired.push((kind, id.clone()));
                }
                *known = concept;
                report.changed.push((kind, id));
            }
        }
    }

    pub(super) fn into_rows(self) -> Vec<T> {
        self.list
    }
}

/// In which line of the file each concept stands.
pub(super) type Lines = BTreeMap<(ConceptKind, String), u64>;

/// The state of an import.
#[derive(Debug)]
pub(super) struct Changes<'a> {
    options: &'a Options,
    pub(super) trades: Rows<Trade>,
    pub(super) skills: Rows<Skill>,
    pub(super) relations: Vec<Related>,
    pub(super) lines: Lines,
    pub(super) report: Report,
}

impl<'a> Changes<'a> {
    pub(super) fn new(base: &Taxonomy, options: &'a Options) -> Self {
        Self {
            options,
            trades: Rows::new(base.trades(), |trade| trade.esco.as_ref()),
            skills: Rows::new(base.skills(), |skill| skill.esco.as_ref()),
            relations: Vec::new(),
            lines: Lines::new(),
            report: Report::default(),
        }
    }

    /// Takes a row, or notes why not.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        if let Err(problem) = self.try_take(row) {
            self.report.problems.push(problem);
        }
    }

    fn try_take(&mut self, row: &Row<'_>) -> Result<(), RowProblem> {
        let kind = rows::kind(row, self.options)?;
        let id = rows::id(row, kind)?;
        if self.lines.insert((kind, id.clone()), row.line()).is_some() {
            return Err(row.problem("id", format!("{id} stands in an earlier row too")));
        }
        let source = &self.options.source;
        let uri = row.optional("esco_uri").filter(|_| row.optional("id").is_none());
        if kind == ConceptKind::Skill {
            let skill = match self.skills.linked(uri, &id) {
                Some(ours) => with_names(row, ours, source),
                None => rows::skill(row, &id, self.skills.get(&id), source)?,
            };
            self.relations.extend(Related::of_row(row, &skill.id, source)?);
            self.skills.put(kind, skill, &mut self.report);
        } else {
            let trade = match self.trades.linked(uri, &id) {
                Some(ours) => with_names(row, ours, source),
                None => rows::trade(row, &id, self.trades.get(&id), source)?,
            };
            self.trades.put(kind, trade, &mut self.report);
        }
        Ok(())
    }
}

/// A concept of ours with the names of a row as synonyms.
fn with_names<T: Concept + Clone>(row: &Row<'_>, ours: &T, source: &str) -> T {
    let mut concept = ours.clone();
    rows::add_names(row, concept.labels_mut(), source);
    concept
}
