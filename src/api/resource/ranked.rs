//! Lists of documents in the order that a client asks for, with counts of the values of facets.

use uuid::Uuid;

use crate::{
    api::{
        http::{error::ApiError, paging},
        request::context::{Answer, Context},
        resource::{
            counts::{CountedPage, counts},
            list::{Found, Item, PageQuery, newest, shared, total},
            ranking::RankingQuery,
            viewed::Wire,
        },
    },
    app::resource::{Filter, Order, Rank, Ranking, ranked::RankedPage},
};

/// Answers with a page of the records that the caller sees, in the order that is asked for.
pub(in crate::api) async fn ranked<R: Wire>(
    context: Context,
    (filter, page): (Filter, PageQuery),
    asked: RankingQuery,
) -> Answer {
    let limit = paging::limit(page.limit)?;
    let shown = page.shown.read::<R::View>(&context, R::INCLUDES)?;
    let place = context.place(page.cursor.as_deref())?;
    let edition = context.app().taxonomy();
    let asked = asked.read(&edition)?;
    if asked.order.is_some() && filter.changed_since.is_some() {
        let detail = "sort: what has changed comes newest first: leave sort or changed_since out";
        return Err(ApiError::Malformed(detail.to_owned()));
    }
    let filter = Filter { within: asked.within, ..filter };
    context
        .run(move |context| {
            let found = match &asked.order {
                None => newest::<R>(context, &filter, place.as_deref(), limit)?,
                Some(order) => in_order(context, (&filter, order), place.as_deref(), limit)?,
            };
            let looked_up = shown.look_up(context, &found.owners(), &edition)?;
            let looked_up = looked_up.from(asked.distances.as_ref());
            let counted =
                context.app().count_values::<R>(&context.actor, &filter, &asked.facets)?;
            let total = total::<R>(context, &filter, page.count)?;
            let page = found.page(context, &looked_up, total);
            let page = CountedPage { page, facets: counts(counted, &looked_up) };
            shared(context, shown.reply(&page)?.next(page.page.next.as_ref()))
        })
        .await
}

fn in_order<R: Wire>(
    context: &Context,
    (filter, order): (&Filter, &Order),
    place: Option<&[u8]>,
    limit: usize,
) -> Result<Found<R>, ApiError> {
    let after = place.map(rank).transpose()?;
    let asked = Ranking { filter, order, after: after.as_ref(), limit };
    let RankedPage { items, end } = context.app().ranked::<R>(&context.actor, &asked)?;
    let items = items.into_iter().map(|seen| Item::There(Box::new(seen))).collect();
    Ok(Found { items, place: end.map(|rank| bytes(&rank)) })
}

/// A place in the order: the id, then what it is ordered by, if it has that.
fn bytes(Rank { key, id }: &Rank) -> Vec<u8> {
    [id.as_bytes().as_slice(), key.as_deref().unwrap_or_default().as_bytes()].concat()
}

fn rank(bytes: &[u8]) -> Result<Rank, ApiError> {
    let other = || ApiError::Malformed("cursor: it is of another list".to_owned());
    let (id, key) = bytes.split_first_chunk::<16>().ok_or_else(other)?;
    let key = std::str::from_utf8(key).map_err(|_| other())?;
    let key = (!key.is_empty()).then(|| key.to_owned());
    Ok(Rank { key, id: Uuid::from_bytes(*id) })
}
