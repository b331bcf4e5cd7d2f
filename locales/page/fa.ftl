# متن‌های صفحه‌ها، به فارسی. همان پیام‌ها با همان آرگومان‌ها در en.ftl آمده است. صفحه‌ها برچسب‌های فهرست پوشهٔ بالا را نیز نشان می‌دهند.

page-title = { $title } – شهرک
page-brand = شهرک
page-description = سامانهٔ باز شهرک‌های صنعتی ایران: آنچه وعده داده شد، آنچه اعلام شد و آنچه محاسبه می‌شود.
page-skip = رفتن به متن
page-places = صفحه‌ها
page-place-year = سال
page-place-provinces = استان‌ها
page-place-series = در گذر زمان
page-place-contradictions = ناسازگاری‌ها
page-place-search = جست‌وجو
page-other-language = English
page-theme-dark = رنگ‌های تیره
page-theme-light = رنگ‌های روشن
page-foot = شهرک سامانه‌ای باز برای شهرک‌های صنعتی است. همهٔ رقم‌ها از رابط عمومی GraphQL آن می‌آید.
page-foot-graphiql = خودتان در GraphiQL بپرسید
page-foot-schema = طرح داده‌ها
page-foot-office = برای کارشناسان
page-waiting = در حال پرسش از سامانه …
page-failed = سامانه پاسخی نداد.
page-again = پرسش دوباره
page-open-query = این پرسش در GraphiQL
page-open-query-announced = پرسش دربارهٔ اعلام‌ها در GraphiQL
page-open-query-amounts = پرسش دربارهٔ مبلغ‌های اعلام‌شده در GraphiQL
page-permalink = پیوند پایدار
page-unknown = نامعلوم
page-comma = { "، " }
page-and = { " و " }
page-nowhere = در این نشانی چیزی نیست
page-nowhere-front = به صفحهٔ نخست

## As of, known at

page-view = روز، زمان دانسته و واحدها
page-view-says = تا { $asOf }، چنان‌که در { $knownAt } (تهران) دانسته بود، { $units }.
page-view-change = تغییر
page-as-of = تا روز
page-known-at = دانسته در
page-population = واحدها
page-population-in-parks = واحدهای درون شهرک‌ها
page-population-outside-parks = واحدهای بیرون از شهرک‌ها
page-population-all = همهٔ واحدها
page-view-present = بازگشت به اکنون

## A year

page-year = سال { $year }
page-motto = سال «{ $motto }»
page-year-lead = آنچه وعده داده شد، آنچه اعلام شد، و آنچه سامانه از رویدادها محاسبه می‌کند.
page-sides = وعده، اعلام و محاسبه در کنار هم
page-figure = رقم
page-promised = وعده
page-announced = اعلام
page-computed = محاسبه
page-figure-units-commissioned = واحدهای تازهٔ به بهره‌برداری رسیده
page-figure-investment-commissioned = سرمایه‌گذاری واحدهای تازه، به ریال
page-figure-dollars = سرمایه‌گذاری واحدهای تازه، به دلار
page-figure-jobs-commissioned = اشتغال واحدهای تازه
page-figure-units-revived = واحدهای احیاشده
page-figure-jobs-revived = اشتغال واحدهای احیاشده
page-figure-idle = سهم واحدهای راکد
page-figure-idle-meaning = غیرفعال یا نیمه‌فعال؛ اعلام برای همهٔ کشور، محاسبه برای واحدهایی که در بالا برگزیده شده
page-nothing-promised = بدون هدف
page-nothing-announced = چیزی اعلام نشده
page-revised = نخست { $original }، بازنگری در { $day }
page-progress = { $share } تحقق یافته
page-progress-both = { $inForce } تحقق یافته؛ { $original } از هدف نخست
page-schedule-ahead = جلوتر از آهنگ یکنواخت
page-schedule-on = برابر با آهنگ یکنواخت
page-schedule-behind = عقب‌تر از آهنگ یکنواخت
page-others = { $count ->
   *[other] { $number } رقم دیگر
}
page-unknown-values = بدون { $events } رویداد که مقدارش نامعلوم است
page-no-rate = برای روزی از این سال نرخ رسمی در دست نیست
page-behind = { $figure }: { $number }؛ نمایش آنچه شمرده شده
page-strip = { $figure }: وعده { $promised }، اعلام { $announced }، محاسبه { $computed }
page-year-before = { $share } در پایان سال پیش
page-besides = رویدادهای دیگر
page-stock = واحدها در این روز
page-parks-operating = شهرک‌های در حال بهره‌برداری
page-flow-commissioned = واحدهایی که به بهره‌برداری رسیدند
page-flow-revived = واحدهایی که احیا شدند
page-flow-capacity-raised = افزایش ظرفیت
page-flow-renovated = نوسازی
page-flow-idled = توقف تولید
page-flow-closed = تعطیلی
page-flow-permitted = صدور جواز
page-flow-cancelled = لغو طرح

