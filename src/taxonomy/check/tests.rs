//! Each rule is broken once, and found.

use super::{Severity, check};
use crate::taxonomy::{Files, Need, Taxonomy, Trade};

const TINY: Files<'_> = Files {
    isco08: "code,level,parent,title_en\n7,major,,Crafts\n71,sub_major,7,Builders\n711,minor,71,Frame\n7112,unit,711,Bricklayers\n",
    trades: "id,isco08,label_en\nbricklayer,7112,bricklayer\n",
    skills: "id,category,label_en\ncon.a,x,a1\ncon.b,x,b1\ncon.c,x,c1\ncon.d,x,d1\ncon.e,x,e1\ncon.f,x,f1\n",
    regions: "iso_3166_2,soato,name_en\nUZ-AN,1703,Andijan\n",
    districts: "soato,region_iso,name_en\n1703202,UZ-AN,Oltinkol\n",
    municipalities: "oktmo,name_en\n92701000,Kazan\n",
    skill_relations: "skill,relation,target\ncon.a,broader,con.b\n",
    occupation_skills: "trade,skill,kind\nbricklayer,con.a,essential\nbricklayer,con.b,essential\nbricklayer,con.c,essential\n\
        bricklayer,con.d,optional\nbricklayer,con.e,optional\nbricklayer,con.f,optional\n",
    skill_rarity: "skill,rarity\n",
    homonyms: "kind,lang,label\nskill,en,known twice\n",
};

/// The rules broken by these files, other than that four languages are missing.
fn broken(files: &Files<'_>) -> Vec<(Severity, &'static str, String)> {
    let findings = check(&Taxonomy::from_files(files).unwrap()).into_iter();
    let others = findings.filter(|finding| finding.rule != "missing_label");
    others.map(|finding| (finding.severity, finding.rule, finding.subject)).collect()
}

#[test]
fn a_sound_taxonomy_has_no_finding() {
    assert_eq!(broken(&TINY), []);
}

#[test]
fn a_label_is_missed_in_each_language() {
    let findings = check(&Taxonomy::from_files(&TINY).unwrap());
    let finding = findings.iter().find(|finding| finding.subject == "con.a").unwrap();
    assert_eq!((finding.rule, finding.severity), ("missing_label", Severity::Error));
    assert_eq!(finding.detail, "has no label in ru, uz-Latn, uz-Cyrl, tt");
}

#[test]
fn each_broken_rule_is_found() {
    let (skills, relations) = (TINY.skills, TINY.skill_relations);
    let with = |text: &str, row: &str| format!("{text}{row}\n");
    let circle = with(relations, "con.b,broader,con.a");
    let unknown = with(relations, "con.z,related,con.a");
    let doubled = with(skills, "con.g,x,A1");
    let declared = with(skills, "con.g,x,known twice\ncon.h,x,Known Twice");
    let repeated = with(skills, "con.a,x,again");
    let malformed = with(skills, "nodot,x,again");
    let few = TINY.occupation_skills.lines().take(6).collect::<Vec<_>>().join("\n");
    let nobody = with(TINY.occupation_skills, "baker,con.a,essential");
    let elsewhere = with(TINY.districts, "1706204,UZ-AN,Olot");
    for (files, expected) in [
        (Files { skill_relations: &circle, ..TINY }, &[("cycle", "con.a"), ("cycle", "con.b")][..]),
        (Files { skill_relations: &unknown, ..TINY }, &[("orphan", "con.a")]),
        (Files { skills: &doubled, ..TINY }, &[("shared_label", "a1")]),
        (Files { skills: &declared, ..TINY }, &[]),
        (Files { skills: &repeated, ..TINY }, &[("repeated_id", "con.a")]),
        (Files { skills: &malformed, ..TINY }, &[("malformed", "skills.csv:8")]),
        (Files { occupation_skills: &few, ..TINY }, &[("few_skills", "bricklayer")]),
        (Files { occupation_skills: &nobody, ..TINY }, &[("orphan", "baker")]),
        (Files { districts: &elsewhere, ..TINY }, &[("malformed", "1706204")]),
    ] {
        let found = broken(&files);
        assert!(
            found
                .iter()
                .map(|(_, rule, subject)| (*rule, subject.as_str()))
                .eq(expected.iter().copied()),
            "{found:?}"
        );
    }
}

#[test]
fn the_built_in_taxonomy_has_no_finding() {
    assert_eq!(check(Taxonomy::embedded()), []);
}

#[test]
fn the_built_in_taxonomy_is_as_large_as_promised() {
    let taxonomy = Taxonomy::embedded();
    assert!(taxonomy.trades().len() >= 250 && taxonomy.skills().len() >= 600);
    assert_eq!((taxonomy.home_regions().len(), taxonomy.municipalities().len()), (14, 45));
    let few = |trade: &Trade| {
        let essential = trade.skills.iter().filter(|skill| skill.kind == Need::Essential).count();
        trade.skills.len() < 6 || essential < 2
    };
    assert!(!taxonomy.trades().iter().any(few));
}
