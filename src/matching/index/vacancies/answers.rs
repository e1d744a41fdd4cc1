//! Which asked skills a candidate answers, and how well: what vacancies accept, read the other way.

use crate::matching::{
    facts::{CandidateFacts, Held, Wanted},
    numbers::SkillNo,
    relation::Relation,
    rules::unstated,
    score::credit_for,
};

/// Levels, and 0.
const LEVELS: usize = 6;

/// By held skill and by trade: the asked skills that these answer, as far as any vacancy has asked for them.
#[derive(Debug, Default)]
pub(super) struct Answering {
    by_held: Vec<Vec<(SkillNo, Relation)>>,
    by_trade: Vec<Vec<SkillNo>>,
    /// By asked skill: whether it has been noted.
    noted: Vec<bool>,
}

/// What a candidate has for each asked skill.
#[derive(Debug)]
pub(super) struct Answers {
    /// By asked skill: a place in `all`; 0 for a skill that nothing answers.
    places: Vec<u16>,
    /// The first is nothing.
    all: Vec<Answer>,
}

/// What a candidate has for an asked skill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answer {
    pub(super) skill: SkillNo,
    /// By the level asked for: the credit at most, as if no years were asked.
    pub(super) credits: [u16; LEVELS],
    /// The best level that can meet a `must`; 0 for none.
    pub(super) met: u8,
}

impl Answering {
    /// Notes what answers an asked skill.
    pub(super) fn note(&mut self, wanted: &Wanted) {
        let Ok(asked) = wanted.skill else { return };
        if std::mem::replace(entry(&mut self.noted, asked), true) {
            return;
        }
        for (held, relation) in wanted.accepts.iter() {
            entry(&mut self.by_held, *held).push((asked, *relation));
        }
        for trade in wanted.implied_by.iter() {
            entry(&mut self.by_trade, SkillNo(trade.0)).push(asked);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let lists = self.by_held.iter().map(|one| one.capacity() * 4 + size_of_val(one));
        let trades = self.by_trade.iter().map(|one| one.capacity() * 2 + size_of_val(one));
        lists.sum::<usize>() + trades.sum::<usize>() + self.noted.len()
    }
}

/// The entry of a skill in a list by skill, which grows as needed.
pub(super) fn entry<T: Default>(list: &mut Vec<T>, skill: SkillNo) -> &mut T {
    let at = usize::from(skill.0);
    if list.len() <= at {
        list.resize_with(at + 1, T::default);
    }
    &mut list[at]
}

impl Answers {
    /// Puts together what a candidate answers. Where they state a skill that a trade implies, both count here: that is
    /// no less than what the definition gives.
    pub(super) fn new(answering: &Answering, c: &CandidateFacts) -> Self {
        let nothing = Answer { skill: SkillNo(0), credits: [0; LEVELS], met: 0 };
        let mut answers = Self { places: vec![0; answering.noted.len()], all: vec![nothing] };
        for held in &c.skills {
            let asked = answering.by_held.get(usize::from(held.skill.0));
            for (skill, relation) in asked.into_iter().flatten() {
                answers.at(*skill).add(*held, *relation);
            }
        }
        for one in c.occupations.iter().filter(|one| one.long() > 0) {
            let trade = one.occupation.trade;
            let asked = trade.and_then(|no| answering.by_trade.get(usize::from(no.0)));
            for skill in asked.into_iter().flatten() {
                answers.at(*skill).add(unstated(*skill, one.long()), Relation::Implied);
            }
        }
        answers
    }

    fn at(&mut self, skill: SkillNo) -> &mut Answer {
        let place = &mut self.places[usize::from(skill.0)];
        if *place == 0 {
            *place = u16::try_from(self.all.len()).expect("skills are numbered in 16 bits");
            self.all.push(Answer { skill, ..self.all[0] });
        }
        &mut self.all[usize::from(*place)]
    }

    /// What there is for an asked skill.
    #[inline]
    pub(super) fn to(&self, asked: SkillNo) -> &Answer {
        let place = self.places.get(usize::from(asked.0)).copied().unwrap_or(0);
        &self.all[usize::from(place)]
    }

    /// Every asked skill for which there is something.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Answer> {
        self.all[1..].iter()
    }
}

impl Answer {
    fn add(&mut self, held: Held, relation: Relation) {
        for (level, best) in (0..).zip(&mut self.credits) {
            *best = credit_for((level.max(1), 0), held, relation).max(*best);
        }
        if relation.meets() {
            self.met = held.level.max(self.met);
        }
    }
}
