//! Which columns a sheet has: the first row that names `external_ref`, with what stands merged above it. Titles above the
//! table are passed over; a name over some columns goes before theirs, as `base_salary` over `min` and `max`.

use std::collections::BTreeMap;

/// The most columns that are looked at: one more than a table may have.
pub(super) const WIDEST: u32 = 301;

/// The texts of cells by row and column, from 0.
pub(super) type Grid = BTreeMap<(u32, u32), String>;

/// Cells that are merged into one; its text is that of the first.
pub(super) struct Merged {
    /// Its first and last row.
    pub(super) rows: (u32, u32),
    /// Its first and last column.
    pub(super) columns: (u32, u32),
}

impl Merged {
    fn covers(&self, (row, column): (u32, u32)) -> bool {
        (self.rows.0..=self.rows.1).contains(&row)
            && (self.columns.0..=self.columns.1).contains(&column)
    }

    fn is_wide(&self) -> bool {
        self.columns.0 < self.columns.1
    }
}

/// The columns of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// What they are called, from the first column of the sheet.
    pub(super) names: Vec<String>,
    /// The last row that names them, from 0.
    pub(super) last_row: u32,
}

/// The first cell that names the reference.
pub(super) fn find(grid: &Grid, is_reference: impl Fn(&str) -> bool) -> Option<(u32, u32)> {
    grid.iter().find(|(_, text)| is_reference(text)).map(|(at, _)| *at)
}

impl Header {
    /// The columns of the table whose reference is named here. `is_known` tells names that say enough by themselves.
    pub(super) fn of(
        grid: &Grid,
        merged: &[Merged],
        reference: (u32, u32),
        is_known: impl Fn(&str) -> bool,
    ) -> Self {
        let around = merged.iter().find(|area| area.covers(reference));
        let (first_row, last_row) = around.map_or((reference.0, reference.0), |area| area.rows);
        let used = grid.keys().filter(|(row, _)| (first_row..=last_row).contains(row));
        let width = used.map(|(_, column)| column + 1).max().unwrap_or_default();
        let merged: Vec<&Merged> = merged.iter().filter(|area| area.rows.0 <= last_row).collect();
        let spanned = merged.iter().filter(|area| area.rows.1 >= first_row);
        let width = spanned.map(|area| area.columns.1 + 1).fold(width, u32::max).min(WIDEST);
        let naming = Naming { grid, merged, reference, rows: (first_row, last_row) };
        let names = (0..width).map(|column| naming.name(column, &is_known)).collect();
        Self { names, last_row }
    }
}

/// What names columns.
struct Naming<'g> {
    grid: &'g Grid,
    merged: Vec<&'g Merged>,
    reference: (u32, u32),
    rows: (u32, u32),
}

impl Naming<'_> {
    fn name(&self, column: u32, is_known: impl Fn(&str) -> bool) -> String {
        let parts = self.parts(column);
        match parts.last() {
            Some(own) if is_known(own) => own.clone(),
            _ => parts.join("."),
        }
    }

    /// What stands in and above a column, from above.
    fn parts(&self, column: u32) -> Vec<String> {
        let (first, last) = self.rows;
        let mut parts = Vec::new();
        for row in 0..=last {
            let area = self.merged.iter().find(|area| area.covers((row, column)));
            let from = match area {
                Some(area) if area.rows.0 != row || self.is_title(area) => None,
                Some(area) if area.is_wide() || row >= first => Some((area.rows.0, area.columns.0)),
                _ => (row >= first).then_some((row, column)),
            };
            let text = from.and_then(|at| self.grid.get(&at)).map(|text| text.trim());
            parts.extend(text.filter(|text| !text.is_empty()).map(str::to_owned));
        }
        parts
    }

    /// What spans the reference too names no columns.
    fn is_title(&self, area: &Merged) -> bool {
        area.is_wide() && area.rows.1 < self.rows.0 && area.covers((area.rows.0, self.reference.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[&str]]) -> Grid {
        let mut grid = Grid::new();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                if !text.is_empty() {
                    grid.insert((row, column), (*text).to_owned());
                }
            }
        }
        grid
    }

    /// First and last row, first and last column.
    type Span = ((u32, u32), (u32, u32));

    fn header(rows: &[&[&str]], merged: &[Span]) -> Header {
        let grid = grid(rows);
        let merged: Vec<Merged> =
            merged.iter().map(|&(rows, columns)| Merged { rows, columns }).collect();
        let reference = find(&grid, |name| name == "external_ref").unwrap();
        Header::of(&grid, &merged, reference, |name| {
            ["external_ref", "title.ru", "base_salary.min"].contains(&name)
        })
    }

    #[test]
    fn titles_above_a_table_are_passed_over() {
        let rows: &[&[&str]] =
            &[&["Вакансии на март"], &[], &["", "external_ref", "title.ru", "", "x"], &["", "V-1"]];
        for merged in [&[][..], &[((0, 0), (0, 4))]] {
            let found = header(rows, merged);
            assert_eq!(found.names, ["", "external_ref", "title.ru", "", "x"]);
            assert_eq!(found.last_row, 2);
        }
    }

    #[test]
    fn a_merged_name_goes_before_those_below_it() {
        let rows: &[&[&str]] =
            &[&["external_ref", "base_salary", "", "Текст"], &["", "min", "max", "title.ru"]];
        let merged = [((0, 1), (0, 0)), ((0, 0), (1, 2))];
        let found = header(rows, &merged);
        assert_eq!(
            found.names,
            ["external_ref", "base_salary.min", "base_salary.max", "title.ru"],
            "a name that is known by itself stays alone"
        );
        assert_eq!(found.last_row, 1);
        let above: &[&[&str]] =
            &[&["", "base_salary", "", ""], &["external_ref", "min", "max", "title.ru"]];
        assert_eq!(header(above, &[((0, 0), (1, 2))]).names, found.names);
    }

    #[test]
    fn a_name_over_two_columns_names_both() {
        let found = header(&[&["external_ref", "title.ru", ""]], &[((0, 0), (1, 2))]);
        assert_eq!(found.names, ["external_ref", "title.ru", "title.ru"], "which is refused");
    }
}
