//! How the records of a kind are found and listed, the same for documents and cases.

/// Which of these ids a query finds.
macro_rules! present {
    ($conn:expr, $query:expr, $id:expr, $ids:expr) => {{
        let ids: Vec<DbUuid> = $ids.iter().copied().map(DbUuid).collect();
        let found: Vec<DbUuid> = $query.filter($id.eq_any(ids)).select($id).load($conn)?;
        Ok(found.into_iter().map(|id| id.0).collect())
    }};
}
pub(in crate::store) use present;

/// Declares the reads of [`super::Stored`], for a kind whose table is known as `table`, with `within`, `concerned`,
/// `filtered` and `load` beside it.
macro_rules! stored_reads {
    () => {
        fn find(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            id: Id<Self>,
        ) -> Result<Option<Record<Self>>, StoreError> {
            Ok(load(conn, within(reach).filter(table::id.eq(DbUuid(id.0))))?.pop())
        }

        fn present(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            ids: &[Uuid],
        ) -> Result<std::collections::HashSet<Uuid>, StoreError> {
            $crate::store::records::present!(conn, within(reach), table::id, ids)
        }

        fn organisations(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            ids: &[Uuid],
        ) -> Result<Option<Vec<(Uuid, Uuid)>>, StoreError> {
            let ids: Vec<DbUuid> = ids.iter().copied().map(DbUuid).collect();
            let found = concerned(conn, reach, &ids)?;
            let plain = |pair: (DbUuid, DbUuid)| (pair.0.0, pair.1.0);
            Ok(found.map(|pairs| pairs.into_iter().map(plain).collect()))
        }

        fn list(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            filter: &Filter,
            after: Option<Id<Self>>,
            limit: usize,
        ) -> Result<Vec<Record<Self>>, StoreError> {
            let mut query = filtered(within(reach), filter);
            if let Some(after) = after {
                query = query.filter(table::id.lt(DbUuid(after.0)));
            }
            load(conn, query.order(table::id.desc()).limit(at_most(limit)))
        }

        fn count(
            conn: &mut DbConnection,
            reach: Reach<Self>,
            filter: &Filter,
        ) -> Result<i64, StoreError> {
            Ok(filtered(within(reach), filter).count().get_result(conn)?)
        }
    };
}
pub(in crate::store) use stored_reads;
