//! Aggregates: numbers of groups of events and units (rule R18).

use std::borrow::Cow;
use std::marker::PhantomData;

use async_graphql::{Context, Object, Result, TypeName};
use futures_util::future::BoxFuture;

use shahrak_messages::message;
use shahrak_persistence::aggregate::{Group, GroupKey, GroupMeasure, GroupSums, Grouping, Groups, Shown};
use shahrak_persistence::db::Db;
use shahrak_persistence::page::{Order, Page, PageRequest};

use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use graphql_http::error_code::internal;

mod figure;
mod key;
mod query;
mod support_case;

pub use figure::{AggregateCondition, AggregateFigure};
pub use key::{EventAggregateKeys, EventGroupKey, KeysOf, UnitAggregateKeys, UnitGroupKey};
pub use query::AggregateQuery;
pub use support_case::SupportCaseAggregateQuery;

use figure::{CapacityAggregate, InvestmentAggregate, JobsAggregate, conditions, shown};
use key::Keys;

/// A page of groups with their number and with the numbers of all entries.
pub type AggregateConnection<K> = Connection<Aggregate<K>, Whole<K>>;

/// How groups are asked for.
struct AggregateArgs {
    page: PageArgs,
    keys: Vec<GroupKey>,
    having: Option<Vec<AggregateCondition>>,
    order_by: Option<AggregateFigure>,
    descending: bool,
}

/// What is asked of the database.
struct GroupRequest {
    grouping: Grouping,
    order: Order,
    request: PageRequest,
    /// The name of the keys and the order in cursors.
    name: String,
}

/// A group: its keys and its numbers.
pub struct Aggregate<K> {
    keys: K,
    group: Group,
}

/// The numbers of a group.
#[Object(name_type)]
impl<K: KeysOf> Aggregate<K> {
    /// What the entries of the group have in common.
    async fn keys(&self) -> &K {
        &self.keys
    }

    /// Number of entries.
    async fn count(&self) -> Result<i32> {
        Ok(i32::try_from(self.group.count)?)
    }

    /// The jobs that the entries state: of events as `UnitEvent.jobs`, of units as `Unit.jobs`.
    async fn jobs(&self) -> Result<JobsAggregate> {
        self.sums(GroupMeasure::Jobs).map(JobsAggregate)
    }

    /// The investment that the entries state: of events as `UnitEvent.investmentIrr`, of units as `Unit.investmentIrr`.
    async fn investment(&self) -> Result<InvestmentAggregate> {
        self.sums(GroupMeasure::Investment).map(InvestmentAggregate)
    }

    /// The capacities that the entries state: of events as `UnitEvent.capacityPercent`, of units as
    /// `Unit.capacityPercent`.
    async fn capacity(&self) -> Result<CapacityAggregate> {
        self.sums(GroupMeasure::Capacity).map(CapacityAggregate)
    }
}

impl<K: KeysOf> TypeName for Aggregate<K> {
    fn type_name() -> Cow<'static, str> {
        K::GROUP.into()
    }
}

impl<K> Aggregate<K> {
    fn sums(&self, measure: GroupMeasure) -> Result<GroupSums> {
        let sums = self.group.sums.iter().find(|(known, _)| *known == measure).map(|(_, sums)| *sums);
        sums.ok_or_else(|| internal(std::io::Error::other("a measure is shown that was not added up")))
    }
}

type TotalCount = Box<dyn Fn(Db, Shown) -> BoxFuture<'static, Result<Group>> + Send + Sync>;

/// What a connection of groups says of all of them.
pub struct Whole<K> {
    groups: i64,
    total: TotalCount,
    of: PhantomData<fn() -> K>,
}

#[Object(name_type)]
impl<K: KeysOf> Whole<K> {
    /// The number of groups in the whole list, not only on the page.
    async fn total_count(&self) -> Result<i32> {
        Ok(i32::try_from(self.groups)?)
    }

    /// The numbers of all entries that satisfy the filter, each counted once, whatever its groups and `having`. A
    /// separate statement reads them: ask for it only if needed.
    async fn total(&self, ctx: &Context<'_>) -> Result<Aggregate<K>> {
        let group = (self.total)(ctx.db()?.clone(), shown(ctx, &[&[]])).await?;
        Ok(Aggregate { keys: K::new(Keys::none(ctx.reference()?)), group })
    }
}

/// The most keys of a group.
const MOST_KEYS: usize = 4;

impl<K: KeysOf> TypeName for Whole<K> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Whole", K::GROUP).into()
    }
}

impl AggregateArgs {
    /// The page that is asked for, with what is shown of each group.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument.
    fn asked(self, ctx: &Context<'_>, of: &str) -> Result<GroupRequest> {
        check_keys(&self.keys)?;
        let grouping = Grouping {
            keys: self.keys,
            shown: shown(ctx, &[&["nodes"], &["edges", "node"]]),
            having: conditions(self.having)?,
            by_figure: self.order_by.map(|figure| (figure.into(), self.descending)),
        };
        let order = grouping.order(self.descending);
        let name = format!("{of} {:?} {:?} {}", grouping.keys, grouping.by_figure, self.descending);
        let request = self.page.request(&name, &order)?;
        Ok(GroupRequest { grouping, order, request, name })
    }
}

impl GroupRequest {
    /// The connection of the page that was read.
    async fn answer<K: KeysOf>(
        self,
        ctx: &Context<'_>,
        Groups { page, total: groups, version }: Groups,
        total: TotalCount,
    ) -> Result<AggregateConnection<K>> {
        let reference = ctx.reference_at_least(version).await?;
        let (cursors, found): (Vec<_>, Vec<Group>) = page.rows.into_iter().unzip();
        let texts = found.iter().map(|group| group.keys.clone());
        let keys = Keys::together(reference, &self.grouping.keys, texts);
        let group = |(keys, group)| Aggregate { keys: K::new(keys), group };
        let rows = cursors.into_iter().zip(keys.into_iter().zip(found).map(group)).collect();
        let page = Page { rows, more_before: page.more_before, more_after: page.more_after };
        let whole = Whole { groups, total, of: PhantomData };
        Ok(connection(self.name, page, whole, |group| group))
    }
}

/// Checks that there are one to four keys, each once.
fn check_keys(keys: &[GroupKey]) -> Result<()> {
    if !(1..=MOST_KEYS).contains(&keys.len()) {
        let found = keys.len();
        return Err(bad_input("groupBy", message!("keys-out-of-range", found, most = MOST_KEYS)));
    }
    if (1..keys.len()).any(|place| keys[..place].contains(&keys[place])) {
        return Err(bad_input("groupBy", message!("key-given-twice")));
    }
    Ok(())
}
