use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::{
    app::{
        casework::services::Wanted,
        recruitment::matches::{self, Page, Query, Weights},
        resource::rules::DocumentRules,
        trust::vault::{Vault, local::LocalKeys},
    },
    domain::{
        casework::{centre::CentreBody, opening::Opening},
        parties::agency::AgencyBody,
        programme::{
            application::{ApplicationBody, ApplicationStatus},
            job_order::{JobOrderBody, JobOrderStatus},
            roadmap::{indicator::IndicatorBody, measure::MeasureBody},
        },
        recruitment::{
            candidate::{CandidateBody, CandidateStatus},
            vacancy::{Vacancy, VacancyBody, VacancyStatus},
        },
        resource::{Record, Resource, lifecycle::Around},
        values::language::Lang,
    },
    taxonomy::Taxonomy,
};

const SEED: u64 = 11;

/// An application over a database of its own, at a fixed time; the directory goes with it.
fn app(at: &str) -> (tempfile::TempDir, App) {
    let at: DateTime<Utc> = at.parse().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("koprik.db").display());
    let app = App::open(url.parse().unwrap(), Arc::new(move || at), None).unwrap();
    app.migrate().unwrap();
    app.set_vault(Vault::of(LocalKeys::in_file(&dir.path().join("master.key")).unwrap()));
    (dir, app)
}

fn quiet(_: &str, _: usize, _: usize) {}

fn everything<R: DocumentRules>(app: &App) -> Vec<Record<R>> {
    let found = app.list(&Actor::System, &Filter::default(), None, 100_000).unwrap();
    found.into_iter().map(|seen| seen.record).collect()
}

fn equal<R: DocumentRules>(one: &App, other: &App, count: usize) {
    let records = everything::<R>(one);
    assert_eq!(records.len(), count);
    assert_eq!(records, everything::<R>(other));
}

fn world() -> World {
    World::new(Taxonomy::embedded(), SEED, "2026-03-02".parse().unwrap())
}

/// How many matches the vacancy has, up to three.
fn matched(app: &App, actor: &Actor, vacancy: &Vacancy) -> usize {
    let query = Query {
        weights: Weights::default(),
        kept: matches::MatchFilter::default(),
        page: Page { after: None, limit: 3 },
        lang: Lang::En,
    };
    app.candidates_for(actor, vacancy.id, &query).unwrap().items.len()
}

fn published(app: &App, actor: &Actor) -> Vec<Vacancy> {
    let filter = Filter { status: vec!["published".to_owned()], ..Filter::default() };
    let found = app.list(actor, &filter, None, 1_000).unwrap();
    found.into_iter().map(|seen| seen.record).collect()
}

fn actor(corridor: &Corridor, role: Role) -> impl Iterator<Item = Actor> {
    let clients = corridor.clients.iter().filter(move |client| client.role == role);
    clients.map(|client| Actor::Client(client.new.client.clone()))
}

#[test]
fn the_same_plan_on_the_same_day_gives_the_same_records() {
    let plan = Plan { vacancies: 30, candidates: 300, seed: SEED };
    let (_morning, one) = app("2026-03-02T05:06:07Z");
    let (_evening, other) = app("2026-03-02T21:22:23Z");
    fill(&one, &plan, None, &quiet).unwrap();
    fill(&other, &plan, None, &quiet).unwrap();
    equal::<EmployerBody>(&one, &other, 6);
    equal::<AgencyBody>(&one, &other, AGENCIES);
    equal::<VacancyBody>(&one, &other, 30);
    equal::<CandidateBody>(&one, &other, 300);
}

#[test]
fn vacancies_have_matches_and_the_first_is_shown_with_reasons() {
    let plan = Plan { vacancies: 60, candidates: 2_000, seed: SEED };
    let (_dir, app) = app("2026-03-02T05:06:07Z");
    let corridor = fill(&app, &plan, None, &quiet).unwrap();
    app.follower().load(&|_| {}).unwrap();

    for employer in actor(&corridor, Role::Employer) {
        let own = published(&app, &employer);
        assert!(own.len() >= 5);
        assert!(own.iter().all(|vacancy| matched(&app, &employer, vacancy) > 0));
        let shown = showcase(&app, &employer).unwrap().unwrap();
        let text = table(&app, &employer, &shown).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
        assert_eq!(
            text.lines().filter(|line| line.contains('…') && line.contains('%')).count(),
            3,
            "{text}"
        );
    }
    let operator = actor(&corridor, Role::Operator).next().unwrap();
    let all = published(&app, &operator);
    let well = all.iter().filter(|vacancy| matched(&app, &operator, vacancy) == 3).count();
    assert!(well * 100 >= all.len() * 85, "{well} of {}", all.len());
}

