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
measure-rials-per-dollar = ریال به ازای هر دلار
measure-square-metres = متر مربع
measure-hectares = هکتار
measure-degrees = درجه
measure-days = روز

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
set-figure-decision = تصمیم دربارهٔ یک رقم
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
set-progress-band = بازهٔ پیشرفت فیزیکی
set-verdict = نتیجهٔ مقایسه

## Values

empty = این مقدار خالی است؛ باید پر شود
without-name = نام نیست؛ آن را به فارسی یا انگلیسی بنویسید
label-with-code = { $label } ({ $code })
unknown-code-near = «{ $found }» در فهرست «{ $set }» نیست؛ آیا { $near } است؟
value-ambiguous = «{ $found }» می‌تواند { $candidates } باشد؛ یکی از این‌ها را بنویسید
not-a-province-near = «{ $found }» نام هیچ استانی نیست؛ آیا { $near } است؟
province-code-beside-other-name = { $code } کد استان { $of_code } است، ولی نام از آن استان { $of_name } است که کدش { $right } است؛ یکی از دو را درست کنید
province-old-code-beside-name = { $code } کد استان { $of_code } است، ولی نام از آن استان { $of_name } است: { $code } کد پیش از سال ۲۰۲۰ آن بود و کد کنونی آن { $right } است؛ یکی از دو را درست کنید
province-unknown-code-beside-name = { $code } امروز کد هیچ استانی نیست و نام از آن استان { $of_name } است که کدش { $right } است؛ یکی از دو را درست کنید
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
step-not-allowed = گام «{ $step }» برای پروندهٔ { $status } ممکن نیست؛ برای پروندهٔ { $allowed } ممکن است
case-not-opened = بازنشده
step-states-kind = در گام «{ $step }» باید نوع حمایت نوشته شود
step-states-body = در گام «{ $step }» باید نام دستگاه نوشته شود
step-states-outcome = در گام «{ $step }» باید نتیجه نوشته شود
step-carries-no-fact = با گام «{ $step }» این مقدار ثبت نمی‌شود؛ آن را خالی بگذارید
case-without-subject = پروندهٔ تازه یا از آن یک واحد است یا از آن متقاضی و استان او؛ یکی از این دو را بنویسید
case-of-unit-and-applicant = پرونده یا از آن واحد است یا از آن متقاضی؛ تنها یکی را بنویسید
case-of-half-applicant = متقاضی نام و استان دارد؛ هر دو را بنویسید
case-of-other-subject = این پرونده از آن دیگری ثبت شده است؛ این مقدار را خالی بگذارید یا پروندهٔ دیگری باز کنید
case-keeps-a-step = چیزی از پرونده نمی‌ماند؛ آن را با نتیجهٔ انصراف پایان دهید
unknown-case = پروندهٔ حمایتی با کد «{ $code }» نیست؛ نخست آن را باز کنید
unknown-step = این پرونده ثبتی با کد «{ $code }» ندارد؛ کد یکی از گام‌های آن را بنویسید
case-registered = پروندهٔ حمایتی با کد «{ $code }» ثبت شده است؛ کد دیگری بدهید یا کد ندهید
step-coded = گام { $code }
step-new = گام تازه
step-code-taken = این پرونده ثبتی با کد «{ $code }» دارد؛ کد دیگری بدهید یا کد ندهید
step-recorded-otherwise = این گام در پروندهٔ { $code } با داده‌های دیگری ثبت شده است؛ آن را با ثبتی دیگر اصلاح کنید
case-not-in-files = پروندهٔ حمایتی با کد «{ $code }» نیست؛ نخست آن را باز کنید یا گشایش آن را همراه همین فایل‌ها بفرستید
forbidden-case = پروندهٔ { $code } از آن { $province } است و شما تنها می‌توانید { $own } را ویرایش کنید؛ آن را به کارشناس { $province } بسپارید
case-moment-before-latest = این پرونده ثبتی با زمان دیرتر { $latest } دارد؛ ثبت‌ها را به ترتیب زمان ثبت بازیابی کنید

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
baseline-after-decision = روز مبنا { $day } پس از روز تصمیم است؛ مقداری بنویسید که هنگام تصمیم معلوم بود
metric-unknown = «{ $found }» در واژه‌نامهٔ شاخص‌ها نیست؛ یکی از کدهای آن را بنویسید یا نخست آن را معرفی کنید
metric-unknown-near = «{ $found }» در واژه‌نامهٔ شاخص‌ها نیست؛ شاید منظور { $nearest } بوده است
metric-taken = «{ $code }» پیش‌تر کد یا نام دیگر شاخصی بوده است؛ کد دیگری بدهید
metric-relation-unknown = «{ $code }» به «{ $to }» اشاره می‌کند که شاخص نیست؛ نخست آن را معرفی کنید
metric-of-other-measure = نوع سنجهٔ «{ $code }» با شیوهٔ محاسبهٔ آن یکی نیست؛ نوع سنجهٔ شیوهٔ محاسبه را بنویسید

day-of-unknown-basis = مبنای تاریخ نامعلوم (unknown) است؛ تاریخ را خالی بگذارید یا مبنا را stated یا estimated بنویسید
announcement-without-day = تاریخ نوشته نشده است؛ آن را بنویسید یا مبنا را unknown بگذارید
other-date-basis = مبنای تاریخ در رقم‌های دیگر این منبع و روز «{ $recorded }» است؛ همهٔ رقم‌های یک اعلام یک مبنا دارند
period-ends-too-early = دوره در روز آغاز خود، { $first }، یا پس از آن پایان می‌یابد
high-below-low = مقدار بزرگ‌تر نباید از مقدار کوچک‌تر، { $low }، کمتر باشد
range-of-one-number = بازه دو عدد دارد؛ عدد بزرگ‌تر را اینجا بنویسید یا قید دیگری برگزینید
share-above-all = سهم حداکثر ۱۰۰ درصد است
figure-recorded-otherwise = این رقم با داده‌های دیگری ثبت شده است؛ اعلام‌ها تغییر نمی‌کنند، رقم دیگری ثبت کنید

## What announced figures admit, and what does not reconcile

stated-range = { $low } تا { $high }
stated-about = حدود { $number }
stated-over = بیش از { $number }
stated-nearly = نزدیک به { $number }
stated-up-to = حداکثر { $number }
interval-closed = { $low } تا { $high }
interval-open = { $low } تا کمتر از { $high }
contradiction = { $one } می‌گوید «{ $one_states }» که با { $one_admits } سازگار است؛ { $other } می‌گوید «{ $other_states }» که با { $other_admits } سازگار است؛ هیچ عددی در هر دو نیست
contradiction-possible = { $one } می‌گوید «{ $one_states }» که با { $one_admits } سازگار است؛ { $other } می‌گوید «{ $other_states }» که با { $other_admits } سازگار است؛ اگر هر دو همان واحدها را بشمارند، هیچ عددی در هر دو نیست
finding-slip-by-ten = از { $first } و { $second } هر دلار { $implied } ریال به دست می‌آید، ولی نرخ { $known } ریال بود: یکی از آن دو { $factor } برابر اشتباه است
finding-other-rate = از { $first } و { $second } هر دلار { $implied } ریال به دست می‌آید؛ نرخ ثبت‌شده { $known } ریال بود
finding-percentage = { $first } می‌گوید { $stated } درصد، ولی { $part } از { $whole } ({ $others }) برابر { $percent } درصد است
finding-superseded-target = { $first } می‌گوید { $stated } درصد، که { $part } ({ $second }) از هدف پیشین { $superseded } است؛ از هدف جاری { $in_force } برابر { $percent } درصد می‌شود
finding-parts-and-whole = { $first } می‌گوید { $whole }، ولی جمع بخش‌های آن ({ $others }) { $sum } است
finding-parts-above-whole = { $first } می‌گوید { $whole }، ولی جمع برخی از بخش‌های آن ({ $others }) به { $sum } می‌رسد

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
file-kind-metrics = شاخص‌ها
file-kind-parks = شهرک‌ها
file-kind-infrastructure = زیرساخت‌ها
file-kind-units = واحدها
file-kind-events = رویدادها
file-kind-targets = هدف‌ها
file-kind-announcements = اعلام‌ها
file-kind-figure-decisions = تصحیح‌ها و نشان‌های رقم‌ها
file-kind-budgets = بودجه‌ها
file-kind-support-cases = پرونده‌های حمایت

