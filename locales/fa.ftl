# متن‌هایی که سامانه به کاربران نشان می‌دهد، به فارسی. همان پیام‌ها با همان آرگومان‌ها در en.ftl آمده است.
#
# جمله می‌گوید چه چیزی نادرست است، کجا، و چه چیزی درست است. عدد و تاریخ با رقم فارسی نوشته می‌شود؛ آنچه باید عیناً نوشته
# شود (کد، نام ستون، نام فایل) با حروف و رقم لاتین می‌ماند.

## Parts of sentences

verbatim = { $text }
list-and = { "، " }
list-clauses = { "؛ " }
list-or = { " یا " }

measure-rials = ریال
measure-persons = نفر
measure-percent = درصد

event-kind-permit-issued = صدور جواز تأسیس
event-kind-land-assigned = واگذاری زمین
event-kind-progress-reported = گزارش پیشرفت فیزیکی
event-kind-commissioned = بهره‌برداری
event-kind-capacity-reported = گزارش ظرفیت
event-kind-idled = توقف تولید
event-kind-revived = احیا
event-kind-capacity-raised = افزایش ظرفیت
event-kind-renovated = نوسازی
event-kind-visited = بازدید
event-kind-closed = تعطیلی
event-kind-cancelled = لغو

fact-investment = مبلغ سرمایه‌گذاری
fact-jobs = شمار شاغلان
fact-capacity = درصد ظرفیت اسمی
fact-progress = درصد پیشرفت فیزیکی
fact-area = مساحت زمین به متر مربع
fact-reasons = دلیل
fact-body = دستگاه مجری
fact-means = شیوهٔ احیا

status-none = بدون رویداد
status-planned = در مرحلهٔ جواز
status-under-construction = در دست ساخت
status-active = فعال
status-semi-active = نیمه‌فعال
status-inactive = غیرفعال
status-closed = تعطیل‌شده
status-cancelled = لغوشده

month-1 = فروردین
month-2 = اردیبهشت
month-3 = خرداد
month-4 = تیر
month-5 = مرداد
month-6 = شهریور
month-7 = مهر
month-8 = آبان
month-9 = آذر
month-10 = دی
month-11 = بهمن
month-12 = اسفند
quarter-1 = بهار
quarter-2 = تابستان
quarter-3 = پاییز
quarter-4 = زمستان
group-unknown = نامعلوم

## Sets of codes

set-activity-revision = ویرایش ISIC
set-announced-population = جامعهٔ آماری اعلام
set-audited-thing = موضوع ثبت تغییرات
set-body = دستگاه مجری
set-budget-purpose = ردیف بودجه
set-budget-stage = مرحلهٔ بودجه
set-change-origin = راه تغییر
set-date-basis = مبنای تاریخ
set-event-kind = نوع رویداد
set-file-kind = نوع فایل
set-hedge = قید
set-import-state = وضعیت بارگذاری
set-infrastructure-line = زیرساخت
set-line-outcome = سرنوشت سطر
set-means = شیوهٔ احیا
set-measure = نوع سنجه
set-metric = شاخص هدف
set-ownership = نوع مالکیت
set-park-kind = نوع شهرک
set-population = جامعهٔ آماری
set-rate-kind = نوع نرخ
set-reason = دلیل
set-refusal-code = کد خطا
set-role = نقش
set-sector = بخش
set-unit-status = وضعیت واحد
set-computation = شیوهٔ محاسبه
set-confidence = میزان اطمینان
set-finding-kind = نوع یافته
set-metric-direction = جهت شاخص
set-metric-division = تقسیم شاخص
set-obstacle = علت محاسبه‌ناپذیری
set-speaker-relation = نسبت دو گوینده
set-support-kind = نوع حمایت
set-support-outcome = نتیجهٔ پروندهٔ حمایت
set-support-status = وضعیت پروندهٔ حمایت
set-support-step = گام پروندهٔ حمایت
set-verdict = نتیجهٔ مقایسه

## Values

empty = این مقدار خالی است؛ باید پر شود
unknown-code = «{ $found }» در فهرست «{ $set }» نیست؛ یکی از این‌ها را بنویسید: { $known }
occurs-twice = «{ $item }» دو بار نوشته شده است؛ یک بار بنویسید
fill-both = { $filled } پر شده است؛ هر دو را پر کنید یا هیچ‌کدام را

