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

/// A vacancy whose head lets a candidate through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer<'a> {
    /// What it is worth at most without its skills.
    pub(super) bare: u32,
    number: u32,
    card: &'a Card,
}

impl Offer<'_> {
    /// The worth at most and the number; `None` if a `must` is not met.
    pub(super) fn weighed(&self, seeker: &Seeker<'_>) -> Option<(u32, u32)> {
        Some((self.bare + seeker.skills(self.card)?, self.number))
    }
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

    /// The vacancies that a candidate may match, as far as their heads tell.
    pub(super) fn offers(&self, seeker: &Seeker<'_>) -> Vec<Offer<'_>> {
        let met = seeker.answers.iter().filter(|answer| answer.met > 0);
        let mut offers = Vec::new();
        for list in met.filter_map(|answer| self.list(answer.skill)) {
            for ((head, card), number) in list.heads.iter().zip(&list.cards).zip(&list.numbers) {
                if let Some(bare) = seeker.bare_worth(head) {
                    offers.push(Offer { bare, number: *number, card });
                }
            }
        }
        offers
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
