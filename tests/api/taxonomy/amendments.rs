//! A taxonomy that learns from what is sent: texts that name nothing known are kept and mapped.

use serde_json::{Value, json};

use crate::support::{
    Client, bodies, on_both,
    world::{but, eventually, next},
};

/// A text that no release of the taxonomy knows.
const LACE: &str = "бетонное кружево";

pub(super) fn lace_vacancy() -> Value {
    let texts = json!([{"text": LACE, "lang": "ru", "kind": "must"}]);
    but(bodies::vacancy(), &json!({"requirements": [], "skill_texts": texts}))
}

fn lace_mapping() -> Value {
    json!({"text": LACE, "lang": "ru", "kind": "skill", "concept_id": "con.concrete"})
}

fn concrete_candidate() -> Value {
    let skills = json!([{"skill": "con.concrete", "level": 3, "years": 2, "evidence": "assessed"}]);
    but(bodies::candidate(), &json!({"skills": skills}))
}

/// Maps a text; where a slow machine does not answer in time, it is asked again with the same key, as a client would.
fn map(operator: &Client, mapping: &Value) -> Value {
    let key = format!("map-{}", next());
    let ask = || operator.post_once("/v1/taxonomy/mappings", &key, mapping);
    let mut answer = ask();
    while answer.status == 503 {
        answer = ask();
    }
    answer.expect(201)
}

pub(super) fn items(client: &Client, path: &str) -> Vec<Value> {
    client.get(path).expect(200)["items"].as_array().unwrap().clone()
}

/// Each text of the queue with its count.
fn queue(operator: &Client, query: &str) -> Vec<(String, i64)> {
    let all = items(operator, &format!("/v1/taxonomy/unmapped{query}"));
    let count = |item: &Value| {
        (item["example"].as_str().unwrap().to_owned(), item["records"].as_i64().unwrap())
    };
    all.iter().map(count).collect()
}

/// The candidates that a vacancy finds.
pub(super) fn found(employer: &Client, vacancy: &str) -> Vec<String> {
    let matches = items(employer, &format!("{vacancy}/matches"));
    let path = |item: &Value| format!("/v1/candidates/{}", item["candidate_id"].as_str().unwrap());
    matches.iter().map(path).collect()
}

