//! The second wall between tenants: PostgreSQL shows no row to whom it is not for, though a query asks for all of them.

use std::collections::BTreeSet;

use koprik::{
    domain::{
        access::{actor::Actor, relation::Relation, scope::Role},
        casework::{advice::AdvisoryCaseBody, complaint::ComplaintBody},
        learning::{enrolment::EnrolmentBody, recognition::RecognitionBody},
        parties::{agency::AgencyBody, employer::EmployerBody},
        programme::{
            application::ApplicationBody, contract::ContractBody, group::GroupBody,
            job_order::JobOrderBody, offer::OfferBody, trip::TripBody,
        },
        recruitment::{
            candidate::CandidateBody, saved_search::SavedSearchBody, vacancy::VacancyBody,
        },
        trust::disclosure_request::DisclosureRequestBody,
    },
    store::{
        Store, StoreError,
        records::{Filter, Stored},
    },
};
use uuid::Uuid;

use super::stage::{Stage, situations};
use crate::{
    store::sql::Sql,
    support::{Database, TestApp, postgres},
};

/// What belongs to no tenant: what is public as a whole, and what servers keep for each other. Every other table stands behind
/// the wall: its migration calls `wall` or `wall_behind`.
const OF_NO_TENANT: [&str; 10] = [
    "__diesel_schema_migrations",
    "amendments",
    "head",
    "reaction_positions",
    "revoked_tokens",
    "rule_set_approvals",
    "rule_sets",
    "rule_warnings",
    "servers",
    "signing_keys",
];

/// What everybody may read of a table that stands behind the wall.
const PUBLIC: [(&str, &str); 13] = [
    ("vacancies", "status = 'published'"),
    ("vacancy_facets", "record IN (SELECT id FROM vacancies WHERE status = 'published')"),
    ("centres", "status = 'published'"),
    ("centre_facets", "record IN (SELECT id FROM centres WHERE status = 'published')"),
    ("guides", "status = 'published'"),
    ("guide_facets", "record IN (SELECT id FROM guides WHERE status = 'published')"),
    ("equivalences", "status = 'published'"),
    ("equivalence_facets", "record IN (SELECT id FROM equivalences WHERE status = 'published')"),
    ("courses", "status = 'published'"),
    ("course_facets", "record IN (SELECT id FROM courses WHERE status = 'published')"),
    ("region_partnerships", "status = 'active'"),
    (
        "region_partnership_facets",
        "record IN (SELECT id FROM region_partnerships WHERE status = 'active')",
    ),
    ("tombstones", "seen_by = 'public'"),
];

/// Where more is read than the caller may see, each time for a reason that stands there, and how often.
const LIFTED: [(&str, usize); 28] = [
    ("app/casework/complaints/against.rs", 1),
    ("app/casework/complaints/clocks.rs", 1),
    ("app/casework/complaints/filing.rs", 1),
    ("app/casework/complaints/own_channel.rs", 2),
    ("app/history.rs", 1),
    ("app/integration/feed/page.rs", 1),
    ("app/integration/feed/window.rs", 1),
    ("app/learning/credentials.rs", 1),
    ("app/learning/findings.rs", 1),
    ("app/parties/clients.rs", 1),
    ("app/parties/profiles.rs", 1),
    ("app/programme/allocations/reading.rs", 1),
    ("app/programme/deadlines.rs", 1),
    ("app/programme/gates.rs", 1),
    ("app/programme/next_steps.rs", 1),
    ("app/programme/roadmap/reading.rs", 2),
    ("app/programme/selection_results.rs", 1),
    ("app/programme/statistics/figures.rs", 1),
    ("app/reactions/driver.rs", 1),
    ("app/recruitment/matches.rs", 1),
    ("app/resource/visible.rs", 2),
    ("app/trust/contract_terms.rs", 1),
    ("app/trust/export.rs", 1),
    ("app/trust/genuineness.rs", 1),
    ("app/trust/identities.rs", 1),
    ("app/trust/licences.rs", 1),
    ("app/trust/own_channel/beginning.rs", 1),
    ("app/trust/own_channel/contacts.rs", 2),
];

const WALLED: &str = "SELECT relname::text AS text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
     AND relrowsecurity AND relforcerowsecurity ORDER BY relname COLLATE \"C\"";
const OPEN: &str = "SELECT relname::text AS text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
     AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname COLLATE \"C\"";

fn count(sql: &mut Sql, table: &str, which: &str) -> u64 {
    let found = sql.texts(&format!("SELECT count(*)::text AS text FROM {table} WHERE {which}"));
    found[0].parse().unwrap()
}

/// Who is told to a connection, as the server tells it.
fn told(sql: &mut Sql, settings: &[(&str, &str)]) {
    for name in ["reader", "organisation", "caller", "candidate", "lifted"] {
        let value = settings.iter().find(|one| one.0 == name).map_or("", |one| one.1);
        sql.run(&format!("SET koprik.{name} = '{value}'")).unwrap();
    }
}

