//! Many documents in one request.

use serde_json::{Value, json};

use crate::support::{bodies, on_both, world::but};

/// A bricklayer's vacancy with a reference.
fn vacancy(reference: usize, members: &Value) -> Value {
    but(but(bodies::vacancy(), &json!({"external_ref": format!("HR-{reference}")})), members)
}

fn statuses(result: &Value) -> Vec<u64> {
    result["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["status"].as_u64().unwrap())
        .collect()
}

on_both! {
    fn a_batch_creates_and_replaces_and_can_be_repeated(app) {
        let employer = app.employer();
        let send = |grace: usize| {
            let items: Vec<Value> = (0..230).map(|n| vacancy(n, &json!({"start_grace_days": if n < 115 { grace } else { 0 }}))).collect();
            employer.post("/v1/vacancies/batch", &json!({"items": items})).expect(207)
        };
        let first = send(0);
        assert_eq!(statuses(&first), [201; 230]);
        assert_eq!(first["items"][7]["external_ref"], "HR-7");
        let read = employer.get("/v1/vacancies/by-ref/HR-7").expect(200);
        assert_eq!((&read["id"], &read["version"]), (&first["items"][7]["id"], &first["items"][7]["version"]));
        let again = send(0);
        assert_eq!((statuses(&again), &again["items"][7]["version"]), (vec![200; 230], &json!(1)));
        let changed = send(3);
        assert_eq!((&changed["items"][114]["version"], &changed["items"][115]["version"]), (&json!(2), &json!(1)));
        assert_eq!(employer.get("/v1/vacancies?external_ref=HR-114").expect(200)["items"][0]["start_grace_days"], 3);
    }

    fn each_is_refused_alone_and_says_why(app) {
        let employer = app.employer();
        employer.put("/v1/vacancies/by-ref/HR-1", &[], &bodies::vacancy()).expect(201);
        employer.transition("/v1/vacancies/by-ref/HR-1", "cancelled").expect(200);
        let items = json!([
            vacancy(0, &json!({})),
            vacancy(1, &json!({"start_grace_days": 2})),
            vacancy(2, &json!({"occupation": {"trade": "nothing_known"}})),
            vacancy(3, &json!({"title": 7, "unknown": 1})),
            bodies::vacancy(),
            vacancy(0, &json!({})),
            "nonsense",
            vacancy(4, &json!({})),
        ]);
        let result = employer.post("/v1/vacancies/batch", &json!({"items": items})).expect(207);
        assert_eq!(statuses(&result), [201, 409, 422, 422, 422, 422, 422, 201]);
        let pointers = |at: usize| {
            let errors = result["items"][at]["problem"]["errors"].as_array().unwrap().iter();
            errors.map(|error| error["pointer"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(pointers(2), ["/occupation/trade"]);
        assert_eq!(pointers(3).len(), 2);
        assert_eq!((pointers(4), pointers(5)), (vec!["/external_ref".to_owned()], vec!["/external_ref".to_owned()]));
        assert_eq!(result["items"][6]["external_ref"], Value::Null);
        assert!(result["items"][1]["problem"]["instance"].as_str().unwrap().starts_with("urn:uuid:"), "{result}");
        employer.get("/v1/vacancies/by-ref/HR-2").problem(404, "not-found");
        employer.get("/v1/vacancies/by-ref/HR-4").expect(200);
    }

    fn a_batch_has_1_to_500_documents(app) {
        let agency = app.agency();
        for (items, status) in [(vec![], 422), (vec![json!({}); 501], 422), (vec![bodies::candidate(); 2], 207)] {
            agency.post("/v1/candidates/batch", &json!({"items": items})).expect(status);
        }
        let candidates: Vec<Value> = (0..40).map(|n| but(bodies::candidate(), &json!({"external_ref": format!("C-{n}")}))).collect();
        assert_eq!(statuses(&agency.post("/v1/candidates/batch", &json!({"items": candidates})).expect(207)), [201; 40]);
    }
}