## Announced figures

page-stated-range = { $low } تا { $high }
page-stated-about = حدود { $number }
page-stated-over = بیش از { $number }
page-stated-nearly = نزدیک به { $number }
page-stated-up-to = حداکثر { $number }
page-rials = { $amount } ریال
page-dollars = { $amount } دلار
page-percent = { $amount } درصد
page-speaker-unknown = گوینده نامعلوم
page-on-day = در { $day }
page-from-to = { $from } تا { $to }
page-announced-in-parks = درون شهرک‌ها
page-announced-in-and-outside-parks = درون و بیرون شهرک‌ها
page-announced-nationwide = سراسر کشور
page-announced-smes = واحدهای کوچک و متوسط
page-announced-unspecified = بدون ذکر دامنهٔ واحدها
page-agrees = با سامانه می‌خواند: { $computed }
page-differs = محاسبهٔ سامانه: { $computed }
page-not-computable-metric = سامانه این را محاسبه نمی‌کند
page-not-computable-population = سامانه نمی‌داند کدام واحدها منظور است
page-not-computable-scope = جایی از این سامانه نیست
page-not-computable-period = دوره نامعلوم است یا پایان نیافته
page-not-computable-rate = برای روزی از دوره نرخ ارز در دست نیست
page-not-computable-no-records = سامانه رویدادی از این دوره ندارد
page-source = منبع:
page-compared = مقایسه با سامانه
page-together = اعلام‌شده همراه با آن
page-figures = رقم‌های اعلام‌شده

## Units, parks, provinces

page-unit = واحد
page-units = واحدها
page-units-of = واحدها: { $status }
page-where = جا
page-sector = گروه صنعت
page-status = وضعیت
page-no-status = بدون رویداد
page-since = از
page-since-day = از { $day }
page-jobs = اشتغال
page-day = روز
page-investment = سرمایه‌گذاری
page-outside-parks = بیرون از شهرک‌ها
page-next-page = صفحهٔ بعد
page-first-page = صفحهٔ نخست
page-counted-events = { $number } رویداد شمرده شده؛ { $shown } رویداد در این صفحه
page-counted-units = { $number } واحد شمرده شده؛ { $shown } واحد در این صفحه
page-fact-investment = سرمایه‌گذاری { $amount }
page-fact-jobs = { $jobs } نفر
page-fact-capacity = { $percent } درصد ظرفیت اسمی
page-fact-progress = { $percent } درصد پیشرفت فیزیکی
page-fact-area = { $area } متر مربع زمین
page-provinces = استان‌ها
page-province = استان
page-provinces-show = آنچه نشان داده می‌شود
page-provinces-progress = تحقق هدف احیا
page-provinces-revived = واحدهای احیاشده
page-provinces-commissioned = واحدهای تازه
page-provinces-idle = سهم راکد
page-ranking = استان‌ها به ترتیب: { $by }
page-rank = رتبه
page-of-target = { $share } از { $target }
page-province-codes = { $code } (پیش از ۲۰۲۰: { $former })
page-by-sector = به تفکیک گروه صنعت
page-operating = واحدهای به بهره‌برداری رسیده
page-park = شهرک
page-parks = شهرک‌ها
page-parks-of = { $number } شهرک
page-kind = نوع
page-county = شهرستان
page-ownership = مالکیت
page-code = کد
page-approved-on = تصویب
page-operating-since = بهره‌برداری از
page-closed-on = پایان کار
page-hectares = زمین (هکتار)
page-hectares-operational = عملیاتی (هکتار)
page-hectares-assignable = قابل واگذاری (هکتار)
page-infrastructure = زیرساخت
page-line-water = آب
page-line-power = برق
page-line-gas = گاز
page-line-wastewater = تصفیهٔ فاضلاب
page-line-road = راه
page-line-telecom = مخابرات
page-units-in-park = { $number } واحد در این شهرک
page-units-by-status = واحدها به تفکیک وضعیت
page-timeline = همهٔ ثبت‌ها: { $number }
page-capacity = سهم از ظرفیت اسمی
page-progress-built = پیشرفت فیزیکی
page-last-confirmed = آخرین تأیید
page-activity = فعالیت (ISIC)
page-licence = پروانه
page-owner = مالک
page-recorded = ثبت در { $moment }
page-recorded-by = ثبت در { $moment } به دست { $by }
page-replaces = بیان دوبارهٔ { $code }
page-replaced = جایگزین شده با { $code }، { $moment }
page-voided = باطل شده، { $moment }

