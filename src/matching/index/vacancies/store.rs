//! What a reader finds behind the lock: the facts by number, and where each vacancy is listed.

use std::{collections::HashMap, sync::Arc};

use uuid::Uuid;

use crate::{
    domain::recruitment::requirement::RequirementKind::Must, matching::facts::VacancyFacts,
};

use super::{answers::Answering, card::Head, keyed::Keyed, open::Open};

/// Every vacancy, and the lists in which those that can match lie.
#[derive(Debug, Default)]
pub(super) struct Store {
    pub(super) numbers: HashMap<Uuid, u32>,
    /// By number; free where a vacancy is gone.
    pub(super) all: Vec<Option<Arc<VacancyFacts>>>,
    free: Vec<u32>,
    pub(super) answering: Answering,
    pub(super) keyed: Keyed,
    pub(super) open: Open,
}

impl Store {
    /// A store of these vacancies.
    pub(super) fn of(vacancies: Vec<VacancyFacts>) -> Self {
        let mut store = Self::default();
        for one in &vacancies {
            store.keyed.count(one);
        }
        for one in vacancies {
            store.list(one);
        }
        store
    }

    /// Adds a vacancy or replaces its older version.
    pub(super) fn put(&mut self, one: VacancyFacts) {
        self.remove(one.id);
        self.keyed.count(&one);
        self.list(one);
    }

    fn list(&mut self, one: VacancyFacts) {
        let number = self.free.pop().unwrap_or_else(|| {
            self.all.push(None);
            u32::try_from(self.all.len() - 1).expect("fewer than four thousand million vacancies")
        });
        one.wanted.iter().for_each(|wanted| self.answering.note(wanted));
        if let Some(head) = Head::of(&one) {
            if has_must(&one) {
                self.keyed.put(number, head, &one);
            } else {
                self.open.put(number, head, &one);
            }
        }
        self.numbers.insert(one.id, number);
        self.all[number as usize] = Some(Arc::new(one));
    }

    /// Removes a vacancy, if there is one of that id.
    pub(super) fn remove(&mut self, id: Uuid) {
        let Some(number) = self.numbers.remove(&id) else { return };
        if let Some(old) = self.all[number as usize].take() {
            if has_must(&old) {
                self.keyed.remove(number, &old);
            } else {
                self.open.remove(number, &old);
            }
        }
        self.free.push(number);
    }
}

fn has_must(v: &VacancyFacts) -> bool {
    v.wanted.iter().any(|wanted| wanted.kind == Must)
}
