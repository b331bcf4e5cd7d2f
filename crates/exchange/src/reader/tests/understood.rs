//! Other spellings of headers and values, and what the report says about them.

use expect_test::{Expect, expect};
use shahrak_domain::code::Coded;

use crate::file_row::FileRow;
use crate::reader::read;
use crate::row::{EventRow, ParkRow, UnitRow};
use crate::testing::{assert_persian, context};

/// What a file is read as: its rows as they are written, refusals, and notes.
fn check<T: FileRow>(file: impl AsRef<[u8]>, expected: &Expect) {
    let name = format!("{}.csv", T::KIND.code());
    let mut rows = match read::<T, _>(name, file.as_ref(), context()) {
        Ok(rows) => rows,
        Err(refusals) => panic!("{refusals:?}"),
    };
    let mut lines: Vec<String> = rows.mistakes().iter().map(|refusal| format!("{refusal}\n")).collect();
    for line in rows.by_ref() {
        match line {
            Ok(line) => lines.push(format!("{}: {}\n", line.number, line.row.cells().join("|"))),
            Err(line) => lines.extend(line.refusals.iter().map(|refusal| {
                assert_persian(refusal);
                format!("{refusal}\n")
            })),
        }
    }
    lines.extend(rows.notes().iter().map(|note| format!("{note}\n")));
    expected.assert_eq(&lines.concat());
}

const ENGLISH: &str = "Code,Province,Name,Kind,Ownership,Approved on";

