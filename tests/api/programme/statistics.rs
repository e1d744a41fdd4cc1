//! Figures: how many came of how many who were planned, told so that nobody is told apart.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    job_orders::Demand,
    scene::{Scene, close},
};
use crate::{
    store::sql::Sql,
    support::{
        Client, TestApp, on_both,
        world::{eventually, id},
    },
};

const NOVEMBER: usize = 10;

/// A path of figures of 2026.
fn of(series: &str, more: &str) -> String {
    format!("/v1/statistics?series={series}&year=2026{more}")
}

/// Applications of two workers for each of some employers.
fn applied(app: &TestApp, employers: usize) -> Vec<(Scene, [String; 2])> {
    let scenes = (0..employers).map(|_| Scene::with_openings(app, 5));
    let both = |scene: Scene| {
        let paths = [0, 1].map(|_| scene.applied(&scene.candidate(app)));
        (scene, paths)
    };
    scenes.map(both).collect()
}

/// Waits until the tables have followed the log so far.
fn counted(app: &TestApp, stage: &str, count: usize) {
    let query = format!("SELECT stage AS text FROM application_stages WHERE stage = '{stage}'");
    eventually("it is counted", || Sql::of(app).texts(&query).len() == count);
}

fn year(client: &Client, series: &str) -> Value {
    client.get(&of(series, "")).expect(200)["total"]["year"].clone()
}

/// An approved order of an employer of its own.
fn ordered(app: &TestApp, heads: u32) -> Demand {
    let order = json!({"heads": heads, "period_start": "2027-03-10", "period_end": "2027-09-30"});
    Demand::approved_with(app, &order)
}

/// The employer of a record.
fn owner(record: &Value) -> Uuid {
    record["employer_id"].as_str().unwrap().parse().unwrap()
}

fn planned(app: &TestApp, rows: usize) {
    let query = "SELECT CAST(n AS text) AS text FROM order_plans";
    eventually("the plan is noted", || Sql::of(app).texts(query).len() == rows);
}

