//! While a legal hold is open, nobody is erased.

use serde_json::{Value, json};

use crate::{
    store::sql::Sql,
    support::{bodies, on_both},
};

fn hold(matter: &str, state: &str) -> Value {
    json!({"matter": matter, "state": state, "reason": "an inquiry"})
}

on_both! {
    fn a_candidate_under_a_hold_is_not_erased(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        let identity = json!({"latin_name": {"family": "Karimov", "given": "Olim"}, "birth_date": "1990-02-15"});
        agency.put(&format!("{candidate}/identity"), &[], &identity).expect(200);
        let holds = format!("{candidate}/legal-holds");
        for matter in ["A65-1", "A65-2"] {
            operator.post(&holds, &hold(matter, "set")).expect(201);
        }
        for path in [candidate.clone(), format!("{candidate}/identity")] {
            let refused = agency.delete(&path, "*").problem(409, "conflict");
            assert!(refused["detail"].as_str().unwrap().contains("a legal hold is open"), "{refused}");
        }
        operator.post(&holds, &hold("A65-1", "lifted")).expect(201);
        agency.delete(&candidate, "*").problem(409, "conflict");
        agency.get(&format!("{candidate}/identity")).expect(200);
        operator.post(&holds, &hold("A65-2", "lifted")).expect(201);
        let told = agency.get(&holds).expect(200)["items"].clone();
        let states: Vec<&str> = told.as_array().unwrap().iter().map(|entry| entry["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["set", "set", "lifted", "lifted"]);
        let history = agency.get(&format!("{candidate}/history?limit=100")).expect(200).to_string();
        assert!(history.contains("legal_hold_set") && history.contains("legal_hold_lifted"), "{history}");
        assert_eq!(agency.delete(&candidate, "*").status, 204);
    }

    fn a_hold_is_set_and_lifted_in_turn_and_by_operators_alone(app) {
        let (operator, agency) = (app.operator(), app.agency());
        let candidate = app.available(&agency, &bodies::candidate());
        let holds = format!("{candidate}/legal-holds");
        agency.post(&holds, &hold("A65-1", "set")).problem(403, "forbidden");
        operator.post(&holds, &hold("A65-1", "lifted")).problem(409, "conflict");
        let first = operator.post_once(&holds, "once", &hold("A65-1", "set")).expect(201);
        assert_eq!(operator.post_once(&holds, "once", &hold("A65-1", "set")).expect(201), first, "it is replayed");
        operator.post(&holds, &hold("A65-1", "set")).problem(409, "conflict");
        let without = json!({"matter": "A65-1", "state": "lifted", "reason": ""});
        assert_eq!(operator.post(&holds, &without).pointers(), ["/reason"]);
        app.agency().get(&holds).problem(404, "not-found");
    }

    fn the_database_itself_keeps_who_is_under_a_hold(app) {
        let agency = app.agency();
        let candidate = app.available(&agency, &bodies::candidate());
        app.operator().post(&format!("{candidate}/legal-holds"), &hold("A65-1", "set")).expect(201);
        let mut sql = Sql::of(app);
        for statement in ["DELETE FROM candidates", "DELETE FROM legal_holds", "UPDATE legal_holds SET state = 'lifted'"] {
            assert!(sql.run(statement).is_err(), "{statement}");
        }
    }
}
