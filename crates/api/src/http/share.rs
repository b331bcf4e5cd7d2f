//! Whose share of the server a request takes: that of its credential's owner, or that of the address that it comes from.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use fair_queue::CallerKey;

use super::Caller;

/// The owner, or the address; `header` names it where a proxy stands in front.
pub(super) fn key(caller: &Caller, http: &HttpRequest, header: Option<&HeaderName>) -> CallerKey {
    if let Some(actor) = caller.actor() {
        return CallerKey::new(&actor.owner);
    }
    let address = header.and_then(|header| named(http, header));
    match address.or_else(|| http.peer_addr().map(|peer| peer.ip())) {
        Some(address) => CallerKey::new(network(address)),
        None => CallerKey::new("nowhere"),
    }
}

/// The last address of the header: what stands before it was written by whoever sent the request.
fn named(http: &HttpRequest, header: &HeaderName) -> Option<IpAddr> {
    let last = http.headers().get_all(header).last()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// Of IPv6 a client has a whole network of 64 bits to choose addresses from.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address => address,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn clients_are_told_apart_by_address_or_by_what_the_proxy_says() {
        #[track_caller]
        fn check(peer: &str, forwarded: Option<&str>, trusted: bool, expected: &str) {
            let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
            if let Some(forwarded) = forwarded {
                request = request.insert_header(("x-forwarded-for", forwarded));
            }
            let header = trusted.then(|| HeaderName::from_static("x-forwarded-for"));
            let key = key(&Caller::default(), &request.to_http_request(), header.as_ref());
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
