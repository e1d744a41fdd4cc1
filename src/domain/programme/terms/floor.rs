//! Whether terms fall below those of a job order, which are the floor of all that is offered under it.

use crate::domain::programme::terms::{
    compare::{Comparison, Term, broken},
    document::Terms,
};

/// The terms that fall below those of an order. What an order leaves to each vacancy and each worker may be otherwise: the
/// employer among those of the order, where exactly and from which day, what is done, who insures, and whom to complain to.
pub fn below(order: &Terms, offered: &Terms) -> Vec<(Term, Comparison)> {
    let mut below = broken(&[order], offered);
    below.retain(|(term, how)| *how != Comparison::NotComparable || !is_left_open(*term));
    below
}

const fn is_left_open(term: Term) -> bool {
    matches!(
        term,
        Term::EmployerId
            | Term::Address
            | Term::Duties
            | Term::StartDay
            | Term::EndDay
            | Term::Insurer
            | Term::Policy
            | Term::ComplaintContact
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::programme::terms::document::tests::bricklayer;

    #[test]
    fn the_same_and_the_better_are_no_less_and_the_worse_is_named() {
        let order = bricklayer();
        assert_eq!(below(&order, &order), []);
        let better = Terms { monthly_minimum: order.monthly_minimum + 1, ..order.clone() };
        assert_eq!(below(&order, &better), []);
        assert_eq!(below(&better, &order), [(Term::MonthlyMinimum, Comparison::Worse)]);
    }

    #[test]
    fn what_an_order_leaves_open_may_be_otherwise_and_the_currency_may_not() {
        let order = bricklayer();
        let elsewhere = Terms {
            address: "another street".to_owned(),
            duties: "lays other walls".to_owned(),
            ..order.clone()
        };
        assert_eq!(below(&order, &elsewhere), []);
        let other = Terms { currency: "UZS".parse().unwrap(), ..order.clone() };
        assert_eq!(below(&order, &other), [(Term::Currency, Comparison::NotComparable)]);
    }
}
