//! What a row of the table says of a kind of record.

use koprik::domain::access::scope::Role;
use serde_json::Value;
use uuid::Uuid;

use super::stage::Stage;

/// Who somebody is to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    /// Works for the organisation that owns it.
    Owner,
    /// Works for another organisation of the same role.
    Peer,
    /// Works for the other organisation that takes part in it.
    Party,
    /// Works for an organisation of the other role that takes no part.
    Other,
    /// A civil servant's system.
    Operator,
    /// A partner's web front-end.
    Partner,
    /// Nobody known.
    Anonymous,
    /// Koprik itself, which sends no requests.
    System,
}

impl Caller {
    /// Everybody who sends requests.
    const ALL: [Self; 7] = [
        Self::Owner,
        Self::Peer,
        Self::Party,
        Self::Other,
        Self::Operator,
        Self::Partner,
        Self::Anonymous,
    ];

    /// Its role, to a record that organisations of `owner` own.
    pub(super) fn role(self, owner: Role) -> Option<Role> {
        match self {
            Self::Owner | Self::Peer => Some(owner),
            Self::Party | Self::Other if owner == Role::Employer => Some(Role::Agency),
            Self::Party | Self::Other => Some(Role::Employer),
            Self::Operator => Some(Role::Operator),
            Self::Partner => Some(Role::Partner),
            Self::Anonymous | Self::System => None,
        }
    }
}

/// What can be asked of a kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    List,
    Create,
    Get,
    Replace,
    Patch,
    Delete,
    Transition,
    /// `PUT` by the owner's reference.
    Put,
    /// These by the owner's reference.
    GetByRef,
    PatchByRef,
    DeleteByRef,
    TransitionByRef,
    Copy,
    CopyByRef,
    /// Many at once, of which these tests send one.
    Batch,
    Results,
    History,
}

/// A kind of record.
pub(super) struct Kind {
    /// Its word in the change log.
    pub(super) word: &'static str,
    /// Where its list is.
    pub(super) path: &'static str,
    /// The schema of its view.
    pub(super) view: &'static str,
    /// The scopes that reading and writing it need.
    pub(super) read: &'static str,
    pub(super) write: &'static str,
    /// The role of the organisations that own it.
    pub(super) owner: Role,
    /// Whether it is an organisation, and so owns itself.
    pub(super) is_organisation: bool,
    /// Whether another organisation takes part in it.
    pub(super) has_party: bool,
    pub(super) operations: &'static [Operation],
    /// Who sees a list of their own, given the scope.
    pub(super) listers: &'static [Caller],
    /// Who creates one of their own, given the scope.
    pub(super) creators: &'static [Caller],
    /// Who reads it in any state.
    pub(super) readers: &'static [Caller],
    /// Who changes its body and deletes it.
    pub(super) writers: &'static [Caller],
    /// The state in which everybody reads it.
    pub(super) public: Option<&'static str>,
    /// The state in which it is matched.
    pub(super) matched: Option<&'static str>,
    /// A reason that everybody may give for every transition.
    pub(super) reason: &'static str,
    /// What answers 201, or 202 where work is still to be done.
    pub(super) created: u16,
    /// What a client sends; the number makes it unlike every other.
    pub(super) body: fn(u64) -> Value,
    /// What must be there before, and what of it the body says.
    pub(super) ground: fn(&Ground<'_>) -> Value,
    /// A change of it.
    pub(super) patch: fn() -> Value,
    /// The members that are answered of that body to whoever sees all.
    pub(super) members: &'static [&'static str],
    /// Those that some do not see, by who does not.
    pub(super) hidden: &'static [(&'static [Caller], &'static [&'static str])],
    /// Its situations: each of its states, more than once where it matters what else is so.
    pub(super) situations: &'static [Situation],
}

