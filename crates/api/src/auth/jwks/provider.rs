//! Reads the keys of a provider: within a time limit, up to a size, and only from the host that it names.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use ureq::http::header::LOCATION;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, http};
use url::Url;

use super::key::KeySet;
use crate::auth::oidc::SettingsError;

/// The time for all requests together.
const TIME: Duration = Duration::from_secs(5);

/// The largest response, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The most redirects that are followed, on the same host.
const REDIRECTS: usize = 3;

/// A provider, known by its issuer or by the address of its keys.
#[derive(Clone)]
pub struct Provider {
    issuer: String,
    configuration: Url,
    keys: Option<Url>,
    agent: Agent,
}

/// Why the keys cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The provider does not answer in time.
    #[error("no answer within {} s", TIME.as_secs())]
    Timeout,
    /// The connection fails.
    #[error(transparent)]
    Request(#[from] ureq::Error),
    /// The response is not a success.
    #[error("{0} answered {1}")]
    Status(Url, http::StatusCode),
    /// The response leads to another host, or to yet another address.
    #[error("{0} redirects to another host or too often; set the address of the keys themselves")]
    Redirect(Url),
    /// The response is not what it should be.
    #[error("{0} sent an unexpected answer")]
    Content(Url, #[source] serde_json::Error),
    /// The configuration belongs to another issuer.
    #[error("{at} is the configuration of the issuer “{found}”; the setting must match it exactly")]
    Issuer {
        /// The address of the configuration.
        at: Url,
        /// The issuer that it names.
        found: String,
    },
    /// The configuration names an address that is not safe.
    #[error(transparent)]
    Address(#[from] SettingsError),
}

/// The parts of a provider's configuration that matter.
#[derive(Deserialize)]
struct Configuration {
    issuer: String,
    jwks_uri: String,
}

impl Provider {
    /// A provider whose keys are at an address, or where its configuration says.
    ///
    /// # Errors
    /// [`SettingsError`] if an address is not safe.
    pub fn new(issuer: &str, keys: Option<&str>) -> Result<Self, SettingsError> {
        let configuration = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        Ok(Self {
            issuer: issuer.to_owned(),
            configuration: address(&configuration).map_err(|_| SettingsError::Address(issuer.to_owned()))?,
            keys: keys.map(address).transpose()?,
            agent: agent(),
        })
    }

    /// The keys that it publishes now.
    pub async fn keys(&self) -> Result<KeySet, ReadError> {
        let provider = self.clone();
        let read = tokio::task::spawn_blocking(move || provider.read());
        match tokio::time::timeout(TIME, read).await {
            Ok(Ok(keys)) => keys,
            // A thread that panics does not answer either.
            Ok(Err(_)) | Err(_) => Err(ReadError::Timeout),
        }
    }

    fn read(&self) -> Result<KeySet, ReadError> {
        let url = match &self.keys {
            Some(url) => url.clone(),
            None => self.find_keys()?,
        };
        let json = self.get(&url)?;
        KeySet::read(&json).map_err(|error| ReadError::Content(url, error))
    }

    fn find_keys(&self) -> Result<Url, ReadError> {
        let at = &self.configuration;
        let json = self.get(at)?;
        let configuration: Configuration =
            serde_json::from_slice(&json).map_err(|error| ReadError::Content(at.clone(), error))?;
        if configuration.issuer != self.issuer {
            return Err(ReadError::Issuer { at: at.clone(), found: configuration.issuer });
        }
        Ok(address(&configuration.jwks_uri)?)
    }

    /// The body at an address. Redirects must stay on the same host, and as safe.
    fn get(&self, address: &Url) -> Result<Vec<u8>, ReadError> {
        let mut url = address.clone();
        for _ in 0..=REDIRECTS {
            let mut response = self.agent.get(url.as_str()).header("accept", "application/json").call()?;
            if response.status() == http::StatusCode::OK {
                return Ok(response.body_mut().with_config().limit(LARGEST).read_to_vec()?);
            }
            if !response.status().is_redirection() {
                return Err(ReadError::Status(url, response.status()));
            }
            url = target(&url, &response)
                .filter(|to| to.origin() == address.origin())
                .ok_or_else(|| ReadError::Redirect(address.clone()))?;
        }
        Err(ReadError::Redirect(address.clone()))
    }
}

/// The address that a redirect leads to.
fn target(url: &Url, response: &http::Response<Body>) -> Option<Url> {
    url.join(response.headers().get(LOCATION)?.to_str().ok()?).ok()
}

/// A client that trusts the certificates of this machine. If there are none, it trusts the usual authorities.
fn agent() -> Agent {
    let certificates = rustls_native_certs::load_native_certs().certs;
    let certificates: Vec<_> = certificates.iter().map(|it| Certificate::from_der(it).to_owned()).collect();
    let roots = match certificates.is_empty() {
        true => RootCerts::WebPki,
        false => RootCerts::Specific(Arc::new(certificates)),
    };
    Agent::config_builder()
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .timeout_global(Some(TIME))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .build()
        .into()
}

/// Checks an address of a provider. It must be https, or this machine: anyone who can change a response can sign tokens.
pub(in crate::auth) fn address(text: &str) -> Result<Url, SettingsError> {
    let url = Url::parse(text).ok().filter(|url| match url.scheme() {
        "https" => true,
        "http" => url.host_str().is_some_and(is_this_machine),
        _ => false,
    });
    url.ok_or_else(|| SettingsError::Address(text.to_owned()))
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