on_both! {
    fn a_text_that_names_nothing_is_kept_and_counts_once_it_is_mapped(app) {
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let vacancy = app.published(&employer, &lace_vacancy());
        let with = app.available(&agency, &concrete_candidate());
        app.available(&agency, &bodies::candidate());
        let before = employer.get(&vacancy).expect(200);
        assert_eq!(before["unmapped"], json!([{"text": LACE, "lang": "ru", "kind": "skill"}]));
        assert_ne!(before["resolutions"][0]["outcome"], "resolved");
        assert_eq!(found(&employer, &vacancy).len(), 2, "what is not known yet excludes nobody");
        assert_eq!(queue(&operator, ""), [(LACE.to_owned(), 1)]);

        let made = map(&operator, &lace_mapping());
        let after = employer.get(&vacancy).expect(200);
        assert_eq!((&after["unmapped"], &after["version"]), (&json!([]), &json!(3)));
        assert_eq!(after["resolutions"][0]["concept_id"], "con.concrete");
        assert_eq!(after["skill_texts"], before["skill_texts"], "what was sent stays as it was sent");
        assert_eq!(found(&employer, &vacancy), [with]);
        assert_eq!(queue(&operator, ""), []);
        assert_eq!(items(&operator, "/v1/taxonomy/mappings"), [made]);
        assert_eq!(items(&employer, "/v1/vacancies?skill=con.concrete").len(), 1);
        let explained = employer.get(&format!("{vacancy}/matches")).expect(200);
        assert_eq!(explained["items"][0]["requirements"][0]["skill"], "con.concrete");
        let next = employer.post("/v1/vacancies", &lace_vacancy()).expect(201);
        assert_eq!(next["unmapped"], json!([]), "the next one is understood at once");
    }

    fn a_vacancy_whose_occupation_is_not_understood_has_it_once_it_is(app) {
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let words = json!({"occupation": null, "occupation_text": {"text": "кружевник по бетону"}});
        let mut body = but(bodies::vacancy(), &words);
        body.as_object_mut().unwrap().remove("occupation");
        let made = employer.post("/v1/vacancies", &body);
        let vacancy = made.header("location").to_owned();
        assert_eq!(made.expect(201)["unmapped"][0]["kind"], "occupation");
        assert_eq!(employer.get(&vacancy).expect(200)["missing"][0]["pointer"], "/occupation");
        let mapping = json!({"text": "Кружевник по бетону!", "lang": "ru", "kind": "occupation", "concept_id": "bricklayer"});
        map(&operator, &mapping);
        employer.transition(&vacancy, "published").expect(200);
        assert!(employer.get(&vacancy).expect(200)["occupation"].is_null(), "the occupation was not sent");
        assert_eq!(items(&employer, "/v1/vacancies?occupation=bricklayer").len(), 1);
        app.available(&agency, &bodies::candidate());
        let matches = items(&employer, &format!("{vacancy}/matches"));
        assert_eq!(matches[0]["parts"]["occupation"], 1000);
        let neither = but(body, &json!({"occupation_text": null, "title": null}));
        assert_eq!(employer.post("/v1/vacancies", &neither).pointers(), ["/title"]);
    }

    fn a_candidates_words_count_like_ids(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let words = json!({
            "occupations": [], "skills": [],
            "occupation_text": {"text": "gʻisht teruvchi", "years": 4},
            "skill_texts": [{"text": "кладка кирпича", "level": 4, "years": 4, "evidence": "assessed"}, {"text": "con lay bricks of lace"}]
        });
        let candidate = app.available(&agency, &but(bodies::candidate(), &words));
        let shown = agency.get(&candidate).expect(200);
        assert_eq!(shown["resolutions"][0]["concept_id"], "bricklayer", "{shown}");
        assert_eq!(shown["resolutions"][1]["concept_id"], "con.lay_bricks", "{shown}");
        assert_eq!(shown["skill_texts"][1]["level"], 3);
        assert_eq!(found(&employer, &vacancy), [candidate]);
        assert_eq!(items(&agency, "/v1/candidates?skill=con.lay_bricks&occupation=bricklayer").len(), 1);
        let search = json!({"candidate": but(bodies::candidate(), &words)});
        let matches = agency.post("/v1/matches/search", &search).expect(200);
        assert_eq!(matches["items"].as_array().unwrap().len(), 1);
    }

    fn the_queue_counts_open_records_and_can_be_walked(app) {
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let with = |text: &str| json!([{"text": text}]);
        let candidate = |text: &str| but(bodies::candidate(), &json!({"skill_texts": with(text)}));
        let mut paths = Vec::new();
        for (text, count) in [("zzqx one", 3), ("zzqx two", 2), ("zzqx six", 1), ("zzqx ten", 1)] {
            for _ in 0..count {
                paths.push(agency.post("/v1/candidates", &candidate(text)).header("location").to_owned());
                app.pass(std::time::Duration::from_mins(1));
            }
        }
        employer.post("/v1/vacancies", &but(bodies::vacancy(), &json!({"skill_texts": with("ZZQX  one.")}))).expect(201);
        let all = queue(&operator, "");
        assert_eq!(all.iter().map(|one| one.1).collect::<Vec<_>>(), [4, 2, 1, 1]);
        let first = &items(&operator, "/v1/taxonomy/unmapped?kind=skill&limit=1")[0];
        assert_eq!((&first["key"], &first["first_seen"]), (&json!("zj one"), &json!("2026-11-24T08:00:00Z")));
        assert_eq!(first["last_seen"], "2026-11-24T08:07:00Z");
        assert_eq!(queue(&operator, "?kind=occupation"), []);
        let (mut walked, mut path) = (Vec::new(), "/v1/taxonomy/unmapped?limit=1".to_owned());
        loop {
            let page = operator.get(&path).expect(200);
            walked.extend(page["items"].as_array().unwrap().iter().map(|item| item["example"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            next.strip_prefix("http://koprik.test").unwrap().clone_into(&mut path);
        }
        assert_eq!(walked, all.iter().map(|one| one.0.clone()).collect::<Vec<_>>());

        agency.patch(&paths[3], "*", &json!({"skill_texts": []})).expect(200);
        agency.transition(&paths[4], "withdrawn").expect(200);
        assert_eq!(agency.delete(&paths[5], "*").status, 204);
        assert_eq!(queue(&operator, ""), [("ZZQX  one.".to_owned(), 4), ("zzqx ten".to_owned(), 1)]);
        agency.patch(&paths[0], "*", &json!({"readiness": "ready"})).expect(200);
        assert_eq!(items(&operator, "/v1/taxonomy/unmapped")[0]["first_seen"], "2026-11-24T08:00:00Z");
        operator.get("/v1/taxonomy/unmapped?kind=region").problem(400, "malformed-request");
        operator.get("/v1/taxonomy/unmapped?cursor=AAAA").problem(400, "malformed-request");
    }

    fn what_is_sent_again_changes_nothing_and_a_patch_keeps_the_words(app) {
        let employer = app.employer();
        let words = json!({
            "occupation_text": {"text": "каменщик"},
            "skill_texts": [{"text": LACE}, {"text": "кладка кирпича", "kind": "preferred"}]
        });
        let body = but(bodies::vacancy(), &words);
        let path = "/v1/vacancies/by-ref/HR-1";
        let made = employer.put(path, &[], &body);
        assert_eq!(employer.put(path, &[], &body).expect(200), made.expect(201));
        let vacancy = made.header("location").to_owned();
        let sent_back = employer.get(&vacancy).expect(200);
        assert_eq!(sent_back["skill_texts"][0], json!({"text": LACE, "kind": "preferred", "min_level": 1, "min_years": 0, "weight": 3}));
        assert_eq!(employer.patch(&vacancy, "*", &json!({"skill_texts": sent_back["skill_texts"]})).expect(200)["version"], 1);
        let patched = employer.patch(&vacancy, "*", &json!({"total_job_openings": 30})).expect(200);
        assert_eq!((&patched["skill_texts"], &patched["unmapped"]), (&sent_back["skill_texts"], &sent_back["unmapped"]));
        assert_eq!(employer.patch(&vacancy, "*", &json!({"unmapped": []})).pointers(), ["/unmapped"]);
        map(&app.operator(), &lace_mapping());
        let resolved = employer.get(&vacancy).expect(200);
        assert_eq!(employer.put(path, &[], &but(body, &json!({"total_job_openings": 30}))).expect(200), resolved);
        let blank = json!({"skill_texts": [{"text": "…!"}], "occupation_text": {"text": "?", "lang": "de"}});
        let wrong = employer.post("/v1/vacancies", &but(bodies::vacancy(), &blank)).pointers();
        assert_eq!(wrong, ["/occupation_text/lang"]);
        let wrong = json!({"skill_texts": [{"text": "…!"}, {"text": ""}], "occupation_text": {"text": "?"}});
        assert!(employer.post("/v1/vacancies", &but(bodies::vacancy(), &wrong)).pointers().contains(&"/skill_texts/1/text".to_owned()));
        let wrong = json!({"skill_texts": [{"text": "…!"}], "occupation_text": {"text": "?"}});
        let pointers = employer.post("/v1/vacancies", &but(bodies::vacancy(), &wrong)).pointers();
        assert_eq!(pointers, ["/occupation_text/text", "/skill_texts/0/text"]);
    }

    fn a_mapping_is_made_once_and_only_where_it_settles_something(app) {
        let operator = app.operator();
        let post = |body: &Value| operator.post("/v1/taxonomy/mappings", body);
        let first = map(&operator, &lace_mapping());
        let key = "another-key";
        let second = but(lace_mapping(), &json!({"text": "zzqx keyed"}));
        let once = || operator.post_once("/v1/taxonomy/mappings", key, &second);
        eventually("it is mapped", || once().status == 201);
        let again = once();
        assert_eq!((&again.expect(201)["text"], again.header("idempotency-replayed")), (&json!("zzqx keyed"), "true"));
        operator.post_once("/v1/taxonomy/mappings", key, &lace_mapping()).problem(422, "idempotency-key-reused");
        post(&lace_mapping()).problem(409, "conflict");
        post(&but(lace_mapping(), &json!({"concept_id": "con.plaster"}))).problem(409, "conflict");
        let unknown = but(lace_mapping(), &json!({"text": "zzqx", "concept_id": "con.sorcery"}));
        assert_eq!(post(&unknown).pointers(), ["/concept_id"]);
        assert_eq!(post(&but(lace_mapping(), &json!({"text": "—"}))).pointers(), ["/text"]);
        assert_eq!(post(&but(lace_mapping(), &json!({"lang": "de", "kind": "planet"}))).pointers(), ["/kind", "/lang"]);
        assert_eq!(items(&operator, "/v1/taxonomy/mappings")[1], first);
        for text in ["zzqx one", "zzqx two"] {
            map(&operator, &but(lace_mapping(), &json!({"text": text})));
        }
        let page = operator.get("/v1/taxonomy/mappings?limit=2").expect(200);
        assert_eq!((&page["items"][0]["text"], &page["items"][1]["text"]), (&json!("zzqx two"), &json!("zzqx one")));
        let rest = page["next"].as_str().unwrap().strip_prefix("http://koprik.test").unwrap();
        assert_eq!(items(&operator, rest)[1]["text"], LACE);
    }

    fn only_operators_see_the_queue_and_map(app) {
        for client in [app.employer(), app.agency(), app.partner()] {
            client.get("/v1/taxonomy/unmapped").problem(403, "forbidden");
            client.get("/v1/taxonomy/mappings").problem(403, "forbidden");
            client.post("/v1/taxonomy/mappings", &lace_mapping()).problem(403, "forbidden");
        }
        app.anonymous().get("/v1/taxonomy/unmapped").problem(401, "unauthenticated");
    }

    fn a_mapping_on_one_server_is_known_on_the_other(app) {
        let second = app.another();
        let (employer, operator) = (app.employer(), app.operator());
        let there = second.anonymous().with_token(employer.token());
        let vacancy = there.post("/v1/vacancies", &lace_vacancy()).header("location").to_owned();
        map(&operator, &lace_mapping());
        let ask = json!({"items": [{"text": LACE, "kind": "skill"}]});
        eventually("the text is known there too", || {
            there.post("/v1/taxonomy/resolve", &ask).json()["items"][0]["outcome"] == "resolved"
        });
        eventually("the waiting record is resolved", || there.get(&vacancy).json()["unmapped"] == json!([]));
        let version = |client: &Client| client.post("/v1/taxonomy/resolve", &ask).json()["taxonomy_version"].clone();
        assert_eq!(version(&there), version(&employer));
        let back = but(lace_mapping(), &json!({"text": "zzqx back"}));
        map(&second.anonymous().with_token(operator.token()), &back);
        eventually("both have both", || version(&there) == version(&employer));
    }

    fn an_id_counts_before_its_text(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let texts = json!([{"text": "кладка кирпича", "kind": "must", "min_level": 5}, {"text": "gʻisht terish", "min_level": 4}]);
        let vacancy = app.published(&employer, &but(bodies::vacancy(), &json!({"skill_texts": texts})));
        app.available(&agency, &bodies::candidate());
        let matches = items(&employer, &format!("{vacancy}/matches"));
        let asked: Vec<_> = matches[0]["requirements"].as_array().unwrap().iter().map(|one| (one["skill"].clone(), one["min_level"].clone())).collect();
        assert_eq!(asked, [(json!("con.lay_bricks"), json!(3)), (json!("con.mix_mortar"), json!(2))]);
    }
}
