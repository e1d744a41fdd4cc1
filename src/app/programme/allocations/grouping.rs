//! Confirmed groups among those who take part: each of them is one unit, seated whole or not at all.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::{
    allocation::input::{self, LeftOut, Unit},
    app::{error::AppError, programme::allocations::gathering::Gathered},
    domain::{
        FieldError,
        access::actor::Actor,
        programme::group::{Group, GroupBody, GroupStatus, Together},
        recruitment::candidate::{CandidateBody, CandidateId},
    },
    store::{
        backend::DbConnection,
        records::{Document, Filter, Stored},
    },
};

/// The confirmed groups of those who take part. Where candidates are named, all of a group are or none; where they are not,
/// everybody of a group takes part with the others, be it to say that one is not available.
pub(super) fn gather(
    conn: &mut DbConnection,
    gathered: &mut Gathered,
    named: &[CandidateId],
) -> Result<Vec<Group>, AppError> {
    let status = vec![GroupStatus::Confirmed.to_string()];
    let filter = Filter { status, ..Filter::default() };
    let mut groups = GroupBody::list(conn, Actor::System.reach(), &filter, None, usize::MAX)?;
    let here: HashSet<Uuid> = gathered.candidates.iter().map(|one| one.id.0).collect();
    groups.retain(|group| members(group).any(|member| here.contains(&member)));
    let absent: HashMap<Uuid, &Group> = groups
        .iter()
        .flat_map(|group| members(group).map(move |member| (member, group)))
        .filter(|(member, _)| !here.contains(member))
        .collect();
    if !named.is_empty() && !absent.is_empty() {
        return Err(AppError::Invalid(not_whole(named, &absent)));
    }
    let absent: Vec<Uuid> = absent.into_keys().collect();
    let found = CandidateBody::find_all(conn, Actor::System.reach(), &absent)?;
    gathered.candidates.extend(found);
    Ok(groups)
}

fn members(group: &Group) -> impl Iterator<Item = Uuid> + '_ {
    group.body.members.iter().map(|member| member.candidate)
}

/// Those who are named while others of their group are not.
fn not_whole(named: &[CandidateId], absent: &HashMap<Uuid, &Group>) -> Vec<FieldError> {
    let torn: HashSet<Uuid> = absent.values().flat_map(|group| members(group)).collect();
    let wrong = named.iter().enumerate().filter(|(_, id)| torn.contains(&id.0));
    wrong
        .map(|(at, _)| {
            let why =
                "is in a confirmed group with others who are not named: name all of it, or none";
            FieldError::new(format!("/candidate_ids/{at}"), "group_not_whole", why)
        })
        .collect()
}

/// Makes one unit of everybody in a group. It takes no part if one of them does not.
pub(super) fn put_together(units: Vec<Unit>, groups: &[Group]) -> Vec<Unit> {
    let mut singles: HashMap<Uuid, Unit> = units.into_iter().map(|unit| (unit.id, unit)).collect();
    let mut all: Vec<Unit> = groups
        .iter()
        .map(|group| {
            let own = members(group).filter_map(|member| singles.remove(&member)).collect();
            unit(group, own)
        })
        .collect();
    all.extend(singles.into_values());
    all
}

fn unit(group: &Group, own: Vec<Unit>) -> Unit {
    let is_left_out = |why: LeftOut| own.iter().any(|unit| unit.left_out == Some(why));
    let reasons = [LeftOut::ConsentMissing, LeftOut::NotAvailable];
    let left_out = reasons.into_iter().find(|why| is_left_out(*why));
    let mut members: Vec<_> = own.into_iter().flat_map(|unit| unit.members).collect();
    if left_out.is_some() {
        for member in &mut members {
            member.pairs.clear();
            member.nearest = None;
        }
    }
    let together = match group.body.together {
        Together::Vacancy => input::Together::Vacancy,
        Together::Site => input::Together::Site,
        Together::Municipality => input::Together::Municipality,
    };
    Unit { id: group.id.0, left_out, members, together }
}
