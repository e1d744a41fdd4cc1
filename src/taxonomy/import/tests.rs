//! Files in, files out.

use std::fmt::Write;

use super::*;
use crate::{
    domain::{concepts::skill::SkillId, values::language::Lang},
    taxonomy::{
        Concept, Confidence, Files,
        resolve::{Outcome, Resolver},
    },
};

fn options() -> Options {
    Options { kind: None, source: "test".to_owned() }
}

/// The built-in places and groups, without any trade or skill.
fn empty() -> Taxonomy {
    let files = Files {
        trades: "id,isco08\n",
        skills: "id,category\n",
        skill_relations: "skill,relation,target\n",
        occupation_skills: "trade,skill,kind\n",
        ..Files::EMBEDDED
    };
    Taxonomy::from_files(&files).unwrap()
}

fn ids(list: &[(ConceptKind, String)]) -> Vec<&str> {
    list.iter().map(|(_, id)| id.as_str()).collect()
}

fn id(text: &str) -> SkillId {
    text.parse().unwrap()
}

#[test]
fn an_export_comes_back_as_the_same_file() {
    let file = export(Taxonomy::embedded(), &Selection::default());
    let (copy, report) = import(&empty(), &file, &options()).unwrap();
    assert_eq!(
        (report.problems.len(), report.added.len()),
        (0, Taxonomy::embedded().trades().len() + Taxonomy::embedded().skills().len())
    );
    assert_eq!(export(&copy, &Selection::default()), file);
}

#[test]
fn importing_what_is_known_changes_nothing() {
    let base = Taxonomy::embedded();
    let (same, report) = import(base, &export(base, &Selection::default()), &options()).unwrap();
    assert_eq!(
        (same.version(), report.changed.len(), report.problems.len()),
        (base.version(), 0, 0)
    );
    assert_eq!(report.unchanged, base.trades().len() + base.skills().len());
}

#[test]
fn a_row_adds_or_changes_a_concept_and_absent_columns_leave_it() {
    let base = Taxonomy::embedded();
    let file = "kind,id,label_en,synonyms_en,broader\n\
                skill,own.lime,lime plastering,lime work;whitewash,con.plaster\n\
                skill,con.plaster,plastering,,\n";
    let (next, report) = import(base, file, &options()).unwrap();
    assert_eq!((ids(&report.added), ids(&report.changed)), (vec!["own.lime"], vec!["con.plaster"]));
    assert_eq!(next.skill(&id("own.lime")).unwrap().labels.synonyms(Lang::En).len(), 2);
    assert!(next.skill_graph().narrower(&id("con.plaster")).any(|skill| *skill == id("own.lime")));
    let plaster = next.skill(&id("con.plaster")).unwrap();
    let label = plaster.labels.exactly(Lang::En).unwrap();
    assert_eq!(
        (label.text.as_str(), label.confidence, label.source.as_str()),
        ("plastering", Confidence::Supplied, "test")
    );
    assert_eq!(plaster.label(Lang::Ru), base.skill(&id("con.plaster")).unwrap().label(Lang::Ru));
}

#[test]
fn a_retired_concept_answers_and_its_names_lead_to_its_successor() {
    let file = "kind,id,valid_to,replaced_by\nskill,con.porcelain,2026-12-31,con.tile\n";
    let (next, report) = import(Taxonomy::embedded(), file, &options()).unwrap();
    assert_eq!((ids(&report.retired), report.problems.len()), (vec!["con.porcelain"], 0));
    let old = next.skill(&id("con.porcelain")).unwrap();
    assert_eq!(old.lifecycle.replaced_by.as_deref(), Some("con.tile"));
    let found = Resolver::new(&next).resolve("укладка керамогранита", None, ConceptKind::Skill);
    assert_eq!((found.outcome, found.concepts[0].id.as_str()), (Outcome::Resolved, "con.tile"));
}