-rounded-number = ؛ صفحه‌گسترده شکل گردشدهٔ آن را نشان می‌دهد: قالب خانه‌ها را عدد صحیح کنید
not-a-whole-number = «{ $found }» عدد صحیح نیست؛ مانند ۱۲۰۰ یا ۱٬۲۰۰ بنویسید{ $rounded ->
    [yes] { -rounded-number }
   *[no] { "" }
}
not-an-amount = «{ $found }» عدد نیست؛ مانند ۱۴۳۰ یا ۲۳۲۸۹۰٫۵ بنویسید{ $rounded ->
    [yes] { -rounded-number }
   *[no] { "" }
}
not-a-decimal = «{ $found }» عدد نیست؛ مانند ۱۴۳۰ یا ۱۲٫۵ بنویسید{ $rounded ->
    [yes] { -rounded-number }
   *[no] { "" }
}
number-too-large = { $number } بیرون از بازهٔ مجاز است؛ عددی نزدیک‌تر به ۰ بنویسید
number-out-of-range = { $number } بیرون از بازهٔ مجاز است؛ از { $least } تا { $most } بنویسید
measured-out-of-range = { $number } بیرون از بازهٔ مجاز است؛ از ۰ تا { $most } { $measure } بنویسید
number-not-whole = { $number } عدد صحیح نیست؛ بدون اعشار بنویسید
more-than-two-decimals = { $number } بیش از دو رقم اعشار دارد؛ با حداکثر دو رقم اعشار بنویسید
too-many-decimals = { $number } بیش از { $decimals } رقم اعشار دارد؛ رقم‌های اضافه را بردارید

not-a-day = «{ $found }» تاریخ نیست؛ مانند ۱۳۹۹-۱۱-۰۸ یا، به میلادی، مانند 2021-01-27 بنویسید
no-such-gregorian-day = روز «{ $found }» در تقویم میلادی نیست؛ شمارهٔ ماه و روز را درست کنید
no-such-iranian-day = روز «{ $found }» در تقویم هجری شمسی نیست؛ شمارهٔ ماه و روز را درست کنید
day-out-of-range = روز { $day } بیرون از بازهٔ مجاز است؛ روزی از ۱۳۰۴-۰۱-۰۱ تا ۱۵۰۲-۱۲-۲۹ بنویسید
day-in-future = { $day } هنوز نرسیده است؛ امروز { $today } است
not-a-moment = «{ $found }» زمان نیست؛ مانند 2021-01-27T09:30:00+03:30 بنویسید
moment-in-future = { $moment } هنوز نرسیده است؛ اکنون { $now } است
year-out-of-range = سال { $year } بیرون از بازهٔ مجاز است؛ سالی از ۱۳۰۴ تا ۱۵۰۲ هجری شمسی بنویسید

not-of-form = «{ $found }» به شکل درست نوشته نشده است؛ مانند { $right } بنویسید
not-a-code = «{ $found }» کد درستی نیست؛ ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید
not-an-isic-code = «{ $found }» کد ISIC نیست؛ دو تا چهار رقم بنویسید، مانند 1050
not-a-metric = «{ $found }» نام شاخص نیست؛ یک حرف کوچک لاتین و پس از آن حداکثر ۹۹ حرف کوچک لاتین، رقم یا «_» بنویسید
not-a-province = «{ $found }» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید
not-a-scope = «{ $found }» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید، یا IR برای کل کشور
old-province-code = «{ $found }» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان { $name } { $current } است (برای کد پیشین iso_code_before_2020:{ $found } بنویسید)

text-not-on-one-line = در این متن پایان سطر، پرش یا نویسهٔ کنترلی دیگری هست؛ آن را در یک سطر بنویسید
text-with-control-characters = در این متن نویسهٔ کنترلی هست؛ آن را بردارید
text-too-long = متن { $length } نویسه دارد؛ حداکثر { $longest } نویسه مجاز است
source-too-long = منبع { $length } بایت دارد؛ حداکثر { $longest } بایت مجاز است

## Parks and units

