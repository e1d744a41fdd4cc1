//! The vault: wrapped keys of subjects, sealed identities, and the marks by which the same person is found again. What is
//! sealed is text to the store; it holds no key.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::trust::identity::MarkKind,
    store::{
        backend::{DbConnection, DbMulti, insert_rows},
        error::StoreError,
        schema::{identities, identity_marks, subject_keys},
        tx::Tx,
        types::{DbInstant, DbUuid},
    },
};

/// A subject's data key, wrapped by a master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// Whose key it is.
    pub subject: Uuid,
    /// The id of the master key.
    pub master: String,
    /// The key, wrapped.
    pub wrapped: String,
}

/// An identity, sealed with the key of its candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedIdentity {
    /// The candidate.
    pub candidate: Uuid,
    /// 1 when it was first written, one more with each change.
    pub version: i64,
    /// When it was last written.
    pub updated_at: DateTime<Utc>,
    /// What it says, sealed.
    pub sealed: String,
}

/// A mark of a person: a keyed hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is made of.
    pub kind: &'static str,
    /// The hash.
    pub hash: String,
}

#[derive(Insertable)]
#[diesel(table_name = identity_marks)]
struct NewMark<'m> {
    mark: &'m str,
    candidate: DbUuid,
    kind: &'m str,
}

fn key((subject, master, wrapped): (DbUuid, String, String)) -> WrappedKey {
    WrappedKey { subject: subject.0, master, wrapped }
}

/// The key of a subject, if it has one.
pub fn find_key(conn: &mut DbConnection, subject: Uuid) -> Result<Option<WrappedKey>, StoreError> {
    Ok(subject_keys::table.find(DbUuid(subject)).first(conn).optional()?.map(key))
}

