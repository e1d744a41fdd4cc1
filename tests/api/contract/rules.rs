//! The one rule of who is answered what. It is data: the reasons to refuse, in the order in which they are asked.

use koprik::domain::access::scope::Role;

use super::fixtures::{Caller, Kind, Operation, Situation};

/// A request, as far as its status depends on it.
#[derive(Clone, Copy)]
pub(super) struct Request {
    pub(super) kind: &'static Kind,
    pub(super) operation: Operation,
    pub(super) caller: Caller,
    /// Whether the caller's token carries the scope that the operation needs.
    pub(super) has_scope: bool,
    /// The situation of the record; `None` is an id that nothing has.
    pub(super) situation: Option<&'static Situation>,
}

/// A reason to refuse: when it holds, and what it answers.
type Reason = (fn(&Request) -> bool, u16);

/// Asked from the first to the last. The scope comes before existence, and existence before the right to change.
const REASONS: &[Reason] = &[
    (Request::is_unauthenticated, 401),
    (Request::lacks_the_scope, 403),
    (Request::has_no_such_list, 403),
    (Request::may_not_create, 403),
    (Request::cannot_know_the_record, 404),
    (Request::may_not_change, 403),
    (Request::is_not_possible_now, 409),
];

impl Request {
    /// The status that it is answered.
    pub(super) fn expected(&self) -> u16 {
        let reason = REASONS.iter().find(|(holds, _)| holds(self));
        reason.map_or_else(|| self.done(), |(_, status)| *status)
    }

    /// The scope that the operation needs.
    pub(super) const fn scope(kind: &Kind, operation: Operation) -> &'static str {
        if operation.reads() { kind.read } else { kind.write }
    }

    /// Whether the caller's role can have the scope.
    pub(super) fn can_have_scope(&self) -> bool {
        let scope = Self::scope(self.kind, self.operation);
        let role: Option<Role> = self.caller.role(self.kind.owner);
        role.is_some_and(|role| role.scopes().iter().any(|held| held.as_str() == scope))
    }

    /// What everybody may ask, with and without a token.
    fn is_open(&self) -> bool {
        self.kind.public.is_some() && matches!(self.operation, Operation::List | Operation::Get)
    }

    fn is_unauthenticated(&self) -> bool {
        let shut_out = self.caller == Caller::Owner
            && self.situation.is_some_and(|situation| !situation.lets_owner_in);
        shut_out || self.caller == Caller::Anonymous && !self.is_open()
    }

    fn lacks_the_scope(&self) -> bool {
        !self.has_scope && !self.is_open()
    }

    fn has_no_such_list(&self) -> bool {
        self.operation == Operation::List
            && !self.is_open()
            && !self.kind.listers.contains(&self.caller)
    }

    fn may_not_create(&self) -> bool {
        (matches!(self.operation, Operation::Create | Operation::Batch)
            || self.operation.has_reference() && !self.has_own_references())
            && !self.kind.creators.contains(&self.caller)
    }

    /// Whether the caller may look for one of its own, though it cannot make one of this body.
    fn has_own_references(&self) -> bool {
        self.kind.is_also_of(self.caller) && self.operation != Operation::Put
    }

    fn cannot_know_the_record(&self) -> bool {
        let private = self.operation == Operation::History;
        let sees = |situation| match self.operation {
            one if one.has_reference() => self.caller == Caller::Owner,
            _ if private => self.sees_all(),
            _ => self.sees(situation),
        };
        self.operation.has_id() && !self.situation.is_some_and(sees)
    }

    fn may_not_change(&self) -> bool {
        match self.operation.by_id() {
            Operation::Transition => !self.kind.is_moved_by(self.caller),
            Operation::Replace | Operation::Patch | Operation::Delete | Operation::Copy => {
                !self.kind.writers.contains(&self.caller)
            }
            _ => false,
        }
    }

    fn is_not_possible_now(&self) -> bool {
        self.situation.is_some_and(|situation| match self.operation.by_id() {
            Operation::Replace | Operation::Patch => !situation.is_editable,
            Operation::Put => self.caller == Caller::Owner && !situation.is_editable,
            Operation::Delete => !situation.is_deletable,
            Operation::Transition => situation.moves_of(self.caller).is_empty(),
            _ => false,
        })
    }

    fn done(&self) -> u16 {
        match self.operation.by_id() {
            Operation::Create | Operation::Copy => self.kind.created,
            Operation::Put if self.caller == Caller::Owner && self.situation.is_some() => 200,
            Operation::Put => 201,
            Operation::Delete => 204,
            Operation::Batch => 207,
            _ => 200,
        }
    }

    /// Whether the caller sees a record in this situation.
    ///
    /// Another organisation of the owner's role sees its own records only, so not even what is public of others.
    pub(super) fn sees(&self, situation: &Situation) -> bool {
        let everybody = self.kind.public == Some(situation.status)
            && (self.caller != Caller::Peer || !self.has_scope);
        self.sees_all() || everybody
    }

    /// Whether the caller sees the record in any situation, and all of it.
    pub(super) fn sees_all(&self) -> bool {
        self.has_scope && self.kind.readers.contains(&self.caller)
    }
}
