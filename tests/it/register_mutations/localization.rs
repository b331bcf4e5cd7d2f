//! Errors in Persian for requests with `Accept-Language: fa`.

use expect_test::expect;

use super::*;

/// The errors of a change in Persian, one per line.
async fn refused(register: &Register, token: &str, name: &str, input: Value) -> String {
    let request = register.to_post("/graphql").bearer_auth(token).header("accept-language", "fa");
    let body = json!({ "query": mutation(name, ""), "variables": { "input": input } });
    let answer: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
    let errors = answer["data"][name]["userErrors"].as_array().unwrap_or_else(|| panic!("{answer:#}"));
    errors
        .iter()
        .map(|it| format!("{}: {}\n", it["code"].as_str().unwrap(), it["message"].as_str().unwrap()))
        .collect()
}

#[tokio::test]
async fn parks_are_refused_in_persian() {
    let register = filled().await;
    let national = national(&register).await;
    let new = json!({ "code": "P 9", "province": "IR-32", "nameEn": " ", "kind": "INDUSTRIAL_ZONE", "ownership": "STATE",
        "approvedOn": "1390-13-05", "landTotalHa": "-1", "landOperationalHa": "x", "latitude": "36.1" });
    expect![[r#"
        BAD_CODE: «P 9» کد درستی نیست؛ ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
        OLD_PROVINCE_CODE: «IR-32» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان البرز IR-30 است (برای کد پیشین iso_code_before_2020:IR-32 بنویسید)
        BAD_DAY: روز «1390-13-05» در تقویم هجری شمسی نیست؛ شمارهٔ ماه و روز را درست کنید
        OUT_OF_RANGE: -۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰ بنویسید
        BAD_NUMBER: «x» عدد نیست؛ مانند ۱۴۳۰ یا ۱۲٫۵ بنویسید
        INCONSISTENT: latitude پر شده است؛ هر دو را پر کنید یا هیچ‌کدام را
        EMPTY: نام نیست؛ آن را به فارسی یا انگلیسی بنویسید
    "#]].assert_eq(&refused(&register, &national, "parkRegister", new).await);
    // Errors that depend on the register: recorded land, events, places of parks.
    let parts = json!({ "code": "P1", "landOperationalHa": "200" });
    expect![[r#"
        INCONSISTENT: زمین عملیاتی و زمین آمادهٔ واگذاری بخشی از کل زمین‌اند و از ۱۲۰٫۵ هکتار بیشتر نیستند
    "#]]
    .assert_eq(&refused(&register, &national, "parkUpdate", parts).await);
    let moved = json!({ "code": "P1", "province": "IR-28" });
    expect![[r#"
        PLACE_FIXED: شهرک P1 واحدهایی با رویداد دارد و در استان IR-09 می‌ماند؛ واحدی را که جابه‌جا شده است در جای پیشین تعطیل و در جای تازه ثبت کنید
    "#]].assert_eq(&refused(&register, &national, "parkUpdate", moved).await);
    let elsewhere = json!({ "code": "U2", "park": "P1", "province": "IR-23" });
    expect![[r#"
        CONFLICTING_PLACE: شهرک P1 در استان IR-09 است؛ استان را خالی بگذارید یا همان را بنویسید
    "#]]
    .assert_eq(&refused(&register, &national, "unitUpdate", elsewhere).await);
}

#[tokio::test]
async fn events_are_refused_in_persian() {
    let register = filled().await;
    let officer = officer(&register, "IR-09").await;
    let idle = json!({ "unit": "U1", "occurredOn": "1400-12-30", "reasons": [] });
    expect![[r#"
        BAD_DAY: روز «1400-12-30» در تقویم هجری شمسی نیست؛ شمارهٔ ماه و روز را درست کنید
        FACT_MISSING: برای رویداد «توقف تولید» باید دلیل نوشته شود
    "#]]
    .assert_eq(&refused(&register, &officer, "unitIdle", idle).await);
    let revive = json!({ "unit": "U1", "event": "e 2", "occurredOn": "1403-01-01", "jobs": -1, "idempotencyKey": "k" });
    expect![[r#"
        BAD_CODE: «e 2» کد درستی نیست؛ ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
        OUT_OF_RANGE: -۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰ نفر بنویسید
        EVENT_NOT_ALLOWED: رویداد تازه در ۱۴۰۳-۰۱-۰۱: «احیا» برای واحدی که فعال است ممکن نیست؛ برای واحدی ممکن است که غیرفعال یا نیمه‌فعال باشد (پیش از آن رویداد e1 در ۱۳۹۹-۰۲-۱۲ ثبت است)
    "#]].assert_eq(&refused(&register, &officer, "unitRevive", revive.clone()).await);
    expect![[r#"
        BAD_CODE: «e 2» کد درستی نیست؛ ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
        OUT_OF_RANGE: -۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰ نفر بنویسید
        EVENT_NOT_ALLOWED: رویداد تازه در ۱۴۰۳-۰۱-۰۱: «احیا» برای واحدی که فعال است ممکن نیست؛ برای واحدی ممکن است که غیرفعال یا نیمه‌فعال باشد (پیش از آن رویداد e1 در ۱۳۹۹-۰۲-۱۲ ثبت است)
    "#]].assert_eq(&refused(&register, &officer, "unitRevive", revive).await);
    let visit = json!({ "unit": "U1", "event": "e1", "occurredOn": "1303-01-01", "idempotencyKey": "" });
    expect![[r#"
        ALREADY_REGISTERED: این واحد ثبتی با کد «e1» دارد؛ کد دیگری بدهید یا کد ندهید
        OUT_OF_RANGE: روز ۱۳۰۳-۰۱-۰۱ بیرون از بازهٔ مجاز است؛ روزی از ۱۳۰۴-۰۱-۰۱ تا ۱۵۰۲-۱۲-۲۹ بنویسید
        OUT_OF_RANGE: کلید تکرار ۱ تا ۲۰۰ بایت دارد و نویسهٔ کنترلی ندارد
    "#]]
    .assert_eq(&refused(&register, &officer, "unitVisit", visit).await);
    expect![[r#"
        OUT_OF_RANGE: هر اصلاح ۱ تا ۵۰۰ ثبت دارد: جایگزینی، ابطال یا ثبت تازه
    "#]]
    .assert_eq(&refused(&register, &officer, "unitCorrect", json!({ "unit": "U1" })).await);
    let correct = json!({ "unit": "U1", "replace": [{ "replaces": "e1", "kind": "LAND_ASSIGNED", "occurredOn": "1400-01-01" }],
        "void": [{ "voids": "e1", "note": "a slip" }], "record": [{ "kind": "IDLED", "occurredOn": "1400-01-01", "jobs": 5, "reasons": ["MARKET"] }] });
    expect![[r#"
        FACT_MISSING: برای رویداد «واگذاری زمین» باید مساحت زمین به متر مربع نوشته شود
        FACT_NOT_CARRIED: با رویداد «توقف تولید» شمار شاغلان ثبت نمی‌شود؛ آن را خالی بگذارید
        ALREADY_CORRECTED: رویداد e1 پیش‌تر با ثبت تازهٔ شمارهٔ ۱ جایگزین یا باطل شده است؛ رویداد معتبر را اصلاح کنید
        EVENT_NOT_ALLOWED: ثبت تازهٔ شمارهٔ ۱ در ۱۴۰۰-۰۱-۰۱: «واگذاری زمین» برای واحدی که بدون رویداد است ممکن نیست؛ برای واحدی ممکن است که در مرحلهٔ جواز یا در دست ساخت باشد
    "#]].assert_eq(&refused(&register, &officer, "unitCorrect", correct).await);
}

#[tokio::test]
async fn errors_in_reference_data_are_persian_on_request() {
    let register = filled().await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let capacity = "event,unit,kind,occurred_on,capacity_percent\nc1,U1,capacity_reported,2021-01-01,30\n";
    register.import(&[("events.csv", capacity)]).await;
    let adopt =
        json!({ "code": "strict", "validFrom": "2021-01-01", "idleBelow": "80", "semiActiveBelow": "70" });
    expect![[r#"
        INCONSISTENT: آستانه‌ها درصدی از ۰ تا ۲۰۰ هستند و semi_active_below از idle_below کمتر نیست
        METHODOLOGY_IN_USE: در ۱۳۹۹-۱۰-۱۲ ظرفیتی با آستانه‌های جاری گزارش شده است؛ روش تازه باید پس از آن روز آغاز شود
    "#]].assert_eq(&refused(&register, &administrator, "methodologyAdopt", adopt).await);
    let rate =
        json!({ "kind": "MARKET", "validFrom": "1400-01-02", "validTo": "1400-01-01", "irrPerUsd": "0" });
    expect![[r#"
        OUT_OF_RANGE: بهای دلار بیش از ۰ ریال است
        INCONSISTENT: دورهٔ نرخ در روز آغاز خود، ۱۴۰۰-۰۱-۰۲، یا پس از آن پایان می‌یابد
    "#]]
    .assert_eq(&refused(&register, &administrator, "rateRecord", rate).await);
    let target = json!({ "year": 1300, "metric": "UNITS_REVIVED", "scope": "Iran", "value": "1.5", "decidedOn": "1400-01-01" });
    expect![[r#"
        OUT_OF_RANGE: سال ۱۳۰۰ بیرون از بازهٔ مجاز است؛ سالی از ۱۳۰۴ تا ۱۵۰۲ هجری شمسی بنویسید
        UNKNOWN_PROVINCE: «Iran» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید، یا IR برای کل کشور
        OUT_OF_RANGE: ۱٫۵ عدد صحیح نیست؛ بدون اعشار بنویسید
    "#]].assert_eq(&refused(&register, &administrator, "targetSet", target).await);
    let none = json!({ "announcedOn": "1400-01-01", "dateBasis": "STATED", "source": "x", "figures": [] });
    expect![[r#"
        OUT_OF_RANGE: هر اعلام ۱ تا ۵۰۰ رقم دارد
    "#]]
    .assert_eq(&refused(&register, &administrator, "announcementRecord", none).await);
}
