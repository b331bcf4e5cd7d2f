use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use shahrak_messages::Language;

use crate::file_row::FileRow;
use crate::row::{AnnouncementRow, EventRow, IsicDivisionRow, ParkRow, RateRow, TargetRow, UnitRow};
use crate::testing::{assert_persian, refusals};

/// The refusals of lines under a header in Persian, each sentence once.
fn check<T: FileRow>(header: &str, lines: &[&str], expected: &Expect) {
    let refusals = refusals::<T>(format!("{header}\n{}\n", lines.join("\n")).as_bytes());
    refusals.iter().for_each(assert_persian);
    let said: BTreeSet<String> =
        refusals.into_iter().map(|refusal| refusal.message.text(Language::Persian) + "\n").collect();
    expected.assert_eq(&said.into_iter().collect::<String>());
}

#[test]
fn events_are_refused_in_persian() {
    check::<EventRow>(
        "event,unit,kind,occurred_on,investment_irr,jobs,capacity_percent,area_m2,reasons,note,replaces,voids,recorded_at",
        &[
            ",U 1,visit,1399-13-01,,,,,,,,,",
            "e1,U1,visited,27.1.2021,5,,,,,,,,yesterday",
            "e1,U1,visited,1300-01-01,,,,,,,,,2026-03-21T12:00:00Z",
            "e1,U1,visited,2026-03-22,,,,,,,,,",
            "e1,U1,commissioned,1399-01-01,1.5,20000000,,,,,,,",
            "e1,U1,commissioned,1399-01-01,,99999999999999999999,,,,,,,",
            "e1,U1,commissioned,1399-01-01,4.5E+11,,,,,,,,",
            "e1,U1,capacity_reported,1399-01-01,,,200.5,,,,,,",
            "e1,U1,capacity_reported,1399-01-01,,,0.125,,,,,,",
            "e1,U1,capacity_reported,1399-01-01,,,\"12,5\",,,,,,",
            "e1,U1,land_assigned,1399-01-01,,,,0,,,,,",
            "e1,U1,idled,1399-01-01,,,,,,,,,",
            "e1,U1,idled,1399-01-01,,,,,market;market,,,,",
            "e1,U1,idled,1399-01-01,,,,,land_repossessed,,,,",
            "e1,U1,cancelled,1399-01-01,,,,,contract_cancelled;land_repossessed,,,,",
            "e1,U1,idled,,,,,,,,e1,e2,",
        ],
        &expect![[r#"
            2026-03-21T12:00:00Z هنوز نرسیده است؛ اکنون 2026-03-21T08:00:00+00:00 است
            «1.5» عدد صحیح نیست؛ مانند ۱۲۰۰ یا ۱٬۲۰۰ بنویسید
            «12,5» عدد نیست؛ مانند ۱۴۳۰ یا ۱۲٫۵ بنویسید
            «27.1.2021» تاریخ نیست؛ مانند ۱۳۹۹-۱۱-۰۸ یا، به میلادی، مانند 2021-01-27 بنویسید
            «4.5E+11» عدد صحیح نیست؛ مانند ۱۲۰۰ یا ۱٬۲۰۰ بنویسید؛ صفحه‌گسترده شکل گردشدهٔ آن را نشان می‌دهد: قالب خانه‌ها را عدد صحیح کنید
            «U 1» کد درستی نیست؛ ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
            «land_repossessed» دلیل رویداد «توقف تولید» نیست؛ یکی از این‌ها را بنویسید: liquidity، market، raw_materials، machinery، partner_dispute، energy، bank_debt، currency، legal، infrastructure، other
            «market» دو بار نوشته شده است؛ یک بار بنویسید
            «visit» در فهرست «نوع رویداد» نیست؛ آیا بازدید (visited) است؟
            «yesterday» زمان نیست؛ مانند 2021-01-27T09:30:00+03:30 بنویسید
            ابطال رویداد دادهٔ دیگری ندارد؛ این مقدار را خالی بگذارید
            ابطال رویداد دلیل می‌خواهد؛ آن را در یادداشت بنویسید
            این مقدار خالی است؛ باید پر شود
            با رویداد «بازدید» مبلغ سرمایه‌گذاری ثبت نمی‌شود؛ آن را خالی بگذارید
            برای رویداد «توقف تولید» باید دلیل نوشته شود
            روز «1399-13-01» در تقویم هجری شمسی نیست؛ شمارهٔ ماه و روز را درست کنید
            روز ۱۳۰۰-۰۱-۰۱ بیرون از بازهٔ مجاز است؛ روزی از ۱۳۰۴-۰۱-۰۱ تا ۱۵۰۲-۱۲-۲۹ بنویسید
            رویداد «لغو» تنها یک دلیل دارد؛ یکی را نگه دارید
            هر سطر یا جایگزین یک رویداد است یا رویدادی را باطل می‌کند؛ یکی از این دو را خالی بگذارید
            ۰ مساحت درستی نیست؛ بیشتر از ۰ و حداکثر ۱۰۰۰۰۰۰۰۰۰۰ متر مربع، با حداکثر دو رقم اعشار، بنویسید
            ۰٫۱۲۵ بیش از دو رقم اعشار دارد؛ با حداکثر دو رقم اعشار بنویسید
            ۱۴۰۵-۰۱-۰۲ هنوز نرسیده است؛ امروز ۱۴۰۵-۰۱-۰۱ است
            ۲۰۰٫۵ بیرون از بازهٔ مجاز است؛ از ۰ تا ۲۰۰ درصد بنویسید
            ۲۰۰۰۰۰۰۰ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰ نفر بنویسید
            ۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹۹ بیرون از بازهٔ مجاز است؛ عددی نزدیک‌تر به ۰ بنویسید
        "#]],
    );
}

#[test]
fn parks_and_units_are_refused_in_persian() {
    check::<ParkRow>(
        "code,province,name_en,kind,ownership,approved_on,operating_since,closed_on,land_total_ha,land_operational_ha,latitude,longitude",
        &[
            "P1,IR-31,a\tb,park,state,1368-02-20,,,0.00001,1000001,91,",
            "P1,IR-99,,industrial_park,state,1368-02-20,1368-02-19,,,,,",
            "P1,IR-09,a,industrial_park,state,1368-02-20,,1368-02-19,,,,",
            "P1,IR-09,a,industrial_park,state,1368-02-20,,,10,11,,",
        ],
        &expect![[r#"
            latitude پر شده است؛ هر دو را پر کنید یا هیچ‌کدام را
            «IR-31» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان خراسان شمالی IR-28 است (برای کد پیشین iso_code_before_2020:IR-31 بنویسید)
            «IR-99» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید
            «park» می‌تواند شهرک صنعتی (industrial_park)، شهرک صنعتی تخصصی (specialised_park)، شهرک فناوری (technology_park) باشد؛ یکی از این‌ها را بنویسید
            در این متن پایان سطر، پرش یا نویسهٔ کنترلی دیگری هست؛ آن را در یک سطر بنویسید
            زمین عملیاتی و زمین آمادهٔ واگذاری بخشی از کل زمین‌اند و از ۱۰ هکتار بیشتر نیستند
            شهرک در ۱۳۶۸-۰۲-۲۰ تصویب شده است و نمی‌تواند از ۱۳۶۸-۰۲-۱۹ در بهره‌برداری باشد
            شهرک پس از تصویب و آغاز بهره‌برداری تعطیل می‌شود؛ ۱۳۶۸-۰۲-۱۹ پیش از آن است
            ۰٫۰۰۰۰۱ بیش از ۴ رقم اعشار دارد؛ رقم‌های اضافه را بردارید
            ۱۰۰۰۰۰۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰ بنویسید
            ۹۱ بیرون از بازهٔ مجاز است؛ از -۹۰ تا ۹۰ بنویسید
        "#]],
    );
    let long = format!("U3,P1,,{},,", "x".repeat(301));
    check::<UnitRow>(
        "code,park,province,name_en,isic_revision,isic_code",
        &["U1,,,a,4,105a", "U2,P1,,a,4,", &long],
        &expect![[r#"
            isic_revision پر شده است؛ هر دو را پر کنید یا هیچ‌کدام را
            «105a» کد ISIC نیست؛ دو تا چهار رقم بنویسید، مانند 1050
            جای واحد معلوم نیست؛ شهرک را پر کنید، یا برای واحد بیرون از شهرک‌ها استان را
            متن ۳۰۱ نویسه دارد؛ حداکثر ۳۰۰ نویسه مجاز است
        "#]],
    );
}

#[test]
fn targets_rates_and_announcements_are_refused_in_persian() {
    check::<TargetRow>(
        "year,metric,scope,value,decided_on",
        &["2020,units_revived,Iran,1.5,1399-01-01", "1399,units_revived,IR,-1,1399-01-01"],
        &expect![[r#"
            -۱ بیرون از بازهٔ مجاز است؛ از ۰ تا ۱۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰۰ بنویسید
            سال ۲۰۲۰ بیرون از بازهٔ مجاز است؛ سالی از ۱۳۰۴ تا ۱۵۰۲ هجری شمسی بنویسید
            ۱٫۵ عدد صحیح نیست؛ بدون اعشار بنویسید
        "#]],
    );
    check::<RateRow>(
        "kind,valid_from,valid_to,irr_per_usd",
        &["nima,1399-01-02,1399-01-01,0", "nima,1399-01-02,,x"],
        &expect![[r#"
            «x» عدد نیست؛ مانند ۱۴۳۰ یا ۲۳۲۸۹۰٫۵ بنویسید
            بهای دلار بیش از ۰ ریال است
            دورهٔ نرخ در روز آغاز خود، ۱۳۹۹-۰۱-۰۲، یا پس از آن پایان می‌یابد
        "#]],
    );
    let long = format!("a4,,unknown,IR,in_parks,m,share,,1,101,percent,,,{}", "x".repeat(2_001));
    check::<AnnouncementRow>(
        "id,announced_on,date_basis,scope,population,metric,measure,qualifier,value_low,value_high,unit,period_from,period_to,source",
        &[
            "a1,,stated,IR,in_parks,m,flow,,2,1,units,1398-06-31,1398-01-01,x",
            "a2,1399-01-01,unknown,IR,in_parks,M,flow,range,1,1,units,,,x",
            "a3,,unknown,IR,in_parks,m,flow,range,1,1,units,,,x",
            &long,
        ],
        &expect![[r#"
            «M» نام شاخص نیست؛ یک حرف کوچک لاتین و پس از آن حداکثر ۹۹ حرف کوچک لاتین، رقم یا «_» بنویسید
            بازه دو عدد دارد؛ عدد بزرگ‌تر را اینجا بنویسید یا قید دیگری برگزینید
            تاریخ نوشته نشده است؛ آن را بنویسید یا مبنا را unknown بگذارید
            دوره در روز آغاز خود، ۱۳۹۸-۰۶-۳۱، یا پس از آن پایان می‌یابد
            سهم حداکثر ۱۰۰ درصد است
            مبنای تاریخ نامعلوم (unknown) است؛ تاریخ را خالی بگذارید یا مبنا را stated یا estimated بنویسید
            مقدار بزرگ‌تر نباید از مقدار کوچک‌تر، ۲، کمتر باشد
            منبع ۲۰۰۱ بایت دارد؛ حداکثر ۲۰۰۰ بایت مجاز است
        "#]],
    );
}

#[test]
fn files_are_refused_in_persian() {
    check::<IsicDivisionRow>(
        "nmae,nmae,,x",
        &[],
        &expect![[r#"
            ستون code نیست؛ فایل بخش‌های ISIC باید آن را داشته باشد
            ستون name نیست؛ فایل بخش‌های ISIC باید آن را داشته باشد
            فایل بخش‌های ISIC ستون nmae ندارد؛ آیا name است؟
            فایل بخش‌های ISIC ستون x ندارد؛ ستون‌های آن: code، name
        "#]],
    );
    check::<IsicDivisionRow>(
        "code,name,name",
        &[],
        &expect![[r#"
        ستون name دو بار آمده است؛ یکی را بردارید
    "#]],
    );
    check::<IsicDivisionRow>("code;name", &[], &expect![""]);
    check::<IsicDivisionRow>(
        "code,name",
        &["1,a", "10", "10,\"a\"b", "10,\"a"],
        &expect![[r#"
            «1» بخشی از ISIC نیست؛ دو رقم بنویسید
            سطر عنوان ۲ خانه دارد و این سطر ۱ خانه؛ خانه‌ای را که ویرگول دارد میان دو نشانهٔ نقل قول بنویسید
            نشانهٔ نقل قولی که خانه‌ای را آغاز کرده بسته نشده است؛ آن را ببندید، یا نشانهٔ درون خانه را دو بار بنویسید
            پس از نشانهٔ نقل قول پایانی یک خانه متنی آمده است؛ نشانهٔ درون خانه را دو بار بنویسید
        "#]],
    );
}
