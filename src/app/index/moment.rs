//! Where the index stands when a question is asked, and whether an answer made of that moment still stands.

use std::sync::atomic::Ordering;

use chrono::NaiveDate;

use crate::{
    app::index::{follower::Follower, snapshot::LiveIndex},
    matching::{Asked, Hits, How, Proof},
};

/// The index as a question finds it, and what it had seen before anything was read for the answer.
pub(in crate::app) struct Moment {
    pub(in crate::app) live: LiveIndex,
    changes: u64,
    employers: u64,
    day: NaiveDate,
}

/// What an answer is judged again with.
#[derive(Debug)]
pub(in crate::app) struct MomentProof {
    found: Proof,
    /// The number of the edition, of which an index has one, and whether all its names are indexed.
    edition: (i64, bool),
    employers: u64,
    /// What was asked was held to be right on this day.
    day: NaiveDate,
}

impl Moment {
    /// The proof of what was found at this moment.
    pub(in crate::app) fn proof(&self, asked: Asked, how: How<'_>, hits: &Hits) -> MomentProof {
        MomentProof {
            found: Proof::new(self.changes, asked, how, hits),
            edition: self.live.words(),
            employers: self.employers,
            day: self.day,
        }
    }
}

impl Follower {
    /// This moment of a day. Ask for it before anything else is read.
    pub(in crate::app) fn moment(&self, day: NaiveDate) -> Moment {
        let employers = self.employers.load(Ordering::Acquire);
        let live = self.present();
        Moment { changes: live.engine.seen(), live, employers, day }
    }

    /// Whether the same would be found on this day, in the same words, of employers that are as they were.
    pub(in crate::app) fn still_finds(&self, proof: &MomentProof, day: NaiveDate) -> bool {
        let live = self.present();
        proof.day == day
            && live.words() == proof.edition
            && self.employers.load(Ordering::Acquire) == proof.employers
            && live.engine.still_finds(&proof.found)
    }
}