unknown-park = شهرکی با کد «{ $code }» ثبت نشده است؛ نخست آن را ثبت کنید
park-taken = شهرکی با کد «{ $code }» پیش‌تر ثبت شده است؛ همان را به‌روز کنید یا کد دیگری بدهید
park-operating-before-approval = شهرک در { $approved_on } تصویب شده است و نمی‌تواند از { $operating_since } در بهره‌برداری باشد
park-closed-too-early = شهرک پس از تصویب و آغاز بهره‌برداری تعطیل می‌شود؛ { $day } پیش از آن است
land-parts-exceed-total = زمین عملیاتی و زمین آمادهٔ واگذاری بخشی از کل زمین‌اند و از { $total } هکتار بیشتر نیستند
park-place-fixed = شهرک { $code } واحدهایی با رویداد دارد و در استان { $province } می‌ماند؛ واحدی را که جابه‌جا شده است در جای پیشین تعطیل و در جای تازه ثبت کنید

unknown-unit = واحدی با کد «{ $code }» ثبت نشده است؛ نخست آن را ثبت کنید
unit-taken = واحدی با کد «{ $code }» پیش‌تر ثبت شده است؛ همان را به‌روز کنید یا کد دیگری بدهید
unit-without-place = جای واحد معلوم نیست؛ شهرک را بنویسید، یا برای واحد بیرون از شهرک‌ها استان را
park-in-other-province = شهرک { $park } در استان { $province } است؛ استان را خالی بگذارید یا همان را بنویسید
unit-place-fixed = واحد { $code } رویداد دارد و در جای خود ({ $place }) می‌ماند؛ واحدی را که جابه‌جا شده است در جای پیشین تعطیل و در جای تازه ثبت کنید

## Events

fact-missing = برای رویداد «{ $kind }» باید { $fact } نوشته شود
fact-not-carried = با رویداد «{ $kind }» { $fact } ثبت نمی‌شود؛ آن را خالی بگذارید
reason-of-another-kind = «{ $reason }» دلیل رویداد «{ $kind }» نیست؛ یکی از این‌ها را بنویسید: { $known }
several-reasons = رویداد «لغو» تنها یک دلیل دارد؛ یکی را نگه دارید
area-out-of-range = { $area } مساحت درستی نیست؛ بیشتر از ۰ و حداکثر ۱۰۰۰۰۰۰۰۰۰۰ متر مربع، با حداکثر دو رقم اعشار، بنویسید
void-without-reason = ابطال رویداد دلیل می‌خواهد؛ آن را در یادداشت بنویسید
event-not-allowed = «{ $kind }» برای واحدی که { $status } است ممکن نیست؛ برای واحدی ممکن است که { $allowed } باشد

## The ledger of a unit

record-coded = رویداد { $code }
record-new = رویداد تازه
record-numbered = ثبت تازهٔ شمارهٔ { $number }
ledger-not-allowed = { $record } در { $day }: { $why }
ledger-not-allowed-after = { $record } در { $day }: { $why } (پیش از آن { $before } در { $before_day } ثبت است)
ledger-unknown = آنچه { $record } اصلاح می‌کند خود پذیرفته نشده یا پس از آن ثبت شده است؛ نخست آن را درست کنید
ledger-not-effective = { $corrected } پیش‌تر با { $by } جایگزین یا باطل شده است؛ رویداد معتبر را اصلاح کنید
ledger-of-void = { $corrected } رویداد دیگری را باطل می‌کند و اصلاح نمی‌شود؛ رویداد را از نو ثبت کنید
ledger-circle = { $record } و رویدادهای دیگر در یک دور جایگزین یکدیگر شده‌اند؛ دور را بشکنید

## Methodologies, rates, targets, announcements

thresholds-out-of-range = آستانه‌ها درصدی از ۰ تا ۲۰۰ هستند و semi_active_below از idle_below کمتر نیست
methodology-in-use = در { $last } ظرفیتی با آستانه‌های جاری گزارش شده است؛ روش تازه باید پس از آن روز آغاز شود
methodology-same-day = روش { $other } در همین روز آغاز می‌شود؛ روز دیگری بنویسید
methodology-recorded-otherwise = این روش با روز آغاز، آستانه‌ها یا منبع دیگری ثبت شده است؛ روش تازه‌ای با کد دیگری ثبت کنید
methodology-breaks = با این آستانه‌ها رویداد { $event } واحد { $unit }، چنان‌که پیش از اصلاح ثبت بود، ممکن نمی‌شد: { $why }؛ روش تازه باید پس از { $day } آغاز شود

