//! The messages of the catalogue, known to the compiler.

/// Keys with their arguments.
pub(crate) const MESSAGES: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/messages.rs"));

/// Checks a message; in a constant, at compile time.
///
/// # Panics
/// Unless the catalogue has a message with exactly these arguments.
pub const fn check(key: &str, arguments: &[&str]) {
    let mut at = 0;
    while at < MESSAGES.len() {
        let (known, takes) = MESSAGES[at];
        if equal(known, key) {
            assert!(same(takes, arguments), "locales/en.ftl has this message with other arguments");
            return;
        }
        at += 1;
    }
    panic!("locales/en.ftl has no message with this key; add it there and to locales/fa.ftl");
}

const fn same(one: &[&str], other: &[&str]) -> bool {
    let mut at = 0;
    while at < one.len() {
        if !contains(other, one[at]) {
            return false;
        }
        at += 1;
    }
    one.len() == other.len()
}

const fn contains(list: &[&str], text: &str) -> bool {
    let mut at = 0;
    while at < list.len() {
        if equal(list[at], text) {
            return true;
        }
        at += 1;
    }
    false
}

const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}
