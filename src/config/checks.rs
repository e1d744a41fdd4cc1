//! What a setting must look like, so that a server with a bad one does not start and says which it is.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
};

/// The most threads that serve: each takes memory and connections, and more than cores do not serve faster.
const MOST_WORKERS: usize = 256;

/// A number of threads.
pub(super) fn workers(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_WORKERS).contains(number));
    number.ok_or_else(|| format!("expected a number from 1 to {MOST_WORKERS}"))
}

/// A number of requests.
pub(super) fn requests(text: &str) -> Result<NonZeroU32, String> {
    text.parse().map_err(|_| "expected a whole number from 1 to 4294967295".to_owned())
}

/// The address of a proxy.
pub(super) fn proxy(text: &str) -> Result<IpAddr, String> {
    text.parse()
        .map_err(|_| "expected IP addresses such as 10.0.0.7 with commas between".to_owned())
}

/// Where clients reach this installation.
pub(super) fn public_url(text: &str) -> Result<String, String> {
    let right = split(text).is_some_and(|(host, path)| {
        is_host(host) && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._~".contains(&b))
    });
    let wanted =
        "expected http:// or https://, a host, and no query, such as https://koprik.example";
    if right { Ok(text.to_owned()) } else { Err(wanted.to_owned()) }
}

/// Where a collector of spans is reached.
pub(super) fn collector(text: &str) -> Result<String, String> {
    public_url(text).map_err(|_| {
        "expected http:// or https://, a host and a path, such as http://127.0.0.1:4318/v1/traces".to_owned()
    })
}

/// Where a gateway for codes is reached: it may have a query, as such gateways do.
pub(super) fn gateway(text: &str) -> Result<String, String> {
    let address = text.split_once('?').map_or(text, |(address, _)| address);
    let right = text.len() <= 500
        && text.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'#' | b'@' | b'\\'))
        && split(address).is_some_and(|(host, _)| is_host(host));
    let wanted = "expected http:// or https://, a host, and neither a name with a password nor a fragment, such as \
                  https://sms.example/send";
    if right { Ok(text.to_owned()) } else { Err(wanted.to_owned()) }
}

/// Where a key service is reached: what goes there is keys, so without TLS it stays on this machine.
pub(super) fn key_service(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("http://").unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let here = ["127.0.0.1", "localhost", "[::1]"].iter().any(|host| {
        authority.strip_prefix(host).is_some_and(|port| port.is_empty() || port.starts_with(':'))
    });
    let wanted =
        "expected http:// and an agent on this machine, such as http://127.0.0.1:8200/v1/transit";
    let right = here && split(text).is_some_and(|(host, _)| is_host(host)) && path.len() > 1;
    if right { Ok(text.to_owned()) } else { Err(wanted.to_owned()) }
}

/// An origin as browsers send it (RFC 6454).
pub(super) fn origin(text: &str) -> Result<String, String> {
    let right = split(text).is_some_and(|(host, path)| is_host(host) && path.is_empty());
    let lower = text.to_ascii_lowercase() == text;
    let wanted = "expected http:// or https:// and a host in small letters, and nothing behind, such as \
                  https://partner.example";
    if right && lower { Ok(text.to_owned()) } else { Err(wanted.to_owned()) }
}

/// The host with its port, and the path, of an address of the web.
fn split(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    Some(rest.split_at(rest.find('/').unwrap_or(rest.len())))
}

fn is_host(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    let six = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let named = |host: &str| {
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        host.len() <= 253 && host.split('.').all(label)
    };
    six.map_or_else(|| named(host), |six| six.parse::<Ipv6Addr>().is_ok())
        && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

/// What is logged: levels, and levels of modules. A bare word that is no level would be a module of which all is logged.
pub fn log_filter(text: &str) -> Result<(), String> {
    let is_level = |level: &str| {
        ["off", "error", "warn", "info", "debug", "trace"].contains(&&*level.to_ascii_lowercase())
    };
    let right = |directive: &str| match directive.trim().rsplit_once('=') {
        Some((module, level)) => {
            let named = |b: u8| b.is_ascii_alphanumeric() || b"_:-".contains(&b);
            is_level(level) && !module.is_empty() && module.bytes().all(named)
        }
        None => is_level(directive.trim()),
    };
    if text.split(',').all(right) {
        Ok(())
    } else {
        Err("KOPRIK_LOG: expected levels with commas between, such as info or info,koprik=debug"
            .to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        for right in [
            "https://koprik.example",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "http://localhost",
            "https://a-b.example/koprik/",
        ] {
            assert_eq!(public_url(right).as_deref(), Ok(right));
        }
        for wrong in [
            "",
            "koprik.example",
            "ftp://koprik.example",
            "https://",
            "https:///x",
            "https://a b",
            "https://a?x=1",
            "https://a#x",
            "https://u:p@a",
            "https://a:x",
            "https://a:0",
            "https://a..b",
            "https://[::z]",
            "javascript:alert(1)",
            "https://-a",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_gateway_is_an_address_of_the_web() {
        for right in ["https://sms.example/send", "http://127.0.0.1:1/x?from=koprik", "https://a"] {
            assert!(gateway(right).is_ok(), "{right}");
        }
        for wrong in ["", "sms.example", "ftp://a/", "https://u:p@a/", "https://a/#x", "https:///x"]
        {
            assert!(gateway(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn keys_do_not_leave_the_machine_in_the_clear() {
        for right in
            ["http://127.0.0.1:8200/v1/transit", "http://localhost/v1/transit", "http://[::1]:1/t"]
        {
            assert!(key_service(right).is_ok(), "{right}");
        }
        for wrong in [
            "https://vault.example/v1/transit",
            "http://vault.example/v1/transit",
            "http://127.0.0.1.example/t",
            "http://127.0.0.1:8200",
            "127.0.0.1/t",
            "",
        ] {
            assert!(key_service(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_origin_is_nothing_but_scheme_host_and_port() {
        for right in ["https://partner.example", "http://localhost:3000", "https://[::1]"] {
            assert!(origin(right).is_ok(), "{right}");
        }
        for wrong in
            ["*", "null", "partner.example", "https://partner.example/", "https://Partner.example"]
        {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_log_filter_is_of_levels() {
        for right in ["info", "off", "WARN", "info,koprik=debug", "info,actix_http::h1=off"] {
            assert_eq!(log_filter(right), Ok(()), "{right}");
        }
        for wrong in
            ["", "loud", "koprik", "koprik=loud", "=info", "info,", "info info", "a=b=info"]
        {
            assert!(log_filter(wrong).is_err(), "{wrong}");
        }
    }
}