## Series, contradictions, findings, search

page-series = در گذر زمان
page-series-of = { $metric }، به تفکیک سال
page-from-original = { $original } ← { $inForce }
page-of-year = سال
page-metric = شاخص
page-contradictions = { $number } ناسازگاری
page-contradictions-lead = جفت‌هایی از رقم‌های اعلام‌شده که نمی‌شود هر دو درست باشد. هر دو با منبع خود در سامانه می‌مانند.
page-contradictions-link = رقم‌های اعلام‌های گوناگون که با هم ناسازگارند
page-findings = آنچه با هم نمی‌خواند
page-findings-link = آنچه در یک اعلام با هم نمی‌خواند
page-findings-lead = در { $found } اعلام از { $announcements } اعلام عددهایی هست که با هم نمی‌خواند.
page-certain = قطعی
page-possible = محتمل
page-used = به‌کاررفته در سری
page-relation-same-speaker = یک گوینده
page-relation-same-organisation = یک سازمان
page-relation-other-organisation = دو سازمان
page-finding-slip-by-ten = اشتباه ده‌برابری
page-finding-other-rate = نرخ دیگر ارز
page-finding-percentage = درصد
page-finding-superseded-target = هدف پیشین
page-finding-parts-and-whole = جزء و کل
page-finding-parts-above-whole = جزء بیش از کل
page-search = جست‌وجو
page-search-lead = واحدها، شهرک‌ها و رقم‌های اعلام‌شده، با حروف فارسی یا لاتین؛ عددها به هر شکل.
page-search-words = واژه یا عدد
page-search-go = جست‌وجو
page-found = یافت شد: { $units } واحد، { $parks } شهرک، { $figures } رقم اعلام‌شده.

## Charts, their files and their citation

page-share = { $number }٪
page-trillion = { $number } هزار میلیارد
page-billion = { $number } میلیارد
page-million = { $number } میلیون
page-legend-over = «بیش از» (دست‌کم)
page-legend-range = بازه
page-more-groups = و { $number } گروه دیگر
page-title-of = { $title }: { $place }
page-series-by-month = { $metric } در سال { $year }، به تفکیک ماه
page-unit-of-measurement = یکای سنجش
page-month = ماه
page-promised-original = وعدهٔ نخست
page-announced-low = اعلام، از
page-announced-high = اعلام، تا
page-hedge = شیوهٔ بیان
page-verdict = داوری
page-figure-code = رقم اعلام‌شده
page-other-figures = رقم‌های دیگر اعلام‌شده
page-so-far = محاسبه از آغاز سال
page-not-computable = چرا محاسبه نشده
page-computed-to = محاسبه تا روز
page-provinces-in-year = { $what } به تفکیک استان، { $year }
page-name-en = نام انگلیسی
page-name-fa = نام فارسی
page-revival-target = هدف احیا
page-in-english = { $what } (انگلیسی)
page-in-persian = { $what } (فارسی)
page-show-count = شمار
page-show-jobs-sum = اشتغال
page-show-investment-sum = سرمایه‌گذاری به ریال
page-show-capacity-avg = میانگین ظرفیت در حال استفاده، درصد
page-known-jobs = از آن میان با اشتغال معلوم
page-known-investment = از آن میان با سرمایه‌گذاری معلوم
page-known-capacity = از آن میان با ظرفیت معلوم
page-units-by = واحدها به تفکیک { $keys }: { $figure }
page-events-by = رویدادها به تفکیک { $keys }: { $figure }
page-key-province = استان
page-key-park = شهرک
page-key-park-kind = نوع شهرک
page-key-ownership = مالکیت شهرک
page-key-sector = رشته
page-key-isic-division = بخش ISIC
page-key-status = وضعیت
page-key-kind = نوع رویداد
page-key-body = دستگاه مجری
page-key-reason = دلیل
page-key-year = سال
page-key-quarter = فصل
page-key-month = ماه
page-citation = شهرک، سامانهٔ شهرک‌های صنعتی: { $title }. { $moments } { $source }
page-cited-moments = تا { $day }، چنان‌که در { "\u2068" }{ $moment }{ "\u2069" } دانسته بود.
page-cited-source = منبع
page-synthetic = دادهٔ ساختگی: شهرک‌ها، واحدها و رویدادهای این سامانه ساختگی‌اند.
page-is-synthetic = ساختگی
page-too-many-groups = شمار گروه‌ها { $count } است و در یک پرونده حداکثر { $most } گروه جا دارد؛ کلیدهای کمتر یا پالایه به کار ببرید

