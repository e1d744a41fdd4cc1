//! A year's figures by month and by each dimension. All dimensions share the totals of the months, so what is hidden is
//! worked out for all of them at once: two tables of one year cannot be set against each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use uuid::Uuid;

use crate::domain::programme::statistics::{
    audit::Line,
    hiding::{Table, hidden, is_sensitive},
    month::MONTHS,
    rounding::RoundingKey,
    series::Dimension,
};

/// The figures of a row: one a month, and that of the year.
const ROW: usize = MONTHS + 1;

/// People of one employer who have all in common by which figures are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The month of the year, from 0.
    pub month: usize,
    /// What they have, in the order of [`Dimension::ALL`].
    pub values: [String; 3],
    /// The employer.
    pub employer: Uuid,
    /// How many they are.
    pub count: u64,
}

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cube {
    /// The values of each dimension, in the order of [`Dimension::ALL`].
    values: [Vec<String>; 3],
    table: Table,
}

/// A row of figures: the value that it is told under, and where its figures are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CubeRow<'c> {
    /// What it is told under; `None` is the row of all.
    pub value: Option<&'c str>,
    /// The places of its figures: of twelve months, and of the year.
    pub cells: Range<usize>,
}

impl Cube {
    /// The figures of some facts.
    pub fn of(facts: &[Fact]) -> Self {
        let known = [0, 1, 2]
            .map(|of| facts.iter().map(|fact| fact.values[of].clone()).collect::<BTreeSet<_>>());
        let values = known.map(|known| known.into_iter().collect::<Vec<_>>());
        let rows = 1 + values.iter().map(Vec::len).sum::<usize>();
        let mut counts = vec![0; rows * ROW];
        let mut employers = vec![BTreeSet::new(); rows * ROW];
        let mut cube = Self { values, table: Table::default() };
        for fact in facts {
            for start in cube.starts(fact) {
                for cell in [start + fact.month, start + MONTHS] {
                    counts[cell] += fact.count;
                    employers[cell].insert(fact.employer);
                }
            }
        }
        let told = counts.iter().zip(&employers);
        let sensitive = told.map(|(&count, of)| is_sensitive(count, of.len())).collect();
        cube.table = Table { counts, sensitive, lines: cube.lines() };
        cube
    }

    /// The first figures of the rows that a fact belongs to.
    fn starts(&self, fact: &Fact) -> impl Iterator<Item = usize> {
        let of_dimension = |(of, value): (usize, &String)| {
            let place = self.values[of].binary_search(value).ok()?;
            Some(self.first_row(of) * ROW + place * ROW)
        };
        let found: Vec<usize> = fact.values.iter().enumerate().filter_map(of_dimension).collect();
        [0].into_iter().chain(found)
    }

    /// The number of the first row of a dimension.
    fn first_row(&self, of: usize) -> usize {
        1 + self.values[..of].iter().map(Vec::len).sum::<usize>()
    }

    /// What adds up to what: the months of each row, and the rows of each dimension.
    fn lines(&self) -> Vec<Line> {
        let rows = 1 + self.values.iter().map(Vec::len).sum::<usize>();
        let across = (0..rows).map(|row| Line {
            total: row * ROW + MONTHS,
            parts: (row * ROW..row * ROW + MONTHS).collect(),
        });
        let down = (0..self.values.len()).flat_map(|of| {
            let rows = self.first_row(of)..self.first_row(of) + self.values[of].len();
            (0..ROW).map(move |cell| Line {
                total: cell,
                parts: rows.clone().map(|row| row * ROW + cell).collect(),
            })
        });
        across.chain(down).filter(|line| !line.parts.is_empty()).collect()
    }