/// Keys that another master key than this wraps, in the order of their subjects, after `after`.
pub fn keys_not_under(
    conn: &mut DbConnection,
    master: &str,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<WrappedKey>, StoreError> {
    let mut others = subject_keys::table
        .filter(subject_keys::master.ne(master.to_owned()))
        .into_boxed::<DbMulti>();
    if let Some(after) = after {
        others = others.filter(subject_keys::subject.gt(DbUuid(after)));
    }
    let rows: Vec<(DbUuid, String, String)> =
        others.order(subject_keys::subject).limit(limit).load(conn)?;
    Ok(rows.into_iter().map(key).collect())
}

/// Stores the key of a subject that has none.
pub fn insert_key(tx: &mut Tx<'_>, new: &WrappedKey) -> Result<(), StoreError> {
    let row = (
        subject_keys::subject.eq(DbUuid(new.subject)),
        subject_keys::master.eq(&new.master),
        subject_keys::wrapped.eq(&new.wrapped),
    );
    diesel::insert_into(subject_keys::table).values(row).execute(tx.conn())?;
    Ok(())
}

/// Puts a key that was wrapped anew in the place of what it was. `false` if somebody else did, or destroyed it.
pub fn rewrap(
    tx: &mut Tx<'_>,
    before: &WrappedKey,
    after: &WrappedKey,
) -> Result<bool, StoreError> {
    let present = subject_keys::table
        .filter(subject_keys::subject.eq(DbUuid(before.subject)))
        .filter(subject_keys::wrapped.eq(&before.wrapped));
    let changed = diesel::update(present)
        .set((subject_keys::master.eq(&after.master), subject_keys::wrapped.eq(&after.wrapped)))
        .execute(tx.conn())?;
    Ok(changed > 0)
}

/// Destroys the key of a subject: what is sealed with it, here or in a backup, opens no more.
pub fn destroy_key(tx: &mut Tx<'_>, subject: Uuid) -> Result<(), StoreError> {
    let of_subject = subject_keys::table.filter(subject_keys::subject.eq(DbUuid(subject)));
    diesel::delete(of_subject).execute(tx.conn())?;
    Ok(())
}

/// The identity of a candidate.
pub fn find_identity(
    conn: &mut DbConnection,
    candidate: Uuid,
) -> Result<Option<SealedIdentity>, StoreError> {
    let row: Option<(DbUuid, i64, DbInstant, String)> =
        identities::table.find(DbUuid(candidate)).first(conn).optional()?;
    Ok(row.map(|(candidate, version, updated_at, sealed)| SealedIdentity {
        candidate: candidate.0,
        version,
        updated_at: updated_at.0,
        sealed,
    }))
}

/// Stores an identity over the version before it, with its marks. `false` if somebody was faster.
pub fn put_identity(
    tx: &mut Tx<'_>,
    new: &SealedIdentity,
    marks: &[Mark],
) -> Result<bool, StoreError> {
    let candidate = DbUuid(new.candidate);
    let columns = (
        identities::version.eq(new.version),
        identities::updated_at.eq(DbInstant(new.updated_at)),
        identities::sealed.eq(&new.sealed),
    );
    if new.version == 1 {
        let row = (identities::candidate.eq(candidate), columns);
        diesel::insert_into(identities::table).values(row).execute(tx.conn())?;
    } else {
        let before = identities::table
            .filter(identities::candidate.eq(candidate))
            .filter(identities::version.eq(new.version - 1));
        if diesel::update(before).set(columns).execute(tx.conn())? == 0 {
            return Ok(false);
        }
    }
    let old = identity_marks::table.filter(identity_marks::candidate.eq(candidate));
    diesel::delete(old).execute(tx.conn())?;
    let rows: Vec<NewMark<'_>> =
        marks.iter().map(|mark| NewMark { mark: &mark.hash, candidate, kind: mark.kind }).collect();
    let rows: Vec<&NewMark<'_>> = rows.iter().collect();
    insert_marks(tx.conn(), &rows)?;
    Ok(true)
}

fn insert_marks(conn: &mut DbConnection, rows: &[&NewMark<'_>]) -> Result<(), StoreError> {
    insert_rows!(conn, identity_marks::table, rows);
    Ok(())
}

/// Removes the identity of a candidate, its marks, and the key that opens it. Whether there was one.
pub fn delete_identity(tx: &mut Tx<'_>, candidate: Uuid) -> Result<bool, StoreError> {
    let of_candidate = identities::table.filter(identities::candidate.eq(DbUuid(candidate)));
    let gone = diesel::delete(of_candidate).execute(tx.conn())?;
    destroy_key(tx, candidate)?;
    Ok(gone > 0)
}

/// The other candidates who have one of these marks: all of a document's, and those of a name unless both have a ПИНФЛ.
pub fn same_person(
    conn: &mut DbConnection,
    candidate: Uuid,
    marks: &[Mark],
) -> Result<Vec<Uuid>, StoreError> {
    let hashes: Vec<String> = marks.iter().map(|mark| mark.hash.clone()).collect();
    let found: Vec<(DbUuid, String)> = identity_marks::table
        .filter(identity_marks::mark.eq_any(hashes))
        .filter(identity_marks::candidate.ne(DbUuid(candidate)))
        .select((identity_marks::candidate, identity_marks::kind))
        .distinct()
        .order(identity_marks::candidate)
        .load(conn)?;
    let named: Vec<DbUuid> = found.iter().map(|(candidate, _)| *candidate).collect();
    let told_apart: Vec<DbUuid> = if marks.iter().any(|mark| mark.kind == MarkKind::Pinfl.as_str())
    {
        identity_marks::table
            .filter(identity_marks::kind.eq(MarkKind::Pinfl.as_str()))
            .filter(identity_marks::candidate.eq_any(named))
            .select(identity_marks::candidate)
            .load(conn)?
    } else {
        Vec::new()
    };
    let is_same = |(candidate, kind): &(DbUuid, String)| {
        kind != MarkKind::Person.as_str() || !told_apart.contains(candidate)
    };
    let mut same: Vec<Uuid> =
        found.into_iter().filter(is_same).map(|(candidate, _)| candidate.0).collect();
    same.dedup();
    Ok(same)
}
