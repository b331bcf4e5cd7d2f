//! What was announced.

use serde_json::json;
use shahrak_tests::register::Register;

#[tokio::test]
async fn announcements_can_be_listed() {
    let register = Register::new().await;
    let data = register.ask("{ announcements { totalCount nodes { id figures { code } } } }", json!({})).await;
    println!("{data}");
}
