//! Whose share of the server a request uses: that of the owner of the credential, or of the network address.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;
use fair_queue::CallerKey;
use ipnet::IpNet;

use crate::caller::Caller;

/// The proxies that pass on requests, and the header in which they pass on the address of the client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proxies {
    /// The header. Without one, it is `x-forwarded-for` for trusted proxies.
    pub header: Option<HeaderName>,
    /// The networks of trusted proxies. If there are none, everybody who sends the header is trusted: then no client can
    /// reach this server other than through the proxy.
    pub trusted: Vec<IpNet>,
}

impl Proxies {
    /// Whether connections from this address carry the requests of others.
    pub fn includes(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        match self.trusted.is_empty() {
            true => self.header.is_some(),
            false => self.trusted.iter().any(|network| network.contains(&peer)),
        }
    }

    /// The address of the client: the last one that no trusted proxy has. The client may have written those before it.
    fn client(&self, http: &HttpRequest) -> Option<IpAddr> {
        let peer = http.peer_addr()?.ip();
        if !self.includes(peer) {
            return Some(peer);
        }
        let default = HeaderName::from_static("x-forwarded-for");
        let values = http.headers().get_all(self.header.as_ref().unwrap_or(&default));
        let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        let passed = values.iter().rev().flat_map(|value| value.rsplit(','));
        let mut passed = passed.map(|text| text.trim().parse::<IpAddr>().ok());
        let trusted = |address: &Option<IpAddr>| {
            address.is_some_and(|address| {
                self.trusted.iter().any(|network| network.contains(&address.to_canonical()))
            })
        };
        passed.find(|address| !trusted(address)).flatten().or(Some(peer))
    }
}

/// The owner of the credential, or the address.
pub(crate) fn of(caller: &Caller, http: &HttpRequest, proxies: &Proxies) -> CallerKey {
    match caller.actor() {
        Some(actor) => CallerKey::new(&actor.owner),
        None => of_address(http, proxies),
    }
}

/// The address of the client.
pub(crate) fn of_address(http: &HttpRequest, proxies: &Proxies) -> CallerKey {
    match proxies.client(http) {
        Some(address) => CallerKey::new(network(address)),
        None => CallerKey::new("unknown address"),
    }
}

/// An IPv6 client can choose addresses from a whole /64 network, so it counts as one.
pub(crate) fn network(address: IpAddr) -> IpAddr {
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
        fn check(peer: &str, forwarded: Option<&str>, proxies: &Proxies, expected: &str) {
            let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
            if let Some(forwarded) = forwarded {
                request = request.insert_header(("x-forwarded-for", forwarded));
            }
            let key = of(&Caller::default(), &request.to_http_request(), proxies);
            assert_eq!(key, CallerKey::new(expected));
        }
        let nobody = Proxies::default();
        check("10.0.0.7:1000", None, &nobody, "10.0.0.7");
        check("[::ffff:10.0.0.7]:1000", None, &nobody, "10.0.0.7");
        check("[2001:db8:1:2:3:4:5:6]:1000", None, &nobody, "2001:db8:1:2::");
        check("10.0.0.7:1000", Some("192.0.2.1"), &nobody, "10.0.0.7");

        let everybody =
            Proxies { header: Some(HeaderName::from_static("x-forwarded-for")), trusted: Vec::new() };
        check("10.0.0.7:1000", Some("203.0.113.9, 192.0.2.1"), &everybody, "192.0.2.1");
        check("10.0.0.7:1000", Some("nonsense"), &everybody, "10.0.0.7");

        let some = Proxies { header: None, trusted: vec!["10.0.0.0/24".parse().unwrap()] };
        check("10.0.0.7:1000", Some("203.0.113.9, 192.0.2.1"), &some, "192.0.2.1");
        check("10.0.0.7:1000", Some("203.0.113.9, 192.0.2.1, 10.0.0.8"), &some, "192.0.2.1");
        check("10.0.0.7:1000", Some("10.0.0.8"), &some, "10.0.0.7");
        check("10.0.0.7:1000", Some("203.0.113.9, nonsense"), &some, "10.0.0.7");
        check("10.0.1.7:1000", Some("192.0.2.1"), &some, "10.0.1.7");
    }
}