#[test]
fn the_roadmap_can_be_kept_as_it_is_and_has_something_for_the_next_meeting() {
    let (_dir, app) = app("2026-03-02T05:06:07Z");
    let corridor =
        fill(&app, &Plan { vacancies: 3, candidates: 3, seed: SEED }, None, &quiet).unwrap();
    let measures = everything::<MeasureBody>(&app);
    let indicators = everything::<IndicatorBody>(&app);
    assert_eq!((measures.len(), indicators.len()), (4, 2));
    let wrong = measures.iter().flat_map(|one| one.body.contradictions());
    let wrong: Vec<_> =
        wrong.chain(indicators.iter().flat_map(|one| one.body.contradictions())).collect();
    assert_eq!(wrong, []);
    let agenda = app.agenda(&actor(&corridor, Role::Operator).next().unwrap()).unwrap();
    assert!(agenda.meeting.is_some());
    assert_eq!((agenda.overdue_tasks.len(), agenda.missed_measures.len()), (1, 1));
}

#[test]
fn a_filled_database_is_refused() {
    let plan = Plan { vacancies: 3, candidates: 3, seed: SEED };
    let (_dir, app) = app("2026-03-02T05:06:07Z");
    let corridor = fill(&app, &plan, None, &quiet).unwrap();
    assert_eq!(corridor.clients.len(), 6);
    assert!(matches!(fill(&app, &plan, None, &quiet), Err(AppError::Conflict(_))));
}

#[test]
fn the_default_plan_covers_both_ends_of_the_corridor() {
    let (world, plan) = (world(), Plan { seed: SEED, ..Plan::default() });
    let employers: Vec<_> =
        (0..plan.employers()).map(|n| organisations::employer(&world, n).body).collect();
    assert_eq!(employers.len(), 60);
    let inns: HashSet<_> = employers.iter().map(|body| body.inn.as_str()).collect();
    let names: HashSet<_> = employers.iter().map(|body| body.name.in_language(Lang::Ru)).collect();
    assert_eq!((inns.len(), names.len()), (60, 60));

    let regions: HashSet<_> =
        (0..AGENCIES).map(|n| organisations::agency(&world, n).body.home_region).collect();
    assert_eq!(regions.len(), 14);

    let vacancies: Vec<_> =
        (0..plan.vacancies).map(|n| vacancies::vacancy(&world, &plan, n)).collect();
    let places: HashSet<_> =
        vacancies.iter().map(|one| one.body.workplace.municipality()).collect();
    assert_eq!(places.len(), 45);
    let owners: HashSet<_> = vacancies.iter().map(|one| one.owner).collect();
    assert_eq!(owners.len(), 60);
}

#[test]
fn every_record_says_what_its_rules_allow() {
    fn check<R: DocumentRules>(record: &Record<R>, today: NaiveDate) {
        let around = Around { owner: Ok(()), today, lacks: Vec::new() };
        assert_eq!(record.body.unknown_codes(Taxonomy::embedded()), []);
        let entered = R::moves(R::INITIAL).iter().find(|one| one.to == record.status);
        assert_eq!(entered.and_then(|one| one.unmet(&record.body, &around)), None);
    }
    let (world, plan) = (world(), Plan { seed: SEED, ..Plan::default() });
    for n in 0..plan.vacancies {
        let vacancy = vacancies::vacancy(&world, &plan, n);
        check(&vacancy, world.today);
        let body = &vacancy.body;
        assert!((2..=8).contains(&body.requirements.len()), "{body:?}");
        let skills: HashSet<_> = body.requirements.iter().map(|asked| &asked.skill).collect();
        assert_eq!(skills.len(), body.requirements.len(), "{body:?}");
        let pay = body.base_salary.as_ref().unwrap();
        assert!(pay.check().is_ok() && pay.min.is_some(), "{pay:?}");
    }
    for n in 0..3_000 {
        let candidate = candidates::candidate(&world, n);
        check(&candidate, world.today);
        let body = &candidate.body;
        assert!((3..=12).contains(&body.skills.len()), "{body:?}");
        assert!(body.skills.iter().all(|held| (1..=5).contains(&held.level)), "{body:?}");
        let wishes = &body.destinations;
        assert!(wishes.elsewhere == Some(true) || !wishes.ranked.is_empty(), "{wishes:?}");
    }
}

