//! The texts of errors in both languages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use expect_test::expect;
use rust_decimal::Decimal;

use shahrak_domain::activity::{Activity, IsicRevision};
use shahrak_domain::actor::{Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Fact, FactsError, Reason};
use shahrak_domain::methodology::ThresholdError;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};
use shahrak_domain::park::{Ownership, ParkError};
use shahrak_domain::province::{Name, Province, ProvinceCodeError, find};
use shahrak_domain::state::{NotAllowed, Status};
use shahrak_domain::unit::check_code;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Explain, Language};

/// The texts of the errors in both languages.
fn texts(errors: &[&dyn Explain]) -> String {
    let text = |error: &&dyn Explain| {
        let message = error.message();
        format!("{}\n{}\n", message.text(Language::English), message.text(Language::Persian))
    };
    errors.iter().map(text).collect()
}

fn percent(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn old_code() -> ProvinceCodeError {
    let alborz = Province {
        code: "IR-30".to_owned(),
        code_before_2020: "IR-32".to_owned(),
        name: Name::english("Alborz", Some("البرز".to_owned())),
        capital: Name::default(),
        aliases: Vec::new(),
    };
    find(&[alborz], "IR-32").unwrap_err()
}

#[test]
fn codes_and_numbers_say_what_would_be_right() {
    expect![[r#"
        “private” is not a known ownership; use one of state, non_governmental
        «private» در فهرست «نوع مالکیت» نیست؛ یکی از این‌ها را بنویسید: state، non_governmental
        “a b” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
        «a b» کد درستی نیست؛ ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
        “1” is not an ISIC code; use two to four digits, such as 1050
        «1» کد ISIC نیست؛ دو تا چهار رقم بنویسید، مانند 1050
        “IR-32” is a province code from before 2020; the current code of Alborz is IR-30 (to use the old one, write iso_code_before_2020:IR-32)
        «IR-32» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان البرز IR-30 است (برای کد پیشین iso_code_before_2020:IR-32 بنویسید)
        “IR-99” is not a province code; use IR-00 to IR-30
        «IR-99» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید
        -1 is out of range; use 0 to 1000000000000000000 rials
        -۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰ ریال بنویسید
        10000001 is out of range; use 0 to 10000000 persons
        ۱۰۰۰۰۰۰۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰ نفر بنویسید
        200.5 is out of range; use 0 to 200 percent
        ۲۰۰٫۵ بیرون از بازهٔ مجاز است؛ از ۰ تا ۲۰۰ درصد بنویسید
        33.333 has more than two decimals
        ۳۳٫۳۳۳ بیش از دو رقم اعشار دارد؛ با حداکثر دو رقم اعشار بنویسید
        thresholds must be percentages from 0 to 200, and semi_active_below must not be below idle_below
        آستانه‌ها درصدی از ۰ تا ۲۰۰ هستند و semi_active_below از idle_below کمتر نیست
        a provincial officer needs at least one province; give its ISO code, such as IR-09
        کارشناس استانی دست‌کم پاسخ‌گوی یک استان است؛ کد آن را بنویسید، مانند IR-09
        only a provincial officer has provinces; omit them or choose that role
        تنها کارشناس استانی استان دارد؛ استان‌ها را بردارید یا همان نقش را بدهید
    "#]].assert_eq(&texts(&[
        &Ownership::parse("private").unwrap_err(),
        &check_code("a b").unwrap_err(),
        &Activity::new(IsicRevision::Rev4, "1").unwrap_err(),
        &old_code(),
        &find(&[], "IR-99").unwrap_err(),
        &Rial::new(-1).unwrap_err(),
        &Jobs::new(10_000_001).unwrap_err(),
        &Capacity::new(percent("200.5")).unwrap_err(),
        &Progress::new(percent("33.333")).unwrap_err(),
        &ThresholdError,
        &Role::new(RoleName::ProvincialOfficer, BTreeSet::new()).unwrap_err(),
        &Role::new(RoleName::Auditor, BTreeSet::from(["IR-09".to_owned()])).unwrap_err(),
    ]));
}

