//! Who asks, and what they may do.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::actor::Actor;
use shahrak_domain::policy::{self, Action, may};

use crate::graphql::closed_set::Role;
use crate::graphql::context::Ask;
use crate::graphql::needs::needs;
use crate::graphql::province::{self, Province};
use crate::graphql::scalar::DateTime;

/// What can be asked about oneself.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Who asks, by the credential of the request, and what they may do. Without a credential it is a citizen.
    async fn viewer(&self, ctx: &Context<'_>) -> Viewer {
        Viewer(ctx.actor().cloned())
    }
}

/// Somebody with a credential, or a citizen.
pub struct Viewer(Option<Arc<Actor>>);

/// Who asks, and what they may do.
#[Object]
impl Viewer {
    /// The person or the system, by name; null for a citizen.
    async fn name(&self) -> Option<&str> {
        Some(&self.0.as_ref()?.name)
    }

    /// The organisation they act for; null where none is known.
    async fn organisation(&self) -> Option<&str> {
        self.0.as_ref()?.organisation.as_deref()
    }

    /// Their role; null for a citizen.
    async fn role(&self) -> Option<Role> {
        Some(self.0.as_ref()?.role.name().into())
    }

    /// The provinces to which their role is limited, by code; null where it is limited to none.
    async fn provinces(&self, ctx: &Context<'_>) -> Result<Option<Vec<Province>>> {
        let own = self.0.as_ref().and_then(|actor| actor.role.provinces());
        own.map(|own| Ok(Province::by_code(ctx.reference()?, own))).transpose()
    }

    /// First moment at which their credential no longer holds; null where it lasts.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.as_ref()?.expires_at.map(DateTime)
    }

    /// What they may do in a province, or in some province if none is named. What happens to be refused for other
    /// reasons is allowed here.
    async fn permissions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "ISO 3166-2 code of the province: `IR-09`.")] province: Option<String>,
    ) -> Result<Vec<Permission>> {
        let reference = ctx.reference()?;
        let place = match province {
            Some(code) => {
                let id = province::argument(&reference, "province", &code)?;
                reference.province(id).map_or(policy::Province::Some, |it| policy::Province::Of(&it.code))
            }
            None => policy::Province::Some,
        };
        let allowed = |permission: &Permission| may(self.0.as_deref(), permission.action(place));
        Ok(Permission::ALL.into_iter().filter(allowed).collect())
    }

    /// The names of the mutations that their role allows, in some province at least.
    async fn mutations<'a>(&self, ctx: &Context<'a>) -> Vec<&'a str> {
        let root = ctx.schema_env.registry.types.get("Mutation");
        let names = root.and_then(|root| root.fields()).into_iter().flatten().map(|(name, _)| name.as_str());
        names.filter(|name| needs(name).is_some_and(|action| may(self.0.as_deref(), action))).collect()
    }
}

/// What somebody may be allowed to do.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Read the register, reports, targets and announcements.
    ReadRegister,
    /// Read the notes and the evidence of events, and which person recorded them.
    ReadConfidential,
    /// Register and change parks and units, record and correct what happens there, import these.
    KeepRegister,
    /// Set and revise targets, record budget lines and announcements.
    Announce,
    /// Read the audit trail.
    ReadAudit,
    /// Keep tokens, methodologies and rates; restore a register with its past.
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

    /// As the policy calls it, somewhere.
    fn action(self, place: policy::Province<'_>) -> Action<'_> {
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
