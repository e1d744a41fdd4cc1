//! An erased person leaves nothing, in no table.

use std::collections::BTreeSet;

use koprik::store::erasure::{IMPERSONAL, Told, personal};
use serde_json::{Value, json};

use super::sql::Sql;
use crate::support::{
    TestApp, bodies, on_both,
    world::{but, eventually},
};

const TABLES: [&str; 2] = [
    "SELECT table_name::text AS text FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    "SELECT name AS text FROM sqlite_master WHERE type = 'table'",
];

fn tables(sql: &mut Sql) -> BTreeSet<String> {
    let query = sql.either(TABLES[0], TABLES[1]).to_owned();
    sql.texts(&query).into_iter().collect()
}

/// The columns of a table.
fn columns(sql: &mut Sql, table: &str) -> Vec<String> {
    let in_postgres = format!(
        "SELECT column_name::text AS text FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name = '{table}'"
    );
    let in_sqlite = format!("SELECT name AS text FROM pragma_table_info('{table}')");
    let query = sql.either(&in_postgres, &in_sqlite).to_owned();
    sql.texts(&query)
}

/// The columns in which a text stands somewhere.
fn found(sql: &mut Sql, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for table in tables(sql) {
        for column in columns(sql, &table) {
            let holds = format!(
                "SELECT 'yes' AS text FROM {table} WHERE lower(CAST({column} AS text)) LIKE '%{text}%'"
            );
            if !sql.texts(&holds).is_empty() {
                found.insert(format!("{table}.{column}"));
            }
        }
    }
    found
}

const CANARY: &str = "blorbanarv";

/// A candidate with the canary in every text that somebody can write.
fn candidate() -> Value {
    let words = |n: u8| format!("{CANARY} {n}");
    but(
        bodies::candidate(),
        &json!({
            "external_ref": CANARY,
            "occupations": [],
            "occupation_text": {"text": words(1), "years": 2},
            "skill_texts": [{"text": words(2), "level": 2, "years": 1, "evidence": "self_declared"}],
            "matching_consent": {"text_version": CANARY, "language": "uz-Latn", "given_at": "2026-11-02T09:30:00Z"}
        }),
    )
}

on_both! {
    fn no_table_is_forgotten_by_erasure(app) {
        let mut sql = Sql::of(app);
        let speaking = personal().map(|(table, told)| {
            assert!(!matches!(told, Told::In("") | Told::Not("")), "{table}");
            table
        });
        let impersonal = IMPERSONAL.iter().map(|(table, why)| {
            assert!(!why.is_empty());
            *table
        });
        let decided: Vec<String> = speaking.chain(impersonal).map(str::to_owned).collect();
        let all: BTreeSet<String> = decided.iter().cloned().collect();
        assert_eq!(all.len(), decided.len(), "a table is decided on twice");
        assert_eq!(all, tables(&mut sql), "decide what erasure does with a new table");
    }

    fn an_erased_candidate_is_found_in_no_column_of_any_table(app) {
        let (mut sql, agency) = (Sql::of(app), app.agency());
        let made = agency.post_once("/v1/candidates", CANARY, &candidate());
        made.expect(201);
        let path = made.header("location");
        let to = json!({"to": "available", "reason": CANARY});
        agency.post_once(&format!("{path}/transitions"), &format!("{CANARY}-2"), &to).expect(200);
        let words = json!({"occupation_text": {"text": format!("{CANARY} 3"), "years": 2}});
        agency.patch(path, "*", &words).expect(200);
        let there = found(&mut sql, CANARY);
        for column in [
            "candidates.body", "candidates.external_ref", "unmapped_texts.text", "unmapped_texts.key",
            "idempotency_keys.snapshot", "idempotency_keys.key", "changes.reason",
        ] {
            assert!(there.contains(column), "{column} is not in {there:?}");
        }
        assert_eq!(agency.delete(path, "*").status, 204);
        assert_eq!(found(&mut sql, CANARY), BTreeSet::new());
    }
}

/// A name that stands nowhere else.
const NAME: &str = "Qwertyqulov";

/// The files of the database in which a text stands, as bytes.
pub(crate) fn files_with(app: &TestApp, text: &str) -> Vec<String> {
    let mut sql = Sql::of(app);
    let files = if let Some(path) = app.database.url.strip_prefix("sqlite://") {
        ["", "-wal", "-shm"].map(|end| format!("{path}{end}")).to_vec()
    } else {
        sql.run("CHECKPOINT").unwrap();
        sql.texts(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath(oid) AS text \
             FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL",
        )
    };
    let holds = |path: &String| {
        std::fs::read(path)
            .is_ok_and(|bytes| memchr::memmem::find(&bytes, text.as_bytes()).is_some())
    };
    files.into_iter().filter(holds).collect()
}

on_both! {
    fn who_a_candidate_is_stands_in_no_file(app) {
        let agency = app.agency();
        let path = app.available(&agency, &bodies::candidate());
        let identity = json!({"latin_name": {"family": NAME, "given": NAME}, "birth_date": "1990-02-15", "messenger": NAME});
        let address = format!("{path}/identity");
        agency.put(&address, &[], &identity).expect(200);
        assert_eq!(agency.get(&address).expect(200)["messenger"], NAME);
        assert_eq!(files_with(app, NAME), Vec::<String>::new());
    }

    fn an_erased_candidate_is_found_in_no_file_after_the_command(app) {
        let (employer, agency) = (app.employer(), app.agency());
        app.published(&employer, &bodies::vacancy());
        let left = app.available(&agency, &bodies::candidate());
        let path = app.available(&agency, &candidate());
        let id = path.rsplit_once('/').unwrap().1.to_owned();
        let words = json!({"occupation_text": {"text": format!("{CANARY} 3"), "years": 2}, "occupations": [{"trade": "bricklayer", "years": 6}]});
        agency.patch(&path, "*", &words).expect(200);
        let made = employer.post("/v1/match-runs", &json!({"direction": "vacancies"}));
        made.expect(202);
        let run = made.header("location").to_owned();
        eventually("the run has ended", || employer.get(&run).expect(200)["status"] == "finished");
        let mut sql = Sql::of(app);
        let answers = |sql: &mut Sql| sql.texts("SELECT CAST(outcome AS text) AS text FROM job_results").concat();
        assert!(answers(&mut sql).contains(&id), "the candidate is in an answer");
        assert_eq!(agency.delete(&path, "*").status, 204);
        assert_ne!(files_with(app, CANARY), Vec::<String>::new(), "the files still hold it");

        eventually("nobody reads meanwhile", || app.server.app.remove_remains().is_ok());
        assert_eq!(files_with(app, CANARY), Vec::<String>::new());
        let answers = answers(&mut sql);
        assert!(!answers.contains(&id) && answers.contains(left.rsplit_once('/').unwrap().1), "{answers}");
    }
}
