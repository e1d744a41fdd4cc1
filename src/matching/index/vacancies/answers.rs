//! Which asked skills a candidate answers, and how well: what vacancies accept, read the other way.

use crate::{
    domain::recruitment::requirement::RequirementKind::Preferred,
    matching::{
        facts::{Held, Wanted},
        knowledge::{Accepts, Relation},
        numbers::SkillNo,
        score::credit,
    },
};

/// Levels, and 0.
const LEVELS: usize = 6;

/// By held skill: the asked skills that it answers, as far as any vacancy has asked for them.
#[derive(Debug, Default)]
pub(super) struct Answering {
    by_held: Vec<Vec<(SkillNo, Relation)>>,
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
    }

    pub(super) fn bytes(&self) -> usize {
        let lists = self.by_held.iter().map(|one| one.capacity() * 4 + size_of_val(one));
        lists.sum::<usize>() + self.noted.len()
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
    /// Puts together what these skills answer.
    pub(super) fn new(answering: &Answering, skills: &[Held]) -> Self {
        let nothing = Answer { skill: SkillNo(0), credits: [0; LEVELS], met: 0 };
        let mut answers = Self { places: vec![0; answering.noted.len()], all: vec![nothing] };
        for held in skills {
            let asked = answering.by_held.get(usize::from(held.skill.0));
            for (skill, relation) in asked.into_iter().flatten() {
                answers.at(*skill).add(*held, *relation);
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
            *best = credit(&asking(level), held, relation).max(*best);
        }
        if relation.meets() {
            self.met = held.level.max(self.met);
        }
    }
}

/// A requirement of a level alone.
fn asking(min_level: u8) -> Wanted {
    Wanted {
        skill: Err(0),
        kind: Preferred,
        min_level,
        min_years: 0,
        weight: 1,
        accepts: Accepts::default(),
    }
}
