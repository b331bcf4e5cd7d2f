//! Who may do what: one match.

use crate::actor::{Actor, Role};

/// An action of a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action<'a> {
    /// Read the register, reports, targets and announcements.
    ReadRegister,
    /// Read notes and evidence of events of this province, and the names of the persons who recorded them.
    ReadConfidential(Jurisdiction<'a>),
    /// Register and change parks and units of this province, record and correct events, and import these.
    KeepRegister(Jurisdiction<'a>),
    /// Set and revise targets, record budget lines and announcements.
    Announce,
    /// Read the audit trail.
    ReadAudit,
    /// Manage accounts, tokens, methodologies and rates; restore a register with its past.
    Administer,
}

/// The province of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jurisdiction<'a> {
    /// In the province with this ISO code.
    Of(&'a str),
    /// Any province: whether the role allows the action at all, before the province is known.
    Some,
}

/// Whether the caller may do this; none is a citizen.
pub fn may(who: Option<&Actor>, action: Action<'_>) -> bool {
    use Action::{Administer, Announce, KeepRegister, ReadAudit, ReadConfidential, ReadRegister};
    use Role::{Administrator, Auditor, NationalOfficer, ProvincialOfficer};
    match (who.map(|actor| &actor.role), action) {
        (_, ReadRegister) => true,
        (None, _) => false,
        (Some(ProvincialOfficer(own)), ReadConfidential(place) | KeepRegister(place)) => match place {
            Jurisdiction::Of(province) => own.contains(province),
            Jurisdiction::Some => true,
        },
        (Some(ProvincialOfficer(_)), Announce | ReadAudit | Administer) => false,
        (Some(NationalOfficer), ReadConfidential(_) | KeepRegister(_) | Announce) => true,
        (Some(NationalOfficer), ReadAudit | Administer) => false,
        (Some(Auditor), ReadConfidential(_) | ReadAudit) => true,
        (Some(Auditor), KeepRegister(_) | Announce | Administer) => false,
        (Some(Administrator), ReadConfidential(_) | KeepRegister(_) | Announce | ReadAudit | Administer) => {
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use expect_test::expect;

    use super::*;

    fn actor(role: Role) -> Actor {
        Actor {
            name: "A".to_owned(),
            organisation: None,
            role,
            owner: "token:1".to_owned(),
            expires_at: None,
        }
    }

    #[test]
    fn the_policy_is_the_matrix() {
        let officer = Role::ProvincialOfficer(BTreeSet::from(["IR-09".to_owned()]));
        let roles = [officer, Role::NationalOfficer, Role::Auditor, Role::Administrator].map(actor);
        let everybody: Vec<Option<&Actor>> = std::iter::once(None).chain(roles.iter().map(Some)).collect();
        let (own, other) = (Jurisdiction::Of("IR-09"), Jurisdiction::Of("IR-07"));
        let rows = [
            ("read the register", Action::ReadRegister),
            ("read notes, evidence, who recorded: own province", Action::ReadConfidential(own)),
            ("read notes, evidence, who recorded: another", Action::ReadConfidential(other)),
            ("keep parks, units, events: own province", Action::KeepRegister(own)),
            ("keep parks, units, events: another", Action::KeepRegister(other)),
            ("keep parks, units, events: some province", Action::KeepRegister(Jurisdiction::Some)),
            ("targets, budgets, announcements", Action::Announce),
            ("audit trail", Action::ReadAudit),
            ("accounts, methodologies, rates, restoring", Action::Administer),
        ];
        let mut table = format!("{:50} citizen  provincial  national  auditor  administrator\n", "");
        for (name, action) in rows {
            let marks: Vec<_> =
                everybody.iter().map(|who| if may(*who, action) { "✓" } else { "–" }).collect();
            table += &format!(
                "{name:50} {:7}  {:10}  {:8}  {:7}  {}\n",
                marks[0], marks[1], marks[2], marks[3], marks[4]
            );
        }
        expect![[r#"
                                                               citizen  provincial  national  auditor  administrator
            read the register                                  ✓        ✓           ✓         ✓        ✓
            read notes, evidence, who recorded: own province   –        ✓           ✓         ✓        ✓
            read notes, evidence, who recorded: another        –        –           ✓         ✓        ✓
            keep parks, units, events: own province            –        ✓           ✓         –        ✓
            keep parks, units, events: another                 –        –           ✓         –        ✓
            keep parks, units, events: some province           –        ✓           ✓         –        ✓
            targets, budgets, announcements                    –        –           ✓         –        ✓
            audit trail                                        –        –           –         ✓        ✓
            accounts, methodologies, rates, restoring          –        –           –         –        ✓
        "#]].assert_eq(&table);
    }
}
