//! The score in SQL that SQLite and PostgreSQL both understand, with the numbers of a vacancy written into it.
//!
//! `held` has a row for each held skill, ordered by skill and candidate, with level, years and trust; `cand` has a row
//! for each candidate. Candidates are numbered by trade, so that what a question reads lies together.

use std::fmt::Write as _;

use crate::{
    people::{Job, Person, Wanted},
    plain::{closeness, weight, weights},
    world::World,
};

/// How the two say the same.
pub struct Dialect {
    pub least: &'static str,
    pub greatest: &'static str,
    /// The worth of a place, by its number.
    pub worth: fn(u8) -> String,
}

/// The candidates in the order of their numbers in SQL.
pub fn ordered(people: &[Person]) -> Vec<&Person> {
    let mut order: Vec<_> = people.iter().collect();
    order.sort_by_key(|one| (one.occupations.first().map(|one| one.trade), one.number));
    order
}

/// What each place is worth to a candidate; 0 is not accepted.
pub fn worths(world: &World, person: &Person) -> Vec<u16> {
    let never = person.never.iter().fold(0, |set, place| set | 1u64 << place);
    let wish = |place| crate::plain::wish(world, &person.ranked, never, person.elsewhere, place);
    (0..world.places.len() as u8).map(|place| wish(place).unwrap_or(0) as u16).collect()
}

fn list(numbers: impl Iterator<Item = u16>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(",")
}

impl Dialect {
    /// The statement that answers a vacancy: number and total, best first.
    pub fn question(&self, world: &World, job: &Job) -> String {
        let hard = job.wanted.iter().any(|one| one.must);
        // A cross join keeps SQLite's order: from the few asked skills, or from the few who meet every `must`.
        let from = if hard {
            format!(
                "({}) f CROSS JOIN w CROSS JOIN held h WHERE h.skill = w.skill AND h.cand = f.cand",
                musts(world, job)
            )
        } else {
            "w CROSS JOIN held h WHERE h.skill = w.skill".to_owned()
        };
        format!(
            "{} SELECT c.id, ({}) / 10 AS total FROM sums s JOIN cand c ON c.n = s.cand WHERE {} \
             ORDER BY 2 DESC, 1 LIMIT 20",
            self.sums(world, job, &from),
            self.weighed(world, job, "s.part"),
            self.eligible(job)
        )
    }

    /// Everybody who is eligible, whatever their skills; for when the twentieth could be without any.
    pub fn everybody(&self, world: &World, job: &Job) -> String {
        format!(
            "{} SELECT c.id, ({}) / 10 AS total FROM cand c LEFT JOIN sums s ON c.n = s.cand WHERE {} \
             ORDER BY 2 DESC, 1 LIMIT 20",
            self.sums(world, job, "w CROSS JOIN held h WHERE h.skill = w.skill"),
            self.weighed(world, job, "COALESCE(s.part, 0)"),
            self.eligible(job)
        )
    }

    /// The part of the skills by candidate: the best answer to each requirement, then their weighed mean.
    fn sums(&self, world: &World, job: &Job, from: &str) -> String {
        let row = |(at, one): (usize, &Wanted)| {
            let accepts = world.accepts[usize::from(one.skill)].iter();
            let rows = accepts.map(|(skill, related)| {
                let (percent, weight) = (if *related { 50 } else { 100 }, weight(world, one));
                format!("({skill},{at},{},{},{percent},{weight})", one.level, one.years)
            });
            rows.collect::<Vec<_>>().join(",")
        };
        let rows: Vec<_> = job.wanted.iter().enumerate().map(row).collect();
        let least = self.least;
        format!(
            "WITH w(skill, req, lvl, yrs, percent, weight) AS (VALUES {}), \
             best AS (SELECT h.cand, w.req, w.weight, MAX({least}({least}(h.lvl * 1000 / w.lvl, \
             CASE WHEN w.yrs = 0 THEN 1000 ELSE h.yrs * 1000 / w.yrs END), 1000) * h.trust * w.percent / 10000) \
             AS credit FROM {from} GROUP BY h.cand, w.req, w.weight), \
             sums AS (SELECT cand, SUM(weight * credit) / {} AS part FROM best GROUP BY cand)",
            rows.join(","),
            whole(world, job)
        )
    }

