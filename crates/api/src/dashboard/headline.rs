//! The headline figures of a year as the server writes them into its page.

use actix_web::HttpRequest;
use actix_web::web::Query;
use async_graphql::Variables;
use chrono::NaiveDate;
use graphql_http::{Api, rest};
use serde::Deserialize;
use serde_json::{Value, json};

use shahrak_messages::{Argument, Language, Message, message};

use super::document;
use super::route::escaped;
use crate::graphql::Schema;

/// The year of which the bundled targets and announcements tell; `pages/year.tsx` chooses it in the same cases.
const STORY: i32 = 1399;

/// What is written into a page. Nothing of it for places other than a year.
#[derive(Default)]
pub(super) struct Headline {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// The figures, as HTML
    pub(super) body: String,
    /// The answers that the page need not ask for, as an element of HTML
    pub(super) answers: String,
}

/// The view that the address asks for, as in `address.ts`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    as_of: Option<String>,
    known_at: Option<String>,
    population: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Front {
    register_info: RegisterInfo,
    events: Events,
}

#[derive(Deserialize)]
struct RegisterInfo {
    synthetic: Option<Value>,
}

#[derive(Deserialize)]
struct Events {
    nodes: Vec<Event>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    occurred_on: String,
}

#[derive(Deserialize)]
struct Year {
    report: Report,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    as_of: NaiveDate,
    commissioned: Commissioned,
    revived: Revived,
    stock: Stock,
}

#[derive(Deserialize)]
struct Commissioned {
    units: u64,
    jobs: Value,
    investment: Investment,
}

#[derive(Deserialize)]
struct Investment {
    irr: String,
}

#[derive(Deserialize)]
struct Revived {
    units: u64,
    jobs: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stock {
    idle_share: Option<f64>,
}

/// The headline of a place, which is the rest of the address behind the language. None if it shows no year, or the
/// register does not answer.
pub(super) async fn of_place(
    api: &Api<Schema>,
    http: &HttpRequest,
    place: &str,
    language: Language,
) -> Option<Headline> {
    let mut answers = Vec::new();
    let year = match place {
        "" => {
            let front = ask(api, http, "Front", json!({}), &mut answers).await?;
            year_of_front(&serde_json::from_value(front).ok()?)?
        }
        other => other.parse().ok().filter(|year| (1300..1600).contains(year))?,
    };
    let view = Query::<View>::from_query(http.query_string()).ok()?.into_inner();
    let variables = json!({
        "year": year,
        "asOf": view.as_of,
        "knownAt": view.known_at,
        "population": view.population.as_deref().unwrap_or("IN_PARKS"),
    });
    let data = ask(api, http, "Year", variables, &mut answers).await?;
    let Year { report } = serde_json::from_value(data).ok()?;
    Some(report.headline(year, language, &answers))
}

/// Asks an operation of the pages, and keeps the answer for the page.
async fn ask(
    api: &Api<Schema>,
    http: &HttpRequest,
    operation: &str,
    variables: Value,
    answers: &mut Vec<Value>,
) -> Option<Value> {
    let document = document(operation)?;
    let data = rest::query(api, http, &document, Variables::from_json(variables.clone())).await.ok()?;
    answers.push(json!({ "question": { "operation": operation, "variables": variables }, "data": data }));
    Some(data)
}

fn year_of_front(front: &Front) -> Option<i32> {
    match front.events.nodes.first() {
        Some(event) if front.register_info.synthetic.is_none() => event.occurred_on.get(..4)?.parse().ok(),
        _ => Some(STORY),
    }
}

impl Report {
    fn headline(&self, year: i32, language: Language, answers: &[Value]) -> Headline {
        let text = |message: Message| message.text(language);
        let number = |digits: &str| Argument::number(grouped(digits, language));
        let idle = self.stock.idle_share.map_or("–".to_owned(), |share| format!("{:.1}", share * 100.0));
        let title = text(message!("page-year", year));
        let description = text(message!(
            "page-headline",
            commissioned = number(&self.commissioned.units.to_string()),
            revived = number(&self.revived.units.to_string()),
            idle = Argument::number(&idle),
            year,
            day = self.as_of,
        ));
        let count = |value: &Value| message!("page-number", number = number(value_text(value)));
        let figures = [
            (message!("page-figure-units-commissioned"), count(&self.commissioned.units.to_string().into())),
            (
                message!("page-figure-investment-commissioned"),
                message!("page-rials", amount = number(&self.commissioned.investment.irr)),
            ),
            (message!("page-figure-jobs-commissioned"), count(&value_of(&self.commissioned.jobs))),
            (message!("page-figure-units-revived"), count(&self.revived.units.to_string().into())),
            (message!("page-figure-jobs-revived"), count(&value_of(&self.revived.jobs))),
            (message!("page-figure-idle"), message!("page-idle-percent", number = Argument::number(&idle))),
        ];
        let figures = figures.map(|(name, value)| {
            format!("<div><dt>{}</dt><dd>{}</dd></div>", escaped(&text(name)), escaped(&text(value)))
        });
        Headline {
            body: format!(
                "<main><h1>{}</h1><p>{}</p><dl class=\"facts\">{}</dl></main>",
                escaped(&title),
                escaped(&description),
                figures.concat(),
            ),
            answers: element(answers),
            title: Some(text(message!("page-title", title))),
            description: Some(description),
        }
    }
}

/// A number of the answer as a text, whether it arrives as a number or as a string.
fn value_of(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.to_string().into(), Value::from)
}

fn value_text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Digits in groups of three.
pub(super) fn grouped(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::English => ',',
        Language::Persian => '\u{66C}',
    };
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// The answers as data, which a browser does not run. No text in it can end the element.
fn element(answers: &[Value]) -> String {
    let json = Value::from(answers).to_string().replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"answers\">{json}</script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_as_in_the_language() {
        assert_eq!(grouped("150000000000000", Language::English), "150,000,000,000,000");
        assert_eq!(grouped("1160", Language::Persian), "1\u{66C}160");
        assert_eq!(grouped("12", Language::English), "12");
    }

    #[test]
    fn no_text_of_an_answer_ends_its_element() {
        let element = element(&[json!({ "name": "</script><script>" })]);

        assert_eq!(element.matches("</script>").count(), 1, "{element}");
    }
}