-save-as-csv = فایل را به شکل «CSV UTF-8» ذخیره کنید
-save-workbook = آن را به شکل .xlsx یا برگهٔ آن را به شکل «CSV UTF-8» ذخیره کنید
workbook-unreadable = این کارپوشه خوانده نمی‌شود؛ { -save-workbook }
workbook-of-old-form = این کارپوشه از نوع قدیمی (.xls) است؛ { -save-workbook }
workbook-protected = این کارپوشه گذرواژه دارد؛ آن را بدون گذرواژه ذخیره کنید
file-is-web-page = این صفحهٔ وبی است که با نام کارپوشه ذخیره شده است؛ آن را در برنامهٔ صفحه‌گسترده باز کنید و { -save-workbook }
workbook-damaged = این کارپوشه خوانده نمی‌شود (علت: «{ $why }»)؛ { -save-workbook }
workbook-too-large = این کارپوشه پس از باز شدن از { $most } مگابایت بزرگ‌تر است؛ برگهٔ آن را به شکل «CSV UTF-8» ذخیره کنید
workbook-hidden = همهٔ برگه‌های این کارپوشه پنهان‌اند؛ برگه‌ای را که باید خوانده شود آشکار کنید
workbook-not-computed = بیش از { $most } فرمول این کارپوشه نتیجهٔ ذخیره‌شده ندارد؛ آن را در برنامهٔ صفحه‌گسترده باز و ذخیره کنید و دوباره بفرستید
workbook-with-unknown-error = نخستین خانه پس از { $cell } در برگهٔ «{ $sheet }» خطای «{ $error }» دارد؛ فرمول آن را درست کنید یا مقدار را بنویسید
file-empty = فایل خالی است؛ سطر نخست آن باید نام ستون‌ها باشد: { $columns }
file-broken-off = فایل تا پایان خوانده نمی‌شود (علت: «{ $why }»)؛ آن را دوباره بفرستید
line-not-utf-8 = کدگذاری این سطر UTF-8 نیست؛ { -save-as-csv }
quote-not-closed = نشانهٔ نقل قولی که خانه‌ای را آغاز کرده بسته نشده است؛ آن را ببندید، یا نشانهٔ درون خانه را دو بار بنویسید
text-after-quote = پس از نشانهٔ نقل قول پایانی یک خانه متنی آمده است؛ نشانهٔ درون خانه را دو بار بنویسید
record-too-long = این سطر از یک مگابایت بلندتر است؛ آیا نشانهٔ نقل قول یا پایان سطری جا افتاده است؟
other-number-of-cells = سطر عنوان { $wanted } خانه دارد و این سطر { $count } خانه؛ خانه‌ای را که ویرگول دارد میان دو نشانهٔ نقل قول بنویسید
other-number-of-cells-over-lines = سطر عنوان { $wanted } خانه دارد و این سطر { $count } خانه، در { $lines } سطر فایل؛ نشانه‌های نقل قول آن را بررسی کنید

file-of-unknown-kind = نه نام «{ $name }» نوع فایل را می‌گوید و نه ستون‌های آن؛ آن را یکی از این‌ها بنامید: { $known }، یا ‎--as KIND‎ را به کار ببرید
file-of-unknown-kind-near = نه نام «{ $name }» نوع فایل را می‌گوید و نه ستون‌های آن (نزدیک‌ترین نام: { $near })؛ آن را یکی از این‌ها بنامید: { $known }، یا ‎--as KIND‎ را به کار ببرید
file-of-unknown-form = «{ $name }» خوانده نمی‌شود: تنها فایل‌های .csv و .tsv و .txt و .xlsx خوانده می‌شوند؛ آن را به شکل «CSV UTF-8» یا .xlsx ذخیره کنید و پسوند نامش را نیز تغییر دهید
sheet-not-read = برگهٔ «{ $name }» خوانده نشد: تنها برگهٔ نخست کارپوشه خوانده می‌شود، اینجا «{ $read }»؛ اگر به این ثبت مربوط است آن را در فایل جداگانه بفرستید
sheet-of-kind-not-read = برگهٔ «{ $name }» خوانده نمی‌شود، هرچند ستون‌های فایل { $kind } را دارد: از برگه‌های دیگر تنها آن‌ها خوانده می‌شوند که نامشان محتوایشان را بگوید؛ آن را «{ $code }» بنامید یا در فایلی جدا بفرستید
hidden-sheet-not-read = برگهٔ «{ $name }» خوانده نشد: برگه‌های پنهان خوانده نمی‌شوند، اینجا «{ $read }» خوانده شد؛ اگر به این ثبت مربوط است آن را در فایل جداگانه بفرستید
folder-in-folder = «{ $name }» خوانده نمی‌شود: پوشه‌ای درون پوشه است؛ آن را جداگانه وارد کنید
file-bundled = «{ $name }» خوانده نمی‌شود: همراه برنامه است

format-code = ۱ تا ۶۴ حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:»
format-metric-code = کد شاخص: حروف کوچک لاتین، رقم و «_»
format-digits = رقم‌هایی که کدند
format-line = متنی در یک سطر
format-prose = متن، حتی چندسطری
format-rule = کدهای شاخص‌ها، چنان که در metrics.csv است
format-province = استان: کد آن، IR-00 تا IR-30، یا نام آن
format-scope = IR برای کل کشور، یا استان: کد یا نام آن
format-whole = عدد صحیح، با جداکنندهٔ هزارگان یا بی آن
format-decimal = عدد، با اعشار و جداکنندهٔ هزارگان یا بی آن‌ها
format-year = سال شمسی، مانند 1399
format-day = روز: 1399-11-08 یا 2021-01-27
format-moment = زمان: 2021-01-27T09:30:00+03:30
format-flag = true یا false
format-one-of = یکی از مقدارهای فهرست: کد آن، یا نام آن به هر یک از دو زبان
format-list-of = مقدارهایی از فهرست، جداشده با نقطه‌ویرگول: کد آن‌ها، یا نام آن‌ها به هر یک از دو زبان

column-twice = ستون { $name } دو بار آمده است؛ یکی را بردارید
column-missing = ستون { $name } نیست؛ فایل { $kind } باید آن را داشته باشد
column-unnamed = ستون { $place } نام ندارد؛ نام آن را بنویسید یا ستون را بردارید
column-unknown = فایل { $kind } ستون { $name } ندارد؛ ستون‌های آن: { $all }
column-unknown-near = فایل { $kind } ستون { $name } ندارد؛ آیا { $near } است؟
column-understood = «{ $name }» به‌عنوان { $column }
columns-understood = ستون‌ها با برچسب خود خوانده شدند: { $columns }
columns-not-read = ستون‌های { $columns } خوانده نمی‌شود: از داده‌های دیگر سامانه به دست می‌آید
title-not-read = این سطر خوانده نمی‌شود: عنوان ستون‌ها در سطر { $header } است
encoding-guessed = فایل UTF-8 نیست؛ به‌صورت { $encoding } خوانده شد
value-understood = «{ $found }» به‌صورت { $code } خوانده شد{ $count ->
    [1] {""}
   *[other] {" "}(در { $count } خانه)
}
persian-in-english-name = نام «{ $found }» به حروف فارسی در ستون نام‌های انگلیسی است{ $count ->
    [1] {""}
   *[other] {" "}({ $count } نام چنین است)
}؛ جای نام فارسی name_fa است
template-required = باید پر شود
template-optional = می‌تواند خالی باشد
template-unit = به { $unit }
template-example = برای نمونه: { $example }
template-mark = نمونه
template-country = کل کشور
example-not-read = این سطر خوانده نمی‌شود: نمونهٔ الگو است
kind-by-columns = نام فایل نوع آن را نمی‌گوید؛ از روی ستون‌ها، فایل { $kind } دانسته شد

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
same-budget-line = سال، محدوده، ردیف، مرحله و روز تصمیم
same-case-step = پرونده و ثبت
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
unknown-announced-figure = رقمی با کد «{ $code }» نیست؛ فهرست رقم‌ها در figures است
figure-already-replaced = رقم «{ $by }» پیش‌تر جای این رقم را گرفته است؛ همان را تصحیح کنید
figure-already-void = این رقم باطل شده است؛ آن را با کد دیگری دوباره ثبت کنید
nothing-corrected = ثبت تازه همان داده‌های پیشین را دارد؛ آنچه را تصحیح می‌شود بنویسید
figure-replaces-another = «{ $code }» پیش‌تر جای رقم دیگری را گرفته است؛ هر ثبت جای یک رقم را می‌گیرد
figure-decided-too-early = تصمیمی دربارهٔ رقم «{ $code }» دیرتر ثبت شده است؛ تصمیم‌ها به ترتیب ثبت وارد می‌شوند
replacement-not-allowed = تنها رقمی که جایگزین می‌شود ثبت دیگری دارد؛ آن را خالی بگذارید
corrections-out-of-range = هر تصحیح ۱ تا { $most } ثبت می‌خواهد
figure-corrected-twice = رقم «{ $code }» دو بار تصحیح شده است؛ یک بار آن را تصحیح کنید
series-years = سری ۱ تا { $most } سال دارد و سال نخست آن { $from } است؛ سال پایانی دیگری بدهید
series-figures = این سری بیش از { $most } رقم اعلام‌شده دارد؛ سال‌های کمتری بخواهید
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