/// Somebody of each kind who has nothing to do with any record.
fn strangers() -> Vec<Vec<(&'static str, String)>> {
    let id = || Uuid::now_v7().to_string();
    let mut all: Vec<_> = ["employer", "agency", "partner"]
        .into_iter()
        .map(|word| vec![("reader", word.into()), ("organisation", id()), ("caller", id())])
        .collect();
    all.push(vec![("reader", "worker".into()), ("candidate", id()), ("caller", id())]);
    all.push(vec![("reader", "public".into())]);
    all
}

/// A stage with a record in every situation, for the owner of the database and for the role that serves.
fn staged(database: Database) -> (Stage, Sql, Sql) {
    let stage = Stage::on(&TestApp::spawn(database));
    for (kind, situation) in situations() {
        let _ = stage.scene(kind, situation);
    }
    let (owner, serving) =
        (Sql::open(&stage.app.database.url), Sql::open(&stage.app.database.serving()));
    (stage, owner, serving)
}

#[test]
fn every_table_stands_behind_the_wall_or_belongs_to_no_tenant() {
    let Some(database) = Database::postgres() else { return };
    assert_eq!(Sql::open(&database.url).texts(OPEN), OF_NO_TENANT);
}

/// A row that belongs to nobody, in each table that a stage leaves empty: without checks and references, which it breaks.
fn fill_the_rest(owner: &mut Sql) {
    owner.run("SET session_replication_role = replica").unwrap();
    for table in owner.texts(WALLED) {
        if count(owner, &table, "true") > 0 {
            continue;
        }
        let checks = format!(
            "SELECT conname::text AS text FROM pg_constraint WHERE contype = 'c' AND conrelid = '{table}'::regclass"
        );
        for check in owner.texts(&checks) {
            owner.run(&format!("ALTER TABLE {table} DROP CONSTRAINT \"{check}\"")).unwrap();
        }
        let columns = format!(
            "SELECT column_name || ' ' || udt_name AS text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name = '{table}' AND is_identity = 'NO'"
        );
        let columns = owner.texts(&columns);
        let (names, values): (Vec<_>, Vec<_>) = columns.iter().map(|one| any(one)).unzip();
        let row =
            format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
        assert_eq!(owner.run(&row).unwrap(), 1, "{row}");
    }
}

/// The name of a column, and any value of its type.
fn any(column: &str) -> (&str, &str) {
    let (name, of_type) = column.split_once(' ').unwrap();
    let value = match of_type {
        "uuid" => "gen_random_uuid()",
        "int8" | "int4" | "float8" => "1",
        "timestamptz" => "now()",
        "jsonb" => "'{}'",
        "bool" => "false",
        _ => "'x'",
    };
    (name, value)
}

#[test]
fn a_table_shows_strangers_what_is_public_and_nothing_to_nobody() {
    let Some(database) = Database::postgres() else { return };
    let (_stage, mut owner, mut serving) = staged(database);
    fill_the_rest(&mut owner);
    let (owner, serving) = (&mut owner, &mut serving);
    let tables = owner.texts(WALLED);
    for table in &tables {
        let all = count(owner, table, "true");
        assert!(all > 0, "{table} has no row that could be shown");
        told(serving, &[]);
        assert_eq!(count(serving, table, "true"), 0, "{table} is shown to nobody known");
        let public = PUBLIC.iter().find(|one| one.0 == table).map_or("false", |one| one.1);
        let public = count(owner, table, public);
        for stranger in strangers() {
            let settings: Vec<_> =
                stranger.iter().map(|(name, value)| (*name, value.as_str())).collect();
            told(serving, &settings);
            assert_eq!(count(serving, table, "true"), public, "{table} for {settings:?}");
            let gone = serving.run(&format!("DELETE FROM {table}"));
            assert!(gone.is_ok_and(|rows| rows == 0), "{table} is written by {settings:?}");
        }
        told(serving, &[("reader", "server")]);
        assert_eq!(count(serving, table, "true"), all, "{table} for the server");
    }
}

#[test]
fn an_owner_sees_every_row_that_it_owns() {
    let Some(database) = Database::postgres() else { return };
    let (_stage, mut owner, mut serving) = staged(database);
    let tables = "SELECT table_name::text AS text FROM information_schema.columns \
                 WHERE table_schema = 'public' AND column_name = 'owner' AND table_name <> 'tombstones'";
    let mut seen = 0;
    for table in owner.texts(tables) {
        let owners = format!("SELECT DISTINCT owner::text AS text FROM {table}");
        for one in owner.texts(&owners) {
            let own = count(&mut owner, &table, &format!("owner = '{one}'"));
            told(&mut serving, &[("reader", "agency"), ("organisation", &one)]);
            let shown = count(&mut serving, &table, &format!("owner = '{one}'"));
            assert_eq!(shown, own, "{table} of {one}");
            seen += own;
        }
    }
    assert!(seen > 50, "only {seen} rows");
}