rate-not-positive = بهای دلار بیش از ۰ ریال است
rate-ends-too-early = دورهٔ نرخ در روز آغاز خود، { $first }، یا پس از آن پایان می‌یابد
rates-overlap = این دوره با دورهٔ { $from } تا { $to } روز مشترک دارد؛ دوره‌های یک نوع نباید روز مشترک داشته باشند
rates-overlap-open = این دوره با دوره‌ای که از { $from } آغاز شده است روز مشترک دارد؛ دوره‌های یک نوع نباید روز مشترک داشته باشند

target-already-set = این هدف پیش‌تر تعیین شده است؛ آن را بازنگری کنید
target-decided-otherwise = در آن روز برای این هدف مقدار، دلیل یا منبع دیگری ثبت شده است؛ روز دیگری بنویسید

day-of-unknown-basis = مبنای تاریخ نامعلوم (unknown) است؛ تاریخ را خالی بگذارید یا مبنا را stated یا estimated بنویسید
announcement-without-day = تاریخ نوشته نشده است؛ آن را بنویسید یا مبنا را unknown بگذارید
other-date-basis = مبنای تاریخ در رقم‌های دیگر این منبع و روز «{ $recorded }» است؛ همهٔ رقم‌های یک اعلام یک مبنا دارند
period-ends-too-early = دوره در روز آغاز خود، { $first }، یا پس از آن پایان می‌یابد
high-below-low = مقدار بزرگ‌تر نباید از مقدار کوچک‌تر، { $low }، کمتر باشد
range-of-one-number = بازه دو عدد دارد؛ عدد بزرگ‌تر را اینجا بنویسید یا قید دیگری برگزینید
share-above-all = سهم حداکثر ۱۰۰ درصد است
figure-recorded-otherwise = این رقم با داده‌های دیگری ثبت شده است؛ اعلام‌ها تغییر نمی‌کنند، رقم دیگری ثبت کنید

## Persons and tokens

officer-without-province = کارشناس استانی دست‌کم پاسخ‌گوی یک استان است؛ کد آن را بنویسید، مانند IR-09
role-with-provinces = تنها کارشناس استانی استان دارد؛ استان‌ها را بردارید یا همان نقش را بدهید
owner-missing = نام دارندهٔ توکن نوشته نشده است؛ آن را بنویسید
owner-too-long = این متن بلند است؛ حداکثر { $longest } نویسه مجاز است
owner-with-control-characters = در این متن پایان سطر یا نویسهٔ کنترلی دیگری هست؛ آن را بردارید
token-already-expired = این زمان گذشته است؛ پایان اعتبار توکن را در آینده بگذارید

## Files

file-kind-provinces = استان‌ها
file-kind-years = سال‌ها
file-kind-isic-divisions = بخش‌های ISIC
file-kind-rates = نرخ‌ها
file-kind-methodologies = روش‌ها
file-kind-parks = شهرک‌ها
file-kind-infrastructure = زیرساخت‌ها
file-kind-units = واحدها
file-kind-events = رویدادها
file-kind-targets = هدف‌ها
file-kind-announcements = اعلام‌ها
file-kind-budgets = بودجه‌ها

