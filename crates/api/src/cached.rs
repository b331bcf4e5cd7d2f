//! Responses that stay the same until something is recorded: `ETag`, `Last-Modified`, and 304 for those who have them.

use actix_web::http::StatusCode;
use actix_web::http::header::{self, EntityTag, Header as _, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use graphql_http::error_code::{ErrorCode, log};
use graphql_http::rest;
use sha2::{Digest, Sha256};

use shahrak_domain::moment::Moment;
use shahrak_messages::{Message, message};
use shahrak_persistence::ledger::moments::Head;

/// What a response depends on.
pub(crate) struct Cached {
    tag: EntityTag,
    modified: Option<Moment>,
    is_known: bool,
}

impl Cached {
    /// A response to a request, which depends on its address, on what is recorded, and on some texts, such as the language.
    pub(crate) fn new(http: &HttpRequest, head: &Head, texts: &[&str]) -> Cached {
        let Head { position, reference_version, .. } = head;
        let (version, texts) = (env!("CARGO_PKG_VERSION"), texts.join("\n"));
        let text = format!("{}\n{texts}\n{position}\n{reference_version}\n{version}", http.uri());
        let hex: String =
            Sha256::digest(text.as_bytes())[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        let tag = EntityTag::new_strong(hex);
        Cached { is_known: is_known(http, &tag), tag, modified: None }
    }

    /// The same for a response that was last modified by a record of this moment.
    pub(crate) fn modified(self, at: Moment) -> Cached {
        Cached { modified: Some(at), ..self }
    }

    /// The response if the client has it.
    ///
    /// # Errors
    /// The client has it: 304.
    #[expect(clippy::result_large_err, reason = "the response is returned at once, not passed on")]
    pub(crate) fn unless_known(&self) -> Result<(), HttpResponse> {
        if !self.is_known {
            return Ok(());
        }
        Err(self.with_headers(HttpResponse::NotModified()).finish())
    }

    /// The beginning of a response that the client does not have.
    pub(crate) fn response(&self, content_type: &str) -> HttpResponseBuilder {
        let mut response = self.with_headers(HttpResponse::Ok());
        response.insert_header((header::CONTENT_TYPE, content_type));
        response
    }

    fn with_headers(&self, mut response: HttpResponseBuilder) -> HttpResponseBuilder {
        response
            .insert_header(header::ETag(self.tag.clone()))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, "accept, accept-language, authorization"));
        if let Some(at) = self.modified {
            response.insert_header(header::LastModified(std::time::SystemTime::from(at).into()));
        }
        response
    }
}

fn is_known(http: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(http) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// The response to a request that cannot be answered as it is.
pub(crate) fn bad(http: &HttpRequest, why: Message) -> HttpResponse {
    rest::error(http, StatusCode::BAD_REQUEST, ErrorCode::BadUserInput, why)
}

/// The response to a request for what does not exist.
pub(crate) fn not_found(http: &HttpRequest, why: Message) -> HttpResponse {
    rest::error(http, StatusCode::NOT_FOUND, ErrorCode::BadUserInput, why)
}

/// The response to a failure on this side, which is logged.
pub(crate) fn fault(http: &HttpRequest, error: &dyn std::error::Error) -> HttpResponse {
    let message = message!("fault-on-our-side", id = log(error));
    rest::error(http, StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::InternalServerError, message)
}
