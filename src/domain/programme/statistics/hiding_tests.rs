//! Hiding against a plain oracle: a figure is safe if the ranks of two matrices say so, worked out by other arithmetic.

use proptest::prelude::*;

use super::*;

/// A prime far above every determinant of these small tables.
const PRIME: i128 = (1 << 61) - 1;

/// A table of rows and columns with all totals, from the counts within.
fn rectangle(rows: &[Vec<u64>]) -> Table {
    let width = rows[0].len() + 1;
    let mut counts = Vec::new();
    for row in rows {
        counts.extend(row);
        counts.push(row.iter().sum());
    }
    let columns: Vec<u64> =
        (0..width).map(|x| counts.iter().skip(x).step_by(width).sum()).collect();
    counts.extend(columns);
    let height = rows.len();
    let across = (0..=height).map(|y| Line {
        total: y * width + width - 1,
        parts: (0..width - 1).map(|x| y * width + x).collect(),
    });
    let down = (0..width).map(|x| Line {
        total: height * width + x,
        parts: (0..height).map(|y| y * width + x).collect(),
    });
    let sensitive = counts.iter().map(|&count| is_sensitive(count, FEWEST_EMPLOYERS)).collect();
    Table { sensitive, lines: across.chain(down).collect(), counts }
}

fn power(base: i128, exponent: i128) -> i128 {
    let (mut base, mut exponent, mut product) = (base.rem_euclid(PRIME), exponent, 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            product = product * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    product
}

/// The rank of a matrix over the field of [`PRIME`].
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let mut rank = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(found) = (rank..rows.len()).find(|&y| rows[y][column] != 0) else { continue };
        rows.swap(rank, found);
        let inverse = power(rows[rank][column], PRIME - 2);
        let lead: Vec<i128> = rows[rank].iter().map(|value| value * inverse % PRIME).collect();
        for row in rows.iter_mut().skip(rank + 1) {
            let factor = row[column];
            for (value, of_lead) in row.iter_mut().zip(&lead) {
                *value = (*value - factor * of_lead).rem_euclid(PRIME);
            }
        }
        rank += 1;
    }
    rank
}

/// The hidden figures that can be worked out: adding the wish to know one does not raise the rank.
fn found_out(table: &Table, hidden: &[bool]) -> Vec<usize> {
    let unit =
        |cell: usize| (0..hidden.len()).map(|one| i128::from(one == cell)).collect::<Vec<_>>();
    let known: Vec<Vec<i128>> = table
        .lines
        .iter()
        .map(|line| {
            let mut row = vec![0; hidden.len()];
            line.parts.iter().filter(|&&cell| hidden[cell]).for_each(|&cell| row[cell] = 1);
            if hidden[line.total] {
                row[line.total] = PRIME - 1;
            }
            row
        })
        .collect();
    let before = rank(known.clone());
    let gives_away = |cell: &usize| {
        let mut with = known.clone();
        with.push(unit(*cell));
        rank(with) == before
    };
    (0..hidden.len()).filter(|&cell| hidden[cell]).filter(gives_away).collect()
}

fn counts() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let count = prop_oneof![3 => Just(0), 3 => 1..5u64, 4 => 5..200u64];
    (1..6usize, 1..6usize).prop_flat_map(move |(height, width)| {
        prop::collection::vec(prop::collection::vec(count.clone(), width), height)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_hidden_can_be_worked_out(rows in counts()) {
        let table = rectangle(&rows);
        let hidden = hidden(&table);
        prop_assert!(table.sensitive.iter().zip(&hidden).all(|(small, hidden)| *hidden || !small));
        prop_assert_eq!(found_out(&table, &hidden), Vec::<usize>::new());
    }
}

#[test]
fn one_small_figure_takes_three_others_along() {
    let table = rectangle(&[vec![3, 20, 30], vec![40, 50, 60], vec![70, 80, 90]]);
    let hidden = hidden(&table);
    assert_eq!(hidden.iter().filter(|hidden| **hidden).count(), 4, "a rectangle: {hidden:?}");
    assert!(!hidden[hidden.len() - 1], "the total of all is told");
}

#[test]
fn what_is_large_or_zero_is_told_whole() {
    let table = rectangle(&[vec![0, 20], vec![40, 0]]);
    assert_eq!(hidden(&table), vec![false; 9]);
}

#[test]
fn what_is_small_alone_takes_its_total_along() {
    let table = rectangle(&[vec![3]]);
    assert_eq!(hidden(&table), vec![true; 4]);
}

#[test]
fn the_oracle_knows_a_bad_table() {
    let table = rectangle(&[vec![3, 20], vec![40, 50]]);
    assert_eq!(
        found_out(&table, &table.sensitive),
        vec![0],
        "hidden alone, it is what its line lacks"
    );
}
