//! The facts of a unit in inputs, parsed field by field.

use async_graphql::{InputObject, MaybeUndefined};

use shahrak_domain::activity::{self, Activity};
use shahrak_domain::code::Coded;
use shahrak_domain::edit::{Edit, pair};
use shahrak_domain::parse;
use shahrak_domain::province::{Name, Province};
use shahrak_domain::unit::{NewUnit, Unit, UnitChange};
use shahrak_domain::violation::Violations;

use crate::graphql::common::enums::{IsicRevision, Sector};
use crate::graphql::common::mutation::idempotency_key;
use crate::graphql::common::stale::StatedValue;
use crate::graphql::common::update_field::{code, name, text, value};

/// A new unit. It stands either in a park or, outside parks, in a province.
#[derive(InputObject, Clone, Debug)]
pub struct UnitRegisterInput {
    /// Code of the unit: 1 to 64 Latin letters, digits and `-_./:`. It never changes.
    pub code: String,
    /// Code of the park in which the unit stands; omit it for a unit outside parks.
    pub park: Option<String>,
    /// The province of a unit outside parks (ISO 3166-2 code of 2020, for example `IR-09`).
    pub province: Option<String>,
    /// Name in English. At least one of the two names must be given.
    pub name_en: Option<String>,
    /// Name in Persian.
    pub name_fa: Option<String>,
    /// The ISIC revision of the activity.
    pub isic_revision: Option<IsicRevision>,
    /// The ISIC code of the activity: 2 to 4 digits of that revision.
    pub isic_code: Option<String>,
    /// Sector of the unit.
    pub sector: Option<Sector>,
    /// Number of the licence.
    pub licence: Option<String>,
    /// Owner of the unit.
    pub owner: Option<String>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// Facts of a unit to change. An omitted field stays as it is; null means that the value is not known.
#[derive(InputObject, Clone, Debug)]
pub struct UnitUpdateInput {
    /// Code of the unit.
    pub code: String,
    /// Code of the park in which the unit stands; null for a unit outside parks. It can no longer change once the unit
    /// has an event.
    pub park: MaybeUndefined<String>,
    /// The province of a unit outside parks (ISO 3166-2 code of 2020, for example `IR-09`). It can no longer change
    /// once the unit has an event.
    pub province: MaybeUndefined<String>,
    /// Name in English.
    pub name_en: MaybeUndefined<String>,
    /// Name in Persian.
    pub name_fa: MaybeUndefined<String>,
    /// The ISIC revision of the activity.
    pub isic_revision: MaybeUndefined<IsicRevision>,
    /// The ISIC code of the activity: 2 to 4 digits of that revision.
    pub isic_code: MaybeUndefined<String>,
    /// Sector of the unit. All reports use the new one, including those of the past.
    pub sector: MaybeUndefined<Sector>,
    /// Number of the licence.
    pub licence: MaybeUndefined<String>,
    /// Owner of the unit.
    pub owner: MaybeUndefined<String>,
    /// The version of the unit that you have read. If its facts have changed since, the update is refused.
    pub expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

impl UnitRegisterInput {
    /// The unit, with placeholders for values that are refused.
    pub fn read(&self, provinces: &[Province], refused: &mut Violations) -> NewUnit {
        let code = refused.required("code", &self.code, parse::code);
        let park = self.park.as_deref().map_or(Edit::Keep, Edit::To);
        let park = park.optional(refused, "park", parse::code);
        let province = |text| parse::province(text, provinces);
        let province = refused.optional("province", self.province.as_deref(), province);
        let province = province.or_else(|| refused.refuses("province").then(String::new));
        let name_en = name(refused, "name_en", Edit::To(self.name_en.as_deref().unwrap_or_default()));
        let name_fa = name(refused, "name_fa", Edit::To(self.name_fa.as_deref().unwrap_or_default()));
        let revision = Edit::To(self.isic_revision.map(Into::into));
        let isic_code = Edit::To(self.isic_code.as_deref().unwrap_or_default());
        let activity = activity(refused, (revision, isic_code), None).or(None);
        NewUnit {
            code: code.unwrap_or_default(),
            park,
            province,
            name: Name { en: name_en.or(None), fa: name_fa.or(None) },
            activity,
            sector: self.sector.map(Into::into),
            licence: refused.optional("licence", self.licence.as_deref(), parse::name),
            owner: refused.optional("owner", self.owner.as_deref(), parse::name),
        }
    }
}

impl UnitUpdateInput {
    /// The change of a unit; `recorded` is none if the unit does not exist. A value that is refused stays unchanged.
    pub fn read(
        &self,
        provinces: &[Province],
        recorded: Option<&Unit>,
        refused: &mut Violations,
    ) -> UnitChange {
        let park = text(&self.park).optional(refused, "park", parse::code);
        let province =
            text(&self.province).optional(refused, "province", |text| parse::province(text, provinces));
        let province = if refused.refuses("province") { Edit::Keep } else { province };
        let name_en = name(refused, "name_en", text(&self.name_en));
        let name_fa = name(refused, "name_fa", text(&self.name_fa));
        // If the unit is unknown, half of an activity is not reported as incomplete.
        let recorded = match recorded {
            Some(unit) => unit.activity.as_ref().map(|it| (it.revision, it.code().to_owned())),
            None => Some((activity::IsicRevision::Rev4, ANY_CODE.to_owned())),
        };
        let edits = (value(&self.isic_revision), text(&self.isic_code));
        UnitChange {
            park,
            province,
            name_en,
            name_fa,
            activity: activity(refused, edits, recorded),
            sector: value(&self.sector),
            licence: text(&self.licence).optional(refused, "licence", parse::name),
            owner: text(&self.owner).optional(refused, "owner", parse::name),
        }
    }

    /// The stated values, next to the recorded ones.
    pub fn stated<'a>(&'a self, unit: &Unit) -> [StatedValue<'a>; 9] {
        let said = |field: &'a MaybeUndefined<String>| text(field).stated().copied();
        let outside = unit.site.park().is_none().then(|| unit.site.province().to_owned());
        let activity = unit.activity.as_ref();
        let revision = activity.map(|it| it.revision.code().to_owned());
        [
            ("park", said(&self.park), unit.site.park().map(str::to_owned)),
            ("province", said(&self.province), outside),
            ("name_en", said(&self.name_en), unit.name.en.clone()),
            ("name_fa", said(&self.name_fa), unit.name.fa.clone()),
            ("isic_revision", code::<activity::IsicRevision>(value(&self.isic_revision)), revision),
            ("isic_code", said(&self.isic_code), activity.map(|it| it.code().to_owned())),
            (
                "sector",
                code::<activity::Sector>(value(&self.sector)),
                unit.sector.map(|it| it.code().to_owned()),
            ),
            ("licence", said(&self.licence), unit.licence.clone()),
            ("owner", said(&self.owner), unit.owner.clone()),
        ]
    }
}

/// A placeholder for the digits of an activity.
const ANY_CODE: &str = "00";

fn activity(
    refused: &mut Violations,
    (revision, code): (Edit<Option<activity::IsicRevision>>, Edit<&str>),
    recorded: Option<(activity::IsicRevision, String)>,
) -> Edit<Option<Activity>> {
    let code = code.optional(refused, "isic_code", parse::isic_code);
    let code = code.or_any(refused, "isic_code", ANY_CODE.to_owned());
    let pair = pair(refused, ["isic_revision", "isic_code"], (revision, code), recorded);
    pair.map(|pair| pair.and_then(|(revision, code)| Activity::new(revision, &code).ok()))
}
