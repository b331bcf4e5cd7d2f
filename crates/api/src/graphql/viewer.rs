//! The caller, and what the caller may do.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::actor::Actor;
use shahrak_domain::policy::{self, Action, may};

use crate::graphql::common::argument;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::Role;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::mutation_policy::required_action;
use crate::graphql::province::Province;

/// The query of the caller.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// The caller, by the credential of the request, and what the caller may do. Without a credential, the caller is a
    /// citizen.
    async fn viewer(&self, ctx: &Context<'_>) -> Viewer {
        Viewer(ctx.actor().cloned())
    }
}

/// An actor, or a citizen.
pub struct Viewer(Option<Arc<Actor>>);

/// The caller of this request.
#[Object]
impl Viewer {
    /// Name of the person or system; null for a citizen.
    async fn name(&self) -> Option<&str> {
        Some(&self.0.as_ref()?.name)
    }

    /// The organisation for which the caller acts; null if not known.
    async fn organisation(&self) -> Option<&str> {
        self.0.as_ref()?.organisation.as_deref()
    }

    /// Role of the caller; null for a citizen.
    async fn role(&self) -> Option<Role> {
        Some(self.0.as_ref()?.role.name().into())
    }

    /// The provinces to which the role is limited, ordered by code; null if it is not limited.
    async fn provinces(&self, ctx: &Context<'_>) -> Result<Option<Vec<Province>>> {
        let own = self.0.as_ref().and_then(|actor| actor.role.provinces());
        own.map(|own| Ok(Province::by_code(ctx.reference()?, own))).transpose()
    }

    /// The moment from which the credential is no longer valid; null if it does not expire.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.as_ref()?.expires_at.map(DateTime)
    }

    /// What the caller may do in this province or, if none is named, in at least one province. The register can still
    /// refuse a permitted change for other reasons.
    async fn permissions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The province (ISO 3166-2 code of 2020, for example `IR-09`).")] province: Option<
            String,
        >,
    ) -> Result<Vec<Permission>> {
        let reference = ctx.reference()?;
        let place = match province {
            Some(code) => {
                let id = argument::province(&reference, "province", &code)?;
                reference
                    .province(id)
                    .map_or(policy::Jurisdiction::Some, |it| policy::Jurisdiction::Of(&it.code))
            }
            None => policy::Jurisdiction::Some,
        };
        let allowed = |permission: &Permission| may(self.0.as_deref(), permission.action(place));
        Ok(Permission::ALL.into_iter().filter(allowed).collect())
    }

    /// Names of the mutations that the role allows in at least one province.
    async fn mutations<'a>(&self, ctx: &Context<'a>) -> Vec<&'a str> {
        let root = ctx.schema_env.registry.types.get("Mutation");
        let names = root.and_then(|root| root.fields()).into_iter().flatten().map(|(name, _)| name.as_str());
        names
            .filter(|name| required_action(name).is_some_and(|action| may(self.0.as_deref(), action)))
            .collect()
    }
}

/// A permission of a caller.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Read the register, reports, targets and announcements.
    ReadRegister,
    /// Read notes and evidence of events, and the names of the persons who recorded them.
    ReadConfidential,
    /// Register and change parks and units, record and correct events, and import these.
    KeepRegister,
    /// Set and revise targets; record budget lines and announcements.
    Announce,
    /// Read the audit trail.
    ReadAudit,
    /// Manage tokens, methodologies and rates; restore a register with its original moments of recording.
    Administer,
}

impl Permission {
    const ALL: [Permission; 6] = [
        Permission::ReadRegister,
        Permission::ReadConfidential,
        Permission::KeepRegister,
        Permission::Announce,
        Permission::ReadAudit,
        Permission::Administer,
    ];

    /// The action of the policy, at a place.
    fn action(self, place: policy::Jurisdiction<'_>) -> Action<'_> {
        match self {
            Permission::ReadRegister => Action::ReadRegister,
            Permission::ReadConfidential => Action::ReadConfidential(place),
            Permission::KeepRegister => Action::KeepRegister(place),
            Permission::Announce => Action::Announce,
            Permission::ReadAudit => Action::ReadAudit,
            Permission::Administer => Action::Administer,
        }
    }
}
