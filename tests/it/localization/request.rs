//! Errors of requests, before anything is recorded: access, limits, documents, arguments, REST.

use super::*;

#[tokio::test]
async fn errors_of_requests_are_in_persian() {
    let register = filled().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let deep = "{ u1: units(first: 100) { nodes { events(first: 100) { nodes { unit { events(first: 100) { totalCount
        nodes { code } } } } } } } }";
    let aliases: String = (0..101).map(|n| format!(" a{n}: __typename")).collect();
    let aliases = format!("{{ {aliases} }}");
    let close = "mutation { unitClose(input: { unit: \"U1\", occurredOn: \"1400-01-01\" }) { userErrors { message } } }";
    let adopt = "mutation { methodologyAdopt(input: { code: \"x\" }) { userErrors { message } } }";
    for (token, query, code) in [
        ("", "{ units", "GRAPHQL_PARSE_FAILED"),
        ("", "{ units(filter: {text: \"x}) { totalCount } }", "GRAPHQL_PARSE_FAILED"),
        ("", "{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "{ unitz { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "{ report { asOf } }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "{ units(colour: 1) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "{ units { ...f } } fragment g on Unit { code }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "query ($x: Int) { units { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "query ($x: String) { units(first: $x) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "",
            "query ($x: Int) { units(first: $x) { totalCount } } { units { totalCount } }",
            "GRAPHQL_PARSE_FAILED",
        ),
        ("", "query A { units { totalCount } } query A { parks { totalCount } }", "GRAPHQL_PARSE_FAILED"),
        ("", "{ units(filter: { colour: \"red\" }) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(filter: { status: [OPEN] }) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(orderBy: COLOUR) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(first: 101) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(first: 1, last: 1) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(first: 1, after: \"x\") { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(filter: { province: \"IR-31\" }) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(filter: { park: \"P2\" }) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ units(filter: { investmentIrr: { from: \"x\" } }) { totalCount } }", "BAD_USER_INPUT"),
        ("", "{ report(year: 2021) { asOf } }", "BAD_USER_INPUT"),
        ("", "{ report(year: 1499) { asOf } }", "BAD_USER_INPUT"),
        ("", "{ report(year: 1399, asOf: \"yesterday\") { asOf } }", "BAD_USER_INPUT"),
        ("", "{ report(year: 1399, asOf: \"1400-01-01\") { asOf } }", "BAD_USER_INPUT"),
        ("", "{ report(year: 1399, knownAt: \"2999-01-01T00:00:00Z\") { asOf } }", "BAD_USER_INPUT"),
        ("", "{ report(year: 1399, park: \"P1\", province: \"IR-09\") { asOf } }", "BAD_USER_INPUT"),
        ("", "query ($y: Int!) { report(year: $y) { asOf } }", "BAD_USER_INPUT"),
        (
            "",
            "query A { units { totalCount } } query B { units { totalCount } }",
            "OPERATION_RESOLUTION_FAILURE",
        ),
        ("", "subscription { registerChanged { cursor } }", "BAD_REQUEST"),
        ("", deep, "QUERY_TOO_COMPLEX"),
        ("", &aliases, "QUERY_TOO_COMPLEX"),
        ("", close, "UNAUTHENTICATED"),
        ("", "{ imports { totalCount } }", "UNAUTHENTICATED"),
        ("shahrak_wrong", "{ units { totalCount } }", "UNAUTHENTICATED"),
        ("neither", "{ units { totalCount } }", "UNAUTHENTICATED"),
        ("a.b.c", "{ units { totalCount } }", "UNAUTHENTICATED"),
        (&officer, adopt, "FORBIDDEN"),
        (&officer, "{ auditEntries { totalCount } }", "FORBIDDEN"),
    ] {
        let answer = answer(&register, token, query, json!({})).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{query:.100}: {answer:#}");
        assert!(error["extensions"].get("message").is_none(), "{answer:#}");
        let message = error["message"].as_str().unwrap();
        // Lists of what a document may hold are names of the schema and of the syntax.
        assert_persian(message, query);
    }
}

#[tokio::test]
async fn the_values_of_an_enum_are_listed_in_both_languages() {
    let register = Register::new().await;
    let query = "{ units(orderBy: COLOUR) { totalCount } }";
    let persian = answer(&register, "", query, json!({})).await;
    let persian = persian["errors"][0]["message"].as_str().unwrap();
    let (_, english) = register.refusal(query, json!({})).await;
    for message in [persian, &english] {
        assert!(message.contains("COLOUR") && message.contains("LAST_CONFIRMED_ON"), "{message}");
    }
}

#[tokio::test]
async fn refusals_over_http_are_in_persian() {
    let register = filled().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let post = |path: &str, token: &str, media: &str, body: &str| {
        let request = register.to_post(path).header(CONTENT_TYPE, media).body(body.to_owned());
        if token.is_empty() { request } else { request.bearer_auth(token) }
    };
    let boundary = "--frontier\r\ncontent-disposition: form-data; name=\"x\"; filename=\"y\"\r\n\r\nz\r\n--frontier--\r\n";
    for (request, status) in [
        (post("/graphql", "", "application/json", ""), 400),
        (post("/graphql", "", "application/json", "[]"), 400),
        (post("/graphql", "", "application/json", "{}"), 400),
        (post("/graphql", "", "application/json", "{ x"), 400),
        (post("/graphql", "", "application/json", "{\"query\": 1}"), 400),
        (post("/graphql", "", "application/json", "{\"query\": \"\", \"variables\": []}"), 400),
        (post("/graphql", "", "application/json", "{\"query\": \"\", \"query\": \"\"}"), 400),
        (post("/schema.graphql", "", "text/plain", ""), 405),
        (post("/catalog", "", "text/plain", ""), 405),
        (post("/exports/units.csv", "", "text/plain", ""), 405),
        (post("/templates/units.xlsx", "", "text/plain", ""), 405),
        (post("/graphiql", "", "text/plain", ""), 405),
        (post("/fa", "", "text/plain", ""), 405),
        (register.to_get("/graphql?query=a&query=b"), 400),
        (register.to_get("/graphql?query=a&variables=%5B"), 400),
        (register.to_get("/catalog?colour=red"), 400),
        (register.to_get("/changes.csv"), 400),
        (register.to_get("/changes.csv?colour=red"), 400),
        (register.to_get("/exports/units.csv?colour=red"), 400),
        (register.to_get("/sdmx/data/colours"), 404),
        (register.to_get("/templates/colours.xlsx"), 404),
        (post("/graphql", "", "text/plain", "{}"), 415),
        (register.to_get("/graphql?query=%7Bx%7D").header("accept", "text/html"), 406),
        (register.to_get("/graphql?query=mutation%7BunitClose%7D"), 405),
        (register.to_get("/nowhere"), 404),
        (post("/imports?as=units", "", "text/csv", ""), 401),
        (post("/imports?as=units", "wrong", "text/csv", ""), 401),
        (post("/imports?as=units", &auditor, "text/csv", ""), 403),
        (post("/imports?colour=red", &officer, "text/csv", ""), 400),
        (post("/imports?as=colours", &officer, "text/csv", ""), 400),
        (post("/imports", &officer, "text/csv", ""), 400),
        (post("/imports?as=units", &officer, FORM, ""), 400),
        (post("/imports", &officer, FORM, "--frontier--\r\n"), 400),
        (post("/imports", &officer, FORM, boundary), 400),
        (post("/imports", &officer, FORM, "--frontier"), 400),
        (post("/imports", &officer, FORM, "--frontier\r\n:::\r\n\r\nz\r\n--frontier--\r\n"), 400),
        (post("/imports", &officer, FORM, "--frontier\r\n\r\nz\r\n--frontier--\r\n"), 400),
        (post("/imports", &officer, "multipart/form-data", ""), 400),
        (post("/imports?dryRun=maybe", &officer, FORM, ""), 400),
        (post("/imports?as=units", &officer, "image/png", ""), 415),
        (register.to_get("/imports").bearer_auth(&officer), 405),
        (register.to_get("/imports/none").bearer_auth(&officer), 404),
    ] {
        let request = request.header("accept-language", "fa-IR");
        let response = request.send().await.unwrap();
        let url = response.url().to_string();
        assert_eq!(response.status(), status, "{url}");
        let answer: Value = response.json().await.unwrap();
        let message = answer["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("{answer:#}"));
        assert_persian(message, &url);
    }
}
