//! The query behind both formats, and its answer.

use serde::Deserialize;

/// The query. Its variables are the parameters of the address.
pub(super) const QUERY: &str = "query Changes($since: DateTime!, $until: DateTime!, $province: String,
    $population: Population, $orderBy: MonthlyChangeOrder, $first: Int, $after: String) {
    monthlyChanges(since: $since, until: $until, province: $province, population: $population,
        orderBy: $orderBy, first: $first, after: $after) {
        since until pageInfo { hasNextPage endCursor }
        nodes { province { code name { en fa } } year { number } month { number } changedAt
            figures { figure before after difference } }
    }
}";

/// The data of an answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Answer {
    pub(super) monthly_changes: Page,
}

/// A page of months.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page {
    pub(super) since: String,
    pub(super) until: String,
    page_info: PageInfo,
    pub(super) nodes: Vec<Month>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

/// A month of a province.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Month {
    pub(super) province: Province,
    year: Number,
    month: Number,
    pub(super) changed_at: String,
    pub(super) figures: Vec<Figure>,
}

/// A province.
#[derive(Debug, Deserialize)]
pub(super) struct Province {
    pub(super) code: String,
    pub(super) name: Name,
}

/// A name.
#[derive(Debug, Deserialize)]
pub(super) struct Name {
    pub(super) en: String,
    pub(super) fa: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Number {
    number: i32,
}

/// A number that differs.
#[derive(Debug, Deserialize)]
pub(super) struct Figure {
    pub(super) figure: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) difference: String,
}

impl Page {
    /// The cursor of the next page, if there is one.
    pub(super) fn next(&self) -> Option<&str> {
        self.page_info.end_cursor.as_deref().filter(|_| self.page_info.has_next_page)
    }
}

impl Month {
    /// The year and the number of the month.
    pub(super) fn numbers(&self) -> (i32, i32) {
        (self.year.number, self.month.number)
    }

    /// The month as it is sorted: `1399-07`.
    pub(super) fn code(&self) -> String {
        let (year, month) = self.numbers();
        format!("{year}-{month:02}")
    }
}
