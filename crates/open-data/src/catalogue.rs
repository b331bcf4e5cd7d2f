//! What there is to download, for catalogues of open data: DCAT-AP 3 and schema.org `Dataset`, as JSON-LD. Addresses are
//! relative to that of the document.

use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::{Value, json};

use shahrak_domain::moment::Moment;
use shahrak_messages::message;

use crate::names::Names;

/// The media type.
pub const MEDIA_TYPE: &str = "application/ld+json";

/// The licence of the data.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// What the catalogue is made of.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The files of the register.
    pub files: Vec<Distribution>,
    /// The moment of the last record.
    pub modified: Moment,
    /// The notice that the register is synthetic, if it is.
    pub synthetic: Option<Names>,
}

/// A form in which data can be downloaded.
#[derive(Clone, Debug)]
pub struct Distribution {
    /// The address: `/exports/parks.geojson`.
    pub path: String,
    /// Its name.
    pub title: Names,
    /// The media type without parameters: `text/csv`.
    pub media_type: &'static str,
}

/// The document.
#[derive(Debug, Serialize)]
pub struct Document {
    #[serde(rename = "@context")]
    context: Value,
    #[serde(rename = "@graph")]
    graph: Vec<Value>,
}

impl Catalogue {
    /// The document.
    pub fn document(&self) -> Document {
        let mut graph = vec![self.catalogue(), publisher()];
        graph.extend(self.datasets());
        graph.extend(self.files.iter().map(distribution));
        graph.extend([statistics_file("csv"), statistics_file("json"), graphql(), sdmx()]);
        Document { context: context(), graph }
    }

    fn catalogue(&self) -> Value {
        json!({
            "@id": "/catalog",
            "@type": ["dcat:Catalog", "schema:DataCatalog"],
            "dct:title": texts(message!("catalogue-title").into()),
            "dct:description": texts(message!("catalogue-description").into()),
            "dct:publisher": publisher_id(),
            "dct:language": languages(),
            "dct:license": licence(),
            "dct:modified": moment(self.modified),
            "dcat:dataset": ids(["/catalog#register", "/catalog#statistics"]),
            "dcat:service": ids(["/graphql", "/sdmx"]),
            "schema:name": texts(message!("catalogue-title").into()),
        })
    }

    fn datasets(&self) -> [Value; 2] {
        let files: Vec<Value> =
            self.files.iter().map(|file| id(&format!("/catalog#{}", file.path))).collect();
        let statistics = ["csv", "json"].map(|format| id(&statistics_id(format)));
        [
            self.dataset(
                "register",
                message!("dataset-register").into(),
                message!("dataset-register-description").into(),
                &files,
            ),
            self.dataset(
                "statistics",
                message!("dataflow-register").into(),
                message!("dataflow-register-meaning").into(),
                &statistics,
            ),
        ]
    }

    /// A data set, for both vocabularies.
    fn dataset(&self, name: &str, title: Names, description: Names, distributions: &[Value]) -> Value {
        let mut descriptions = texts(description);
        if let (Some(notice), Value::Array(all)) = (&self.synthetic, &mut descriptions) {
            for (text, described) in texts(notice.clone()).as_array().into_iter().flatten().zip(all) {
                let both = format!("{} {}", string(&text["@value"]), string(&described["@value"]));
                described["@value"] = both.into();
            }
        }
        json!({
            "@id": format!("/catalog#{name}"),
            "@type": ["dcat:Dataset", "schema:Dataset"],
            "dct:title": texts(title.clone()),
            "dct:description": descriptions,
            "dct:identifier": name,
            "dct:publisher": publisher_id(),
            "dct:language": languages(),
            "dct:modified": moment(self.modified),
            "dct:spatial": listed("country/IRN", "dct:Location"),
            "dct:accrualPeriodicity": listed("frequency/UPDATE_CONT", "dct:Frequency"),
            "dct:accessRights": listed("access-right/PUBLIC", "dct:RightsStatement"),
            "dcat:theme": theme(),
            "dcat:distribution": distributions,
            "schema:name": texts(title),
            "schema:description": descriptions,
            "schema:license": licence(),
            "schema:isAccessibleForFree": true,
            "schema:dateModified": moment(self.modified),
            "schema:creator": publisher_id(),
            "schema:spatialCoverage": "IR",
            "schema:includedInDataCatalog": id("/catalog"),
            "schema:distribution": distributions,
        })
    }
}

