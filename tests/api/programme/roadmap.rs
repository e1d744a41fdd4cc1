//! The roadmap: both owners drop a measure, months that are over are frozen, and what was missed is in the next agenda.

use std::time::Duration;

use koprik::domain::{access::scope::Role, values::hex::hex};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::seats::{at_once, one_succeeds};
use crate::{
    store::sql::Sql,
    support::{
        Answer, Client, TestApp, bodies, on_both,
        world::{but, id},
    },
};

const MEASURES: &str = "/v1/roadmap/measures";
const INDICATORS: &str = "/v1/roadmap/indicators";
const MEETINGS: &str = "/v1/roadmap/meetings";

/// The owners of a measure.
struct Owners {
    tt: (Uuid, Client),
    uz: (Uuid, Client),
}

impl Owners {
    fn of(app: &TestApp) -> Self {
        let owner = || {
            let organisation = Uuid::now_v7();
            (organisation, app.client(Role::Operator, organisation, ""))
        };
        Self { tt: owner(), uz: owner() }
    }

    fn measure(&self, more: &Value) -> String {
        let owner = |id: Uuid| json!({"organisation_id": id, "office": "Ministry of labour"});
        let owners = json!({"owner_tt": owner(self.tt.0), "owner_uz": owner(self.uz.0)});
        let made =
            self.tt.1.post(MEASURES, &but(but(bodies::measure(), &owners), more)).expect(201);
        format!("{MEASURES}/{}", id(&made))
    }

    /// Gives a measure up, in the version that is there.
    fn drop(client: &Client, path: &str, side: &str) -> Answer {
        let version = client.get(path).expect(200)["version"].clone();
        let body = json!({"side": side, "reason": "another does the same", "version": version});
        client.post(&format!("{path}/drops"), &body)
    }
}

fn last(path: &str) -> &str {
    path.rsplit_once('/').unwrap().1
}

/// An active indicator of a new measure; gives its path.
fn active(app: &TestApp, more: &Value) -> String {
    let operator = app.operator();
    let category = more.get("category").cloned().unwrap_or_else(|| json!("recruitment"));
    let measure = but(bodies::measure(), &json!({"category": category}));
    let measure = id(&operator.post(MEASURES, &measure).expect(201));
    let mut body = but(but(bodies::indicator(), &json!({"measure_id": measure})), more);
    body.as_object_mut().unwrap().remove("category");
    body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let path = format!("{INDICATORS}/{}", id(&operator.post(INDICATORS, &body).expect(201)));
    operator.transition(&path, "active").expect(200);
    path
}

/// Lets so many people of an employer begin to work in December of 2026.
fn began(app: &TestApp, people: usize) {
    let mut sql = Sql::of(app);
    let employer = sql.id(Uuid::now_v7());
    let at = sql.either("timestamptz '2026-12-15'", "1797292800000000").to_owned();
    for _ in 0..people {
        let application = sql.id(Uuid::now_v7());
        sql.run(&format!(
            "INSERT INTO application_stages (application, stage, at, month, cohort, employer, origin, municipality, trade, reason) \
             VALUES ({application}, 'working', {at}, 24323, 24322, {employer}, 'UZ-NW', '92701000', 'bricklayer', NULL)"
        ))
        .unwrap();
    }
}

const NEXT_MONTH: Duration = Duration::from_hours(24 * 39);
const TYPED: &str = "Protocol of the working group";