#[test]
fn what_is_wrong_is_left_out_and_told() {
    let file = "kind,id,isco08,label_en,broader,valid_to,replaced_by,essential_skills\n\
                region,UZ-XX,,x,,,,\n\
                skill,,,no id,,,,\n\
                skill,own.a,,a,own.zz,,,\n\
                skill,own.a,,again,,,,\n\
                skill,own.b,,,,,,\n\
                skill,own.c,,c,own.d,,,\n\
                skill,own.d,,d,own.c,,,\n\
                skill,own.e,,e,,soon,,\n\
                skill,own.f,,f,,,own.gone,\n\
                occupation,wizard,71,w,,,,\n\
                occupation,healer,3230,healer,,,,own.a;own.zz\n";
    let (next, report) = import(&empty(), file, &options()).unwrap();
    let problems: Vec<_> =
        report.problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect();
    let expected = [
        (2, "kind"),
        (3, "id"),
        (5, "id"),
        (6, "label_en"),
        (9, "valid_to"),
        (11, "isco08"),
        (4, "broader"),
        (7, "broader"),
        (8, "broader"),
        (12, "essential_skills"),
        (10, "replaced_by"),
    ];
    assert_eq!(problems, expected);
    assert_eq!(ids(&report.added), ["own.a", "own.c", "own.d", "own.f", "healer"]);
    assert_eq!(next.trade(&"healer".parse().unwrap()).unwrap().skills.len(), 1);
    assert!(next.skill_graph().all_broader(&id("own.c")).is_empty());
}

#[test]
fn an_occupation_may_have_no_group_and_lose_it() {
    let file = "kind,id,isco08,label_en\noccupation,own_lace,,lace maker\noccupation,own_weaver,7318,weaver\n";
    let (next, report) = import(&empty(), file, &options()).unwrap();
    let group = |taxonomy: &Taxonomy, id: &str| {
        taxonomy.trade(&id.parse().unwrap()).unwrap().isco08.to_string()
    };
    assert_eq!((report.problems.len(), group(&next, "own_lace")), (0, "0000".to_owned()));
    let exported = export(&next, &Selection::default());
    assert_eq!(import(&empty(), &exported, &options()).unwrap().0.version(), next.version());
    let blank = "kind,id,isco08\noccupation,own_weaver,\n";
    let (without, _) = import(&next, blank, &options()).unwrap();
    assert_eq!(group(&without, "own_weaver"), "0000");
    let absent = "kind,id,label_en\noccupation,own_weaver,weaving\n";
    assert_eq!(group(&import(&next, absent, &options()).unwrap().0, "own_weaver"), "7318");
}

#[test]
fn a_name_that_looks_like_a_formula_is_exported_as_text() {
    let file = "kind,id,label_en,synonyms_en\nskill,own.a,=1+1,@b;c\n";
    let (next, _) = import(&empty(), file, &options()).unwrap();
    let exported = export(&next, &Selection::default());
    assert!(exported.contains(",'=1+1,"), "{exported}");
    assert!(exported.contains(",'@b;c,"), "{exported}");
    let (again, report) = import(&next, &exported, &options()).unwrap();
    assert_eq!((again.version(), report.unchanged), (next.version(), 1));
}

#[test]
fn a_chain_of_relations_is_cut_where_it_is_too_deep() {
    let mut file = String::from("kind,id,label_en,broader\nskill,own.s0,s0,\n");
    for n in 1..20_000 {
        writeln!(file, "skill,own.s{n},s{n},own.s{}", n - 1).unwrap();
    }
    let (next, report) = import(&empty(), &file, &options()).unwrap();
    assert_eq!((report.added.len(), report.problems.len()), (20_000, 19_999 - 32));
    assert_eq!(next.skill_graph().all_broader(&id("own.s32")).len(), 32);
}

#[test]
fn esco_files_are_taken_as_they_are() {
    let known =
        Taxonomy::embedded().skill(&id("con.lay_bricks")).unwrap().esco.clone().unwrap().uri;
    let mut file = String::from("conceptUri\tpreferredLabel\taltLabels\n");
    for number in 0..3 {
        writeln!(file, "http://data.europa.eu/esco/skill/00{number}-a\tskill \"{number}\"\tother {number} | third; {number}").unwrap();
    }
    writeln!(file, "{known}\tbricklaying by hand\tlay walls").unwrap();
    let options = Options { kind: Some(ConceptKind::Skill), source: "ESCO".to_owned() };
    let (next, report) = import(Taxonomy::embedded(), &file, &options).unwrap();
    assert_eq!(ids(&report.added), ["esco.000-a", "esco.001-a", "esco.002-a"]);
    assert_eq!((ids(&report.changed), report.problems.len()), (vec!["con.lay_bricks"], 0));
    let part =
        export(&next, &Selection { kind: Some(ConceptKind::Skill), id_prefix: "esco.".to_owned() });
    assert_eq!(part.lines().count(), 4);
    let (again, report) = import(&next, &part, &options).unwrap();
    assert_eq!((again.version(), report.unchanged), (next.version(), 3));
    let (again, report) = import(&next, &file, &options).unwrap();
    assert_eq!((again.version(), report.unchanged), (next.version(), 4));
}
