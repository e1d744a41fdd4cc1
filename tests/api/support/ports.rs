//! Addresses for programs that are started beside a test.

use std::{
    net::TcpListener,
    process,
    sync::atomic::{AtomicU16, Ordering},
};

/// Ports below those that the system gives by itself.
const PORTS: (u16, u16) = (20_000, 10_000);

static NEXT: AtomicU16 = AtomicU16::new(0);

/// An address at which nobody listens, and which no other test is given.
pub(crate) fn free_address() -> String {
    let (first, many) = PORTS;
    let begin = u16::try_from(process::id() * 7 % u32::from(many)).unwrap();
    loop {
        let port = first + begin.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % many;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return format!("127.0.0.1:{port}");
        }
    }
}
