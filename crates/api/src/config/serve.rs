//! Settings of `shahrak serve`.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use actix_web::http::Uri;
use actix_web::http::header::HeaderName;
use clap::{ArgAction, Args};
use graphql_http::Proxies;
use ipnet::IpNet;
use shahrak_messages::message;

use super::database::DatabaseArgs;
use super::downloads::DownloadArgs;
use super::limits::LimitArgs;
use super::oidc::OidcArgs;
use super::place::PlaceArgs;
use super::uploads::UploadArgs;
use super::usage::WrongValue;

/// Settings of `shahrak serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// Fill the register with synthetic data before the start if it is empty, as `shahrak demo` does
    #[arg(long, overrides_with = "empty")]
    demo: bool,
    /// Leave an empty register empty: the default, which also overrides an earlier --demo
    #[arg(long, overrides_with = "demo")]
    empty: bool,
    /// The server
    #[command(flatten)]
    pub http: HttpArgs,
    /// Limits of a request
    #[command(flatten)]
    pub limits: LimitArgs,
    /// Imports over HTTP
    #[command(flatten)]
    pub imports: UploadArgs,
    /// Exports over HTTP
    #[command(flatten)]
    pub exports: DownloadArgs,
    /// An OpenID Connect provider
    #[command(flatten)]
    pub oidc: OidcArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

impl ServeArgs {
    /// Whether an empty register is filled with synthetic data.
    pub fn demo(&self) -> bool {
        self.demo && !self.empty
    }
}

/// Options of the HTTP server and its connections to the database.
#[derive(Debug, Args)]
#[command(next_help_heading = "Server")]
pub struct HttpArgs {
    /// The address to listen at
    #[arg(long, value_name = "HOST:PORT", env = "SHAHRAK_LISTEN", default_value = "127.0.0.1:8080", value_parser = listen)]
    pub listen: Listen,
    /// The address of measurements for Prometheus, at /metrics; by default, there are none. Everybody who reaches it may read
    #[arg(long, value_name = "HOST:PORT", env = "SHAHRAK_METRICS_LISTEN", value_parser = listen)]
    pub metrics_listen: Option<Listen>,
    /// An origin whose pages may call the API from a browser, or *; separated by commas if several
    #[arg(long, value_name = "ORIGIN", env = "SHAHRAK_CORS_ORIGINS", value_delimiter = ',', value_parser = origin)]
    pub cors_origins: Vec<String>,
    /// Answer GraphQL only to callers with a credential; by default, everybody may read what is public
    #[arg(long, env = "SHAHRAK_REQUIRE_AUTH", value_parser = switch)]
    pub require_auth: bool,
    /// Whether clients may learn the schema, by introspection, at /schema.graphql and from errors: on or off
    #[arg(long, value_name = "ON|OFF", env = "SHAHRAK_INTROSPECTION", default_value = "on", action = ArgAction::Set, value_parser = switch)]
    pub introspection: bool,
    /// A file of documents that clients may name by their ids: the manifest that Relay, graphql-codegen or Apollo's tools
    /// write
    #[arg(long, value_name = "FILE", env = "SHAHRAK_TRUSTED_DOCUMENTS")]
    pub trusted_documents: Option<PathBuf>,
    /// Answer only the documents of --trusted-documents
    #[arg(long, env = "SHAHRAK_ONLY_TRUSTED", value_parser = switch)]
    pub only_trusted: bool,
    /// Threads that answer; by default, one per core
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_WORKERS")]
    pub workers: Option<NonZeroU32>,
    /// The header in which a proxy passes on the address of the client, such as x-forwarded-for; its last address counts.
    /// By default, the address of the connection counts. Callers without a credential share the server fairly by address
    #[arg(long, value_name = "NAME", env = "SHAHRAK_CLIENT_ADDRESS_HEADER", value_parser = header_name)]
    pub client_address_header: Option<HeaderName>,
    /// A network of proxies whose header is believed, such as 10.0.0.0/8; separated by commas if several. By default,
    /// everybody is believed who sends the header of --client-address-header
    #[arg(long, value_name = "CIDR", env = "SHAHRAK_TRUSTED_PROXIES", value_delimiter = ',', value_parser = network)]
    pub trusted_proxy: Vec<IpNet>,
    /// Database connections for ordinary reads; about twice the cores of the database
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_CONNECTIONS", default_value = "8")]
    pub database_connections: NonZeroU32,
    /// Database connections for slow reads: counts, searches, past reports; about the cores of the database
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_HEAVY", default_value = "4")]
    pub database_heavy: NonZeroU32,
    /// Database connections for changes; a change that waits for a unit occupies one
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_WRITERS", default_value = "16")]
    pub database_writers: NonZeroU32,
    /// Database connections for what must never wait: credentials, readiness, leases of imports
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_CONTROL", default_value = "3")]
    pub database_control: NonZeroU32,
    /// The time to wait for a database connection, in milliseconds
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_DATABASE_ACQUIRE_MS", default_value_t = 3_000)]
    pub database_acquire_ms: u32,
}

