//! Bans, and the work that runs in what they close: operators read it, and whoever it is about is told when a ban is new.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

pub use crate::store::law::running::Running;
use crate::{
    app::{
        App,
        error::AppError,
        law::{
            in_force::Follows,
            rule_sets::{SetInUse, in_use},
        },
        resource::checked::{By, touched},
    },
    domain::{
        access::{
            actor::{Actor, Denied},
            scope::{Role, Scope},
        },
        law::{
            ban::{bans_on, new_ban},
            finding::CitedRule,
        },
        parties::{employer::EmployerBody, legal_ids::Okved},
        programme::{application::ApplicationBody, job_order::JobOrderBody},
        resource::id::Id,
        values::moscow::moscow_day,
    },
    store::{
        StoreError,
        backend::DbConnection,
        law::{rule_sets, running},
        records::Stored,
        tx::Tx,
    },
};

/// Placements that are looked at together.
const PAGE: usize = 100;
/// Placements that are told in one transaction.
const TOLD: usize = 50;

/// A ban that binds, and how much runs in what it closes.
#[derive(Debug, Clone)]
pub struct BanInForce {
    /// The rule.
    pub rule: CitedRule,
    /// The activities that it closes.
    pub activities: Vec<(String, Option<String>)>,
    /// The day by which running work must have ended.
    pub compliance_day: Option<NaiveDate>,
    /// How many placements run in it.
    pub placements: u64,
    /// Of how many employers.
    pub employers: u64,
}

/// A placement that runs in what a ban closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BannedPlacement {
    /// The placement.
    pub running: Running,
    /// The activity of the work.
    pub okved: Okved,
    /// The day by which it must have ended.
    pub compliance_day: Option<NaiveDate>,
}

impl App {
    /// The bans that have not ended, with how much runs in what they close.
    pub fn activity_bans(&self, actor: &Actor) -> Result<Vec<BanInForce>, AppError> {
        let (set, today) = (self.bans_for(actor)?, self.today());
        let Some(set) = set else { return Ok(Vec::new()) };
        let running = self.store.read_slowly(all_running)?;
        let bans = bans_on(&set.set, today).map(|ban| {
            let within: Vec<&(Running, Okved)> =
                running.iter().filter(|(_, okved)| ban.closes(okved.as_str())).collect();
            let employers: HashSet<Uuid> = within.iter().map(|(one, _)| one.employer).collect();
            let activities = ban.terms.activities.iter();
            BanInForce {
                rule: CitedRule::of(&set.set, ban.rule),
                activities: activities.map(|one| (one.name.clone(), one.okved.clone())).collect(),
                compliance_day: ban.compliance_day(),
                placements: within.len() as u64,
                employers: employers.len() as u64,
            }
        });
        Ok(bans.collect())
    }

    /// The placements that run in what a ban closes, before the one with this id, newest first.
    pub fn banned_placements(
        &self,
        actor: &Actor,
        rule: &str,
        (mut before, limit): (Option<Uuid>, usize),
    ) -> Result<Vec<BannedPlacement>, AppError> {
        let (set, today) = (self.bans_for(actor)?, self.today());
        let set = set.ok_or(AppError::NoBan)?;
        let ban = bans_on(&set.set, today).find(|ban| ban.rule.id == rule);
        let ban = ban.ok_or(AppError::NoBan)?;
        self.store.read_slowly(|conn| {
            let (mut found, mut works) = (Vec::new(), Works::default());
            loop {
                let page = running::before(conn, before, PAGE)?;
                for one in &page {
                    let okved = works.of(conn, one)?;
                    let Some(okved) = okved.filter(|okved| ban.closes(okved.as_str())) else {
                        continue;
                    };
                    let compliance_day = ban.compliance_day();
                    found.push(BannedPlacement { running: *one, okved, compliance_day });
                    if found.len() == limit {
                        return Ok(found);
                    }
                }
                match page.last() {
                    Some(last) if page.len() == PAGE => before = Some(last.application),
                    _ => return Ok(found),
                }
            }
        })
    }

    fn bans_for(&self, actor: &Actor) -> Result<Option<SetInUse>, AppError> {
        actor.require(Scope::ComplianceRead)?;
        if actor.role() != Some(Role::Operator) {
            return Err(Denied::Role.into());
        }
        self.rule_set_in_use(self.now())
    }
}

fn all_running(conn: &mut DbConnection) -> Result<Vec<(Running, Okved)>, StoreError> {
    let (mut all, mut after, mut works) = (Vec::new(), None, Works::default());
    loop {
        let page = running::after(conn, after, PAGE)?;
        for one in &page {
            all.extend(works.of(conn, one)?.map(|okved| (*one, okved)));
        }
        match page.last() {
            Some(last) if page.len() == PAGE => after = Some(last.application),
            _ => return Ok(all),
        }
    }
}

/// The activities of works that were asked for: that of the job order, or the main one of the employer.
#[derive(Debug, Default)]
struct Works(HashMap<Uuid, Option<Okved>>);

impl Works {
    fn of(&mut self, conn: &mut DbConnection, one: &Running) -> Result<Option<Okved>, StoreError> {
        let from = one.order.unwrap_or(one.employer);
        if let Some(known) = self.0.get(&from) {
            return Ok(known.clone());
        }
        let all = Actor::System;
        let okved = match one.order {
            Some(order) => {
                JobOrderBody::find(conn, all.reach(), Id::new(order))?.map(|order| order.body.okved)
            }
            None => EmployerBody::find(conn, all.reach(), Id::new(one.employer))?
                .map(|employer| employer.body.okved),
        };
        self.0.insert(from, okved.clone());
        Ok(okved)
    }
}

/// Tells whom it is about that a set which became active closes the activity of running work: once for each placement, with
/// the day by which it must have ended.
pub(in crate::app) struct TellOfBans;

impl Follows for TellOfBans {
    const NAME: &'static str = "tell_of_bans";

    fn follow(
        tx: &mut Tx<'_>,
        set: &SetInUse,
        place: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<Option<Uuid>, AppError> {
        let before = set_before(tx, set)?;
        let page = running::after(tx.conn(), place, TOLD)?;
        let mut works = Works::default();
        for one in &page {
            let Some(okved) = works.of(tx.conn(), one)? else { continue };
            let known = before.as_ref().map(|before| &*before.set);
            let day = (okved.as_str(), moscow_day(now));
            let Some(ban) = new_ban(&set.set, known, day) else { continue };
            let ends = ban.compliance_day().map(|day| format!(": work ends by {day}"));
            let why = format!("{} closes {okved}{}", ban.rule.id, ends.unwrap_or_default());
            tell(tx, one, &By::system(&why, now))?;
        }
        Ok(page.last().map(|one| one.application).filter(|_| page.len() == TOLD))
    }
}

/// The set that was in use before this one became active.
fn set_before(tx: &mut Tx<'_>, set: &SetInUse) -> Result<Option<SetInUse>, AppError> {
    let Some(id) = set.id else { return Ok(None) };
    let since = rule_sets::find(tx.conn(), id)?.and_then(|set| set.active_since());
    let Some(since) = since else { return Ok(None) };
    Ok(in_use(tx.conn(), since - TimeDelta::microseconds(1))?)
}

fn tell(tx: &mut Tx<'_>, one: &Running, by: &By) -> Result<(), AppError> {
    let id = Id::new(one.application);
    if let Some(application) = ApplicationBody::find(tx.conn(), Actor::System.reach(), id)? {
        tx.log(touched(&application, by.note("activity_closed")));
    }
    Ok(())
}
