//! What time brings about in law: that a deadline comes nearer or was missed, and that rules end. Each is told once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    app::{
        App,
        error::AppError,
        law::{
            duties::{held, tell},
            rule_sets::in_use,
        },
        resource::checked::By,
        sweeper::RULES_WARNED_DAYS,
    },
    domain::{
        law::{
            duty::{Duty, DutyNews},
            rule_set::RuleSet,
        },
        resource::id::Id,
        values::moscow::moscow_day,
    },
    store::{
        law::{duties, rule_sets},
        trust::worker_reminders,
        tx::Tx,
    },
};

/// Deadlines that are looked at together.
const PAGE: usize = 100;

impl App {
    /// Tells of deadlines that come nearer or were missed. Returns of how many.
    pub(in crate::app) fn tell_of_deadlines(&self) -> Result<usize, AppError> {
        let (today, mut told) = (self.today(), 0);
        loop {
            let page = self.store.read(|conn| duties::to_tell(conn, today, PAGE))?;
            let is_last = page.len() < PAGE;
            for duty in page {
                told += self.tell_of_deadline(&duty)?;
            }
            if is_last {
                return Ok(told);
            }
        }
    }

    fn tell_of_deadline(&self, seen: &Duty) -> Result<usize, AppError> {
        let (now, candidate, id) = (self.now(), seen.candidate, seen.id);
        let news = seen.news(moscow_day(now));
        let reminder = news.map(|news| self.reminder_of(seen, news, now)).transpose()?.flatten();
        let done = self.writer.run(move |tx| {
            let today = moscow_day(now);
            let holder = held(tx, Id::new(candidate))?;
            let Some(duty) = duties::find(tx.conn(), candidate, id)? else {
                return Ok(0);
            };
            if duty.tell_on.is_none_or(|day| today < day) {
                return Ok(0);
            }
            let (news, rule, told_of) = (duty.news(today), [duty.rule.clone()], duty.tell_on);
            if !duties::tell(tx, &duty.told(news, today), told_of)? {
                return Ok(0);
            }
            let action = match news {
                Some(DutyNews::Approaching) => "deadline_approaching",
                Some(DutyNews::Missed) => "deadline_missed",
                None => return Ok(0),
            };
            tell(tx, &holder, (action, &rule), now);
            if let Some(reminder) = reminder.filter(|one| Some(one.news) == news) {
                worker_reminders::insert(tx, &reminder, now)?;
            }
            Ok(1)
        });
        match done {
            Err(AppError::NoSuch(_)) => Ok(0), // the candidate was erased meanwhile
            done => done,
        }
    }

    /// Tells which rules of the set in use end soon, once for each day and each time before it. Returns of how many days.
    pub(in crate::app) fn warn_of_rules(&self) -> Result<usize, AppError> {
        let (now, today) = (self.now(), self.today());
        let Some(used) = self.store.read(|conn| in_use(conn, now))? else { return Ok(0) };
        let Some(id) = used.id else { return Ok(0) };
        let ending = ending(&used.set, today);
        if ending.is_empty() {
            return Ok(0);
        }
        self.writer.run(move |tx| {
            let Some(set) = rule_sets::find(tx.conn(), id)? else { return Ok(0) };
            let mut told = 0;
            for ((ends_on, days), rules) in &ending {
                if is_new(tx, &set, (*ends_on, *days))? {
                    let why = format!("end on {ends_on}: {}", rules.join(" "));
                    let note = By::system(&why, now).note("rule_expiring");
                    rule_sets::tell_of_ending(tx, &set, note);
                    told += 1;
                }
            }
            Ok(told)
        })
    }
}

/// The rules that bind and end soon, by their last day and by how many days before it is time to tell.
fn ending(set: &RuleSet, today: NaiveDate) -> BTreeMap<(NaiveDate, i64), Vec<String>> {
    let mut ending: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for rule in set.rules.iter().filter(|rule| rule.decides()) {
        let last = rule.valid_to.filter(|last| today <= *last);
        let time = last.map(|last| (last, (last - today).num_days()));
        let Some((last, left)) = time else { continue };
        if let Some(days) = RULES_WARNED_DAYS.into_iter().find(|days| left <= *days) {
            ending.entry((last, days)).or_default().push(rule.id.clone());
        }
    }
    ending
}

/// Whether nobody was told yet. Whoever is told late is not told again of what came before.
fn is_new(
    tx: &mut Tx<'_>,
    set: &rule_sets::RecordedSet,
    (ends_on, days): (NaiveDate, i64),
) -> Result<bool, AppError> {
    let is_new = rule_sets::warned(tx, set.id, (ends_on, days))?;
    for longer in RULES_WARNED_DAYS.into_iter().filter(|longer| *longer > days) {
        rule_sets::warned(tx, set.id, (ends_on, longer))?;
    }
    Ok(is_new)
}
