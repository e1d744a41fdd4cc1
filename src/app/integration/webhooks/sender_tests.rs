//! Nothing within an installation is ever connected to.

use std::{
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use crate::{
    app::integration::webhooks::sender::{Message, Sender},
    domain::integration::{delivery::Outcome, target::Targets},
};

/// A listener that nobody must ever reach.
struct Canary(TcpListener);

impl Canary {
    fn new() -> Self {
        let listener =
            TcpListener::bind("[::]:0").unwrap_or_else(|_| TcpListener::bind("0.0.0.0:0").unwrap());
        listener.set_nonblocking(true).unwrap();
        Self(listener)
    }

    fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    fn hits(&self) -> usize {
        std::iter::from_fn(|| self.0.accept().ok()).count()
    }
}

fn send(sender: &Sender, url: &str) -> Outcome {
    let signatures = String::new();
    sender.send(Message { url, id: "msg_1", timestamp: 0, signatures, body: "{}" })
}

/// Hosts that are this machine, or another within the installation, in all the ways in which that can be written.
const HOSTS: [&str; 50] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.1.1.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "0x0",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost.localdomain",
    "ip6-localhost",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "10.0.0.1",
    "10.1",
    "172.16.0.1",
    "192.168.0.1",
    "192.168.257",
    "100.64.0.1",
    "169.254.169.254",
    "169.254.43518",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "198.18.0.1",
    "192.0.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "metadata.google.internal",
    "127.0.0.1.",
];

#[test]
fn fifty_ways_to_name_what_is_within_reach_nobody() {
    let canary = Canary::new();
    let sender = Sender::to(Targets::Public);
    for host in HOSTS {
        for scheme in ["https", "http"] {
            let url = format!("{scheme}://{host}:{}/", canary.port());
            let outcome = send(&sender, &url);
            assert!(matches!(outcome, Outcome::Unanswered(_)), "{url}: {outcome:?}");
        }
    }
    assert_eq!(canary.hits(), 0);
}

#[test]
fn the_canary_sings_where_everything_is_allowed() {
    let canary = Canary::new();
    let answers = std::thread::scope(|scope| {
        let url = format!("http://127.0.0.1:{}/", canary.port());
        let sends = scope.spawn(move || send(&Sender::to(Targets::Any), &url));
        while canary.hits() == 0 {
            std::thread::yield_now();
        }
        sends.join().unwrap()
    });
    assert!(matches!(answers, Outcome::Unanswered(_)));
}

/// Names that have other addresses each time they are asked for.
#[derive(Debug)]
struct Rebinding {
    answers: Vec<Vec<SocketAddr>>,
    asked: Arc<AtomicUsize>,
}

impl Resolver for Rebinding {
    fn resolve(
        &self,
        _uri: &Uri,
        _config: &Config,
        _timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let answer = &self.answers[self.asked.fetch_add(1, Ordering::Relaxed) % self.answers.len()];
        let mut found = self.empty();
        for address in answer {
            found.push(*address);
        }
        Ok(found)
    }
}

#[test]
fn a_name_that_changes_its_address_is_looked_up_once_and_no_part_of_it_is_trusted() {
    let canary = Canary::new();
    let within = SocketAddr::from(([127, 0, 0, 1], canary.port()));
    let outside = SocketAddr::from(([192, 88, 98, 1], 1));
    for (answers, asked_once) in [
        (vec![vec![within]], true),
        (vec![vec![outside, within]], true),
        (vec![vec![within], vec![outside]], true),
    ] {
        let asked = Arc::new(AtomicUsize::new(0));
        let names = Rebinding { answers, asked: Arc::clone(&asked) };
        let outcome = send(&Sender::resolving(Targets::Public, names), "https://hr.example/");
        assert_eq!(outcome, Outcome::Unanswered("its address is not on the internet".to_owned()));
        assert_eq!(asked.load(Ordering::Relaxed) == 1, asked_once);
    }
    assert_eq!(canary.hits(), 0);
}

#[test]
fn a_redirect_is_an_answer_and_leads_nowhere() {
    let (canary, server) = (Canary::new(), TcpListener::bind("127.0.0.1:0").unwrap());
    let (url, elsewhere) = (format!("http://{}/", server.local_addr().unwrap()), canary.port());
    let answered = std::thread::scope(|scope| {
        scope.spawn(|| {
            use std::io::{Read, Write};
            let (mut stream, _) = server.accept().unwrap();
            let mut asked = [0; 4_096];
            assert!(stream.read(&mut asked).unwrap() > 0);
            write!(stream, "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:{elsewhere}/\r\ncontent-length: 0\r\n\r\n").unwrap();
        });
        send(&Sender::to(Targets::Any), &url)
    });
    assert_eq!(answered, Outcome::Answered { status: 302, retry_after: None });
    assert!(!answered.is_taken());
    assert_eq!(canary.hits(), 0);
}