/// What a query finds for an actor that has lost its predicate.
fn unbound<R: Stored>(store: &Store, actor: &Actor) -> Vec<koprik::domain::resource::Record<R>> {
    let all =
        |conn: &mut _| R::list(conn, Actor::System.reach::<R>(), &Filter::default(), None, 10_000);
    store.as_seen_by(actor).read(all).map_err(|error: StoreError| error).unwrap()
}

/// Looks for rows of others in what a query without its predicate finds. Returns how many there are in all.
fn holds<R: Stored>(store: &Store) -> usize {
    let all = unbound::<R>(store, &Actor::System);
    for role in [Role::Employer, Role::Agency, Role::Partner] {
        let owners: BTreeSet<Uuid> = all.iter().map(|record| record.owner).collect();
        for organisation in owners.into_iter().chain([Uuid::now_v7()]) {
            let actor = Actor::on_behalf_of(role, organisation);
            let found = unbound::<R>(store, &actor);
            let foreign = found.iter().find(|record| {
                let others = record.body.parties();
                let is_public = R::PUBLIC == Some(record.status);
                record.owner != organisation && !others.contains(&organisation) && !is_public
            });
            assert!(foreign.is_none(), "{} shows {role} a row of another", R::KIND);
            let own = all.iter().filter(|one| one.relation(&actor) == Relation::Owner).count();
            let shown = found.iter().filter(|one| one.relation(&actor) == Relation::Owner).count();
            assert_eq!(shown, own, "{} of {role}", R::KIND);
        }
    }
    all.len()
}

#[test]
fn a_query_without_its_predicate_finds_nothing_of_others() {
    let Some(database) = Database::postgres() else { return };
    let (stage, ..) = staged(database);
    let store = Store::open(stage.app.database.serving().parse().unwrap()).unwrap();
    let checks: [fn(&Store) -> usize; 16] = [
        holds::<EmployerBody>,
        holds::<AgencyBody>,
        holds::<VacancyBody>,
        holds::<CandidateBody>,
        holds::<SavedSearchBody>,
        holds::<ApplicationBody>,
        holds::<OfferBody>,
        holds::<ContractBody>,
        holds::<DisclosureRequestBody>,
        holds::<JobOrderBody>,
        holds::<GroupBody>,
        holds::<TripBody>,
        holds::<ComplaintBody>,
        holds::<AdvisoryCaseBody>,
        holds::<RecognitionBody>,
        holds::<EnrolmentBody>,
    ];
    let with_rows = checks.iter().filter(|check| check(&store) > 0).count();
    assert!(with_rows >= 12, "only {with_rows} kinds have rows");
}

#[test]
fn whoever_serves_can_neither_take_the_wall_down_nor_pass_by_it() {
    let Some(database) = Database::postgres() else { return };
    let app = TestApp::spawn(database);
    assert_eq!(app.server.app.weak_wall().unwrap(), None);
    let as_owner = Store::open(app.database.url.parse().unwrap()).unwrap();
    assert!(as_owner.weak_wall().unwrap().unwrap().contains("passes by row-level security"));

    let mut serving = Sql::open(&app.database.serving());
    for statement in [
        "ALTER TABLE candidates DISABLE ROW LEVEL SECURITY",
        "DROP POLICY wall_of_reads ON candidates",
        "SELECT unwall('candidates')",
        "TRUNCATE candidates",
        "DELETE FROM __diesel_schema_migrations",
        "CREATE TABLE another (id int)",
    ] {
        assert!(serving.run(statement).is_err(), "{statement}");
    }
    told(&mut serving, &[("reader", "agency"), ("organisation", &Uuid::now_v7().to_string())]);
    let own = "INSERT INTO jobs SELECT * FROM jobs";
    assert_eq!(serving.run(own).unwrap(), 0, "there is no row to copy");
    let key = "INSERT INTO complaint_codes VALUES (:1, '', '', 0, NULL)";
    assert!(serving.run(key).unwrap_err().to_string().contains("row-level security"));
}

#[test]
fn a_schema_without_the_wall_is_migrated_and_its_server_let_in() {
    let Some(database) = Database::empty_postgres() else { return };
    let store = Store::open(postgres::as_serving(&database.url).parse().unwrap()).unwrap();
    assert!(store.migrate().is_err(), "who serves may not migrate");
    let store = store.owned_by(database.url.parse().unwrap());
    assert!(store.migrate().unwrap().len() > 70);
    assert_eq!(store.migrate().unwrap(), Vec::<String>::new());
    assert_eq!(store.pending_migrations().unwrap(), 0);
    store.read(koprik::store::changes::position).unwrap();
}

#[test]
fn the_wall_is_lifted_where_it_is_written_down() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![source.join("app"), source.join("api")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let all = text.matches("as_server(").count();
            let declared = text.matches("fn as_server(").count()
                + text.matches("store.as_server(why)").count();
            if all > declared {
                let name = path.strip_prefix(&source).unwrap().display().to_string();
                found.push((name, all - declared));
            }
        }
    }
    found.sort();
    let expected: Vec<_> =
        LIFTED.iter().map(|(path, times)| ((*path).to_owned(), *times)).collect();
    assert_eq!(found, expected);
}