on_both! {
    fn operators_read_what_was_counted_and_the_public_a_multiple_of_five(app) {
        applied(app, 3);
        counted(app, "submitted", 6);
        let operator = app.operator();
        let exact = operator.get(&of("applications", "&by=origin")).expect(200);
        assert_eq!((&exact["audience"], &exact["total"]["months"][NOVEMBER]["count"]), (&json!("operators"), &json!(6)));
        assert_eq!((&exact["rows"][0]["value"], &exact["rows"][0]["year"]), (&json!("UZ-SA"), &json!(6)));
        assert_eq!(exact["total"]["months"][0]["count"], 0, "a zero is told");
        for client in [app.anonymous(), app.agency(), app.partner()] {
            let told = client.get(&of("applications", "&by=municipality")).expect(200);
            assert_eq!((&told["audience"], &told["rows"][0]["value"]), (&json!("public"), &json!("92701000")));
            let rounded = told["total"]["year"].as_u64().unwrap();
            assert!(rounded == 5 || rounded == 10, "{rounded}");
            assert_eq!(client.get(&of("applications", "&by=municipality")).expect(200), told, "always the same");
        }
    }

    fn few_people_or_few_employers_are_told_to_nobody(app) {
        let scenes = applied(app, 2);
        counted(app, "submitted", 4);
        assert_eq!(year(&app.operator(), "applications"), Value::Null, "four people");
        assert_eq!(year(&app.anonymous(), "applications"), Value::Null);
        let (scene, _) = &scenes[0];
        for _ in 0..2 {
            scene.applied(&scene.candidate(app));
        }
        counted(app, "submitted", 6);
        assert_eq!(year(&app.operator(), "applications"), Value::Null, "six people of two employers");
    }

    fn a_plan_is_what_was_approved_before_its_month_whatever_is_cut_later(app) {
        let orders = [20, 30, 40].map(|heads| ordered(app, heads));
        planned(app, 3);
        let operator = app.operator();
        let plan = || operator.get("/v1/statistics/plan?year=2027&by=trade").expect(200);
        let march = plan()["rows"][0]["months"][2].clone();
        assert_eq!(march, json!({"month": "2027-03", "planned": 90, "wanted_now": 90, "came": 0}));
        let owner = owner(&orders[0].read());
        app.pass(Duration::from_hours(24 * 120)); // 2027-03-24
        let (operator, employer) = (app.operator(), app.client(Role::Employer, owner, ""));
        let plan = || operator.get("/v1/statistics/plan?year=2027&by=trade").expect(200);
        ordered(app, 50);
        planned(app, 4);
        assert_eq!(plan()["total"]["months"][2], json!({"month": "2027-03", "planned": 90, "wanted_now": 140, "came": 0}));
        employer.transition(&orders[0].path, "withdrawn").expect(200);
        planned(app, 5);
        let after = plan();
        assert_eq!(after["total"]["months"][2], json!({"month": "2027-03", "planned": 90, "wanted_now": 120, "came": 0}));
        assert_eq!(after["rows"][0]["value"], "bricklayer");
    }

    fn the_funnel_loses_nobody_who_is_under_way(app) {
        let scenes = applied(app, 3);
        let (scene, [first, second]) = &scenes[0];
        let owner = owner(&scene.employer.get(&scene.vacancy).expect(200));
        app.pass(Duration::from_hours(24 * 3));
        let employer = app.client(Role::Employer, owner, "");
        for state in ["shortlisted", "interview"] {
            employer.transition(first, state).expect(200);
        }
        close(&employer, second, "rejected_by_employer").expect(200);
        counted(app, "closed", 1);
        counted(app, "interview", 1);
        let funnel = app.operator().get("/v1/statistics/funnel?year=2026").expect(200);
        let stage = |name: &str| {
            let stages = funnel["stages"].as_array().unwrap();
            stages.iter().find(|one| one["stage"] == name).unwrap().clone()
        };
        let submitted = stage("submitted");
        assert_eq!((&submitted["reached"], &submitted["in_progress"]), (&json!(6), &json!(4)));
        assert_eq!(submitted["lost"], json!([{"reason": "rejected_by_employer", "count": 1}]));
        assert_eq!((&submitted["median_days"], &submitted["stays_ended"]), (&json!(3), &json!(2)));
        assert_eq!((&stage("interview")["reached"], &stage("interview")["in_progress"]), (&json!(1), &json!(1)));
        assert_eq!(stage("selected")["reached"], 0);
        app.agency().get("/v1/statistics/funnel?year=2026").problem(403, "forbidden");
    }

    fn what_is_counted_is_what_the_log_says(app) {
        for (scene, [first, second]) in applied(app, 2) {
            scene.employer.transition(&first, "shortlisted").expect(200);
            close(&scene.agency, &second, "withdrawn_by_worker").expect(200);
        }
        let scene = Scene::with_openings(app, 2);
        let invited = id(&scene.invite(&scene.candidate(app)).expect(201));
        close(&scene.agency, &format!("/v1/applications/{invited}"), "withdrawn_by_worker").expect(200);
        counted(app, "closed", 2);
        let mut sql = Sql::of(app);
        let written = |id: &str| sql.either("CAST({} AS text)", "hex({})").replace("{}", id);
        let of_log = format!(
            "SELECT {} || to_state || CAST(min(at) AS text) AS text FROM changes \
             WHERE kind = 'application' AND to_state <> 'draft' \
             AND record IN (SELECT record FROM changes WHERE to_state = 'submitted') GROUP BY record, to_state ORDER BY 1",
            written("record")
        );
        let counted = format!(
            "SELECT {} || stage || CAST(at AS text) AS text FROM application_stages ORDER BY 1",
            written("application")
        );
        let kept = sql.texts(&counted);
        assert_eq!(kept, sql.texts(&of_log));
        sql.run("DELETE FROM application_stages").unwrap();
        sql.run("DELETE FROM reaction_positions WHERE name = 'count_stages_of_applications'").unwrap();
        let _later = app.another();
        eventually("all is counted again", || Sql::of(app).texts(&counted) == kept);
    }

    fn figures_are_files_and_pictures_too(app) {
        applied(app, 3);
        counted(app, "submitted", 6);
        let operator = app.operator();
        let ask = |form: &str| operator.get(&format!("/v1/statistics/{form}?series=applications&year=2026&by=trade"));
        let csv = ask("csv");
        assert_eq!(csv.status, 200);
        let lines: Vec<&str> = csv.text.lines().collect();
        assert_eq!((lines[0], lines.len()), ("series,year,month,by,value,count", 14));
        assert!(lines.contains(&"applications,2026,2026-11,trade,bricklayer,6"), "{lines:?}");
        assert_eq!(lines[13], "applications,2026,,trade,bricklayer,6");
        let stat = ask("json-stat").expect(200);
        let size: u64 = stat["size"].as_array().unwrap().iter().map(|size| size.as_u64().unwrap()).product();
        assert_eq!(stat["value"].as_array().unwrap().len() as u64, size);
        assert_eq!((&stat["version"], &stat["class"], &stat["value"][NOVEMBER]), (&json!("2.0"), &json!("dataset"), &json!(6)));
        assert_eq!(stat["dimension"]["month"]["category"]["index"].as_array().unwrap().len(), 13);
        let chart = ask("chart");
        assert_eq!(chart.status, 200);
        assert!(chart.text.starts_with("<svg ") && chart.text.contains("<title>applications 2026</title>"), "{}", chart.text);
        let hidden = app.anonymous().get("/v1/statistics/json-stat?series=selected&year=2026");
        assert_eq!(hidden.expect(200)["status"], json!({}), "nobody is nothing to hide");
    }

    fn figures_that_cannot_be_asked_for_are_refused_by_name(app) {
        let reader = app.anonymous();
        for (query, name) in [
            ("year=2026", "series"),
            ("series=applications", "year"),
            ("series=applications&year=1999", "year"),
            ("series=happiness&year=2026", "series"),
            ("series=applications&year=2026&by=sex", "by"),
        ] {
            let problem = reader.get(&format!("/v1/statistics?{query}")).problem(400, "malformed-request");
            assert!(problem["detail"].as_str().unwrap().contains(name), "{query}: {problem}");
        }
    }

    fn the_database_takes_no_figures_that_cannot_be(app) {
        applied(app, 1);
        counted(app, "submitted", 2);
        ordered(app, 20);
        planned(app, 1);
        let mut sql = Sql::of(app);
        for wrong in [
            "UPDATE application_stages SET stage = 'closed'",
            "UPDATE application_stages SET reason = 'no_show'",
            "UPDATE application_stages SET month = cohort - 1",
            "INSERT INTO application_stages SELECT * FROM application_stages",
            "UPDATE order_plans SET heads = -1",
            "UPDATE order_plans SET heads = 10001",
            "INSERT INTO order_plans SELECT * FROM order_plans",
        ] {
            assert!(sql.run(wrong).is_err(), "{wrong}");
        }
    }
}
