//! Workbooks over HTTP: their first visible sheet, and the sheets that are not read.

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;

use super::{UNITS, ended};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[tokio::test]
async fn the_first_sheet_of_a_workbook_is_imported() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let send = async |body: Vec<u8>| {
        let request =
            register.to_post("/imports?as=units").bearer_auth(&officer).header(CONTENT_TYPE, WORKBOOK);
        let response = request.body(body).send().await.unwrap();
        assert_eq!(response.status(), 202);
        ended(&register, &officer, &response.json().await.unwrap()).await
    };

    let wrong = send(workbook(&format!("{UNITS}\nU3,IR-31,Three\n"))).await;
    let refusal = &wrong["refusals"]["nodes"][0];
    assert_eq!((&refusal["line"], &refusal["code"]), (&json!(5), &json!("OLD_PROVINCE_CODE")));
    assert_eq!((&refusal["file"], &refusal["cell"]), (&json!("units.xlsx"), &json!("Sheet1!B5")));

    let damaged = send(workbook(UNITS)[..1000].to_vec()).await;
    assert_eq!(damaged["refusals"]["nodes"][0]["code"], "MALFORMED");

    let done = send(workbook(UNITS)).await;
    assert_eq!((&done["state"], &done["files"][0]["added"]), (&json!("DONE"), &json!(2)));
}

#[tokio::test]
async fn sheets_that_are_not_read_are_named_in_graphql_and_rest() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, code) in [("lists", "L1"), ("1399", "U1"), ("1400", "U2"), ("empty", "")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, line) in (0..).zip(["code,province,name_en", &format!("{code},IR-09,One")]) {
            for (column, cell) in (0..).zip(line.split(',')).filter(|_| !code.is_empty()) {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    workbook.worksheet_from_index(0).unwrap().set_hidden(true);
    workbook.worksheet_from_index(1).unwrap().set_active(true).set_first_tab(true);
    let request = register.to_post("/imports?as=units").bearer_auth(&officer).header(CONTENT_TYPE, WORKBOOK);
    let response = request.body(workbook.save_to_buffer().unwrap()).send().await.unwrap();
    let done = ended(&register, &officer, &response.json().await.unwrap()).await;

    assert_eq!((&done["state"], &done["files"][0]["added"]), (&json!("DONE"), &json!(1)), "{done:#}");
    let unit =
        register.ask("{ one: unit(code: \"U1\") { code } other: unit(code: \"U2\") { code } }", json!({}));
    assert_eq!(unit.await, json!({ "one": { "code": "U1" }, "other": null }));
    let warnings = &done["warnings"];
    assert_eq!((&warnings["totalCount"], &warnings["pageInfo"]["hasNextPage"]), (&json!(2), &json!(true)));
    let first = &warnings["nodes"][0];
    assert_eq!((&first["file"], &first["cell"]), (&json!("units.xlsx"), &Value::Null));
    assert!(first["message"].as_str().unwrap().contains("“lists” is not read: hidden"), "{first}");

    let address = format!("/imports/{}", done["id"].as_str().unwrap());
    let whole: Value = register.get_as(&officer, &address).await.json().await.unwrap();
    let second = &whole["import"]["warnings"][1];
    assert!(second["message"].as_str().unwrap().contains("“1400” is not read, although"), "{second}");
    assert!(second["messageFa"].as_str().unwrap().contains("برگهٔ «1400» خوانده نمی‌شود"), "{second}");
    assert_eq!(whole["import"]["warningsLeftOut"], 0);

    let after = &warnings["pageInfo"]["endCursor"];
    let query = "query($id: ID!, $after: String) { import(id: $id) { warnings(after: $after) {
        nodes { message } pageInfo { hasNextPage } } } }";
    let body = json!({ "query": query, "variables": { "id": done["id"], "after": after } });
    let request = register.to_post("/graphql").bearer_auth(&officer).header("accept-language", "fa");
    let rest: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
    let rest = &rest["data"]["import"]["warnings"];
    assert_eq!(
        (rest["nodes"].as_array().unwrap().len(), &rest["pageInfo"]["hasNextPage"]),
        (1, &json!(false))
    );
    assert_eq!(rest["nodes"][0]["message"], second["messageFa"]);
}

/// A workbook with the same cells.
fn workbook(csv: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}
