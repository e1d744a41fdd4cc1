//! A taxonomy that learns: texts that name nothing known are kept and mapped, files are imported, concepts retire.

use koprik::{
    app::edition::amendment::ImportedFile,
    taxonomy::import::{Report, Selection, export},
};
use serde_json::{Value, json};

use crate::support::{
    Client, Database, TestApp, bodies, on_both,
    world::{but, eventually, next},
};

/// A text that no release of the taxonomy knows.
const LACE: &str = "бетонное кружево";

fn lace_vacancy() -> Value {
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

fn import(app: &TestApp, text: &str) -> Report {
    let file = ImportedFile { kind: None, source: "test".to_owned(), text: text.to_owned() };
    app.server.app.import_taxonomy(&file, true).unwrap()
}

/// What the program says when it is asked about the taxonomy of a server's database.
fn program(app: &TestApp, args: &[&str]) -> String {
    let (succeeds, said) = ask_program(app, args);
    assert!(succeeds, "{said}");
    said
}

/// Whether the program succeeds, and what it says.
fn ask_program(app: &TestApp, args: &[&str]) -> (bool, String) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_koprik"))
        .arg("taxonomy")
        .args(args)
        .arg("--data-dir")
        .arg(app.database.folder.path())
        .env("KOPRIK_DATABASE_URL", &app.database.url)
        .env("KOPRIK_LOG", "error")
        .output()
        .unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

fn items(client: &Client, path: &str) -> Vec<Value> {
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
fn found(employer: &Client, vacancy: &str) -> Vec<String> {
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

    fn an_imported_skill_is_usable_at_once_and_after_a_restart(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let asks = but(bodies::vacancy(), &json!({"requirements": [{"skill": "own.lace", "kind": "must", "min_level": 2}]}));
        assert_eq!(employer.post("/v1/vacancies", &asks).pointers(), ["/requirements/0/skill"]);
        let waiting = employer.post("/v1/vacancies", &lace_vacancy()).header("location").to_owned();
        let report = import(app, "kind,id,label_ru,label_en,broader\nskill,own.lace,бетонное кружево,concrete lace,con.concrete\n");
        assert_eq!((report.added.len(), report.problems.len()), (1, 0));
        assert_eq!(app.anonymous().get("/v1/taxonomy/skills/own.lace?lang=en").expect(200)["label"], "concrete lace");
        let vacancy = app.published(&employer, &asks);
        let holds = but(bodies::candidate(), &json!({"skills": [{"skill": "own.lace", "level": 3, "evidence": "assessed"}]}));
        let candidate = app.available(&agency, &holds);
        assert_eq!(found(&employer, &vacancy), [candidate]);
        eventually("the waiting text is resolved", || employer.get(&waiting).json()["unmapped"] == json!([]));
        let broader = but(bodies::vacancy(), &json!({"requirements": [{"skill": "con.concrete", "kind": "must", "min_level": 2}]}));
        assert_eq!(found(&employer, &app.published(&employer, &broader)).len(), 1, "a narrower skill counts");
        let restarted = app.another();
        let there = restarted.anonymous().with_token(employer.token());
        assert_eq!(found(&there, &vacancy), found(&employer, &vacancy));
        assert_eq!(restarted.server.app.taxonomy().version(), app.server.app.taxonomy().version());
        let (rebuilt, _) = app.server.app.follower().rebuilt().unwrap();
        assert_eq!(rebuilt.fingerprint(), app.server.app.follower().engine().fingerprint());
    }

    fn an_import_amid_writes_ends_in_the_right_index(app) {
        let second = app.another();
        let (employer, agency) = (app.employer(), app.agency());
        let vacancy = app.published(&employer, &bodies::vacancy());
        let paths: Vec<String> = (0..4).map(|_| app.available(&agency, &bodies::candidate())).collect();
        let there = second.anonymous().with_token(agency.token());
        std::thread::scope(|scope| {
            for client in [agency.clone(), there] {
                let paths = &paths;
                scope.spawn(move || {
                    for n in 0..20_usize {
                        match n % 3 {
                            0 => client.post("/v1/candidates", &bodies::candidate()).status,
                            1 => client.transition(&paths[n % 4], "paused").status,
                            _ => client.transition(&paths[n % 4], "available").status,
                        };
                    }
                });
            }
            scope.spawn(|| {
                for n in 0..3 {
                    import(app, &format!("kind,id,label_en,broader\nskill,own.s{n},skill {n},con.lay_bricks\n"));
                }
            });
        });
        let fresh = |app: &TestApp| {
            let follower = app.server.app.follower();
            let (rebuilt, position) = follower.rebuilt().unwrap();
            follower.standing() == koprik::app::index::follower::IndexState::At(position)
                && app.server.app.taxonomy().number() == 3
                && follower.engine().fingerprint() == rebuilt.fingerprint()
        };
        eventually("the first is equal to one built afresh", || fresh(app));
        eventually("the second is equal to one built afresh", || fresh(&second));
        assert_eq!(app.server.app.taxonomy().version(), second.server.app.taxonomy().version());
        assert_eq!(found(&employer, &vacancy).len(), items(&agency, "/v1/candidates?status=available").len());
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

    fn a_retired_skill_answers_and_counts_as_its_successor(app) {
        let (employer, agency, operator) = (app.employer(), app.agency(), app.operator());
        let old = app.published(&employer, &bodies::vacancy());
        import(app, "kind,id,label_en,valid_to,replaced_by\nskill,own.bricks,modern bricklaying,,\nskill,con.lay_bricks,lay bricks,2026-12-31,own.bricks\n");
        let retired = app.anonymous().get("/v1/taxonomy/skills/con.lay_bricks").expect(200);
        assert_eq!((&retired["valid_to"], &retired["replaced_by"]), (&json!("2026-12-31"), &json!("own.bricks")));
        let candidate = agency.post("/v1/candidates", &bodies::candidate());
        let told = json!([{"kind": "skill", "id": "con.lay_bricks", "replaced_by": "own.bricks"}]);
        assert_eq!(candidate.expect(201)["replaced"], told);
        agency.transition(candidate.header("location"), "available").expect(200);
        let new = json!([{"skill": "own.bricks", "kind": "must", "min_level": 3}]);
        let new = app.published(&employer, &but(bodies::vacancy(), &json!({"requirements": new})));
        assert_eq!(found(&employer, &old), [candidate.header("location")]);
        assert_eq!(found(&employer, &new), [candidate.header("location")]);
        assert_eq!(items(&agency, "/v1/candidates?skill=own.bricks").len(), 1);
        let mapping = json!({"text": "zzqx", "lang": "en", "kind": "skill", "concept_id": "con.lay_bricks"});
        assert_eq!(operator.post("/v1/taxonomy/mappings", &mapping).pointers(), ["/concept_id"]);
        app.server.app.index_names(); // not optimised, this may take longer than a request has
        let words = json!({"items": [{"text": "lay bricks", "kind": "skill"}]});
        assert_eq!(operator.post("/v1/taxonomy/resolve", &words).expect(200)["items"][0]["concepts"][0]["id"], "own.bricks");
    }

    fn tables_are_learned_from_the_pool_and_published_on_demand(app) {
        let agency = app.agency();
        for number in 0..12 {
            let skill = |id: &str| json!({"skill": id, "level": 3, "years": 2, "evidence": "self_declared"});
            let skills = if number < 6 { vec![skill("con.tile"), skill("con.porcelain")] } else { vec![skill("con.paint")] };
            app.available(&agency, &but(bodies::candidate(), &json!({"skills": skills})));
        }
        let rarity = || agency.get("/v1/taxonomy/skills/con.porcelain").expect(200)["rarity"].clone();
        let before = rarity();
        let shown = program(app, &["rarity"]);
        assert!(shown.contains("12 people") && shown.contains("nothing was published"), "{shown}");
        assert_eq!(rarity(), before);
        assert!(program(app, &["relations"]).contains("con.tile by con.porcelain: 0 → 30"));

        program(app, &["rarity", "--publish"]);
        eventually("a rarity of 300 for 6 of 12", || rarity() == json!(300));
        assert!(program(app, &["rarity"]).contains("0 values change"));
        program(app, &["relations", "--publish"]);
        assert!(program(app, &["relations"]).contains("0 values change"));
    }

    fn the_program_imports_beside_a_running_server(app) {
        let file = app.database.folder.path().join("own.csv");
        std::fs::write(&file, "id,label_en,synonyms_en,broader\nown.a,a lace,a;b,con.concrete\nown.b,,,\n").unwrap();
        let path = file.display().to_string();
        let (all_taken, dry) = ask_program(app, &["import", &path, "--kind", "skill", "--dry-run"]);
        assert!(!all_taken && dry.contains("not all of it was taken"), "{dry}");
        assert!(dry.contains("import line 3, label_en: ") && dry.contains("1 added, 0 changed"), "{dry}");
        assert!(dry.contains("nothing was stored"), "{dry}");
        app.anonymous().get("/v1/taxonomy/skills/own.a").problem(404, "not-found");
        std::fs::write(&file, "id,label_en,synonyms_en,broader\nown.a,a lace,a;b,con.concrete\n").unwrap();
        program(app, &["import", &path, "--kind", "skill", "--source", "ours"]);
        eventually("the running server has it", || app.anonymous().get("/v1/taxonomy/skills/own.a").status == 200);
        let skill = app.anonymous().get("/v1/taxonomy/skills/own.a").expect(200);
        assert_eq!(skill["names"]["labels"][0]["source"], "ours");
        let exported = program(app, &["export", "--kind", "skill", "--prefix", "own."]);
        std::fs::write(&file, &exported).unwrap();
        assert!(program(app, &["import", &path]).contains("1 as they were, 0 problems"));
        assert_eq!(program(app, &["export", "--prefix", "own."]), exported);
        let checked = program(app, &["check"]);
        assert!(checked.contains(app.server.app.taxonomy().version()), "{checked}");
    }

    fn a_file_as_a_spreadsheet_writes_it_is_read_or_refused_by_name(app) {
        let file = app.database.folder.path().join("own.csv");
        let import = |bytes: &[u8]| {
            std::fs::write(&file, bytes).unwrap();
            ask_program(app, &["import", &file.display().to_string(), "--kind", "skill", "--dry-run"])
        };
        let (taken, said) = import("\u{feff}id;category;label_ru;synonyms_ru\r\nfld.x;food;обвалка;\"аз;буки\"\r\n".as_bytes());
        assert!(taken && said.contains("1 added"), "{said}");
        let (taken, said) = import("id,category,Навык,label_en\nfld.y,food,обвалка,hand deboning\n".as_bytes());
        assert!(!taken && said.contains("columns that nobody reads: Навык"), "{said}");
        let (taken, said) = import(b"id,label_en\n");
        assert!(!taken && said.contains("holds no row"), "{said}");
        let (taken, said) = import(b"id;label_ru\nfld.x;\xee\xe1\xe2\n");
        assert!(!taken && said.contains("windows-1251"), "{said}");
    }

    fn an_export_is_imported_as_the_same_and_a_dry_run_stores_nothing(app) {
        let file = "kind,id,label_ru,synonyms_ru,broader\nskill,own.a,аз,буки;веди,con.concrete\nskill,own.b,глаголь,,own.a\nskill,own.c,,,\n";
        let read = ImportedFile { kind: None, source: "test".to_owned(), text: file.to_owned() };
        let before = app.server.app.taxonomy().version().to_owned();
        let dry = app.server.app.import_taxonomy(&read, false).unwrap();
        assert_eq!(app.server.app.taxonomy().version(), before);
        let done = import(app, file);
        assert_eq!(dry, done);
        assert_eq!((done.added.len(), done.problems[0].line), (2, 4));
        let own = Selection { kind: None, id_prefix: "own.".to_owned() };
        let exported = export(&app.server.app.taxonomy(), &own);
        let other = TestApp::spawn(Database::sqlite());
        import(&other, &exported);
        assert_eq!(export(&other.server.app.taxonomy(), &own), exported);
        let version = app.server.app.taxonomy().version().to_owned();
        assert_eq!((import(app, &exported).unchanged, app.server.app.taxonomy().version()), (2, version.as_str()));
    }
}
