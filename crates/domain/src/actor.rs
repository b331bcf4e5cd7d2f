//! The actor of a request: name, role and provinces.

use std::collections::BTreeSet;

use shahrak_messages::{Explain, Message, explained_errors, message};

use crate::coded;
use crate::moment::Moment;

/// A person or system with a credential. A caller without one is a citizen, who reads what is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Name of the person or system. Only callers who may read confidential data see it.
    pub name: String,
    /// The organisation for which the actor acts; shown publicly with the events that the actor records.
    pub organisation: Option<String>,
    /// The role.
    pub role: Role,
    /// Whose imports and idempotency keys these are: `token:…` with the number of a personal token, `oidc:…` with a subject.
    pub owner: String,
    /// The moment from which the credential is no longer valid; none if it does not expire.
    pub expires_at: Option<Moment>,
}

/// The role of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// An officer of a parks company or of a provincial department of the ministry: edits the register of these
    /// provinces, given by ISO codes.
    ProvincialOfficer(BTreeSet<String>),
    /// An officer of ISIPO: edits the register of the whole country, sets targets, records announcements.
    NationalOfficer,
    /// Reads everything, including the audit trail, and changes nothing.
    Auditor,
    /// Manages accounts, methodologies and rates, and restores a register with its past.
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
        /// Also manages accounts, methodologies and rates
        Administrator = "administrator",
    }
}

/// Why a role and its provinces do not fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoleError {
    /// A provincial officer without a province.
    NoProvince,
    /// A role of the whole country with provinces.
    Provinces,
}

impl Explain for RoleError {
    fn message(&self) -> Message {
        match self {
            RoleError::NoProvince => message!("officer-without-province"),
            RoleError::Provinces => message!("role-with-provinces"),
        }
    }
}

explained_errors!(RoleError);

impl Actor {
    /// The actor of the command line on the database: an administrator with this name.
    pub fn of_command_line(name: impl Into<String>) -> Actor {
        let name = name.into();
        let owner = format!("command line:{name}");
        Actor { name, organisation: None, role: Role::Administrator, owner, expires_at: None }
    }
}

impl Role {
    /// The role with this name and these provinces.
    ///
    /// # Errors
    /// [`RoleError`] if name and provinces do not fit together.
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

    /// The provinces to which the role is limited, by ISO code; none for a role of the whole country.
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
