//! Refusals in Persian: one sentence for each code that has no more specific one.

use shahrak_domain::refusal::RefusalCode;

/// The sentence for a code; the wrong value follows in guillemets.
pub fn refusal(code: RefusalCode, value: Option<&str>) -> String {
    let why = why(code);
    match value {
        Some(value) if !value.is_empty() => format!("{why} («{value}»)"),
        _ => why.to_owned(),
    }
}

/// A stale version; `there` lists the values that differ.
pub fn stale(version: i32, expected: i32, there: &str) -> String {
    let why = why(RefusalCode::StaleVersion);
    let there = if there.is_empty() { String::new() } else { format!(": {there}") };
    format!("{why}. نسخهٔ کنونی {version} است، نه {expected}{there}")
}

fn why(code: RefusalCode) -> &'static str {
    use RefusalCode as Code;
    match code {
        Code::Unreadable => "پرونده تا پایان خوانده نمی‌شود؛ آن را دوباره بفرستید",
        Code::UnknownColumn => "چنین ستونی در این نوع پرونده نیست؛ نام آن را درست کنید یا آن را بردارید",
        Code::MissingColumn => "ستونی که باید باشد نیست؛ آن را بیفزایید",
        Code::DuplicateColumn => "یک ستون دو بار آمده است؛ یکی را بردارید",
        Code::Malformed => "پرونده را نمی‌توان خواند؛ آن را به شکل «CSV UTF-8» ذخیره کنید",
        Code::Empty => "این مقدار باید پر شود",
        Code::NotEmpty => "این مقدار باید خالی باشد",
        Code::BadValue => "این مقدار پذیرفته نیست؛ یکی از کدهای شناخته یا متنی بدون نویسهٔ کنترلی بنویسید",
        Code::BadDay => "این تاریخ درست نیست؛ مانند ۱۳۹۹-۱۱-۰۸ بنویسید",
        Code::BadMoment => "این زمان درست نیست؛ مانند 2021-01-27T09:30:00Z بنویسید",
        Code::BadNumber => "این عدد درست نوشته نشده است؛ مانند 1200 یا 12.5 بنویسید",
        Code::OutOfRange => "این مقدار بیرون از بازهٔ مجاز است؛ مقداری درون آن بنویسید",
        Code::BadCode => "این متن کد درستی نیست؛ کد با حروف لاتین و رقم و بدون فاصله نوشته می‌شود",
        Code::UnknownProvince => "استانی با این کد نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید",
        Code::OldProvinceCode => "این کد استان پیش از ۲۰۲۰ است؛ کد کنونی را بنویسید",
        Code::UnknownPark => "شهرکی با این کد ثبت نشده است؛ نخست آن را ثبت کنید",
        Code::UnknownUnit => "واحدی با این کد ثبت نشده است؛ نخست آن را ثبت کنید",
        Code::UnknownEvent => "این واحد رویدادی با این کد ندارد؛ کد یکی از رویدادهای آن را بنویسید",
        Code::DuplicateKey => "این کلید با داده‌های دیگری نیز آمده است؛ یکی را بردارید یا کلید دیگری برگزینید",
        Code::Changed => {
            "این کلید با داده‌های دیگری ثبت شده است و آن ثبت تغییر نمی‌کند؛ با کد یا روز دیگری ثبت کنید"
        }
        Code::FactMissing => "این رویداد بدون این داده ثبت نمی‌شود؛ آن را بنویسید",
        Code::FactNotCarried => "این رویداد چنین داده‌ای ندارد؛ آن را خالی بگذارید",
        Code::EventNotAllowed => "این رویداد در وضعیت آن روزِ واحد ممکن نیست؛ روز یا نوع رویداد را درست کنید",
        Code::AlreadyCorrected => "این رویداد پیش‌تر جایگزین یا باطل شده است؛ رویداد معتبر را اصلاح کنید",
        Code::CannotCorrectVoid => "ابطال را نمی‌توان اصلاح کرد؛ رویداد را از نو ثبت کنید",
        Code::CircularCorrection => "این رویدادها در یک دور جایگزین یکدیگر شده‌اند؛ دور را بشکنید",
        Code::FutureDay => "این روز هنوز نرسیده است؛ امروز یا روزی پیش از آن را بنویسید",
        Code::FutureMoment => "این زمان هنوز نرسیده است؛ زمانی گذشته را بنویسید",
        Code::MomentBeforeLatest => "این واحد ثبت‌های تازه‌تری دارد؛ زمانی پس از آنها بنویسید یا خالی بگذارید",
        Code::PlaceFixed => {
            "اینجا رویدادهایی ثبت شده است و مکان تغییر نمی‌کند؛ واحدی که جابه‌جا شده در جای پیشین تعطیل و در جای تازه از نو ثبت می‌شود"
        }
        Code::ConflictingPlace => "شهرک در استان دیگری است؛ استان را خالی بگذارید یا استان شهرک را بنویسید",
        Code::OverlappingRates => {
            "برای یک روز دو نرخ از یک نوع داده شده است؛ دوره‌های یک نوع نباید روز مشترک داشته باشند"
        }
        Code::MethodologyInUse => {
            "رویدادهایی با آستانه‌های پیشین سنجیده شده‌اند؛ روش تازه باید پس از آنها آغاز شود"
        }
        Code::Inconsistent => "این مقدار با داده‌های دیگر نمی‌خواند؛ یکی از آنها را درست کنید",
        Code::Forbidden => "نقش یا استان‌های شما این را دربر نمی‌گیرد؛ آن را به کسی بسپارید که پاسخ‌گوی آن است",
        Code::AlreadyRegistered => "با این کد پیش‌تر ثبت شده است؛ همان را به‌روز کنید یا کد دیگری بدهید",
        Code::UnknownTarget => "چنین هدفی تعیین نشده است؛ شناسهٔ آن را از targets بردارید",
        Code::UnknownToken => "گذرواژه‌ای با این شناسه نیست؛ شناسهٔ آن را از tokens بردارید",
        Code::UnknownImport => "شما بارگذاری‌ای با این شناسه نفرستاده‌اید؛ بارگذاری‌های شما در imports است",
        Code::ImportEnded => {
            "این بارگذاری پایان یافته است و آنچه ثبت کرده می‌ماند؛ با بارگذاری دیگری آن را اصلاح کنید"
        }
        Code::StaleVersion => "از هنگام خواندن شما تغییر کرده است؛ دوباره بخوانید و تصمیم بگیرید",
        Code::KeyReused => "این کلید تکرار برای درخواست دیگری به کار رفته است؛ کلید تازه‌ای بسازید",
    }
}
