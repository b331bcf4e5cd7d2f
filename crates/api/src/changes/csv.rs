//! Changes as CSV: a line for each number of a month that differs.

use shahrak_exchange::text::escape;

use super::answer::{Figure, Month, Page};

/// The columns.
const HEADER: [&str; 8] =
    ["province", "province_name", "month", "figure", "before", "after", "difference", "changed_at"];

/// The file. Texts that a spreadsheet would take for formulas are written with an apostrophe before them; numbers are not,
/// negative ones included.
///
/// # Errors
/// The file cannot be written into memory.
pub(super) fn write(page: &Page) -> csv::Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(HEADER)?;
    for month in &page.nodes {
        month.figures.iter().try_for_each(|figure| file.write_record(line(month, figure)))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

fn line(month: &Month, figure: &Figure) -> [String; 8] {
    let text = |text: &str| escape(text).into_owned();
    [
        text(&month.province.code),
        text(&month.province.name.en),
        month.code(),
        text(&figure.figure),
        figure.before.clone(),
        figure.after.clone(),
        figure.difference.clone(),
        month.changed_at.clone(),
    ]
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        let page = json!({
            "since": "2026-01-01T00:00:00Z", "until": "2026-01-02T00:00:00Z",
            "pageInfo": { "hasNextPage": false, "endCursor": null },
            "nodes": [{
                "province": { "code": "IR-23", "name": { "en": "=HYPERLINK(\"x\"), \"a\"", "fa": null } },
                "year": { "number": 1399 }, "month": { "number": 7 }, "changedAt": "2026-01-01T10:00:00Z",
                "figures": [{ "figure": "@idled.units", "before": "3", "after": "1", "difference": "-2" }],
            }],
        });
        let page: Page = serde_json::from_value(page).unwrap();

        let file = String::from_utf8(write(&page).unwrap()).unwrap();

        assert_eq!(
            file,
            "province,province_name,month,figure,before,after,difference,changed_at\n\
             IR-23,\"'=HYPERLINK(\"\"x\"\"), \"\"a\"\"\",1399-07,'@idled.units,3,1,-2,2026-01-01T10:00:00Z\n"
        );
    }
}