#[test]
fn days_are_of_the_iranian_calendar() {
    let (day, later) = (Day::parse("2021-01-27").unwrap(), Day::parse("2021-03-21").unwrap());
    expect![[r#"
        “soon” is not a date; write it like 2021-01-27 or, in the Iranian calendar, 1399-11-08
        «soon» تاریخ نیست؛ مانند ۱۳۹۹-۱۱-۰۸ یا، به میلادی، مانند 2021-01-27 بنویسید
        the Iranian calendar has no day “1400-12-30”
        روز «1400-12-30» در تقویم هجری شمسی نیست؛ شمارهٔ ماه و روز را درست کنید
        the Gregorian calendar has no day “2021-02-29”
        روز «2021-02-29» در تقویم میلادی نیست؛ شمارهٔ ماه و روز را درست کنید
        “1925-03-20” is out of range; use a day from 1304-01-01 to 1502-12-29 (1925-03-21 to 2124-03-19)
        روز ۱۳۰۳-۱۲-۲۹ بیرون از بازهٔ مجاز است؛ روزی از ۱۳۰۴-۰۱-۰۱ تا ۱۵۰۲-۱۲-۲۹ بنویسید
        2021 is not a year of the register; use an Iranian year from 1304 to 1502
        سال ۲۰۲۱ بیرون از بازهٔ مجاز است؛ سالی از ۱۳۰۴ تا ۱۵۰۲ هجری شمسی بنویسید
        the park was approved on 2021-03-21 and cannot have operated since 2021-01-27
        شهرک در ۱۴۰۰-۰۱-۰۱ تصویب شده است و نمی‌تواند از ۱۳۹۹-۱۱-۰۸ در بهره‌برداری باشد
        a park cannot close before it is approved and operating; 2021-01-27 is too early
        شهرک پس از تصویب و آغاز بهره‌برداری تعطیل می‌شود؛ ۱۳۹۹-۱۱-۰۸ پیش از آن است
        operational and assignable land must not exceed the total, 10 ha
        زمین عملیاتی و زمین آمادهٔ واگذاری بخشی از کل زمین‌اند و از ۱۰ هکتار بیشتر نیستند
    "#]]
    .assert_eq(&texts(&[
        &Day::parse("soon").unwrap_err(),
        &Day::parse("1400-12-30").unwrap_err(),
        &Day::parse("2021-02-29").unwrap_err(),
        &Day::FIRST.previous().in_register().unwrap_err(),
        &IranianYear::new(2021).unwrap_err(),
        &ParkError::OperatingBeforeApproval { approved_on: later, operating_since: day },
        &ParkError::ClosedTooEarly(day),
        &ParkError::LandParts(Decimal::TEN),
    ]));
}

#[test]
fn facts_and_events_are_called_as_officials_call_them() {
    let not_allowed = NotAllowed { kind: EventKind::Revived, status: Some(Status::Active) };
    expect![[r#"
        an event of kind land_assigned must state an area in m²
        برای رویداد «واگذاری زمین» باید مساحت زمین به متر مربع نوشته شود
        an event of kind idled does not carry jobs; leave it empty
        با رویداد «توقف تولید» شمار شاغلان ثبت نمی‌شود؛ آن را خالی بگذارید
        “legal” is not a reason for an event of kind cancelled; use one of contract_cancelled, land_repossessed
        «legal» دلیل رویداد «لغو» نیست؛ یکی از این‌ها را بنویسید: contract_cancelled، land_repossessed
        a cancellation has exactly one reason
        رویداد «لغو» تنها یک دلیل دارد؛ یکی را نگه دارید
        0 is not a valid area; use more than 0 and at most 10000000000 m², with at most two decimals
        ۰ مساحت درستی نیست؛ بیشتر از ۰ و حداکثر ۱۰۰۰۰۰۰۰۰۰۰ متر مربع، با حداکثر دو رقم اعشار، بنویسید
        revived is not allowed while the unit is active; it is allowed while the unit is inactive, semi_active
        «احیا» برای واحدی که فعال است ممکن نیست؛ برای واحدی ممکن است که غیرفعال یا نیمه‌فعال باشد
    "#]]
    .assert_eq(&texts(&[
        &FactsError::Missing(EventKind::LandAssigned, Fact::Area),
        &FactsError::Foreign(EventKind::Idled, Fact::Jobs),
        &FactsError::Reason(EventKind::Cancelled, Reason::Legal),
        &FactsError::Reasons,
        &FactsError::Area(Decimal::ZERO),
        &not_allowed,
    ]));
}
