//! The GraphiQL page: built from `web/graphiql`, embedded in the binary, and self-contained.

use actix_web::http::header::CacheDirective;
use actix_web::middleware::Compress;
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::rest;
use rust_embed::RustEmbed;

use crate::embedded;

/// The files that `build.rs` builds. Debug builds read them from the directory at each request.
#[derive(RustEmbed)]
#[folder = "../../web/dist/graphiql"]
struct Page;

/// The page may load only what this server sends. Styles may be inline because Monaco creates style sheets; its fonts are
/// embedded in them.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; \
     connect-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Serves the page at `/graphiql` and its files below `/graphiql/assets/`.
pub fn configure(cfg: &mut web::ServiceConfig) {
    cfg.service(
        web::scope("/graphiql")
            .wrap(Compress::default())
            .service(rest::read_only(web::resource(["", "/"]), page))
            .service(rest::read_only(web::resource("/assets/{name}"), asset)),
    );
}

async fn page(request: HttpRequest) -> HttpResponse {
    let cache = vec![CacheDirective::NoCache];
    embedded::answer(&request, Page::get("index.html"), cache, CONTENT_SECURITY_POLICY)
}

async fn asset(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    embedded::asset(&request, Page::get(&format!("assets/{name}")), CONTENT_SECURITY_POLICY)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use actix_web::body::MessageBody;
    use actix_web::dev::ServiceResponse;
    use actix_web::http::{StatusCode, header};
    use actix_web::{App, test};

    use super::*;

    async fn get(path: &str, known: Option<&str>) -> ServiceResponse<impl MessageBody + use<>> {
        let app = test::init_service(App::new().configure(configure)).await;
        let mut request = test::TestRequest::get().uri(path);
        if let Some(tag) = known {
            request = request
                .insert_header((header::IF_NONE_MATCH, tag))
                .insert_header((header::ACCEPT_ENCODING, "gzip"));
        }
        test::call_service(&app, request.to_request()).await
    }

    fn sent<'a>(response: &'a ServiceResponse<impl MessageBody>, name: &str) -> &'a str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[actix_web::test]
    async fn the_page_is_revalidated_and_may_load_nothing_from_other_hosts() {
        for path in ["/graphiql", "/graphiql/"] {
            let response = get(path, None).await;

            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(sent(&response, "content-type"), "text/html; charset=utf-8");
            assert_eq!(sent(&response, "cache-control"), "no-cache");
            assert!(sent(&response, "content-security-policy").starts_with("default-src 'none'"));
        }
    }

    #[actix_web::test]
    async fn all_assets_of_the_page_are_served_and_cached_for_ever() {
        let html = test::read_body(get("/graphiql", None).await).await;
        let html = String::from_utf8(html.to_vec()).unwrap();
        let named: Vec<_> =
            html.split('"').filter(|part| part.contains('/') && !part.contains(['<', ' '])).collect();
        let assets: Vec<_> = named.iter().filter(|part| part.starts_with("/graphiql/assets/")).collect();

        assert!(!html.contains("://"), "the page names another host");
        assert!(assets.len() >= 3, "{named:?}");
        for path in assets {
            let response = get(path, None).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(sent(&response, "cache-control"), "public, max-age=31536000, immutable");
            assert_ne!(sent(&response, "content-type"), "application/octet-stream", "{path}");
        }
    }

    #[actix_web::test]
    async fn an_unchanged_page_is_not_sent_again() {
        let tag = sent(&get("/graphiql", None).await, "etag").to_owned();
        let response = get("/graphiql", Some(&tag)).await;

        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(sent(&response, "etag"), tag);
        assert!(test::read_body(response).await.is_empty());
    }

    #[actix_web::test]
    async fn an_unknown_asset_is_not_found() {
        for path in ["/graphiql/assets/none.js", "/graphiql/assets", "/graphiql/index.html"] {
            assert_eq!(get(path, None).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
