//! Numbers and thresholds in Persian.

use super::InPersian;
use crate::methodology::ThresholdError;
use crate::number::{Measured, NumberError};

impl InPersian for NumberError {
    fn persian(&self) -> String {
        match self {
            NumberError::Range { found, most, measured } => {
                format!("«{found}» بیرون از بازهٔ مجاز است؛ از 0 تا {most} {} ثبت می‌شود", measured.persian())
            }
            NumberError::Decimals(found) => {
                format!("«{found}» بیش از دو رقم اعشار دارد؛ با حداکثر دو رقم اعشار بنویسید")
            }
        }
    }
}

impl InPersian for Measured {
    fn persian(&self) -> String {
        match self {
            Measured::Rials => "ریال",
            Measured::Persons => "نفر",
            Measured::Percent => "درصد",
        }
        .to_owned()
    }
}

impl InPersian for ThresholdError {
    fn persian(&self) -> String {
        "آستانه‌ها درصدی از 0 تا 200 هستند و semi_active_below از idle_below کمتر نیست".to_owned()
    }
}
