//! How much an employer learns of floors by changing what it offers: the matches and explanations of one vacancy are
//! answered to its employer under a few different pays a day of Moscow, then no more until the next.
//!
//! Whether a candidate is among the matches tells whether its floor lies above the pay. So each further pay halves what is
//! not known of a floor, and some seventeen of them name it. With a quota of `n` a vacancy tells `n` such bits of each
//! candidate a day. Two pays are the same if every floor would compare alike with them, be it by the amount, the unit, the
//! taxes or the hours that it is converted by.
//!
//! Bounded are lists of matches, explanations, match runs, and what asks for a match beforehand: applications and requests
//! for disclosure. Unsaved questions of an employer count together, as one vacancy. Not bounded: copies. An employer who
//! publishes the same work many times over, each with another pay, learns a bit with each. They are public, each passes the
//! checks of the law, and operators see them; the quota of profiles counts the candidates once. The vacancy can always be
//! changed; its public view and what candidates and agencies are answered do not depend on this. Operators are not bound.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{
    app::{
        App,
        error::AppError,
        trust::{
            asked::{AskedPay, number},
            profiles::employer,
        },
    },
    domain::{access::actor::Actor, values::moscow::end_of_moscow_day},
    store::trust::{asked_pays, seen_profiles::EmployerDay},
};

/// How an employer stands to its quota of pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayQuota {
    /// Different pays of one vacancy and day.
    pub quota: u32,
    /// Vacancies for which as many were asked with today.
    pub used_up: u32,
    /// Pays with which unsaved questions may still be asked today.
    pub unsaved_left: u32,
}

impl App {
    /// Sets with how many pays an employer may ask about one vacancy on a day.
    pub fn set_pay_quota(&self, quota: u32) {
        self.pays.set_quota(quota);
    }

    fn pays_of(&self, actor: &Actor) -> Option<EmployerDay> {
        Some(EmployerDay { employer: employer(actor)?, day: number(self.today()) })
    }

    /// How the actor's employer stands to its quota; `None` for others, who have none.
    pub fn pay_quota(&self, actor: &Actor) -> Result<Option<PayQuota>, AppError> {
        let Some(of) = self.pays_of(actor) else { return Ok(None) };
        let quota = self.pays.quota();
        let mut asked: HashMap<Uuid, u32> = HashMap::new();
        for (vacancy, _) in self.store.read(|conn| asked_pays::asked(conn, of))? {
            *asked.entry(vacancy).or_default() += 1;
        }
        let unsaved = asked.remove(&Uuid::nil()).unwrap_or(0);
        let used_up = asked.values().filter(|pays| **pays >= quota).count();
        let used_up = u32::try_from(used_up).unwrap_or(u32::MAX);
        Ok(Some(PayQuota { quota, used_up, unsaved_left: quota.saturating_sub(unsaved) }))
    }

    /// Whether the actor may be answered with this pay again, as far as this server knows.
    pub(in crate::app) fn has_asked_with(&self, actor: &Actor, asked: &AskedPay) -> bool {
        self.pays_of(actor).is_none_or(|of| self.pays.knows(of, asked))
    }

    /// Notes that the actor asks about a vacancy with this pay, or refuses if that is one too many for an employer's day.
    pub(in crate::app) fn ask_with(&self, actor: &Actor, asked: AskedPay) -> Result<(), AppError> {
        let Some(of) = self.pays_of(actor).filter(|of| !self.pays.knows(*of, &asked)) else {
            return Ok(());
        };
        let quota = self.pays.quota();
        let tomorrow = end_of_moscow_day(self.today()) - self.now();
        let seconds = tomorrow.num_seconds().max(1).unsigned_abs();
        let noted = self.writer.run(move |tx| {
            let (vacancy, pay) = &asked;
            if asked_pays::note(tx, of, (*vacancy, pay))? > i64::from(quota) {
                return Err(AppError::PaysUsed { quota, seconds });
            }
            Ok(asked)
        })?;
        self.pays.add(of, noted);
        Ok(())
    }
}