## Pages for officers

page-office = میز کارشناس
page-office-units = واحدها
page-office-units-lead = رویدادهای واحد را ثبت کنید، سابقهٔ آن را اصلاح کنید و مشخصاتش را تغییر دهید.
page-office-imports = بارگذاری‌ها
page-office-imports-lead = صفحه‌گسترده بفرستید. نخست آزموده می‌شود و تا نگویید چیزی ثبت نمی‌شود.
page-office-targets = هدف‌ها
page-office-targets-of = هدف‌های سال { $year }
page-office-targets-lead = در آنچه وعده داده شده بازنگری کنید. بازنگری‌های پیشین می‌ماند.
page-office-announce = اظهار رسمی
page-office-announce-lead = آنچه مسئولی اعلام کرده ثبت کنید و بی‌درنگ ببینید سامانه دربارهٔ آن چه می‌گوید.
page-office-reads-only = نقش شما سامانه را می‌خواند و چیزی ثبت نمی‌کند.
page-office-until = تا { $moment }
page-office-required = (الزامی)
page-office-mistakes = { $count ->
    [one] یک ایراد مانده است. چیزی ثبت نشد.
   *[other] { $number } ایراد مانده است. چیزی ثبت نشد.
}
page-office-lost = پیش از رسیدن پاسخ، ارتباط قطع شد. معلوم نیست ثبت شده باشد. دوباره بفرستید؛ تنها یک بار ثبت می‌شود.
page-office-resend = ارسال دوباره
page-office-discard = ببینم ثبت شده یا نه
page-office-no-connection = سامانه در دسترس نیست. ارتباط را بررسی و دوباره تلاش کنید.
page-office-no-connection-following = ارتباط قطع است. بارگذاری ادامه دارد و این صفحه همچنان می‌پرسد.
page-office-show = نمایش
page-office-choose = برگزینید …
page-office-more = بیشتر

### Signing in

page-office-sign-in = ورود
page-office-sign-in-lead = این صفحه‌ها برای کارشناسان سامانه است. آنچه اینجا انجام دهید به نام شما ثبت می‌شود.
page-office-sign-in-with = ورود با { $provider }
page-office-sign-in-or = یا با توکن سامانه:
page-office-sign-in-again = تلاش دوباره
page-office-sign-out = خروج
page-office-token = توکن
page-office-token-hint = با { "\u2066" }shahrak_{ "\u2069" } آغاز می‌شود و تا خروج یا بستن این زبانه همین‌جا می‌ماند.
page-office-token-missing = توکن را بچسبانید.
page-office-token-letters = توکن تنها حرف و رقم و نشانهٔ لاتین دارد و فاصله ندارد. آن را دوباره و کامل رونوشت کنید.
page-office-ended = از سامانه خارج شدید، زیرا اعتبارنامهٔ شما دیگر پذیرفته نیست:
page-office-provider-silent = { $provider } پاسخ نمی‌دهد. دوباره تلاش کنید یا توکن بچسبانید.
page-office-not-signed-in = وارد نشده‌اید
page-office-sign-in-not-begun = در این زبانه ورودی آغاز نشده است. از نو آغاز کنید.
page-office-sign-in-other = این پاسخ از آنِ ورود یا ارائه‌دهندهٔ دیگری است. از نو آغاز کنید.
page-office-sign-in-no-token = ارائه‌دهنده توکنی نفرستاد. از نو آغاز کنید.

### Imports

