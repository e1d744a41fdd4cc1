//! An asked skill made ready for the index: what each answer to it can add to the total, at most.
//!
//! Credits are rounded up to marks of four. A mark is looked up by level and evidence as if no years were asked, and by
//! years as if level and evidence were the best; the lesser of the two is never under the credit.

use crate::{
    domain::{concepts::skill::Evidence, recruitment::requirement::RequirementKind::Must},
    matching::{
        facts::{Held, Wanted},
        knowledge::Knowledge,
        numbers::SkillNo,
        relation::{ImpliedBy, Relation},
        rules::{UNKNOWN_LEVEL, unstated},
        score::{MOST_YEARS, credit, credit_for},
    },
};

use super::{
    entry::level_and_evidence,
    lanes::{Twins, twins},
    row::{BEST, high},
    scale::Scale,
};

/// Years that an entry can say, and 0.
const YEARS: usize = 64;

/// An asked skill.
#[derive(Debug)]
pub(super) struct Ask {
    /// The skills that answer it, by number.
    pub(super) accepts: Vec<Accepted>,
    /// What the trades that imply it are worth.
    pub(super) implied: Implied,
    pub(super) must: bool,
    pub(super) rarity: u16,
    pub(super) min_level: u8,
    pub(super) min_years: u8,
    /// By the place that an answer names.
    worth: Vec<Worth>,
    /// 1 for each code of a lane at which the level is reached.
    pub(super) reaching: Twins,
    /// What a mark is multiplied with: the upper half is what it adds, rounded down.
    times: u16,
    /// At full credit.
    pub(super) full: u16,
}

/// A skill that answers an ask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Accepted {
    pub(super) skill: u16,
    /// Whether it can meet a `must`.
    pub(super) meets: bool,
    /// The per cent of its value in a row.
    pub(super) percent: u8,
    worth: u8,
}

/// How far a held skill goes, in marks.
#[derive(Debug)]
pub(super) struct Worth {
    relation: Relation,
    /// By the codes of a lane, without regard to years.
    codes: [u8; 16],
    /// The same for two.
    pub(super) twins: Twins,
    /// By years, without regard to the rest; `None` if no years are asked.
    years: Option<Box<[u8; YEARS]>>,
}

/// How far the trades go that imply a skill.
#[derive(Debug)]
pub(super) struct Implied {
    pub(super) trades: ImpliedBy,
    /// The years from which on a `must` is met; none are enough where the level asked is over that of an unknown one.
    pub(super) least: u8,
    /// Marks by years.
    marks: Box<[u8; YEARS]>,
}

impl Ask {
    pub(super) fn new(knowledge: &Knowledge, scale: Scale, wanted: &Wanted) -> Self {
        let full = scale.requirement(wanted.weight);
        let least = least_code(wanted.min_level);
        let mut worth = Vec::new();
        let accepts = wanted.accepts.iter();
        Self {
            accepts: accepts
                .map(|(skill, relation)| Accepted::new(*skill, *relation, wanted, &mut worth))
                .collect(),
            implied: Implied::new(wanted),
            must: wanted.kind == Must,
            rarity: wanted.skill.map_or(0, |skill| knowledge.rarity(skill)),
            min_level: wanted.min_level,
            min_years: wanted.min_years,
            worth,
            reaching: twins(&std::array::from_fn(|code| u8::from(code >= usize::from(least)))),
            times: u16::try_from((u32::from(full) * 256).div_ceil(BEST.into())).unwrap_or(u16::MAX),
            full,
        }
    }

    /// How far a skill goes that answers.
    pub(super) fn worth(&self, accepted: Accepted) -> &Worth {
        &self.worth[usize::from(accepted.worth)]
    }

    /// The least code of a lane at which the level is reached.
    pub(super) fn least_code(&self) -> u8 {
        least_code(self.min_level)
    }

    /// What a mark adds at most, in quarters.
    #[inline]
    pub(super) fn adds(&self, mark: u8) -> u16 {
        high(u16::from(mark) << 8, self.times) + 1
    }

    /// The value of a row from which on no more is added, 50 for each level at full trust: where the credit, which is 900
    /// at the asked level, would reach its most.
    pub(super) fn row_cap(&self) -> u8 {
        u8::try_from(u16::from(self.min_level) * 500 / 9).unwrap_or(BEST).min(BEST)
    }

    /// What is added from there on, in quarters.
    pub(super) fn row_full(&self) -> u16 {
        let most = u32::from(self.full) * u32::from(self.row_most());
        u16::try_from(most.div_ceil(1000)).unwrap_or(self.full)
    }

