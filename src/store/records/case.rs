//! How cases about a vacancy and a candidate are stored: typed columns, all read through a reach, written once for all.

use uuid::Uuid;

use crate::domain::recruitment::{candidate::CandidateId, vacancy::VacancyId};

/// What every such case is about; its owner is the employer.
pub(in crate::store) struct About {
    pub(in crate::store) agency: Uuid,
    pub(in crate::store) vacancy: VacancyId,
    pub(in crate::store) candidate: CandidateId,
}

/// Declares the row of a kind of case about a candidate and how it is stored, where its table is known as `table`. `party`
/// is the column of the other organisation that takes part in it, and `narrowed` says which columns lists are narrowed by
/// which members of a filter. `write` gives of a body the columns that the kind has beside those of all; `read` makes a body
/// of them.
macro_rules! stored_candidate_case {
    (
        $table:literal: $body:ty,
        $(party $party:ident,)?
        narrowed { $($narrow:ident: $asked:ident),* $(,)? },
        columns { $($column:ident: $type:ty),+ $(,)? }
        write $write:expr;
        read $read:expr;
    ) => {
        #[derive(
            diesel::Queryable, diesel::Selectable, diesel::Insertable, diesel::AsChangeset,
        )]
        #[diesel(table_name = table, treat_none_as_default_value = false, treat_none_as_null = true)]
        struct Row {
            id: DbUuid,
            owner: DbUuid,
            candidate: DbUuid,
            status: String,
            version: i64,
            created_at: DbInstant,
            updated_at: DbInstant,
            $($column: $type,)+
        }

        impl Row {
            fn of(case: &Record<$body>) -> Self {
                let write: fn(&$body) -> ($($type,)+) = $write;
                let ($($column,)+) = write(&case.body);
                Self {
                    id: DbUuid(case.id.0),
                    owner: DbUuid(case.owner),
                    candidate: DbUuid(case.body.candidate.0),
                    status: case.status.to_string(),
                    version: case.version,
                    created_at: DbInstant(case.created_at),
                    updated_at: DbInstant(case.updated_at),
                    $($column,)+
                }
            }

            fn read(self) -> Result<Record<$body>, StoreError> {
                let id = self.id.0;
                let corrupt =
                    |error: Invalid| StoreError::CorruptRow { table: $table, id, why: error.0 };
                let candidate = Id::new(self.candidate.0);
                let read: fn($crate::domain::recruitment::candidate::CandidateId, ($($type,)+)) -> Result<$body, Invalid> = $read;
                Ok(Record {
                    id: Id::new(id),
                    owner: self.owner.0,
                    external_ref: None,
                    status: self.status.parse().map_err(corrupt)?,
                    version: self.version,
                    created_at: self.created_at.0,
                    updated_at: self.updated_at.0,
                    body: read(candidate, ($(self.$column,)+)).map_err(corrupt)?,
                })
            }
        }

        type Query<'q> = table::BoxedQuery<'q, DbMulti>;

        /// Every read of a tenant begins here, so none forgets the reach.
        fn within<'q>(reach: Reach<$body>) -> Query<'q> {
            let query = table::table.into_boxed::<DbMulti>();
            match reach.extent() {
                Extent::All => query,
                Extent::Owner(owner) => query.filter(table::owner.eq(DbUuid(owner))),
                $(Extent::Party(party) => query.filter(table::$party.eq(DbUuid(party))),)?
                Extent::Worker(candidate) => query.filter(table::candidate.eq(DbUuid(candidate))),
                _ => query.filter(table::version.lt(0)),
            }
        }

        /// Whose these cases are, and who takes part in them, each with the case.
        fn concerned(
            conn: &mut DbConnection,
            reach: Reach<$body>,
            ids: &[DbUuid],
        ) -> QueryResult<Option<Vec<(DbUuid, DbUuid)>>> {
            let these = || within(reach).filter(table::id.eq_any(ids.to_vec()));
            let found: &[Vec<(DbUuid, DbUuid)>] = &[
                these().select((table::owner, table::id)).load(conn)?,
                $(these().select((table::$party, table::id)).load(conn)?,)?
            ];
            Ok(Some(found.concat()))
        }

        fn filtered<'q>(mut query: Query<'q>, filter: &Filter) -> Query<'q> {
            if !filter.status.is_empty() {
                query = query.filter(table::status.eq_any(filter.status.clone()));
            }
            if let Some(owner) = filter.owner {
                query = query.filter(table::owner.eq(DbUuid(owner)));
            }
            if let Some(candidate) = filter.candidate {
                query = query.filter(table::candidate.eq(DbUuid(candidate)));
            }
            if let Some(since) = filter.changed_since {
                query = query.filter(table::updated_at.ge(DbInstant(since)));
            }
            if filter.revised {
                query = query.filter(table::version.gt(1));
            }
            $(if let Some(asked) = filter.$asked {
                query = query.filter(table::$narrow.eq(DbUuid(asked)));
            })*
            query
        }

        fn load(
            conn: &mut DbConnection,
            query: Query<'_>,
        ) -> Result<Vec<Record<$body>>, StoreError> {
            let rows: Vec<Row> = query.select(Row::as_select()).load(conn)?;
            rows.into_iter().map(Row::read).collect()
        }

        /// Stores a new case.
        pub fn insert(
            tx: &mut Tx<'_>,
            case: &Record<$body>,
            note: Note,
        ) -> Result<(), StoreError> {
            diesel::insert_into(table::table).values(Row::of(case)).execute(tx.conn())?;
            tx.log(Change::of(None, case, note));
            Ok(())
        }

        /// Every case about a candidate, oldest first.
        pub fn about_candidate(
            conn: &mut DbConnection,
            candidate: Uuid,
        ) -> Result<Vec<Record<$body>>, StoreError> {
            let about = table::table.filter(table::candidate.eq(DbUuid(candidate)));
            load(conn, about.into_boxed::<DbMulti>().order(table::id))
        }

        /// Removes every case about a candidate, so that an erased one leaves none. Returns which.
        pub fn forget_candidate(
            tx: &mut Tx<'_>,
            candidate: Uuid,
            note: &Note,
        ) -> Result<Vec<Uuid>, StoreError> {
            let about = table::table.filter(table::candidate.eq(DbUuid(candidate)));
            let gone = about_candidate(tx.conn(), candidate)?;
            if diesel::delete(about).execute(tx.conn())? != gone.len() {
                return Err(StoreError::NotWritten); // another began in this moment: none goes untold
            }
            for case in &gone {
                $crate::store::records::tombstones::deleted(tx.conn(), case, note.at)?;
                tx.log(Change::deletion(case, note.clone()));
            }
            Ok(gone.into_iter().map(|case| case.id.0).collect())
        }

        impl Stored for $body {
            fn update(
                tx: &mut Tx<'_>,
                before: &Record<Self>,
                after: &Record<Self>,
                note: Note,
            ) -> Result<bool, StoreError> {
                let present = table::table
                    .filter(table::id.eq(DbUuid(after.id.0)))
                    .filter(table::version.eq(before.version));
                let rows = diesel::update(present).set(Row::of(after)).execute(tx.conn())?;
                if rows > 0 {
                    tx.log(Change::of(Some(before.status), after, note));
                }
                Ok(rows > 0)
            }

            $crate::store::records::stored_reads!();
        }
    };
}
pub(in crate::store) use stored_candidate_case;

/// The same for a kind of case that is about a vacancy as well, between its employer and the candidate's agency. Of a kind that
/// is under an application, `under application` lets lists be narrowed to one.
macro_rules! stored_case {
    (
        $table:literal: $body:ty,
        $(under $application:ident,)?
        columns { $($column:ident: $type:ty),+ $(,)? }
        write $write:expr;
        read $read:expr;
    ) => {
        $crate::store::records::stored_candidate_case! {
            $table: $body,
            party agency,
            narrowed { vacancy: vacancy, $($application: application)? },
            columns { agency: DbUuid, vacancy: DbUuid, $($column: $type),+ }
            write |body| {
                let write: fn(&$body) -> ($($type,)+) = $write;
                let ($($column,)+) = write(body);
                (DbUuid(body.agency), DbUuid(body.vacancy.0), $($column,)+)
            };
            read |candidate, (agency, vacancy, $($column,)+)| {
                let read: fn(About, ($($type,)+)) -> Result<$body, Invalid> = $read;
                let about = About { agency: agency.0, vacancy: Id::new(vacancy.0), candidate };
                read(about, ($($column,)+))
            };
        }
    };
}
pub(in crate::store) use stored_case;