#[test]
fn headers_are_read_in_english_in_any_case() {
    check::<ParkRow>(
        format!("{ENGLISH}\nP1,IR-09,Tous,Industrial Park,STATE,1368/02/20\n"),
        &expect![[r#"
            2: P1|IR-09||Tous||industrial_park|state|1989-05-10|||||||
            parks.csv:1 warning: columns were read by their labels: “Name” as name_en
        "#]],
    );
    check::<ParkRow>(
        "CODE,province code,NAME-EN,Kind Of Park,owner-ship,Date of approval\nP1,IR-09,Tous,industrial_park,state,1368/02/20\n",
        &expect![[r#"
            2: P1|IR-09||Tous||industrial_park|state|1989-05-10|||||||
            parks.csv:1 warning: columns were read by their labels: “province code” as province, “Kind Of Park” as kind, “Date of approval” as approved_on
        "#]],
    );
}

#[test]
fn headers_and_values_are_read_in_persian() {
    check::<ParkRow>(
        "کد,استان,نام,نوع,مالکیت,تاریخ تصویب\nP1,خراسان رضوي,طوس,شهرك صنعتي,دولتی,۱۳۶۸/۰۲/۲۰\nP2,استان تهران,شمس‌آباد,شهرك صنعتي,دولتی,1370/01/01\n",
        &expect![[r#"
            2: P1|IR-09|||طوس|industrial_park|state|1989-05-10|||||||
            3: P2|IR-23|||شمس‌آباد|industrial_park|state|1991-03-21|||||||
            parks.csv:1 warning: columns were read by their labels: “کد” as code, “استان” as province, “نام” as name_fa, “نوع” as kind, “مالکیت” as ownership, “تاریخ تصویب” as approved_on
            parks.csv:2 kind warning: “شهرك صنعتي” was read as industrial_park in 2 cells
            parks.csv:2 ownership warning: “دولتی” was read as state in 2 cells
            parks.csv:2 province warning: “خراسان رضوي” was read as IR-09
            parks.csv:3 province warning: “استان تهران” was read as IR-23
        "#]],
    );
}

#[test]
fn marks_and_blanks_around_headers_and_cells_are_not_part_of_them() {
    check::<ParkRow>(
        "code\u{200f},province\u{a0},\u{feff}name_en,kind,ownership,approved_on\nP1\u{200e},\u{202a}IR-09\u{202c},A,industrial_park,state,\u{200e}1368/02/20\n",
        &expect![[r#"
            2: P1|IR-09||A||industrial_park|state|1989-05-10|||||||
        "#]],
    );
}

#[test]
fn separators_titles_and_empty_cells_around_a_table_do_not_matter() {
    let expected = expect![[r#"
        2: P1|IR-09||Tous||industrial_park|state|1989-05-10|||||||
        parks.csv:1 warning: columns were read by their labels: “Name” as name_en
    "#]];
    for separator in [",", ";", "\t"] {
        let header = ENGLISH.replace(',', separator);
        let row = "P1,IR-09,Tous,industrial_park,state,1368-02-20".replace(',', separator);
        let file =
            format!("{header}{separator}{separator}\n{row}{separator}{separator}\n{separator}{separator}\n");
        check::<ParkRow>(file, &expected);
    }
    check::<ParkRow>(
        format!("sep=;\n{}\nP1;IR-09;Tous;industrial_park;state;1368-02-20\n", ENGLISH.replace(',', ";")),
        &expect![[r#"
            3: P1|IR-09||Tous||industrial_park|state|1989-05-10|||||||
            parks.csv:2 warning: columns were read by their labels: “Name” as name_en
        "#]],
    );
    check::<ParkRow>(
        format!("Parks of Khorasan\n\n{ENGLISH}\nP1,IR-09,Tous,industrial_park,state,1368-02-20\n"),
        &expect![[r#"
            4: P1|IR-09||Tous||industrial_park|state|1989-05-10|||||||
            parks.csv:1 warning: this line is not read: the header is line 3
            parks.csv:3 warning: columns were read by their labels: “Name” as name_en
        "#]],
    );
    check::<ParkRow>(
        format!(
            "{},,Kind,Ownership,Approved on\nP1,IR-09,Tous,,industrial_park,state,1368-02-20\nP2,IR-09,Tous,x,industrial_park,state,1368-02-20\n",
            "Code,Province,Name"
        ),
        &expect![[r#"
            2: P1|IR-09||Tous||industrial_park|state|1989-05-10|||||||
            parks.csv:3 UNKNOWN_COLUMN: column 4 has no name; name it or remove it
            parks.csv:1 warning: columns were read by their labels: “Name” as name_en
        "#]],
    );
}

#[test]
fn mistakes_of_the_header_do_not_hide_those_of_cells() {
    check::<ParkRow>(
        "code,provinz,name_en,kind,ownership,aproved_on\nP1,IR-09,A,industrial_park,state,1368-02-20\nP 2,IR-09,B,park,state,1368-02-20\n",
        &expect![[r#"
            parks.csv:1 provinz UNKNOWN_COLUMN: a file of parks has no column provinz; did you mean province?
            parks.csv:1 aproved_on UNKNOWN_COLUMN: a file of parks has no column aproved_on; did you mean approved_on?
            parks.csv:1 province MISSING_COLUMN: the column province is missing; a file of parks needs it
            parks.csv:1 approved_on MISSING_COLUMN: the column approved_on is missing; a file of parks needs it
            2: P1|IR-09||A||industrial_park|state|1989-05-10|||||||
            parks.csv:3 kind BAD_VALUE: “park” may mean industrial park (industrial_park), specialised park (specialised_park), technology park (technology_park); write one of these
            parks.csv:3 code BAD_CODE: “P 2” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
        "#]],
    );
    check::<EventRow>(
        "event,unit,kind,occurred_on,colour\ne1,U1,visited,1399-01-01,red\ne2,U 1,visited,1399-13-01,blue\n",
        &expect![[r#"
            events.csv:1 colour UNKNOWN_COLUMN: a file of events has no column colour; its columns are event, unit, kind, occurred_on, investment_irr, jobs, capacity_percent, progress_percent, area_m2, reasons, body, means, note, evidence, replaces, voids, recorded_at, recorded_by
            2: e1|U1|visited|2020-03-20||||||||||||||
            events.csv:3 unit BAD_CODE: “U 1” is not a valid code; use 1 to 64 Latin letters, digits, “-”, “_”, “.”, “/” or “:”
            events.csv:3 occurred_on BAD_DAY: the Iranian calendar has no day “1399-13-01”
        "#]],
    );
}

#[test]
fn numbers_may_have_thousands_separators_and_persian_digits() {
    let row = |amount: &str| format!("e1;U1;commissioned;1399-01-01;{amount};35\n");
    let amounts = [
        "1,500,000",
        "۱٬۵۰۰٬۰۰۰",
        "1 500 000",
        "1\u{a0}500\u{a0}000",
        "1\u{202f}500\u{202f}000",
        "١٬٥٠٠٬٠٠٠",
        "1500000",
    ];
    let rows: String = amounts.iter().map(|amount| row(amount)).collect();
    check::<EventRow>(
        format!("event;unit;kind;occurred_on;investment_irr;jobs\n{rows}"),
        &expect![[r#"
        2: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
        3: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
        4: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
        5: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
        6: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
        7: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
        8: e1|U1|commissioned|2020-03-20|1500000|35||||||||||||
    "#]],
    );
    check::<ParkRow>(
        "code;province;name_en;kind;ownership;approved_on;land_total_ha\n\
         P1;IR-09;A;industrial_park;state;1368-02-20;۱٬۲۵۰٫۵\n\
         P2;IR-09;A;industrial_park;state;1368-02-20;1,250\n\
         P3;IR-09;A;industrial_park;state;1368-02-20;12,5\n\
         P4;IR-09;A;industrial_park;state;1368-02-20;1 250.5\n",
        &expect![[r#"
            2: P1|IR-09||A||industrial_park|state|1989-05-10|||1250.5||||
            3: P2|IR-09||A||industrial_park|state|1989-05-10|||1250||||
            parks.csv:4 land_total_ha BAD_NUMBER: “12,5” is not a number; write it like 1430 or 12.5
            5: P4|IR-09||A||industrial_park|state|1989-05-10|||1250.5||||
            parks.csv:3 land_total_ha warning: “1,250” was read as 1250
        "#]],
    );
}

#[test]
fn a_code_beside_the_name_of_another_province_is_refused() {
    check::<ParkRow>(
        "code,province,province name,name_en,kind,ownership,approved_on\n\
         P1,IR-30,Khorasan Razavi,A,industrial_park,state,1368-02-20\n\
         P2,IR-30,البرز,A,industrial_park,state,1368-02-20\n\
         P3,IR-05,البرز,A,industrial_park,state,1368-02-20\n\
         P4,,البرز,A,industrial_park,state,1368-02-20\n\
         P5,IR-30 خراسان رضوی,,A,industrial_park,state,1368-02-20\n",
        &expect![[r#"
            parks.csv:2 province INCONSISTENT: IR-30 is the code of Alborz, but the name is that of Khorasan Razavi: IR-30 was its code before 2020, IR-09 is its code now; correct one of the two
            3: P2|IR-30||A||industrial_park|state|1989-05-10|||||||
            parks.csv:4 province INCONSISTENT: IR-05 is the code of Kermanshah, but the name is that of Alborz, whose code is IR-30; correct one of the two
            5: P4|IR-30||A||industrial_park|state|1989-05-10|||||||
            parks.csv:6 province INCONSISTENT: IR-30 is the code of Alborz, but the name is that of Khorasan Razavi: IR-30 was its code before 2020, IR-09 is its code now; correct one of the two (found “IR-30 خراسان رضوی”)
        "#]],
    );
    check::<ParkRow>(
        "کد,نام استان,نام,نوع,مالکیت,تاریخ تصویب\nP1,خراسان,طوس,شهرک صنعتی,دولتی,1368-02-20\n",
        &expect![[r#"
            parks.csv:2 province BAD_VALUE: “خراسان” may mean Khorasan Razavi (IR-09), North Khorasan (IR-28), South Khorasan (IR-29); write one of these
            parks.csv:1 warning: columns were read by their labels: “کد” as code, “نام استان” as province, “نام” as name_fa, “نوع” as kind, “مالکیت” as ownership, “تاریخ تصویب” as approved_on
            parks.csv:2 kind warning: “شهرک صنعتی” was read as industrial_park
            parks.csv:2 ownership warning: “دولتی” was read as state
        "#]],
    );
}

#[test]
fn a_persian_name_is_enough_and_one_among_english_names_is_noted() {
    check::<UnitRow>(
        "code,park,name_fa\nU1,P1,پنیر طوس\n",
        &expect![[r#"
            2: U1|P1|||پنیر طوس|||||
        "#]],
    );
    check::<UnitRow>(
        "code,park,name_en\nU1,P1,Cheese\nU2,P1,پنیر طوس\nU3,P1,شیر طوس\n",
        &expect![[r#"
            2: U1|P1||Cheese||||||
            3: U2|P1||پنیر طوس||||||
            4: U3|P1||شیر طوس||||||
            units.csv:3 name_en warning: the name “پنیر طوس” is in Persian letters, in a column of English names (so are 2 names); Persian names belong in name_fa
        "#]],
    );
}

#[test]
fn the_example_of_a_template_and_derived_columns_are_not_read() {
    check::<UnitRow>(
        "code,park,name_en,status,jobs\nEXAMPLE,TOUS,Tous,active,35\nنمونه,TOUS,Tous,active,35\nU1,TOUS,Tous,active,35\n",
        &expect![[r#"
            4: U1|TOUS||Tous||||||
            units.csv:1 warning: the columns status, jobs are not read: they follow from other data of the register
            units.csv:2 warning: this line is not read: it is the example of a template
            units.csv:3 warning: this line is not read: it is the example of a template
        "#]],
    );
}