    /// The credit from there on: a master cannot be over level five where that is asked.
    fn row_most(&self) -> u16 {
        if self.row_cap() < BEST { 1000 } else { 900 }
    }

    /// The value of a skill in a row as this ask counts it.
    pub(super) fn row_value(&self, accepted: Accepted, value: u8) -> u8 {
        let most = u16::from(value.min(self.row_cap()));
        (most * u16::from(accepted.percent)).div_ceil(100).to_le_bytes()[0]
    }

    /// The value of a trade that implies the skill, by its value in a row, which is one more than the years up to ten.
    pub(super) fn implied_row_value(&self, value: u8) -> u8 {
        let years =
            if value > MOST_YEARS { YEARS - 1 } else { usize::from(value.saturating_sub(1)) };
        let credit = u32::from(self.implied.marks[years]) * 4;
        let value = (credit * u32::from(self.row_cap())).div_ceil(self.row_most().into());
        u8::try_from(value).unwrap_or(BEST).min(self.row_cap())
    }

    /// Whether a trade with this value in a row may meet a `must`.
    pub(super) fn implied_row_meets(&self, value: u8) -> bool {
        value > self.implied.least.min(MOST_YEARS) && self.implied.least < u8::MAX
    }
}

impl Accepted {
    fn new(skill: SkillNo, relation: Relation, wanted: &Wanted, worth: &mut Vec<Worth>) -> Self {
        let at = worth.iter().position(|one| one.relation == relation).unwrap_or_else(|| {
            worth.push(Worth::new(wanted, relation));
            worth.len() - 1
        });
        let best = credit_for((1, 0), best(0), relation);
        Self {
            skill: skill.0,
            meets: relation.meets(),
            percent: u8::try_from(best.div_ceil(10)).unwrap_or(100),
            worth: u8::try_from(at).unwrap_or(u8::MAX),
        }
    }
}

impl Worth {
    fn new(wanted: &Wanted, relation: Relation) -> Self {
        let of_code = |code: usize| match u8::try_from(code).unwrap_or(0).checked_sub(1) {
            Some(quality) if quality < 15 => {
                let (level, evidence) = level_and_evidence(quality);
                let held = Held { level, evidence, ..best(0) };
                mark(credit_for((wanted.min_level, 0), held, relation))
            }
            _ => 0,
        };
        let codes = std::array::from_fn(of_code);
        let of_years = |years: usize| {
            let held = best(u8::try_from(years).unwrap_or(u8::MAX));
            mark(credit_for((1, wanted.min_years), held, relation))
        };
        let asks_years = wanted.min_years > 0;
        let years = asks_years.then(|| Box::new(std::array::from_fn(of_years)));
        Self { relation, codes, twins: twins(&codes), years }
    }

    /// The marks of a quality after some years.
    #[inline]
    pub(super) fn mark(&self, quality: u8, years: u8) -> u8 {
        self.codes[usize::from((quality + 1) & 15)].min(self.most_after(years))
    }

    /// The most marks that years allow.
    #[inline]
    pub(super) fn most_after(&self, years: u8) -> u8 {
        self.years.as_ref().map_or(u8::MAX, |most| most[usize::from(years) % YEARS])
    }
}

impl Implied {
    fn new(wanted: &Wanted) -> Self {
        let of_years = |years: usize| {
            let years = u8::try_from(years).unwrap_or(u8::MAX);
            let held = unstated(SkillNo(0), years);
            if years == 0 { 0 } else { mark(credit(wanted, held, Relation::Implied)) }
        };
        let known = !wanted.implied_by.is_empty();
        let enough = wanted.min_level <= UNKNOWN_LEVEL;
        Self {
            trades: wanted.implied_by.clone(),
            least: if enough { wanted.min_years.max(1) } else { u8::MAX },
            marks: Box::new(if known { std::array::from_fn(of_years) } else { [0; YEARS] }),
        }
    }

    /// The marks of some years in a trade.
    #[inline]
    pub(super) fn mark(&self, years: u8) -> u8 {
        self.marks[usize::from(years) % YEARS]
    }
}

/// The best that can be held, for some years.
fn best(years: u8) -> Held {
    Held { skill: SkillNo(0), level: 5, years, evidence: Evidence::Recognised }
}

fn mark(credit: u16) -> u8 {
    u8::try_from(credit.div_ceil(4)).unwrap_or(BEST)
}

fn least_code(level: u8) -> u8 {
    (level - 1) * 3 + 1
}
