//! Content negotiation: which of the media types of GraphQL the answer has, and whether it may be a stream of events.

use actix_web::HttpRequest;
use actix_web::http::header::{Accept, Header as _, Quality};

/// A media type of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status tells whether the request was good.
    GraphqlResponse,
    /// `application/json`: the status is 200 whatever is wrong with the document.
    Json,
    /// `text/event-stream`. What is refused before the stream begins is JSON, with a status that tells.
    Events,
}

/// What a client accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Accepted {
    /// For what is one answer.
    pub(super) media: Media,
    /// Whether a subscription can be answered by events.
    pub(super) events: bool,
}

impl Media {
    /// The value of `Content-Type`.
    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json | Self::Events => "application/json; charset=utf-8",
        }
    }

    /// The type itself, and the range of its kind.
    const fn ranges(self) -> (&'static str, &'static str) {
        match self {
            Self::GraphqlResponse => ("application/graphql-response+json", "application/*"),
            Self::Json => ("application/json", "application/*"),
            Self::Events => ("text/event-stream", "text/*"),
        }
    }
}

/// What the client accepts most; `None` where it accepts nothing that there is.
///
/// Without a header, and by a wildcard, it is JSON: a client that knows another type names it. One that accepts JSON
/// and events is answered by events only where it subscribes.
pub(super) fn negotiate(request: &HttpRequest) -> Option<Accepted> {
    let accept = Accept::parse(request).unwrap_or_else(|_| Accept::star());
    if accept.is_empty() {
        return Some(Accepted { media: Media::Json, events: false });
    }
    let (json, _) = rank(&accept, Media::Json);
    let (newer, named) = rank(&accept, Media::GraphqlResponse);
    let (events, events_named) = rank(&accept, Media::Events);
    let events = events_named && events > Quality::ZERO;
    let media = match (json, newer) {
        (Quality::ZERO, Quality::ZERO) if events => Media::Events,
        (Quality::ZERO, Quality::ZERO) => return None,
        (json, newer) if newer > json || (newer == json && named) => Media::GraphqlResponse,
        _ => Media::Json,
    };
    Some(Accepted { media, events })
}

/// The quality that the most specific matching range gives, and whether that range names the type.
fn rank(accept: &Accept, media: Media) -> (Quality, bool) {
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
    fn check(accept: &str, expected: Option<Media>, events: bool) {
        let request = TestRequest::default().insert_header(("accept", accept)).to_http_request();
        let expected = expected.map(|media| Accepted { media, events });
        assert_eq!(negotiate(&request), expected, "{accept}");
    }

    #[test]
    fn events_are_for_those_who_name_them() {
        check("text/event-stream", Some(Media::Events), true);
        check("text/event-stream, */*;q=0", Some(Media::Events), true);
        check("text/event-stream, application/json", Some(Media::Json), true);
        let all = "application/graphql-response+json, application/json, text/event-stream";
        check(all, Some(Media::GraphqlResponse), true);
        check("text/*", None, false);
        check("text/event-stream;q=0, */*", Some(Media::Json), false);
    }

    #[test]
    fn the_newer_type_is_for_those_who_name_it() {
        let newer = Some(Media::GraphqlResponse);
        let json = Some(Media::Json);
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
