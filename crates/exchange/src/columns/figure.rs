//! Targets, announced figures, budgets and the vocabulary of metrics.

use shahrak_domain::announcement::{AnnouncedPopulation, DateBasis, FigureDecisionKind, Hedge, Measure};
use shahrak_domain::budget::{BudgetPurpose, BudgetStage};
use shahrak_domain::code::CodeSet;
use shahrak_domain::event::Body;
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::population::Population;
use shahrak_domain::vocabulary::Direction;

use super::common::{UNKNOWN_CODE, note, reason, recorded_at, source};
use super::{Column, Format, MeasureUnit, column};

const fn year() -> Column {
    column("year", Format::Year)
        .en("Year", &["iranian year"], "The Iranian year.")
        .fa("سال", &["سال شمسی"], "سال شمسی.")
        .example("1399")
        .required()
}

const fn scope() -> Column {
    column("scope", Format::Scope)
        .en("Scope", &["province", "province or country"], "The country, or a province.")
        .fa("محدوده", &["استان", "استان یا کشور", "گستره"], "کل کشور یا یک استان.")
        .example("IR")
        .required()
}

const fn decided_on() -> Column {
    column("decided_on", Format::Day)
        .en(
            "Decided on",
            &["date of decision", "decision date"],
            "The day of the decision, from which the value holds.",
        )
        .fa("تاریخ تصمیم", &["تاریخ ابلاغ", "روز تصمیم"], "روز تصمیم که مقدار از آن روز برقرار است.")
        .example("1399-08-11")
}

pub(super) const TARGETS: &[Column] = &[
    year(),
    column("metric", Format::OneOf(CodeSet::of::<TargetMetric>()))
        .en("Metric", &["indicator"], "What the target measures.")
        .fa("شاخص", &["سنجه"], "آنچه هدف می‌سنجد.")
        .example("units_revived")
        .required(),
    scope(),
    column("population", Format::OneOf(CodeSet::of::<Population>()))
        .en("Population", &["units that count"], "The units that count; in parks if the cell is empty.")
        .fa("جامعه آماری", &["جامعه"], "واحدهایی که شمرده می‌شوند؛ اگر خالی باشد، واحدهای درون شهرک‌ها.")
        .example("in_parks"),
    column("body", Format::OneOf(CodeSet::of::<Body>()))
        .en("Executing body", &["body"], "The body that is responsible; all bodies if the cell is empty.")
        .fa("دستگاه مجری", &["مجری"], "دستگاه مسئول؛ اگر خالی باشد، همه دستگاه‌ها.")
        .example("provincial_company"),
    column("value", Format::Amount)
        .en(
            "Value",
            &["target", "target value"],
            "The promised value: units, persons, rials, or percent of a share.",
        )
        .fa("مقدار", &["هدف", "مقدار هدف"], "مقدار وعده‌داده‌شده: واحد، نفر، ریال یا درصد سهم.")
        .example("2000")
        .required(),
    decided_on().required(),
    reason(),
    source(),
    column("baseline_value", Format::Amount)
        .en("Baseline", &["baseline value", "starting value"], "The value from which the target starts.")
        .fa("مقدار پایه", &["مقدار آغاز"], "مقداری که هدف از آن آغاز می‌شود.")
        .example("843"),
    column("baseline_on", Format::Day)
        .en("Baseline on", &["date of the baseline"], "The day of that value.")
        .fa("تاریخ مقدار پایه", &["تاریخ پایه"], "روز مقدار پایه.")
        .example("1398-12-29"),
    column("baseline_source", Format::Prose)
        .en("Source of the baseline", &["baseline source"], "Where that value was read.")
        .fa("منبع مقدار پایه", &["منبع پایه"], "جایی که مقدار پایه خوانده شده است.")
        .example("yearbook of 1398"),
    recorded_at(),
];