## Requests

fault-on-our-side = در سامانه خطایی رخ داد؛ شناسهٔ آن { $id } است
server-busy = سامانه مشغول است: این درخواست بیش از { $seconds } ثانیه منتظر می‌ماند؛ کاری انجام نشد، اندکی دیگر دوباره بفرستید
request-timeout = پاسخ بیش از { $seconds } ثانیه طول می‌کشد؛ یک‌باره کمتر بخواهید
register-unavailable = سامانه اکنون نمی‌تواند پاسخ دهد؛ اندکی دیگر دوباره بفرستید
register-not-ready = در { $seconds } ثانیه پاسخی نرسید
waited-too-long = درخواست بیش از اندازه منتظر تغییر یا بارگذاری دیگری ماند؛ دیرتر دوباره بفرستید
took-too-long = درخواست بیش از اندازه طول کشید؛ یک‌باره کمتر بخواهید
changed-meanwhile = در این میان کس دیگری همین را تغییر داد و چیزی ثبت نشد؛ دوباره بخوانید و تصمیم بگیرید
changed-meanwhile-because = { $why }؛ چیزی ثبت نشد؛ دوباره بخوانید و تصمیم بگیرید
overtaken-figure-code = کس دیگری هم‌اکنون رقمی با این کد ثبت کرده است
overtaken-announcement = کس دیگری هم‌اکنون اعلامی از این منبع و روز ثبت کرده است
overtaken-budget-line = کس دیگری هم‌اکنون ردیف بودجهٔ این سال، قلمرو، مصرف و مرحله را ثبت کرده است
overtaken-event-code = کس دیگری هم‌اکنون رویدادی از این واحد با این کد ثبت کرده است
overtaken-event-corrected = کس دیگری هم‌اکنون این رویداد را جایگزین یا باطل کرده است
overtaken-figure-replaced = کس دیگری هم‌اکنون این رقم را تصحیح کرده است
overtaken-methodology = کس دیگری هم‌اکنون روش‌شناسی‌ای ثبت کرده است که از این روز آغاز می‌شود
overtaken-methodology-code = کس دیگری هم‌اکنون روش‌شناسی‌ای با این کد ثبت کرده است
overtaken-metric = کس دیگری هم‌اکنون شاخصی با این کد تعریف کرده است
overtaken-park-code = کس دیگری هم‌اکنون شهرکی با این کد ثبت کرده است
overtaken-rate = کس دیگری هم‌اکنون نرخی از این نوع ثبت کرده است که از این روز آغاز می‌شود
overtaken-infrastructure = کس دیگری هم‌اکنون این زیرساخت شهرک را ثبت کرده است
overtaken-revision = کس دیگری هم‌اکنون بازنگری این هدف را با همین روز تصمیم ثبت کرده است
overtaken-step-code = کس دیگری هم‌اکنون گامی از این پرونده با این کد ثبت کرده است
overtaken-step-corrected = کس دیگری هم‌اکنون این گام را جایگزین یا باطل کرده است
overtaken-case-code = کس دیگری هم‌اکنون پروندهٔ حمایتی با این کد باز کرده است
overtaken-target = کس دیگری هم‌اکنون هدفی برای این سال، شاخص، قلمرو، جامعه و دستگاه گذاشته است
overtaken-unit-code = کس دیگری هم‌اکنون واحدی با این کد ثبت کرده است
overtaken-park-moved = کس دیگری هم‌اکنون این شهرک را به استان دیگری برده است
server-stopping = سرور خاموش می‌شود؛ از آخرین نشانگر (cursor) ادامه دهید
credentials-unavailable = اکنون نمی‌توان هویت شما را بررسی کرد؛ اندکی دیگر دوباره بفرستید
several-authorization-headers = سرآیند authorization چند بار آمده است؛ یک بار بفرستید
credential-form = توکن را به شکل authorization: Bearer … بفرستید
credential-required = این سامانه بدون توکن پاسخ نمی‌دهد؛ آن را با authorization: Bearer … بفرستید
credential-expired = مهلت توکن پایان یافته است؛ با توکن تازه‌ای دوباره متصل شوید
credential-rights-changed = دسترسی‌های این توکن تغییر کرده است؛ دوباره متصل شوید
credential-missing = توکن خود را بفرستید (Authorization: Bearer …)
credential-of-role-missing = این کار از { $needed } برمی‌آید؛ توکن او را بفرستید (Authorization: Bearer …)
role-not-allowed = این کار تنها از { $needed } برمی‌آید؛ شما { $role } هستید
one-of-two-roles = { $first } یا { $second }
role-provincial-officer = کارشناس استانی
role-officer-of = کارشناس { $provinces }
role-national-officer = کارشناس ملی
role-auditor = حسابرس
role-administrator = مدیر
credential-of-unknown-kind = آنچه فرستاده‌اید نه توکن شخصی (shahrak_…) است و نه JSON Web Token
personal-token-unknown = سامانه این توکن شخصی را نمی‌شناسد؛ ببینید کامل رونوشت شده باشد
personal-token-revoked = این توکن شخصی باطل شده است؛ توکن تازه‌ای بخواهید
personal-token-expired = مهلت این توکن شخصی پایان یافته است؛ توکن تازه‌ای بخواهید
no-provider = توکن سامانهٔ ورود (OpenID Connect) در اینجا پذیرفته نمی‌شود؛ توکن شخصی (shahrak_…) بفرستید
token-not-of-three-parts = این JSON Web Token نیست؛ سه بخش base64url با نقطه میان آنها دارد
token-too-long = توکن از حد ۱۶ کیلوبایت بلندتر است؛ توکن دیگری بفرستید
token-with-critical-headers = توکن سرآیندهای الزامی (crit) دارد که سامانه نمی‌شناسد؛ از سامانهٔ ورود توکنی بدون آنها بخواهید
token-of-other-type = توکن از نوع دیگری است؛ باید JWT یا at+jwt باشد
token-algorithm-refused = الگوریتم امضای توکن پذیرفته نمی‌شود؛ یکی از این‌ها را به کار ببرید: { $accepted }
token-without-expiry = توکن نمی‌گوید تا کی اعتبار دارد (exp)؛ توکن دیگری بخواهید
token-expired = مهلت توکن پایان یافته است؛ از سامانهٔ ورود توکن تازه‌ای بخواهید
token-not-valid-yet = اعتبار توکن هنوز آغاز نشده است (nbf)؛ ساعت را بررسی کنید
token-time-wrong = مقدار { $claim } در توکن زمان نیست؛ توکن دیگری بخواهید
token-signature-wrong = امضای توکن درست نیست؛ توکن دیگری بخواهید
token-of-other-provider = توکن از سامانهٔ ورود دیگری است (iss)
token-for-other-service = توکن برای سامانهٔ دیگری صادر شده است (aud)
token-without-claim = توکن { $claim } را ندارد؛ توکن دیگری بخواهید
token-key-unknown = توکن با کلیدی امضا شده است که سامانهٔ ورود منتشر نکرده است
token-key-unfit = الگوریتم توکن با کلیدی که نام می‌برد سازگار نیست
token-key-ambiguous = توکن نمی‌گوید با کدام کلید امضا شده است (kid)
token-claim-wrong = مقدار «{ $claim }» در توکن درست نیست: { $why }
token-without-role = توکن در این سامانه نقشی به شما نمی‌دهد: در «{ $claim }» آن هیچ‌یک از { $known } نیست
token-with-several-roles = توکن در این سامانه چند نقش به شما می‌دهد: در «{ $claim }» آن باید تنها یکی باشد
token-without-subject = توکن نمی‌گوید از آنِ کیست (sub)؛ توکن دیگری بخواهید
token-subject-with-control-characters = مقدار sub در توکن نویسهٔ کنترلی دارد
token-subject-too-long = مقدار sub در توکن از { $longest } نویسه بلندتر است
token-provinces-wrong = در «{ $claim }» توکن { $found } آمده است؛ باید کدهای استان، IR-00 تا IR-30، در آن باشد
quoted = «{ $text }»
not-a-text = مقداری که متن نیست
not-a-list = چیزی که نه فهرست است و نه متن
mutation-without-credential = برای تغییر باید توکن بفرستید: authorization: Bearer …
database-clock-set-back = ساعت پایگاه داده { $seconds } ثانیه عقب رفته است؛ زمان ثبت‌ها تا رسیدن آن از ساعت سامانه گرفته می‌شود
database-unavailable = پایگاه داده پاسخ نمی‌دهد؛ آن را بررسی کنید
database-too-slow = پایگاه داده دستوری را که بیش از اندازه طول کشید لغو کرد؛ بار آن را بررسی کنید
database-refused = پایگاه داده دستوری را نپذیرفت؛ علت آن در گزارش سرور است
database-busy = دیگران قفلی را بیش از اندازه نگه داشتند
register-changed = در این میان سامانه تغییر کرد: { $why }؛ دوباره اجرا کنید
row-makes-no-sense = سطری از پایگاه داده خوانده نمی‌شود: { $why }
query-string-wrong = پارامترهای نشانی خوانده نمی‌شود: { $why }
query-string-too-large = پارامترهای نشانی از { $bytes } بایت بزرگ‌تر است؛ یک‌باره کمتر بخواهید
parameter-not-json = پارامتر { $name } باید یک شیء JSON باشد: { $why }
payload-not-a-request = محتوای پیام درخواست GraphQL نیست: { $why }
body-not-a-request = بدنهٔ درخواست، درخواست GraphQL نیست: { $why }
body-empty = بدنهٔ درخواست خالی است؛ یک شیء JSON با فیلد query بفرستید
body-not-an-object = بدنهٔ درخواست باید یک شیء JSON با فیلد query باشد
body-of-several = هر بار یک درخواست بفرستید، نه فهرستی از آنها
body-too-large = بدنهٔ درخواست از { $bytes } بایت بزرگ‌تر است؛ یک‌باره کمتر بخواهید
body-unreadable = بدنهٔ درخواست خوانده نمی‌شود: { $why }
body-late = بدنهٔ درخواست در { $seconds } ثانیه نرسید؛ آن را زودتر بفرستید
body-not-json = بدنه را با content-type: application/json، به UTF-8 و فشرده‌نشده بفرستید
document-missing = فیلد query نیست؛ متن درخواست GraphQL را در آن بنویسید
nothing-acceptable = پاسخ به شکلی که در accept خواسته‌اید داده نمی‌شود؛ application/graphql-response+json، application/json یا text/event-stream بنویسید
graphql-by-get-or-post = درخواست GraphQL را با GET یا POST بفرستید
nothing-at-path = در نشانی { $path } چیزی نیست؛ API در ‎/graphql و صفحهٔ آزمودن آن در ‎/graphiql است
origin-refused = صفحه‌های این خاستگاه (origin) اجازهٔ فراخوانی API را ندارند؛ مدیر سرور می‌تواند آن را مجاز کند
websocket-not-opened = اتصال WebSocket باز نمی‌شود: { $why }
close-message-unreadable = پیام خوانده نمی‌شود
close-message-binary = پیام دودویی پذیرفته نیست
close-message-type-unknown = نوع پیام شناخته نیست
close-payload-not-object = `payload` باید یک شیء باشد
close-id-missing = پیام به `id` نیاز دارد
close-id-too-long = شناسه از { $most } بایت بلندتر است
close-id-in-use = اشتراکی با شناسهٔ { $id } باز است
close-not-initialised = نخست `connection_init` را بفرستید
close-forbidden = اعتبارنامه معتبر نیست
close-credentials-unchecked = اعتبارنامه اکنون بررسی نمی‌شود؛ کمی بعد دوباره بکوشید
close-subprotocol = زیرپروتکل باید graphql-transport-ws باشد
close-init-timeout = آغاز اتصال بیش از اندازه طول کشید
close-second-init = اتصال پیش‌تر آغاز شده است
close-too-slow = پیام‌ها دیر خوانده شد؛ تندتر بخوانید و با `after` ادامه دهید
close-no-pong = پاسخی به ping نیامد
close-stopping = سرور متوقف می‌شود
close-message-too-large = پیامی از { $most } بایت بزرگ‌تر است؛ کمتر بخواهید
subscribers-full = اکنون { $most } کاربر مشترک‌اند و جای تازه‌ای نیست؛ دیرتر دوباره بفرستید
operations-full = روی این اتصال { $most } عملیات در جریان است؛ نخست یکی را پایان دهید
events-read-too-slowly = رویدادها بیش از اندازه کند خوانده شد؛ تندتر بخوانید و با after از همان‌جا ادامه دهید
mutation-by-post = تغییر (mutation) را با POST بفرستید
subscription-by-plain-request = اشتراک (subscription) با درخواست ساده پاسخ داده نمی‌شود: آن را با accept: text/event-stream بفرستید، یا روی WebSocket با زیرپروتکل graphql-transport-ws
subscription-in-fragment = فیلد اشتراک در قطعه (fragment) آمده است؛ آن را در خود عملیات بنویسید
subscription-of-several-fields = هر اشتراک یک فیلد دارد؛ فیلدهای دیگر را در اشتراک‌های جداگانه بخواهید
document-without-operation = سند هیچ عملیاتی ندارد؛ دست‌کم یک query بنویسید
operation-not-named = سند { $count } عملیات دارد؛ نام یکی را در operationName بنویسید
operation-unknown = سند عملیاتی به نام { $name } ندارد؛ نام یکی از عملیات‌های آن را بنویسید
cost-over-limit = هزینهٔ درخواست { $cost } است و حد آن { $limit }: با first سطرهای کمتری بخواهید، یا فهرست‌های تودرتو، شمارش‌ها، جست‌وجوها و گزارش‌های کمتری
document-over-limit = سند { $found } { $what } دارد؛ حد آن { $limit } است
more-than-countable = بی‌شمار
limit-aliases = نام مستعار (alias) و فیلد تکراری
limit-brackets = کروشه یا پرانتز بازِ تودرتو
limit-directives = دستور (directive)
limit-depth = سطح فیلد تودرتو
limit-levels = سطح فیلد و قطعهٔ تودرتو
limit-selections = فیلد و قطعه پس از باز کردن همهٔ قطعه‌ها
limit-tokens = توکن نحوی
document-not-graphql = سند از سطر { $line }، ستون { $column } به بعد GraphQL نیست: { $why }
document-not-accepted = سند در سطر { $line }، ستون { $column } پذیرفته نشد: { $why }
expected-syntax = در اینجا { $expected } می‌آید
string-not-ended = رشته‌ای که اینجا آغاز می‌شود پایان ندارد؛ گیومهٔ پایانی را بنویسید
fragment-cycle = قطعهٔ { $fragment } خودش را در بر می‌گیرد؛ آن را تنها در یک عملیات به کار ببرید
input-field-twice = شیء ورودی فیلد { $field } را دو بار دارد؛ یک بار بنویسید
enum-value-quoted = مقدار { $kind } رشته نیست؛ آن را بی گیومه بنویسید
at-argument = آرگومان { $argument }: { $why }
at-field = { $field }: { $why }
at-variable = متغیر ‎${ $variable }‎: { $why }
typename-with-arguments = ‎__typename آرگومان ندارد؛ آنها را بردارید
typename-with-fields = ‎__typename فیلد ندارد؛ آنها را بردارید
variable-key-reserved = متغیری کلید { $key } دارد که به کار بردن آن ممکن نیست؛ نام دیگری بدهید
variable-wrong = متغیر ‎${ $variable }‎ از نوع { $kind } باید { $expected } باشد، ولی { $found } است
expected-value = مقداردار
expected-value-of-type = مقداری از نوع { $kind }
expected-small-integer = عدد صحیح ۳۲ بیتی
expected-number = عدد
expected-string = رشته
expected-boolean = true یا false
expected-id = رشته یا عدد صحیح
found-nothing = خالی
found-string = یک رشته
found-list = فهرستی با مقدار دیگر
found-object = یک شیء

