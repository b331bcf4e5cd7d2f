//! The bundled data: provinces, years, activities, rates, thresholds, metrics, targets and announced
//! figures.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;
use shahrak_domain::vocabulary::Vocabulary;
use shahrak_exchange::context::ReaderContext;
use shahrak_exchange::file_row::FileRow;
use shahrak_exchange::reader;
use shahrak_exchange::row::{MetricRow, ProvinceRow};
use shahrak_import::ImportFile;

/// The files of `data/` with their kinds.
const FILES: [(FileKind, &str, &str); 8] = [
    (FileKind::Provinces, "provinces.csv", include_str!("../../../data/provinces.csv")),
    (FileKind::Years, "years.csv", include_str!("../../../data/years.csv")),
    (FileKind::IsicDivisions, "isic_divisions.csv", include_str!("../../../data/isic_divisions.csv")),
    (FileKind::Rates, "rates.csv", include_str!("../../../data/rates.csv")),
    (FileKind::Methodologies, "methodologies.csv", include_str!("../../../data/methodologies.csv")),
    (FileKind::Metrics, "metrics.csv", include_str!("../../../data/metrics.csv")),
    (FileKind::Targets, "targets.csv", include_str!("../../../data/targets.csv")),
    (FileKind::Announcements, "announcements.csv", include_str!("../../../data/announcements.csv")),
];

/// A hash of the files, which differs between versions.
pub fn digest() -> String {
    let mut sha = Sha256::new();
    for (_, name, text) in FILES {
        sha.update(name);
        sha.update(text);
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The files, ready for [`load_bundle`](shahrak_import::load_bundle).
pub fn files() -> Vec<ImportFile> {
    let file = |(kind, name, text): (FileKind, &'static str, &'static str)| ImportFile {
        kind,
        name: name.to_owned(),
        input: Box::new(text.as_bytes()),
        size: u64::try_from(text.len()).ok(),
        findings: None,
        by_columns: false,
    };
    FILES.map(file).into()
}

/// The metrics of `data/metrics.csv`.
pub fn vocabulary() -> Vocabulary {
    Vocabulary::new(rows().map(|MetricRow(metric)| metric).collect()).unwrap_or_default()
}

/// The provinces of `data/provinces.csv`.
pub fn provinces() -> Vec<Province> {
    rows().map(|ProvinceRow(province)| province).collect()
}

/// The rows of a file that has neither days nor places.
fn rows<T: FileRow>() -> impl Iterator<Item = T> {
    let text = FILES.iter().find(|(kind, ..)| *kind == T::KIND).map_or("", |(.., text)| *text);
    let context = ReaderContext { today: Day::LAST, now: Moment::default(), provinces: Vec::new() };
    let rows = reader::read::<T, _>(T::KIND.code(), text.as_bytes(), Arc::new(context));
    rows.into_iter().flatten().filter_map(Result::ok).map(|line| line.row)
}
