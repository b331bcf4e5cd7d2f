//! Who asks: their name, their role, and the provinces they answer for.

use std::collections::BTreeSet;

use crate::coded;
use crate::moment::Moment;

/// Somebody with a credential. Who has none is a citizen, who reads what is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person or the system, by name. It is read by those who may see who recorded.
    pub name: String,
    /// The organisation they act for; public beside what they record.
    pub organisation: Option<String>,
    /// What they may do.
    pub role: Role,
    /// What tells them apart from all others, whichever credential they show: `token:…` or `oidc:…`.
    pub owner: String,
    /// First moment at which their credential no longer holds; none where it lasts.
    pub expires_at: Option<Moment>,
}

/// What somebody with a credential may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// An officer of a parks company or a department of the ministry: keeps the register of these provinces, by their
    /// ISO codes.
    ProvincialOfficer(BTreeSet<String>),
    /// An officer of the parks organisation: keeps the register of the country, sets targets, records announcements.
    NationalOfficer,
    /// Reads everything, the audit trail too, and changes nothing.
    Auditor,
    /// Keeps accounts, methodologies and rates, and restores a register with its past.
    Administrator,
}

coded! {
    /// The name of a role.
    pub enum RoleName("role") {
        /// Officer of one or several provinces
        ProvincialOfficer = "provincial_officer",
        /// Officer of the whole country
        NationalOfficer = "national_officer",
        /// Reads everything, changes nothing
        Auditor = "auditor",
        /// Keeps accounts, methodologies and rates besides
        Administrator = "administrator",
    }
}

/// Why a role cannot be given so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleError {
    /// A provincial officer of no province.
    #[error("a provincial officer needs at least one province; give its ISO code, such as IR-09")]
    NoProvince,
    /// A role of the whole country with provinces.
    #[error("only a provincial officer has provinces; omit them or choose that role")]
    Provinces,
}

impl Actor {
    /// Who uses the command line on the database: an administrator with this name.
    pub fn of_command_line(name: impl Into<String>) -> Actor {
        let name = name.into();
        let owner = format!("command line:{name}");
        Actor { name, organisation: None, role: Role::Administrator, owner, expires_at: None }
    }
}

impl Role {
    /// The role of this name, with the provinces it is given for.
    ///
    /// # Errors
    /// [`RoleError`] if name and provinces do not go together.
    pub fn new(name: RoleName, provinces: BTreeSet<String>) -> Result<Role, RoleError> {
        match name {
            RoleName::ProvincialOfficer if provinces.is_empty() => Err(RoleError::NoProvince),
            RoleName::ProvincialOfficer => Ok(Role::ProvincialOfficer(provinces)),
            _ if !provinces.is_empty() => Err(RoleError::Provinces),
            RoleName::NationalOfficer => Ok(Role::NationalOfficer),
            RoleName::Auditor => Ok(Role::Auditor),
            RoleName::Administrator => Ok(Role::Administrator),
        }
    }

    /// Its name.
    pub fn name(&self) -> RoleName {
        match self {
            Role::ProvincialOfficer(_) => RoleName::ProvincialOfficer,
            Role::NationalOfficer => RoleName::NationalOfficer,
            Role::Auditor => RoleName::Auditor,
            Role::Administrator => RoleName::Administrator,
        }
    }

    /// The provinces it is limited to, by ISO code; none for a role of the whole country.
    pub fn provinces(&self) -> Option<&BTreeSet<String>> {
        match self {
            Role::ProvincialOfficer(own) => Some(own),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Coded;

    #[test]
    fn provinces_go_with_provincial_officers_alone() {
        let own = BTreeSet::from(["IR-09".to_owned()]);
        for name in RoleName::ALL {
            let (without, with) = (Role::new(*name, BTreeSet::new()), Role::new(*name, own.clone()));
            if *name == RoleName::ProvincialOfficer {
                assert_eq!(
                    (without, with),
                    (Err(RoleError::NoProvince), Ok(Role::ProvincialOfficer(own.clone())))
                );
            } else {
                assert_eq!((without.map(|role| role.name()), with), (Ok(*name), Err(RoleError::Provinces)));
            }
        }
    }
}
