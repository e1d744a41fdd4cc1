//! Three SQL types with two storages each, so that one set of queries serves both databases.

use std::io::Write;

use chrono::{DateTime, NaiveDate, ParseError, Utc};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    serialize::{self, IsNull, Output, ToSql},
    sqlite::Sqlite,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{
    domain::Invalid,
    store::{backend::DbMulti, error::StoreError},
};

/// The SQL types, for `table!`.
pub(super) mod sql {
    use diesel::{query_builder::QueryId, sql_types::SqlType};

    /// `uuid`, or a blob of 16 bytes.
    #[derive(SqlType, QueryId, Debug, Clone, Copy)]
    #[diesel(postgres_type(name = "uuid"))]
    #[diesel(sqlite_type(name = "Binary"))]
    pub struct UuidT;

    /// `jsonb`, or text.
    #[derive(SqlType, QueryId, Debug, Clone, Copy)]
    #[diesel(postgres_type(name = "jsonb"))]
    #[diesel(sqlite_type(name = "Text"))]
    pub struct JsonT;

    /// `timestamptz`, or microseconds since 1970.
    #[derive(SqlType, QueryId, Debug, Clone, Copy)]
    #[diesel(postgres_type(name = "timestamptz"))]
    #[diesel(sqlite_type(name = "Long"))]
    pub struct InstantT;
}
use sql::{InstantT, JsonT, UuidT};

impl diesel::sql_types::SqlOrd for InstantT {}
impl diesel::sql_types::SqlOrd for UuidT {}

macro_rules! multi_value {
    ($sql:expr, $sql_type:ty, $value:ty) => {
        impl diesel::sql_types::HasSqlType<$sql_type> for DbMulti {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql_type>(lookup)
            }
        }

        impl ToSql<$sql_type, DbMulti> for $value {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DbMulti>) -> serialize::Result {
                out.set_value(($sql, self));
                Ok(IsNull::No)
            }
        }

        impl FromSql<$sql_type, DbMulti> for $value {
            fn from_sql(value: <DbMulti as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                value.from_sql::<Self, $sql_type>()
            }
        }
    };
}

/// A number of rows as SQL counts them.
pub(in crate::store) fn at_most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// A day that a row of a table says in text.
pub(in crate::store) fn day(
    table: &'static str,
    id: Uuid,
    text: &str,
) -> Result<NaiveDate, StoreError> {
    let corrupt = |error: ParseError| StoreError::CorruptRow { table, id, why: error.to_string() };
    text.parse().map_err(corrupt)
}

/// What a JSON text of a row says.
pub(in crate::store) fn parsed<T: DeserializeOwned>(text: &DbJson) -> Result<T, Invalid> {
    serde_json::from_str(&text.0).map_err(|error| Invalid(error.to_string()))
}

/// A UUID in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = UuidT)]
pub struct DbUuid(pub Uuid);
multi_value!(UuidT, UuidT, DbUuid);

impl ToSql<UuidT, Pg> for DbUuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}
impl ToSql<UuidT, Sqlite> for DbUuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.as_bytes().as_slice());
        Ok(IsNull::No)
    }
}
impl FromSql<UuidT, Pg> for DbUuid {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(value.as_bytes())?))
    }
}
impl FromSql<UuidT, Sqlite> for DbUuid {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<diesel::sql_types::Binary, Sqlite>>::from_sql(value)?;
        Ok(Self(Uuid::from_slice(&bytes)?))
    }
}

/// A moment in the database, to the microsecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = InstantT)]
pub struct DbInstant(pub DateTime<Utc>);
multi_value!(InstantT, InstantT, DbInstant);

/// Microseconds from 1970 to 2000, where PostgreSQL begins to count.
const PG_EPOCH_US: i64 = 946_684_800_000_000;

impl DbInstant {
    fn from_us(us: i64) -> deserialize::Result<Self> {
        DateTime::from_timestamp_micros(us).map(Self).ok_or_else(|| "instant out of range".into())
    }
}
impl ToSql<InstantT, Pg> for DbInstant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&(self.0.timestamp_micros() - PG_EPOCH_US).to_be_bytes())?;
        Ok(IsNull::No)
    }
}
impl ToSql<InstantT, Sqlite> for DbInstant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.timestamp_micros());
        Ok(IsNull::No)
    }
}
impl FromSql<InstantT, Pg> for DbInstant {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Self::from_us(i64::from_be_bytes(value.as_bytes().try_into()?) + PG_EPOCH_US)
    }
}
impl FromSql<InstantT, Sqlite> for DbInstant {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Self::from_us(<i64 as FromSql<diesel::sql_types::BigInt, Sqlite>>::from_sql(value)?)
    }
}

/// A JSON text in the database.
#[derive(Debug, Clone, PartialEq, Eq, AsExpression, FromSqlRow)]
#[diesel(sql_type = JsonT)]
pub struct DbJson(pub String);
multi_value!(JsonT, JsonT, DbJson);

impl ToSql<JsonT, Pg> for DbJson {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&[1])?; // the version of the binary format of jsonb
        out.write_all(self.0.as_bytes())?;
        Ok(IsNull::No)
    }
}
impl ToSql<JsonT, Sqlite> for DbJson {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.as_str());
        Ok(IsNull::No)
    }
}
impl FromSql<JsonT, Pg> for DbJson {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes().split_first() {
            Some((1, text)) => Ok(Self(std::str::from_utf8(text)?.to_owned())),
            _ => Err("not jsonb of version 1".into()),
        }
    }
}
impl FromSql<JsonT, Sqlite> for DbJson {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(<String as FromSql<diesel::sql_types::Text, Sqlite>>::from_sql(value)?))
    }
}
