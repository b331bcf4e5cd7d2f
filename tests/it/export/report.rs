//! Reports as files.

use super::*;

#[tokio::test]
async fn a_report_by_province_is_that_of_the_schema() {
    let register = restored_register().await;

    let path = "/exports/report.csv?year=1399&by=province&asOf=1399-11-20&knownAt=2021-02-03T00:00:00Z";
    let response = found(register.get(path).await).await;

    assert_eq!(header(&response, "content-disposition"), "attachment; filename=\"report.csv\"");
    assert_eq!(header(&response, "shahrak-known-at"), "2021-02-03T00:00:00.000000Z");
    let csv = response.text().await.unwrap();
    assert_eq!(csv.lines().count(), 32);
    let lines: Vec<&str> =
        csv.lines().filter(|line| line.contains(",IR-09,") || !line.contains("IR-")).collect();
    expect![[r#"
        year.number,asOf,knownAt,population,province.code,province.name.en,province.name.fa,stock.planned,stock.underConstruction,stock.active,stock.semiActive,stock.inactive,stock.closed,stock.cancelled,stock.operating,stock.idleShare,stock.jobs,stock.jobsUnknown,commissioned.units,commissioned.jobs,commissioned.jobsUnknown,commissioned.investment.irr,commissioned.investment.irrUnknown,commissioned.investment.usd,revived.units,revived.jobs,revived.jobsUnknown,revived.investment.irr,revived.investment.irrUnknown,revived.investment.usd,capacityRaised.units,capacityRaised.jobs,capacityRaised.jobsUnknown,renovated.units,renovated.investment.irr,renovated.investment.irrUnknown,renovated.investment.usd,idled.units,closed.units,permitted.units,permitted.jobs,permitted.jobsUnknown,permitted.investment.irr,permitted.investment.irrUnknown,permitted.investment.usd,cancelled.units
        1399,2021-02-08,2021-02-03T00:00:00.000000Z,IN_PARKS,IR-09,Khorasan Razavi,خراسان رضوی,0,0,4,0,0,0,0,4,0.0,132,0,2,60,0,530000000000,0,12619047.62,1,44,0,20000000000,0,476190.48,1,28,0,0,0,0,0.00,0,0,0,0,0,0,0,0.00,0
    "#]].assert_eq(&(lines.join("\n") + "\n"));
}

#[tokio::test]
async fn a_report_has_months_and_sectors() {
    let register = restored_register().await;
    for (query, rows) in
        [("", 1), ("&by=month", 12), ("&by=sector", 9), ("&by=month&province=IR-09&population=ALL", 12)]
    {
        for format in ["csv", "jsonl"] {
            let file = text(&register, &format!("/exports/report.{format}?year=1399{query}")).await;
            let header = usize::from(format == "csv");
            assert_eq!(file.lines().count(), rows + header, "{query}: {file}");
        }
    }
    let months = text(&register, "/exports/report.jsonl?year=1399&by=month").await;
    let month: Value = serde_json::from_str(months.lines().next().unwrap()).unwrap();
    assert_eq!(month["month.number"], 1);
    assert_eq!(month["commissioned.investment.irr"], "460000000000");
    let book = found(register.get("/exports/report.xlsx?year=1399&by=province").await).await;
    assert!(book.bytes().await.unwrap().starts_with(b"PK"));
}

#[tokio::test]
async fn a_report_that_the_schema_refuses_is_refused() {
    let register = restored_register().await;
    let message = refused(&register, "/exports/report.csv?year=1299", 400).await;
    assert!(message.contains("year"), "{message}");
}