/// An address to listen at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// A host name or an IP address.
    pub host: String,
    /// The port; 0 for any free one.
    pub port: u16,
}

impl HttpArgs {
    /// The proxies in front of the server.
    pub fn proxies(&self) -> Proxies {
        Proxies { header: self.client_address_header.clone(), trusted: self.trusted_proxy.clone() }
    }

    /// The origins whose pages may call the API; an empty variable counts as none.
    pub fn origins(&self) -> Vec<String> {
        self.cors_origins.iter().filter(|origin| !origin.is_empty()).cloned().collect()
    }
}

fn listen(text: &str) -> Result<Listen, WrongValue> {
    let parsed = text.rsplit_once(':').and_then(|(host, port)| {
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        Some(Listen { host: host.to_owned(), port: port.parse().ok()? })
    });
    let complete = parsed.filter(|listen| !listen.host.is_empty());
    complete.ok_or_else(|| WrongValue::new(message!("listen-address-wrong")))
}

/// Parses yes or no. An empty variable counts as no.
fn switch(text: &str) -> Result<bool, WrongValue> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Ok(true),
        "false" | "f" | "no" | "n" | "off" | "0" | "" => Ok(false),
        _ => Err(WrongValue::new(message!("switch-wrong"))),
    }
}

/// Browsers send only scheme, host and port, so an origin with a path would never match.
fn origin(text: &str) -> Result<String, WrongValue> {
    let origin = text.trim();
    let plain = |uri: Uri| {
        let host = uri.authority().is_some_and(|it| !it.as_str().contains('@'));
        host && matches!(uri.scheme_str(), Some("http" | "https"))
    };
    let bare = origin.split_once("://").is_some_and(|(_, host)| !host.contains(['/', '?', '#']));
    if origin.is_empty() || origin == "*" || bare && origin.parse().is_ok_and(plain) {
        return Ok(origin.to_owned());
    }
    Err(WrongValue::new(message!("origin-wrong")))
}

/// Parses a network, or a single address.
fn network(text: &str) -> Result<IpNet, WrongValue> {
    let text = text.trim();
    let single = || text.parse::<IpAddr>().map(IpNet::from);
    text.parse().or_else(|_| single()).map_err(|_| WrongValue::new(message!("network-wrong")))
}

fn header_name(text: &str) -> Result<HeaderName, WrongValue> {
    HeaderName::try_from(text).map_err(|_| WrongValue::new(message!("header-name-wrong")))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::config::{Command, Config};

    #[test]
    fn an_empty_register_is_filled_on_request_only() {
        #[track_caller]
        fn check(options: &[&str], expected: bool) {
            let config = Config::try_parse_from(["shahrak", "serve"].iter().chain(options)).unwrap();
            let Command::Serve(serve) = config.command else { panic!("serve was asked for") };
            assert_eq!(serve.demo(), expected, "{options:?}");
        }
        check(&[], false);
        check(&["--demo"], true);
        check(&["--demo", "--empty"], false);
        check(&["--empty"], false);
    }

    #[test]
    fn an_origin_has_no_path() {
        for origin in ["*", "https://example.ir", "http://localhost:3000", ""] {
            assert_eq!(super::origin(origin), Ok(origin.to_owned()));
        }
        let wrong = [
            "https://example.ir/",
            "https://example.ir/path",
            "example.ir",
            "https//example.ir",
            "ftp://x.ir",
        ];
        for origin in wrong {
            assert!(super::origin(origin).is_err(), "{origin}");
        }
    }

    #[test]
    fn an_empty_origin_counts_as_none() {
        let config =
            Config::try_parse_from(["shahrak", "serve", "--cors-origins=,https://example.ir"]).unwrap();
        let Command::Serve(serve) = config.command else { panic!("serve was asked for") };

        assert_eq!(serve.http.origins(), ["https://example.ir"]);
    }

    #[test]
    fn a_switch_is_yes_or_no() {
        assert_eq!(["true", "YES", "1"].map(switch), [Ok(true), Ok(true), Ok(true)]);
        assert_eq!(["false", "Off", "0", ""].map(switch), [Ok(false), Ok(false), Ok(false), Ok(false)]);
        assert!(switch("flase").is_err());
    }

    #[test]
    fn an_address_to_listen_at_is_a_host_and_a_port() {
        #[track_caller]
        fn check(text: &str, expected: Option<(&str, u16)>) {
            let expected = expected.map(|(host, port)| Listen { host: host.to_owned(), port });
            assert_eq!(listen(text).ok(), expected, "{text}");
        }
        check("127.0.0.1:8080", Some(("127.0.0.1", 8080)));
        check("localhost:0", Some(("localhost", 0)));
        check("[::1]:80", Some(("::1", 80)));
        check("8080", None);
        check(":8080", None);
        check("localhost:http", None);
        check("localhost:70000", None);
    }
}
