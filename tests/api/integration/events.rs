//! The feed as a stream of events.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use koprik::domain::access::scope::Role;

use super::changes::{position, told};
use crate::support::{TestApp, bodies, on_both};

/// A reader of a stream, and what it has read.
struct Stream {
    socket: TcpStream,
    read: String,
}

impl Stream {
    /// Opens a stream with these further headers, and reads how it begins.
    fn open(app: &TestApp, token: &str, headers: &str) -> Self {
        let mut socket = TcpStream::connect(app.base.strip_prefix("http://").unwrap()).unwrap();
        socket.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let request = format!(
            "GET /v1/changes?kind=vacancy HTTP/1.1\r\nhost: koprik.test\r\nauthorization: Bearer {token}\r\n\
             accept: text/event-stream\r\naccept-encoding: gzip\r\n{headers}\r\n"
        );
        socket.write_all(request.as_bytes()).unwrap();
        let mut stream = Self { socket, read: String::new() };
        stream.until("\r\n\r\n");
        stream
    }

    /// Reads on until there is this text.
    fn until(&mut self, text: &str) {
        while !self.read.contains(text) {
            assert!(self.more(), "the stream ended without {text:?}: {}", self.read);
        }
    }

    fn more(&mut self) -> bool {
        let mut bytes = [0; 4_096];
        let count = self.socket.read(&mut bytes).unwrap_or(0);
        self.read.push_str(&String::from_utf8_lossy(&bytes[..count]));
        count > 0
    }

    /// Reads to the end; whether the server ended it as it should be.
    fn ends(mut self) -> bool {
        while self.more() {
            if self.read.ends_with("\r\n0\r\n\r\n") {
                return true;
            }
        }
        false
    }
}

on_both! {
    fn a_stream_tells_what_was_and_what_comes(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let mut stream = Stream::open(app, employer.token(), "");
        assert!(stream.read.contains("HTTP/1.1 200") && stream.read.contains("content-type: text/event-stream"));
        stream.until("\"action\":\"published\"");
        employer.transition(&path, "suspended").expect(200);
        stream.until("\"action\":\"suspended\"");
        let last = told(&employer, "vacancy", 0).last().unwrap()["position"].clone();
        assert!(stream.read.contains(&format!("id: {last}\nevent: change\ndata: {{")), "{}", stream.read);
    }

    fn a_stream_goes_on_behind_the_last_event(app) {
        let employer = app.employer();
        let path = app.published(&employer, &bodies::vacancy());
        let seen = position(&employer);
        employer.transition(&path, "suspended").expect(200);
        let mut stream = Stream::open(app, employer.token(), &format!("last-event-id: {seen}\r\n"));
        stream.until("\"action\":\"suspended\"");
        assert!(!stream.read.contains("\"action\":\"published\""), "{}", stream.read);
        let refused = Stream::open(app, employer.token(), "last-event-id: first\r\n");
        assert!(refused.read.contains("HTTP/1.1 400"));
    }

    fn a_stream_breaks_off_when_its_client_is_revoked(app) {
        let (id, secret) = app.credentials(Role::Employer, app.new_employer(), "");
        let stream = Stream::open(app, &app.token(id, &secret), "");
        app.server.app.revoke_client(id).unwrap();
        assert!(!stream.ends());
    }

    fn a_stream_breaks_off_when_its_token_runs_out(app) {
        let stream = Stream::open(app, app.employer().token(), "");
        app.pass(Duration::from_mins(16));
        assert!(!stream.ends());
    }

    fn a_stream_ends_with_its_server(app) {
        let later = app.another();
        let stream = Stream::open(&later, app.employer().token(), "");
        later.server.drain();
        assert!(stream.ends());
    }

    fn a_client_has_so_many_streams_at_once(app) {
        let (employer, other) = (app.employer(), app.employer());
        let mut streams: Vec<Stream> = (0..8).map(|_| Stream::open(app, employer.token(), "")).collect();
        let refused = employer.get("/v1/changes?wait=1");
        refused.problem(429, "quota-exceeded");
        assert_eq!(refused.header("retry-after"), "5");
        employer.get("/v1/changes").expect(200);
        assert!(Stream::open(app, other.token(), "").read.contains("HTTP/1.1 200"), "others have their own");
        streams.clear();
    }
}
