//! Where a client may have messages sent.

use ureq::http::Uri;

use crate::domain::{Invalid, integration::target::Targets};

/// The most bytes of an address.
pub const MOST: usize = 500;
/// The ports to which messages go.
const PORTS: [u16; 2] = [443, 8443];

/// Checks an address that a client gives. Which machine answers there is looked at each time before something is sent.
pub fn check(url: &str, targets: Targets) -> Result<(), Invalid> {
    let wanted = match targets {
        Targets::Public => Invalid::expected(
            "https://, a host, port 443 or 8443, and neither a name with a password nor a fragment",
        ),
        Targets::Any => Invalid::expected(
            "http:// or https://, a host, and neither a name with a password nor a fragment",
        ),
    };
    let right =
        url.len() <= MOST && url.bytes().all(|b| b.is_ascii_graphic()) && fits(url, targets);
    if right { Ok(()) } else { Err(wanted) }
}

fn fits(url: &str, targets: Targets) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
    let is_plain = !authority.as_str().contains('@') && !url.contains(['#', '\\']);
    let (is_secure, port) = (scheme == "https", authority.port_u16().unwrap_or(443));
    let is_allowed = match targets {
        Targets::Public => is_secure && PORTS.contains(&port),
        Targets::Any => is_secure || scheme == "http",
    };
    is_plain && is_allowed && !authority.host().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_the_web_with_nothing_strange_in_it() {
        for url in ["https://hr.example/hooks?a=b", "https://hr.example:8443", "https://[2a00::1]/"]
        {
            assert!(check(url, Targets::Public).is_ok(), "{url}");
        }
        for url in [
            "",
            "hr.example",
            "/hooks",
            "http://hr.example/",
            "ftp://hr.example/",
            "https://",
            "https:///x",
            "https://hr.example:22/",
            "https://hr.example:80/",
            "https://me:secret@hr.example/",
            "https://hr.example/#x",
            "https://hr.example\\@127.0.0.1/",
            "https://hr.example/ x",
            "https://пример.рф/",
            "file:///etc/passwd",
            "gopher://hr.example/",
            "javascript:alert(1)",
            "https://hr.example/\r\nhost: x",
        ] {
            assert!(check(url, Targets::Public).is_err(), "{url}");
        }
        assert!(check("http://127.0.0.1:1/", Targets::Any).is_ok());
        assert!(
            check(&format!("https://hr.example/{}", "x".repeat(500)), Targets::Public).is_err()
        );
    }
}