on_both! {
    fn both_owners_drop_a_measure_and_nobody_else(app) {
        let owners = Owners::of(app);
        let (path, stranger) = (owners.measure(&json!({})), app.operator());
        Owners::drop(&stranger, &path, "tt").problem(403, "forbidden");
        Owners::drop(&owners.uz.1, &path, "tt").problem(403, "forbidden");
        owners.tt.1.transition(&path, "dropped").problem(403, "forbidden");
        let once = Owners::drop(&owners.tt.1, &path, "tt").expect(200);
        assert_eq!((&once["status"], &once["drops"][0]["side"]), (&json!("planned"), &json!("tt")));
        assert_eq!(Owners::drop(&owners.tt.1, &path, "tt").expect(200)["status"], "planned", "one side twice is one side");
        let changed = stranger.patch(&path, "*", &json!({"due": "2027-07-31"})).expect(200);
        assert_eq!(changed["drops"], json!([]), "what was given up was another");
        Owners::drop(&owners.uz.1, &path, "uz").expect(200);
        let stale = json!({"side": "tt", "reason": "another does the same", "version": 1});
        owners.tt.1.post(&format!("{path}/drops"), &stale).problem(412, "precondition-failed");
        assert_eq!(Owners::drop(&owners.tt.1, &path, "tt").expect(200)["status"], "dropped");
        Owners::drop(&owners.tt.1, &path, "tt").problem(409, "conflict");
        stranger.patch(&path, "*", &json!({"due": "2027-08-31"})).problem(409, "conflict");
        let told = Sql::of(app).run("UPDATE measures SET status = 'dropped', body = '{}'").unwrap_err().to_string();
        assert!(told.contains("measures_dropped_by_both_owners"), "{told}");
    }

    fn a_measure_begins_once_what_it_waits_for_is_done(app) {
        let owners = Owners::of(app);
        let first = owners.measure(&json!({}));
        let second = owners.measure(&json!({"depends_on": [last(&first)]}));
        let operator = app.operator();
        assert_eq!(operator.get(&second).expect(200)["allowed_transitions"], json!([]));
        assert_eq!(operator.transition(&second, "running").status, 409);
        let circle = operator.patch(&first, "*", &json!({"depends_on": [last(&second)]}));
        assert_eq!(circle.pointers(), ["/depends_on"]);
        assert_eq!(operator.patch(&first, "*", &json!({"depends_on": [last(&first)]})).pointers(), ["/depends_on"]);
        assert_eq!(operator.patch(&first, "*", &json!({"depends_on": [Uuid::now_v7()]})).pointers(), ["/depends_on/0"]);
        operator.send("DELETE", &first, &[("If-Match", "*")], None).problem(409, "conflict");
        for to in ["running", "done"] {
            operator.transition(&first, to).expect(200);
        }
        operator.transition(&second, "running").expect(200);
        let reversed = but(bodies::measure(), &json!({"due": "2026-11-23"}));
        assert_eq!(operator.post(MEASURES, &reversed).pointers(), ["/due"]);
        let one = json!({"organisation_id": "0198c0de-0000-7000-8000-000000000001", "office": "Ministry"});
        let one = but(bodies::measure(), &json!({"owner_uz": one}));
        assert_eq!(operator.post(MEASURES, &one).pointers(), ["/owner_uz/organisation_id"]);
    }

    fn a_month_that_is_over_is_frozen_and_only_revised_for_a_reason(app) {
        let path = active(app, &json!({}));
        let actuals = format!("{path}/actuals");
        began(app, 12);
        let early = app.operator().post(&actuals, &json!({"period": "2026-12"}));
        assert_eq!(early.pointers(), ["/period"], "December is not over");
        app.pass(NEXT_MONTH);
        let operator = app.operator();
        let frozen = operator.get(&actuals).expect(200)["items"][0].clone();
        assert_eq!((&frozen["period"], &frozen["value"], &frozen["manual"]), (&json!("2026-12"), &json!(12.0), &json!(false)));
        operator.post(&actuals, &json!({"period": "2026-12", "reason": "to see"})).problem(409, "conflict");
        let typed = json!({"period": "2026-12", "value": 13, "source": {"title": TYPED}, "reason": "to see"});
        assert_eq!(operator.post(&actuals, &typed).pointers(), ["/source", "/value"]);
        began(app, 3);
        assert_eq!(operator.get(&actuals).expect(200)["items"][0], frozen, "what comes late changes nothing");
        assert_eq!(operator.post(&actuals, &json!({"period": "2026-12"})).pointers(), ["/reason"]);
        let later = operator.post(&actuals, &json!({"period": "2026-12", "reason": "three were told late"})).expect(201);
        assert_eq!((&later["version"], &later["value"], &later["counted"]["numerator"]), (&json!(2), &json!(15.0), &json!(15)));
        let all = operator.get(&format!("{actuals}?limit=1")).expect(200);
        assert_eq!(all["items"][0]["version"], 2);
        let next = all["next"].as_str().unwrap().trim_start_matches("http://koprik.test");
        assert_eq!(operator.get(next).expect(200)["items"][0], frozen);
        let sealed = format!("{}\n24323\n1\n12.0000\n12 \n\n\n", last(&path));
        assert_eq!(frozen["hash"], hex(&Sha256::digest(sealed)));
        let sealed = format!("{}\n24323\n2\n15.0000\n15 \n\nthree were told late\n{}", last(&path), frozen["hash"].as_str().unwrap());
        assert_eq!(later["hash"], hex(&Sha256::digest(sealed)));
        operator.patch(&path, "*", &json!({"baseline": {"value": 0, "day": "2026-10-01"}})).problem(409, "conflict");
    }

    fn the_database_keeps_what_is_frozen(app) {
        let path = active(app, &json!({}));
        began(app, 1);
        app.pass(NEXT_MONTH);
        app.operator().get(&format!("{path}/actuals")).expect(200);
        let mut sql = Sql::of(app);
        for statement in [
            "UPDATE indicator_actuals SET value = 13",
            "DELETE FROM indicator_actuals",
            "INSERT INTO indicator_actuals SELECT indicator, month, 3, value, numerator, denominator, source_title, source_url, \
             'why', frozen_at, hash FROM indicator_actuals",
            "DELETE FROM indicators",
        ] {
            sql.run(statement).unwrap_err();
        }
    }

    fn a_typed_figure_has_a_document_and_is_marked(app) {
        let path = active(app, &json!({"formula": null, "category": "trade"}));
        app.pass(NEXT_MONTH);
        let (operator, actuals) = (app.operator(), format!("{path}/actuals"));
        assert_eq!(operator.post(&actuals, &json!({"period": "2026-12"})).pointers(), ["/source", "/value"]);
        assert_eq!(operator.post(&actuals, &json!({"period": "2026-13", "value": 1})).pointers(), ["/period"]);
        assert_eq!(operator.post(&actuals, &json!({"period": "2026-11", "value": 1, "source": {"title": TYPED}})).pointers(), ["/period"]);
        let typed = json!({"period": "2026-12", "value": 20, "source": {"title": TYPED}});
        one_succeeds(&at_once(|_| operator.post(&actuals, &typed)), 201);
        let seen = operator.get(&actuals).expect(200)["items"][0].clone();
        assert_eq!((&seen["manual"], &seen["source"]["title"]), (&json!(true), &json!(TYPED)));
        let progress = operator.get(&format!("{path}/progress")).expect(200);
        assert_eq!((&progress["status"], &progress["expected"]), (&json!("on_track"), &json!(20.0)), "a twelfth of 240");
        for (value, status) in [(17, "at_risk"), (13, "late")] {
            let revised = but(typed.clone(), &json!({"value": value, "reason": "it was counted again"}));
            operator.post(&actuals, &revised).expect(201);
            assert_eq!(operator.get(&format!("{path}/progress")).expect(200)["status"], status);
        }
        let shown = app.anonymous().get("/v1/roadmap").expect(200);
        let told = &shown["items"][0]["indicators"][0];
        assert_eq!((&told["manual"], &told["value"], &told["status"]), (&json!(true), &json!(13.0), &json!("late")));
    }

    fn what_cannot_be_counted_is_named(app) {
        let operator = app.operator();
        let measure = |category: &str| id(&operator.post(MEASURES, &but(bodies::measure(), &json!({"category": category}))).expect(201));
        let (training, trade) = (measure("training"), measure("trade"));
        let share = json!({"numerator": {"series": "arrived"}, "denominator": {"series": "departed"}});
        for (of, more, pointer) in [
            (&trade, json!({}), "/formula"),
            (&training, json!({"formula": share}), "/formula/denominator"),
            (&training, json!({"unit": "percentage"}), "/formula/denominator"),
            (&training, json!({"formula": {"numerator": {"series": "working", "by": "origin"}}}), "/formula/numerator/value"),
            (&training, json!({"ascending": false}), "/targets/0/value"),
            (&training, json!({"targets": [{"period": "2026-11", "value": 240}]}), "/targets/0/period"),
            (&training, json!({"targets": [{"period": "2027-13", "value": 240}]}), "/targets/0/period"),
        ] {
            let body = but(but(bodies::indicator(), &json!({"measure_id": of})), &more);
            assert_eq!(operator.post(INDICATORS, &body).pointers(), [pointer], "{more}");
        }
        let nowhere = but(bodies::indicator(), &json!({"measure_id": Uuid::now_v7()}));
        assert_eq!(operator.post(INDICATORS, &nowhere).pointers(), ["/measure_id"]);
        let free = but(bodies::indicator(), &json!({"measure_id": training, "formula": "working / 2"}));
        assert!(operator.post(INDICATORS, &free).status >= 400);
    }

    fn the_next_agenda_has_what_was_missed(app) {
        let operator = app.operator();
        let measure = id(&operator.post(MEASURES, &but(bodies::measure(), &json!({"due": "2026-12-01"}))).expect(201));
        let decisions = json!([{"text": {"en": "It is done by December"}, "measure_ids": [measure]}]);
        let made = operator.post(MEETINGS, &but(bodies::meeting(), &json!({"decisions": decisions}))).expect(201);
        let meeting = format!("{MEETINGS}/{}", id(&made));
        let alone = json!({"present": [{"side": "tt", "office": "Ministry of labour"}]});
        operator.patch(&meeting, "*", &alone).expect(200);
        operator.transition(&meeting, "held").problem(409, "conflict");
        let both = json!({"present": bodies::meeting()["present"]});
        operator.patch(&meeting, "*", &both).expect(200);
        operator.transition(&meeting, "held").expect(200);
        operator.patch(&meeting, "*", &alone).problem(409, "conflict");
        let next = id(&operator.post(MEETINGS, &but(bodies::meeting(), &json!({"at": "2027-01-20T08:00:00Z"}))).expect(201));
        let agenda = operator.get("/v1/roadmap/agenda").expect(200);
        assert_eq!((&agenda["meeting_id"], &agenda["overdue_tasks"], &agenda["missed_measures"]), (&json!(next), &json!([]), &json!([])));
        app.pass(Duration::from_hours(24 * 17));
        let operator = app.operator();
        let agenda = operator.get("/v1/roadmap/agenda").expect(200);
        assert_eq!(agenda["overdue_tasks"][0]["meeting_id"], json!(last(&meeting)));
        assert_eq!(agenda["missed_measures"][0]["measure_id"], json!(measure));
        let found = operator.get(&format!("{MEETINGS}?measure_id={measure}")).expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        let mut tasks = bodies::meeting()["tasks"].clone();
        tasks[0]["done_on"] = json!("2026-12-11");
        operator.patch(&meeting, "*", &json!({"tasks": tasks})).expect(200);
        tasks[0]["done_on"] = json!("2027-12-11");
        assert_eq!(operator.patch(&meeting, "*", &json!({"tasks": tasks})).pointers(), ["/tasks/0/done_on"]);
        for to in ["running", "done"] {
            operator.transition(&format!("{MEASURES}/{measure}"), to).expect(200);
        }
        let agenda = operator.get("/v1/roadmap/agenda").expect(200);
        assert_eq!((&agenda["overdue_tasks"], &agenda["missed_measures"]), (&json!([]), &json!([])));
        let unknown = json!([{"text": {"en": "t"}, "measure_ids": [Uuid::now_v7()]}]);
        let refused = operator.post(MEETINGS, &but(bodies::meeting(), &json!({"decisions": unknown})));
        assert_eq!(refused.pointers(), ["/decisions/0/measure_ids/0"]);
    }

    fn the_roadmap_is_told_in_the_words_of_iati(app) {
        active(app, &json!({"formula": null, "category": "trade"}));
        app.pass(NEXT_MONTH);
        let file = || app.anonymous().get("/v1/roadmap/iati").expect(200)["iati-activities"].clone();
        let measure = app.anonymous().get("/v1/roadmap").expect(200)["items"][0].clone();
        let activity = file()["iati-activity"][0].clone();
        assert_eq!(activity["iati-identifier"], format!("KOPRIK-{}", measure["id"].as_str().unwrap()));
        assert_eq!(activity["activity-date"], json!([{"@iso-date": measure["starts"], "@type": "1"}, {"@iso-date": measure["due"], "@type": "3"}]));
        assert_eq!((&activity["activity-status"]["@code"], &activity["sector"]["@code"]), (&json!("1"), &json!("trade")));
        assert_eq!(activity["participating-org"].as_array().unwrap().len(), 2);
        let indicator = &activity["result"]["indicator"][0];
        assert_eq!((&indicator["@measure"], &indicator["period"][0]["target"]["@value"]), (&json!("1"), &json!("240")));
        assert_eq!(indicator["period"][0].get("actual"), None);
        let indicator = app.operator().get(INDICATORS).expect(200)["items"][0]["id"].clone();
        let typed = json!({"period": "2026-12", "value": 20, "source": {"title": TYPED}});
        app.operator().post(&format!("{INDICATORS}/{}/actuals", indicator.as_str().unwrap()), &typed).expect(201);
        let told = file()["iati-activity"][0]["result"]["indicator"][0]["period"][0].clone();
        assert_eq!((&told["actual"]["@value"], &told["period-start"]["@iso-date"]), (&json!("20"), &json!("2026-11-24")));
    }

    fn the_public_reads_no_figure_of_a_few(app) {
        let few = active(app, &json!({}));
        let share = json!({"numerator": {"series": "working"}, "denominator": {"series": "working"}});
        active(app, &json!({"unit": "percentage", "formula": share, "targets": [], "title": {"en": "A share"}}));
        for people in [3, 2] {
            began(app, people);
        }
        app.pass(NEXT_MONTH);
        let told = || {
            let shown = app.anonymous().get("/v1/roadmap").expect(200);
            let of = |at: usize| shown["items"][at]["indicators"][0].clone();
            (of(1), of(0))
        };
        let (number, part) = told();
        assert_eq!((&number["period"], &number["value"], &part["value"]), (&json!("2026-12"), &Value::Null, &Value::Null));
        for people in [3, 3] {
            began(app, people);
        }
        let (number, part) = told();
        let value = &number["value"];
        assert!([json!(10.0), json!(15.0)].contains(value), "{value}");
        assert_eq!(part["value"], Value::Null, "a share of fewer than twenty");
        assert_eq!(app.operator().get(&format!("{few}/actuals")).expect(200)["items"][0]["value"], json!(5.0));
        for path in [MEASURES, INDICATORS, MEETINGS, "/v1/roadmap/agenda"] {
            app.anonymous().get(path).problem(401, "unauthenticated");
            app.agency().get(path).problem(403, "forbidden");
        }
    }
}
