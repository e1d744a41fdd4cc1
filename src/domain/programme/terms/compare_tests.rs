use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::{
    programme::terms::document::{DeductionKind, DeductionPeriod, tests::bricklayer},
    recruitment::{
        conditions::{MealsKind, TravelPayer},
        work_time::Schedule,
    },
    values::money::Currency,
};

const NEW_DEDUCTION: Deduction =
    Deduction { kind: DeductionKind::Clothing, amount_minor: 1, period: DeductionPeriod::Once };

/// Terms that leave room to both sides, `n` being how wide it is.
fn somewhere(n: u8) -> Terms {
    let wide = i64::from(n) * 1_000 + 1_000;
    Terms {
        trial_months: 2,
        monthly_minimum: 3_000_000 + wide,
        hourly_rate: Some(wide),
        piece_rate: Some(wide * 2),
        housing_cost: wide,
        leave_days: 28 + u16::from(n),
        notice_days: 3 + u16::from(n),
        weekly_hours: 30,
        ..bricklayer()
    }
}

/// Makes a term worse for the worker, or other; `false` where that cannot be written down.
fn worsen(term: Term, terms: &mut Terms) -> bool {
    match term {
        Term::EmployerId => terms.employer_id = Uuid::from_u128(8),
        Term::Municipality => terms.municipality = "92730000".parse().unwrap(),
        Term::Address => terms.address.push('2'),
        Term::Isco08 => terms.isco08 = "9313".parse().unwrap(),
        Term::Duties => terms.duties.push_str(" and cleans"),
        Term::StartDay => terms.start_day = terms.start_day.succ_opt().unwrap(),
        Term::EndDay => terms.end_day = terms.end_day.pred_opt().unwrap(),
        Term::TrialMonths => terms.trial_months += 1,
        Term::Currency => terms.currency = Currency::Uzs,
        Term::MonthlyMinimum => terms.monthly_minimum -= 1,
        Term::PayDays => terms.pay_days -= 1,
        Term::HourlyRate => terms.hourly_rate = terms.hourly_rate.map(|rate| rate - 1),
        Term::PieceRate => terms.piece_rate = None,
        Term::MonthlyBonus => terms.monthly_bonus = Some(1),
        Term::Deductions => terms.deductions.push(NEW_DEDUCTION),
        Term::WeeklyHours => terms.weekly_hours += 1,
        Term::Schedule => terms.schedule = Schedule::Shifts,
        Term::OvertimePercent => terms.overtime_percent -= 1,
        Term::NightWork => terms.night_work = true,
        Term::LeaveDays => terms.leave_days -= 1,
        Term::Housing => terms.housing = HousingKind::Camp,
        Term::HousingCost => terms.housing_cost += 1,
        Term::PeoplePerRoom => terms.people_per_room = Some(5),
        Term::Meals => terms.meals = MealsKind::Canteen,
        Term::MealsPerDay => terms.meals_per_day -= 1,
        Term::OutboundTravel => terms.outbound_travel = TravelPayer::Worker,
        Term::HomewardTravel => terms.homeward_travel = TravelPayer::Reimbursed,
        Term::MedicalInsurance => terms.medical_insurance = false,
        Term::AccidentInsurance => terms.accident_insurance = false,
        Term::Insurer => terms.insurer = None,
        Term::Policy => terms.policy = Some("other".to_owned()),
        Term::MedicalCare => terms.medical_care = false,
        Term::ProtectiveClothing => terms.protective_clothing = false,
        Term::NoticeDays => terms.notice_days -= 1,
        Term::PassportHolder => return false,
        Term::ComplaintContact => terms.complaint_contact.push('1'),
    }
    true
}

/// Makes a term better for the worker, where it can be.
fn improve(term: Term, terms: &mut Terms) -> bool {
    match term {
        Term::TrialMonths => terms.trial_months = 0,
        Term::MonthlyMinimum => terms.monthly_minimum += 1,
        Term::PayDays => terms.pay_days += 1,
        Term::HourlyRate => terms.hourly_rate = terms.hourly_rate.map(|rate| rate + 1),
        Term::PieceRate => terms.piece_rate = terms.piece_rate.map(|rate| rate + 1),
        Term::MonthlyBonus => terms.monthly_bonus = terms.monthly_bonus.map(|bonus| bonus + 1),
        Term::Deductions => terms.deductions.clear(),
        Term::WeeklyHours => terms.weekly_hours -= 1,
        Term::OvertimePercent => terms.overtime_percent += 1,
        Term::LeaveDays => terms.leave_days += 1,
        Term::HousingCost => terms.housing_cost -= 1,
        Term::PeoplePerRoom => terms.people_per_room = Some(1),
        Term::Meals => terms.meals = MealsKind::Free,
        Term::MealsPerDay => terms.meals_per_day += 1,
        Term::OutboundTravel => terms.outbound_travel = TravelPayer::Employer,
        Term::NoticeDays => terms.notice_days += 1,
        _ => return false,
    }
    true
}

proptest! {
    #[test]
    fn each_single_worsened_term_is_caught_and_named(n in any::<u8>()) {
        let promised = Terms { policy: Some("policy".to_owned()), ..somewhere(n) };
        for term in Term::ALL {
            let mut offered = promised.clone();
            if worsen(*term, &mut offered) {
                let caught: Vec<Term> = broken(&[&promised], &offered).iter().map(|one| one.0).collect();
                prop_assert_eq!(caught, vec![*term]);
            }
        }
    }

    #[test]
    fn each_improved_term_passes(n in any::<u8>()) {
        let promised = somewhere(n);
        for term in Term::ALL {
            let mut offered = promised.clone();
            if improve(*term, &mut offered) {
                prop_assert_eq!(term.compare(&promised, &offered), Comparison::Better);
                prop_assert_eq!(broken(&[&promised], &offered), vec![]);
            }
        }
    }

    #[test]
    fn what_one_stage_improved_the_next_may_not_take_back(n in any::<u8>()) {
        let order = somewhere(n);
        for term in Term::ALL {
            let mut offer = order.clone();
            if improve(*term, &mut offer) {
                prop_assert_eq!(broken(&[&order], &order), vec![]);
                let caught = broken(&[&order, &offer], &order);
                prop_assert_eq!(caught, vec![(*term, Comparison::Worse)]);
            }
        }
    }
}

#[test]
fn what_was_promised_and_is_gone_is_missing() {
    let promised = bricklayer();
    let offered = Terms { people_per_room: None, housing: HousingKind::None, ..promised.clone() };
    let missing = [Term::Housing, Term::PeoplePerRoom].map(|term| (term, Comparison::Missing));
    assert_eq!(broken(&[&promised], &offered), missing);
    let silent = Terms { insurer: None, monthly_bonus: None, ..promised.clone() };
    assert_eq!(broken(&[&silent], &promised), []);
}

#[test]
fn a_deduction_counts_by_what_it_is_for_however_it_is_cut() {
    let promised = bricklayer();
    let meals = promised.deductions[0];
    let half = Deduction { amount_minor: meals.amount_minor / 2, ..meals };
    let halves = Terms { deductions: vec![half, half], ..promised.clone() };
    assert_eq!(Term::Deductions.compare(&promised, &halves), Comparison::Same);
    let thrice = Terms { deductions: vec![half, half, half], ..promised.clone() };
    assert_eq!(Term::Deductions.compare(&promised, &thrice), Comparison::Worse);
    let once = Deduction { period: DeductionPeriod::Once, ..meals };
    let other = Terms { deductions: vec![once], ..promised.clone() };
    assert_eq!(Term::Deductions.compare(&promised, &other), Comparison::Worse);
}
