//! Lists of records: their parameters and their pages.

use std::{cmp::Reverse, fmt::Display, str::FromStr};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    api::{
        http::{error::ApiError, paging, query, reply::Reply},
        request::context::{Answer, Context},
        resource::{
            listed::Listed,
            page::Page,
            shown::{LookedUp, ShownQuery},
            viewed::{Viewed, complete},
        },
    },
    app::resource::{FacetMatch, Filter, Tombstone, Words, visible::Visible},
    domain::{
        Invalid,
        access::actor::Actor,
        concepts::facet::{FacetKind, moment_digits, pay_digits},
        folding::fold,
        resource::id::Id,
        values::{clean::clean, text::ExternalRef},
    },
};

/// Parameters of every list.
#[derive(Debug, Clone, Default)]
pub(in crate::api) struct PageQuery {
    pub limit: Option<usize>,
    pub cursor: Option<String>,
    pub shown: ShownQuery,
    /// Whether to tell how many there are in all.
    pub count: bool,
    /// Whether CSV begins with a byte order mark.
    pub bom: bool,
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

/// A filter for some values of a facet, with commas between, if they were asked for.
pub(in crate::api) fn some_facets<T: FromStr<Err = Invalid> + Display>(
    kind: FacetKind,
    name: &str,
    asked: Option<&str>,
) -> Result<Option<(FacetKind, FacetMatch)>, ApiError> {
    let values = query::list::<T>(name, asked)?;
    let texts: Vec<String> = values.iter().map(ToString::to_string).collect();
    Ok((!texts.is_empty()).then_some((kind, FacetMatch::OneOf(texts))))
}

/// A filter for the least pay of a month, if it was asked for.
pub(in crate::api) fn pay_facet(
    asked: Option<u64>,
) -> Result<Option<(FacetKind, FacetMatch)>, ApiError> {
    match asked {
        None => Ok(None),
        Some(pay @ 1..=1_000_000_000) => {
            Ok(Some((FacetKind::MonthlyPay, FacetMatch::AtLeast(pay_digits(pay)))))
        }
        Some(_) => {
            Err(ApiError::Malformed("pay_from must be between 1 and 1,000,000,000".to_owned()))
        }
    }
}

/// A filter for what was last published at a moment or later.
pub(in crate::api) fn published_facet(since: DateTime<Utc>) -> (FacetKind, FacetMatch) {
    (FacetKind::PublishedAt, FacetMatch::AtLeast(moment_digits(since)))
}

/// A filter for words, if there are any: in names, or in titles as well.
pub(in crate::api) fn words(asked: Option<&str>, titles: bool) -> Option<Words> {
    let text = clean(asked?).into_owned();
    (!fold(&text).is_empty()).then_some(Words { text, titles })
}

/// What a part of a title is looked for by, cleaned as titles are; nothing if nobody could read it.
pub(in crate::api) fn part_of_title(asked: Option<&str>) -> Option<String> {
    asked.map(|text| fold(&clean(text))).filter(|text| !text.is_empty())
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

/// Answers with a page of the records that the caller sees, newest first.
pub(in crate::api) async fn list<R: Viewed>(
    context: Context,
    filter: Filter,
    page: PageQuery,
) -> Answer {
    let limit = paging::limit(page.limit)?;
    let shown = page.shown.read::<R::View>(&context, R::INCLUDES)?;
    let place = context.place(page.cursor.as_deref())?;
    context
        .run(move |context| {
            let found = newest::<R>(context, &filter, place.as_deref(), limit)?;
            let edition = context.app().taxonomy();
            let looked_up = shown.look_up(context, &found.owners(), &edition)?;
            let total = total::<R>(context, &filter, page.count)?;
            let page = found.page(context, &looked_up, total);
            shared(context, shown.reply(&page)?.next(page.next.as_ref()))
        })
        .await
}

/// The answer, which shared caches may keep if it is for everybody.
pub(super) fn shared(context: &Context, reply: Reply) -> Result<Reply, ApiError> {
    match context.actor {
        Actor::Anonymous => Ok(reply.shared(&context.preconditions()?)),
        _ => Ok(reply),
    }
}

/// How many there are in all, if that is asked.
pub(super) fn total<R: Viewed>(
    context: &Context,
    filter: &Filter,
    asked: bool,
) -> Result<Option<i64>, ApiError> {
    Ok(asked.then(|| context.app().count::<R>(&context.actor, filter)).transpose()?)
}

/// What was found for a page, and the place after it, if more follow.
pub(super) struct Found<R: Viewed> {
    pub(super) items: Vec<Item<R>>,
    pub(super) place: Option<Vec<u8>>,
}

/// Whether somebody who could see one of a kind may see it no more.
pub(super) fn leaves_tombstones<R: Viewed>() -> bool {
    R::PUBLIC.is_some()
        || R::ABOUT_SOMEBODY
        || R::STATES.iter().any(|state| R::is_deletable(*state))
}

/// What the caller sees and what it sees no more, newest first, behind a place.
pub(super) fn newest<R: Viewed>(
    context: &Context,
    filter: &Filter,
    place: Option<&[u8]>,
    limit: usize,
) -> Result<Found<R>, ApiError> {
    let after = place.map(paging::id_place).transpose()?.map(Id::<R>::new);
    let found = context.app().list::<R>(&context.actor, filter, after, limit + 1)?;
    let mut gone = context.app().gone::<R>(&context.actor, filter, after, limit + 1)?;
    if leaves_tombstones::<R>() {
        gone.extend(context.app().left(&context.actor, filter, (after, limit + 1), &found)?);
    }
    let mut items = merged(found, gone);
    let more = items.len() > limit;
    items.truncate(limit);
    let place = items.last().filter(|_| more).map(|item| item.id().as_bytes().to_vec());
    Ok(Found { items, place })
}

impl<R: Viewed> Found<R> {
    /// Whose they are.
    pub(super) fn owners(&self) -> Vec<Uuid> {
        self.items.iter().filter_map(Item::owner).collect()
    }

    /// The page, with what stands beside each.
    pub(super) fn page(
        self,
        context: &Context,
        looked_up: &LookedUp<'_>,
        total: Option<i64>,
    ) -> Page<Listed<R::View>> {
        let items = self.items.into_iter().map(|item| item.listed(looked_up)).collect();
        Page { items, next: context.next(self.place), total }
    }
}

/// An item of a list before it is shown.
pub(super) enum Item<R: Viewed> {
    /// What is left of one that the caller saw.
    Gone(Tombstone),
    /// One that it sees.
    There(Box<Visible<R>>),
}

impl<R: Viewed> Item<R> {
    fn id(&self) -> Uuid {
        match self {
            Self::Gone(left) => left.id,
            Self::There(seen) => seen.record.id.0,
        }
    }

    fn owner(&self) -> Option<Uuid> {
        match self {
            Self::Gone(_) => None,
            Self::There(seen) => Some(seen.record.owner),
        }
    }

    fn listed(self, looked_up: &LookedUp<'_>) -> Listed<R::View> {
        match self {
            Self::Gone(left) => Listed::Gone(left.into()),
            Self::There(seen) => Listed::There(Box::new(complete(&seen, looked_up))),
        }
    }
}

/// Both in the one order of the list. What went while they were read is told as gone.
fn merged<R: Viewed>(found: Vec<Visible<R>>, gone: Vec<Tombstone>) -> Vec<Item<R>> {
    let found = found.into_iter().map(|seen| Item::There(Box::new(seen)));
    let mut items: Vec<Item<R>> = gone.into_iter().map(Item::Gone).chain(found).collect();
    items.sort_by_key(|item| Reverse(item.id()));
    items.dedup_by_key(|item| item.id());
    items
}
