//! What all operations of a request, or of a connection, have in common: caller, language, request id.

use actix_web::{HttpMessage, HttpRequest};
use async_graphql::Request;
use fair_queue::CallerKey;
use shahrak_messages::Language;

use crate::access_log::RequestId;
use crate::api::Api;
use crate::authenticate;
use crate::caller::{self, AuthError, Caller};
use crate::caller_key;
use crate::language;

/// The header that asks for `extensions.cost`.
pub(crate) const COST_HEADER: &str = "x-shahrak-cost";

/// The sender of operations.
#[derive(Clone)]
pub(crate) struct Client {
    http: HttpRequest,
    pub(crate) bearer: Option<String>,
    pub(crate) caller: Caller,
    pub(crate) language: Language,
    /// Whether responses state the cost.
    pub(crate) wants_cost: bool,
}

impl Client {
    /// The client of a plain request, from its headers.
    pub(crate) async fn identify<E>(api: &Api<E>, http: &HttpRequest) -> Result<Self, AuthError> {
        let bearer = caller::bearer(http.headers())?;
        let caller = authenticate::identify(api, bearer.as_deref()).await?;
        Ok(Self { bearer, caller, ..Self::anonymous(http) })
    }

    /// A client whose credential has not been read yet.
    pub(crate) fn anonymous(http: &HttpRequest) -> Self {
        Self {
            http: http.clone(),
            bearer: None,
            caller: Caller::default(),
            language: language::of(http.headers()),
            wants_cost: http.headers().get(COST_HEADER).is_some_and(|value| value == "1"),
        }
    }

    /// The request, or the one that opened the connection.
    pub(crate) fn http(&self) -> &HttpRequest {
        &self.http
    }

    /// Whose share of the server the request uses.
    pub(crate) fn key<E>(&self, api: &Api<E>) -> CallerKey {
        caller_key::of(&self.caller, &self.http, &api.proxies)
    }

    /// Adds the data that resolvers read.
    pub(crate) fn attach<E>(&self, api: &Api<E>, request: Request) -> Request {
        let id = self.http.extensions().get::<RequestId>().cloned().unwrap_or_default();
        let request = request.data(self.caller.clone()).data(self.language).data(id);
        (api.attach)(request, self.key(api))
    }
}
