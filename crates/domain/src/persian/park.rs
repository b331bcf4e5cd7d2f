//! Parks in Persian.

use super::{InPersian, day};
use crate::park::{ParkError, UnknownPark};

impl InPersian for UnknownPark {
    fn persian(&self) -> String {
        format!("شهرکی با این کد ثبت نشده است؛ نخست آن را ثبت کنید («{:.64}»)", self.0)
    }
}

impl InPersian for ParkError {
    fn persian(&self) -> String {
        match self {
            ParkError::Taken(code) => taken(code),
            ParkError::OperatingBeforeApproval { approved_on, operating_since } => format!(
                "بهره‌برداری از شهرک در روز تصویب آن ({}) یا پس از آن آغاز می‌شود، نه در {}",
                day(*approved_on),
                day(*operating_since)
            ),
            ParkError::ClosedTooEarly(closed_on) => {
                format!("شهرک پس از تصویب و آغاز بهره‌برداری تعطیل می‌شود، نه در {}", day(*closed_on))
            }
            ParkError::LandParts(total) => {
                format!(
                    "زمین عملیاتی و زمین آمادهٔ واگذاری بخشی از کل زمین‌اند و از {total} هکتار بیشتر نیستند"
                )
            }
            ParkError::PlaceFixed { other, .. } => format!("{} («{other}»)", super::unit::PLACE_FIXED),
        }
    }
}

/// The message for a code that is already taken.
pub(super) fn taken(code: &str) -> String {
    format!("با این کد پیش‌تر ثبت شده است؛ همان را به‌روز کنید یا کد دیگری بدهید («{code}»)")
}
