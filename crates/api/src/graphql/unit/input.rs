//! What an officer states of a unit, read field by field.

use async_graphql::{InputObject, MaybeUndefined};

use shahrak_domain::activity::{self, Activity};
use shahrak_domain::code::Coded;
use shahrak_domain::edit::{Edit, pair};
use shahrak_domain::province::{Name, Province};
use shahrak_domain::unit::{NewUnit, Unit, UnitChange};
use shahrak_domain::violation::Violations;
use shahrak_domain::written;

use crate::graphql::closed_set::{IsicRevision, Sector};
use crate::graphql::perform::idempotency_key;
use crate::graphql::stale::Stated;
use crate::graphql::stated::{code, text, value};

/// A unit that is not registered yet. It stands in a park or, outside parks, in a province.
#[derive(InputObject, Clone, Debug)]
pub struct UnitRegisterInput {
    /// Its code: 1 to 64 Latin letters, digits and `-_./:`. It stays the same for ever.
    pub code: String,
    /// Code of the park that it stands in.
    pub park: Option<String>,
    /// Outside parks, the province that it stands in, by ISO 3166-2 code of 2020: `IR-09`.
    pub province: Option<String>,
    /// Its name in English.
    pub name_en: String,
    /// Its name in Persian.
    pub name_fa: Option<String>,
    /// The revision of ISIC by which its activity is told.
    pub isic_revision: Option<IsicRevision>,
    /// Its activity: 2 to 4 digits of that revision.
    pub isic_code: Option<String>,
    /// Its sector.
    pub sector: Option<Sector>,
    /// Number of its licence.
    pub licence: Option<String>,
    /// Whose it is.
    pub owner: Option<String>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// Facts of a unit that change. What is left out stays as it is; null says that it is not known.
#[derive(InputObject, Clone, Debug)]
pub struct UnitUpdateInput {
    /// Code of the unit.
    pub code: String,
    /// Code of the park that it stands in; null takes it outside parks. It is fixed once something happened to the
    /// unit (rule L7).
    pub park: MaybeUndefined<String>,
    /// Outside parks, the province that it stands in, by ISO 3166-2 code of 2020: `IR-09`. It is fixed once something
    /// happened to the unit (rule L7).
    pub province: MaybeUndefined<String>,
    /// Its name in English.
    pub name_en: MaybeUndefined<String>,
    /// Its name in Persian.
    pub name_fa: MaybeUndefined<String>,
    /// The revision of ISIC by which its activity is told.
    pub isic_revision: MaybeUndefined<IsicRevision>,
    /// Its activity: 2 to 4 digits of that revision.
    pub isic_code: MaybeUndefined<String>,
    /// Its sector. All reports of the past follow it.
    pub sector: MaybeUndefined<Sector>,
    /// Number of its licence.
    pub licence: MaybeUndefined<String>,
    /// Whose it is.
    pub owner: MaybeUndefined<String>,
    /// The version of the unit that you have read: if somebody else has changed its facts since, the update is
    /// refused.
    pub expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

impl UnitRegisterInput {
    /// The unit; in place of what is refused stands something from which nothing follows.
    pub fn read(&self, provinces: &[Province], refused: &mut Violations) -> NewUnit {
        let code = refused.required("code", &self.code, written::code);
        let park = self.park.as_deref().map_or(Edit::Keep, Edit::To);
        let park = park.optional(refused, "park", written::code);
        let province = |text| written::province(text, provinces);
        let province = refused.optional("province", self.province.as_deref(), province);
        let province = province.or_else(|| refused.refuses("province").then(String::new));
        let name_en = refused.required("name_en", &self.name_en, written::name);
        let name_fa = refused.optional("name_fa", self.name_fa.as_deref(), written::name);
        let revision = Edit::To(self.isic_revision.map(Into::into));
        let isic_code = Edit::To(self.isic_code.as_deref().unwrap_or_default());
        let activity = activity(refused, (revision, isic_code), None).or(None);
        NewUnit {
            code: code.unwrap_or_default(),
            park,
            province,
            name: Name { en: name_en.unwrap_or_default(), fa: name_fa },
            activity,
            sector: self.sector.map(Into::into),
            licence: refused.optional("licence", self.licence.as_deref(), written::name),
            owner: refused.optional("owner", self.owner.as_deref(), written::name),
        }
    }
}

impl UnitUpdateInput {
    /// The change of a unit; of one that nobody knows without `recorded`. What is refused changes nothing.
    pub fn read(
        &self,
        provinces: &[Province],
        recorded: Option<&Unit>,
        refused: &mut Violations,
    ) -> UnitChange {
        let park = text(&self.park).optional(refused, "park", written::code);
        let province =
            text(&self.province).optional(refused, "province", |text| written::province(text, provinces));
        let province = if refused.refuses("province") { Edit::Keep } else { province };
        let name_en = text(&self.name_en).required(refused, "name_en", written::name);
        let name_fa = text(&self.name_fa).optional(refused, "name_fa", written::name);
        // Nobody knows whether half of an activity is missing where the other half is not known.
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
            licence: text(&self.licence).optional(refused, "licence", written::name),
            owner: text(&self.owner).optional(refused, "owner", written::name),
        }
    }

    /// What is stated, beside what is recorded.
    pub fn stated<'a>(&'a self, unit: &Unit) -> [Stated<'a>; 9] {
        let said = |field: &'a MaybeUndefined<String>| text(field).stated().copied();
        let outside = unit.site.park().is_none().then(|| unit.site.province().to_owned());
        let activity = unit.activity.as_ref();
        let revision = activity.map(|it| it.revision.code().to_owned());
        [
            ("park", said(&self.park), unit.site.park().map(str::to_owned)),
            ("province", said(&self.province), outside),
            ("name_en", said(&self.name_en), Some(unit.name.en.clone())),
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

/// Digits of an activity, where any will do.
const ANY_CODE: &str = "00";

fn activity(
    refused: &mut Violations,
    (revision, code): (Edit<Option<activity::IsicRevision>>, Edit<&str>),
    recorded: Option<(activity::IsicRevision, String)>,
) -> Edit<Option<Activity>> {
    let code = code.optional(refused, "isic_code", written::isic_code);
    let code = code.or_any(refused, "isic_code", ANY_CODE.to_owned());
    let pair = pair(refused, ["isic_revision", "isic_code"], (revision, code), recorded);
    pair.map(|pair| pair.and_then(|(revision, code)| Activity::new(revision, &code).ok()))
}