page-office-send-files = ارسال فایل
page-office-templates = کاربرگ‌های آمادهٔ پر کردن:
page-office-drop = فایل‌ها را اینجا بیندازید یا برگزینید
page-office-drop-hint = CSV یا xlsx، به فارسی یا انگلیسی؛ چند فایلِ به‌هم‌پیوسته را یکجا بفرستید.
page-office-kilobytes = { $number } کیلوبایت
page-office-file-holds = محتوا
page-office-file-says = از نام یا ستون‌های فایل
page-office-try = آزمودن، بدون ثبت
page-office-stop-sending = توقف ارسال
page-office-sending = در حال ارسال
page-office-sent = { $share } فرستاده شد
page-office-upload-lost = هنگام ارسال فایل‌ها ارتباط قطع شد. فهرست بارگذاری‌ها نشان می‌دهد چه رسیده است. با ارسال دوباره هیچ سطری دو بار ثبت نمی‌شود.
page-office-imports-sent = بارگذاری‌های فرستاده‌شده
page-office-import-sent-at = زمان ارسال
page-office-files = فایل‌ها
page-office-state = وضعیت
page-office-sender = فرستنده
page-office-import-waiting = در انتظار
page-office-import-running = در حال خواندن
page-office-import-done = ثبت شد
page-office-import-tried = آزموده شد: بی‌ایراد
page-office-import-refused = ایراد دارد: چیزی ثبت نشد
page-office-import-cancelled = لغو شد: چیزی ثبت نشد
page-office-import-failed = ناموفق بود: چیزی ثبت نشد
page-office-import-interrupted = قطع شد: چیزی ثبت نشد
page-office-import-by = { $name } در { $moment } فرستاد.
page-office-import-fault = ایراد از سامانه است؛ شناسهٔ { $id } را به راهبر بگویید.
page-office-import-waits = در نوبت است.
page-office-progress = پیشرفت
page-office-reading = { $of }: { $share }
page-office-cancel = لغو بارگذاری
page-office-counts = سطرها به تفکیک فایل
page-office-file = فایل
page-office-read = خوانده‌شده
page-office-added = تازه
page-office-changed = تغییریافته
page-office-unchanged = ازپیش‌ثبت‌شده
page-office-refused = پذیرفته‌نشده
page-office-nothing-recorded = همهٔ سطرها ثبت‌شدنی است. هنوز چیزی ثبت نشده است.
page-office-send = ثبت این فایل‌ها
page-office-choose-again = برای ثبت، فایل‌ها را دوباره برگزینید؛ این زبانه دیگر آنها را ندارد.
page-office-refusals = { $count ->
    [one] یک ایراد
   *[other] { $number } ایراد
}
page-office-cell = خانه
page-office-value = مقدار
page-office-what-is-wrong = ایراد
page-office-line = سطر { $line }
page-office-whole-file = سراسر فایل
page-office-download = ذخیرهٔ ایرادها به‌صورت { $format }
page-office-warnings = { $count ->
    [one] یک یادآوری
   *[other] { $number } یادآوری
}
page-office-correct-and-try = فایل را اصلاح و دوباره آزمایش کنید
page-office-try-again = آزمایش دوباره

### Units

