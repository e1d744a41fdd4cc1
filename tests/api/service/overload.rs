//! Too much work at once is refused early, and nothing of the refusal stays.

use std::sync::Arc;

use crate::support::{Database, TestApp};

#[test]
fn work_that_would_wait_too_long_is_refused_and_the_server_stays_alive() {
    let app = TestApp::spawn(Database::sqlite());
    let operator = app.operator();
    let all = |permits: usize| u32::try_from(permits).unwrap();
    let refused = || {
        let answer = operator.get("/v1/me");
        answer.problem(503, "temporary-reduced-capacity");
        assert!(!answer.header("retry-after").is_empty());
        app.anonymous().get("/healthz").expect(200);
    };

    let work = Arc::clone(&app.server.work);
    let held = work.try_acquire_many_owned(all(app.server.work.available_permits())).unwrap();
    refused();
    drop(held);
    operator.get("/v1/me").expect(200);

    let waiting = &app.server.waiting;
    let crowd = waiting.try_acquire_many(all(waiting.available_permits())).unwrap();
    refused();
    drop(crowd);
    operator.get("/v1/me").expect(200);
}
