//! Asks a provider for its keys: within a time, up to a size, and at no other host than it names.

use std::net::IpAddr;
use std::time::Duration;

use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;

use super::key::KeySet;
use crate::auth::oidc::SettingsError;

/// Time for all that has to be asked.
const TIME: Duration = Duration::from_secs(5);

/// Bytes of one answer.
const LARGEST: usize = 256 * 1024;

/// Redirects that are followed, at the same host.
const REDIRECTS: usize = 3;

/// A provider, by its issuer or by the address of its keys.
pub struct Provider {
    issuer: String,
    configuration: Url,
    keys: Option<Url>,
    client: Client,
}

/// Why the keys could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It took too long.
    #[error("no answer within {} s", TIME.as_secs())]
    Slow,
    /// The connection failed, or led elsewhere.
    #[error(transparent)]
    Request(#[from] reqwest::Error),
    /// The answer was none.
    #[error("{0} answered {1}")]
    Status(Url, StatusCode),
    /// The answer was too large.
    #[error("{0} answered more than {LARGEST} bytes")]
    Large(Url),
    /// The answer was not what was asked for.
    #[error("{0} sent an unexpected answer")]
    Content(Url, #[source] serde_json::Error),
    /// The configuration is that of another issuer.
    #[error("{at} is the configuration of the issuer “{found}”; the setting must match it exactly")]
    Issuer {
        /// Where it was read.
        at: Url,
        /// Its issuer.
        found: String,
    },
    /// The configuration names an address of keys that cannot be asked safely.
    #[error(transparent)]
    Address(#[from] SettingsError),
}

/// What of a provider's configuration is needed.
#[derive(Deserialize)]
struct Configuration {
    issuer: String,
    jwks_uri: String,
}

impl Provider {
    /// A provider whose keys are at an address, or where its configuration says.
    ///
    /// # Errors
    /// [`SettingsError`] if an address cannot be asked safely.
    pub fn new(issuer: &str, keys: Option<&str>) -> Result<Self, SettingsError> {
        let configuration = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let client = Client::builder()
            .timeout(TIME)
            .redirect(Policy::custom(follow))
            // Each worker has a runtime of its own, and connections stay with the one that made them.
            .pool_max_idle_per_host(0)
            .build()
            .map_err(SettingsError::Client)?;
        Ok(Self {
            issuer: issuer.to_owned(),
            configuration: address(&configuration).map_err(|_| SettingsError::Address(issuer.to_owned()))?,
            keys: keys.map(address).transpose()?,
            client,
        })
    }

    /// The keys which it publishes now.
    pub async fn keys(&self) -> Result<KeySet, ReadError> {
        tokio::time::timeout(TIME, self.read()).await.unwrap_or(Err(ReadError::Slow))
    }

    async fn read(&self) -> Result<KeySet, ReadError> {
        let url = match &self.keys {
            Some(url) => url.clone(),
            None => self.find_keys().await?,
        };
        let json = self.get(&url).await?;
        KeySet::read(&json).map_err(|error| ReadError::Content(url, error))
    }

    async fn find_keys(&self) -> Result<Url, ReadError> {
        let at = &self.configuration;
        let json = self.get(at).await?;
        let configuration: Configuration =
            serde_json::from_slice(&json).map_err(|error| ReadError::Content(at.clone(), error))?;
        if configuration.issuer != self.issuer {
            return Err(ReadError::Issuer { at: at.clone(), found: configuration.issuer });
        }
        Ok(address(&configuration.jwks_uri)?)
    }

    async fn get(&self, url: &Url) -> Result<Vec<u8>, ReadError> {
        let mut response = self.client.get(url.clone()).header("accept", "application/json").send().await?;
        if response.status() != StatusCode::OK {
            return Err(ReadError::Status(url.clone(), response.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(ReadError::Large(url.clone()));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// An address of a provider: whoever can change the answer can sign tokens, so it is https, or this machine.
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

/// Redirects stay at the host that was asked, and as safe.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let same = attempt.previous().iter().all(|before| before.origin() == attempt.url().origin());
    match same {
        false => attempt.error("the provider redirects to another host; set its own address"),
        true if attempt.previous().len() > REDIRECTS => attempt.error("the provider redirects too often"),
        true => attempt.follow(),
    }
}
