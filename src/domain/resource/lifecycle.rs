//! States as data: which state may follow, who may bring it about, and what must hold. One interpreter runs all of them,
//! so what is offered is what is accepted.

use chrono::NaiveDate;

use crate::domain::access::relation::Relation;

/// A change of state that can be made.
#[derive(Debug)]
pub struct Move<S: 'static, B: 'static> {
    /// The state that follows.
    pub to: S,
    /// Who may bring it about.
    pub by: &'static [Relation],
    /// What must hold, all of it.
    pub needs: &'static [Need<B>],
}

/// What must hold before a change of state. The texts say what is missing and what to do.
#[derive(Debug)]
pub enum Need<B: 'static> {
    /// The owner may offer records of this kind now: it is verified, licensed, not suspended.
    OwnerInGoodStanding,
    /// Something about the record itself; `Some` is what is missing.
    Body(fn(&B) -> Option<String>),
    /// Something about the record itself on this day; `Some` is what is missing.
    Day(fn(&B, NaiveDate) -> Option<String>),
    /// Something that other records say, by its name.
    Beside(&'static str),
}

/// Something that a change of state needs and that other records do not say now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The name of the need.
    pub need: &'static str,
    /// What is so instead, and what to do.
    pub why: String,
}

/// A change of state that waits for what other records say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting<S> {
    /// The state that would follow.
    pub to: S,
    /// The names of the needs that are not met.
    pub needs: Vec<&'static str>,
}

/// Whether an owner may offer records now; if not, why not and what to do.
pub type OwnerStanding = Result<(), String>;

/// What a change of state may depend on besides the record.
#[derive(Debug, Clone)]
pub struct Around {
    /// How its owner stands.
    pub owner: OwnerStanding,
    /// The day in Moscow.
    pub today: NaiveDate,
    /// What other records do not say of all that its changes of state need.
    pub lacks: Vec<Lack>,
}

/// Why a record may not change its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal<S> {
    /// The state does not follow the present one; these would.
    DoesNotFollow(Vec<S>),
    /// It would, but others bring it about.
    NotTheirs,
}

impl<S, B> Move<S, B> {
    /// A change of state that `by` may bring about at any time.
    pub const fn by(by: &'static [Relation], to: S) -> Self {
        Self { to, by, needs: &[] }
    }
}

impl<S: Copy + Eq, B> Move<S, B> {
    /// Why this move cannot be made now, if it cannot.
    pub fn unmet(&self, body: &B, around: &Around) -> Option<String> {
        self.needs.iter().find_map(|need| match need {
            Need::OwnerInGoodStanding => around.owner.clone().err(),
            Need::Body(missing) => missing(body),
            Need::Day(missing) => missing(body, around.today),
            Need::Beside(_) => None,
        })
    }

    /// What this move needs of other records and they do not say.
    pub fn lacks<'a>(&self, around: &'a Around) -> Vec<&'a Lack> {
        let needed = |need: &str| {
            self.needs.iter().any(|one| matches!(one, Need::Beside(name) if *name == need))
        };
        around.lacks.iter().filter(|lack| needed(lack.need)).collect()
    }

    /// Whether other records must say something.
    pub fn asks_beside(&self) -> bool {
        self.needs.iter().any(|need| matches!(need, Need::Beside(_)))
    }

    /// Whether the owner must stand well.
    pub fn asks_owner(&self) -> bool {
        self.needs.iter().any(|need| matches!(need, Need::OwnerInGoodStanding))
    }

    fn is_for(&self, relation: Relation) -> bool {
        self.by.contains(&relation)
    }
}

/// The move to `to`, if it follows and `relation` may make it.
pub fn find<S: Copy + Eq, B>(
    moves: &'static [Move<S, B>],
    to: S,
    relation: Relation,
) -> Result<&'static Move<S, B>, Refusal<S>> {
    match moves.iter().find(|one| one.to == to) {
        Some(one) if one.is_for(relation) => Ok(one),
        Some(_) => Err(Refusal::NotTheirs),
        None => Err(Refusal::DoesNotFollow(targets(moves, relation))),
    }
}

