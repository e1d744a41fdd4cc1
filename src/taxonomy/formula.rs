//! Cells that a spreadsheet would take for formulas. An apostrophe before them makes them texts (ASVS 1.2.10); an import
//! takes it away again.

/// What a formula may begin with, in either width.
const BEGINNINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The cell as a spreadsheet may read it.
pub(super) fn guarded(cell: String) -> String {
    if is_formula(&cell) { format!("'{cell}") } else { cell }
}

/// The cell as it was before it was guarded.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Whether it is a formula, or a guarded one: a second guard keeps them apart.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(BEGINNINGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for (cell, there) in [
            ("=1+1", "'=1+1"),
            ("+7", "'+7"),
            ("-7", "'-7"),
            ("@x", "'@x"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("'t was", "'t was"),
            ("1=1", "1=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), there);
            assert_eq!(unguarded(there), cell);
        }
    }
}