## Arguments

too-many-given = { $found } مورد زیاد است؛ حداکثر { $most } مورد بدهید
too-many-conditions = { $found } شرط زیاد است؛ حداکثر { $most } شرط بدهید
too-many-characters = { $found } نویسه زیاد است؛ حداکثر { $most } نویسه بنویسید
zero-byte = متن بایت صفر ندارد؛ آنها را بردارید
keys-out-of-range = { $found } کلید داده شده است؛ یک تا { $most } کلید بدهید
key-given-twice = کلیدی دو بار آمده است؛ هر کدام را یک بار بدهید
only-effective-counted = تنها رویدادهای معتبر شمرده می‌شوند؛ این را بردارید، یا فهرست رویدادها را بخواهید
unit-not-found = واحدی با کد «{ $code }» نیست؛ آن را با units(filter: {"{"}text{"}"}) بجویید
park-not-found = شهرکی با کد «{ $code }» نیست؛ کد شهرک‌ها در parks است
park-not-found-near = شهرکی با کد «{ $code }» نیست؛ شاید منظور «{ $near }» بوده است
province-not-found = چنین استانی نیست
cursor-beyond-end = این نشانگر (cursor) پس از پایان دفتر رویدادهاست: از سامانهٔ دیگری است، یا از وضعیتی که از دست رفته؛ از نشانگر پیشین‌تری ادامه دهید
cursor-of-other-list = این نشانگر (cursor) این فهرست با این ترتیب نیست؛ یکی از edges یا pageInfo همین فهرست را به کار ببرید
first-or-last = یا first بدهید یا last، نه هر دو
province-or-park = گزارش یا از استان است یا از شهرک؛ یکی از آن دو را بردارید
park-outside-parks = هیچ واحد شهرک بیرون از شهرک‌ها نیست؛ IN_PARKS بخواهید، یا شهرک را بردارید
scope-alone = تنها scope را بدهید؛ province و national را بردارید
year-not-begun = سال { $year } هنوز آغاز نشده است؛ سالی تا { $present } بنویسید
day-outside-year = { $day } روزی از سال { $year } نیست؛ روزی از { $first } تا { $last } بنویسید
day-before-first = { $day } پیش از روز نخست، { $first }، است؛ روز دیرتری بنویسید
this-moment-in-future = این زمان هنوز نرسیده است؛ اکنون { $now } است
moments-out-of-order = زمان دوم پیش از زمان نخست است؛ جای آن دو را عوض کنید
not-a-report-figure = «{ $figure }» از رقم‌های گزارش نیست؛ مسیر یک فیلد را بنویسید، مانند commissioned.units یا revived.investment.irr یا stock.active
no-vintages-of-body = سامانه جمع دستگاه‌های مجری را جداگانه نگه نمی‌دارد؛ رقمی جز { $figure } بپرسید
no-stocks-here = اینجا تنها رویدادهای یک دوره شمرده می‌شوند؛ { $figure } را از گزارش بپرسید
order-only-for-present = واحدهای یک روز یا یک زمان گذشته تنها با CODE، NAME یا NAME_FA مرتب می‌شوند
isic-prefix-wrong = «{ $found }» آغاز هیچ کد ISIC نیست؛ یک تا چهار رقم بنویسید
import-not-sent = شما بارگذاری‌ای با این شناسه نفرستاده‌اید
not-a-short-moment = «{ $found }» زمان نیست؛ مانند 2021-01-27T09:30:00Z بنویسید
not-rials = «{ $found }» مبلغ ریالی نیست؛ تنها رقم بنویسید، مانند "1000000"
not-persons = { $found } شمار نفرات نیست؛ عدد صحیح بنویسید
not-a-decimal-text = «{ $found }» عدد اعشاری نیست؛ مانند "18.7" بنویسید
text-expected = در اینجا رشته می‌آید، نه { $found }

