//! Answers with the files of web pages that are embedded in the binary.

use actix_web::http::header::{self, CacheControl, CacheDirective, ETag, EntityTag, Header, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use rust_embed::EmbeddedFile;

/// A file as it is; not found if there is none.
pub fn answer(
    request: &HttpRequest,
    file: Option<EmbeddedFile>,
    cache: Vec<CacheDirective>,
    policy: &'static str,
) -> HttpResponse {
    let Some(file) = file else {
        return HttpResponse::NotFound().finish();
    };
    let tag = entity_tag(&file);
    let mut response = if has(request, &tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(ETag(tag.clone())).insert_header(CacheControl(cache));
    secure(&mut response, policy);
    if has(request, &tag) {
        return response.finish();
    }
    response.content_type(content_type(&file)).body(file.data)
}

/// An asset: its name contains a hash of its content, so caches can keep it for ever.
pub fn asset(request: &HttpRequest, file: Option<EmbeddedFile>, policy: &'static str) -> HttpResponse {
    let forever = vec![
        CacheDirective::Public,
        CacheDirective::MaxAge(31_536_000),
        CacheDirective::Extension("immutable".to_owned(), None),
    ];
    answer(request, file, forever, policy)
}

/// Adds what keeps a page to itself: its content security policy, no guessing of types, no referrer.
pub fn secure(response: &mut HttpResponseBuilder, policy: &str) {
    response
        .insert_header((header::CONTENT_SECURITY_POLICY, policy))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "no-referrer"));
}

/// Weak, because the content may be compressed.
fn entity_tag(file: &EmbeddedFile) -> EntityTag {
    let hash = file.metadata.sha256_hash();
    EntityTag::new_weak(hash[..16].iter().map(|byte| format!("{byte:02x}")).collect())
}

fn has(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(known)) => known.iter().any(|one| one.weak_eq(tag)),
        Err(_) => false,
    }
}

fn content_type(file: &EmbeddedFile) -> String {
    let mime = file.metadata.mimetype();
    if mime.starts_with("text/") { format!("{mime}; charset=utf-8") } else { mime.to_owned() }
}
