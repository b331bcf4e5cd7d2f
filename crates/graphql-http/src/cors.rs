//! Cross-origin resource sharing: which pages of other sites may call the API from a browser.

use actix_cors::Cors;
use actix_web::http::header::{self, HeaderMap};

use crate::access_log::REQUEST_ID;
use crate::client::COST_HEADER;
use crate::position::POSITION;
use crate::rate::{LIMIT, POLICY};

/// The rules for a list of origins, such as `https://example.ir`; `*` allows all.
pub(crate) fn cors(origins: &[String]) -> Cors {
    let cors = Cors::default()
        .allowed_methods(["GET", "POST", "OPTIONS"])
        .allowed_headers([header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE])
        .allowed_headers([REQUEST_ID, POSITION, header::HeaderName::from_static(COST_HEADER)])
        .expose_headers([REQUEST_ID, POSITION, header::RETRY_AFTER, LIMIT, POLICY])
        .max_age(3_600);
    if origins.iter().any(|origin| origin == "*") {
        return cors.allow_any_origin().send_wildcard();
    }
    origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// Whether the request may open a WebSocket. Browsers send no preflight request for it, only the origin of the page. Pages
/// of this server may, and so may programs, which send no origin.
pub(crate) fn may_open(origins: &[String], headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(origin) = text(header::ORIGIN) else {
        return true;
    };
    let own = origin.split_once("://").is_some_and(|(_, host)| Some(host) == text(header::HOST));
    own || origins.iter().any(|allowed| allowed == "*" || allowed == origin)
}