## Imports over HTTP

import-query-wrong = پارامترهای نشانی خوانده نمی‌شود: { $why }؛ تنها dryRun=true و as=KIND در آن می‌آید
import-by-post = فایل‌ها را با POST بفرستید
import-of-owner-under-way = یک بارگذاری شما در جریان است؛ بعدی را پس از پایان آن بفرستید
imports-under-way = بارگذاری‌های دیگری در جریان است؛ اندکی دیگر دوباره بفرستید
export-unknown = خروجی «{ $file }» وجود ندارد؛ این‌ها هست: { $known }، نیز با پسوند .xlsx یا .jsonl
export-too-large-for-workbook = شمار سطرها از گنجایش یک کاربرگ (۱٬۰۴۸٬۵۷۵) بیشتر است؛ .csv را به کار ببرید یا کمتر بخواهید
exports-of-owner-under-way = خروجی‌های دیگر شما در جریان است؛ پس از پایان یکی دوباره بخواهید
exports-under-way = خروجی‌های دیگری در جریان است؛ اندکی دیگر دوباره بخواهید
parameter-missing = این پارامتر لازم است
parameter-twice = این پارامتر دو بار آمده است
parameter-not-whole = «{ $found }» عدد صحیح نیست
parameter-unknown = پارامتر { $name } وجود ندارد؛ این‌ها هست: { $known }
parameter-unknown-near = پارامتر { $name } وجود ندارد؛ آیا منظور { $near } بود؟
parameter-value-unknown = «{ $found }» شناخته نیست؛ این‌ها هست: { $known }
upload-too-large = بدنهٔ درخواست از { $bytes } بایت بزرگ‌تر است؛ هر بار فایل‌های کمتری بفرستید
upload-too-slow = بدنهٔ درخواست بیش از اندازه کند می‌رسد؛ دست‌کم { $bytes } بایت در ثانیه بفرستید
upload-without-file = در بدنهٔ درخواست فایلی نیست؛ events.csv را به صورت فیلد فرم بفرستید: -F events=@events.csv
upload-of-too-many = هر بارگذاری حداکثر { $most } فایل دارد؛ بقیه را جداگانه بفرستید
upload-of-unknown-kind = نه فیلد { $field } نوع فایل را می‌گوید و نه فایل { $file }؛ یکی از آن دو را یکی از این‌ها بنامید: { $known }
upload-without-name = بی‌نام
upload-kind-in-form = تنها برای بدنه‌ای است که خود یک فایل است؛ در فرم، هر فیلد را به نام نوع فایل آن بنامید
upload-kind-missing = بگویید بدنه چه نوع فایلی است، یکی از این‌ها: { $known }
upload-of-other-media = یکی از این‌ها را بفرستید: { $accepted }؛ متن به UTF-8 و فشرده‌نشده
file-not-stored = فایل اکنون ذخیره نمی‌شود؛ شناسهٔ خطا { $id } است، دیرتر دوباره بفرستید

## Messages of the GraphQL engine

