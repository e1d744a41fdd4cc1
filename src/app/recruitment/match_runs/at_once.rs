//! A match run of the command line: worked through at once, and nothing of it is kept.

use uuid::Uuid;

use crate::{
    app::{
        App, error::AppError, jobs::rules::JobRules,
        recruitment::match_runs::reading::VisibleAnswer,
    },
    domain::{
        access::{actor::Actor, scope::Role},
        recruitment::match_run::{MatchRun, MatchRunBody},
        values::language::Lang,
    },
};

/// Questions of a step.
const STEP: usize = 64;

impl App {
    /// Works through a run at once, for Koprik itself. `take` gets each answer, `progress` how many questions are done, and
    /// of how many. Returns how many were done.
    pub fn match_at_once<E: From<AppError>>(
        &self,
        body: MatchRunBody,
        lang: Lang,
        take: &mut dyn FnMut(VisibleAnswer) -> Result<(), E>,
        progress: &dyn Fn(usize, u32),
    ) -> Result<usize, E> {
        self.loaded()?;
        let actor = Actor::System;
        let total = self.store.read(|conn| {
            body.check(conn, &actor)?;
            body.count(conn, &actor)
        })?;
        let mut run = MatchRun::create(Uuid::nil(), Role::Operator, total, body, self.now());
        let mut done = 0;
        loop {
            progress(done, total);
            let step = MatchRunBody::step(self, &run, &actor, STEP)?;
            done += step.results.len();
            run.position = step.position.or(run.position);
            for answer in &step.results {
                if let Some(visible) = self.visible_answer(&run.body, answer, lang)? {
                    take(visible)?;
                }
            }
            if step.last {
                return Ok(done);
            }
        }
    }
}
