//! Events of units, in Persian.

use super::InPersian;
use crate::code::Coded;
use crate::event::{EventKind, Fact, FactsError, NoReason, reasons_of};

/// The kind of event, in the words of officials.
pub fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::PermitIssued => "صدور جواز تأسیس",
        EventKind::LandAssigned => "واگذاری زمین",
        EventKind::ProgressReported => "گزارش پیشرفت فیزیکی",
        EventKind::Commissioned => "بهره‌برداری",
        EventKind::CapacityReported => "گزارش ظرفیت",
        EventKind::Idled => "توقف تولید",
        EventKind::Revived => "احیا",
        EventKind::CapacityRaised => "افزایش ظرفیت",
        EventKind::Renovated => "نوسازی",
        EventKind::Visited => "بازدید",
        EventKind::Closed => "تعطیلی",
        EventKind::Cancelled => "لغو",
    }
}

/// A fact of an event.
pub fn fact(fact: Fact) -> &'static str {
    match fact {
        Fact::Investment => "مبلغ سرمایه‌گذاری",
        Fact::Jobs => "شمار شاغلان",
        Fact::Capacity => "درصد ظرفیت اسمی",
        Fact::Progress => "درصد پیشرفت فیزیکی",
        Fact::Area => "مساحت زمین به متر مربع",
        Fact::Reasons => "دلیل",
        Fact::Body => "دستگاه مجری",
        Fact::Means => "شیوهٔ احیا",
    }
}

impl InPersian for NoReason {
    fn persian(&self) -> String {
        "برای ابطال رویداد باید دلیل گفته شود؛ یادداشت را پر کنید".to_owned()
    }
}

impl InPersian for FactsError {
    fn persian(&self) -> String {
        match self {
            FactsError::Missing(of, lacking) => {
                format!("برای رویداد «{}» باید {} نوشته شود", kind(*of), fact(*lacking))
            }
            FactsError::Foreign(of, foreign) => {
                format!("با رویداد «{}» {} ثبت نمی‌شود؛ آن را خالی بگذارید", kind(*of), fact(*foreign))
            }
            FactsError::Reason(of, reason) => {
                let known: Vec<&str> = reasons_of(*of).iter().map(|known| known.code()).collect();
                let (found, of, known) = (reason.code(), kind(*of), known.join("، "));
                format!("«{found}» دلیل رویداد «{of}» نیست؛ از این‌ها بنویسید: {known}")
            }
            FactsError::Reasons => "رویداد «لغو» تنها یک دلیل دارد؛ یکی را نگه دارید".to_owned(),
            FactsError::Repeated(reason) => {
                format!("«{}» دو بار نوشته شده است؛ یک بار بنویسید", reason.code())
            }
            FactsError::Area(area) => format!(
                "«{area}» مساحت درستی نیست؛ بیشتر از 0 و حداکثر 10000000000 متر مربع، با حداکثر دو رقم اعشار، بنویسید"
            ),
        }
    }
}
