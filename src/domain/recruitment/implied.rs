//! What a licence or a certificate stands for besides itself.
//!
//! Driving licences: the right to drive with a trailer (BE, CE, DE) is given only to who has had that without one for a
//! year (Federal Law 196-FZ of 10 December 1995, article 26), so each holds the category that it adds to. CE also holds BE
//! (Directive 2006/126/EC, article 6, paragraph 2a, on the categories of the Vienna Convention). C does not hold B, nor D
//! C: they are given without each other. A category holds its subcategory (A1, B1, C1, D1; CE and DE those with a trailer),
//! and each category and subcategory holds M (196-FZ, article 25). B does not hold those of B1 that are ridden like a
//! motorcycle, which A holds; B1 is taken for the others.
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
            Self::A => &[Self::A1, Self::M],
            Self::B => &[Self::B1, Self::M],
            Self::Be => &[Self::B, Self::B1, Self::M],
            Self::C | Self::C1e => &[Self::C1, Self::M],
            Self::Ce => &[Self::C, Self::C1, Self::C1e, Self::Be, Self::B, Self::B1, Self::M],
            Self::D | Self::D1e => &[Self::D1, Self::M],
            Self::De => &[Self::D, Self::D1, Self::D1e, Self::M],
            Self::A1 | Self::B1 | Self::C1 | Self::D1 | Self::Tm | Self::Tb => &[Self::M],
            Self::M | Self::TractorC | Self::TractorE | Self::TractorF => &[],
        }
    }
}

impl Implies for Certificate {
    fn implies(self) -> &'static [Self] {
        match self {
            Self::ElectricalSafety2 => &[Self::ElectricalSafety1],
            Self::ElectricalSafety3 => &[Self::ElectricalSafety2, Self::ElectricalSafety1],
            Self::ElectricalSafety4 => {
                &[Self::ElectricalSafety3, Self::ElectricalSafety2, Self::ElectricalSafety1]
            }
            Self::ElectricalSafety5 => &[
                Self::ElectricalSafety4,
                Self::ElectricalSafety3,
                Self::ElectricalSafety2,
                Self::ElectricalSafety1,
            ],
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
        use DrivingLicence::{A, A1, B, B1, Be, C, C1, C1e, Ce, D, D1, D1e, De, M, Tm};
        for (held, all) in [
            (A, vec![A, A1, M]),
            (B, vec![B, B1, M]),
            (Be, vec![B, B1, Be, M]),
            (C, vec![C, C1, M]),
            (Ce, vec![B, B1, Be, C, C1, Ce, C1e, M]),
            (C1e, vec![C1, C1e, M]),
            (D, vec![D, D1, M]),
            (De, vec![D, D1, De, D1e, M]),
            (Tm, vec![Tm, M]),
            (M, vec![M]),
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
