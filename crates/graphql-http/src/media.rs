//! Content negotiation: the media type of the response, and whether it may be a stream of events.

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header as _, Quality};

/// A media type of responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MediaType {
    /// `application/graphql-response+json`: the status shows whether the request was valid.
    GraphqlResponse,
    /// `application/json`: the status is 200 even if the document is wrong.
    Json,
    /// `text/event-stream`. Errors before the stream begins are JSON, with a status that shows them.
    Events,
}

/// What a client accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The type of a single response.
    pub(crate) media: MediaType,
    /// Whether a subscription can be answered with events.
    pub(crate) events: bool,
}

impl MediaType {
    /// The value of `Content-Type`.
    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json | Self::Events => "application/json; charset=utf-8",
        }
    }

    /// The type itself, and the range that includes it.
    const fn ranges(self) -> (&'static str, &'static str) {
        match self {
            Self::GraphqlResponse => ("application/graphql-response+json", "application/*"),
            Self::Json => ("application/json", "application/*"),
            Self::Events => ("text/event-stream", "text/*"),
        }
    }
}

/// The type that the client prefers; `None` if it accepts none of the types.
///
/// Without a header, and for a wildcard, this is JSON: a client that knows another type names it. A client that accepts
/// JSON and events gets events only for subscriptions.
pub(crate) fn negotiate(request: &HttpRequest) -> Option<Accepted> {
    let accept = Accept::parse(request).unwrap_or_else(|_| Accept::star());
    if accept.is_empty() {
        return Some(Accepted { media: MediaType::Json, events: false });
    }
    let (json, _) = rank(&accept, MediaType::Json);
    let (newer, named) = rank(&accept, MediaType::GraphqlResponse);
    let (events, events_named) = rank(&accept, MediaType::Events);
    let events = events_named && events > Quality::ZERO;
    let media = match (json, newer) {
        (Quality::ZERO, Quality::ZERO) if events => MediaType::Events,
        (Quality::ZERO, Quality::ZERO) => return None,
        (json, newer) if newer > json || (newer == json && named) => MediaType::GraphqlResponse,
        _ => MediaType::Json,
    };
    Some(Accepted { media, events })
}

/// The quality of the most specific matching range, and whether that range names the type.
fn rank(accept: &Accept, media: MediaType) -> (Quality, bool) {
    let (itself, kind) = media.ranges();
    let specificity = |range: &str| match range {
        "*/*" => Some(0),
        range if range == kind => Some(1),
        range if range == itself => Some(2),
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

    #[track_caller]
    fn check(accept: &str, expected: Option<MediaType>, events: bool) {
        let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
        let expected = expected.map(|media| Accepted { media, events });
        assert_eq!(negotiate(&request), expected, "{accept}");
    }

    #[test]
    fn events_must_be_named() {
        check("text/event-stream", Some(MediaType::Events), true);
        check("text/event-stream, */*;q=0", Some(MediaType::Events), true);
        check("text/event-stream, application/json", Some(MediaType::Json), true);
        let all = "application/graphql-response+json, application/json, text/event-stream";
        check(all, Some(MediaType::GraphqlResponse), true);
        check("text/*", None, false);
        check("text/event-stream;q=0, */*", Some(MediaType::Json), false);
    }

    #[test]
    fn the_newer_type_must_be_named() {
        let newer = Some(MediaType::GraphqlResponse);
        let json = Some(MediaType::Json);
        let bare = negotiate(&TestRequest::default().to_http_request());
        assert_eq!(bare, json.map(|media| Accepted { media, events: false }));
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
            check(accept, expected, false);
        }
    }
}
