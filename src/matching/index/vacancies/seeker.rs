//! A candidate who seeks vacancies: what each place, occupation, pay and skill is worth, ready to be looked up.
//!
//! Worths are weighed parts, Σ weight · part, before they are divided into basis points. They are never less than what
//! the definition gives: years and preferred languages are not looked at, and count in full.

use chrono::NaiveDate;

use crate::{
    domain::values::money::PayUnit,
    matching::{
        facts::{CandidateFacts, Practised},
        filter::CompiledFilter,
        knowledge::Knowledge,
        numbers::{FULL, TradeNo},
        rules::accepts_place,
        score::{at_readiness, wish},
        trades::Trades,
        weights::Weights,
    },
};

use super::{
    super::block::occupation,
    answers::{Answering, Answers},
    card::{ALL_SHARES, Card, Head, Needs, SEVERAL, SEVERAL_PLACES},
    past::{Nearness, education},
};

/// A candidate with weights and a filter, as vacancies are asked about.
#[derive(Debug)]
pub(super) struct Seeker<'a> {
    weights: &'a Weights,
    sieve: &'a CompiledFilter,
    pub(super) answers: Answers,
    brings: Needs,
    from: NaiveDate,
    /// The bit of the home region; none if it is not known.
    region: u32,
    /// Currency and amount of a floor for a month; other floors are asked of each vacancy by itself.
    floor: Option<(u8, u32)>,
    occupations: &'a [Practised],
    trades: &'a Trades,
    /// By trade.
    near: Vec<Nearness>,
    /// To the best of all occupations.
    nearest: Nearness,
    education: u8,
    /// By place, without and with the bonus for a preferred home region, and with the parts that no head tells; 0 where
    /// the candidate will not go, and else one more. Behind the last: the best of all, for work in several.
    places: [[u32; 2]; SEVERAL_PLACES + 1],
}

impl<'a> Seeker<'a> {
    pub(super) fn new(
        k: &'a Knowledge,
        weights: &'a Weights,
        c: &'a CandidateFacts,
        sieve: &'a CompiledFilter,
        answering: &Answering,
    ) -> Self {
        let answers = Answers::new(answering, c);
        let met = answers.iter().filter(|answer| answer.met > 0).map(|answer| answer.skill);
        let mut places = [[0; 2]; SEVERAL_PLACES + 1];
        let told = weigh(FULL, weights.language) + weigh(FULL, weights.pay) + 1;
        for place in k.places().filter(|place| accepts_place(c, *place)) {
            let wish = wish(k, c, place);
            let worth = [wish, (wish + 100).min(FULL)]
                .map(|part| weigh(at_readiness(part, c.readiness), weights.region) + told);
            let best = &mut places[SEVERAL_PLACES];
            *best = worth.max(*best);
            if sieve.keeps_place(place) {
                places[usize::from(place.0)] = worth;
            }
        }
        Self {
            weights,
            sieve,
            brings: Needs::brought(c, met),
            answers,
            from: c.available_from.unwrap_or(NaiveDate::MIN),
            region: c.region.map_or(0, |region| 1 << region.0),
            floor: monthly(c),
            occupations: &c.occupations,
            trades: k.trades(),
            near: near(k.trades(), &c.occupations),
            nearest: c.occupations.iter().fold(Nearness::default(), Nearness::at_best),
            education: education(c),
            places,
        }
    }

    /// The most that a vacancy can be worth without its skills; `None` if it cannot match.
    #[inline]
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "each rule fails often and by chance: all together cost less than one branch that is guessed wrongly"
    )]
    pub(super) fn bare_worth(&self, head: &Head) -> Option<u32> {
        let place = self.place(head);
        let able = (place > 0)
            & head.needs.within(self.brings)
            & (head.latest >= self.from)
            & (head.refused & self.region == 0)
            & self
                .floor
                .is_none_or(|(currency, floor)| (head.currency != currency) | (head.pay >= floor));
        if able { Some(place + self.occupation(head)?) } else { None }
    }

    fn place(&self, head: &Head) -> u32 {
        let preferred = usize::from(head.preferred & self.region != 0);
        self.places[usize::from(head.place.0).min(SEVERAL_PLACES)][preferred]
    }

    /// Occupation and experience, unless the past is known to fall short.
    fn occupation(&self, head: &Head) -> Option<u32> {
        let [unit, _] = head.occupation;
        let kept = head.occupation == SEVERAL || self.sieve.keeps_unit(unit);
        let come = self.near(head.occupation);
        let able = kept && head.past.within(come, self.education);
        let worth =
            weigh(come.near, self.weights.occupation) + weigh(come.worth, self.weights.experience);
        able.then_some(worth)
    }

    /// How near the candidate is to the occupation of a head: to one of several as near as can be.
    pub(super) fn near(&self, key: [u16; 2]) -> Nearness {
        if key == SEVERAL {
            return self.nearest;
        }
        let asked = occupation(key);
        match asked.trade {
            Some(TradeNo(trade)) => self.near[usize::from(trade)],
            None => self.occupations.iter().fold(Nearness::default(), |come, one| {
                come.and(self.trades.closeness(asked, one.occupation), one)
            }),
        }
    }

    /// The skills of a card; `None` if a `must` is not met.
    pub(super) fn skills(&self, card: &Card) -> Option<u32> {
        let mut sum = u32::from(card.rest) * u32::from(FULL);
        for ask in &card.asks[..usize::from(card.count)] {
            let answer = self.answers.to(ask.skill);
            if ask.must && answer.met < ask.level {
                return None;
            }
            sum += u32::from(ask.share) * u32::from(answer.credits[usize::from(ask.level)]);
        }
        Some(self.shares(sum))
    }

    /// The skills part that so many shares, times credit, come to.
    pub(super) fn shares(&self, sum: u32) -> u32 {
        (sum / ALL_SHARES).min(FULL.into()) * u32::from(self.weights.skills)
    }

    /// The most that a vacancy can be worth without any of its skills.
    pub(super) fn most_without_skills(&self) -> u32 {
        let place = self.places.as_flattened().iter().max().copied().unwrap_or(0);
        place + weigh(FULL, self.weights.occupation + self.weights.experience)
    }

    /// The most that skills are worth.
    pub(super) fn most_of_skills(&self) -> u32 {
        weigh(FULL, self.weights.skills)
    }

    /// The least worth of a vacancy that reaches a total.
    pub(super) fn least_worth(&self, total: u16) -> u32 {
        (u32::from(total) * self.weights.sum()).div_ceil(10)
    }
}

/// By trade: how near somebody with some occupations is.
fn near(trades: &Trades, occupations: &[Practised]) -> Vec<Nearness> {
    let mut all = vec![Nearness::default(); trades.count()];
    for one in occupations {
        for (trade, near) in trades.near(one.occupation) {
            let come = &mut all[usize::from(trade.0)];
            *come = come.and(near, one);
        }
    }
    all
}

fn weigh(part: u16, weight: u16) -> u32 {
    u32::from(part) * u32::from(weight)
}

/// The pay floor of a candidate, if it is for a month.
fn monthly(c: &CandidateFacts) -> Option<(u8, u32)> {
    let (terms, amount) = c.floor?;
    (terms.unit() == PayUnit::Month).then_some((terms.currency() as u8, amount))
}
