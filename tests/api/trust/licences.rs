//! Whether an agency is licensed, or an employer verified: anybody asks by the whole name, and is warned of look-alikes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    store::sql::Sql,
    support::{
        TestApp, bodies, on_both,
        world::{but, id, next},
    },
};

/// The path of an agency of a name that nobody has checked yet.
fn registered(app: &TestApp, name: &str) -> String {
    let body = but(bodies::agency(next()), &json!({"name": {"uz-Latn": name}}));
    format!("/v1/agencies/{}", id(&app.operator().post("/v1/agencies", &body).expect(201)))
}

fn licensed(app: &TestApp, name: &str) -> String {
    let path = registered(app, name);
    app.operator().transition(&path, "licensed").expect(200);
    path
}

fn verified(app: &TestApp, name: &str) -> String {
    let operator = app.operator();
    let body = but(bodies::employer(next()), &json!({"name": {"ru": name}}));
    let path = format!("/v1/employers/{}", id(&operator.post("/v1/employers", &body).expect(201)));
    for state in ["verifying", "verified"] {
        operator.transition(&path, state).expect(200);
    }
    path
}

fn encoded(name: &str) -> String {
    form_urlencoded::byte_serialize(name.as_bytes()).collect()
}

fn asked(app: &TestApp, name: &str) -> Value {
    let name = encoded(name);
    app.anonymous().get(&format!("/v1/licences?name={name}&lang=ru")).expect(200)
}

fn text<'v>(one: &'v Value, member: &str) -> &'v str {
    one[member].as_str().unwrap()
}

/// The names that are found, with how they are like the one asked for and how they stand.
fn found(told: &Value) -> Vec<(&str, &str, &str)> {
    let all = told["found"].as_array().unwrap().iter();
    all.map(|one| (text(one, "name"), text(one, "likeness"), text(one, "result"))).collect()
}

on_both! {
    fn a_name_tells_how_its_agency_stands_and_warns_of_what_is_read_as_it(app) {
        licensed(app, "Samarqand Ishchi Yoʻli");
        let twin = licensed(app, "Samarqand Ishchi Yuli");
        verified(app, "ООО «Самарканд Ишчи Йули»");
        licensed(app, "Buxoro Mehnat");
        app.operator().transition(&twin, "suspended").expect(200);
        let told = asked(app, "САМАРКАНД ИШЧИ ЙЎЛИ");
        assert_eq!(found(&told), [
            ("Samarqand Ishchi Yoʻli", "same", "genuine"),
            ("Samarqand Ishchi Yuli", "alike", "suspended"),
            ("ООО «Самарканд Ишчи Йули»", "alike", "genuine"),
        ]);
        assert_eq!(told["look_alikes"], true);
        assert!(told["advice"].as_str().unwrap().starts_with("Осторожно"), "{told}");
        let first = &told["found"][0];
        assert_eq!((first["licence"].is_string(), &first["valid_to"], &first["municipality"]), (true, &json!("2028-12-31"), &Value::Null));
        let alone = asked(app, "Buxoro Mehnat");
        assert_eq!((found(&alone), &alone["look_alikes"]), (vec![("Buxoro Mehnat", "same", "genuine")], &json!(false)));
    }

    fn who_is_not_checked_or_no_more_licensed_is_never_told_to_be_genuine(app) {
        registered(app, "Andijon Bandlik");
        let ended = licensed(app, "Andijon Bandlik");
        app.operator().transition(&ended, "revoked").expect(200);
        let black = verified(app, "Андижон Бандлик");
        app.operator().transition(&black, "blacklisted").expect(200);
        let told = asked(app, "Andijon Bandlik");
        let states: BTreeSet<&str> = found(&told).iter().map(|one| one.2).collect();
        assert_eq!((found(&told).len(), states), (2, BTreeSet::from(["no_longer_valid"])));
    }

    fn part_of_a_name_finds_nothing_and_a_list_is_never_whole(app) {
        for n in 0..14 {
            licensed(app, &format!("Surxondaryo Bandlik {}", char::from(b'a' + n)));
        }
        for part in ["Surxondaryo", "Bandlik", "MCHJ", "%", "___", "Surx%"] {
            let answer = app.anonymous().get(&format!("/v1/licences?name={}", encoded(part)));
            assert!(answer.status == 400 || answer.json()["found"] == json!([]), "{part}: {}", answer.text);
        }
        assert_eq!(found(&asked(app, "Surxondaryo Bandlik a")).len(), 10);
        for wrong in ["", "?name=ab", "?name=Surxondaryo&offset=1", &format!("?name={}", "a".repeat(500))] {
            app.anonymous().get(&format!("/v1/licences{wrong}")).problem(400, "malformed-request");
        }
    }

    fn nobody_writes_down_who_asked_for_whom(app) {
        licensed(app, "Navoiy Ish");
        let mut sql = Sql::of(app);
        let mut count = || sql.texts("SELECT CAST((SELECT count(*) FROM changes) + (SELECT count(*) FROM audit_entries) AS text) AS text");
        let before = count();
        asked(app, "Navoiy Ish");
        assert_eq!(count(), before);
    }
}
