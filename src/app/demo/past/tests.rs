use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use super::*;
use crate::{
    app::{
        demo::{Plan, Travel, fill},
        resource::{Filter, rules::ResourceRules},
        trust::vault::{Vault, local::LocalKeys},
    },
    domain::{
        casework::complaint::ComplaintBody,
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            roadmap::indicator::IndicatorBody,
        },
        recruitment::vacancy::VacancyBody,
        resource::Record,
    },
    store::law::fees::FeeFilter,
};

/// A demo with a past, at a fixed time; the folder goes with it.
fn lived(now: &str, plan: Plan) -> (tempfile::TempDir, App) {
    let now: DateTime<Utc> = now.parse().unwrap();
    let travel = Travel::of(Arc::new(move || now));
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("koprik.db").display());
    let app = App::open(url.parse().unwrap(), travel.clock(), None).unwrap();
    app.migrate().unwrap();
    app.set_vault(Vault::of(LocalKeys::in_file(&folder.path().join("master.key")).unwrap()));
    fill(&app, &plan, Some(&travel), &|_, _, _| {}).unwrap();
    assert_eq!(app.now(), now, "the clock is home again");
    (folder, app)
}

fn all<R: ResourceRules>(app: &App) -> Vec<Record<R>> {
    let found = app.list(&Actor::System, &Filter::default(), None, 100_000).unwrap();
    found.into_iter().map(|seen| seen.record).collect()
}

#[test]
fn each_vacancy_begins_once() {
    let begun: Vec<usize> = (0..DAYS).flat_map(|passed| beginning(333, passed)).collect();
    assert_eq!(begun, (0..333).collect::<Vec<_>>());
}

#[test]
fn people_stand_at_every_stage_and_what_is_counted_agrees() {
    let plan = Plan { vacancies: 200, candidates: 3_000, seed: 11 };
    let (_folder, app) = lived("2026-12-01T07:00:00Z", plan);
    let applications = all::<ApplicationBody>(&app);
    assert!((100..=300).contains(&applications.len()), "{}", applications.len());
    let reached: BTreeSet<_> = applications.iter().map(|one| one.status).collect();
    for state in [
        ApplicationStatus::Closed,
        ApplicationStatus::ContractSigned,
        ApplicationStatus::MigrationRegistered,
        ApplicationStatus::Working,
        ApplicationStatus::Returned,
    ] {
        assert!(reached.contains(&state), "nobody is {state}");
    }
    what_is_counted_agrees(&app);
    each_step_follows(&app);
    assert!(!all::<ComplaintBody>(&app).is_empty(), "papers that break a promise open cases");
    let operator = of(Role::Operator, Uuid::from_u128(1));
    let fees = app.fees(&operator, FeeFilter::default(), (None, 1_000)).unwrap();
    assert!(fees.len() > 20, "{}", fees.len());
    let appealed = applications
        .iter()
        .filter(|one| !app.appeals(&operator, one.id, 0, 10).unwrap().is_empty());
    assert!(appealed.count() > 2);
    assert!(app.freeze_months().unwrap() > 8, "the months that are over have figures");
    let began = &all::<IndicatorBody>(&app)[0];
    let progress = app.indicator_progress(&operator, began.id).unwrap().progress;
    assert!(progress.actual.is_some_and(|actual| actual > 0.0), "{progress:?}");
}

#[test]
fn it_is_lived_through_on_any_day_also_without_rules_and_calendars() {
    for now in ["2026-03-02T05:06:07Z", "2029-06-01T22:00:00Z"] {
        let (_folder, app) = lived(now, Plan { vacancies: 60, candidates: 1_000, seed: 11 });
        assert!(!all::<ApplicationBody>(&app).is_empty(), "{now}");
        what_is_counted_agrees(&app);
        each_step_follows(&app);
    }
}

/// As many seats are held as there are applications that hold one.
fn what_is_counted_agrees(app: &App) {
    let applications = all::<ApplicationBody>(app);
    let mut held = BTreeMap::new();
    for one in applications.iter().filter(|one| one.status.holds_seat()) {
        *held.entry(one.body.vacancy).or_insert(0_u32) += 1;
    }
    for vacancy in all::<VacancyBody>(app) {
        let counted = held.get(&vacancy.id).copied().unwrap_or(0);
        assert_eq!(vacancy.body.openings.reserved, counted);
    }
}

/// No step comes before the one that led to it, and none after today.
fn each_step_follows(app: &App) {
    let mut first = app.now();
    for one in all::<ApplicationBody>(app) {
        let steps = app.history(&Actor::System, one.id, 0, 100).unwrap();
        let days: Vec<DateTime<Utc>> = steps.iter().map(|step| step.at).collect();
        assert!(days.is_sorted() && days.iter().all(|at| *at <= app.now()), "{days:?}");
        first = first.min(days[0]);
    }
    let months = (app.now() - first).num_days() / 30;
    assert!((8..=10).contains(&months), "{first}");
}
