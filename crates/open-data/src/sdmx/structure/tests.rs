use expect_test::expect;
use serde_json::Value;

use super::*;
use crate::sdmx::testing::vocabulary;

fn message(kinds: &[Artefact], ids: Option<&[&str]>) -> Value {
    let message = StructureMessage::new(&vocabulary(), kinds, ids, Moment::default());
    serde_json::to_value(message).unwrap()
}

#[test]
fn a_list_has_its_codes_in_both_languages() {
    let message = message(&[Artefact::Codelist], Some(&["CL_AREA"]));
    expect![[r#"
        [
          {
            "agencyID": "SHAHRAK",
            "codes": [
              {
                "id": "IR",
                "name": "Iran",
                "names": {
                  "en": "Iran",
                  "fa": "ایران"
                }
              },
              {
                "id": "IR-09",
                "name": "Khorasan Razavi",
                "names": {
                  "en": "Khorasan Razavi",
                  "fa": "خراسان رضوی"
                },
                "parent": "IR"
              }
            ],
            "id": "CL_AREA",
            "links": [
              {
                "rel": "self",
                "urn": "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=SHAHRAK:CL_AREA(1.0)"
              }
            ],
            "name": "The country and its provinces",
            "names": {
              "en": "The country and its provinces",
              "fa": "کشور و استان‌های آن"
            },
            "version": "1.0"
          }
        ]"#]]
    .assert_eq(&serde_json::to_string_pretty(&message["data"]["codelists"]).unwrap());
}

#[test]
fn the_constraint_names_the_metrics_of_the_data() {
    let message = message(&[Artefact::DataConstraint], None);
    let region = &message["data"]["dataConstraints"][0]["cubeRegions"][0];
    let values: Vec<&str> = region["keyValues"][0]["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value["value"].as_str().unwrap())
        .collect();
    assert_eq!(values, ["units_revived", "share_inactive"]);
}

#[test]
fn every_component_refers_to_a_concept_and_a_list_that_exist() {
    let message = message(&Artefact::ALL, None);
    let text = message.to_string();
    for component in Component::ALL {
        let concept = format!("Concept=SHAHRAK:CONCEPTS(1.0).{}\"", component.id());
        assert_eq!(text.matches(&concept).count(), 1, "{concept}");
    }
    for list in ListId::ALL {
        let urn = format!("Codelist=SHAHRAK:{}(1.0)\"", list.id());
        assert_eq!(text.matches(&urn).count(), 2, "{urn}");
    }
}

#[test]
fn structures_are_chosen_by_kind_and_id() {
    let is_empty = |kinds: &[Artefact], ids| {
        StructureMessage::new(&vocabulary(), kinds, ids, Moment::default()).is_empty()
    };
    assert!(!is_empty(&Artefact::ALL, None));
    assert!(!is_empty(&[Artefact::Dataflow], Some(&["REGISTER"])));
    assert!(is_empty(&[Artefact::Dataflow], Some(&["CL_METRIC"])));
}