-save-as-csv = فایل را به شکل «CSV UTF-8» ذخیره کنید
-save-workbook = آن را به شکل .xlsx یا برگهٔ آن را به شکل «CSV UTF-8» ذخیره کنید
workbook-unreadable = این کارپوشه خوانده نمی‌شود؛ { -save-workbook }
workbook-damaged = این کارپوشه خوانده نمی‌شود (علت: «{ $why }»)؛ { -save-workbook }
workbook-too-large = این کارپوشه پس از باز شدن از { $most } مگابایت بزرگ‌تر است؛ برگهٔ آن را به شکل «CSV UTF-8» ذخیره کنید
workbook-hidden = همهٔ برگه‌های این کارپوشه پنهان‌اند؛ برگه‌ای را که باید خوانده شود آشکار کنید
workbook-not-computed = بیش از { $most } فرمول این کارپوشه نتیجهٔ ذخیره‌شده ندارد؛ آن را در برنامهٔ صفحه‌گسترده باز و ذخیره کنید و دوباره بفرستید
workbook-with-unknown-error = نخستین خانه پس از { $cell } در برگهٔ «{ $sheet }» خطای «{ $error }» دارد؛ فرمول آن را درست کنید یا مقدار را بنویسید
file-in-utf-16 = کدگذاری فایل UTF-16 است؛ { -save-as-csv }
file-without-commas = خانه‌های سطر عنوان با ویرگول لاتین جدا نشده‌اند؛ { -save-as-csv }
file-empty = فایل خالی است؛ سطر نخست آن باید نام ستون‌ها باشد: { $columns }
file-broken-off = فایل تا پایان خوانده نمی‌شود (علت: «{ $why }»)؛ آن را دوباره بفرستید
line-not-utf-8 = کدگذاری این سطر UTF-8 نیست؛ { -save-as-csv }
quote-not-closed = نشانهٔ نقل قولی که خانه‌ای را آغاز کرده بسته نشده است؛ آن را ببندید، یا نشانهٔ درون خانه را دو بار بنویسید
text-after-quote = پس از نشانهٔ نقل قول پایانی یک خانه متنی آمده است؛ نشانهٔ درون خانه را دو بار بنویسید
record-too-long = این سطر از یک مگابایت بلندتر است؛ آیا نشانهٔ نقل قول یا پایان سطری جا افتاده است؟
other-number-of-cells = سطر عنوان { $wanted } خانه دارد و این سطر { $count } خانه؛ خانه‌ای را که ویرگول دارد میان دو نشانهٔ نقل قول بنویسید
other-number-of-cells-over-lines = سطر عنوان { $wanted } خانه دارد و این سطر { $count } خانه، در { $lines } سطر فایل؛ نشانه‌های نقل قول آن را بررسی کنید

file-of-unknown-kind = نام «{ $name }» نوع فایل را نمی‌گوید؛ آن را یکی از این‌ها بنامید: { $known }، یا ‎--as KIND‎ را به کار ببرید
file-of-unknown-kind-near = نام «{ $name }» نوع فایل را نمی‌گوید (نزدیک‌ترین نام: { $near })؛ آن را یکی از این‌ها بنامید: { $known }، یا ‎--as KIND‎ را به کار ببرید
file-of-unknown-form = «{ $name }» خوانده نمی‌شود: تنها فایل‌های .csv و .xlsx خوانده می‌شوند؛ آن را به شکل «CSV UTF-8» یا .xlsx ذخیره کنید و پسوند نامش را نیز تغییر دهید
sheet-not-read = برگهٔ «{ $name }» خوانده نشد: تنها برگهٔ نخست کارپوشه خوانده می‌شود، اینجا «{ $read }»؛ اگر به این ثبت مربوط است آن را در فایل جداگانه بفرستید
hidden-sheet-not-read = برگهٔ «{ $name }» خوانده نشد: برگه‌های پنهان خوانده نمی‌شوند، اینجا «{ $read }» خوانده شد؛ اگر به این ثبت مربوط است آن را در فایل جداگانه بفرستید
folder-in-folder = «{ $name }» خوانده نمی‌شود: پوشه‌ای درون پوشه است؛ آن را جداگانه وارد کنید
file-bundled = «{ $name }» خوانده نمی‌شود: همراه برنامه است

column-twice = ستون { $name } دو بار آمده است؛ یکی را بردارید
column-missing = ستون { $name } نیست؛ فایل { $kind } باید آن را داشته باشد
column-unnamed = ستون { $place } نام ندارد؛ نام آن را بنویسید یا ستون را بردارید
column-unknown = فایل { $kind } ستون { $name } ندارد؛ ستون‌های آن: { $all }
column-unknown-near = فایل { $kind } ستون { $name } ندارد؛ آیا { $near } است؟

unit-line-without-place = جای واحد معلوم نیست؛ شهرک را پر کنید، یا برای واحد بیرون از شهرک‌ها استان را
replaces-and-voids = هر سطر یا جایگزین یک رویداد است یا رویدادی را باطل می‌کند؛ یکی از این دو را خالی بگذارید
void-with-facts = ابطال رویداد دادهٔ دیگری ندارد؛ این مقدار را خالی بگذارید
not-an-isic-division = «{ $found }» بخشی از ISIC نیست؛ دو رقم بنویسید
not-an-iso-code = «{ $found }» کد ISO 3166-2:IR نیست؛ IR- و دو رقم بنویسید
not-as-in-calendar = در تقویم { $right } است
not-true-or-false = «{ $found }» نه true است نه false؛ یکی از این دو را بنویسید