page-office-find-unit = کد یا نام واحد
page-office-found = { $count ->
    [0] واحدی یافت نشد
    [one] یک واحد یافت شد
   *[other] { $number } واحد یافت شد
}
page-office-record = ثبت رویداد
page-office-change-facts = تغییر مشخصات
page-office-public-page = صفحهٔ همگانی
page-office-other-province = نقش شما در این استان چیزی را تغییر نمی‌دهد.
page-office-next-events = رویدادهایی که اکنون می‌توان ثبت کرد:
page-office-events = { $count ->
    [one] یک رویداد
   *[other] { $number } رویداد
}
page-office-facts = مشخصات
page-office-correct = اصلاح
page-office-act-recorded = ثبت شد.
page-office-correction-recorded = اصلاح ثبت شد. آنچه پیش‌تر دانسته می‌شد خواندنی می‌ماند.
page-office-facts-recorded = مشخصات ثبت شد.
page-office-kind = رویداد
page-office-what-happened = چه رخ داد؟
page-office-day-hint = به هر یک از دو تقویم، مانند { "\u2066" }1399-11-08{ "\u2069" } یا { "\u2066" }2021-01-27{ "\u2069" }
page-office-day-first = نخست روز را بنویسید؛ رویدادهای ممکن به آن بستگی دارد.
page-office-on-that-day = پس از رویدادهای تا آن روز، واحد چنین است:
page-office-nothing-allowed = برای این واحد رویداد دیگری ممکن نیست. اگر درست نیست، سابقهٔ آن را اصلاح کنید.
page-office-choose-kind = بگویید چه رخ داده است.
page-office-check = نمایش آنچه تغییر می‌کند
page-office-record-it = ثبت
page-office-would-change = آنچه تغییر می‌کند
page-office-before = اکنون
page-office-after = سپس
page-office-investment = سرمایه‌گذاری به ریال
page-office-area = مساحت به مترمربع
page-office-reasons = علت‌ها
page-office-body = دستگاه مجری
page-office-means = روش
page-office-note = توضیح
page-office-evidence = سند: شماره یا نشانی
page-office-confidential = تنها کارشناسان استان، ممیزان و راهبران می‌خوانند.
page-office-not-stated = اعلام نشده
page-office-not-whole = عدد صحیح بنویسید، مانند ۲۵.
page-office-correct-event = اصلاح رویداد
page-office-what-is-right = درست کدام است؟
page-office-happened-otherwise = رخ داده، اما به‌گونه‌ای دیگر
page-office-never-happened = هرگز رخ نداده
page-office-why = علت حذف
page-office-nothing-changed = با آنچه ثبت شده تفاوتی ندارد.
page-office-record-correction = ثبت اصلاح
page-office-facts-of = مشخصات { $code }
page-office-new-event = رویداد تازه
page-office-struck-out = حذف می‌شود
page-office-already-corrected = این رویداد پیش‌تر اصلاح شده است. رویداد جایگزین آن را اصلاح کنید.
page-office-to-unit = به صفحهٔ واحد
page-office-name-fa = نام فارسی
page-office-name-en = نام انگلیسی
page-office-isic = فعالیت (کد ISIC)
page-office-record-facts = ثبت مشخصات

### Somebody changed this

page-office-changed-meanwhile = پس از باز کردن این صفحه، دیگری آن را تغییر داده است.
page-office-changed-meanwhile-lead = از تغییرهای شما هنوز چیزی ثبت نشده است.
page-office-both-versions = هر دو نسخه
page-office-when-opened = هنگام باز کردن
page-office-now = اکنون
page-office-yours = نسخهٔ شما
page-office-take-theirs = پذیرفتن نسخهٔ اکنون
page-office-send-mine = ثبت نسخهٔ من روی آن

### Targets

page-office-country = کل کشور
page-office-target = هدف
page-office-in-force = مقدار جاری
page-office-decided-on = روز تصمیم
page-office-revisions = بازنگری‌ها
page-office-value-of-target = مقدار
page-office-new-value = مقدار تازه
page-office-reason = علت
page-office-source = منبع
page-office-revise = بازنگری
page-office-record-revision = ثبت بازنگری
page-office-revision-recorded = بازنگری ثبت شد. بازنگری‌های پیشین می‌ماند.

### Announcements

page-office-source-hint = نشانی صفحه‌ای که آن را گزارش می‌کند
page-office-announced-on = روز اعلام
page-office-date-basis = این روز
page-office-basis-stated = در منبع آمده است
page-office-basis-estimated = برآورد شده است
page-office-basis-unknown = معلوم نیست
page-office-figure = رقم { $number }
page-office-add-figure = رقم دیگر
page-office-remove-figure = برداشتن این رقم
page-office-record-announcement = ثبت اظهار
page-office-announcement-recorded = اظهار ثبت شد. سامانه دربارهٔ آن چنین می‌گوید:
page-office-announce-another = اظهار دیگر
page-office-figure-code = کد
page-office-figure-code-hint = به انتخاب شما، مانند a999
page-office-figure-metric = آنچه شمرده می‌شود
page-office-figure-measure = نوع عدد
page-office-figure-low = عدد
page-office-figure-high = سر بالای بازه
page-office-figure-high-hint = برای عدد ساده خالی بگذارید
page-office-figure-hedge = قید
page-office-figure-unit = یکای سنجش
page-office-figure-scope = جا
page-office-figure-population = واحدهای مورد نظر
page-office-figure-period-from = نخستین روز دوره
page-office-figure-period-to = آخرین روز دوره
page-office-figure-speaker = گوینده
page-office-figure-organisation = سازمان
page-office-figure-quote = نقل قول
page-office-figure-note = توضیح
page-office-no-hedge = بدون قید
page-office-hedge-about = حدود
page-office-hedge-over = بیش از
page-office-hedge-nearly = نزدیک به
page-office-hedge-up-to = تا
page-office-hedge-range = بازه
page-office-measure-flow = شمار در طول دوره
page-office-measure-stock = شمار در پایان دوره
page-office-measure-target = هدف
page-office-measure-share = درصد
page-office-measure-ratio = نسبت

