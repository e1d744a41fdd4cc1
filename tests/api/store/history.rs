//! The change log as the history of records, which nobody rewrites.

use koprik::{
    app::AppError,
    domain::{
        access::{
            actor::{Actor, Client},
            scope::Role,
        },
        recruitment::{candidate::CandidateBody, vacancy::VacancyBody},
        resource::id::Id,
    },
    store::history::Entry,
};
use serde_json::json;
use uuid::Uuid;

use super::sql::Sql;
use crate::support::{TestApp, bodies, on_both, world};

/// What an entry says, without its number and its moment.
type Said<'e> = (Option<Uuid>, Option<Role>, &'e str, [Option<&'e str>; 2], i64, Option<&'e str>);

fn said(entry: &Entry) -> Said<'_> {
    let states = [entry.from.as_deref(), entry.to.as_deref()];
    (entry.client, entry.role, &entry.action, states, entry.version, entry.reason.as_deref())
}

fn actor(role: Role, organisation: Uuid) -> Actor {
    let scopes = role.scopes().to_vec();
    Actor::Client(Client { id: Uuid::now_v7(), organisation, role, scopes })
}

fn candidates_history(app: &TestApp, actor: &Actor, id: Uuid) -> Result<Vec<Entry>, AppError> {
    app.server.app.history::<CandidateBody>(actor, Id::new(id), 0, 100)
}

on_both! {
    fn a_record_tells_who_moved_it_from_where_to_where_and_why(app) {
        let agency_id = app.new_agency();
        let (client, secret) = app.credentials(Role::Agency, agency_id, "");
        let agency = app.anonymous().with_token(&app.token(client, &secret));
        let made = agency.post("/v1/candidates", &bodies::candidate());
        let (path, id) = (made.header("location").to_owned(), world::id(&made.expect(201)));
        agency.post(&format!("{path}/transitions"), &json!({"to": "available", "reason": "ready"})).expect(200);
        agency.patch(&path, "*", &json!({"readiness": "ready"})).expect(200);
        app.operator().transition(&format!("/v1/agencies/{agency_id}"), "suspended").expect(200);
        let all = candidates_history(app, &actor(Role::Agency, agency_id), id).unwrap();
        let by = (Some(client), Some(Role::Agency));
        let expected: Vec<Said<'_>> = vec![
            (by.0, by.1, "create", [None, Some("draft")], 1, None),
            (by.0, by.1, "available", [Some("draft"), Some("available")], 2, Some("ready")),
            (by.0, by.1, "replace", [Some("available"), Some("available")], 3, None),
            (None, None, "paused", [Some("available"), Some("paused")], 4, Some("the agency has no licence")),
        ];
        assert_eq!(all.iter().map(said).collect::<Vec<_>>(), expected);
        let rest = app.server.app.history::<CandidateBody>(&Actor::System, Id::new(id), all[1].n, 1).unwrap();
        assert_eq!(rest, all[2..3]);
    }

    fn a_history_is_for_the_owner_and_for_operators_alone(app) {
        let (agency_id, employer_id) = (app.new_agency(), app.new_employer());
        let agency = app.client(Role::Agency, agency_id, "");
        let made = agency.post("/v1/candidates", &bodies::candidate());
        let id = world::id(&made.expect(201));
        let operator = actor(Role::Operator, Uuid::now_v7());
        assert_eq!(candidates_history(app, &operator, id).unwrap().len(), 1);
        let other = candidates_history(app, &actor(Role::Agency, app.new_agency()), id);
        assert!(matches!(other, Err(AppError::NoSuch(_))), "{other:?}");
        let unknown = candidates_history(app, &operator, Uuid::now_v7());
        assert!(matches!(unknown, Err(AppError::NoSuch(_))), "{unknown:?}");
        for without_scope in [Actor::Anonymous, actor(Role::Employer, agency_id)] {
            let denied = candidates_history(app, &without_scope, id);
            assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
        }

        let employer = app.client(Role::Employer, employer_id, "");
        let vacancy = app.published(&employer, &bodies::vacancy()).rsplit('/').next().unwrap().parse().unwrap();
        let vacancys = |actor| app.server.app.history::<VacancyBody>(&actor, Id::new(vacancy), 0, 100);
        assert_eq!(vacancys(actor(Role::Employer, employer_id)).unwrap().len(), 2);
        for public in [actor(Role::Partner, Uuid::now_v7()), actor(Role::Agency, agency_id)] {
            let hidden = vacancys(public);
            assert!(matches!(hidden, Err(AppError::NoSuch(_))), "{hidden:?}");
        }

        assert_eq!(agency.delete(made.header("location"), "*").status, 204);
        let last = candidates_history(app, &operator, id).unwrap().pop().unwrap();
        assert_eq!((last.action.as_str(), last.from.as_deref(), last.to), ("delete", Some("draft"), None));
        let gone = candidates_history(app, &actor(Role::Agency, agency_id), id);
        assert!(matches!(gone, Err(AppError::NoSuch(_))), "{gone:?}");
    }

    fn entries_of_a_ledger_are_neither_changed_nor_deleted(app) {
        app.agency().post("/v1/candidates", &bodies::candidate()).expect(201);
        let mut sql = Sql::of(app);
        sql.run("INSERT INTO amendments (n, id, kind, payload, version, at) VALUES (1, :1, 'none', '{}', '', :now)").unwrap();
        for refused in [
            "UPDATE changes SET action = 'replace'",
            "UPDATE changes SET actor = NULL, reason = NULL WHERE actor IS NOT NULL",
            "UPDATE changes SET to_state = 'revoked' WHERE n = 1",
            "UPDATE changes SET reason = 'another'",
            "DELETE FROM changes",
            "DELETE FROM changes WHERE n = 1",
            "UPDATE amendments SET payload = '[]'",
            "DELETE FROM amendments",
            "UPDATE consents SET text_version = '2'",
            "DELETE FROM consents",
        ] {
            let told = sql.run(refused).expect_err(refused).to_string();
            assert!(told.ends_with("are neither changed nor deleted"), "{refused}: {told}");
        }
        assert!(sql.run("UPDATE changes SET reason = NULL").unwrap() > 0, "erasure takes reasons out");
    }
}
