//! Parks in Persian.

use super::{InPersian, day};
use crate::park::ParkError;

impl InPersian for ParkError {
    fn persian(&self) -> String {
        match self {
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
        }
    }
}
