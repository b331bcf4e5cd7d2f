use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, iter};

use chrono::NaiveDate;
use serde_json::json;

use super::*;
use crate::catalogue::{ENGLISH, PERSIAN};

#[path = "source.rs"]
mod source;

fn both(message: &Message) -> [String; 2] {
    [message.text(Language::English), message.text(Language::Persian)]
}

#[test]
fn both_languages_have_every_message_with_the_same_arguments() {
    for (english, persian) in ENGLISH.into_iter().zip(PERSIAN) {
        assert_eq!(source::messages(english).unwrap(), source::messages(persian).unwrap());
    }
}

#[test]
fn every_message_is_used() {
    /// Keys that code puts together from a prefix and a code.
    const FAMILIES: [&str; 24] = [
        "page-office-basis-",
        "page-office-figure-",
        "page-office-hedge-",
        "page-office-measure-",
        "event-kind-",
        "file-kind-",
        "label-",
        "list-",
        "month-",
        "page-announced-",
        "page-figure-",
        "page-finding-",
        "page-flow-",
        "page-key-",
        "page-line-",
        "page-metric-",
        "page-not-computable-",
        "page-number-",
        "page-provinces-",
        "page-relation-",
        "page-schedule-",
        "quarter-",
        "set-",
        "status-",
    ];
    let files = sources(Path::new("../")).chain(sources(Path::new("../../web/dashboard")));
    let code: String = files.map(|file| fs::read_to_string(file).unwrap()).collect();
    let unused = keys::MESSAGES.iter().map(|(key, _)| *key).filter(|key| {
        let family = FAMILIES.iter().any(|prefix| key.starts_with(prefix));
        !family
            && ![format!("\"{key}\""), format!("'{key}'"), format!("\\\"{key}\\\"")]
                .iter()
                .any(|quoted| code.contains(quoted))
    });
    assert_eq!(unused.collect::<Vec<_>>(), Vec::<&str>::new());
}

fn sources(folder: &Path) -> Box<dyn Iterator<Item = PathBuf>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    Box::new(entries.flat_map(|path| -> Box<dyn Iterator<Item = PathBuf>> {
        if path.is_dir() {
            sources(&path)
        } else {
            let is_source =
                |path: &PathBuf| path.extension().is_some_and(|it| it == "rs" || it == "ts" || it == "tsx");
            Box::new(iter::once(path).filter(is_source))
        }
    }))
}

#[test]
fn every_number_of_every_message_has_persian_digits_in_persian() {
    let wrong =
        keys::MESSAGES.iter().filter(|(_, arguments)| !arguments.is_empty()).filter(|(key, arguments)| {
            let numbers: BTreeMap<_, _> =
                arguments.iter().map(|name| (*name, json!({ "number": "8642.5" }))).collect();
            let message: Message = serde_json::from_value(json!({ "key": key, "args": numbers })).unwrap();
            let [english, persian] = both(&message);
            english.contains("8642.5") && (persian.contains("8642") || !persian.contains("۸۶۴۲٫۵"))
        });
    assert_eq!(wrong.map(|(key, _)| *key).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn numbers_and_days_are_written_as_in_the_language() {
    let day = NaiveDate::from_ymd_opt(2021, 1, 27).unwrap();
    let message = message!("day-in-future", day, today = day.pred_opt().unwrap());
    assert_eq!(
        both(&message),
        [
            "2021-01-27 is in the future; today is 2021-01-26",
            "۱۳۹۹-۱۱-۰۸ هنوز نرسیده است؛ امروز ۱۳۹۹-۱۱-۰۷ است"
        ]
    );
    let message =
        message!("number-out-of-range", number = Argument::number("-0.5"), least = 0, most = 10_u64.pow(18));
    assert_eq!(
        both(&message),
        [
            "-0.5 is out of range; use 0 to 1000000000000000000",
            "-۰٫۵ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰ بنویسید"
        ]
    );
}

#[test]
fn parts_of_a_sentence_have_their_own_words() {
    let status = |code| message!("verbatim", text = code);
    let message = message!(
        "event-not-allowed",
        kind = message!("event-kind-revived"),
        status = message!("status-active"),
        allowed = Argument::any_of([message!("status-inactive"), status("x")]),
    );
    assert_eq!(
        both(&message),
        [
            "revived is not allowed while the unit is active; it is allowed while the unit is inactive, x",
            "«احیا» برای واحدی که فعال است ممکن نیست؛ برای واحدی ممکن است که غیرفعال یا x باشد"
        ]
    );
}

#[test]
fn a_message_is_stored_as_its_key_and_arguments() {
    let message = message!(
        "fact-missing",
        kind = message!("event-kind-land-assigned"),
        fact = Argument::list(["area_m2", "jobs"]),
    );
    let stored = json!({ "key": "fact-missing", "args": {
        "kind": { "message": { "key": "event-kind-land-assigned" } },
        "fact": { "list": ["area_m2", "jobs"] },
    } });
    assert_eq!(serde_json::to_value(&message).unwrap(), stored);
    assert_eq!(serde_json::from_value::<Message>(stored).unwrap(), message);
    let old: BTreeMap<String, Message> = serde_json::from_value(json!({ "message": "as it was" })).unwrap();
    assert_eq!(both(&old["message"]), ["as it was", "as it was"]);
}

#[test]
fn a_text_is_cut_and_shows_no_control_characters() {
    let message = message!("not-a-code", found = format!("a\u{7}{}", "x".repeat(300)));
    let text = message.text(Language::English);
    assert!(text.starts_with("“a\u{fffd}xx") && text.contains("x…”"), "{text}");
}

#[test]
fn persian_text_is_in_the_catalogue() {
    /// Sources that compare or make texts, whose Persian letters are data.
    const DATA: [&str; 9] = [
        "domain/src/text.rs",
        "domain/src/parse.rs",
        "exchange/src/reader/header.rs",
        "exchange/src/spelling.rs",
        "exchange/src/text.rs",
        "persistence/src/announcement/filter.rs",
        "graphql/announcement/filter.rs",
        "workbook/cell.rs",
        "workbook/format.rs",
    ];
    let persian = |line: &str| line.contains(|letter| ('\u{600}'..='\u{6FF}').contains(&letter));
    for file in sources(Path::new("../")) {
        let path = file.to_string_lossy().replace('\\', "/");
        let data = DATA.iter().any(|data| path.ends_with(data))
            || path.contains("exchange/src/columns/")
            || path.contains("demo/src/");
        let only_for_tests = ["/tests", "/testing.rs", "/hostile.rs"].iter().any(|part| path.contains(part));
        if only_for_tests || data {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let line = code.lines().find(|line| persian(line));
        assert_eq!(line, None, "{path}");
    }
}