engine-argument-wrong = مقدار آرگومان { $argument } درست نیست: { $why }
engine-default-wrong = مقدار پیش‌فرض { $argument } درست نیست: { $why }
engine-type-expected = مقداری از نوع { $kind } می‌خواهد
engine-enum-value = { $found } مقدار { $kind } نیست؛ یکی از این‌ها را بنویسید: { $known }
engine-one-field = این شیء ورودی دقیقاً یک فیلد می‌گیرد
engine-one-field-not-null = این شیء ورودی دقیقاً یک فیلد می‌گیرد که null نیست
engine-input-field-missing = فیلد { $field } از نوع { $kind } نوشته نشده است؛ آن را بنویسید
engine-input-field-unknown = نوع { $kind } فیلدی به نام { $field } ندارد
engine-not-parsed = مقدار { $kind } خوانده نمی‌شود: { $why }
engine-not-parsed-within = { $why } (درون { $kind })
engine-other-type = مقداری از نوع { $kind } می‌خواهد، نه { $found }
engine-not-a-number = عدد درستی نیست
engine-integer-out-of-range = تنها عدد صحیح از { $least } تا { $most } پذیرفته می‌شود
engine-type-unknown = نوعی به نام { $kind } در طرح‌واره نیست
engine-directive-twice = دستور { $directive } دو بار آمده است؛ یک بار بنویسید
engine-directive-unknown = دستوری به نام { $directive } نیست
engine-directive-misplaced = دستور { $directive } در اینجا ({ $place }) به کار نمی‌رود
engine-field-unknown = نوع { $kind } فیلدی به نام { $field } ندارد
engine-field-unknown-near = نوع { $kind } فیلدی به نام { $field } ندارد؛ شاید منظور { $near } بوده است
engine-argument-unknown = فیلد { $field } از نوع { $kind } آرگومانی به نام { $argument } ندارد
engine-argument-unknown-near = فیلد { $field } از نوع { $kind } آرگومانی به نام { $argument } ندارد؛ شاید منظور { $near } بوده است
engine-directive-argument-unknown = دستور { $directive } آرگومانی به نام { $argument } ندارد
engine-directive-argument-unknown-near = دستور { $directive } آرگومانی به نام { $argument } ندارد؛ شاید منظور { $near } بوده است
engine-argument-twice = آرگومان { $argument } دو بار آمده است؛ یک بار بنویسید
engine-argument-missing = آرگومان { $argument } از نوع { $kind } برای فیلد { $field } نوشته نشده است؛ آن را بنویسید
engine-directive-argument-missing = آرگومان { $argument } از نوع { $kind } برای دستور { $directive } نوشته نشده است؛ آن را بنویسید
engine-fragment-unknown = سند قطعه‌ای به نام { $fragment } ندارد
engine-fragment-unused = قطعهٔ { $fragment } به کار نرفته است؛ آن را بردارید
engine-fragment-cycle = قطعهٔ { $fragment } را در خودش نمی‌توان به کار برد
engine-fragment-of-leaf = قطعهٔ { $fragment } برای نوع { $kind } است که فیلد ندارد
engine-inline-fragment-of-leaf = این قطعه برای نوع { $kind } است که فیلد ندارد
engine-fragment-misplaced = قطعهٔ { $fragment } در اینجا به کار نمی‌رود، زیرا هیچ { $kind } از نوع { $other } نیست
engine-inline-fragment-misplaced = این قطعه در اینجا به کار نمی‌رود، زیرا هیچ { $kind } از نوع { $other } نیست
engine-fields-conflict = دو فیلد پاسخ هر دو { $field } نام دارند، ولی یکی { $one } و دیگری { $other } است؛ اگر هر دو را می‌خواهید نام‌های مستعار جدا بدهید
engine-arguments-conflict = فیلد { $field } دو بار با آرگومان‌های متفاوت آمده است؛ اگر هر دو را می‌خواهید نام‌های مستعار جدا بدهید
engine-leaf-with-fields = فیلد { $field } از نوع { $kind } است که فیلد درونی ندارد؛ ‎{"{"} … {"}"}‎ پس از آن را بردارید
engine-object-without-fields = فیلد { $field } از نوع { $kind } است؛ بنویسید کدام فیلدهای آن را می‌خواهید
engine-variable-twice = متغیر ‎${ $variable }‎ دو بار تعریف شده است؛ یک بار بنویسید
engine-variable-undefined = متغیر ‎${ $variable }‎ تعریف نشده است
engine-variable-undefined-in = عملیات { $operation } متغیر ‎${ $variable }‎ را تعریف نکرده است
engine-variable-unused = متغیر ‎${ $variable }‎ به کار نرفته است؛ آن را بردارید
engine-variable-unused-in = متغیر ‎${ $variable }‎ در عملیات { $operation } به کار نرفته است؛ آن را بردارید
engine-variable-of-output-type = متغیر { $variable } از نوع { $kind } است که ورودی نیست
engine-variable-of-other-type = متغیر { $variable } از نوع { $kind } است و جایی به کار رفته است که نوع { $expected } می‌خواهد

## The command line