#[test]
fn the_shares_are_those_of_the_plan() {
    let world = world();
    let people: Vec<_> = (0..3_000).map(|n| candidates::candidate(&world, n)).collect();
    let percent = |count: usize| count * 100 / people.len();
    let count = |test: &dyn Fn(&CandidateBody) -> bool| {
        percent(people.iter().filter(|one| test(&one.body)).count())
    };
    assert!((90..=94).contains(&count(&CandidateBody::consents_to_matching)));
    assert!((67..=73).contains(&count(&|body| body.destinations.elsewhere == Some(true))));
    let available = people.iter().filter(|one| one.status == CandidateStatus::Available).count();
    assert!((82..=88).contains(&percent(available)));

    let plan = Plan { seed: SEED, ..Plan::default() };
    let vacancies = (0..300).map(|n| vacancies::vacancy(&world, &plan, n));
    let public = vacancies.filter(|one| one.status == VacancyStatus::Published).count();
    assert!((250..290).contains(&public), "{public}");
    assert_eq!(VacancyBody::PUBLIC, Some(VacancyStatus::Published));
}

#[test]
fn a_centre_is_open_in_uzbek_and_what_newspapers_told_is_stale() {
    let (_dir, app) = app("2026-12-01T07:00:00Z"); // a Tuesday
    fill(&app, &Plan { vacancies: 1, candidates: 1, seed: SEED }, None, &quiet).unwrap();
    let wanted = Wanted {
        language: Some("uz".parse().unwrap()),
        open_at: Some(app.now()),
        ..Wanted::default()
    };
    let open = app.services(&wanted, 10).unwrap();
    assert!(open.iter().all(|one| matches!(one.opening, Some(Opening::Open { .. })) && !one.stale));
    assert_eq!(open.len(), 2);
    let all = app.services(&Wanted::default(), 10).unwrap();
    assert_eq!(all.iter().filter(|one| one.stale && one.opening.is_none()).count(), 3);
    assert!(
        everything::<CentreBody>(&app)
            .iter()
            .all(|one| one.body.unknown_codes(&app.taxonomy()).is_empty())
    );
}

#[test]
fn the_heart_of_each_trade_is_among_its_skills() {
    for craft in &world().crafts {
        let of_trade = |skill| craft.trade.skills.iter().any(|link| &link.skill == skill);
        assert!(craft.core.iter().all(of_trade), "{}: {:?}", craft.row.trade, craft.core);
        assert!(!craft.core.is_empty() && !craft.others.is_empty(), "{}", craft.row.trade);
    }
}

#[test]
fn the_first_employer_has_an_approved_order_and_an_application_in_each_state() {
    let plan = Plan { vacancies: 60, candidates: 2_000, seed: SEED };
    let (_dir, app) = app("2026-03-02T05:06:07Z");
    let corridor = fill(&app, &plan, None, &quiet).unwrap();
    app.follower().load(&|_| {}).unwrap();
    recruit(&app, &actor(&corridor, Role::Employer).next().unwrap()).unwrap();

    let orders = everything::<JobOrderBody>(&app);
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0].status, JobOrderStatus::Approved);
    assert_eq!(orders[0].body.allotted, orders[0].body.heads);
    let filter = Filter::default();
    let all = app.list::<ApplicationBody>(&Actor::System, &filter, None, 100).unwrap();
    let mut states: Vec<ApplicationStatus> = all.iter().map(|seen| seen.record.status).collect();
    states.sort_unstable();
    let until_signed = ApplicationStatus::ALL.iter().copied();
    let until_signed = until_signed.filter(|&state| {
        state <= ApplicationStatus::ContractSigned || state == ApplicationStatus::Closed
    });
    assert_eq!(states, until_signed.collect::<Vec<_>>());
    assert!(all.iter().all(|seen| seen.record.body.order == Some(orders[0].id)));
}
