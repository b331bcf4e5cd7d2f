//! Changes as an Atom feed (RFC 4287): an entry for each month of a province.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use sha2::{Digest, Sha256};
use shahrak_messages::{Argument, Language, Message, message};

use super::answer::{Month, Page};

/// The addresses in a feed, relative to it.
pub(super) struct Links {
    /// The feed.
    pub(super) itself: String,
    /// The same as CSV.
    pub(super) csv: String,
    /// The next page.
    pub(super) next: Option<String>,
}

/// What tells one feed from another: the parameters without those of the page.
pub(super) struct Identity<'a> {
    /// The first moment.
    pub(super) since: &'a str,
    /// The units that count.
    pub(super) population: &'a str,
    /// The province, if only one counts.
    pub(super) province: Option<&'a str>,
}

type Xml = Writer<Vec<u8>>;

/// The feed in a language, with a notice about the register if there is one.
///
/// # Errors
/// The feed cannot be written into memory.
pub(super) fn write(
    page: &Page,
    identity: &Identity<'_>,
    links: &Links,
    notice: Option<&str>,
    language: Language,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let tag = if language == Language::Persian { "fa" } else { "en" };
    let root = xml.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    root.with_attribute(("xml:lang", tag)).write_inner_content(|xml| {
        // The latest change comes first.
        let updated = page.nodes.first().map_or(page.since.as_str(), |month| &month.changed_at);
        element(xml, "id", &id(identity, None))?;
        element(xml, "title", &message!("changes-title").text(language))?;
        if let Some(notice) = notice {
            element(xml, "subtitle", notice)?;
        }
        element(xml, "updated", updated)?;
        xml.create_element("author").write_inner_content(|xml| element(xml, "name", "Shahrak"))?;
        link(xml, "self", "application/atom+xml", &links.itself)?;
        link(xml, "alternate", "text/csv", &links.csv)?;
        if let Some(next) = &links.next {
            link(xml, "next", "application/atom+xml", next)?;
        }
        page.nodes.iter().try_for_each(|month| entry(xml, month, identity, links, language))
    })?;
    Ok(xml.into_inner())
}

fn entry(
    xml: &mut Xml,
    month: &Month,
    identity: &Identity<'_>,
    links: &Links,
    language: Language,
) -> io::Result<()> {
    xml.create_element("entry").write_inner_content(|xml| {
        element(xml, "id", &id(identity, Some(month)))?;
        element(xml, "title", &title(month, language))?;
        element(xml, "updated", &month.changed_at)?;
        link(xml, "alternate", "text/csv", &links.csv)?;
        let lines: Vec<String> =
            month.figures.iter().map(|it| format!("{}: {} → {}", it.figure, it.before, it.after)).collect();
        let content = xml.create_element("content").with_attribute(("type", "text"));
        content.write_text_content(BytesText::new(&lines.join("\n")))?;
        Ok(())
    })?;
    Ok(())
}

fn title(month: &Month, language: Language) -> String {
    let name = &month.province.name;
    let province = match (language, &name.fa) {
        (Language::Persian, Some(name)) => name,
        _ => &name.en,
    };
    let (year, number) = month.numbers();
    let named = Message::new(format!("month-{number}"), []);
    message!(
        "changes-of-month",
        province = Message::verbatim(province),
        month = named,
        year = Argument::number(year)
    )
    .text(language)
}

/// The id of a feed, or of its entry about a month. The same feed has the same ids whenever and wherever it is read, and
/// feeds since another moment have others: a UUID (version 8) from what the feed is about.
fn id(identity: &Identity<'_>, month: Option<&Month>) -> String {
    let Identity { since, population, province } = identity;
    let of = month.map(|month| format!("{} {}", month.province.code, month.code())).unwrap_or_default();
    let text = format!("shahrak changes\n{since}\n{population}\n{}\n{of}", province.unwrap_or("IR"));
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", parts.join("-"))
}

fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn link(xml: &mut Xml, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    let link = xml.create_element("link").with_attribute(("rel", rel)).with_attribute(("type", kind));
    link.with_attribute(("href", href)).write_empty()?;
    Ok(())
}
