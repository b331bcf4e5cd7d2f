//! What the operations of a request, or of a connection, share: who asks, in which language, under which id.

use actix_web::{HttpMessage, HttpRequest};
use async_graphql::Request;
use fair_queue::CallerKey;

use super::access_log::RequestId;
use super::caller::{self, Caller, Refusal};
use super::locale::Locale;
use super::{Api, COST_HEADER, share};
use crate::visit::Visit;

/// Who asks, and how to answer them.
#[derive(Clone)]
pub(super) struct Client {
    http: HttpRequest,
    /// The credential they showed.
    pub(super) bearer: Option<String>,
    pub(super) caller: Caller,
    pub(super) locale: Locale,
    /// Whether answers are to tell what they cost.
    pub(super) wants_cost: bool,
}

impl Client {
    /// Who sends a plain request, by its headers alone.
    pub(super) async fn of<E>(api: &Api<E>, http: &HttpRequest) -> Result<Self, Refusal> {
        let bearer = caller::bearer(http.headers())?;
        let caller = caller::identify(api, bearer.as_deref()).await?;
        Ok(Self { bearer, caller, ..Self::unknown(http) })
    }

    /// Who has not been asked for a credential yet.
    pub(super) fn unknown(http: &HttpRequest) -> Self {
        Self {
            http: http.clone(),
            bearer: None,
            caller: Caller::default(),
            locale: Locale::of(http.headers()),
            wants_cost: http.headers().get(COST_HEADER).is_some_and(|asked| asked == "1"),
        }
    }

    /// The headers and the place of the request that began it.
    pub(super) fn http(&self) -> &HttpRequest {
        &self.http
    }

    /// Whose share of the server the request takes.
    pub(super) fn key<E>(&self, api: &Api<E>) -> CallerKey {
        share::key(&self.caller, &self.http, api.address_header.as_ref())
    }

    /// Adds to a request what its fields may know of the client.
    pub(super) fn attach<E>(&self, api: &Api<E>, request: Request) -> Request {
        let id = self.http.extensions().get::<RequestId>().cloned().unwrap_or_default();
        let visit = Visit::of(self.key(api));
        let request = request.data(self.caller.clone()).data(self.locale).data(id).data(visit);
        (api.attach)(request, &self.http)
    }
}
