use std::collections::BTreeSet;

use expect_test::expect;
use rust_decimal::Decimal;

use super::*;
use crate::activity::{Activity, IsicRevision};
use crate::actor::{Role, RoleName};
use crate::code::Coded;
use crate::event::{EventKind, Fact, FactsError, Reason};
use crate::methodology::ThresholdError;
use crate::number::{Capacity, Jobs, Progress, Rial};
use crate::park::{Ownership, ParkError};
use crate::province::ProvinceCodeError;
use crate::province::{Name, Province, find};
use crate::state::{NotAllowed, Status};
use crate::unit::check_code;
use crate::year::IranianYear;

/// What each of the errors says, a line each.
fn said(errors: &[&dyn InPersian]) -> String {
    errors.iter().map(|error| error.persian() + "\n").collect()
}

fn percent(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn old_code() -> ProvinceCodeError {
    let alborz = Province {
        code: "IR-30".to_owned(),
        code_before_2020: "IR-32".to_owned(),
        name: Name { en: "Alborz".to_owned(), fa: Some("البرز".to_owned()) },
        capital: Name::default(),
        aliases: Vec::new(),
    };
    find(&[alborz], "IR-32").unwrap_err()
}

#[test]
fn codes_and_numbers_say_what_would_be_right() {
    expect![[r#"
        «private» شناخته نیست؛ یکی از این‌ها را بنویسید: state، non_governmental
        «a b» کد درستی نیست؛ 1 تا 64 حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
        «1» کد ISIC نیست؛ دو تا چهار رقم بنویسید، مانند 1050
        «IR-32» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان البرز IR-30 است (برای کد پیشین iso_code_before_2020:IR-32 بنویسید)
        «IR-99» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید
        «-1» بیرون از بازهٔ مجاز است؛ از 0 تا 1000000000000000000 ریال ثبت می‌شود
        «10000001» بیرون از بازهٔ مجاز است؛ از 0 تا 10000000 نفر ثبت می‌شود
        «200.5» بیرون از بازهٔ مجاز است؛ از 0 تا 200 درصد ثبت می‌شود
        «33.333» بیش از دو رقم اعشار دارد؛ با حداکثر دو رقم اعشار بنویسید
        آستانه‌ها درصدی از 0 تا 200 هستند و semi_active_below از idle_below کمتر نیست
        کارشناس استانی دست‌کم پاسخ‌گوی یک استان است؛ کد آن را بنویسید، مانند IR-09
        نقش سراسری استان ندارد؛ استان‌ها را بردارید یا نقش کارشناس استانی بدهید
    "#]].assert_eq(&said(&[
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
        «soon» تاریخ نیست؛ مانند 1399-11-08 یا، به میلادی، مانند 2021-01-27 بنویسید
        روز «1400-12-30» در تقویم هجری شمسی نیست؛ شمارهٔ ماه و روز را درست کنید
        روز «2021-02-29» در تقویم میلادی نیست؛ شمارهٔ ماه و روز را درست کنید
        «1303-12-29» بیرون از بازهٔ مجاز است؛ روزی از 1304-01-01 تا 1502-12-29 بنویسید
        سال 2021 بیرون از بازهٔ مجاز است؛ سالی از 1304 تا 1502 هجری شمسی بنویسید
        بهره‌برداری از شهرک در روز تصویب آن (1400-01-01) یا پس از آن آغاز می‌شود، نه در 1399-11-08
        شهرک پس از تصویب و آغاز بهره‌برداری تعطیل می‌شود، نه در 1399-11-08
        زمین عملیاتی و زمین آمادهٔ واگذاری بخشی از کل زمین‌اند و از 10 هکتار بیشتر نیستند
    "#]]
    .assert_eq(&said(&[
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
        برای رویداد «واگذاری زمین» باید مساحت زمین به متر مربع نوشته شود
        با رویداد «توقف تولید» شمار شاغلان ثبت نمی‌شود؛ آن را خالی بگذارید
        «legal» دلیل رویداد «لغو» نیست؛ از این‌ها بنویسید: contract_cancelled، land_repossessed
        رویداد «لغو» تنها یک دلیل دارد؛ یکی را نگه دارید
        «0» مساحت درستی نیست؛ بیشتر از 0 و حداکثر 10000000000 متر مربع، با حداکثر دو رقم اعشار، بنویسید
        «احیا» برای واحدی که فعال است ممکن نیست؛ برای واحدی ممکن است که غیرفعال یا نیمه‌فعال باشد
    "#]]
    .assert_eq(&said(&[
        &FactsError::Missing(EventKind::LandAssigned, Fact::Area),
        &FactsError::Foreign(EventKind::Idled, Fact::Jobs),
        &FactsError::Reason(EventKind::Cancelled, Reason::Legal),
        &FactsError::Reasons,
        &FactsError::Area(Decimal::ZERO),
        &not_allowed,
    ]));
}
