//! What a row of the table says of a kind of record.

use koprik::domain::access::scope::Role;
use serde_json::Value;

/// Who somebody is to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Caller {
    /// Works for the organisation that owns it.
    Owner,
    /// Works for another organisation of the same role.
    Peer,
    /// Works for an organisation of the other role.
    Other,
    /// A civil servant's system.
    Operator,
    /// A partner's web front-end.
    Partner,
    /// Nobody known.
    Anonymous,
}

impl Caller {
    pub(super) const ALL: [Self; 6] =
        [Self::Owner, Self::Peer, Self::Other, Self::Operator, Self::Partner, Self::Anonymous];

    /// Its role, to a record that organisations of `owner` own.
    pub(super) fn role(self, owner: Role) -> Option<Role> {
        match self {
            Self::Owner | Self::Peer => Some(owner),
            Self::Other if owner == Role::Employer => Some(Role::Agency),
            Self::Other => Some(Role::Employer),
            Self::Operator => Some(Role::Operator),
            Self::Partner => Some(Role::Partner),
            Self::Anonymous => None,
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
    Results,
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
    pub(super) operations: &'static [Operation],
    /// Who sees a list of their own, given the scope.
    pub(super) listers: &'static [Caller],
    /// Who creates one of their own, given the scope.
    pub(super) creators: &'static [Caller],
    /// Who reads it in any state.
    pub(super) readers: &'static [Caller],
    /// Who changes it.
    pub(super) writers: &'static [Caller],
    /// The state in which everybody reads it.
    pub(super) public: Option<&'static str>,
    /// The state in which it is matched.
    pub(super) matched: Option<&'static str>,
    /// What answers 201, or 202 where work is still to be done.
    pub(super) created: u16,
    /// What a client sends; the number makes it unlike every other.
    pub(super) body: fn(u64) -> Value,
    /// A change of it.
    pub(super) patch: fn() -> Value,
    /// The members that are answered of that body to whoever sees all.
    pub(super) members: &'static [&'static str],
    /// Those that the public does not see.
    pub(super) hidden: &'static [&'static str],
    /// Its situations: each of its states, more than once where it matters what else is so.
    pub(super) situations: &'static [Situation],
}

/// A state with all that decides about what may follow.
pub(super) struct Situation {
    pub(super) status: &'static str,
    /// What else is so, if it matters.
    pub(super) and: &'static str,
    /// How a new record comes to be so.
    pub(super) steps: &'static [Step],
    /// The states that writers move it to.
    pub(super) moves: &'static [&'static str],
    pub(super) is_editable: bool,
    pub(super) is_deletable: bool,
    /// Whether its owner's clients still come in.
    pub(super) lets_owner_in: bool,
}

/// A step on the way of a record.
pub(super) enum Step {
    /// A writer moves it.
    Move(&'static str),
    /// A writer changes its body.
    Patch(fn() -> Value),
    /// An operator moves the organisation that owns it.
    Organisation(&'static str),
    /// A server with these settings works until it is in this state.
    Work(&'static [&'static str], &'static str),
    /// What only a fault brings about.
    Fault,
}

impl Situation {
    /// A state that can be edited and is not deleted; what differs is said with the methods below.
    pub(super) const fn new(
        status: &'static str,
        steps: &'static [Step],
        moves: &'static [&'static str],
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

impl Kind {
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
