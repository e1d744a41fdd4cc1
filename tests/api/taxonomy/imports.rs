//! A taxonomy that is amended by files and by the pool: concepts are imported, retire, and are exported again.

use koprik::{
    app::edition::amendment::ImportedFile,
    taxonomy::import::{Report, Selection, export},
};
use serde_json::json;

use super::amendments::{found, items, lace_vacancy};
use crate::support::{
    Database, TestApp, bodies, on_both,
    world::{but, eventually},
};

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

on_both! {
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

    fn an_occupation_of_a_scheme_without_isco_is_near_by_its_skills_alone(app) {
        let (employer, agency) = (app.employer(), app.agency());
        let report = import(app, "kind,id,isco08,label_en,essential_skills\n\
            occupation,own_lacer,,concrete lacer,con.lay_bricks;con.mix_mortar;con.plaster\n\
            occupation,own_netter,,concrete netter,con.lay_bricks;con.mix_mortar;con.plaster\n\
            occupation,own_blank,,blank maker,\n\
            occupation,own_wrong,71,wrong code,\n");
        let problems: Vec<_> = report.problems.iter().map(|one| (one.line, one.column.as_str())).collect();
        assert_eq!((report.added.len(), problems), (3, vec![(5, "isco08")]));
        let known = app.anonymous().get("/v1/taxonomy/occupations/own_lacer?lang=en").expect(200);
        assert_eq!((&known["isco08"], &known["broader"]), (&json!("0000"), &json!([])));
        let of_trade = |trade: &str| json!({"occupations": [{"trade": trade, "years": 5}], "skills": []});
        let asks = |trade: &str| json!({"occupation": {"trade": trade}, "requirements": []});
        let lacer = app.available(&agency, &but(bodies::candidate(), &of_trade("own_lacer")));
        let there = agency.get(&lacer).expect(200);
        assert_eq!(there["occupations"][0], json!({"trade": "own_lacer", "years": 5}), "nobody is told a group that is none");
        for (trade, near) in [("own_lacer", 1000), ("own_netter", 900), ("own_blank", 0), ("bricklayer", 1)] {
            let vacancy = app.published(&employer, &but(bodies::vacancy(), &asks(trade)));
            let found = &items(&employer, &format!("{vacancy}/matches"))[0]["parts"]["occupation"];
            let found = found.as_u64().unwrap();
            assert!(if near == 1 { found > 0 } else { found == near }, "{trade}: {found}");
            let kept = |digits: &str| items(&employer, &format!("{vacancy}/matches?isco08={digits}")).len();
            assert_eq!((kept("0"), kept("0000"), kept("7112")), (0, 0, 0), "it is in no group");
        }
        let listed = |query: &str| items(&agency, &format!("/v1/candidates?{query}")).len();
        assert_eq!((listed("isco08=0"), listed("occupation=own_lacer")), (0, 1));
        for (wrong, pointer) in [(json!({"isco08": "0000"}), "/occupation/isco08"), (json!({"trade": "own_lacer", "isco08": "7112"}), "/occupation/isco08")] {
            let body = but(bodies::vacancy(), &json!({"occupation": wrong}));
            assert_eq!(employer.post("/v1/vacancies", &body).pointers(), [pointer], "{wrong}");
        }
    }

    fn a_scheme_restricts_what_is_named_and_suggested(app) {
        import(app, "kind,id,label_en\nskill,own.brick_lace,brick lace\n");
        let ids = |scheme: &str| {
            let asked = json!({"items": [{"text": "laying bricks", "kind": "skill"}], "scheme": scheme});
            let found = app.partner().post("/v1/taxonomy/resolve", &asked).expect(200);
            found["items"][0]["concepts"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ids("Test"), ["own.brick_lace"]);
        assert_eq!(ids("koprik")[0], "con.lay_bricks");
        let typed = app.anonymous().get("/v1/taxonomy/suggest?q=brick&scheme=test").expect(200);
        assert_eq!((typed["items"].as_array().unwrap().len(), &typed["items"][0]["id"]), (1, &json!("own.brick_lace")));
        let unknown = json!({"items": [{"text": "brick", "kind": "skill"}], "scheme": "none such"});
        assert_eq!(app.partner().post("/v1/taxonomy/resolve", &unknown).pointers(), ["/scheme"]);
        app.anonymous().get("/v1/taxonomy/suggest?q=brick&scheme=none").problem(400, "malformed-request");
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
