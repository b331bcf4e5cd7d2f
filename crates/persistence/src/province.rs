//! Provinces as rows.

use shahrak_domain::population::Scope;

use crate::snapshot::ProvinceId;

/// The ISO code of a province. Its number in the database is made of it, so nothing has to be joined to name it.
pub(crate) fn code_of(id: ProvinceId) -> String {
    format!("IR-{:02}", id - 1)
}

/// The country, or the province with this number.
pub(crate) fn scope_of(id: Option<ProvinceId>) -> Scope {
    id.map_or(Scope::Country, |id| Scope::Province(code_of(id)))
}

/// The number of the province that the code of a scope names; none for the country.
pub(crate) fn number_of(scope: &str) -> Option<ProvinceId> {
    let number: ProvinceId = scope.strip_prefix("IR-")?.parse().ok()?;
    Some(number + 1)
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
