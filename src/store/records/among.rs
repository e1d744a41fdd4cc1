//! Records that a query lists, as a condition of another query.

use diesel::{
    QueryResult,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    query_builder::{AstPass, QueryFragment},
    sql_types::Bool,
};

use crate::store::backend::DbMulti;

/// Whether a record is among those of a query. What Diesel has for this takes no query that is boxed for both backends.
#[derive(Debug, diesel::query_builder::QueryId)]
pub(super) struct Among<Q> {
    query: Q,
    how: &'static str,
}

impl<Q> Among<Q> {
    /// Among those that a query of ids lists: it is asked once, and whole.
    pub(super) fn listed(query: Q) -> Self {
        Self { query, how: "record IN (" }
    }

    /// Among those that a query finds, which says itself that `id = record`: it is asked about one after another, and no
    /// further than the list is read.
    pub(super) fn asked_each(query: Q) -> Self {
        Self { query, how: "EXISTS (" }
    }
}

impl<Q> Expression for Among<Q> {
    type SqlType = Bool;
}

impl<Q, T> AppearsOnTable<T> for Among<Q> {}

impl<Q, T> SelectableExpression<T> for Among<Q> {}

impl<Q, G> ValidGrouping<G> for Among<Q> {
    type IsAggregate = is_aggregate::Never;
}

impl<Q: QueryFragment<DbMulti>> QueryFragment<DbMulti> for Among<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DbMulti>) -> QueryResult<()> {
        out.push_sql(self.how);
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}