    fn eligible(&self, job: &Job) -> String {
        let mut all = format!(
            "c.matchable = 1 AND c.from_day <= {} AND {} > 0 AND (c.floor IS NULL OR (c.hourly = 0 AND c.floor <= {}))",
            job.start_day + job.grace,
            (self.worth)(job.place),
            job.pay
        );
        if job.licences != 0 {
            let _ = write!(all, " AND c.licences & {0} = {0}", job.licences);
        }
        if job.certificates != 0 {
            let _ = write!(all, " AND c.certificates & {0} = {0}", job.certificates);
        }
        if !job.regions.is_empty() {
            let _ = write!(
                all,
                " AND c.region IN ({})",
                list(job.regions.iter().map(|one| u16::from(*one)))
            );
        }
        for (language, rung, _) in job.tongues.iter().filter(|one| one.2) {
            let _ = write!(all, " AND c.tongue{language} >= {rung}");
        }
        all
    }

    /// The weighed parts, given the part of the skills.
    fn weighed(&self, world: &World, job: &Job, skills: &str) -> String {
        let w = weights();
        let near = |column: &str| {
            let close = |trade: &u16| closeness(world, job.trade, *trade);
            let of =
                |value| list((0..world.trades.len() as u16).filter(|trade| close(trade) == value));
            let cases = [1000, 600, 400, 200].into_iter().filter(|value| !of(*value).is_empty());
            let cases: String = cases
                .map(|value| format!(" WHEN {column} IN ({}) THEN {value}", of(value)))
                .collect();
            format!("CASE{cases} ELSE 0 END")
        };
        let same = list(
            (0..world.trades.len() as u16).filter(|one| closeness(world, job.trade, *one) >= 600),
        );
        let long = |trade: &str, years: &str| {
            format!(
                "CASE WHEN {trade} IN ({same}) THEN {}({years}, 10) * 100 ELSE 0 END",
                self.least
            )
        };
        let bonus = match job.preferred_regions.first() {
            Some(region) => format!("CASE WHEN c.region = {region} THEN 100 ELSE 0 END"),
            None => "0".to_owned(),
        };
        let language = match job.tongues.iter().find(|one| !one.2) {
            Some((language, rung, _)) => {
                format!("1000 * {}(c.tongue{language}, {rung}) / {rung}", self.least)
            }
            None => "1000".to_owned(),
        };
        let (least, greatest) = (self.least, self.greatest);
        format!(
            "{} * ({skills}) + {} * {greatest}({}, {}) + {} * {least}({} + {bonus}, 1000) + {} * ({language}) \
             + {} * {greatest}({}, {}) \
             + {} * CASE WHEN c.floor IS NULL THEN 1000 ELSE {least}(({} - c.floor) * 10000 / (c.floor * 3), 1000) END",
            w[0],
            w[1],
            near("c.trade0"),
            near("c.trade1"),
            w[2],
            (self.worth)(job.place),
            w[3],
            w[4],
            long("c.trade0", "c.years0"),
            long("c.trade1", "c.years1"),
            w[5],
            job.pay
        )
    }
}

/// The candidates who meet every `must`: from the rarest, the others looked up.
fn musts(world: &World, job: &Job) -> String {
    let mut musts: Vec<_> = job.wanted.iter().filter(|one| one.must).collect();
    musts.sort_by_key(|one| std::cmp::Reverse(world.rarity[usize::from(one.skill)]));
    let meets = |one: &Wanted, of: &str| {
        let accepts = world.accepts[usize::from(one.skill)].iter();
        let those = list(accepts.filter(|one| !one.1).map(|one| one.0));
        format!(
            "{of}.skill IN ({those}) AND {of}.lvl >= {} AND {of}.yrs >= {}",
            one.level, one.years
        )
    };
    let mut all = format!("SELECT DISTINCT m0.cand FROM held m0 WHERE {}", meets(musts[0], "m0"));
    for one in &musts[1..] {
        let _ = write!(
            all,
            " AND EXISTS (SELECT 1 FROM held m WHERE m.cand = m0.cand AND {})",
            meets(one, "m")
        );
    }
    all
}

fn whole(world: &World, job: &Job) -> u32 {
    job.wanted.iter().map(|one| weight(world, one)).sum()
}
