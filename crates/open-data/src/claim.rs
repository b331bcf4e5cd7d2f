//! Announced figures and what the register says of them: schema.org `ClaimReview`, as JSON-LD. A figure that cannot be
//! compared has no review.

use serde::{Deserialize, Serialize};
use shahrak_messages::{Argument, Language, Message, message};

use crate::names::{Names, unit_of_measure};

/// The media type.
pub const MEDIA_TYPE: &str = "application/ld+json";

/// The address of the reviews of all figures; that of one follows it.
pub const PATH: &str = "/claims";

/// An announced figure with its comparison, as the query `figures` returns it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// The code: `a120`.
    pub code: String,
    /// Who said it.
    pub speaker: Option<String>,
    /// For whom.
    pub organisation: Option<String>,
    /// The code of the metric.
    pub metric: String,
    /// The metric.
    pub announced_metric: Option<Metric>,
    /// The hedge: `OVER`.
    pub hedge: Option<String>,
    /// The number, or the lower end of a range.
    pub low: String,
    /// The higher end of a range; otherwise the same number.
    pub high: String,
    /// The unit of measurement.
    pub unit: String,
    /// `IR`, or the code of a province.
    pub scope: String,
    /// The province.
    pub province: Option<Province>,
    /// The last day of the period.
    pub period_to: Option<String>,
    /// The announcement.
    pub announcement: Announcement,
    /// The comparison.
    pub comparison: Comparison,
}

/// The name of a metric.
#[derive(Clone, Debug, Deserialize)]
pub struct Metric {
    /// The name.
    pub name: Names,
}

/// The name of a province.
#[derive(Clone, Debug, Deserialize)]
pub struct Province {
    /// The name.
    pub name: Names,
}

/// Where and when a figure was announced.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Announcement {
    /// The day.
    pub announced_on: Option<String>,
    /// The address of the source.
    pub source: String,
}

/// What the register says.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The verdict.
    pub verdict: Verdict,
    /// The computed value.
    pub computed: Option<String>,
    /// The day of the comparison.
    pub as_of: String,
}

/// Whether the statement admits the computed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// It does.
    Agrees,
    /// It does not.
    Differs,
    /// There is no computed value.
    NotComputable,
}

/// Reviews as a document.
#[derive(Debug, Serialize)]
pub struct Reviews {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<ClaimReview>,
}

/// The review of a figure.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ClaimReview {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    url: String,
    in_language: &'static str,
    claim_reviewed: String,
    review_body: String,
    date_published: String,
    author: Agent,
    item_reviewed: Claim,
    review_rating: Rating,
}

/// What was claimed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Claim {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Agent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    appearance: Appearance,
}

/// A person or an organisation.
#[derive(Debug, Serialize)]
struct Agent {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<Box<Agent>>,
}

#[derive(Debug, Serialize)]
struct Appearance {
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Rating {
    #[serde(rename = "@type")]
    kind: &'static str,
    rating_value: u8,
    best_rating: u8,
    worst_rating: u8,
    alternate_name: String,
}

impl Reviews {
    /// The reviews of those figures that can be compared, in a language.
    pub fn new(figures: impl IntoIterator<Item = Figure>, language: Language) -> Reviews {
        let review = |figure| ClaimReview::of(figure, language);
        Reviews { context: "https://schema.org", graph: figures.into_iter().filter_map(review).collect() }
    }

    /// Whether no figure can be compared.
    pub fn is_empty(&self) -> bool {
        self.graph.is_empty()
    }
}

impl ClaimReview {
    fn of(figure: Figure, language: Language) -> Option<ClaimReview> {
        let computed = figure.comparison.computed.clone()?;
        let (rating_value, verdict) = match figure.comparison.verdict {
            Verdict::Agrees => (2, message!("claim-agrees")),
            Verdict::Differs => (1, message!("claim-differs")),
            Verdict::NotComputable => return None,
        };
        let url = format!("{PATH}/{}", figure.code);
        let body = message!(
            "claim-review",
            computed = Argument::number(computed),
            unit = unit_of_measure(&figure.unit)
        );
        Some(ClaimReview {
            kind: "ClaimReview",
            id: url.clone(),
            url,
            in_language: if language == Language::Persian { "fa" } else { "en" },
            claim_reviewed: figure.claim().text(language),
            review_body: body.text(language),
            date_published: figure.comparison.as_of.clone(),
            author: Agent::organisation(message!("open-data-publisher").text(language)),
            review_rating: Rating {
                kind: "Rating",
                rating_value,
                best_rating: 2,
                worst_rating: 1,
                alternate_name: verdict.text(language),
            },
            item_reviewed: figure.into_claim(),
        })
    }
}

impl Figure {
    /// The claim as a sentence.
    fn claim(&self) -> Message {
        let number = match self.low == self.high {
            true => Argument::number(&self.low),
            false => message!(
                "claim-range",
                low = Argument::number(&self.low),
                high = Argument::number(&self.high)
            )
            .into(),
        };
        let value = match self.hedge.as_deref() {
            Some("ABOUT") => message!("claim-about", number).into(),
            Some("OVER") => message!("claim-over", number).into(),
            Some("NEARLY") => message!("claim-nearly", number).into(),
            Some("UP_TO") => message!("claim-up-to", number).into(),
            _ => number,
        };
        let metric =
            self.announced_metric.as_ref().map_or_else(|| self.metric.as_str().into(), |it| name(&it.name));
        let place = self
            .province
            .as_ref()
            .map_or_else(|| message!("country-of-register").into(), |it| name(&it.name));
        match self.period_to.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok()) {
            Some(day) => {
                message!("claim-of-day", metric, value, unit = unit_of_measure(&self.unit), place, day)
            }
            None => message!("claim-without-day", metric, value, unit = unit_of_measure(&self.unit), place),
        }
    }