pub(super) const ANNOUNCEMENTS: &[Column] = &[
    column("id", Format::Code)
        .en("Id", &["code", "figure", "figure code"], "The code of the figure.")
        .fa("شناسه", &["کد", "کد رقم"], "کد رقم اعلام‌شده.")
        .example("a120")
        .required()
        .or(UNKNOWN_CODE),
    column("announced_on", Format::Day)
        .en("Announced on", &["date", "date of the announcement"], "The day of the announcement.")
        .fa("تاریخ اعلام", &["تاریخ"], "روز اعلام.")
        .example("2021-01-27")
        .decisive(),
    column("date_basis", Format::OneOf(CodeSet::of::<DateBasis>()))
        .en("Basis of the date", &["date basis"], "How the day is known.")
        .fa("مبنای تاریخ", &[], "روز از کجا دانسته شده است.")
        .example("stated")
        .required(),
    column("speaker", Format::Line)
        .en("Speaker", &["said by"], "The person who announced it.")
        .fa("گوینده", &["اعلام‌کننده"], "کسی که آن را اعلام کرد.")
        .example("Ali Rasoulian"),
    column("organisation", Format::Line)
        .en("Organisation", &["organization"], "The organisation of the speaker.")
        .fa("سازمان", &["دستگاه", "سازمان گوینده"], "سازمان گوینده.")
        .example("ISIPO"),
    scope().or("IR"),
    column("population", Format::OneOf(CodeSet::of::<AnnouncedPopulation>()))
        .en("Population", &["units that count"], "The units that count, as announced.")
        .fa("جامعه آماری", &["جامعه"], "واحدهایی که شمرده می‌شوند، چنان که اعلام شد.")
        .example("in_parks")
        .required()
        .or("unspecified"),
    column("metric", Format::MetricCode)
        .en("Metric", &["indicator"], "What the figure measures: a code of the vocabulary of metrics.")
        .fa("شاخص", &["سنجه"], "آنچه رقم می‌سنجد: کدی از واژگان شاخص‌ها.")
        .example("units_commissioned")
        .required()
        .or("other"),
    column("measure", Format::OneOf(CodeSet::of::<Measure>()))
        .en("Measure", &["kind of measure"], "Whether the figure is a flow, a stock, a share or a target.")
        .fa("نوع سنجه", &["نوع اندازه"], "رقم جریان است یا موجودی، سهم یا هدف.")
        .example("flow")
        .required()
        .or("flow"),
    column("qualifier", Format::OneOf(CodeSet::of::<Hedge>()))
        .en("Hedge", &["qualifier"], "How the speaker qualified the number; empty for a plain number.")
        .fa("قید", &["قید رقم"], "قیدی که گوینده برای رقم آورد؛ اگر قیدی نباشد خالی است.")
        .example("over"),
    column("value_low", Format::Amount)
        .en(
            "Value",
            &["value from", "low value", "lowest value"],
            "The number as stated, or the lower bound of a range.",
        )
        .fa("مقدار", &["مقدار از", "کمترین مقدار"], "عدد چنان که گفته شد، یا کران پایین بازه.")
        .example("1160")
        .required(),
    column("value_high", Format::Amount)
        .en(
            "Value up to",
            &["high value", "highest value"],
            "The same number again, or the upper bound of a range.",
        )
        .fa("مقدار تا", &["بیشترین مقدار"], "همان عدد، یا کران بالای بازه.")
        .example("1160")
        .required(),
    column("unit", Format::Line)
        .en("Unit of measure", &["measured in"], "The unit of the number, in English.")
        .fa("یکا", &["واحد اندازه‌گیری"], "یکای عدد به انگلیسی.")
        .example("units")
        .required()
        .or("?"),
    column("period_from", Format::Day)
        .en("Period from", &["from"], "The first day of the period.")
        .fa("از تاریخ", &["آغاز دوره"], "نخستین روز دوره.")
        .example("2020-03-20"),
    column("period_to", Format::Day)
        .en("Period to", &["to", "as of"], "The last day of the period; of a stock, its day.")
        .fa("تا تاریخ", &["پایان دوره"], "واپسین روز دوره؛ برای موجودی، روز آن.")
        .example("2021-01-27"),
    column("quote", Format::Prose)
        .en("Quote", &["words"], "A short quote.")
        .fa("نقل قول", &[], "نقل قولی کوتاه.")
        .example("1,160 units went operational"),
    note(),
    source().required(),
    recorded_at(),
];

pub(super) const FIGURE_DECISIONS: &[Column] = &[
    column("figure", Format::Code)
        .en("Figure", &["id", "figure code"], "The code of the figure.")
        .fa("رقم", &["کد رقم", "شناسه"], "کد رقم.")
        .example("a126")
        .required()
        .decisive(),
    column("decision", Format::OneOf(CodeSet::of::<FigureDecisionKind>()))
        .en("Decision", &["what is decided"], "What is decided about the recorded figure.")
        .fa("تصمیم", &[], "تصمیم دربارهٔ رقم ثبت‌شده.")
        .example("replaced")
        .required()
        .decisive(),
    column("replaced_by", Format::Code)
        .en(
            "Replaced by",
            &["replacement", "new figure"],
            "The code of the figure that replaces it; of a replaced figure only.",
        )
        .fa("جایگزین", &["رقم جایگزین"], "کد رقمی که جای آن را می‌گیرد؛ تنها برای رقم جایگزین‌شده.")
        .example("a126b")
        .decisive(),
    reason().required().or("?"),
    recorded_at(),
];

