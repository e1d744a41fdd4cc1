//! Compliance checks: what the rules of a day say to a vacancy, asked over HTTP and before it is published.

use std::time::Duration;

use koprik::domain::access::scope::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rule_sets::activate;
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const RULES: &str = include_str!("../../../src/domain/law/data/rules.json");
/// From the day on which tests begin to one on which the project's own rules are known.
const WEEK: Duration = Duration::from_hours(7 * 24);
/// Where the project's rules say how large the share of foreign builders may be.
const BUILDERS: &str = "\"okved\": [\"F\"], \"max_percent\": 50, \"valid_from\": \"2026-01-01\", \"valid_to\": \"2026-12-31\"";

/// An employer of builders with its client, and a report of its workforce.
struct Builders {
    client: Client,
    path: String,
}

impl Builders {
    fn of(app: &TestApp) -> Self {
        let employer = app.new_employer();
        let path = format!("/v1/employers/{employer}/workforce-reports");
        Self { client: app.client(Role::Employer, employer, ""), path }
    }

    /// Reports a hundred workers, of whom so many are foreign.
    fn report(&self, foreign: u32) -> Answer {
        self.client.post(&self.path, &report(&json!({"foreign": foreign})))
    }

    /// A draft of a vacancy with so many seats.
    fn draft(&self, seats: u32) -> Uuid {
        let body = but(bodies::vacancy(), &json!({"total_job_openings": seats}));
        id(&self.client.post("/v1/vacancies", &body).expect(201))
    }

    fn publish(&self, vacancy: Uuid) -> Answer {
        self.client.transition(&format!("/v1/vacancies/{vacancy}"), "published")
    }

    fn check(&self, vacancy: Uuid, more: &Value) -> Value {
        let body = but(json!({"vacancy_id": vacancy}), more);
        self.client.post("/v1/compliance-checks", &body).expect(201)
    }

    /// The newest check of a vacancy.
    fn newest(&self, vacancy: Uuid) -> Value {
        let page = format!("/v1/compliance-checks?vacancy_id={vacancy}&limit=1");
        self.client.get(&page).expect(200)["items"][0].clone()
    }
}

fn report(more: &Value) -> Value {
    but(json!({"okved": "41.20", "total": 100, "foreign": 40, "as_of": "2026-11-20"}), more)
}

fn of_topic<'c>(check: &'c Value, topic: &str) -> Vec<&'c Value> {
    let findings = check["findings"].as_array().unwrap().iter();
    findings.filter(|found| found["topic"] == topic).collect()
}

/// The project's rules with the share of builders as of 2026 valid in 2027 as well, at so many percent.
pub(super) fn builders_at(percent: u32) -> String {
    let text = RULES.replace(
        BUILDERS,
        &format!("\"okved\": [\"F\"], \"max_percent\": {percent}, \"valid_from\": \"2026-01-01\""),
    );
    assert_ne!(text, RULES);
    // what is announced for every activity of 2027 would overlap
    let lines = text.lines().filter(|line| !line.contains("\"share.2027\""));
    lines.collect::<Vec<_>>().join("\n")
}

