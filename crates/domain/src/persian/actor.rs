//! Roles in Persian.

use super::InPersian;
use crate::actor::RoleError;

impl InPersian for RoleError {
    fn persian(&self) -> String {
        match self {
            RoleError::NoProvince => {
                "کارشناس استانی دست‌کم پاسخ‌گوی یک استان است؛ کد آن را بنویسید، مانند IR-09"
            }
            RoleError::Provinces => "نقش سراسری استان ندارد؛ استان‌ها را بردارید یا نقش کارشناس استانی بدهید",
        }
        .to_owned()
    }
}
