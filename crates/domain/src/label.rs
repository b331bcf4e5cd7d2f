//! Labels of closed sets in both languages, as the rows of a table or the axis of a chart show them.

use crate::activity::Sector;
use crate::code::Coded;
use crate::event::{Body, EventKind, Reason};
use crate::park::{Ownership, ParkKind};
use crate::state::Status;

/// A label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// In English.
    pub en: &'static str,
    /// In Persian.
    pub fa: &'static str,
}

/// A closed set whose values have labels.
pub trait Labelled: Coded {
    /// The label of the value.
    fn label(self) -> Label;
}

/// Lists the labels of a set. The compiler checks that none is missing.
macro_rules! labels {
    ($set:ident, { $($value:ident = $en:literal, $fa:literal;)+ }) => {
        impl Labelled for $set {
            fn label(self) -> Label {
                match self { $($set::$value => Label { en: $en, fa: $fa },)+ }
            }
        }
    };
}

labels!(ParkKind, {
    IndustrialPark = "industrial park", "شهرک صنعتی";
    SpecialisedPark = "specialised park", "شهرک صنعتی تخصصی";
    IndustrialZone = "industrial zone", "ناحیه صنعتی";
    RuralZone = "rural zone", "ناحیه صنعتی روستایی";
    SpecialEconomicZone = "special economic zone", "منطقه ویژه اقتصادی";
    TechnologyPark = "technology park", "شهرک فناوری";
});

labels!(Ownership, {
    State = "state", "دولتی";
    NonGovernmental = "non-governmental", "غیردولتی";
});

labels!(Sector, {
    Food = "food, beverages and pharmaceuticals", "غذایی، آشامیدنی و دارویی";
    Textile = "textiles, clothing and leather", "نساجی، پوشاک و چرم";
    Cellulose = "wood, paper and printing", "سلولزی، کاغذ و چاپ";
    Chemical = "chemicals", "شیمیایی";
    NonMetallicMineral = "non-metallic minerals", "کانی غیرفلزی";
    Metal = "metals", "فلزی";
    Electrical = "electrical and electronic goods", "برق و الکترونیک";
    Services = "services", "خدمات";
});

labels!(Body, {
    ProvincialCompany = "provincial parks company", "شرکت شهرک‌های صنعتی استان";
    MinistryDepartment = "department of the ministry", "سازمان صنعت، معدن و تجارت استان";
});

labels!(Reason, {
    Liquidity = "lack of working capital", "کمبود نقدینگی";
    Market = "lack of demand", "نبود بازار";
    RawMaterials = "lack of raw materials", "کمبود مواد اولیه";
    Machinery = "worn-out or missing machinery", "فرسودگی یا نبود ماشین‌آلات";
    PartnerDispute = "dispute between partners", "اختلاف شرکا";
    Energy = "shortage of energy", "کمبود انرژی";
    BankDebt = "debts to a bank", "بدهی بانکی";
    Currency = "lack of foreign currency", "کمبود ارز";
    Legal = "legal dispute", "مشکل حقوقی";
    Infrastructure = "missing infrastructure", "نبود زیرساخت";
    Other = "other reason", "دلیل دیگر";
    ContractCancelled = "contract cancelled", "فسخ قرارداد";
    LandRepossessed = "land repossessed", "خلع ید";
});

labels!(EventKind, {
    PermitIssued = "permit issued", "صدور جواز تأسیس";
    LandAssigned = "land assigned", "واگذاری زمین";
    ProgressReported = "progress reported", "گزارش پیشرفت فیزیکی";
    Commissioned = "commissioned", "بهره‌برداری";
    CapacityReported = "capacity reported", "گزارش ظرفیت";
    Idled = "idled", "توقف تولید";
    Revived = "revived", "احیا";
    CapacityRaised = "capacity raised", "افزایش ظرفیت";
    Renovated = "renovated", "نوسازی";
    Visited = "visited", "بازدید";
    Closed = "closed", "تعطیلی";
    Cancelled = "cancelled", "لغو";
});

labels!(Status, {
    Planned = "planned", "در مرحلهٔ جواز";
    UnderConstruction = "under construction", "در دست ساخت";
    Active = "active", "فعال";
    SemiActive = "semi-active", "نیمه‌فعال";
    Inactive = "inactive", "غیرفعال";
    Closed = "closed", "تعطیل‌شده";
    Cancelled = "cancelled", "لغوشده";
});
