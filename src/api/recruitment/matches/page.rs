//! A page of matches.

use uuid::Uuid;

use crate::{
    api::{
        http::{error::ApiError, reply::Reply},
        recruitment::matches::{
            shown::owner,
            wire::{MatchPage, MatchView},
        },
        request::context::Context,
        resource::shown::{LookedUp, Shown},
    },
    app::recruitment::{
        matches::{
            MatchItem, MatchSubject, Matched, Matches, Query, SCORER_VERSION, WEIGHTS_VERSION,
        },
        standing::AnswerProof,
    },
};

/// The place after the last match of a page, if more follow.
pub(super) fn place_after(page: &Matches) -> Option<Vec<u8>> {
    let MatchItem { matched, found } = page.items.last().filter(|_| page.more)?;
    let id = match found {
        MatchSubject::Candidate(_) => matched.candidate,
        MatchSubject::Vacancy(_) => matched.vacancy,
    };
    Some([matched.explanation.score.total.to_be_bytes().as_slice(), id.as_bytes()].concat())
}

pub(super) fn halves(items: Vec<MatchItem>) -> (Vec<Matched>, Vec<MatchSubject>) {
    items.into_iter().map(|MatchItem { matched, found }| (matched, found)).unzip()
}

pub(super) fn views<'a>(
    matched: &'a [Matched],
    found: Vec<MatchSubject>,
    looked_up: &LookedUp<'a>,
) -> Vec<MatchView<'a>> {
    let both = matched.iter().zip(found);
    both.map(|(matched, found)| MatchView::of(matched, found, looked_up)).collect()
}

pub(super) fn page(
    context: &Context,
    found: Matches,
    query: &Query,
    shown: &Shown,
) -> Result<(Reply, AnswerProof), ApiError> {
    let next = context.next(place_after(&found));
    let (matched, subjects) = halves(found.items);
    let owners: Vec<Uuid> = subjects.iter().map(owner).collect();
    let looked_up = shown.look_up(context, &owners, &found.edition)?;
    let page = MatchPage {
        items: views(&matched, subjects, &looked_up),
        next: next.clone(),
        weights: query.weights.into(),
        scorer_version: SCORER_VERSION,
        weights_version: WEIGHTS_VERSION,
    };
    Ok((shown.reply(&page)?.next(next.as_ref()), found.proof))
}
