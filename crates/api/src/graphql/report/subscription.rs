//! The subscription to a report: it is sent again when its figures change, at most once a second.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Context, Result, Subscription};
use async_stream::try_stream;
use futures_util::Stream;
use graphql_http::EventPermits;
use tokio::time::{Instant, sleep_until};

use shahrak_domain::year::IranianYear;
use shahrak_persistence::ledger::feed::FeedEntry;
use shahrak_persistence::ledger::listener::{LedgerNotice, LedgerSubscriber};

use super::figure::NamedFigures;
use super::report_object::{Report, ReportRequest, reports};
use super::scope::{Coverage, ReportPlace, begun_year, days_of};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::Population;
use crate::graphql::common::retry::while_unavailable;

/// The minimum time between two reports.
const PAUSE: Duration = Duration::from_secs(1);

/// The subscription to reports.
#[derive(Default)]
pub struct ReportSubscription;

#[Subscription]
impl ReportSubscription {
    /// Sends the report of an Iranian year as of today, or as of its last day once the year has ended, as known now:
    /// first at once, then again when its flows, stocks or targets differ from those sent last, at most once a second.
    /// Of several changes within a second, only the last state is sent.
    async fn report_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian year, 1304 to 1502, for example 1399. It must have begun.")] year: i32,
        #[graphql(
            desc = "Only this province (ISO 3166-2 code of 2020, for example `IR-09`). Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only this park, by its code, for example `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "The units that count (default: units in parks).",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
    ) -> Result<impl Stream<Item = Result<Report>>> {
        let scope = super::scope(ctx, province, park, population).await?;
        let year = begun_year("year", year, ctx.today()?)?;
        // In this order, a commit in between is both notified and read, never missed.
        let listener = ctx.register()?.follower.subscribe();
        let watch = Watch { ctx, scope, year };
        let first = EventPermits::run(ctx, watch.read()).await?;
        Ok(EventPermits::stream(ctx, watch.reports(listener, first)))
    }
}

/// What the subscription follows.
struct Watch<'a> {
    ctx: &'a Context<'a>,
    scope: Coverage,
    year: IranianYear,
}

impl Watch<'_> {
    /// The first report, and each later one whose figures differ from the one before.
    fn reports(
        self,
        mut listener: LedgerSubscriber,
        (report, mut figures): (Report, NamedFigures),
    ) -> impl Stream<Item = Result<Report>> {
        try_stream! {
            let mut again = Instant::now() + PAUSE;
            yield report;
            while self.concerned(&mut listener).await {
                sleep_until(again).await;
                // The notifications received so far are covered by what is read now.
                listener.skip();
                let (report, new) = while_unavailable(self.ctx, || self.read()).await?;
                again = Instant::now() + PAUSE;
                if new.0 != figures.0 {
                    figures = new;
                    yield report;
                }
            }
        }
    }

    /// The report as known now, and its figures.
    async fn read(&self) -> Result<(Report, NamedFigures)> {
        self.ctx.renew()?;
        let years = vec![(self.year, days_of(self.year, None, self.ctx.today()?)?)];
        let mut reports =
            reports(self.ctx, ReportRequest { scope: self.scope, years, known_at: None }).await?;
        let report = reports.pop().ok_or("no report")?;
        let figures = report.named(self.ctx).await?;
        Ok((report, figures))
    }

    /// Waits until something may have changed the report; false if no more notifications will arrive.
    async fn concerned(&self, listener: &mut LedgerSubscriber) -> bool {
        while let Some(notice) = listener.next().await {
            if self.is_concerned(&notice) {
                return true;
            }
        }
        false
    }

    /// Targets count units of their own population, so entries of all populations concern the report.
    fn is_concerned(&self, notice: &Arc<LedgerNotice>) -> bool {
        match &**notice {
            LedgerNotice::Added(added) => added.entries.iter().any(|entry| self.counts(entry)),
            LedgerNotice::Revised(targets) => targets.iter().any(|(year, province)| {
                *year == self.year
                    && match self.scope.place {
                        ReportPlace::Country => province.is_none(),
                        ReportPlace::Province(id) => *province == Some(id),
                        ReportPlace::Park(_) => false,
                    }
            }),
            LedgerNotice::Missed => true,
        }
    }

    fn counts(&self, entry: &FeedEntry) -> bool {
        let here = match self.scope.place {
            ReportPlace::Country => true,
            ReportPlace::Province(id) => entry.unit.province_id == id,
            ReportPlace::Park(id) => entry.unit.park_id == Some(id),
        };
        here && entry.from_day().is_some_and(|day| day <= self.year.ends_on())
    }
}