## The pages: live figures, charts, changes, groups

page-place-explore = کاوش
page-live = زنده: رقم‌ها سامانه را دنبال می‌کنند.
page-live-changed = زنده: رقم‌ها در { $moment } تغییر کردند.
page-live-lost = ارتباط قطع شده است؛ دوباره تلاش می‌شود. رقم‌ها از آنِ زمان بالا هستند.
page-behind-chart = داده، نشانی و ارجاع این نمودار
page-frame = بدون صفحهٔ پیرامون
page-frame-code = برای وب‌گاه شما:
page-cite = شیوهٔ ارجاع:
page-by = به تفکیک سال یا ماه
page-by-year = به تفکیک سال
page-by-month = به تفکیک ماه در { $year }
page-changes = آنچه در دانستهٔ سال { $year } تغییر کرد
page-changes-since = از
page-changes-show = نمایش تغییرها
page-changes-none = میان { $from } و { $to } چیزی تغییر نکرد.
page-changes-say = میان { $from } و { $to }، { $figures ->
   *[other] { $figuresWritten } رقم
} تغییر کرد، زیرا { $records ->
   *[other] { $recordsWritten } ثبت
} افزوده شد.
page-changes-records = { $number } ثبت؛ { $shown } نمایش داده شده
page-recorded-at = زمان ثبت
page-what = چه چیزی
page-change = { $figure }: { $before } ← { $after } { $difference }
page-change-void = خط‌خورده: { $was }
page-change-replaced = { $was } ← { $now }
page-change-target = هدف، { $metric } ({ $population }، { $which })
page-change-stock = واحدها: { $what }
page-change-year-before = در پایان سال پیش: { $what }
page-number-units = شمار
page-number-jobs = اشتغال
page-number-jobs-unknown = بدون اشتغال معلوم
page-number-irr = سرمایه‌گذاری
page-number-irr-unknown = بدون سرمایه‌گذاری معلوم
page-number-usd = سرمایه‌گذاری به دلار
page-number-operating = در حال بهره‌برداری
page-number-idle-share = سهم راکد
page-metric-units-commissioned = واحدهای تازه
page-metric-jobs-commissioned = اشتغال واحدهای تازه
page-metric-investment-commissioned = سرمایه‌گذاری واحدهای تازه
page-metric-units-revived = واحدهای احیاشده
page-metric-jobs-revived = اشتغال واحدهای احیاشده
page-metric-units-capacity-raised = افزایش ظرفیت
page-metric-units-renovated = واحدهای نوسازی‌شده
page-metric-share-inactive-or-semi-active = سهم راکد
page-until-day = تا { $day }
page-events = رویدادها
page-explore = کاوش
page-explore-lead = واحدها و رویدادها در گروه‌ها. برای گروه‌بندی روی یک کلید کلیک کنید و برای دیدن تنها یک گروه روی سطر آن.
page-explore-what = چه چیزی شمرده می‌شود
page-explore-by = گروه‌بندی بر پایهٔ
page-explore-show = در نمودار
page-explore-only = تنها:
page-explore-remove = { $filter }: دوباره همه را نشان بده
page-explore-units = { $count ->
   *[other] { $number } واحد
} در { $groups ->
   *[other] { $groupsWritten } گروه
}.
page-explore-events = { $count ->
   *[other] { $number } رویداد
} در { $groups ->
   *[other] { $groupsWritten } گروه
}.

## What the server writes into a page, for readers without JavaScript and for previews of links

page-number = { $number }
page-idle-percent = { $number } درصد
page-headline = { $commissioned } واحد تازهٔ به بهره‌برداری رسیده، { $revived } واحد راکد احیاشده و { $idle } درصد واحدهای درون شهرک‌ها راکد: محاسبهٔ سامانهٔ شهرک‌های صنعتی از سال { $year }، تا { $day }.
