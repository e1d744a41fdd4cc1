//! Exact figures of which so many are hidden that no subtraction brings a small one back.
//!
//! A table is its figures and its lines: in each line some figures add up to their total, which is a figure too. What is
//! small is hidden; then, in each line in which it could be told from the others, another one; at last whatever the
//! [`audit`](super::audit) still recovers. The idea is that of the R package `cellsupp` and its kin: secondary suppression.

use crate::domain::programme::statistics::audit::{Line, recoverable};

/// The largest count that is hidden; it tells of so few people that each knows the others.
pub const LARGEST_SMALL: u64 = 4;
/// A figure of fewer employers tells their own.
pub const FEWEST_EMPLOYERS: usize = 3;

/// Figures, and what adds up to what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The figures.
    pub counts: Vec<u64>,
    /// Of each figure, whether it may not be told.
    pub sensitive: Vec<bool>,
    /// What adds up to what.
    pub lines: Vec<Line>,
}

/// Whether a figure may not be told: of 1 to 4 people, or of people of fewer than three employers.
pub const fn is_sensitive(count: u64, employers: usize) -> bool {
    count > 0 && (count <= LARGEST_SMALL || employers < FEWEST_EMPLOYERS)
}

/// Which figures of a table are hidden.
pub fn hidden(table: &Table) -> Vec<bool> {
    let mut hidden = table.sensitive.clone();
    loop {
        settle(table, &mut hidden);
        let Some(cell) = recoverable(&table.lines, &hidden) else { return hidden };
        let mut of_cell = table.lines.iter().filter(|line| line.cells().any(|one| one == cell));
        let next = of_cell.find_map(|line| next_to_hide(table, &hidden, line));
        // Where every line of it is hidden whole, something else gives it away.
        let Some(next) = next.or_else(|| smallest_shown(table, &hidden)) else { return hidden };
        hidden[next] = true;
    }
}

/// Hides, until nothing changes, another figure of each line in which one could be told from the others.
fn settle(table: &Table, hidden: &mut [bool]) {
    let mut changed = true;
    while changed {
        changed = false;
        for line in &table.lines {
            if is_weak(table, hidden, line)
                && let Some(next) = next_to_hide(table, hidden, line)
            {
                hidden[next] = true;
                changed = true;
            }
        }
    }
}

/// Whether one figure is hidden alone, or a total is shown over hidden ones that are small together.
fn is_weak(table: &Table, hidden: &[bool], line: &Line) -> bool {
    let parts = line.parts.iter().filter(|&&cell| hidden[cell]);
    let (count, sum) = parts.fold((0, 0), |(n, sum), &cell| (n + 1, sum + table.counts[cell]));
    match (count, hidden[line.total]) {
        (0, true) | (1, false) => true,
        (0, false) | (_, true) => false,
        (_, false) => sum <= LARGEST_SMALL,
    }
}

/// The smallest other figure of a line that is not zero; failing that the total; failing that a zero.
fn next_to_hide(table: &Table, hidden: &[bool], line: &Line) -> Option<usize> {
    let shown = || line.parts.iter().copied().filter(|&cell| !hidden[cell]);
    let least = shown().filter(|&cell| table.counts[cell] > 0);
    let least = least.min_by_key(|&cell| (table.counts[cell], cell));
    least.or_else(|| (!hidden[line.total]).then_some(line.total)).or_else(|| shown().next())
}

fn smallest_shown(table: &Table, hidden: &[bool]) -> Option<usize> {
    (0..hidden.len()).filter(|&cell| !hidden[cell]).min_by_key(|&cell| (table.counts[cell], cell))
}

#[cfg(test)]
#[path = "hiding_tests.rs"]
mod tests;
