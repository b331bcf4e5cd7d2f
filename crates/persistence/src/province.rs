//! Provinces as rows.

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use shahrak_domain::population::Scope;
use shahrak_domain::province::{Name, Province};

pub(crate) use crate::entity::province::code_of;
use crate::entity::province::{COLUMN, Entity, Model};
use crate::error::Result;

/// The id of a province.
pub type ProvinceId = i16;

/// The country, or the province with this number.
pub(crate) fn scope_of(id: Option<ProvinceId>) -> Scope {
    id.map_or(Scope::Country, |id| Scope::Province(code_of(id)))
}

/// The number of the province of a scope; none for the country.
pub fn number_of(scope: &str) -> Option<ProvinceId> {
    let number: ProvinceId = scope.strip_prefix("IR-")?.parse().ok()?;
    Some(number + 1)
}

/// All provinces in the order of their numbers.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Province>> {
    let rows = Entity::find().order_by_asc(COLUMN.id).all(db).await?;
    Ok(rows.into_iter().map(Model::into_province).collect())
}

impl Model {
    fn into_province(self) -> Province {
        Province {
            code: self.code,
            code_before_2020: self.code_before_2020,
            name: Name::english(self.name_en, Some(self.name_fa)),
            capital: Name::english(self.capital_en, Some(self.capital_fa)),
            aliases: self.aliases_en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_numbered_by_its_code() {
        assert_eq!(code_of(1), "IR-00");
        assert_eq!(code_of(31), "IR-30");
        assert_eq!(scope_of(None), Scope::Country);
        for id in [None, Some(1), Some(10), Some(31)] {
            assert_eq!(number_of(scope_of(id).code()), id);
        }
    }
}
