//! Activities that are closed to holders of a work document, and until when running work must have ended.

use chrono::{Months, NaiveDate};

use crate::domain::law::{
    activity::closeness,
    rule::Rule,
    rule_set::RuleSet,
    terms::{ActivityBan, Terms},
    words::RuleKind,
};

/// A ban that binds.
#[derive(Debug, Clone, Copy)]
pub struct Ban<'s> {
    /// The rule.
    pub rule: &'s Rule,
    /// What it says.
    pub terms: &'s ActivityBan,
}

impl Ban<'_> {
    /// The day by which running work must have ended; `None` if the ban has no first day.
    pub fn compliance_day(&self) -> Option<NaiveDate> {
        let first = self.rule.valid_from?;
        first.checked_add_months(Months::new(self.terms.compliance_months))
    }

    /// Whether it closes the activity of a code.
    pub fn closes(&self, okved: &str) -> bool {
        let mut codes = self.terms.activities.iter().filter_map(|one| one.okved.as_deref());
        codes.any(|prefix| closeness(prefix, okved).is_some())
    }

    /// Whether a ban of another set closes the same activity from the same day on.
    fn is_known_to(&self, before: &RuleSet, okved: &str) -> bool {
        let same = |other: &Ban<'_>| {
            other.rule.id == self.rule.id && other.rule.valid_from == self.rule.valid_from
        };
        bans(before).any(|other| same(&other) && other.closes(okved))
    }
}

/// The bans of a set that bind.
pub fn bans(set: &RuleSet) -> impl Iterator<Item = Ban<'_>> {
    set.of(RuleKind::ActivityBan).filter(|rule| rule.decides()).filter_map(|rule| {
        let Some(Terms::ActivityBan(terms)) = rule.terms() else { return None };
        Some(Ban { rule, terms })
    })
}

/// The bans that have not ended on a day.
pub fn bans_on(set: &RuleSet, day: NaiveDate) -> impl Iterator<Item = Ban<'_>> {
    bans(set).filter(move |ban| ban.rule.valid_to.is_none_or(|last| day <= last))
}

/// The ban that newly closes an activity by a set, beside the set before it.
pub fn new_ban<'s>(
    set: &'s RuleSet,
    before: Option<&RuleSet>,
    (okved, day): (&str, NaiveDate),
) -> Option<Ban<'s>> {
    let is_new = |ban: &Ban<'_>| before.is_none_or(|before| !ban.is_known_to(before, okved));
    bans_on(set, day).find(|ban| ban.closes(okved) && is_new(ban))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law::read::OWN;

    #[test]
    fn a_ban_is_new_where_it_closes_what_the_set_before_did_not() {
        let (set, day) = (&OWN[0], "2026-12-01".parse().unwrap());
        let found = new_ban(set, None, ("49.32", day)).unwrap();
        let expected = found.rule.valid_from.unwrap() + Months::new(found.terms.compliance_months);
        assert_eq!(found.compliance_day(), Some(expected));
        assert!(new_ban(set, None, ("49.41", day)).is_none(), "another activity");
        assert!(new_ban(set, Some(set), ("49.32", day)).is_none(), "it was known");
        let after = found.rule.valid_to.unwrap().succ_opt().unwrap();
        assert!(new_ban(set, None, ("49.32", after)).is_none(), "it has ended");
    }
}