cell-not-computed = فرمول این خانه نتیجهٔ ذخیره‌شده ندارد؛ کارپوشه را در برنامهٔ صفحه‌گسترده باز و ذخیره کنید و دوباره بفرستید
cells-merged = خانه‌های { $cells } ادغام شده‌اند و تنها خانهٔ نخست مقدار دارد؛ ادغام را بردارید و هر خانه را پر کنید
cell-with-error = در این خانه خطای «{ $error }» است؛ فرمول آن را درست کنید یا مقدار را بنویسید
cell-with-lost-digits = «{ $number }» رقم از دست داده است: صفحه‌گسترده تنها ۱۵ رقم عدد را نگه می‌دارد؛ قالب ستون را متن کنید و مقدار را دوباره بنویسید
cell-shows-other-form = این خانه عدد «{ $number }» را دارد و به شکل دیگری نشان می‌دهد، اما جای متن است؛ قالب ستون را متن کنید و مقدار را دوباره بنویسید
holds-text = متن
holds-number = عدد
holds-day = تاریخ
cell-became-date = صفحه‌گسترده این خانه را تاریخ یا زمان کرده است، اما جای { $holds } است؛ قالب ستون را { $holds } کنید و مقدار را دوباره بنویسید
cell-hides-day = قالب این خانه روز و ماه و سال تاریخ را نشان نمی‌دهد؛ قالب آن را yyyy-mm-dd کنید
cell-became-logical = صفحه‌گسترده این خانه را مقدار منطقی { $value } کرده است؛ قالب ستون را متن کنید و مقدار را دوباره بنویسید
cell-shows-something-else = این خانه «{ $number }» را دارد و قالب آن چیز دیگری نشان می‌دهد؛ قالب آن را عدد ساده کنید و مقدار را بررسی کنید
cell-rounded = این خانه «{ $seen }» نشان می‌دهد و «{ $held }» دارد؛ مقدار درست را بنویسید یا همهٔ رقم‌های اعشار را نشان دهید

## Imports

unknown-park-in-files = شهرکی با کد «{ $code }» ثبت نشده است؛ نخست آن را ثبت کنید یا parks.csv را همراه همین فایل‌ها بفرستید
park-line-refused = سطری که این شهرک را ثبت می‌کند پذیرفته نشده است؛ همان سطر را درست کنید
line-drops-facts = این سطر جایگزین رویداد { $replaces } است و { $columns } را که در آن رویداد نوشته شده است ندارد؛ پس از این { $count ->
    [1] معلوم نخواهد بود
   *[other] معلوم نخواهند بود
}
line-contradicts = سطر { $line } دربارهٔ همین { $same } چیز دیگری می‌گوید؛ یکی از این دو را نگه دارید
line-contradicts-other-file = سطر { $line } فایل دیگری دربارهٔ همین { $same } چیز دیگری می‌گوید؛ یکی از این دو را نگه دارید
same-budget-line = سال، محدوده، ردیف و مرحله
same-code = کد
same-decision = هدف و روز تصمیم
same-id = شناسه
same-number = شماره
same-park-line = شهرک و زیرساخت
same-rate = نوع و روز آغاز نرخ
same-unit-event = واحد و رویداد
unit-line-refused = سطری که این واحد را ثبت می‌کند پذیرفته نشده است؛ همان سطر را درست کنید
unit-not-in-files = واحدی با این کد ثبت نشده است؛ نخست units.csv را بفرستید، یا همراه همین فایل‌ها
event-not-in-files = واحد { $unit } رویدادی با این کد ندارد، نه در فایل‌ها و نه در ثبت‌های پیشین؛ کد یکی از رویدادهای آن را بنویسید
event-recorded-otherwise = واحد { $unit } رویدادی با این کد و داده‌های دیگر دارد؛ ثبت‌ها تغییر نمی‌کنند، رویدادی بفرستید که جایگزین آن شود
moment-before-latest = واحد { $unit } تا { $latest } ثبت دارد؛ زمانی پس از آن بنویسید، یا برای زمان پایان بارگذاری خانه را خالی بگذارید
recorded-before-day = این سطر در { $day } ثبت شده است؛ آنچه می‌گوید در همان روز یا پیش از آن رخ داده است
many-lines-refused = بیش از { $most } سطر این واحد پذیرفته نشده است؛ نخست آنها را درست کنید

