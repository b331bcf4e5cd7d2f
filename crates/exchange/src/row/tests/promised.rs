//! Rows of targets, budgets and announcements.

use super::*;

#[test]
fn targets_and_budgets_are_refused_for_what_is_wrong_with_them() {
    check::<TargetRow>(
        "year,metric,scope,population,body,value,decided_on,reason,source",
        &[
            "1399,units_revived,IR,,,\"1,500\",2020-03-20,,",
            "1399,share_inactive_or_semi_active,IR-09,all,provincial_company,18.7,2020-03-20,,",
            "1399,share_inactive_or_semi_active,IR,,,101,2020-03-20,,",
            "1303,units_revived,IR,,,1.5,2020-03-20,,",
            "2020,revived,Iran,some,nobody,-1,2026-03-22,,",
            "1399,jobs_revived,IR-30,,,,2020-03-20,,",
        ],
        &expect![[r#"
            OUT_OF_RANGE targets.csv:4 value OUT_OF_RANGE: 101 is out of range; use 0 to 100
            OUT_OF_RANGE targets.csv:5 year OUT_OF_RANGE: 1303 is not a year of the register; use an Iranian year from 1304 to 1502
            OUT_OF_RANGE targets.csv:5 value OUT_OF_RANGE: 1.5 is not a whole number
            BAD_VALUE targets.csv:6 metric BAD_VALUE: “revived” may mean units revived (units_revived), jobs in revived units (jobs_revived); write one of these
            OUT_OF_RANGE targets.csv:6 year OUT_OF_RANGE: 2020 is not a year of the register; use an Iranian year from 1304 to 1502
            BAD_VALUE targets.csv:6 population BAD_VALUE: “some” is not a known population; use one of in_parks, outside_parks, all
            BAD_VALUE targets.csv:6 body BAD_VALUE: “nobody” is not a known executing body; use one of provincial_company, ministry_department
            OUT_OF_RANGE targets.csv:6 value OUT_OF_RANGE: -1 is out of range; use 0 to 1000000000000000000
            FUTURE_DAY targets.csv:6 decided_on FUTURE_DAY: 2026-03-22 is in the future; today is 2026-03-21
            EMPTY targets.csv:7 value EMPTY: the value is empty; it is required
        "#]],
    );
    check::<TargetRow>(
        "year,metric,scope,value,decided_on,baseline_value,baseline_on,baseline_source",
        &[
            "1399,share_inactive_or_semi_active,IR,18,2020-03-20,19.5%,1398-12-29,x",
            "1399,units_revived,IR,18,2020-03-20,1185,,",
            "1399,units_revived,IR,18,2020-03-20,,1398-12-29,",
            "1399,units_revived,IR,18,2020-03-20,,,x",
            "1399,units_revived,IR,18,2020-03-20,1185,2020-03-21,",
            "1399,units_revived,IR,18,2020-03-20,1.5,2026-03-22,",
        ],
        &expect![[r#"
            INCONSISTENT targets.csv:3 baseline_on INCONSISTENT: baseline_value is filled; fill both or neither
            INCONSISTENT targets.csv:4 baseline_value INCONSISTENT: baseline_on is filled; fill both or neither
            INCONSISTENT targets.csv:5 baseline_value INCONSISTENT: baseline_source is filled; fill both or neither
            INCONSISTENT targets.csv:6 baseline_on INCONSISTENT: the baseline is of 2020-03-21, after the decision; state a value that was known then
            OUT_OF_RANGE targets.csv:7 baseline_value OUT_OF_RANGE: 1.5 is not a whole number
            FUTURE_DAY targets.csv:7 baseline_on FUTURE_DAY: 2026-03-22 is in the future; today is 2026-03-21
        "#]],
    );
    check::<BudgetRow>(
        "year,scope,line,stage,amount_irr,source",
        &["1399,IR,other,spent,\"۱۲۹٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰\",", "139,IR-32,roads,planned,0.5,"],
        &expect![[r#"
            BAD_VALUE budgets.csv:3 line BAD_VALUE: “roads” is not a known budget line; did you mean road (road)?
            OUT_OF_RANGE budgets.csv:3 year OUT_OF_RANGE: 139 is not a year of the register; use an Iranian year from 1304 to 1502
            OLD_PROVINCE_CODE budgets.csv:3 scope OLD_PROVINCE_CODE: “IR-32” is a province code from before 2020; the current code of Alborz is IR-30 (to use the old one, write iso_code_before_2020:IR-32)
            BAD_VALUE budgets.csv:3 stage BAD_VALUE: “planned” is not a known stage of a budget; use one of bill, law, allocated, spent
            BAD_NUMBER budgets.csv:3 amount_irr BAD_NUMBER: “0.5” is not a whole number; write it like 1200 or 1,200
        "#]],
    );
    check::<BudgetRow>(
        "year,scope,line,stage,amount_irr,decided_on,reason,recorded_at",
        &[
            "1399,IR,other,spent,5,1399-10-01,\"read\nagain\",2021-01-01T00:00:00Z",
            "1399,IR,other,spent,5,2026-03-22,,soon",
        ],
        &expect![[r#"
            FUTURE_DAY budgets.csv:4 decided_on FUTURE_DAY: 2026-03-22 is in the future; today is 2026-03-21
            BAD_MOMENT budgets.csv:4 recorded_at BAD_MOMENT: “soon” is not a moment; write it like 2021-01-27T09:30:00+03:30
        "#]],
    );
}

#[test]
fn announcements_are_refused_for_what_is_wrong_with_them() {
    const HEADER: &str = "id,announced_on,date_basis,scope,population,metric,measure,qualifier,value_low,value_high,\
                          unit,period_from,period_to,source";
    check::<AnnouncementRow>(
        HEADER,
        &[
            "a1,2020-01-01,stated,IR,in_parks,units_revived,flow,over,887,887,units,1398-01-01,1398-06-31,x",
            "a2,,stated,IR,in_parks,units_revived,flow,over,887,886,units,1398-06-31,1398-01-01,x",
            "a3,2020-01-01,unknown,IR,in_parks,Units Revived,flow,range,1,1,units,,,x",
            "a4,,unknown,IR-31,parks,share,share,maybe,101,101,percent,,,",
            "a5,,unknown,IR,in_parks,share_idle,share,,101,101,percent,,,x",
            "a6,,unknown,IR,in_parks,budget_spent,flow,,101,101,percent,,,x",
            "a7,,unknown,IR,in_parks,7_units,flow,,1,1,units,,,x",
            &format!("a8,,unknown,IR,in_parks,units_revived,flow,,1,1,units,,,{}", "x".repeat(2_000)),
            &format!("a9,,unknown,IR,in_parks,units_revived,flow,,1,1,units,,,{}", "ش".repeat(1_001)),
        ],
        &expect![[r#"
            EMPTY announcements.csv:3 announced_on EMPTY: the date is missing; give it, or use unknown as its basis
            INCONSISTENT announcements.csv:3 period_to INCONSISTENT: the period must not end before its first day, 2019-09-22 (found “1398-01-01”)
            INCONSISTENT announcements.csv:3 value_high INCONSISTENT: the higher value must not be below the lower one, 887 (found “886”)
            NOT_EMPTY announcements.csv:4 announced_on NOT_EMPTY: the basis of the date is unknown; leave the date empty, or use stated or estimated as its basis (found “2020-01-01”)
            BAD_VALUE announcements.csv:4 metric BAD_VALUE: “Units Revived” is not a metric; use a lower-case letter followed by at most 99 lower-case letters, digits or “_”
            BAD_VALUE announcements.csv:5 population BAD_VALUE: “parks” may mean in parks (in_parks), in and outside parks (in_and_outside_parks); write one of these
            EMPTY announcements.csv:5 source EMPTY: the value is empty; it is required
            OLD_PROVINCE_CODE announcements.csv:5 scope OLD_PROVINCE_CODE: “IR-31” is a province code from before 2020; the current code of North Khorasan is IR-28 (to use the old one, write iso_code_before_2020:IR-31)
            BAD_VALUE announcements.csv:5 qualifier BAD_VALUE: “maybe” is not a known hedge; use one of about, over, nearly, up_to, range
            OUT_OF_RANGE announcements.csv:6 value_high OUT_OF_RANGE: a share must be at most 100 percent (found “101”)
            BAD_VALUE announcements.csv:8 metric BAD_VALUE: “7_units” is not a metric; use a lower-case letter followed by at most 99 lower-case letters, digits or “_”
            OUT_OF_RANGE announcements.csv:10 source OUT_OF_RANGE: the source has 2002 bytes; at most 2000 are allowed (found “ششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششششش…”)
        "#]],
    );
}

#[test]
fn decisions_about_figures_are_refused_for_what_is_wrong_with_them() {
    check::<FigureDecisionRow>(
        "figure,decision,replaced_by,reason,recorded_at",
        &[
            "a126,replaced,a126b,misread,2021-01-01T00:00:00Z",
            "a126,voided,,misread,",
            "a126,replaced,,misread,",
            "a126,used,a126b,,soon",
            ",revoked,,x,",
        ],
        &expect![[r#"
            EMPTY figure_decisions.csv:4 replaced_by EMPTY: the value is empty; it is required
            NOT_EMPTY figure_decisions.csv:5 replaced_by NOT_EMPTY: only a figure that is replaced has another record; leave it empty (found “a126b”)
            EMPTY figure_decisions.csv:5 reason EMPTY: the value is empty; it is required
            BAD_MOMENT figure_decisions.csv:5 recorded_at BAD_MOMENT: “soon” is not a moment; write it like 2021-01-27T09:30:00+03:30
            EMPTY figure_decisions.csv:6 figure EMPTY: the value is empty; it is required
            BAD_VALUE figure_decisions.csv:6 decision BAD_VALUE: “revoked” is not a known decision about a figure; use one of replaced, voided, used, unused
        "#]],
    );
}