/// The states that `relation` can bring about now.
pub fn allowed<S: Copy + Eq, B>(
    moves: &'static [Move<S, B>],
    relation: Relation,
    body: &B,
    around: &Around,
) -> Vec<S> {
    let can = |one: &&Move<S, B>| {
        one.is_for(relation) && one.unmet(body, around).is_none() && one.lacks(around).is_empty()
    };
    moves.iter().filter(can).map(|one| one.to).collect()
}

/// The states that `relation` could bring about now if other records said what is needed.
pub fn waiting<S: Copy + Eq, B>(
    moves: &'static [Move<S, B>],
    relation: Relation,
    around: &Around,
) -> Vec<Waiting<S>> {
    let waiting = |one: &Move<S, B>| {
        let mut needs: Vec<&str> = one.lacks(around).iter().map(|lack| lack.need).collect();
        needs.dedup(); // a gate lacks as many checks as are not in order
        Waiting { to: one.to, needs }
    };
    let own = moves.iter().filter(|one| one.is_for(relation)).map(waiting);
    own.filter(|one| !one.needs.is_empty()).collect()
}

/// Whether it depends on the owner what `relation` can bring about now.
pub fn asks_owner<S: Copy + Eq, B>(moves: &'static [Move<S, B>], relation: Relation) -> bool {
    moves.iter().any(|one| one.is_for(relation) && one.asks_owner())
}

/// Whether it depends on other records what `relation` can bring about now.
pub fn asks_beside<S: Copy + Eq, B>(moves: &'static [Move<S, B>], relation: Relation) -> bool {
    moves.iter().any(|one| one.is_for(relation) && one.asks_beside())
}

fn targets<S: Copy + Eq, B>(moves: &'static [Move<S, B>], relation: Relation) -> Vec<S> {
    moves.iter().filter(|one| one.is_for(relation)).map(|one| one.to).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: &[Relation] = &[Relation::Owner];
    const MOVES: &[Move<u8, bool>] = &[
        Move { to: 1, by: OWNER, needs: &[Need::OwnerInGoodStanding] },
        Move { to: 2, by: OWNER, needs: &[Need::Body(|ready| (!ready).then(String::new))] },
        Move { to: 3, by: &[Relation::System], needs: &[] },
        Move {
            to: 4,
            by: OWNER,
            needs: &[Need::Day(|_, day| (day < NaiveDate::MAX).then(String::new))],
        },
        Move { to: 5, by: OWNER, needs: &[Need::Beside("seat"), Need::Beside("consent")] },
    ];

    #[test]
    fn what_is_offered_is_what_is_accepted() {
        for relation in Relation::ALL.iter().copied() {
            for (body, owner, today, need) in [
                (true, Ok(()), NaiveDate::MAX, "another"),
                (false, Ok(()), NaiveDate::MIN, "seat"),
                (true, Err("no".to_owned()), NaiveDate::MIN, "consent"),
            ] {
                let around =
                    Around { owner, today, lacks: vec![Lack { need, why: String::new() }] };
                let offered = allowed(MOVES, relation, &body, &around);
                for to in 0..6 {
                    let accepted = find(MOVES, to, relation).is_ok_and(|one| {
                        one.unmet(&body, &around).is_none() && one.lacks(&around).is_empty()
                    });
                    assert_eq!(offered.contains(&to), accepted, "{relation} to {to}");
                }
            }
        }
    }

    #[test]
    fn a_refusal_says_what_would_follow_for_this_caller() {
        assert_eq!(
            find(MOVES, 9, Relation::Owner).unwrap_err(),
            Refusal::DoesNotFollow(vec![1, 2, 4, 5])
        );
        assert_eq!(find(MOVES, 3, Relation::Owner).unwrap_err(), Refusal::NotTheirs);
    }

    #[test]
    fn what_waits_says_what_for_and_is_told_to_those_who_could_do_it() {
        let lacks = ["consent", "another"].map(|need| Lack { need, why: String::new() }).to_vec();
        let around = Around { owner: Ok(()), today: NaiveDate::MIN, lacks };
        let told = Waiting { to: 5, needs: vec!["consent"] };
        assert_eq!(waiting(MOVES, Relation::Owner, &around), [told]);
        assert_eq!(waiting(MOVES, Relation::System, &around), []);
    }
}