files-are-bundled = { $kind } همراه برنامه است و وارد نمی‌شود؛ این فایل را کنار بگذارید
auditor-may-not-import = حسابرس نمی‌تواند چیزی وارد کند؛ تنها کارشناسان و مدیران می‌توانند
only-national-officers-may-import = تنها کارشناسان ملی و مدیران می‌توانند فایل { $kind } را وارد کنند؛ این فایل را کنار بگذارید
only-administrators-may-import = تنها مدیران می‌توانند فایل { $kind } را وارد کنند؛ این فایل را کنار بگذارید
only-administrators-may-restore = تنها مدیران می‌توانند ثبت‌ها را با گذشتهٔ آنها بازگردانند؛ این خانه را خالی بگذارید
forbidden-park = شهرک { $code } در استان { $province } است و شما تنها { $own } را ویرایش می‌کنید؛ آن را به کارشناس { $province } بسپارید
forbidden-park-moved = شهرک { $code } به استان { $province } می‌رود و شما تنها { $own } را ویرایش می‌کنید؛ آن را به کارشناس { $province } بسپارید
forbidden-unit = واحد { $code } در استان { $province } است و شما تنها { $own } را ویرایش می‌کنید؛ آن را به کارشناس { $province } بسپارید
forbidden-unit-moved = واحد { $code } به استان { $province } می‌رود و شما تنها { $own } را ویرایش می‌کنید؛ آن را به کارشناس { $province } بسپارید

## The report of an import

value-found = («{ $value }» آمده است)
warning-at = { $place } هشدار: { $text }
report-more = … و { $count } مورد دیگر
report-file = فایل
report-read = خوانده
report-added = افزوده
report-changed = تغییر
report-unchanged = بی‌تغییر
report-refused = ردشده
report-count = { $count }
report-imported = در { $seconds } ثانیه ثبت شد.
report-checked = در { $seconds } ثانیه بررسی شد؛ چیزی ثبت نشد (--dry-run).
report-stopped = پس از { $seconds } ثانیه متوقف شد؛ چیزی ثبت نشد.
report-errors = { $count ->
    [1] ۱ خطا
   *[other] { $count } خطا
}؛ چیزی ثبت نشد.

## Changes

figures-out-of-range = هر اعلام ۱ تا { $most } رقم دارد
figure-code-twice = رقم دیگری از این اعلام کد «{ $code }» دارد؛ به هر رقم کد جداگانه‌ای بدهید
unknown-target = هدفی با شناسهٔ «{ $id }» نیست؛ شناسهٔ هدف‌ها در targets است
unknown-token = توکنی با شناسهٔ «{ $id }» نیست؛ شناسهٔ توکن‌ها در tokens است
unknown-event = این واحد رویدادی با کد «{ $code }» ندارد؛ کد یکی از رویدادهای آن را بنویسید
unknown-import-to-cancel = شما بارگذاری‌ای با این شناسه نفرستاده‌اید؛ بارگذاری‌های شما در imports است
import-ended = این بارگذاری پایان یافته است و آنچه ثبت کرده می‌ماند؛ با بارگذاری دیگری آن را اصلاح کنید
record-code-taken = این واحد ثبتی با کد «{ $code }» دارد؛ کد دیگری بدهید یا کد ندهید
record-code-twice = ثبت دیگری در همین درخواست کد «{ $code }» دارد؛ به هر یک کد خودش را بدهید
records-out-of-range = هر اصلاح ۱ تا { $most } ثبت دارد: جایگزینی، ابطال یا ثبت تازه
idempotency-key-out-of-range = کلید تکرار ۱ تا { $longest } بایت دارد و نویسهٔ کنترلی ندارد
idempotency-key-reused = این کلید تکرار برای درخواست دیگری به کار رفته است؛ برای تغییر تازه کلید تازه‌ای بسازید
stale-version = نسخهٔ کنونی { $version } است، نه { $expected }؛ { $differs }؛ دوباره بخوانید و تصمیم بگیرید
stale-version-same-values = نسخهٔ کنونی { $version } است، نه { $expected }؛ مقدارهای آن همان است که فرستاده‌اید؛ دوباره بخوانید
field-is = { $field }: «{ $value }»
field-is-empty = { $field }: خالی

