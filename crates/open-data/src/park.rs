//! Parks on the map: GeoJSON (RFC 7946). A park without a position has no geometry.

use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::names::Names;

/// The media type.
pub const MEDIA_TYPE: &str = "application/geo+json";

/// A park, as the query `parks` returns it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Park {
    /// The code.
    pub code: String,
    /// The name.
    pub name: Names,
    /// The province.
    pub province: Province,
    /// The county.
    pub county: Option<String>,
    /// The legal form: `INDUSTRIAL_PARK`.
    pub kind: String,
    /// The owner: `STATE`.
    pub ownership: String,
    /// The day of approval, `2021-01-27`.
    pub approved_on: String,
    /// The first day on which land was assigned.
    pub operating_since: Option<String>,
    /// The day on which it closed.
    pub closed_on: Option<String>,
    /// The area.
    pub land: Land,
    /// The position.
    pub position: Option<Position>,
}

/// The province of a park.
#[derive(Clone, Debug, Deserialize)]
pub struct Province {
    /// The ISO 3166-2 code of 2020.
    pub code: String,
}

/// The area of a park, in hectares: decimals as texts, as the query returns them.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Land {
    /// Total.
    pub total_hectares: Option<String>,
    /// With finished infrastructure.
    pub operational_hectares: Option<String>,
    /// Ready to be assigned.
    pub assignable_hectares: Option<String>,
}

/// A position in degrees (WGS 84).
#[derive(Clone, Debug, Deserialize)]
pub struct Position {
    /// North of the equator.
    pub latitude: Number,
    /// East of Greenwich.
    pub longitude: Number,
}

/// All parks.
#[derive(Debug, Serialize)]
pub struct FeatureCollection {
    r#type: &'static str,
    features: Vec<Feature>,
}

#[derive(Debug, Serialize)]
struct Feature {
    r#type: &'static str,
    id: String,
    geometry: Option<Geometry>,
    properties: Properties,
}

#[derive(Debug, Serialize)]
struct Geometry {
    r#type: &'static str,
    coordinates: [Number; 2],
}

/// The facts of a park, named as the columns of `parks.csv`, with codes as there.
#[derive(Debug, Serialize)]
struct Properties {
    code: String,
    name_en: Option<String>,
    name_fa: Option<String>,
    province: String,
    county: Option<String>,
    kind: String,
    ownership: String,
    approved_on: String,
    operating_since: Option<String>,
    closed_on: Option<String>,
    land_total_ha: Option<Number>,
    land_operational_ha: Option<Number>,
    land_assignable_ha: Option<Number>,
}

impl FeatureCollection {
    /// The collection of these parks.
    pub fn new(parks: impl IntoIterator<Item = Park>) -> FeatureCollection {
        FeatureCollection {
            r#type: "FeatureCollection",
            features: parks.into_iter().map(Feature::from).collect(),
        }
    }
}

impl From<Park> for Feature {
    fn from(park: Park) -> Feature {
        let point = |at: Position| Geometry { r#type: "Point", coordinates: [at.longitude, at.latitude] };
        Feature {
            r#type: "Feature",
            id: park.code.clone(),
            geometry: park.position.map(point),
            properties: Properties {
                code: park.code,
                name_en: park.name.en,
                name_fa: park.name.fa,
                province: park.province.code,
                county: park.county,
                kind: park.kind.to_lowercase(),
                ownership: park.ownership.to_lowercase(),
                approved_on: park.approved_on,
                operating_since: park.operating_since,
                closed_on: park.closed_on,
                land_total_ha: number(park.land.total_hectares),
                land_operational_ha: number(park.land.operational_hectares),
                land_assignable_ha: number(park.land.assignable_hectares),
            },
        }
    }
}

/// A decimal as a number.
fn number(decimal: Option<String>) -> Option<Number> {
    decimal?.parse().ok()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::*;

    fn park(position: &serde_json::Value) -> Park {
        serde_json::from_value(json!({
            "code": "TOUS", "name": { "en": "Tous", "fa": "توس" }, "province": { "code": "IR-09" }, "county": null,
            "kind": "INDUSTRIAL_PARK", "ownership": "STATE", "approvedOn": "1985-03-21", "operatingSince": null,
            "closedOn": null, "land": { "totalHectares": "120.5", "operationalHectares": null, "assignableHectares": null },
            "position": position,
        }))
        .unwrap()
    }

    #[test]
    fn a_park_is_a_point_with_the_longitude_first() {
        let parks = [park(&json!({ "latitude": 36.43, "longitude": 59.4 }))];
        let found = serde_json::to_string_pretty(&FeatureCollection::new(parks)).unwrap();
        expect![[r#"
            {
              "type": "FeatureCollection",
              "features": [
                {
                  "type": "Feature",
                  "id": "TOUS",
                  "geometry": {
                    "type": "Point",
                    "coordinates": [
                      59.4,
                      36.43
                    ]
                  },
                  "properties": {
                    "code": "TOUS",
                    "name_en": "Tous",
                    "name_fa": "توس",
                    "province": "IR-09",
                    "county": null,
                    "kind": "industrial_park",
                    "ownership": "state",
                    "approved_on": "1985-03-21",
                    "operating_since": null,
                    "closed_on": null,
                    "land_total_ha": 120.5,
                    "land_operational_ha": null,
                    "land_assignable_ha": null
                  }
                }
              ]
            }"#]]
        .assert_eq(&found);
    }

    #[test]
    fn a_park_without_a_position_has_no_geometry() {
        let found = serde_json::to_value(FeatureCollection::new([park(&json!(null))])).unwrap();
        assert_eq!(found["features"][0]["geometry"], json!(null));
    }
}
