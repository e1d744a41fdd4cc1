//! What a licence or a certificate stands for besides itself.
//!
//! Driving licences: the right to drive with a trailer (BE, CE, DE) is given only to who has had that without one for a
//! year (Federal Law 196-FZ of 10 December 1995, article 26), so each holds the category that it adds to. CE also holds BE
//! (Directive 2006/126/EC, article 6, paragraph 2a, on the categories of the Vienna Convention). C does not hold B, nor D
//! C: they are given without each other.
//!
//! Electrical safety: the groups are reached one after another, and each may do what those below may (order 903н of the
//! Ministry of Labour of 15 December 2020, appendix 1).

use crate::domain::recruitment::requirement::{Certificate, DrivingLicence};

/// Something that stands for more than itself.
pub trait Implies: Copy + 'static {
    /// All that it stands for besides itself.
    fn implies(self) -> &'static [Self];
}

impl Implies for DrivingLicence {
    fn implies(self) -> &'static [Self] {
        match self {
            Self::Be => &[Self::B],
            Self::Ce => &[Self::C, Self::Be, Self::B],
            Self::De => &[Self::D],
            _ => &[],
        }
    }
}

impl Implies for Certificate {
    fn implies(self) -> &'static [Self] {
        match self {
            Self::ElectricalSafety3 => &[Self::ElectricalSafety2],
            Self::ElectricalSafety4 => &[Self::ElectricalSafety3, Self::ElectricalSafety2],
            _ => &[],
        }
    }
}

/// All that is held with these, some of it perhaps twice.
pub fn implied<T: Implies>(held: &[T]) -> impl Iterator<Item = T> {
    held.iter().flat_map(|one| std::iter::once(*one).chain(one.implies().iter().copied()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_wider_category_holds_the_narrower_and_not_the_other_way_round() {
        use DrivingLicence::{B, Be, C, Ce, D, De};
        for (held, all) in [
            (B, vec![B]),
            (Be, vec![B, Be]),
            (C, vec![C]),
            (Ce, vec![B, Be, C, Ce]),
            (D, vec![D]),
            (De, vec![D, De]),
        ] {
            assert_eq!(implied(&[held]).collect::<BTreeSet<_>>(), all.into_iter().collect());
        }
    }

    #[test]
    fn what_is_implied_implies_nothing_new() {
        fn closed<T: Implies + Ord>(all: &[T]) {
            for one in all {
                let once: BTreeSet<T> = implied(&[*one]).collect();
                let again: Vec<T> = once.iter().copied().collect();
                assert!(implied(&again).collect::<BTreeSet<T>>() == once);
            }
        }
        closed(DrivingLicence::ALL);
        closed(Certificate::ALL);
    }
}