## The command line

kind-for-folder = --as { $kind } برای فایل است، اما { $folder } پوشه است؛ فایل‌ها را نام ببرید
folder-without-files = در این پوشه چیزی برای وارد کردن نیست؛ فایل‌هایی مانند parks.csv و units.csv و events.csv در آن بگذارید
folder-without-readable-files = در این پوشه چیزی برای وارد کردن نیست؛ فایل‌هایی مانند parks.csv و units.csv و events.csv در آن بگذارید: { $reasons }
not-a-file = { $path } فایل نیست؛ یک فایل CSV، یک کارپوشه یا پوشه‌ای از آنها را نام ببرید
file-bundled-alone = { $kind }.csv همراه برنامه است و وارد نمی‌شود؛ آن را کنار بگذارید
no-token-to-revoke = توکن «{ $which }» برای لغو پیدا نشد؛ «shahrak token list» شمارهٔ توکن‌ها را نشان می‌دهد
option-wrong = { $option }: { $why }
options-wrong = { $list }
too-many-days = شمار روزها زیاد است؛ به جای آن --no-expiry بنویسید

# Labels of values, as the rows of a table or the axis of a chart show them.
label-park-kind-industrial-park = شهرک صنعتی
label-park-kind-specialised-park = شهرک صنعتی تخصصی
label-park-kind-industrial-zone = ناحیه صنعتی
label-park-kind-rural-zone = ناحیه صنعتی روستایی
label-park-kind-special-economic-zone = منطقه ویژه اقتصادی
label-park-kind-technology-park = شهرک فناوری
label-ownership-state = دولتی
label-ownership-non-governmental = غیردولتی
label-sector-food = غذایی، آشامیدنی و دارویی
label-sector-textile = نساجی، پوشاک و چرم
label-sector-cellulose = سلولزی، کاغذ و چاپ
label-sector-chemical = شیمیایی
label-sector-non-metallic-mineral = کانی غیرفلزی
label-sector-metal = فلزی
label-sector-electrical = برق و الکترونیک
label-sector-services = خدمات
label-body-provincial-company = شرکت شهرک‌های صنعتی استان
label-body-ministry-department = سازمان صنعت، معدن و تجارت استان
label-reason-liquidity = کمبود نقدینگی
label-reason-market = نبود بازار
label-reason-raw-materials = کمبود مواد اولیه
label-reason-machinery = فرسودگی یا نبود ماشین‌آلات
label-reason-partner-dispute = اختلاف شرکا
label-reason-energy = کمبود انرژی
label-reason-bank-debt = بدهی بانکی
label-reason-currency = کمبود ارز
label-reason-legal = مشکل حقوقی
label-reason-infrastructure = نبود زیرساخت
label-reason-other = دلیل دیگر
label-reason-contract-cancelled = فسخ قرارداد
label-reason-land-repossessed = خلع ید
label-event-kind-permit-issued = { event-kind-permit-issued }
label-event-kind-land-assigned = { event-kind-land-assigned }
label-event-kind-progress-reported = { event-kind-progress-reported }
label-event-kind-commissioned = { event-kind-commissioned }
label-event-kind-capacity-reported = { event-kind-capacity-reported }
label-event-kind-idled = { event-kind-idled }
label-event-kind-revived = { event-kind-revived }
label-event-kind-capacity-raised = { event-kind-capacity-raised }
label-event-kind-renovated = { event-kind-renovated }
label-event-kind-visited = { event-kind-visited }
label-event-kind-closed = { event-kind-closed }
label-event-kind-cancelled = { event-kind-cancelled }
label-unit-status-planned = { status-planned }
label-unit-status-under-construction = { status-under-construction }
label-unit-status-active = { status-active }
label-unit-status-semi-active = { status-semi-active }
label-unit-status-inactive = { status-inactive }
label-unit-status-closed = { status-closed }
label-unit-status-cancelled = { status-cancelled }
