//! Whose share of the server a request uses: that of the owner of the credential, or of the network address.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use fair_queue::CallerKey;

use crate::caller::Caller;

/// The owner, or the address. Behind a proxy, `header` contains the address.
pub(crate) fn of(caller: &Caller, http: &HttpRequest, header: Option<&HeaderName>) -> CallerKey {
    if let Some(actor) = caller.actor() {
        return CallerKey::new(&actor.owner);
    }
    let address = header.and_then(|header| forwarded(http, header));
    match address.or_else(|| http.peer_addr().map(|peer| peer.ip())) {
        Some(address) => CallerKey::new(network(address)),
        None => CallerKey::new("unknown address"),
    }
}

/// The last address in the header, which the proxy adds: the client may have written those before it.
fn forwarded(http: &HttpRequest, header: &HeaderName) -> Option<IpAddr> {
    let last = http.headers().get_all(header).last()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// An IPv6 client can choose addresses from a whole /64 network, so it counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_client_without_a_credential_is_known_by_its_address() {
        #[track_caller]
        fn check(peer: &str, forwarded: Option<&str>, trusted: bool, expected: &str) {
            let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
            if let Some(forwarded) = forwarded {
                request = request.insert_header(("x-forwarded-for", forwarded));
            }
            let header = trusted.then(|| HeaderName::from_static("x-forwarded-for"));
            let key = of(&Caller::default(), &request.to_http_request(), header.as_ref());
            assert_eq!(key, CallerKey::new(expected));
        }
        check("10.0.0.7:1000", None, false, "10.0.0.7");
        check("[::ffff:10.0.0.7]:1000", None, false, "10.0.0.7");
        check("[2001:db8:1:2:3:4:5:6]:1000", None, false, "2001:db8:1:2::");
        check("10.0.0.7:1000", Some("192.0.2.1"), false, "10.0.0.7");
        check("10.0.0.7:1000", Some("203.0.113.9, 192.0.2.1"), true, "192.0.2.1");
        check("10.0.0.7:1000", Some("nonsense"), true, "10.0.0.7");
    }
}
