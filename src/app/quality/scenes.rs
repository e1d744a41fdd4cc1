//! Scenes in which a recruiter knows who comes first, each with the reason in a recruiter's words.

#![expect(
    clippy::large_stack_arrays,
    reason = "scenes stand where they are played, in tests alone"
)]

use uuid::Uuid;

use crate::{
    app::{
        edition::knowledge,
        quality::people::{
            BRICKS, CHELNY, KAZAN, asked, bricks, floored, going, needing_first, person, proven,
            with, work,
        },
    },
    domain::{
        concepts::skill::Evidence,
        recruitment::{
            candidate::{CandidateBody, Readiness},
            requirement::{Requirement, RequirementKind},
            vacancy::VacancyBody,
        },
        values::spoken::SpokenSkill,
    },
    matching::{CandidateFacts, Knowledge, VacancyFacts, Verdict, Weights, judge},
    taxonomy::Taxonomy,
};

/// Who comes first, and why.
type Scene = (&'static str, VacancyBody, CandidateBody, CandidateBody);

fn total(k: &Knowledge, vacancy: &VacancyBody, candidate: &CandidateBody) -> Option<u16> {
    let v = VacancyFacts::of(k, Uuid::from_u128(1), vacancy, true);
    let c = CandidateFacts::of(k, Uuid::from_u128(2), candidate, true);
    match judge(k, &Weights::default(), &v, &c) {
        Verdict::Eligible(score) => Some(score.total),
        Verdict::Ineligible => None,
    }
}

/// Whoever comes first is eligible, and the other has less or is not.
fn play(scenes: &[Scene]) {
    let k = knowledge::of(Taxonomy::embedded());
    let wrong = scenes.iter().filter_map(|(reason, vacancy, first, second)| {
        let (first, second) = (total(&k, vacancy, first), total(&k, vacancy, second));
        (first.is_none() || first <= second).then(|| format!("{reason}: {first:?}, {second:?}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn who_can_do_more_of_it_comes_first() {
    let mason = |skills: &[(&str, u8)]| person(&[("bricklayer", 4)], skills);
    let all = || mason(&BRICKS);
    play(&[
        (
            "a master is better than one who just can",
            bricks(),
            mason(&BRICKS.map(|(id, _)| (id, 5))),
            all(),
        ),
        (
            "one who just can is better than a beginner",
            bricks(),
            all(),
            mason(&BRICKS.map(|(id, _)| (id, 1))),
        ),
        (
            "bricks at level 1 are a start; mortar at level 5 is another job",
            work("bricklayer", &["con.lay_bricks"]),
            mason(&[("con.lay_bricks", 1), ("con.mix_mortar", 1)]),
            person(&[("stove_fitter", 4)], &[("con.mix_mortar", 5)]),
        ),
        (
            "all four skills are better than three",
            bricks(),
            all(),
            mason(&[BRICKS[0], BRICKS[1], BRICKS[2], ("con.level", 1)]),
        ),
        (
            "a tested skill is better than one that is only claimed",
            bricks(),
            proven(all(), Evidence::Assessed),
            all(),
        ),
        (
            "a recognised certificate is better than our own test",
            bricks(),
            proven(all(), Evidence::Recognised),
            proven(all(), Evidence::Assessed),
        ),
        (
            "who lays blocks is a mason too: the narrower skill answers the broader",
            work("bricklayer", &["con.masonry"]),
            person(&[], &[("con.lay_blocks", 3)]),
            person(&[], &[("con.plaster", 3)]),
        ),
        (
            "who lays blocks learns bricks sooner than who paints",
            work("bricklayer", &["con.lay_bricks"]),
            person(&[], &[("con.lay_blocks", 4)]),
            person(&[], &[("con.paint", 4)]),
        ),
        (
            "the rare skill of the trade counts more than work safety, which everybody writes",
            work("bricklayer", &["con.lay_bricks", "saf.ohs"]),
            person(&[], &[("con.lay_bricks", 3)]),
            person(&[], &[("saf.ohs", 3)]),
        ),
        (
            "what the employer weighs most comes first",
            {
                let mut work = bricks();
                work.requirements[3].weight = 5;
                (work.requirements[0].weight, work.requirements[1].weight) = (1, 1);
                work.requirements.truncate(2);
                work.requirements.push(Requirement { weight: 5, ..asked("con.level", 3) });
                work
            },
            person(&[], &[("con.level", 3)]),
            person(&[], &[("con.mix_mortar", 3)]),
        ),
    ]);
}

#[test]
fn who_has_not_written_a_list_is_not_without_skills() {
    let ten_years = || person(&[("bricklayer", 10)], &[]);
    let tiler = || person(&[("tiler", 2)], &BRICKS);
    play(&[
        (
            "a bricklayer of ten years lays bricks, list or no list; a tiler of two years has ticked every box",
            bricks(),
            ten_years(),
            tiler(),
        ),
        (
            "and he is not thrown out because laying bricks is a must",
            needing_first(bricks()),
            ten_years(),
            tiler(),
        ),
        ("ten years imply more than one", bricks(), ten_years(), person(&[("bricklayer", 1)], &[])),
        (
            "one year implies more than none",
            bricks(),
            person(&[("bricklayer", 1)], &[]),
            person(&[("bricklayer", 0)], &[]),
        ),
        (
            "what is written and tested is better than what the trade implies",
            bricks(),
            proven(person(&[("bricklayer", 10)], &BRICKS), Evidence::Assessed),
            ten_years(),
        ),
        (
            "whoever writes that he is a beginner at it is one",
            bricks(),
            ten_years(),
            person(&[("bricklayer", 10)], &BRICKS.map(|(id, _)| (id, 1))),
        ),
        (
            "a beginner at it by his own word does not meet the must",
            needing_first(bricks()),
            ten_years(),
            person(&[("bricklayer", 10)], &[("con.lay_bricks", 1)]),
        ),
        (
            "a stove fitter mixes mortar too",
            work("bricklayer", &["con.mix_mortar"]),
            person(&[("stove_fitter", 5)], &[]),
            person(&[("painter", 5)], &[]),
        ),
        (
            "a cook keeps the rules of hygiene",
            work("canteen_server", &["food.safety", "food.portion"]),
            person(&[("cook", 5)], &[]),
            person(&[("seamstress", 5)], &[]),
        ),
        (
            "silence says no more than that somebody of the trade needs no help: a must at level 4 wants to be shown",
            {
                let mut work = needing_first(bricks());
                work.requirements[0].min_level = 4;
                work
            },
            person(&[("bricklayer", 3)], &[("con.lay_bricks", 4)]),
            ten_years(),
        ),
    ]);
}

#[test]
fn the_nearer_trade_comes_first() {
    let furniture = || work("cabinet_maker", &["wood.furniture", "wood.machine", "con.measure"]);
    let cook = || work("cook", &["food.cook", "food.safety"]);
    let bare = |trade: &str| work(trade, &[]);
    let of = |trade: &str, years: u8| person(&[(trade, years)], &[]);
    play(&[
        (
            "a carpenter makes a cabinet sooner than a shoemaker",
            furniture(),
            of("carpenter", 5),
            of("shoemaker", 5),
        ),
        (
            "also when the vacancy names no skill",
            bare("cabinet_maker"),
            of("carpenter", 5),
            of("shoemaker", 5),
        ),
        (
            "a cook who just can cooks better than somebody from the counter",
            cook(),
            person(&[("cook", 3)], &[("food.cook", 3)]),
            person(&[("canteen_server", 6)], &[("food.safety", 5)]),
        ),
        (
            "a plasterer paints sooner than a tailor",
            bare("painter"),
            of("plasterer", 5),
            of("seamstress", 5),
        ),
        (
            "a concrete worker ties rebar sooner than a baker",
            bare("rebar_worker"),
            of("concrete_worker", 5),
            of("baker", 5),
        ),
        (
            "a baker cooks sooner than a tractor driver",
            cook(),
            of("baker", 5),
            of("tractor_driver", 5),
        ),
        (
            "eight years of bricks are better than one and fifteen of stoves",
            bricks(),
            of("bricklayer", 8),
            person(&[("bricklayer", 1), ("stove_fitter", 15)], &[]),
        ),
        (
            "one year and fifteen of stoves are better than one year",
            bricks(),
            person(&[("bricklayer", 1), ("stove_fitter", 15)], &[]),
            of("bricklayer", 1),
        ),
        (
            "a seamstress is no foreman, whatever the vacancy leaves out",
            bare("site_foreman"),
            of("site_foreman", 1),
            of("seamstress", 10),
        ),
        (
            "a bricklayer runs a site sooner than a seamstress",
            bare("site_foreman"),
            of("rebar_worker", 9),
            of("seamstress", 9),
        ),
    ]);
}

#[test]
fn a_place_weighs_less_than_a_skill() {
    let all = || person(&[("bricklayer", 4)], &BRICKS);
    let three =
        || person(&[("bricklayer", 4)], &[BRICKS[0], BRICKS[1], BRICKS[2], ("con.level", 1)]);
    let places = ["92601000", "92602000", "92604000", "92605000", CHELNY, KAZAN];
    play(&[
        (
            "all four skills and anywhere are better than three and Kazan",
            bricks(),
            going(all(), &[], true),
            three(),
        ),
        (
            "anywhere is as good as sixth",
            bricks(),
            going(all(), &[], true),
            going(all(), &places, false),
        ),
        (
            "of equals the one who wants to come here",
            bricks(),
            all(),
            going(all(), &[CHELNY, KAZAN], false),
        ),
        (
            "who named it second is nearer to us than who would put up with it",
            bricks(),
            going(all(), &[CHELNY, KAZAN], false),
            going(all(), &[CHELNY], true),
        ),
        (
            "to whom all named places are equal is nearer to us than who named ours second",
            bricks(),
            with(going(all(), &[CHELNY, KAZAN], false), |body| body.destinations.equal = true),
            going(all(), &[CHELNY, KAZAN], false),
        ),
        (
            "all four and put up with it are better than three and Kazan first",
            bricks(),
            going(all(), &[CHELNY], true),
            three(),
        ),
        (
            "who has ruled it out does not come",
            bricks(),
            three(),
            with(going(all(), &[], true), |body| {
                body.destinations.never = vec![KAZAN.parse().unwrap()]
            }),
        ),
    ]);
}

#[test]
fn small_things_decide_between_equals() {
    let all = || person(&[("bricklayer", 4)], &BRICKS);
    let ready = |readiness| with(all(), |body| body.readiness = Some(readiness));
    let speaking = |level: &str| {
        let spoken = SpokenSkill { language: "ru".parse().unwrap(), level: level.parse().unwrap() };
        with(all(), |body| body.languages = vec![spoken])
    };
    let russian = || {
        let mut work = bricks();
        work.languages = vec![crate::domain::recruitment::requirement::LanguageRequirement {
            language: "ru".parse().unwrap(),
            level: "B1".parse().unwrap(),
            kind: RequirementKind::Preferred,
        }];
        work
    };
    play(&[
        (
            "who collects papers is better than who thinks about it",
            bricks(),
            ready(Readiness::Preparing),
            ready(Readiness::Exploring),
        ),
        (
            "but a skill is worth waiting for",
            bricks(),
            ready(Readiness::Exploring),
            person(&[("bricklayer", 4)], &[BRICKS[0], BRICKS[1]]),
        ),
        (
            "the more experienced of two equals",
            bricks(),
            person(&[("bricklayer", 9)], &BRICKS),
            all(),
        ),
        ("who follows instructions in Russian", russian(), speaking("B1"), speaking("A1")),
        (
            "who asks for more than we pay does not come",
            bricks(),
            floored(all(), 80_000),
            floored(all(), 95_000),
        ),
    ]);
}

#[test]
fn nobody_comes_first_for_asking_less() {
    let k = knowledge::of(Taxonomy::embedded());
    let all = || person(&[("bricklayer", 4)], &BRICKS);
    let totals = [40_000, 60_000, 90_000].map(|floor| total(&k, &bricks(), &floored(all(), floor)));
    assert!(totals.iter().all(|one| *one == total(&k, &bricks(), &all())), "{totals:?}");
}