/// Who moves a record, and to which states.
pub(super) type Moves = (&'static [Caller], &'static [&'static str]);

/// What a new record stands on.
pub(super) struct Ground<'s> {
    pub(super) stage: &'s Stage,
    pub(super) owner: Uuid,
    /// The other organisation that takes part in it.
    pub(super) party: Uuid,
}

/// A state with all that decides about what may follow.
pub(super) struct Situation {
    pub(super) status: &'static str,
    /// What else is so, if it matters.
    pub(super) and: &'static str,
    /// How a new record comes to be so.
    pub(super) steps: &'static [Step],
    /// The states that may follow, by who brings them about.
    pub(super) moves: &'static [Moves],
    pub(super) is_editable: bool,
    pub(super) is_deletable: bool,
    /// Whether its owner's clients still come in.
    pub(super) lets_owner_in: bool,
}

/// A step on the way of a record.
pub(super) enum Step {
    /// Its owner invites to it, where others create it.
    Invite,
    /// Its owner offers terms to whom it is about.
    Offer,
    /// The worker's agency answers for the worker.
    Answer(&'static str),
    /// What is offered under it is accepted and signed.
    Sign,
    /// Every check that the gate of this number asks for passes.
    Check(usize),
    /// A seat is given, and whom it is about sets out.
    SetOut,
    /// It sets out with nobody.
    Board,
    /// The worker tells of the arrival.
    Arrive,
    /// A document of the worker is recorded.
    Paper(&'static str),
    /// The employer tells of the end of the work.
    EndWork,
    /// Somebody else wants the worker, under an approved order of this or another employer.
    Wanted,
    /// It is made with a term that breaks what was accepted.
    Worsened,
    /// Its owner records another, which keeps what was accepted.
    Correct,
    /// A new operator decides on it for a side.
    Decide(&'static str, &'static str),
    /// An operator writes down what an authority has decided, for a month if anything counts.
    Outcome(&'static str),
    /// The day in this member of its body passes.
    Over(&'static str),
    /// Whoever may moves it.
    Move(&'static str),
    /// A writer changes its body.
    Patch(fn() -> Value),
    /// An operator moves the organisation that owns it.
    Organisation(&'static str),
    /// A server with these settings works until it is in this state.
    Work(&'static [&'static str], &'static str),
    /// Time passes, and is swept up after.
    Days(u64),
    /// What only a fault brings about.
    Fault,
}

impl Situation {
    /// A state that can be edited and is not deleted; what differs is said with the methods below.
    pub(super) const fn new(
        status: &'static str,
        steps: &'static [Step],
        moves: &'static [Moves],
    ) -> Self {
        Self {
            status,
            and: "",
            steps,
            moves,
            is_editable: true,
            is_deletable: false,
            lets_owner_in: true,
        }
    }

    pub(super) const fn and(self, and: &'static str) -> Self {
        Self { and, ..self }
    }

    pub(super) const fn fixed(self) -> Self {
        Self { is_editable: false, ..self }
    }

    pub(super) const fn deletable(self) -> Self {
        Self { is_deletable: true, ..self }
    }

    pub(super) const fn shut(self) -> Self {
        Self { lets_owner_in: false, ..self }
    }
}

impl Situation {
    /// The states that a caller moves it to, in their order.
    pub(super) fn moves_of(&self, caller: Caller) -> Vec<&'static str> {
        let of = self.moves.iter().filter(|(by, _)| by.contains(&caller));
        of.flat_map(|(_, states)| states.iter().copied()).collect()
    }

    /// Whether somebody, or Koprik itself, brings this state about.
    pub(super) fn is_followed_by(&self, to: &str) -> bool {
        self.moves.iter().any(|(_, states)| states.contains(&to))
    }
}

/// The kinds that organisations of both roles own, each with questions of its own.
const OF_BOTH: &[&str] = &["saved_search"];

impl Kind {
    /// Whether a caller of the other role has some of its own.
    pub(super) fn is_also_of(&self, caller: Caller) -> bool {
        caller == Caller::Other && OF_BOTH.contains(&self.word)
    }

    /// Who sends requests about it.
    pub(super) fn callers(&self) -> impl Iterator<Item = Caller> {
        let (has_party, of_partners) = (self.has_party, self.owner == Role::Partner);
        Caller::ALL.into_iter().filter(move |caller| match caller {
            Caller::Party => has_party,
            Caller::Partner => !of_partners, // a peer
            _ => true,
        })
    }

    /// Whether a caller moves it in some situation.
    pub(super) fn is_moved_by(&self, caller: Caller) -> bool {
        self.situations.iter().any(|situation| !situation.moves_of(caller).is_empty())
    }

    /// Who moves it to a state, other than Koprik itself.
    pub(super) fn mover(&self, to: &str) -> Caller {
        let all = self.situations.iter().flat_map(|situation| situation.moves);
        let mut fitting =
            all.filter(|(by, states)| states.contains(&to) && by[0] != Caller::System);
        fitting.next().map(|(by, _)| by[0]).unwrap()
    }

    /// The members that a caller sees who sees what belongs to `caller`, or only what is public.
    pub(super) fn shown(&self, caller: Caller) -> impl Iterator<Item = &'static str> {
        let hidden = self.hidden.iter().filter(move |(from, _)| from.contains(&caller));
        let hidden: Vec<&str> = hidden.flat_map(|(_, members)| members.iter().copied()).collect();
        self.members.iter().copied().filter(move |member| !hidden.contains(member))
    }

    /// Its first situation: what it is when it was created.
    pub(super) fn initial(&self) -> &'static Situation {
        &self.situations[0]
    }

    /// Every state.
    pub(super) fn states(&self) -> Vec<&'static str> {
        let mut states: Vec<_> = self.situations.iter().map(|one| one.status).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    pub(super) fn can(&self, operation: Operation) -> bool {
        self.operations.contains(&operation)
    }
}

impl std::fmt::Display for Situation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { status, and, .. } = self;
        if and.is_empty() { f.write_str(status) } else { write!(f, "{status}, {and}") }
    }
}

/// What every document tells of itself.
macro_rules! members {
    ($($more:literal)*) => {
        &["id", "status", "allowed_transitions", "version", "created_at", "updated_at", $($more),*]
    };
}
pub(super) use members;

pub(super) const BY_OWNER: &[Caller] = &[Caller::Owner];
pub(super) const BY_BOTH: &[Caller] = &[Caller::Owner, Caller::Operator];
