//! What is true of the register as a whole.

use async_graphql::{Context, Object, Result};

use shahrak_domain::synthetic::Synthetic;
use shahrak_messages::Explain as _;
use shahrak_persistence::ledger::moments;
use shahrak_persistence::register_info as stored;

use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, DateTime};

/// The query of the register as a whole.
#[derive(Default)]
pub struct RegisterInfoQuery;

#[Object]
impl RegisterInfoQuery {
    /// What is true of the register as a whole. A front-end shows `synthetic { notice }` wherever it shows figures.
    async fn register_info(&self, ctx: &Context<'_>) -> Result<RegisterInfo> {
        let synthetic = stored::synthetic(ctx.db()?).await.map_err(failure)?;
        Ok(RegisterInfo { synthetic })
    }
}

/// The register as a whole.
pub struct RegisterInfo {
    synthetic: Option<Synthetic>,
}

/// What is true of the register as a whole.
#[Object]
impl RegisterInfo {
    /// From what the register was made, if it is synthetic: its parks, units and events are made up. Null for a real one.
    async fn synthetic(&self) -> Option<SyntheticRegister> {
        self.synthetic.map(SyntheticRegister)
    }

    /// The day on which the request arrived, in the time zone of the register.
    async fn today(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Result<Date> {
        Ok(Date::new(ctx.today()?, calendar))
    }

    /// The present moment of knowledge: whatever is asked with it as `knownAt` is answered in the same way for ever.
    async fn known_at(&self, ctx: &Context<'_>) -> Result<DateTime> {
        moments::present(ctx.db()?).await.map(DateTime).map_err(failure)
    }
}

/// The origin of a synthetic register.
pub struct SyntheticRegister(Synthetic);

/// From what a synthetic register was made: the same version of the program makes the same register from it.
#[Object]
impl SyntheticRegister {
    /// The seed of its random numbers.
    async fn seed(&self) -> u32 {
        self.0.seed
    }

    /// The number of units that were made.
    async fn units(&self) -> u32 {
        self.0.units
    }

    /// Whether its figures are fitted to those that were announced for the country. False at any other size.
    async fn fitted(&self) -> bool {
        self.0.fitted
    }

    /// A notice for people, in the language of the request.
    async fn notice(&self, ctx: &Context<'_>) -> String {
        self.0.message().text(ctx.language())
    }
}
