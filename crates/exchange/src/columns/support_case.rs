//! Records of support cases.

use shahrak_domain::code::CodeSet;
use shahrak_domain::support::{CaseOutcome, StepKind, SupportKind};

use super::common::{FIRST_DAY, UNKNOWN_CODE, note, recorded_at, recorded_by, replaces, voids};
use super::{Column, Format, column};

/// `step` and `occurred_on` are filled on every line but those that void, so that the reader of the row asks for them.
pub(super) const SUPPORT_CASES: &[Column] = &[
    column("case", Format::Code)
        .en("Case", &["support case", "case code"], "The code of the case.")
        .fa("پرونده", &["کد پرونده", "شماره پرونده"], "کد پرونده.")
        .example("C-1399-12")
        .required()
        .or(UNKNOWN_CODE),
    column("record", Format::Code)
        .en("Record", &["record code"], "The sender's code of the record, unique within its case.")
        .fa("ثبت", &["کد ثبت", "شناسه ثبت"], "کد فرستنده برای ثبت، یکتا در پرونده.")
        .example("r1")
        .required()
        .or(UNKNOWN_CODE),
    column("step", Format::OneOf(CodeSet::of::<StepKind>()))
        .en("Step", &["kind of step"], "What was done. Empty on a line that voids a record.")
        .fa("گام", &["نوع گام", "اقدام"], "آنچه انجام شد. در سطری که ثبتی را باطل می‌کند خالی است.")
        .example("opened")
        .required()
        .decisive(),
    column("occurred_on", Format::Day)
        .en("Occurred on", &["date", "day"], "The day of the step. Empty on a line that voids a record.")
        .fa("تاریخ", &["تاریخ گام", "تاریخ اقدام"], "روز گام. در سطری که ثبتی را باطل می‌کند خالی است.")
        .example("1399-05-01")
        .required()
        .or(FIRST_DAY),
    column("unit", Format::Code)
        .en("Unit", &["unit code"], "The code of the unit that needs help; where the case is opened.")
        .fa("واحد", &["کد واحد"], "کد واحدی که به حمایت نیاز دارد؛ در سطر گشایش پرونده.")
        .example("TOUS-17"),
    column("applicant", Format::Line)
        .en("Applicant", &["name of the applicant"], "The applicant who needs help, if it is not a unit.")
        .fa("متقاضی", &["نام متقاضی"], "متقاضی حمایت، اگر واحد نیست.")
        .example("Sara Ahmadi"),
    column("province", Format::Province)
        .en("Province", &["province code"], "The province of the applicant.")
        .fa("استان", &["کد استان"], "استان متقاضی.")
        .example("IR-09"),
    column("kind", Format::OneOf(CodeSet::of::<SupportKind>()))
        .en(
            "Kind of support",
            &["kind", "support kind"],
            "The help that is needed; where the case is opened.",
        )
        .fa("نوع حمایت", &["نوع"], "حمایتی که لازم است؛ در سطر گشایش پرونده.")
        .example("finance"),
    column("body", Format::Line)
        .en("Referred to", &["body"], "The body that is asked to act; of a referral.")
        .fa("ارجاع به", &["دستگاه"], "دستگاهی که از آن اقدام خواسته می‌شود؛ در ارجاع.")
        .example("Bank Melli"),
    column("outcome", Format::OneOf(CodeSet::of::<CaseOutcome>()))
        .en("Outcome", &["result"], "How the case ended; where it is resolved.")
        .fa("نتیجه", &[], "پرونده چگونه پایان یافت؛ در سطر پایان.")
        .example("helped"),
    note(),
    replaces(),
    voids(),
    recorded_at(),
    recorded_by(),
];
