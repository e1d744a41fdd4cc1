//! Whether terms are as good as what was promised, term by term: contract substitution is caught here.

use std::cmp::Ordering;

use crate::domain::{
    programme::terms::document::{Deduction, Terms},
    recruitment::conditions::HousingKind,
    values::words::words,
};

words! {
    /// How a term stands to what was promised.
    Comparison {
        /// It is what was promised.
        Same = "same",
        /// It is better for the worker.
        Better = "better",
        /// It is worse for the worker.
        Worse = "worse",
        /// It was promised and is not there.
        Missing = "missing",
        /// It is something else.
        NotComparable = "not_comparable",
    }
}

impl Comparison {
    /// Whether the promise is kept.
    pub const fn keeps(self) -> bool {
        matches!(self, Self::Same | Self::Better)
    }
}

words! {
    /// A term.
    Term {
        /// The employer.
        EmployerId = "employer_id",
        /// The municipality of the work.
        Municipality = "municipality",
        /// The address of the work.
        Address = "address",
        /// The occupation.
        Isco08 = "isco08",
        /// What the worker does.
        Duties = "duties",
        /// The first day.
        StartDay = "start_day",
        /// The last day.
        EndDay = "end_day",
        /// Months on trial: fewer are better.
        TrialMonths = "trial_months",
        /// The currency of all amounts.
        Currency = "currency",
        /// The least pay of a month.
        MonthlyMinimum = "monthly_minimum",
        /// Days of pay in a month.
        PayDays = "pay_days",
        /// The pay of an hour.
        HourlyRate = "hourly_rate",
        /// The pay of a piece.
        PieceRate = "piece_rate",
        /// A promised bonus.
        MonthlyBonus = "monthly_bonus",
        /// What is taken off the pay: nothing beyond what was listed.
        Deductions = "deductions",
        /// Hours of work in a week: fewer are better.
        WeeklyHours = "weekly_hours",
        /// How they lie.
        Schedule = "schedule",
        /// The pay of overtime.
        OvertimePercent = "overtime_percent",
        /// Work at night: none is better.
        NightWork = "night_work",
        /// Days of paid leave.
        LeaveDays = "leave_days",
        /// Where the worker lives.
        Housing = "housing",
        /// What housing costs: less is better.
        HousingCost = "housing_cost",
        /// People in a room: fewer are better.
        PeoplePerRoom = "people_per_room",
        /// How the worker eats.
        Meals = "meals",
        /// Meals a day.
        MealsPerDay = "meals_per_day",
        /// Who pays the way there.
        OutboundTravel = "outbound_travel",
        /// Who pays the way home.
        HomewardTravel = "homeward_travel",
        /// Medical insurance.
        MedicalInsurance = "medical_insurance",
        /// Accident insurance.
        AccidentInsurance = "accident_insurance",
        /// The insurer.
        Insurer = "insurer",
        /// The policy.
        Policy = "policy",
        /// Medical examinations.
        MedicalCare = "medical_care",
        /// Protective clothing.
        ProtectiveClothing = "protective_clothing",
        /// Days of notice.
        NoticeDays = "notice_days",
        /// Who keeps the passport.
        PassportHolder = "passport_holder",
        /// Whom to complain to.
        ComplaintContact = "complaint_contact",
    }
}

/// Compares terms with all that was promised before. A term counts as it stands to the best of the promises, so what one
/// stage improved the next may not take back.
pub fn compare(promised: &[&Terms], offered: &Terms) -> Vec<(Term, Comparison)> {
    let against_all = |term: Term| {
        let each = promised.iter().map(|promise| term.compare(promise, offered));
        (term, each.max_by_key(|one| severity(*one)).unwrap_or(Comparison::Same))
    };
    Term::ALL.iter().copied().map(against_all).collect()
}

/// The terms that break what was promised.
pub fn broken(promised: &[&Terms], offered: &Terms) -> Vec<(Term, Comparison)> {
    let mut compared = compare(promised, offered);
    compared.retain(|(_, comparison)| !comparison.keeps());
    compared
}

/// Of several promises that a term is compared with, the one that it stands worst to decides.
const fn severity(comparison: Comparison) -> u8 {
    match comparison {
        Comparison::Better => 0,
        Comparison::Same => 1,
        Comparison::NotComparable => 2,
        Comparison::Worse => 3,
        Comparison::Missing => 4,
    }
}

impl Term {
    /// Whether the worker may agree to another term than was promised: never where it is of pay, hours, housing or the
    /// passport.
    pub const fn may_be_agreed(self) -> bool {
        use Term::{
            Currency, Deductions, HourlyRate, Housing, HousingCost, MonthlyBonus, MonthlyMinimum,
            NightWork, OvertimePercent, PassportHolder, PayDays, PeoplePerRoom, PieceRate,
            Schedule, WeeklyHours,
        };
        let is_of_pay = matches!(
            self,
            Currency
                | MonthlyMinimum
                | PayDays
                | HourlyRate
                | PieceRate
                | MonthlyBonus
                | Deductions
                | OvertimePercent
        );
        let is_of_hours = matches!(self, WeeklyHours | Schedule | NightWork);
        let is_of_housing = matches!(self, Housing | HousingCost | PeoplePerRoom);
        !(is_of_pay || is_of_hours || is_of_housing || matches!(self, PassportHolder))
    }

