//! Units in Persian.

use super::InPersian;
use super::park::taken;
use crate::unit::{Elsewhere, UnitError, UnknownUnit};

/// The message for a place that can no longer change (rule L7).
pub(super) const PLACE_FIXED: &str = "اینجا رویدادهایی ثبت شده است و مکان تغییر نمی‌کند؛ واحدی که جابه‌جا شده در جای پیشین تعطیل و در جای تازه از نو ثبت می‌شود";

impl InPersian for UnknownUnit {
    fn persian(&self) -> String {
        format!("واحدی با این کد ثبت نشده است؛ نخست آن را ثبت کنید («{:.64}»)", self.0)
    }
}

impl InPersian for UnitError {
    fn persian(&self) -> String {
        match self {
            UnitError::Taken(code) => taken(code),
            UnitError::Nowhere { .. } => {
                "واحد در یک شهرک است یا بیرون از شهرک‌ها در یک استان؛ شهرک یا استان را پر کنید".to_owned()
            }
            UnitError::UnknownPark(error) => error.persian(),
            UnitError::ConflictingPlace { other, .. } => {
                format!("شهرک در استان دیگری است؛ استان را خالی بگذارید یا استان شهرک را بنویسید («{other}»)")
            }
            UnitError::PlaceFixed { other, .. } => match other {
                Elsewhere::Park(Some(code)) | Elsewhere::Province(code) => {
                    format!("{PLACE_FIXED} («{code}»)")
                }
                Elsewhere::Park(None) => PLACE_FIXED.to_owned(),
            },
        }
    }
}
