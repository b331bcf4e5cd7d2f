//! Why a cell cannot be read, in both languages.

use shahrak_domain::code::UnknownCode;
use shahrak_domain::day::DayError;
use shahrak_domain::number::NumberError;
use shahrak_domain::persian::InPersian;
use shahrak_domain::province::ProvinceCodeError;

use crate::refusal::{Refusal, RefusalCode};

/// Why a cell cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub(crate) code: RefusalCode,
    /// What is wrong and what would be right, in English.
    pub(crate) message: String,
    /// The same in Persian.
    pub(crate) persian: String,
}

impl Wrong {
    pub(crate) fn new(code: RefusalCode, message: impl Into<String>, persian: impl Into<String>) -> Wrong {
        Wrong { code, message: message.into(), persian: persian.into() }
    }

    /// It as a refusal of a file, or of something in it.
    pub(crate) fn in_file(self, file: &str) -> Refusal {
        Refusal::new(file, self.code, self.message).in_persian(self.persian)
    }

    /// What the domain says of a value.
    pub(crate) fn of(code: RefusalCode, error: &(impl ToString + InPersian)) -> Wrong {
        Wrong::new(code, error.to_string(), error.persian())
    }
}

impl From<UnknownCode> for Wrong {
    fn from(error: UnknownCode) -> Wrong {
        Wrong::of(RefusalCode::BadValue, &error)
    }
}

impl From<NumberError> for Wrong {
    fn from(error: NumberError) -> Wrong {
        Wrong::of(RefusalCode::OutOfRange, &error)
    }
}

impl From<DayError> for Wrong {
    fn from(error: DayError) -> Wrong {
        let code = match error {
            DayError::Outside(_) => RefusalCode::OutOfRange,
            DayError::Form(_) | DayError::Absent(..) => RefusalCode::BadDay,
        };
        Wrong::of(code, &error)
    }
}

impl From<ProvinceCodeError> for Wrong {
    fn from(error: ProvinceCodeError) -> Wrong {
        let code = match error {
            ProvinceCodeError::Old { .. } => RefusalCode::OldProvinceCode,
            ProvinceCodeError::Unknown(_) => RefusalCode::UnknownProvince,
        };
        Wrong::of(code, &error)
    }
}
