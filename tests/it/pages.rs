//! The pages for everybody: what the server itself writes into them. What they show in a browser is tried by
//! `web/clients/dashboard.mjs`.

use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY, LOCATION};
use serde_json::Value;
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;

#[tokio::test]
async fn the_root_leads_to_the_language_of_the_browser() {
    let register = Register::new().await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    for (accepted, expected) in [("fa-IR,fa;q=0.9,en;q=0.8", "/fa"), ("de,en;q=0.5", "/en"), ("*", "/en")] {
        let request = client.get(register.address()).header(ACCEPT_LANGUAGE, accepted);
        let response = request.send().await.unwrap();

        assert_eq!(
            (response.status().as_u16(), &response.headers()[LOCATION]),
            (302, &expected.parse().unwrap())
        );
    }
}

#[tokio::test]
async fn a_year_has_its_headline_figures_without_javascript() {
    let register = register_of_the_acceptance().await;

    let english = page(&register, "/en/1399?asOf=2021-01-27").await;
    let persian = page(&register, "/fa/1399?asOf=1399-11-08").await;

    for (page, says) in [
        (&english, ["Year 1399", "2 new units in operation, 1 idle unit revived", "as of 2021-01-27"]),
        (&persian, ["سال ۱۳۹۹", "۲ واحد تازهٔ به بهره‌برداری رسیده، ۱ واحد راکد احیاشده", "۱۳۹۹-۱۱-۰۸"]),
    ] {
        let heading = heading(page);
        assert!(says.iter().all(|text| heading.contains(text)), "{heading}");
    }
    assert!(persian.contains(r#"<html lang="fa" dir="rtl">"#), "{persian}");
    assert_eq!(english.matches("<dd>").count(), 6, "{english}");
}

#[tokio::test]
async fn a_page_of_a_year_brings_the_answers_that_it_would_ask_for() {
    let register = register_of_the_acceptance().await;

    let page = page(&register, "/en").await;

    let (_, answers) = page.split_once(r#"<script type="application/json" id="answers">"#).unwrap();
    let answers: Value = serde_json::from_str(answers.split_once("</script>").unwrap().0).unwrap();
    assert_eq!(answers[0]["question"]["operation"], "Front");
    assert_eq!(answers[1]["question"]["operation"], "Year");
    assert_eq!(answers[1]["data"]["report"]["year"]["number"], answers[1]["question"]["variables"]["year"]);
}

#[tokio::test]
async fn a_page_obeys_a_strict_policy_and_shows_itself_where_the_register_refuses() {
    let register = Register::new().await;
    for path in ["/en/1399?asOf=1399-13-01", "/en/1300", "/fa/units/none", "/en/%3Cscript%3E"] {
        let response = register.get(path).await;

        assert_eq!(response.status(), 200, "{path}");
        let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let html = response.text().await.unwrap();
        assert!(!html.contains("<dd>") && !html.contains("<script>"), "{path}: {html}");
    }
    assert_eq!(register.get("/english").await.status(), 404);
}

async fn page(register: &Register, path: &str) -> String {
    register.get(path).await.text().await.unwrap()
}

/// The heading and the sentence below it.
fn heading(page: &str) -> &str {
    let (_, main) = page.split_once("<main>").unwrap();
    main.split_once("<dl").unwrap().0
}
