//! The files of a register as a Data Package (version 2): what each table holds, and how the tables refer to each other.

use chrono::SecondsFormat;
use serde::Serialize;

use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_exchange::columns::{Column, columns_of};
use shahrak_messages::{Explain as _, Language, message};

use crate::catalogue::LICENCE;
use crate::names::Names;

mod field;
mod relation;

use field::Field;
use relation::{ForeignKey, foreign_keys, primary_key};

/// The name of its file.
pub const DATA_PACKAGE: &str = "datapackage.json";

const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// The description of exported files.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DataPackage {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: &'static str,
    title: String,
    titles: Names,
    description: String,
    /// Whether the parks, units and events are made up.
    synthetic: bool,
    version: String,
    created: String,
    /// The moment of knowledge. It is not a property of the standard.
    known_at: String,
    keywords: [&'static str; 4],
    licenses: [License; 1],
    contributors: [Contributor; 1],
    sources: [Source; 1],
    resources: Vec<Resource>,
}

/// Of what a package is made.
#[derive(Clone, Debug)]
pub struct Content {
    /// The files, as CSV with the names of columns as headers.
    pub files: Vec<ExportedFile>,
    /// The moment of knowledge.
    pub known_at: Moment,
    /// When the package is made.
    pub created: Moment,
    /// The notice that the register is synthetic, if it is.
    pub synthetic: Option<String>,
}

/// A file.
#[derive(Clone, Debug)]
pub struct ExportedFile {
    /// What it holds.
    pub kind: FileKind,
    /// Its path, relative to the package: `units.csv`.
    pub path: String,
    /// Its columns beyond those of its kind.
    pub further: &'static [Column],
    /// Its length and its SHA-256 in hexadecimal digits, if it is written already.
    pub digest: Option<(u64, String)>,
}

#[derive(Debug, Serialize)]
struct License {
    name: &'static str,
    path: &'static str,
    title: &'static str,
}

#[derive(Debug, Serialize)]
struct Contributor {
    title: String,
    roles: [&'static str; 1],
}

#[derive(Debug, Serialize)]
struct Source {
    title: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    path: String,
    title: String,
    titles: Names,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    schema: Schema,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

impl DataPackage {
    /// The package.
    pub fn new(content: Content) -> DataPackage {
        let known_at = content.known_at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let title = message!("dataset-register");
        let description = message!("dataset-register-description").text(Language::English);
        let kinds: Vec<FileKind> = content.files.iter().map(|file| file.kind).collect();
        DataPackage {
            schema: PROFILE,
            name: "shahrak-register",
            title: title.text(Language::English),
            titles: title.into(),
            synthetic: content.synthetic.is_some(),
            description: match content.synthetic {
                Some(notice) => format!("{notice} {description}"),
                None => description,
            },
            version: known_at.clone(),
            created: content.created.to_rfc3339_opts(SecondsFormat::Secs, true),
            known_at,
            keywords: ["Iran", "industrial parks", "investment", "employment"],
            licenses: [License {
                name: "CC-BY-4.0",
                path: LICENCE,
                title: "Creative Commons Attribution 4.0",
            }],
            contributors: [Contributor {
                title: message!("open-data-publisher").text(Language::English),
                roles: ["publisher"],
            }],
            sources: [Source { title: message!("catalogue-title").text(Language::English) }],
            resources: content.files.into_iter().map(|file| Resource::new(file, &kinds)).collect(),
        }
    }
}

impl Resource {
    /// The description of a file, beside those of other kinds.
    fn new(file: ExportedFile, kinds: &[FileKind]) -> Resource {
        let (kind, title) = (file.kind, file.kind.message());
        let (bytes, sha256) = file.digest.unzip();
        Resource {
            name: resource_name(kind),
            kind: "table",
            path: file.path,
            title: title.text(Language::English),
            titles: title.into(),
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            bytes,
            hash: sha256.map(|sha256| format!("sha256:{sha256}")),
            schema: Schema {
                fields: columns_of(kind)
                    .iter()
                    .chain(file.further)
                    .map(|column| Field::of(kind, column))
                    .collect(),
                missing_values: [""],
                primary_key: primary_key(kind),
                foreign_keys: foreign_keys(kind).filter(|key| key.is_to(kinds)).collect(),
            },
        }
    }
}

/// The name of a resource: small letters and dashes.
fn resource_name(kind: FileKind) -> String {
    use shahrak_domain::code::Coded as _;
    kind.code().replace('_', "-")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use expect_test::expect;
    use serde_json::Value;
    use shahrak_domain::code::Coded as _;

    use super::*;

    fn package(kinds: &[FileKind], synthetic: Option<&str>) -> Value {
        let file = |kind: &FileKind| ExportedFile {
            kind: *kind,
            path: format!("{}.csv", kind.code()),
            further: &[],
            digest: Some((12, "ab".to_owned())),
        };
        let content = Content {
            files: kinds.iter().map(file).collect(),
            known_at: Moment::default(),
            created: Moment::default(),
            synthetic: synthetic.map(str::to_owned),
        };
        serde_json::to_value(DataPackage::new(content)).unwrap()
    }

    #[test]
    fn a_field_says_what_its_column_holds() {
        let package = package(&[FileKind::Parks], None);
        let field = |name: &str| {
            let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
            fields.iter().find(|field| field["name"] == name).unwrap().to_string()
        };
        expect![[r#"{"categories":[{"label":"state","value":"state"},{"label":"non-governmental","value":"non_governmental"}],"constraints":{"required":true},"description":"The owner of the park.","descriptions":{"en":"The owner of the park.","fa":"مالک شهرک."},"example":"state","name":"ownership","title":"Ownership","titles":{"en":"Ownership","fa":"مالکیت"},"type":"string"}"#]]
        .assert_eq(&field("ownership"));
        assert!(field("land_total_ha").contains(r#""type":"number","unit":"hectares""#));
        assert!(field("approved_on").contains(r#""type":"date""#));
    }

    #[test]
    fn tables_have_keys_of_columns_that_exist() {
        for kind in FileKind::ALL {
            let names: Vec<&str> = columns_of(*kind).iter().map(|column| column.name).collect();
            let keys = primary_key(*kind).iter().copied().chain(foreign_keys(*kind).map(|key| key.column()));
            for key in keys {
                assert!(names.contains(&key), "{kind:?}: {key}");
            }
            for key in foreign_keys(*kind) {
                assert_eq!(primary_key(key.to()), key.target(), "{kind:?}");
            }
        }
    }

    #[test]
    fn tables_that_are_not_in_the_package_are_not_referred_to() {
        let keys =
            |kinds: &[FileKind]| package(kinds, None)["resources"][0]["schema"]["foreignKeys"].to_string();
        assert_eq!(keys(&[FileKind::Units]), "null");
        assert_eq!(
            keys(&[FileKind::Units, FileKind::Parks]),
            r#"[{"fields":["park"],"reference":{"fields":["code"],"resource":"parks"}}]"#
        );
    }

    #[test]
    fn a_synthetic_register_says_so_first() {
        let package = package(&[FileKind::Units], Some("Made up."));
        assert_eq!(package["synthetic"], true);
        assert!(package["description"].as_str().unwrap().starts_with("Made up. "));
    }
}