kind-for-folder = --as { $kind } برای فایل است، اما { $folder } پوشه است؛ فایل‌ها را نام ببرید
folder-without-files = در این پوشه چیزی برای وارد کردن نیست؛ فایل‌هایی مانند parks.csv و units.csv و events.csv در آن بگذارید
folder-without-readable-files = در این پوشه چیزی برای وارد کردن نیست؛ فایل‌هایی مانند parks.csv و units.csv و events.csv در آن بگذارید: { $reasons }
unknown-template = الگویی به نام «{ $name }» نیست؛ یکی از این‌ها را بنویسید: { $known }
file-exists = { $path } پیش‌تر هست؛ نام دیگری بدهید یا آن را بردارید
template-written = { $path } نوشته شد؛ آن را پر و بارگذاری کنید
not-a-file = { $path } فایل نیست؛ یک فایل CSV، یک کارپوشه یا پوشه‌ای از آنها را نام ببرید
file-bundled-alone = { $kind }.csv همراه برنامه است و وارد نمی‌شود؛ آن را کنار بگذارید
no-token-to-revoke = توکن «{ $which }» برای لغو پیدا نشد؛ «shahrak token list» شمارهٔ توکن‌ها را نشان می‌دهد
option-wrong = { $option }: { $why }
options-wrong = { $list }
too-many-days = شمار روزها زیاد است؛ به جای آن --no-expiry بنویسید
failed-because = { $what } (علت: { $why })
failed-remedy = { $what }؛ { $remedy }
local-postgres-failed = PostgreSQL خود برنامه کار نمی‌کند: { $why }
database-no-answer = پایگاه دادهٔ DATABASE_URL در { $seconds } ثانیه پاسخ نداد
database-no-answer-remedy = آن PostgreSQL را راه بیندازید، یا DATABASE_URL را درست کنید، یا آن را بردارید تا برنامه PostgreSQL خود را راه بیندازد
database-not-usable = پایگاه دادهٔ DATABASE_URL را نمی‌توان به کار برد
database-not-usable-remedy = DATABASE_URL را درست کنید (postgres://USER:PASSWORD@HOST:PORT/NAME)، یا آن کاربر و پایگاه داده را بسازید
database-too-old = پایگاه دادهٔ DATABASE_URL نسخهٔ { $found } PostgreSQL است، ولی سامانه نسخهٔ { $needed } یا تازه‌تر می‌خواهد
database-too-old-remedy = سرور تازه‌تری به کار ببرید، یا DATABASE_URL را بردارید تا برنامه PostgreSQL خود را راه بیندازد
database-not-migrated = ساختار پایگاه داده به‌روز نمی‌شود
database-not-migrated-remedy = اگر نسخهٔ تازه‌تری از برنامه این پایگاه داده را به کار برده است همان را اجرا کنید؛ وگرنه این خطا را با سطرهای بالا گزارش کنید
database-failed = پایگاه داده خطا داد
database-failed-remedy = چیزی تغییر نکرد؛ دوباره اجرا کنید و گزارش پایگاه داده را ببینید
cannot-listen = گوش دادن در نشانی { $address } ممکن نیست
cannot-listen-in-use = برنامهٔ دیگری در آن نشانی گوش می‌دهد: آن را متوقف کنید، یا با --listen HOST:PORT درگاه دیگری برگزینید
cannot-listen-not-permitted = درگاه‌های کمتر از ۱۰۲۴ دسترسی root می‌خواهند: با --listen HOST:PORT درگاه دیگری برگزینید
cannot-listen-elsewhere = با --listen HOST:PORT یکی از نشانی‌های همین دستگاه را برگزینید
server-stopped = سرور HTTP از کار افتاد
cannot-read = فایل { $path } خوانده نمی‌شود
cannot-write = فایل { $path } نوشته نمی‌شود
cannot-use-file-remedy = مسیر و دسترسی‌های آن را بررسی کنید
postgres-keeps-dying-remedy = مشکلی را که در postgres.log در پوشهٔ داده‌ها آمده است برطرف کنید و دوباره راه بیندازید
system-refuses-signals = سیستم عامل سیگنال‌ها را نمی‌دهد
system-refuses-output = در خروجی استاندارد نمی‌توان نوشت
system-refuses-random = سیستم عامل بایت تصادفی نمی‌دهد
system-refuses-threads = سیستم عامل ریسه‌ای راه نمی‌اندازد
stopped = متوقف شد
stopped-before-ready = پیش از آماده شدن متوقف شد
stopped-migration = متوقف شد؛ به‌روزرسانی نیمه‌کاره برگردانده شد
stopped-nothing-recorded = متوقف شد؛ چیزی ثبت نشد
stopped-without-waiting = بی‌آنکه منتظر کارهای در جریان بماند متوقف شد
export-stopped = متوقف شد؛ { $folder } همان است که بود، و همین دستور کار را از جایی که ماند ادامه می‌دهد
export-would-replace = { $path } از پیش هست و هیچ خروجی‌ای آن را ننوشته است؛ آن را جابه‌جا کنید یا پوشهٔ دیگری نام ببرید
exported = { $rows } سطر در { $files } فایل در { $folder } نوشته شد، بنا بر دانستهٔ { $known_at }
database-up-to-date = پایگاه داده به‌روز است.
register-is-ready = سامانه آماده است.
demo-begins = سامانه با داده‌های ساختگی پر می‌شود (بذر { $seed }، { $units } واحد)؛ چند ثانیه زمان می‌برد.
demo-failed = داده‌های ساختگی پذیرفته نشد و این خطای برنامه است: { $why }
register-not-empty = سامانه شهرک یا واحد دارد و داده‌های ساختگی تنها برای سامانهٔ خالی است: ‎--data-dir‎ یا پایگاه دادهٔ دیگری برگزینید
greeting-empty-directory = برای آغاز با سامانهٔ خالی، برنامه را متوقف کنید، { $directory } را پاک کنید و با --empty راه بیندازید: make run ARGS="--empty".
greeting-empty-database = برای آغاز با سامانهٔ خالی، پایگاه دادهٔ دیگری برگزینید.
register-is-synthetic = داده‌های ساختگی: شهرک‌ها، واحدها و رویدادهای این سامانه ساختگی‌اند (بذر { $seed }، { $units } واحد). آنچه همراه برنامه می‌آید واقعی است: رقم‌های اعلام‌شده، نرخ‌های ارز و هدف ملی ۱۳۹۹.
register-is-synthetic-and-scaled = داده‌های ساختگی: شهرک‌ها، واحدها و رویدادهای این سامانه ساختگی‌اند (بذر { $seed }، { $units } واحد) و شمار آنها شمار کشور نیست. آنچه همراه برنامه می‌آید واقعی است: رقم‌های اعلام‌شده، نرخ‌های ارز و هدف ملی ۱۳۹۹.
greeting-pages = صفحه‌ها
greeting-graphiql = GraphiQL
greeting-api = API
greeting-import = وارد کردن
greeting-stop = توقف
greeting-same-database = (با همان DATABASE_URL)
tokens-none = هیچ توکنی نیست.
token-created = توکن { $id } برای { $owner }، { $end }.
token-shown-once = تنها همین یک بار نشان داده می‌شود: سامانه فقط چکیدهٔ آن را نگه می‌دارد.
token-until-revoked = تا هنگامی که باطل شود
day-and-time = { $day } ساعت { $time }
token-until = تا { $moment }
token-no-expiry = بی‌پایان
token-state-active = معتبر
token-state-expired = پایان‌یافته
token-state-revoked = باطل‌شده در { $moment }
token-made = ساخته‌شده در { $moment }
token-never-used = به‌کارنرفته
token-last-used = آخرین کاربرد { $moment }
token-owner = { $name }، { $role }
token-owner-of = { $name } ({ $organisation })، { $role }
role-in = { $role } { $provinces }
label-role-provincial-officer = کارشناس استانی
label-role-national-officer = کارشناس ملی
label-role-auditor = حسابرس
label-role-administrator = مدیر
progress-recording = در حال ثبت
progress-bytes = { $file }: { $done } از { $size }
progress-records = { $file }: { $count } ثبت بررسی شد
progress-rows = { $file }: { $rows } سطر
variable-unknown = { $name } تنظیمی از این برنامه نیست؛ آن را بردارید، یا تنظیم‌ها را در «shahrak serve --help» ببینید
variable-unknown-near = { $name } تنظیمی از این برنامه نیست؛ شاید منظور { $near } بوده است
variable-value-wrong = مقدار «{ $value }» در { $name } برای --{ $option } پذیرفته نیست: { $why }
variable-hidden-value-wrong = مقدار { $name } برای --{ $option } پذیرفته نیست: { $why }
variable-not-utf8 = مقدار { $name } به UTF-8 نوشته نشده است
variable-empty = خالی است؛ برای مقدار پیش‌فرض متغیر را بردارید
use-one-of = یکی از این‌ها را بنویسید: { $known }
provider-not-usable = سامانهٔ ورود (OpenID Connect) را نمی‌توان به کار برد: { $why }
option-requires = همراه { $option } باید { $needed } هم داده شود
database-url-malformed = نشانی اینترنتی نیست؛ بنویسید postgres://USER:PASSWORD@HOST:PORT/NAME
database-url-of-other-scheme = سامانه به PostgreSQL نیاز دارد، نه { $scheme }؛ بنویسید postgres://USER:PASSWORD@HOST:PORT/NAME
database-url-part-wrong = { $why }؛ بنویسید postgres://USER:PASSWORD@HOST:PORT/NAME و نویسه‌های ویژه را درصدی کنید (# را %23)
time-zone-wrong = منطقهٔ زمانی نیست؛ آیا منظورتان { $near } است؟
listen-address-wrong = میزبان و درگاه را بدهید، مانند 127.0.0.1:8080، یا [::]:8080 برای همهٔ نشانی‌ها
switch-wrong = true یا false بنویسید
origin-wrong = طرح، میزبان و درگاه را بی‌مسیر بنویسید، مانند https://dashboard.example.ir، یا * برای همهٔ صفحه‌ها
header-name-wrong = نام سرآیند نیست؛ نامی مانند x-forwarded-for بنویسید
whole-number-wrong = عدد صحیحی نیست که با رقم نوشته شده باشد، یا بیش از اندازه بزرگ است
usage-option-unknown = گزینهٔ { $option } در اینجا وجود ندارد؛ { $help } را ببینید
usage-option-unknown-near = گزینهٔ { $option } در اینجا وجود ندارد؛ آیا منظورتان { $near } است؟
usage-argument-unexpected = «{ $found }» در اینجا جایی ندارد؛ { $help } را ببینید
usage-command-unknown = فرمانی به نام «{ $found }» وجود ندارد؛ یکی از این‌ها را به کار ببرید: { $known }
usage-command-unknown-near = فرمانی به نام «{ $found }» وجود ندارد؛ آیا منظورتان { $near } است؟
usage-command-missing = فرمانی نام ببرید، یکی از این‌ها: { $known }
usage-value-missing = { $option } به مقدار نیاز دارد
usage-value-missing-of = { $option } به مقدار نیاز دارد، یکی از این‌ها: { $known }
usage-value-wrong = مقدار «{ $value }» برای { $option } به کار نمی‌آید: { $why }
usage-value-hidden-wrong = مقدار { $option } به کار نمی‌آید: { $why }
usage-required-missing = این‌ها داده نشده است: { $needed }؛ { $help } را ببینید
usage-conflict = { $option } را با { $other } نمی‌توان به کار برد
usage-given-twice = { $option } بیش از یک بار داده شده است
usage-not-utf8 = یکی از آرگومان‌ها UTF-8 معتبر نیست
provider-address-wrong = «{ $found }» نشانی سامانهٔ ورود نیست؛ نشانی با https:// بنویسید (http:// تنها برای همین دستگاه)
provider-without-algorithm = دست‌کم یک الگوریتم نام ببرید
provider-algorithm-wrong = الگوریتم «{ $found }» پذیرفته نمی‌شود؛ یکی از RS256، RS384، RS512، PS256، PS384، PS512، ES256، ES384 یا EdDSA را بنویسید
provider-setting-empty = مقدار { $what } خالی است؛ آن را بنویسید
provider-role-mapping-wrong = «{ $found }» نقشی را به نقشی نمی‌رساند؛ نام نقش نزد سامانهٔ ورود، = و نقش را بنویسید، مانند park-officers=provincial-officer

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
label-support-step-opened = گشایش
label-support-step-referred = ارجاع
label-support-step-resolved = پایان
label-support-step-reopened = بازگشایی
label-support-status-open = باز
label-support-status-referred = ارجاع‌شده
label-support-status-resolved = پایان‌یافته
label-support-kind-finance = تأمین مالی
label-support-kind-infrastructure = زیرساخت
label-support-kind-licence = مجوز
label-support-kind-legal = حقوقی
label-support-kind-market = بازار
label-support-kind-materials = مواد اولیه
label-support-outcome-helped = حمایت شد
label-support-outcome-refused = رد شد
label-support-outcome-withdrawn = انصراف
label-metric-units-commissioned = واحدهای به بهره‌برداری رسیده
label-metric-jobs-commissioned = اشتغال واحدهای به بهره‌برداری رسیده
label-metric-investment-commissioned = سرمایه‌گذاری واحدهای به بهره‌برداری رسیده
label-metric-units-revived = واحدهای احیاشده
label-metric-jobs-revived = اشتغال واحدهای احیاشده
label-metric-units-capacity-raised = واحدهای افزایش‌ظرفیت‌یافته
label-metric-units-renovated = واحدهای نوسازی‌شده
label-metric-share-inactive-or-semi-active = سهم واحدهای غیرفعال و نیمه‌فعال
label-infrastructure-line-water = آب
label-infrastructure-line-power = برق
label-infrastructure-line-gas = گاز
label-infrastructure-line-wastewater = فاضلاب
label-infrastructure-line-road = راه
label-infrastructure-line-telecom = مخابرات
label-budget-purpose-water = آب
label-budget-purpose-power = برق
label-budget-purpose-gas = گاز
label-budget-purpose-wastewater = فاضلاب
label-budget-purpose-road = راه
label-budget-purpose-telecom = مخابرات
label-budget-purpose-other = موضوع دیگر
label-budget-stage-bill = لایحه
label-budget-stage-law = قانون
label-budget-stage-allocated = تخصیص‌یافته
label-budget-stage-spent = هزینه‌شده
label-means-finance = تأمین مالی
label-means-ownership-transfer = انتقال مالکیت
label-means-new-partner = شریک تازه
label-means-line-change = تغییر خط تولید
label-means-settlement = تسویه بدهی
label-means-materials = تأمین مواد اولیه
label-population-in-parks = درون شهرک‌ها
label-population-outside-parks = بیرون از شهرک‌ها
label-population-all = همه واحدها
label-announced-population-in-parks = درون شهرک‌ها
label-announced-population-in-and-outside-parks = درون و بیرون از شهرک‌ها
label-announced-population-nationwide = سراسر کشور
label-announced-population-smes = صنایع کوچک و متوسط
label-announced-population-unspecified = نامشخص
label-measure-flow = جریان
label-measure-stock = موجودی
label-measure-target = هدف
label-measure-share = سهم
label-measure-ratio = نسبت
label-hedge-about = حدود
label-hedge-over = بیش از
label-hedge-nearly = نزدیک به
label-hedge-up-to = تا
label-hedge-range = بازه
label-date-basis-stated = اعلام‌شده
label-date-basis-estimated = برآوردی
label-date-basis-unknown = نامعلوم
label-figure-decision-replaced = جایگزین شد
label-figure-decision-voided = باطل شد
label-figure-decision-used = در سری‌ها به کار می‌رود
label-figure-decision-unused = در سری‌ها به کار نمی‌رود
label-rate-kind-official = رسمی
label-rate-kind-nima = نیما
label-rate-kind-market = بازار آزاد
label-metric-direction-floor = دست‌کم
label-metric-direction-ceiling = حداکثر
label-metric-direction-neither = هیچ‌کدام
label-activity-revision-3 = ویرایش ۳
label-activity-revision-3-1 = ویرایش ۳٫۱
label-activity-revision-4 = ویرایش ۴

## تغییرات از راه HTTP

changes-title = تغییرات سامانه به تفکیک استان و ماه
changes-of-month = { $province }، { $month } { $year }
changes-query-wrong = پارامترهای نشانی خوانده نمی‌شود: { $why }؛ تنها since و until و province و population و first و after در آن می‌آید
months-out-of-range = «{ $found }» شمار ماه نیست؛ عددی از 1 تا { $most } بنویسید

## داده‌های باز

open-data-publisher = شهرک
open-data-agency = شهرک، سامانهٔ باز شهرک‌های صنعتی
country-of-register = ایران
measure-units = واحد
measure-dollars = دلار
measure-parks = شهرک
measure-permits = جواز
set-frequency = تناوب
set-observation-status = وضعیت مقدار
label-frequency-A = سالانه (سال خورشیدی)
label-observation-status-A = مقدار عادی
label-observation-status-P = مقدار موقت
label-observation-status-M = بدون مقدار؛ مقداری نمی‌تواند باشد
concept-freq = تناوب
concept-freq-meaning = هر چند وقت یک بار مقدار هست: یک بار در هر سال خورشیدی.
concept-metric = شاخص
concept-metric-meaning = آنچه شمرده می‌شود. جریان همهٔ سال را در بر می‌گیرد، موجودی یا سهم از آنِ روز پایانی است.
concept-ref-area = محدوده
concept-ref-area-meaning = کشور یا استانی که واحدها در آن‌اند.
concept-population = جامعه
concept-population-meaning = واحدهایی که شمرده می‌شوند: در شهرک‌ها، بیرون از شهرک‌ها، یا همه.
concept-time-period = دوره
concept-time-period-meaning = سال خورشیدی که در این روز آغاز می‌شود.
concept-obs-value = مقدار
concept-obs-value-meaning = مقداری که از رویدادهای سامانه محاسبه شده است.
concept-obs-status = وضعیت مقدار
concept-obs-status-meaning = آیا سال به پایان رسیده و مقدار کامل است.
concept-unit-measure = واحد سنجش
concept-unit-measure-meaning = مقدار با چه سنجیده می‌شود.
concept-last-day = روز پایانی
concept-last-day-meaning = آخرین روزی که به شمار آمده است: روز پایانی سال، یا امروز.
code-list-freq = تناوب‌ها
code-list-metric = شاخص‌ها
code-list-area = کشور و استان‌های آن
code-list-population = جامعه‌ها
code-list-obs-status = وضعیت‌های مقدار
concepts-register = مفهوم‌های سامانه
constraint-register = شاخص‌هایی که مقدار دارند
dataflow-register = رقم‌های سامانه به تفکیک سال خورشیدی
dataflow-register-meaning = آنچه سامانه از رویدادهایش محاسبه می‌کند، به تفکیک شاخص، محدوده، جامعه و سال خورشیدی: واحد، اشتغال و سرمایه‌گذاری سال، و واحدها به تفکیک وضعیت در پایان آن.
catalogue-title = داده‌های باز شهرک
catalogue-description = سامانهٔ شهرک‌های صنعتی به صورت پرونده و آمار، با هر آنچه زمانی معتبر بوده است.
dataset-register = سامانهٔ شهرک‌های صنعتی
dataset-register-description = شهرک‌ها، واحدها و رویدادهایشان، هدف‌های سالانه، بودجه، و آنچه مسئولان اعلام کرده‌اند، به صورت پرونده.
distribution-package = شرح پرونده‌ها (Data Package)
distribution-parks = شهرک‌ها روی نقشه
distribution-claims = رقم‌های اعلام‌شده و نقد آنها
sdmx-key-too-long = «{ $found }» بیش از شمار بُعدها بخش دارد؛ بنویسید { $form }
sdmx-code-unknown = «{ $found }» کد { $dimension } نیست؛ کدها در { $list } است
sdmx-not-a-time = «{ $found }» زمان نیست؛ سال، ماه یا روزی از یکی از دو تقویم بنویسید، مانند 2020، 1399-07، 2020-03-20 یا 2020-03-20/P1Y
sdmx-no-such-dataflow = جریان داده‌ای به نام «{ $found }» نیست؛ SHAHRAK و REGISTER و 1.0 را بنویسید
sdmx-no-such-structure = چنین ساختاری نیست؛ گونه‌ها { $known } است
sdmx-no-data = هیچ مقداری از سامانه در این گزینش نیست
sdmx-moments-out-of-order = updatedAfter پس از asOf است؛ لحظه‌ای پیش‌تر بنویسید
sdmx-too-many-values = این گزینش { $count } مقدار دارد و حداکثر { $most } ممکن است؛ شاخص، محدوده، جامعه یا سال را محدود کنید
sdmx-history-too-long = تاریخچهٔ { $figure } بیش از { $most } بازنگری دارد؛ یک استان، سال‌های کمتر یا updatedAfter دیرتری بنویسید
sdmx-nothing-acceptable = هیچ‌یک از قالب‌های پذیرفته موجود نیست؛ یکی از این‌ها را بنویسید: { $known }
claim-of-day = { $metric }، { $place }، تا { $day }: { $value } { $unit }
claim-without-day = { $metric }، { $place }: { $value } { $unit }
claim-range = { $low } تا { $high }
claim-about = حدود { $number }
claim-over = بیش از { $number }
claim-nearly = نزدیک به { $number }
claim-up-to = حداکثر { $number }
claim-agrees = با سامانه می‌خواند
claim-differs = با سامانه نمی‌خواند
claim-review = سامانه برای همین شاخص و محدوده و دوره { $computed } { $unit } محاسبه می‌کند.
claim-without-review = «{ $code }» نقدی ندارد: چنین رقمی نیست، یا سامانه نمی‌تواند آن را محاسبه کند