    /// The row of all.
    pub fn all(&self) -> CubeRow<'_> {
        CubeRow { value: None, cells: 0..ROW }
    }

    /// The rows of a dimension; without one, the row of all.
    pub fn rows(&self, by: Option<Dimension>) -> Vec<CubeRow<'_>> {
        let row = |number: usize, value| CubeRow { value, cells: number * ROW..(number + 1) * ROW };
        let Some(by) = by else { return vec![self.all()] };
        let of = by as usize;
        let first = self.first_row(of);
        let values = self.values[of].iter().enumerate();
        values.map(|(place, value)| row(first + place, Some(value.as_str()))).collect()
    }

    /// The figures for both sides: exact, or hidden (`None`).
    pub fn exact(&self) -> Vec<Option<u64>> {
        let told = self.table.counts.iter().zip(hidden(&self.table));
        told.map(|(&count, hidden)| (!hidden).then_some(count)).collect()
    }

    /// The figures for the public: small ones not at all (`None`), others rounded. `name` is that of the cube.
    pub fn rounded(&self, key: &RoundingKey, name: &str) -> Vec<Option<u64>> {
        let names = self.names();
        let told = |(cell, &count): (usize, &u64)| {
            let cell_name = format!("{name} {}", names.get(&cell).map_or("", String::as_str));
            (!self.table.sensitive[cell]).then(|| key.rounded(&cell_name, count))
        };
        self.table.counts.iter().enumerate().map(told).collect()
    }

    /// The name of each figure, which stays as it is when others come.
    fn names(&self) -> BTreeMap<usize, String> {
        let by = Dimension::ALL.iter().map(|&by| Some(by)).chain([None]);
        let named = by.flat_map(|by| {
            self.rows(by).into_iter().flat_map(move |row| {
                let (first, value) = (row.cells.start, row.value.unwrap_or_default().to_owned());
                row.cells.map(move |cell| {
                    let dimension = by.map_or("all", Dimension::as_str);
                    (cell, format!("{dimension} {value} {}", cell - first))
                })
            })
        });
        named.collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fact(month: usize, origin: u8, municipality: u8, employer: u128, count: u64) -> Fact {
        let values = [format!("UZ-{origin}"), format!("9270{municipality}"), "bricklayer".into()];
        Fact { month, values, employer: Uuid::from_u128(employer), count }
    }

    fn facts() -> impl Strategy<Value = Vec<Fact>> {
        let one = (0..12usize, 0..4u8, 0..3u8, 0..5u128, 1..30u64);
        prop::collection::vec(one.prop_map(|(m, o, p, e, n)| fact(m, o, p, e, n)), 0..40)
    }

    /// How many there are, counted one by one.
    fn counted(facts: &[Fact], by: Option<(Dimension, &str)>, month: Option<usize>) -> u64 {
        let fits = |fact: &&Fact| {
            by.is_none_or(|(by, value)| fact.values[by as usize] == value)
                && month.is_none_or(|month| fact.month == month)
        };
        facts.iter().filter(fits).map(|fact| fact.count).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_shown_is_what_was_counted(facts in facts()) {
            let cube = Cube::of(&facts);
            let exact = cube.exact();
            for by in Dimension::ALL.iter().map(|&by| Some(by)).chain([None]) {
                for row in cube.rows(by) {
                    for (month, cell) in row.cells.clone().enumerate() {
                        let of = by.zip(row.value);
                        let count = counted(&facts, of, (month < MONTHS).then_some(month));
                        prop_assert!(exact[cell].is_none_or(|told| told == count));
                        prop_assert!(!(1..=4).contains(&count) || exact[cell].is_none(), "a small one is told");
                    }
                }
            }
        }

        #[test]
        fn a_figure_is_drawn_alike_whatever_comes_beside_it(facts in facts()) {
            let key = RoundingKey::of(b"secret");
            let (cube, more) = (Cube::of(&facts), [facts.clone(), vec![fact(3, 9, 9, 9, 50)]].concat());
            let (before, after) = (cube.rounded(&key, "x"), Cube::of(&more));
            let later = after.rounded(&key, "x");
            for row in cube.rows(Some(Dimension::Origin)) {
                let same = after.rows(Some(Dimension::Origin)).into_iter().find(|one| one.value == row.value);
                prop_assert_eq!(&before[row.cells], &later[same.unwrap().cells]);
            }
        }
    }
}
