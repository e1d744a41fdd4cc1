//! How good the ranking is, on a small judged set: `tests/data/judged_vacancies.csv` and `judged_candidates.csv`.
//!
//! Each candidate has a true trade, ability (1 to 4) and years, which the engine never sees; it sees what the candidate
//! writes: occupations and skills as texts in one of five label sets, some misspelt, some left out, some foreign to the
//! trade. The grade of a pair follows from the truth alone (`set::grade`), so no formula over skills can be right by
//! construction. How the set was drawn is written in `tests/data/README.md`.
//!
//! Weights are tuned on one half of the vacancies; the other half only measures. `cargo test --lib quality -- --nocapture`
//! prints the figures.

mod baselines;
mod imported;
mod people;
mod scenes;
mod set;

use self::set::{JudgedSet, Pool};
use crate::matching::{Profile, Verdict, Weights, judge};

/// How many answers are looked at.
const DEPTH: usize = 10;

/// The normalised discounted gain of the first answers: 1 if no order could be better.
#[expect(clippy::cast_precision_loss, reason = "ten places")]
fn ndcg(grades: &[u8], all: &[u8]) -> f64 {
    let gain = |grades: &[u8]| {
        let of =
            |(at, grade): (usize, &u8)| (f64::from(*grade).exp2() - 1.0) / ((at + 2) as f64).log2();
        grades.iter().take(DEPTH).enumerate().map(of).sum::<f64>()
    };
    let mut ideal = all.to_vec();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    gain(grades) / gain(&ideal)
}

/// The mean over the vacancies of one half of how well a value ranks who is eligible; equals stand in the order of ids.
#[expect(clippy::cast_precision_loss, reason = "dozens of vacancies")]
fn measure(pool: &Pool<'_>, tune: bool, value: impl Fn(usize, usize) -> Option<u64>) -> f64 {
    let of_half: Vec<_> = (0..pool.vacancies.len()).filter(|v| pool.is_tune(*v) == tune).collect();
    let figure = |v: &usize| {
        let mut ranked: Vec<_> = (0..pool.candidates.len())
            .filter_map(|c| value(*v, c).map(|value| (std::cmp::Reverse(value), c)))
            .collect();
        ranked.sort_unstable();
        let grades: Vec<_> = ranked.into_iter().map(|(_, c)| pool.grade(*v, c)).collect();
        let all: Vec<_> = (0..pool.candidates.len()).map(|c| pool.grade(*v, c)).collect();
        ndcg(&grades, &all)
    };
    of_half.iter().map(figure).sum::<f64>() / of_half.len() as f64
}

/// The figures of the tune half and of the held half under some weights.
fn of_weights(pool: &Pool<'_>, weights: &Weights) -> [f64; 2] {
    [true, false].map(|tune| {
        measure(pool, tune, |v, c| {
            match judge(&pool.knowledge, weights, &pool.vacancies[v], &pool.candidates[c]) {
                Verdict::Eligible(score) => Some(u64::from(score.total)),
                Verdict::Ineligible => None,
            }
        })
    })
}

#[test]
fn quality_of_the_ranking_is_reached() {
    let set = JudgedSet::read();
    let pool = Pool::of(&set);
    eprintln!("{}", pool.summary());
    let mut best = [0.0_f64; 2];
    for (name, value) in baselines::all(&pool) {
        let of_half = [true, false]
            .map(|tune| measure(&pool, tune, |v, c| pool.is_eligible(v, c).then(|| value(v, c))));
        eprintln!("{name}: nDCG@10 tune {:.3}, held {:.3}", of_half[0], of_half[1]);
        best = [best[0].max(of_half[0]), best[1].max(of_half[1])];
    }
    for profile in Profile::ALL {
        let [tune, held] = of_weights(&pool, &Weights::of(*profile));
        eprintln!("{}: nDCG@10 tune {tune:.3}, held {held:.3}", profile.as_str());
    }
    let ours = of_weights(&pool, &Weights::default());
    assert!(ours[0] > best[0] + 0.06 && ours[1] > best[1] + 0.06, "{ours:?} against {best:?}");
}
