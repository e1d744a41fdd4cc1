//! Answers of many lines that are read slowly: they end when their reader is shut out.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use actix_web::rt::{System, net::TcpSocket};
use koprik::domain::access::scope::Role;
use serde_json::json;
use uuid::Uuid;

use crate::support::{
    Client, TestApp, bodies, on_both,
    world::{but, eventually},
};

/// Vacancies of the run: more than the server makes lines for at a time.
const LINES: usize = 200;
/// Candidates that each of them finds: so many that all lines are more than the sockets on the way hold.
const MATCHES: usize = 100;

/// A finished run with long results.
fn long_run(app: &TestApp, employer: &Client) -> String {
    let agency = app.agency();
    for _ in 0..MATCHES {
        app.available(&agency, &bodies::candidate());
    }
    for pay in 0..LINES {
        let salary = json!({"currency": "RUB", "unit": "month", "min": 80_000 + pay, "max": 200_000, "gross": true});
        app.published(employer, &but(bodies::vacancy(), &json!({"base_salary": salary})));
    }
    let asked = json!({"direction": "vacancies", "matches": {"limit": MATCHES}});
    let run = employer.post("/v1/match-runs", &asked).header("location").to_owned();
    eventually("the run ends", || employer.get(&run).expect(200)["status"] == "finished");
    run
}

/// A reader that takes little at a time.
struct SlowReader(TcpStream);

impl SlowReader {
    /// Asks for the lines of a run, and reads how the answer begins.
    fn of(app: &TestApp, run: &str, token: &str) -> Self {
        let address: SocketAddr = app.base.strip_prefix("http://").unwrap().parse().unwrap();
        let connected = System::new().block_on(async {
            let socket = TcpSocket::new_v4().unwrap();
            socket.set_recv_buffer_size(4_096).unwrap();
            socket.connect(address).await.unwrap().into_std().unwrap()
        });
        connected.set_nonblocking(false).unwrap();
        connected.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut reader = Self(connected);
        let request = format!(
            "GET {run}/results HTTP/1.1\r\nhost: koprik.test\r\nauthorization: Bearer {token}\r\n\
             accept: application/x-ndjson\r\nconnection: close\r\n\r\n"
        );
        reader.0.write_all(request.as_bytes()).unwrap();
        let mut begin = [0; 12];
        reader.0.read_exact(&mut begin).unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200");
        reader
    }

    /// Reads the rest; how many lines it has, and whether it came to its end.
    fn rest(mut self) -> (usize, bool) {
        let mut rest = Vec::new();
        let read = self.0.read_to_end(&mut rest);
        let text = String::from_utf8_lossy(&rest);
        (text.matches("{\"vacancy_id\"").count(), read.is_ok() && text.ends_with("\r\n0\r\n\r\n"))
    }
}

/// A reader of a long run, and the client that it reads as.
fn reader(app: &TestApp) -> (SlowReader, Uuid, String, String) {
    let employer = app.new_employer();
    let run = long_run(app, &app.client(Role::Employer, employer, ""));
    let (id, secret) = app.credentials(Role::Employer, employer, "");
    let token = app.token(id, &secret);
    (SlowReader::of(app, &run, &token), id, secret, token)
}

on_both! {
    fn a_slow_reader_gets_every_line(app) {
        let (reader, ..) = reader(app);
        assert_eq!(reader.rest(), (LINES, true));
    }

    fn a_stream_breaks_off_when_its_client_is_revoked(app) {
        let (reader, id, ..) = reader(app);
        app.server.app.revoke_client(id).unwrap();
        let (lines, whole) = reader.rest();
        assert!(lines < LINES && !whole, "{lines} lines came");
    }

    fn a_stream_breaks_off_when_its_token_is_revoked(app) {
        let (reader, id, secret, token) = reader(app);
        let form = format!("token={token}&client_id={id}&client_secret={secret}");
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let revoked = app.anonymous().send("POST", "/oauth/revoke", &headers, Some(form.as_bytes()));
        assert_eq!(revoked.status, 200);
        let (lines, whole) = reader.rest();
        assert!(lines < LINES && !whole, "{lines} lines came");
    }
}
