//! Days and years in Persian.

use super::{InPersian, day};
use crate::day::{Calendar, Day, DayError};
use crate::year::{IranianYear, YearError};

impl InPersian for DayError {
    fn persian(&self) -> String {
        match self {
            DayError::Form(found) => {
                format!("«{found}» تاریخ نیست؛ مانند 1399-11-08 یا، به میلادی، مانند 2021-01-27 بنویسید")
            }
            DayError::Absent(found, calendar) => {
                let calendar = match calendar {
                    Calendar::Iranian => "هجری شمسی",
                    Calendar::Gregorian => "میلادی",
                };
                format!("روز «{found}» در تقویم {calendar} نیست؛ شمارهٔ ماه و روز را درست کنید")
            }
            DayError::Outside(found) => format!(
                "«{}» بیرون از بازهٔ مجاز است؛ روزی از {} تا {} بنویسید",
                day(*found),
                day(Day::FIRST),
                day(Day::LAST)
            ),
        }
    }
}

impl InPersian for YearError {
    fn persian(&self) -> String {
        let (first, last) = (IranianYear::RANGE.start(), IranianYear::RANGE.end());
        format!("سال {} بیرون از بازهٔ مجاز است؛ سالی از {first} تا {last} هجری شمسی بنویسید", self.0)
    }
}
