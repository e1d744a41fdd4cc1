//! What ends with a day: vacancies, job orders, partnerships and recognitions whose last day it was, licences of agencies, and the time to
//! join a course. The day is Moscow's. Whoever asks first
//! on a new one waits until all that has ended, and so does everybody else: no answer of the day shows what is over.

use std::sync::PoisonError;

use crate::{
    app::{
        App,
        error::AppError,
        resource::{checked::By, rules::ResourceRules, transition::ended},
    },
    domain::{
        access::actor::Actor,
        learning::course::{CourseBody, CourseStatus},
        parties::agency::{AgencyBody, AgencyStatus},
        programme::{
            job_order::{JobOrderBody, JobOrderStatus},
            partnership::{PartnershipBody, PartnershipStatus},
        },
        recruitment::vacancy::{VacancyBody, VacancyStatus},
        resource::Record,
    },
    store::{changes, records::Filter},
};

/// Records that are moved in one transaction.
const PAGE: usize = 200;

/// Records that end with a day: those in `from` whose day lies before today move to `to`.
struct Ending<S> {
    /// The member of the body that holds the last day.
    member: &'static str,
    from: S,
    to: S,
    why: &'static str,
}

impl App {
    /// Begins the day, unless it has begun: cheap to ask before every answer.
    pub fn begin_day(&self) -> Result<(), AppError> {
        let today = self.today();
        let mut begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner);
        if *begun != Some(today) {
            self.end_outlived()?;
            *begun = Some(today);
        }
        Ok(())
    }

    /// Whether the day has begun. Waits for nobody: while somebody begins it, it has not.
    pub(in crate::app) fn day_has_begun(&self) -> bool {
        self.begun.try_lock().is_ok_and(|begun| *begun == Some(self.today()))
    }

    /// Ends what has outlived its last day, with all that follows from it, and tells the index. Returns how many records
    /// ended; those that another server has ended are not counted, but the index knows of them as well.
    pub(in crate::app) fn end_outlived(&self) -> Result<usize, AppError> {
        let mut ended = 0;
        for from in [VacancyStatus::Published, VacancyStatus::Suspended] {
            let (member, why) = ("valid_through", "valid_through has passed");
            let to = VacancyStatus::Expired;
            ended += self.end::<VacancyBody>(&Ending { member, from, to, why })?;
        }
        ended += self.end::<AgencyBody>(&Ending {
            member: "licence_valid_until",
            from: AgencyStatus::Licensed,
            to: AgencyStatus::Suspended,
            why: "the licence has ended",
        })?;
        for from in JobOrderStatus::WITH_A_PERIOD {
            let (member, why) = ("period_end", "the period is over");
            let to = JobOrderStatus::Expired;
            ended += self.end::<JobOrderBody>(&Ending { member, from, to, why })?;
        }
        for from in PartnershipStatus::LIVE {
            let (member, why) = ("until", "the last day has passed");
            let to = PartnershipStatus::Ended;
            ended += self.end::<PartnershipBody>(&Ending { member, from, to, why })?;
        }
        let (member, why) = ("starts", "the course has begun");
        let (from, to) = (CourseStatus::Published, CourseStatus::Closed);
        ended += self.end::<CourseBody>(&Ending { member, from, to, why })?;
        ended += self.lapse_recognitions()?;
        ended += self.outdate_guides()?;
        let head = self.store.read(changes::position)?;
        while self.react(head)? {}
        ended += self.freeze_months()?;
        self.follower.poll()?;
        Ok(ended)
    }

    fn end<R: ResourceRules>(&self, ending: &Ending<R::Status>) -> Result<usize, AppError> {
        let ended = Some((ending.member, self.today()));
        let filter = Filter { status: vec![ending.from.to_string()], ended, ..Filter::default() };
        let (mut after, mut moved) = (None, 0);
        loop {
            let page = self
                .store
                .read(|conn| R::list(conn, Actor::System.reach(), &filter, after, PAGE))?;
            let Some(last) = page.last().map(|record| record.id) else { return Ok(moved) };
            after = Some(last);
            moved += self.move_all(page, ending)?;
        }
    }

    fn move_all<R: ResourceRules>(
        &self,
        records: Vec<Record<R>>,
        ending: &Ending<R::Status>,
    ) -> Result<usize, AppError> {
        let (to, by) = (ending.to, By::system(ending.why, self.now()));
        self.writer.run(move |tx| ended(tx, &records, to, &by))
    }
}
