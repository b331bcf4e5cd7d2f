//! Content negotiation: which of the two media types of GraphQL the answer has.

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header as _, Quality};

/// A media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status tells whether the request was good.
    GraphqlResponse,
    /// `application/json`: the status is 200 whatever is wrong with the document.
    Json,
}

impl Media {
    /// The value of `Content-Type`.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        }
    }

    const fn subtype(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "graphql-response+json",
            Self::Json => "json",
        }
    }
}

/// What the client accepts most; `None` where it accepts neither.
///
/// Without a header, and by a wildcard, it is JSON: a client that knows the newer type names it.
pub(super) fn negotiate(request: &HttpRequest) -> Option<Media> {
    let accept = Accept::parse(request).unwrap_or_else(|_| Accept::star());
    if accept.is_empty() {
        return Some(Media::Json);
    }
    let (json, _) = rank(&accept, Media::Json);
    let (newer, named) = rank(&accept, Media::GraphqlResponse);
    match (json, newer) {
        (Quality::ZERO, Quality::ZERO) => None,
        (json, newer) if newer > json || (newer == json && named) => Some(Media::GraphqlResponse),
        _ => Some(Media::Json),
    }
}

/// The quality that the most specific matching range gives, and whether that range names the type.
fn rank(accept: &Accept, media: Media) -> (Quality, bool) {
    let specificity = |range: &str| match range {
        "*/*" => Some(0),
        "application/*" => Some(1),
        exact if exact.strip_prefix("application/") == Some(media.subtype()) => Some(2),
        _ => None,
    };
    accept
        .iter()
        .filter_map(|item| Some((specificity(item.item.essence_str())?, item.quality)))
        .max()
        .map_or((Quality::ZERO, false), |(specific, quality)| (quality, specific == 2))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn check(accept: &str, expected: Option<Media>) {
        let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
        assert_eq!(negotiate(&request), expected, "{accept}");
    }

    #[test]
    fn the_newer_type_is_for_those_who_name_it() {
        let newer = Some(Media::GraphqlResponse);
        let json = Some(Media::Json);
        assert_eq!(negotiate(&TestRequest::default().to_http_request()), json);
        for (accept, expected) in [
            ("*/*", json),
            ("application/*", json),
            ("application/json", json),
            ("text/html,application/xhtml+xml,*/*;q=0.8", json),
            ("application/graphql-response+json", newer),
            ("application/graphql-response+json; charset=utf-8", newer),
            ("application/graphql-response+json, application/json", newer),
            ("application/json, application/graphql-response+json", newer),
            ("application/graphql-response+json, application/json;q=0.9", newer),
            ("application/graphql-response+json;q=0.5, application/json", json),
            ("application/graphql-response+json, */*;q=0.1", newer),
            ("application/json;q=0, */*", newer),
            ("application/json;q=0", None),
            ("text/html", None),
            ("*/*;q=0", None),
        ] {
            check(accept, expected);
        }
    }
}