pub(super) const BUDGETS: &[Column] = &[
    year(),
    scope(),
    column("line", Format::OneOf(CodeSet::of::<BudgetPurpose>()))
        .en("Budget line", &["line", "purpose"], "What the money is for.")
        .fa("ردیف بودجه", &["ردیف", "موضوع"], "پول برای چیست.")
        .example("water")
        .required(),
    column("stage", Format::OneOf(CodeSet::of::<BudgetStage>()))
        .en("Stage", &["stage of the budget"], "The stage that the money has reached.")
        .fa("مرحله", &["مرحله بودجه"], "مرحله‌ای که پول به آن رسیده است.")
        .example("law")
        .required(),
    column("amount_irr", Format::Whole)
        .en("Amount", &["amount (irr)", "amount in rials"], "The amount.")
        .fa("مبلغ", &["مبلغ (ریال)", "اعتبار"], "مبلغ.")
        .measured_in(MeasureUnit::Rials)
        .example("1000000000000")
        .required(),
    source(),
    decided_on(),
    reason(),
    recorded_at(),
];

pub(super) const METRICS: &[Column] = &[
    column("code", Format::MetricCode)
        .en("Code", &["metric"], "The code of the metric.")
        .fa("کد", &["کد شاخص"], "کد شاخص.")
        .example("units_commissioned")
        .required()
        .or(UNKNOWN_CODE),
    column("name_en", Format::Name)
        .en("Name in English", &["name"], "The name in English.")
        .fa("نام انگلیسی", &["نام لاتین"], "نام به انگلیسی.")
        .example("Units commissioned")
        .required()
        .or("?"),
    column("name_fa", Format::Line)
        .en("Name in Persian", &["persian name"], "The name in Persian.")
        .fa("نام", &["نام فارسی"], "نام به فارسی.")
        .example("واحدهای به بهره‌برداری رسیده"),
    column("meaning_en", Format::Prose)
        .en("Meaning in English", &["meaning"], "What the metric measures, in English.")
        .fa("معنا به انگلیسی", &[], "آنچه شاخص می‌سنجد، به انگلیسی.")
        .example("New units that reached operation in a period.")
        .required()
        .or("?"),
    column("meaning_fa", Format::Prose)
        .en("Meaning in Persian", &[], "What the metric measures, in Persian.")
        .fa("معنا", &["معنا به فارسی", "تعریف"], "آنچه شاخص می‌سنجد، به فارسی.")
        .example("واحدهای تازه‌ای که در یک دوره به بهره‌برداری رسیده‌اند."),
    column("measure", Format::OneOf(CodeSet::of::<Measure>()))
        .en("Measure", &["kind of measure"], "Whether the metric is a flow, a stock, a share or a ratio.")
        .fa("نوع سنجه", &["نوع اندازه"], "شاخص جریان است یا موجودی، سهم یا نسبت.")
        .example("flow")
        .required()
        .or("flow"),
    column("unit", Format::Line)
        .en("Unit of measure", &["measured in"], "The unit of its values, in English.")
        .fa("یکا", &["واحد اندازه‌گیری"], "یکای مقدارها به انگلیسی.")
        .example("units")
        .required()
        .or("?"),
    column("direction", Format::OneOf(CodeSet::of::<Direction>()))
        .en(
            "Direction",
            &["better when"],
            "When a value is better: at least the target, at most, or neither.",
        )
        .fa("جهت", &["جهت شاخص"], "مقدار بهتر کدام است: دست‌کم هدف، حداکثر هدف یا هیچ‌کدام.")
        .example("floor")
        .required()
        .or("neither"),
    column("computation", Format::Rule)
        .en(
            "Computation",
            &["computed as"],
            "The figure that the register computes for the metric; empty if none.",
        )
        .fa("شیوه محاسبه", &["محاسبه"], "رقمی که سامانه برای شاخص محاسبه می‌کند؛ اگر نباشد خالی است.")
        .example("units_commissioned"),
    column("only", Format::Rule)
        .en("Only", &["limited to"], "A part of the units to which the metric is limited.")
        .fa("تنها", &["محدود به"], "بخشی از واحدها که شاخص به آن محدود است.")
        .example("ownership:state"),
    column("part_of", Format::Rule)
        .en(
            "Part of",
            &[],
            "Metrics of which this one is a part, with the division; separated by semicolons.",
        )
        .fa("بخشی از", &[], "شاخص‌هایی که این شاخص بخشی از آن‌هاست، با تقسیم آن‌ها؛ جداشده با نقطه‌ویرگول.")
        .example("units_commissioned:ownership"),
    column("quotient", Format::Rule)
        .en("Quotient", &[], "Two metrics of which this one is the quotient.")
        .fa("خارج قسمت", &[], "دو شاخص که این شاخص خارج قسمت آن‌هاست.")
        .example("units_idle/units_operating"),
    column("aliases", Format::Rule)
        .en(
            "Aliases",
            &["other codes"],
            "Other codes under which figures are recorded; separated by semicolons.",
        )
        .fa("کدهای دیگر", &[], "کدهای دیگری که رقم‌ها با آن‌ها ثبت شده‌اند؛ جداشده با نقطه‌ویرگول.")
        .example("units_opened"),
];
