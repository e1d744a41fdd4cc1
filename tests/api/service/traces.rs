//! Spans reach a collector within the process: with the caller's trace and the route, and with nothing of who asked for what.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest, common::v1::any_value::Value as Any,
    trace::v1::Span,
};
use prost::Message;

use crate::support::{Database, TestApp, bodies, world::eventually};

/// A collector, and the bodies that came.
struct Collector {
    url: String,
    bodies: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1/traces", listener.local_addr().unwrap());
        let bodies: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let kept = Arc::clone(&bodies);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let Some(body) = body(&stream) else { continue };
                kept.lock().unwrap().push(body);
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                stream.write_all(answer).unwrap();
            }
        });
        Self { url, bodies }
    }

    fn spans(&self) -> Vec<Span> {
        let bodies = self.bodies.lock().unwrap();
        let requests =
            bodies.iter().map(|body| ExportTraceServiceRequest::decode(&body[..]).unwrap());
        let resources = requests.flat_map(|request| request.resource_spans);
        resources.flat_map(|one| one.scope_spans).flat_map(|one| one.spans).collect()
    }

    /// The spans of a trace, once there is one.
    fn of(&self, trace: &str) -> Vec<Span> {
        let found = || {
            let all = self.spans().into_iter();
            all.filter(|span| hex(&span.trace_id) == trace).collect::<Vec<_>>()
        };
        eventually("the span comes", || !found().is_empty());
        found()
    }
}

fn body(stream: &TcpStream) -> Option<Vec<u8>> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let lower = line.to_ascii_lowercase();
        if let Some(told) = lower.strip_prefix("content-length:") {
            length = told.trim().parse().ok()?;
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(body)
}

fn hex(bytes: &[u8]) -> String {
    koprik::domain::values::hex::hex(bytes)
}

fn attribute(span: &Span, name: &str) -> String {
    let found = span.attributes.iter().find(|one| one.key == name);
    match found.and_then(|one| one.value.clone()).and_then(|any| any.value) {
        Some(Any::StringValue(text)) => text,
        Some(Any::IntValue(number)) => number.to_string(),
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn a_request_is_a_span_of_the_callers_trace_and_tells_nothing_of_the_caller() {
    const CANARY: &str = "Zvarnoqulbek";
    let collector = Collector::start();
    let app = TestApp::spawn_with(Arc::new(Database::sqlite()), &["--otlp-url", &collector.url]);
    let vacancy = app.published(&app.employer(), &bodies::vacancy());
    let asked = |path: &str, trace: &str, flags: &str| {
        let parent = format!("00-{trace}-b7ad6b7169203331-{flags}");
        app.anonymous().send("GET", path, &[("traceparent", &parent)], None).status
    };
    let [sampled, unsampled, missing] = ["1", "2", "3"].map(|digit| digit.repeat(32));
    assert_eq!(asked(&vacancy, &unsampled, "00"), 200);
    assert_eq!(asked(&format!("/v1/vacancies?q={CANARY}"), &sampled, "01"), 200);
    assert_eq!(asked(&format!("/v1/{CANARY}"), &missing, "01"), 404);
    let found = collector.of(&sampled);
    let [span] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (&*span.name, &*hex(&span.parent_span_id)),
        ("GET /v1/vacancies", "b7ad6b7169203331")
    );
    assert_eq!(
        (&*attribute(span, "http.route"), &*attribute(span, "http.response.status_code")),
        ("/v1/vacancies", "200")
    );
    assert!(span.end_time_unix_nano > span.start_time_unix_nano && span.kind == 2, "{span:?}");
    let gone = collector.of(&missing);
    assert_eq!(
        (&*gone[0].name, &*attribute(&gone[0], "http.response.status_code")),
        ("GET none", "404")
    );
    let all = collector.spans();
    assert!(
        all.iter().all(|one| hex(&one.trace_id) != unsampled),
        "whoever is not sampled is not told of"
    );
    assert!(all.iter().any(|one| one.name == "POST /v1/vacancies/{id}/transitions"), "{all:?}");
    let bodies = collector.bodies.lock().unwrap();
    let holds = |text: &str| {
        bodies.iter().any(|body| memchr::memmem::find(body, text.as_bytes()).is_some())
    };
    assert!(holds("koprik") && !holds(CANARY) && !holds(vacancy.rsplit_once('/').unwrap().1));
}

#[test]
fn a_collector_that_says_nothing_holds_up_nobody() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/traces", silent.local_addr().unwrap());
    let app = TestApp::spawn_with(Arc::new(Database::sqlite()), &["--otlp-url", &url]);
    let operator = app.operator();
    for n in 0..50 {
        operator.post("/v1/employers", &bodies::employer(1_000 + n)).expect(201);
    }
    assert_eq!(
        operator.get("/v1/employers?limit=1").expect(200)["items"].as_array().map(Vec::len),
        Some(1)
    );
    drop(silent);
    app.server.unregister();
    assert_eq!(
        operator.get("/v1/employers?limit=1").status,
        200,
        "it answers though nothing could be sent"
    );
}
