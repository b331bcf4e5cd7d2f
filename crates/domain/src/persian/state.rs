//! Statuses of units, in Persian.

use super::InPersian;
use super::event::kind;
use crate::state::{NotAllowed, Status};

/// The status of a unit; none without events.
pub fn status(status: Option<Status>) -> &'static str {
    match status {
        None => "بدون رویداد",
        Some(Status::Planned) => "در مرحلهٔ جواز",
        Some(Status::UnderConstruction) => "در دست ساخت",
        Some(Status::Active) => "فعال",
        Some(Status::SemiActive) => "نیمه‌فعال",
        Some(Status::Inactive) => "غیرفعال",
        Some(Status::Closed) => "تعطیل‌شده",
        Some(Status::Cancelled) => "لغوشده",
    }
}

impl InPersian for NotAllowed {
    fn persian(&self) -> String {
        let allowed: Vec<&str> = self.kind.allowed_while().iter().map(|while_in| status(*while_in)).collect();
        format!(
            "«{}» برای واحدی که {} است ممکن نیست؛ برای واحدی ممکن است که {} باشد",
            kind(self.kind),
            status(self.status),
            allowed.join(" یا "),
        )
    }
}
