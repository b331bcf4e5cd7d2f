//! Codes in Persian: of closed sets, of things in the register, of activities and provinces.

use super::InPersian;
use crate::activity::IsicCodeError;
use crate::code::UnknownCode;
use crate::province::ProvinceCodeError;
use crate::unit::CodeError;

impl InPersian for UnknownCode {
    fn persian(&self) -> String {
        format!("«{}» شناخته نیست؛ یکی از این‌ها را بنویسید: {}", self.found, self.known.join("، "))
    }
}

impl InPersian for CodeError {
    fn persian(&self) -> String {
        format!(
            "«{}» کد درستی نیست؛ 1 تا 64 حرف لاتین، رقم یا یکی از نشانه‌های «-»، «_»، «.»، «/» و «:» بنویسید",
            self.0
        )
    }
}

impl InPersian for IsicCodeError {
    fn persian(&self) -> String {
        format!("«{}» کد ISIC نیست؛ دو تا چهار رقم بنویسید، مانند 1050", self.0)
    }
}

impl InPersian for ProvinceCodeError {
    fn persian(&self) -> String {
        match self {
            ProvinceCodeError::Old { found, current, name } => format!(
                "«{found}» کدی از پیش از سال ۲۰۲۰ است؛ کد کنونی استان {} {current} است (برای کد پیشین iso_code_before_2020:{found} بنویسید)",
                name.fa.as_ref().unwrap_or(&name.en)
            ),
            ProvinceCodeError::Unknown(found) => {
                format!("«{found}» کد هیچ استانی نیست؛ یکی از کدهای IR-00 تا IR-30 را بنویسید")
            }
        }
    }
}
