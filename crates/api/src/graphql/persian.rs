//! What is refused, and why, in Persian.

use shahrak_domain::event::EventKind;
use shahrak_domain::state::{NotAllowed, Status};
use shahrak_exchange::refusal::RefusalCode;

/// Why something is refused; the value at fault follows in guillemets.
pub fn refusal(code: RefusalCode, value: Option<&str>) -> String {
    let why = why(code);
    match value {
        Some(value) if !value.is_empty() => format!("{why} («{value}»)"),
        _ => why.to_owned(),
    }
}

/// The same with the bounds or names that the English message has, where the sentence alone does not say what would be
/// right.
pub fn in_detail(code: RefusalCode, value: Option<&str>, english: &str) -> String {
    use RefusalCode as Code;
    let sentence = refusal(code, value);
    match code {
        Code::Malformed
        | Code::BadCode
        | Code::BadValue
        | Code::BadNumber
        | Code::OutOfRange
        | Code::FactMissing
        | Code::FactNotCarried
        | Code::Inconsistent
        | Code::PlaceFixed
        | Code::MethodologyInUse
        | Code::Forbidden => format!("{sentence}؛ به انگلیسی: {english}"),
        _ => sentence,
    }
}

/// An event that could not have happened in the state of the unit.
pub fn not_allowed(event: &str, day: &str, why: &NotAllowed) -> String {
    let allowed: Vec<&str> = why.kind.allowed_while().iter().map(|while_in| status(*while_in)).collect();
    format!(
        "{event} در {day}: «{}» برای واحدی که {} است ممکن نیست؛ برای واحدی ممکن است که {} باشد",
        kind(why.kind),
        status(why.status),
        allowed.join(" یا "),
    )
}

/// Somebody else has changed a thing; `there` lists what it says otherwise.
pub fn stale(version: i32, expected: i32, there: &str) -> String {
    let why = why(RefusalCode::StaleVersion);
    let there = if there.is_empty() { String::new() } else { format!(": {there}") };
    format!("{why}. نسخهٔ کنونی {version} است، نه {expected}{there}")
}

/// What happened, as officials call it.
pub fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::PermitIssued => "صدور جواز تأسیس",
        EventKind::LandAssigned => "واگذاری زمین",
        EventKind::ProgressReported => "گزارش پیشرفت فیزیکی",
        EventKind::Commissioned => "بهره‌برداری",
        EventKind::CapacityReported => "گزارش ظرفیت",
        EventKind::Idled => "توقف تولید",
        EventKind::Revived => "احیا",
        EventKind::CapacityRaised => "افزایش ظرفیت",
        EventKind::Renovated => "نوسازی",
        EventKind::Visited => "بازدید",
        EventKind::Closed => "تعطیلی",
        EventKind::Cancelled => "لغو",
    }
}

/// Where a unit stands.
pub fn status(status: Option<Status>) -> &'static str {
    match status {
        None => "بدون رویداد",
        Some(Status::Planned) => "در مرحلهٔ جواز",
        Some(Status::UnderConstruction) => "در دست ساخت",
        Some(Status::Active) => "فعال",
        Some(Status::SemiActive) => "نیمه‌فعال",
        Some(Status::Inactive) => "غیرفعال",
        Some(Status::Closed) => "تعطیل‌شده",
        Some(Status::Cancelled) => "لغوشده",
    }
}

fn why(code: RefusalCode) -> &'static str {
    use RefusalCode as Code;
    match code {
        Code::Unreadable => "پرونده تا پایان خوانده نمی‌شود",
        Code::UnknownColumn => "چنین ستونی در این نوع پرونده نیست",
        Code::MissingColumn => "ستونی که باید باشد نیست",
        Code::DuplicateColumn => "یک ستون دو بار آمده است؛ یکی را بردارید",
        Code::Malformed => "پرونده را نمی‌توان به شکل CSV با کدگذاری UTF-8 خواند",
        Code::Empty => "این مقدار باید پر شود",
        Code::NotEmpty => "این مقدار باید خالی باشد",
        Code::BadValue => "این مقدار شناخته نیست",
        Code::BadDay => "این تاریخ درست نیست؛ مانند ۱۳۹۹-۱۱-۰۸ بنویسید",
        Code::BadMoment => "این زمان درست نیست؛ مانند 2021-01-27T09:30:00Z بنویسید",
        Code::BadNumber => "این عدد درست نوشته نشده است",
        Code::OutOfRange => "این مقدار بیرون از بازهٔ مجاز است",
        Code::BadCode => "این متن کد درستی نیست",
        Code::UnknownProvince => "استانی با این کد نیست",
        Code::OldProvinceCode => "این کد استان پیش از ۲۰۲۰ است؛ کد کنونی را بنویسید",
        Code::UnknownPark => "شهرکی با این کد ثبت نشده است",
        Code::UnknownUnit => "واحدی با این کد ثبت نشده است",
        Code::UnknownEvent => "این واحد رویدادی با این کد ندارد",
        Code::DuplicateKey => "یک کلید دو بار با داده‌های متفاوت آمده است؛ یکی را بردارید",
        Code::Changed => "با داده‌های دیگری ثبت شده است و تغییر نمی‌کند",
        Code::FactMissing => "این رویداد بدون این داده ثبت نمی‌شود",
        Code::FactNotCarried => "این رویداد چنین داده‌ای ندارد؛ آن را خالی بگذارید",
        Code::EventNotAllowed => "این رویداد در وضعیت آن روزِ واحد ممکن نیست",
        Code::AlreadyCorrected => "این رویداد پیش‌تر جایگزین یا باطل شده است؛ رویداد معتبر را اصلاح کنید",
        Code::CannotCorrectVoid => "ابطال را نمی‌توان اصلاح کرد؛ رویداد را از نو ثبت کنید",
        Code::CircularCorrection => "این رویدادها در یک دور جایگزین یکدیگر شده‌اند",
        Code::FutureDay => "این روز هنوز نرسیده است",
        Code::FutureMoment => "این زمان هنوز نرسیده است",
        Code::MomentBeforeLatest => "این واحد ثبت‌های تازه‌تری دارد",
        Code::PlaceFixed => "رویدادهایی به این مکان وابسته‌اند و مکان تغییر نمی‌کند",
        Code::ConflictingPlace => "شهرک در استان دیگری است",
        Code::OverlappingRates => "برای یک روز دو نرخ از یک نوع داده شده است",
        Code::MethodologyInUse => {
            "رویدادهایی با آستانه‌های پیشین سنجیده شده‌اند؛ روش تازه باید پس از آنها آغاز شود"
        }
        Code::Inconsistent => "این داده‌ها با هم نمی‌خوانند",
        Code::Forbidden => "نقش یا استان‌های شما این را دربر نمی‌گیرد",
        Code::AlreadyRegistered => "با این کد یا کلید پیش‌تر ثبت شده است",
        Code::UnknownTarget => "چنین هدفی تعیین نشده است",
        Code::UnknownToken => "گذرواژه‌ای با این شناسه نیست",
        Code::UnknownImport => "بارگذاری‌ای با این شناسه نیست",
        Code::ImportEnded => "این بارگذاری پایان یافته است و لغو نمی‌شود",
        Code::StaleVersion => "از هنگام خواندن شما تغییر کرده است؛ دوباره بخوانید و تصمیم بگیرید",
        Code::KeyReused => "این کلید تکرار برای درخواست دیگری به کار رفته است؛ کلید تازه‌ای بسازید",
    }
}