    fn into_claim(self) -> Claim {
        let organisation = self.organisation.map(Agent::organisation);
        let author = match self.speaker {
            Some(name) => Some(Agent { kind: "Person", name, affiliation: organisation.map(Box::new) }),
            None => organisation,
        };
        Claim {
            kind: "Claim",
            author,
            date_published: self.announcement.announced_on,
            appearance: Appearance { kind: "CreativeWork", url: self.announcement.source },
        }
    }
}

impl Agent {
    fn organisation(name: impl Into<String>) -> Agent {
        Agent { kind: "Organization", name: name.into(), affiliation: None }
    }
}

fn name(names: &Names) -> Argument {
    Argument::Name { en: names.shown().to_owned(), fa: names.fa.clone() }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use expect_test::expect;
    use serde_json::{Value, json};

    use super::*;

    fn figure(changes: &Value) -> Figure {
        let mut figure = json!({
            "code": "a126", "speaker": "Mohsen Salehinia", "organisation": "ISIPO", "metric": "units_revived",
            "announcedMetric": { "name": { "en": "Units revived", "fa": "واحدهای احیاشده" } }, "hedge": null,
            "low": "1170", "high": "1170", "unit": "units", "scope": "IR", "province": null,
            "periodTo": "2021-01-27", "announcement": { "announcedOn": "2021-01-27", "source": "https://example.org/1" },
            "comparison": { "verdict": "DIFFERS", "computed": "1", "asOf": "2021-06-01" },
        });
        let fields = figure.as_object_mut().unwrap();
        fields.extend(changes.as_object().unwrap().clone());
        serde_json::from_value(figure).unwrap()
    }

    fn review(changes: &Value, language: Language) -> Value {
        serde_json::to_value(Reviews::new([figure(changes)], language)).unwrap()["@graph"][0].take()
    }

    #[test]
    fn a_figure_is_reviewed_against_the_register() {
        let found = serde_json::to_string_pretty(&review(&json!({}), Language::English)).unwrap();
        expect![[r#"
            {
              "@id": "/claims/a126",
              "@type": "ClaimReview",
              "author": {
                "@type": "Organization",
                "name": "Shahrak"
              },
              "claimReviewed": "Units revived, Iran, up to 2021-01-27: 1170 units",
              "datePublished": "2021-06-01",
              "inLanguage": "en",
              "itemReviewed": {
                "@type": "Claim",
                "appearance": {
                  "@type": "CreativeWork",
                  "url": "https://example.org/1"
                },
                "author": {
                  "@type": "Person",
                  "affiliation": {
                    "@type": "Organization",
                    "name": "ISIPO"
                  },
                  "name": "Mohsen Salehinia"
                },
                "datePublished": "2021-01-27"
              },
              "reviewBody": "For the same metric, place and period, the register computes 1 units.",
              "reviewRating": {
                "@type": "Rating",
                "alternateName": "Differs from the register",
                "bestRating": 2,
                "ratingValue": 1,
                "worstRating": 1
              },
              "url": "/claims/a126"
            }"#]]
        .assert_eq(&found);
    }

    #[test]
    fn the_claim_keeps_its_hedge() {
        let check = |changes: Value, language, expected: &str| {
            assert_eq!(review(&changes, language)["claimReviewed"], expected);
        };
        let range =
            json!({ "hedge": "RANGE", "low": "22", "high": "24", "unit": "percent", "periodTo": null });
        check(range, Language::English, "Units revived, Iran: 22 to 24 percent");
        let over = json!({ "hedge": "OVER", "province": { "name": { "en": "Tehran", "fa": "تهران" } } });
        check(over.clone(), Language::English, "Units revived, Tehran, up to 2021-01-27: over 1170 units");
        check(over, Language::Persian, "واحدهای احیاشده، تهران، تا ۱۳۹۹-۱۱-۰۸: بیش از ۱۱۷۰ واحد");
    }

    #[test]
    fn what_cannot_be_computed_has_no_review() {
        let comparison = json!({ "verdict": "NOT_COMPUTABLE", "computed": null, "asOf": "2021-06-01" });
        assert!(Reviews::new([figure(&json!({ "comparison": comparison }))], Language::English).is_empty());
    }
}
