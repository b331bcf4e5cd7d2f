use super::*;
use crate::testing::day;

/// Columns of `years.csv` by name.
fn shipped() -> Vec<(i32, Day, Day, u64, bool)> {
    let file = include_str!("../../../../data/years.csv");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (year, starts, ends) = (column("year"), column("starts_on"), column("ends_on"));
    let (days, leap) = (column("days"), column("is_leap"));
    reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| {
            let number = row[year].parse().unwrap();
            let (days, leap) = (row[days].parse().unwrap(), row[leap].parse().unwrap());
            (number, day(&row[starts]), day(&row[ends]), days, leap)
        })
        .collect()
}

#[test]
fn years_are_those_that_ship() {
    let shipped = shipped();
    assert_eq!(shipped.len(), 21);
    for (number, starts_on, ends_on, days, leap) in shipped {
        let year = IranianYear::new(number).unwrap();
        assert_eq!((year.starts_on(), year.ends_on(), year.leap()), (starts_on, ends_on, leap), "{number}");
        assert_eq!(ends_on.date().signed_duration_since(starts_on.date()).num_days() + 1, days as i64);
    }
}

#[test]
fn years_and_months_follow_on_each_other() {
    let mut next = Day::FIRST;
    for number in IranianYear::RANGE {
        let year = IranianYear::new(number).unwrap();
        assert_eq!(year.starts_on(), next);
        for month in year.months() {
            assert_eq!(month.starts_on(), next, "{number}-{}", month.number);
            next = month.ends_on().next();
            assert_eq!(IranianYear::of(month.ends_on()), Ok(year));
        }
        assert_eq!(year.ends_on().next(), next);
        assert!(year.contains(year.starts_on()) && year.contains(year.ends_on()));
        assert!(!year.contains(year.starts_on().previous()) && !year.contains(next));
        assert_eq!(year.leap(), year.ends_on().iranian().day == 30);
    }
    assert_eq!(next.previous(), Day::LAST);
}

#[test]
fn other_years_are_refused() {
    for number in [i32::MIN, 0, 1303, 1503, 2021, i32::MAX] {
        assert_eq!(IranianYear::new(number), Err(YearError(number.into())));
    }
    let message = YearError(2021).message().to_string();
    assert_eq!(message, "2021 is not a year of the register; use an Iranian year from 1304 to 1502");
}