fn context() -> Value {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

fn distribution(file: &Distribution) -> Value {
    json!({
        "@id": format!("/catalog#{}", file.path),
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": texts(file.title.clone()),
        "dct:license": licence(),
        "dct:format": format_of(file.media_type),
        "dcat:mediaType": media_type(file.media_type),
        "dcat:accessURL": id(&file.path),
        "dcat:downloadURL": id(&file.path),
        "schema:contentUrl": id(&file.path),
        "schema:encodingFormat": file.media_type,
    })
}

/// The statistics as CSV or JSON.
fn statistics_file(format: &str) -> Value {
    let path = format!("/sdmx/data/dataflow/SHAHRAK/REGISTER/1.0/*?format={format}");
    let kind = if format == "csv" { "text/csv" } else { "application/json" };
    let mut file = distribution(&Distribution {
        path,
        title: Names::same(format!("SDMX-{}", format.to_uppercase())),
        media_type: kind,
    });
    file["@id"] = statistics_id(format).into();
    file["dcat:accessService"] = id("/sdmx");
    file
}

fn statistics_id(format: &str) -> String {
    format!("/catalog#statistics-{format}")
}

fn graphql() -> Value {
    json!({
        "@id": "/graphql",
        "@type": "dcat:DataService",
        "dct:title": texts(Names::same("GraphQL")),
        "dct:publisher": publisher_id(),
        "dcat:endpointURL": id("/graphql"),
        "dcat:endpointDescription": id("/schema.graphql"),
        "dcat:servesDataset": ids(["/catalog#register", "/catalog#statistics"]),
    })
}

fn sdmx() -> Value {
    json!({
        "@id": "/sdmx",
        "@type": "dcat:DataService",
        "dct:title": texts(Names::same("SDMX")),
        "dct:publisher": publisher_id(),
        "dct:conformsTo": typed("https://sdmx.org/", "dct:Standard"),
        "dcat:endpointURL": id("/sdmx"),
        "dcat:servesDataset": id("/catalog#statistics"),
    })
}

fn publisher() -> Value {
    let name = Names::from(message!("open-data-publisher"));
    json!({
        "@id": "/catalog#publisher",
        "@type": ["foaf:Agent", "schema:Organization"],
        "foaf:name": texts(name.clone()),
        "schema:name": texts(name),
    })
}

fn publisher_id() -> Value {
    id("/catalog#publisher")
}

fn licence() -> Value {
    typed(LICENCE, "dct:LicenseDocument")
}

fn languages() -> [Value; 2] {
    ["ENG", "FAS"].map(|language| listed(&format!("language/{language}"), "dct:LinguisticSystem"))
}

fn media_type(name: &str) -> Value {
    typed(&format!("http://www.iana.org/assignments/media-types/{name}"), "dct:MediaType")
}

/// The file type, by the list of the European authorities.
fn format_of(media_type: &str) -> Value {
    let name = match media_type {
        "text/csv" => "CSV",
        "application/geo+json" => "GEOJSON",
        "application/ld+json" => "JSON_LD",
        "application/x-ndjson" => "JSONL",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "XLSX",
        _ => "JSON",
    };
    listed(&format!("file-type/{name}"), "dct:MediaTypeOrExtent")
}

fn id(address: &str) -> Value {
    json!({ "@id": address })
}

fn theme() -> Value {
    let mut theme = listed("data-theme/ECON", "skos:Concept");
    theme["skos:prefLabel"] = json!({ "@language": "en", "@value": "Economy and finance" });
    theme
}

/// A term of the lists of the European authorities.
fn listed(term: &str, class: &str) -> Value {
    typed(&format!("{AUTHORITY}/{term}"), class)
}

/// A thing that this document does not describe, with its class, which the rules of DCAT-AP check.
fn typed(address: &str, class: &str) -> Value {
    json!({ "@id": address, "@type": class })
}

fn ids(addresses: [&str; 2]) -> [Value; 2] {
    addresses.map(id)
}

fn moment(at: Moment) -> Value {
    json!({ "@type": "xsd:dateTime", "@value": at.to_rfc3339_opts(SecondsFormat::Secs, true) })
}

/// A text in the languages in which it exists.
fn texts(names: Names) -> Value {
    let text = |language: &str, text: Option<String>| {
        text.map(|text| json!({ "@language": language, "@value": text }))
    };
    [text("en", names.en), text("fa", names.fa)].into_iter().flatten().collect()
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn catalogue(synthetic: Option<Names>) -> Value {
        let files = vec![Distribution {
            path: "/exports/parks.geojson".to_owned(),
            title: Names::same("parks.geojson"),
            media_type: "application/geo+json",
        }];
        serde_json::to_value(Catalogue { files, modified: Moment::default(), synthetic }.document()).unwrap()
    }

    /// The addresses of this document that others refer to.
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Object(fields) if fields.len() == 1 && fields.contains_key("@id") => {
                found.extend(
                    fields["@id"].as_str().filter(|it| it.starts_with("/catalog#")).map(str::to_owned),
                );
            }
            Value::Object(fields) => fields.values().for_each(|item| references(item, found)),
            _ => {}
        }
    }

    #[test]
    fn everything_that_is_referred_to_is_described() {
        let document = catalogue(None);
        let nodes = document["@graph"].as_array().unwrap();
        let described: BTreeSet<String> = nodes.iter().map(|node| string(&node["@id"]).to_owned()).collect();
        let mut referred = BTreeSet::new();
        references(&document["@graph"], &mut referred);
        assert!(referred.is_subset(&described), "{:?}", referred.difference(&described));
        assert!(referred.contains("/catalog#/exports/parks.geojson"));
    }

    #[test]
    fn a_synthetic_register_says_so_in_every_data_set() {
        let document = catalogue(Some(Names::same("Synthetic!")));
        let sets =
            document["@graph"].as_array().unwrap().iter().filter(|it| it["@type"][0] == "dcat:Dataset");
        let said = sets.map(|set| string(&set["dct:description"][0]["@value"]).starts_with("Synthetic! "));
        assert_eq!(said.collect::<Vec<_>>(), [true, true]);
        assert!(!catalogue(None).to_string().contains("Synthetic!"));
    }
}
