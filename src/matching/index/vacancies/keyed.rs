//! The vacancies with a `must`, each in the list of its rarest: whoever does not have that skill never sees them.

use crate::matching::{facts::VacancyFacts, numbers::SkillNo};

use super::{
    answers::entry,
    card::{Card, Head, musts},
    seeker::Seeker,
};

/// Lists of vacancies by a skill that must be there.
#[derive(Debug, Default)]
pub(super) struct Keyed {
    lists: Vec<List>,
    /// By skill: how often it had to be there, in every vacancy so far.
    musts: Vec<u32>,
}

#[derive(Debug, Default)]
struct List {
    numbers: Vec<u32>,
    heads: Vec<Head>,
    cards: Vec<Card>,
}

impl Keyed {
    /// Counts what must be there, so that the rarest is known.
    pub(super) fn count(&mut self, v: &VacancyFacts) {
        musts(v).for_each(|skill| *entry(&mut self.musts, skill) += 1);
    }

    /// Puts a vacancy, which has been counted, into its list.
    pub(super) fn put(&mut self, number: u32, head: Head, v: &VacancyFacts) {
        let rarest = musts(v).min_by_key(|skill| self.musts[usize::from(skill.0)]);
        let list = entry(&mut self.lists, rarest.expect("it has a `must`"));
        list.numbers.push(number);
        list.heads.push(head);
        list.cards.push(Card::of(v));
    }

    /// Takes a vacancy out of its list.
    pub(super) fn remove(&mut self, number: u32, v: &VacancyFacts) {
        for skill in musts(v) {
            let list = entry(&mut self.lists, skill);
            if let Some(at) = list.numbers.iter().position(|one| *one == number) {
                list.numbers.swap_remove(at);
                list.heads.swap_remove(at);
                list.cards.swap_remove(at);
            }
        }
    }

    /// The vacancies that a candidate may match, each with its worth at most.
    pub(super) fn offer(&self, seeker: &Seeker<'_>, open: &mut Vec<(u32, u32)>) {
        let met = seeker.answers.iter().filter(|answer| answer.met > 0);
        for list in met.filter_map(|answer| self.list(answer.skill)) {
            for (at, head) in list.heads.iter().enumerate() {
                if let Some(worth) = seeker.worth(head, || seeker.skills(&list.cards[at])) {
                    open.push((worth, list.numbers[at]));
                }
            }
        }
    }

    fn list(&self, skill: SkillNo) -> Option<&List> {
        self.lists.get(usize::from(skill.0))
    }

    pub(super) fn bytes(&self) -> usize {
        let list = |list: &List| {
            list.numbers.capacity() * 4
                + list.heads.capacity() * size_of::<Head>()
                + list.cards.capacity() * size_of::<Card>()
                + size_of_val(list)
        };
        self.lists.iter().map(list).sum::<usize>() + self.musts.capacity() * 4
    }
}
