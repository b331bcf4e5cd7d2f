//! Finds the known name that was probably meant.

/// The name that is most similar to the given one, ignoring case; the first of several. None if no name is similar.
pub fn suggest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// The least similarity: below it, a suggestion misleads.
    const LIKE: f64 = 0.8;
    let found = found.to_lowercase();
    let part = |name: &str| found.len() > 2 && name.contains(&found);
    known
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            (strsim::jaro_winkler(&found, &lower).max(if part(&lower) { LIKE } else { 0.0 }), name)
        })
        .filter(|(likeness, _)| *likeness >= LIKE)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, name)| name)
}