on_both! {
    fn an_employer_is_told_that_2027_is_not_covered_and_how_much_room_2026_leaves(app) {
        app.pass(WEEK);
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        let vacancy = builders.draft(12);
        let check = builders.check(vacancy, &json!({"at": "2027-03-01"}));
        assert_eq!((&check["result"], &check["rule_set"]), (&json!("unknown"), &json!("ru-ta-uz-2026-11")));
        assert_eq!(check.get("rule_set_id"), None, "nobody has approved the project's own rules");
        let share = of_topic(&check, "share");
        assert_eq!(share[0]["reason"], "no_rule");
        let last = share.iter().find(|found| found["weight"] == "lapsed").unwrap();
        assert_eq!((&last["room"], &last["rule"]["valid_to"]), (&json!(20), &json!("2026-12-31")));
        assert!(last["rule"]["sources"][0]["url"].as_str().unwrap().starts_with("https://"));
        assert!(last["text"].as_str().unwrap().contains("There is room for 20"), "{last}");
        let now = builders.check(vacancy, &json!({"at": "2026-12-31"}));
        assert_eq!((&now["result"], &now["replaces"]), (&json!("pass"), &check["id"]));
        let uncoded = of_topic(&now, "activity").into_iter().find(|one| one["reason"] == "activity_uncoded").unwrap();
        assert_eq!(uncoded["open"][0], "dangerous goods transport");
    }

    fn a_finding_is_said_in_five_languages(app) {
        app.pass(WEEK);
        let builders = Builders::of(app);
        let check = builders.check(builders.draft(1), &json!({}));
        let path = format!("/v1/compliance-checks/{}", check["id"].as_str().unwrap());
        let mut texts: Vec<String> = ["ru", "uz-Latn", "uz-Cyrl", "tt", "en"].iter().map(|lang| {
            let shown = builders.client.get(&format!("{path}?lang={lang}")).expect(200);
            of_topic(&shown, "standing")[0]["text"].as_str().unwrap().to_owned()
        }).collect();
        assert_eq!(texts[0], "Работодатель проверен.");
        texts.dedup();
        assert_eq!(texts.len(), 5, "{texts:?}");
        builders.client.get(&format!("{path}?lang=de")).problem(400, "malformed-request");
    }

    fn an_employer_checks_and_reads_its_own_and_operators_all(app) {
        let (builders, others, agency) = (Builders::of(app), Builders::of(app), app.agency());
        let vacancy = builders.draft(1);
        let check = builders.check(vacancy, &json!({}));
        let path = format!("/v1/compliance-checks/{}", check["id"].as_str().unwrap());
        others.client.get(&path).problem(404, "not-found");
        others.client.post("/v1/compliance-checks", &json!({"vacancy_id": vacancy})).problem(404, "not-found");
        agency.get(&path).problem(403, "forbidden");
        assert_eq!(others.client.get("/v1/compliance-checks").expect(200)["items"], json!([]));
        let operator = app.operator();
        assert_eq!(operator.get(&path).expect(200)["id"], check["id"]);
        operator.post("/v1/compliance-checks", &json!({"vacancy_id": vacancy})).expect(201);
        assert_eq!(builders.client.get("/v1/compliance-checks").expect(200)["items"].as_array().unwrap().len(), 2);
    }

    fn a_report_that_cannot_be_is_refused_by_member(app) {
        let builders = Builders::of(app);
        let wrong = |more: Value| builders.client.post(&builders.path, &report(&more)).pointers();
        assert_eq!(wrong(json!({"foreign": 101})), ["/foreign"]);
        assert_eq!(wrong(json!({"not_counted": 41})), ["/not_counted"]);
        assert_eq!(wrong(json!({"as_of": "2026-11-25"})), ["/as_of"]);
        builders.client.post(&builders.path, &report(&json!({"as_of": "2026-11-24"}))).expect(201);
        let page = builders.client.get(&builders.path).expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 1);
        Builders::of(app).client.get(&builders.path).problem(404, "not-found");
        app.operator().post(&builders.path, &report(&json!({}))).problem(403, "forbidden");
        assert_eq!(app.operator().get(&builders.path).expect(200), page);
    }

    fn checks_and_reports_stay_as_they_were_written(app) {
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        builders.check(builders.draft(1), &json!({}));
        let mut sql = Sql::of(app);
        for statement in [
            "UPDATE workforce_reports SET total = 1000", "DELETE FROM workforce_reports",
            "UPDATE compliance_checks SET result = 'pass'", "DELETE FROM compliance_checks",
        ] {
            assert!(sql.run(statement).unwrap_err().to_string().contains("neither changed nor deleted"), "{statement}");
        }
    }

    fn a_vacancy_that_breaks_a_rule_is_not_published_and_the_check_is_kept(app) {
        activate(app, &builders_at(50));
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        let vacancy = builders.draft(21);
        let refused = builders.publish(vacancy);
        refused.problem(409, "compliance-check-failed");
        let problem = refused.json();
        assert_eq!(problem["errors"][0]["pointer"], "/total_job_openings");
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("There is room for 20"), "{problem}");
        let path = format!("/v1/compliance-checks/{}", problem["compliance_check_id"].as_str().unwrap());
        let kept = builders.client.get(&path).expect(200);
        assert_eq!((&kept["result"], &kept["cause"]), (&json!("fail"), &json!("publish")));
        assert_eq!(builders.client.get(&format!("/v1/vacancies/{vacancy}")).expect(200)["status"], "draft");
        builders.client.patch(&format!("/v1/vacancies/{vacancy}"), "*", &json!({"total_job_openings": 20})).expect(200);
        builders.publish(vacancy).expect(200);
        let passed = builders.newest(vacancy);
        assert_eq!((&passed["cause"], &passed["replaces"]), (&json!("publish"), &kept["id"]));
        assert_ne!(passed["result"], "fail");
    }

    fn more_seats_of_a_public_vacancy_are_checked_too(app) {
        activate(app, &builders_at(50));
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        let vacancy = builders.draft(5);
        builders.publish(vacancy).expect(200);
        let path = format!("/v1/vacancies/{vacancy}");
        builders.client.patch(&path, "*", &json!({"total_job_openings": 21})).problem(409, "compliance-check-failed");
        builders.client.patch(&path, "*", &json!({"total_job_openings": 20})).expect(200);
        let other = builders.draft(1);
        builders.publish(other).problem(409, "compliance-check-failed");
    }

    fn what_is_unknown_or_not_approved_is_published(app) {
        app.pass(WEEK);
        let builders = Builders::of(app);
        builders.report(50).expect(201);
        let early = builders.draft(12);
        builders.publish(early).expect(200);
        activate(app, RULES);
        assert_eq!(builders.newest(early)["cause"], "rule_set", "the first set finds what was public before it");
        let vacancy = builders.draft(12);
        builders.publish(vacancy).expect(200);
        assert_eq!(builders.newest(vacancy)["result"], "unknown", "no rule covers 2027");
    }

    fn parallel_publications_never_exceed_the_room(app) {
        activate(app, &builders_at(50));
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        let other_server = app.another();
        let drafts: Vec<Uuid> = (0..64).map(|_| builders.draft(1)).collect();
        let there = Client::new(&other_server.base, None).with_token(builders.client.token());
        let published = std::thread::scope(|scope| {
            let halves = [(&builders.client, &drafts[..32]), (&there, &drafts[32..])];
            let all: Vec<_> = halves.into_iter().flat_map(|(client, drafts)| drafts.chunks(8).map(move |some| (client, some))).map(|(client, some)| {
                scope.spawn(move || some.iter().filter(|vacancy| loop {
                    let answer = client.transition(&format!("/v1/vacancies/{vacancy}"), "published");
                    match answer.status {
                        200 => break true,
                        409 => break false,
                        503 => {}
                        _ => panic!("{}", answer.text),
                    }
                }).count())
            }).collect();
            all.into_iter().map(|one| one.join().unwrap()).sum::<usize>()
        });
        assert_eq!(published, 20);
    }

    fn what_the_law_refuses_later_keeps_nobody_from_leaving(app) {
        activate(app, &builders_at(50));
        let (builders, agency) = (Builders::of(app), app.agency());
        builders.report(40).expect(201);
        let vacancy = builders.draft(12);
        builders.publish(vacancy).expect(200);
        let selected = || {
            let candidate = app.available(&agency, &bodies::candidate());
            let asked = json!({"vacancy_id": vacancy, "candidate_id": candidate.rsplit_once('/').unwrap().1});
            let path = format!("/v1/applications/{}", id(&agency.post("/v1/applications", &asked).expect(201)));
            for state in ["shortlisted", "interview", "selected"] {
                builders.client.transition(&path, state).expect(200);
            }
            (candidate, path)
        };
        let ((_, application), (erased, _)) = (selected(), selected());
        activate(app, &builders_at(40));
        assert_eq!(builders.newest(vacancy)["result"], "fail");
        let closed = json!({"to": "closed", "reason": "withdrawn_by_worker"});
        agency.post(&format!("{application}/transitions"), &closed).expect(200);
        agency.delete(&erased, "*").expect(204);
        let left = builders.client.get(&format!("/v1/vacancies/{vacancy}")).expect(200);
        assert_eq!((&left["status"], &left["reserved_job_openings"]), (&json!("published"), &json!(0)));
    }

    fn yesterdays_check_comes_out_the_same_by_what_was_known_then(app) {
        activate(app, &builders_at(50));
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        let vacancy = builders.draft(12);
        builders.publish(vacancy).expect(200);
        let check = builders.newest(vacancy);
        let path = format!("/v1/compliance-checks/{}", check["id"].as_str().unwrap());
        let found = builders.client.get(&path).text;
        app.pass(Duration::from_mins(1));
        let stricter = activate(app, &builders_at(40));
        let then = format!("{path}?known_at={}", check["checked_at"].as_str().unwrap());
        assert_eq!(builders.client.get(&then).text, found, "the same to the byte");
        let now = builders.client.get(&format!("{path}?known_at=2026-11-24T08:05:00Z")).expect(200);
        assert_eq!((&now["result"], &now["facts"], &now["checked_at"]), (&json!("fail"), &check["facts"], &check["checked_at"]));
        assert!(stricter.ends_with(now["rule_set_id"].as_str().unwrap()));
        let later = builders.client.get(&format!("{path}?as_of=2031-03-01")).expect(200);
        assert_eq!((&later["at"], &later["rule_set_id"]), (&json!("2031-03-01"), &check["rule_set_id"]));
        let before = builders.client.get(&format!("{path}?known_at=2020-01-01T00:00:00Z")).expect(200);
        assert_eq!((&before["result"], &before["rule_set"]), (&json!("unknown"), &Value::Null));
        assert_eq!(builders.client.get(&path).text, found, "nothing was written");
        app.employer().get(&then).problem(404, "not-found");
        builders.client.get(&format!("{path}?as_of=tomorrow")).problem(400, "malformed-request");
    }

    fn another_rule_set_makes_the_checks_of_public_vacancies_anew(app) {
        activate(app, &builders_at(50));
        let builders = Builders::of(app);
        builders.report(40).expect(201);
        let (public, draft) = (builders.draft(12), builders.draft(12));
        builders.publish(public).expect(200);
        let before = builders.newest(public);
        let of_draft = builders.check(draft, &json!({}));
        app.pass(Duration::from_mins(1));
        let stricter = activate(app, &builders_at(40));
        let after = builders.newest(public);
        assert_eq!((&after["cause"], &after["result"], &after["replaces"]), (&json!("rule_set"), &json!("fail"), &before["id"]));
        assert!(stricter.ends_with(after["rule_set_id"].as_str().unwrap()));
        let told = builders.client.get("/v1/changes?kind=compliance_check&limit=100").expect(200);
        let of = |check: &Value| told["items"].as_array().unwrap().iter().find(|one| one["id"] == check["id"]).unwrap()["action"].clone();
        assert_eq!((of(&before), of(&after)), (json!("create"), json!("verdict_changed")), "{told}");
        assert_eq!(builders.newest(draft)["id"], of_draft["id"], "a draft is checked when it is published");
        let path = format!("/v1/compliance-checks/{}", before["id"].as_str().unwrap());
        assert_eq!(builders.client.get(&path).expect(200), before, "what was found stays");
        app.pass(Duration::from_mins(1));
        activate(app, &builders_at(40));
        assert_eq!(builders.newest(public)["id"], after["id"], "what says the same is not made anew");
    }
}
