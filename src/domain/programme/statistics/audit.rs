//! The exact audit: which hidden figure can be worked out from those that are shown.
//!
//! Each line says that its hidden figures make a known sum. A figure can be worked out if the vector that has only it lies
//! in the space that the lines span; that is, if after exact elimination a row is left with nothing but it.

use std::collections::BTreeMap;

use num_rational::BigRational;

/// Figures that add up to a total, by their places in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The total's place.
    pub total: usize,
    /// The places of what adds up to it; each once.
    pub parts: Vec<usize>,
}

impl Line {
    /// The places of all of its figures.
    pub fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.iter().copied().chain([self.total])
    }
}

/// A row of the elimination: what each hidden figure counts for, of those that count.
type Row = BTreeMap<usize, BigRational>;

/// The first hidden figure that can be worked out; `None` if there is none.
pub fn recoverable(lines: &[Line], hidden: &[bool]) -> Option<usize> {
    let reduced = reduced(lines.iter().map(|line| row(line, hidden)));
    reduced.into_iter().filter(|(_, row)| row.len() == 1).map(|(pivot, _)| pivot).min()
}

/// What a line says of its hidden figures: its parts less its total make a known sum.
fn row(line: &Line, hidden: &[bool]) -> Row {
    let one = |sign: i64| BigRational::from_integer(sign.into());
    let parts = line.parts.iter().map(|&cell| (cell, one(1)));
    parts.chain([(line.total, one(-1))]).filter(|&(cell, _)| hidden[cell]).collect()
}

/// The rows in reduced echelon form, by their pivots.
fn reduced(rows: impl Iterator<Item = Row>) -> BTreeMap<usize, Row> {
    let mut done: BTreeMap<usize, Row> = BTreeMap::new();
    for mut row in rows {
        for (pivot, other) in &done {
            subtract(&mut row, *pivot, other);
        }
        let Some((&pivot, lead)) = row.iter().next() else { continue };
        let lead = lead.clone();
        for value in row.values_mut() {
            *value /= &lead;
        }
        for other in done.values_mut() {
            subtract(other, pivot, &row);
        }
        done.insert(pivot, row);
    }
    done
}

/// Takes so much of `other` away, whose pivot counts 1, that `row` has nothing at the pivot.
fn subtract(row: &mut Row, pivot: usize, other: &Row) {
    let Some(factor) = row.get(&pivot).cloned() else { return };
    for (&cell, value) in other {
        let left = row.entry(cell).or_insert_with(|| BigRational::from_integer(0.into()));
        *left -= &factor * value;
        if *left.numer() == 0.into() {
            row.remove(&cell);
        }
    }
}
