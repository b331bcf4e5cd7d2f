//! The pages for officers below `/en/office` and `/fa/office`, and `GET /sign-in.json`: with which provider people sign in
//! there. A closed register answers it as well, because nobody has signed in yet.

use actix_web::http::header;
use actix_web::middleware::Compress;
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::rest;
use serde::Serialize;
use url::Url;

use shahrak_messages::Language;

use super::Files;
use super::headline::Headline;
use super::route::{CONTENT_SECURITY_POLICY, fill};
use crate::auth::oidc::{Client, Oidc};
use crate::embedded;

/// How people sign in on the pages. The default is by pasting a token alone.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// The provider.
    provider: Option<ProviderOfPages>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ProviderOfPages {
    issuer: String,
    client_id: String,
    scopes: String,
}

impl SignIn {
    /// By the client of a provider, if it has one for the pages.
    pub fn with(oidc: Option<&Oidc>) -> SignIn {
        let provider = oidc.and_then(Oidc::sign_in).map(|(issuer, Client { id, scopes })| ProviderOfPages {
            issuer: issuer.to_owned(),
            client_id: id.clone(),
            scopes: scopes.clone(),
        });
        SignIn { provider }
    }

    /// The policy of the pages, which may ask the provider for tokens besides this server.
    fn policy(&self) -> String {
        let issuer = self.provider.as_ref().and_then(|provider| Url::parse(&provider.issuer).ok());
        let Some(issuer) = issuer else { return CONTENT_SECURITY_POLICY.to_owned() };
        let origin = issuer.origin().ascii_serialization();
        CONTENT_SECURITY_POLICY.replace("connect-src 'self'", &format!("connect-src 'self' {origin}"))
    }

    /// Serves the pages for officers and `/sign-in.json`.
    pub fn configure(&self, cfg: &mut web::ServiceConfig) {
        let (told, policy) = (self.clone(), self.policy());
        let tell = move || {
            let told = told.clone();
            async move { HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-cache")).json(told) }
        };
        let show = move |request: HttpRequest| {
            let policy = policy.clone();
            async move { page(&request, &policy) }
        };
        let pages = web::resource(["/{language:en|fa}/office", "/{language:en|fa}/office/{rest:.*}"]);
        let pages = rest::read_only(pages, show).wrap(Compress::default());
        cfg.service(rest::read_only(web::resource("/sign-in.json"), tell)).service(pages);
    }
}

fn page(request: &HttpRequest, policy: &str) -> HttpResponse {
    let Some(file) = Files::get("index.html") else {
        return HttpResponse::NotFound().finish();
    };
    let path = request.path().trim_matches('/');
    let (language, place) = path.split_once('/').unwrap_or((path, ""));
    let language = if language == "fa" { Language::Persian } else { Language::English };
    let mut response = HttpResponse::Ok();
    embedded::secure(&mut response, policy);
    response
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/html; charset=utf-8")
        .body(fill(&String::from_utf8_lossy(&file.data), &Headline::default(), language, place))
}
