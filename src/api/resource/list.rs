//! Lists of records: their parameters and their pages.

use std::{fmt::Display, str::FromStr};

use crate::{
    api::{
        http::{error::ApiError, paging, query, reply::Reply},
        request::context::{Answer, Context},
        resource::{page::Page, viewed::Viewed},
    },
    app::resource::{FacetMatch, Filter},
    domain::{Invalid, concepts::facet::FacetKind, resource::id::Id, values::text::ExternalRef},
};

/// Parameters of every list.
#[derive(Debug, Clone, Default)]
pub(in crate::api) struct PageQuery {
    pub limit: Option<usize>,
    pub cursor: Option<String>,
}

/// A filter for one value of a facet, if it was asked for.
pub(in crate::api) fn facet<T: FromStr<Err = Invalid> + Display>(
    kind: FacetKind,
    name: &str,
    asked: Option<String>,
) -> Result<Option<(FacetKind, FacetMatch)>, ApiError> {
    asked
        .map(|text| Ok((kind, FacetMatch::Is(query::one::<T>(name, &text)?.to_string()))))
        .transpose()
}

/// A filter for an owner's reference, if it was asked for.
pub(in crate::api) fn references(asked: Option<String>) -> Result<Vec<ExternalRef>, ApiError> {
    asked.into_iter().map(|text| query::one("external_ref", &text)).collect()
}

/// A filter for an ISCO-08 group of any level, if it was asked for.
pub(in crate::api) fn isco_facet(
    asked: Option<String>,
) -> Result<Option<(FacetKind, FacetMatch)>, ApiError> {
    let Some(digits) = asked else { return Ok(None) };
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(ApiError::Malformed("isco08: expected one to four digits".to_owned()));
    }
    Ok(Some((FacetKind::Isco, FacetMatch::BeginsWith(digits))))
}

/// Answers with a page of the records that the caller sees.
pub(in crate::api) async fn list<R: Viewed>(
    context: Context,
    filter: Filter,
    page: PageQuery,
) -> Answer {
    let limit = paging::limit(page.limit)?;
    let place = context.place(page.cursor.as_deref())?;
    let after = place.map(|place| paging::id_place(&place)).transpose()?.map(Id::<R>::new);
    context
        .run(move |context| {
            let mut found = context.app().list::<R>(&context.actor, &filter, after, limit + 1)?;
            let more = found.len() > limit;
            found.truncate(limit);
            let last =
                found.last().filter(|_| more).map(|seen| seen.record.id.0.as_bytes().to_vec());
            let next = context.next(last);
            let items = found.iter().map(R::view).collect();
            Ok(Reply::ok(&Page { items, next: next.clone() })?.next(next.as_ref()))
        })
        .await
}