    /// How an offered term stands to a promised one.
    pub fn compare(self, promised: &Terms, offered: &Terms) -> Comparison {
        let (p, o) = (promised, offered);
        match self {
            Self::EmployerId => equal(&p.employer_id, &o.employer_id),
            Self::Municipality => equal(&p.municipality, &o.municipality),
            Self::Address => equal(&p.address, &o.address),
            Self::Isco08 => equal(&p.isco08, &o.isco08),
            Self::Duties => equal(&p.duties, &o.duties),
            Self::StartDay => equal(&p.start_day, &o.start_day),
            Self::EndDay => equal(&p.end_day, &o.end_day),
            Self::TrialMonths => less(&p.trial_months, &o.trial_months),
            Self::Currency => equal(&p.currency, &o.currency),
            Self::MonthlyMinimum => more(&p.monthly_minimum, &o.monthly_minimum),
            Self::PayDays => more(&p.pay_days, &o.pay_days),
            Self::HourlyRate => rate(p.hourly_rate.as_ref(), o.hourly_rate.as_ref()),
            Self::PieceRate => rate(p.piece_rate.as_ref(), o.piece_rate.as_ref()),
            Self::MonthlyBonus => rate(p.monthly_bonus.as_ref(), o.monthly_bonus.as_ref()),
            Self::Deductions => deductions(&p.deductions, &o.deductions),
            Self::WeeklyHours => less(&p.weekly_hours, &o.weekly_hours),
            Self::Schedule => equal(&p.schedule, &o.schedule),
            Self::OvertimePercent => more(&p.overtime_percent, &o.overtime_percent),
            Self::NightWork => less(&p.night_work, &o.night_work),
            Self::LeaveDays => more(&p.leave_days, &o.leave_days),
            Self::Housing => housing(p.housing, o.housing),
            Self::HousingCost => less(&p.housing_cost, &o.housing_cost),
            Self::PeoplePerRoom => {
                if_promised(p.people_per_room.as_ref(), o.people_per_room.as_ref(), less)
            }
            Self::Meals => more(&p.meals, &o.meals),
            Self::MealsPerDay => more(&p.meals_per_day, &o.meals_per_day),
            Self::OutboundTravel => more(&p.outbound_travel, &o.outbound_travel),
            Self::HomewardTravel => more(&p.homeward_travel, &o.homeward_travel),
            Self::MedicalInsurance => more(&p.medical_insurance, &o.medical_insurance),
            Self::AccidentInsurance => more(&p.accident_insurance, &o.accident_insurance),
            Self::Insurer => if_promised(p.insurer.as_ref(), o.insurer.as_ref(), equal),
            Self::Policy => if_promised(p.policy.as_ref(), o.policy.as_ref(), equal),
            Self::MedicalCare => more(&p.medical_care, &o.medical_care),
            Self::ProtectiveClothing => more(&p.protective_clothing, &o.protective_clothing),
            Self::NoticeDays => more(&p.notice_days, &o.notice_days),
            Self::PassportHolder => equal(&p.passport_holder, &o.passport_holder),
            Self::ComplaintContact => equal(&p.complaint_contact, &o.complaint_contact),
        }
    }
}

fn equal<T: PartialEq>(promised: &T, offered: &T) -> Comparison {
    if promised == offered { Comparison::Same } else { Comparison::NotComparable }
}

/// More is better for the worker.
fn more<T: Ord>(promised: &T, offered: &T) -> Comparison {
    match offered.cmp(promised) {
        Ordering::Less => Comparison::Worse,
        Ordering::Equal => Comparison::Same,
        Ordering::Greater => Comparison::Better,
    }
}

/// Less is better for the worker.
fn less<T: Ord>(promised: &T, offered: &T) -> Comparison {
    more(offered, promised)
}

/// What was not promised may be there or not.
/// A pay beside the monthly one: where none was promised, any is better.
fn rate(promised: Option<&i64>, offered: Option<&i64>) -> Comparison {
    match (promised, offered) {
        (None, Some(offered)) => more(&0, offered),
        both => if_promised(both.0, both.1, more),
    }
}

fn if_promised<T>(
    promised: Option<&T>,
    offered: Option<&T>,
    compare: fn(&T, &T) -> Comparison,
) -> Comparison {
    match (promised, offered) {
        (Some(promised), Some(offered)) => compare(promised, offered),
        (Some(_), None) => Comparison::Missing,
        (None, _) => Comparison::Same,
    }
}

fn housing(promised: HousingKind, offered: HousingKind) -> Comparison {
    match (promised, offered) {
        (promised, offered) if promised == offered => Comparison::Same,
        (HousingKind::None, _) => Comparison::Better,
        (_, HousingKind::None) => Comparison::Missing,
        _ => Comparison::NotComparable,
    }
}

/// Nothing is taken off the pay that was not listed, and of what was listed no more.
fn deductions(promised: &[Deduction], offered: &[Deduction]) -> Comparison {
    let sum = |all: &[Deduction], like: &Deduction| -> i64 {
        let alike = all.iter().filter(|one| (one.kind, one.period) == (like.kind, like.period));
        alike.map(|one| one.amount_minor).sum()
    };
    if offered.iter().any(|one| sum(offered, one) > sum(promised, one)) {
        Comparison::Worse
    } else if promised.iter().any(|one| sum(offered, one) < sum(promised, one)) {
        Comparison::Better
    } else {
        Comparison::Same
    }
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
