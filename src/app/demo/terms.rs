//! The terms that an employer of the demo offers for a vacancy: what the vacancy says, and what is usual where it says nothing.

use chrono::{Days, NaiveDate};

use crate::domain::{
    programme::terms::document::{PassportHolder, Terms},
    recruitment::{
        conditions::{HousingKind, MealsKind, TravelOffer, TravelPayer},
        pay::monthly_roubles,
        vacancy::Vacancy,
        work_time::Schedule,
    },
    values::{language::Lang, money::Currency},
};

/// The days until the work begins, and until it ends.
pub(super) const PERIOD: [u64; 2] = [60, 300];

fn payer(offer: Option<TravelOffer>) -> TravelPayer {
    offer.and_then(TravelOffer::payer).unwrap_or(TravelPayer::Worker)
}

/// The terms, if the vacancy says what no employer leaves open: who is wanted, where, and for what pay.
pub(super) fn terms(vacancy: &Vacancy, day: NaiveDate) -> Option<Terms> {
    let offer = &vacancy.body;
    let said = &offer.conditions;
    let pay = monthly_roubles(offer.base_salary.as_ref()?, &offer.work_hours)?;
    let duties = offer.title.as_ref()?.in_language(Lang::Ru);
    let [start_day, end_day] = PERIOD.map(|days| day + Days::new(days));
    let housing = said.housing.as_ref();
    let meals = said.meals.as_ref();
    let travel = said.travel.as_ref();
    let insurance = said.insurance.as_ref();
    Some(Terms {
        employer_id: vacancy.owner,
        municipality: offer.workplace.municipality()?,
        address: offer.workplace.address.clone().unwrap_or_else(|| "at the employer's".to_owned()),
        isco08: offer.known_occupation()?.isco08.clone(),
        duties: duties.to_owned(),
        start_day,
        end_day,
        trial_months: 1,
        currency: Currency::Rub,
        monthly_minimum: i64::try_from(pay).ok()? * 100,
        pay_days: 2,
        hourly_rate: None,
        piece_rate: None,
        monthly_bonus: None,
        deductions: Vec::new(),
        weekly_hours: offer.work_hours.hours_per_week.unwrap_or(40),
        schedule: offer.work_hours.schedule.unwrap_or(Schedule::FiveTwo),
        overtime_percent: 150,
        night_work: offer.work_hours.night_shifts.unwrap_or(false),
        leave_days: 28,
        housing: housing.map_or(HousingKind::None, |one| one.kind),
        housing_cost: housing
            .and_then(|one| one.monthly_cost)
            .map_or(0, |cost| i64::from(cost) * 100),
        people_per_room: housing.and_then(|one| one.people_per_room),
        meals: meals.map_or(MealsKind::None, |one| one.kind),
        meals_per_day: meals.and_then(|one| one.per_day).unwrap_or(0),
        outbound_travel: payer(travel.map(|one| one.outbound)),
        homeward_travel: payer(travel.map(|one| one.homeward)),
        medical_insurance: insurance.is_some_and(|one| one.medical),
        accident_insurance: insurance.is_some_and(|one| one.accident),
        insurer: None,
        policy: None,
        medical_care: said.provided.medical_examination.unwrap_or(false),
        protective_clothing: said.provided.work_clothes.unwrap_or(false),
        notice_days: 14,
        passport_holder: PassportHolder::Worker,
        complaint_contact: "+7 843 000 00 00".to_owned(),
    })
}
