//! A market by its plain definition, for brute force: every way to seat everybody, and who blocks in it.

use std::collections::BTreeMap;

use super::{
    input::{Cap, Input, Method, Unit},
    random::SEED,
    result::Outcome,
};

/// A market by its plain definition, for brute force.
pub(super) struct Plain<'i> {
    input: &'i Input,
    /// Of each unit the vacancies that it accepts: order number, and how much it wants it (less is more).
    accepts: Vec<BTreeMap<usize, (u16, Wish)>>,
    ties: Vec<[u8; 32]>,
}

/// How much a unit wants a vacancy; less is more.
type Wish = (u32, u32, u16, usize);

/// Of each unit its vacancy, and whether the seats are kept ones.
pub(super) type Choice = Vec<Option<(usize, bool)>>;

impl<'i> Plain<'i> {
    pub(super) fn of(input: &'i Input) -> Self {
        use sha2::{Digest, Sha256};
        let mut plain = Self { input, accepts: Vec::new(), ties: Vec::new() };
        for unit in &input.units {
            let mut accepts = BTreeMap::new();
            for (at, vacancy) in input.vacancies.iter().enumerate() {
                let pairs: Option<Vec<_>> = unit
                    .members
                    .iter()
                    .map(|member| {
                        let pair = member.pairs.iter().find(|pair| pair.vacancy == vacancy.id)?;
                        let order = if let Some(ranking) = &vacancy.ranking {
                            let rank = ranking.iter().position(|id| *id == member.candidate)?;
                            10_000 * (ranking.len() - rank) / ranking.len()
                        } else {
                            let mut weights = input.weights.map(usize::from);
                            if input.method == Method::OwnLists {
                                weights[2] = 0;
                            }
                            let parts = pair.parts.map(usize::from);
                            let sum: usize = (0..6).map(|part| weights[part] * parts[part]).sum();
                            10 * sum / weights.iter().sum::<usize>()
                        };
                        Some((u16::try_from(order).unwrap(), pair.rank))
                    })
                    .collect();
                let Some(pairs) = pairs.filter(|_| unit.left_out.is_none()) else { continue };
                let order = pairs.iter().map(|(order, _)| *order).min().unwrap();
                let worst = pairs.iter().map(|(_, rank)| *rank).max().unwrap();
                let sum = pairs.iter().map(|(_, rank)| *rank).sum();
                accepts.insert(at, (order, (worst, sum, 10_000 - order, at)));
            }
            plain.accepts.push(accepts);
            let hash = Sha256::new().chain_update(SEED).chain_update(unit.id.as_bytes()).finalize();
            plain.ties.push(hash.into());
        }
        plain
    }

    fn size(&self, unit: usize) -> usize {
        self.input.units[unit].members.len()
    }

    fn kept(&self, vacancy: usize) -> (usize, Option<&str>) {
        let kept = self.input.vacancies[vacancy].reservations.first();
        let kept = kept.filter(|kept| kept.release_on > self.input.day);
        kept.map_or((0, None), |kept| (kept.seats as usize, Some(&kept.home_region)))
    }

    /// Whether a unit may have seats that are kept.
    fn may_have_kept(&self, unit: usize, vacancy: usize) -> bool {
        let (_, region) = self.kept(vacancy);
        let mut members = self.input.units[unit].members.iter();
        region.is_some() && members.all(|member| member.home_region.as_deref() == region)
    }

    /// Whether these units, each with its size, fit as they sit.
    fn fits(&self, sitting: &[(usize, usize, bool)]) -> bool {
        let people = |counts: &dyn Fn(usize, bool) -> bool| -> usize {
            let all = sitting.iter().filter(|(_, vacancy, kept)| counts(*vacancy, *kept));
            all.map(|(unit, ..)| self.size(*unit)).sum()
        };
        let vacancies = (0..self.input.vacancies.len()).all(|vacancy| {
            let (kept, _) = self.kept(vacancy);
            let open = self.input.vacancies[vacancy].seats as usize - kept;
            people(&|at, reserved| at == vacancy && reserved) <= kept
                && people(&|at, reserved| at == vacancy && !reserved) <= open
        });
        let within = |cap: &Cap| {
            let limited = |at: usize, _| cap.members.contains(&self.input.vacancies[at].id);
            people(&limited) <= cap.max as usize
        };
        vacancies && self.input.caps.iter().all(within)
    }

    fn sitting(choice: &Choice) -> Vec<(usize, usize, bool)> {
        let all = choice.iter().enumerate();
        all.filter_map(|(unit, seat)| Some((unit, (*seat)?.0, (*seat)?.1))).collect()
    }

    pub(super) fn prefers(&self, unit: usize, vacancy: usize, now: Option<(usize, bool)>) -> bool {
        let Some((now, _)) = now else { return true };
        let (wanted, present) = (self.accepts[unit][&vacancy], self.accepts[unit][&now]);
        match self.input.method {
            Method::CommonOrder => (10_000 - wanted.0, vacancy) < (10_000 - present.0, now),
            Method::OwnLists => wanted.1 < present.1,
        }
    }

    /// Whether a unit would rather sit at a vacancy that would take it.
    pub(super) fn blocks(&self, choice: &Choice) -> bool {
        let sitting = Self::sitting(choice);
        (0..choice.len()).any(|unit| {
            self.accepts[unit].iter().any(|(vacancy, (order, _))| {
                if !self.prefers(unit, *vacancy, choice[unit]) {
                    return false;
                }
                let mine = (10_000 - order, self.ties[unit]);
                let above = |(other, at, _): &&(usize, usize, bool)| {
                    let theirs = self.accepts[*other][at].0;
                    *other == unit || (10_000 - theirs, self.ties[*other]) < mine
                };
                let there: Vec<_> = sitting.iter().filter(above).copied().collect();
                let kinds = [false, true].into_iter();
                let mut kinds = kinds.filter(|kept| !kept || self.may_have_kept(unit, *vacancy));
                kinds.any(|kept| {
                    // With own lists its own present seats count beside the wanted ones.
                    let mut with = there.clone();
                    if self.input.method == Method::CommonOrder {
                        with.retain(|(other, ..)| *other != unit);
                    }
                    with.push((unit, *vacancy, kept));
                    self.fits(&with)
                })
            })
        })
    }

    /// Every way to seat units within the limits.
    pub(super) fn all(&self, tell: &mut dyn FnMut(&Choice)) {
        self.each(&mut Vec::new(), tell);
    }

    fn each(&self, choice: &mut Choice, tell: &mut dyn FnMut(&Choice)) {
        let unit = choice.len();
        if unit == self.accepts.len() {
            return tell(choice);
        }
        choice.push(None);
        self.each(choice, tell);
        choice.pop();
        for vacancy in self.accepts[unit].keys() {
            for kept in [false, true] {
                if kept && !self.may_have_kept(unit, *vacancy) {
                    continue;
                }
                choice.push(Some((*vacancy, kept)));
                if self.fits(&Self::sitting(choice)) {
                    self.each(choice, tell);
                }
                choice.pop();
            }
        }
    }

    pub(super) fn choice(&self, outcome: &Outcome) -> Choice {
        let seat = |unit: &Unit| {
            let placement = outcome.placements.iter().find(|one| one.unit == unit.id)?;
            let (first, ids) = (&placement.seats[0], &self.input.vacancies);
            let at = ids.iter().position(|vacancy| vacancy.id == first.vacancy)?;
            Some((at, first.reserved_for.is_some()))
        };
        self.input.units.iter().map(seat).collect()
    }
}
