//! Measures how many changes of each kind the server makes in a second, compared with `pgbench` running the same
//! statements. Each client waits for each answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;
use shahrak_local_postgres::Durability;
use tokio::task::JoinSet;

use crate::failure::Result;
use crate::http::Connection;
use crate::load::Load;
use crate::register::Register;
use crate::server::Server;
use crate::site::Site;
use crate::{SEED, say};

mod act;
mod baseline;
mod subject;

pub use act::{Act, VISIT};
pub use subject::{Subject, units_at_work};

use act::{ACTS, Role};
use baseline::Baseline;

/// The size of the measurement.
#[derive(Debug, Args)]
pub struct Changes {
    /// Number of units of the register
    #[arg(long, default_value_t = 5_000)]
    units: u32,
    /// Officers who write at the same time, and clients of pgbench
    #[arg(long, default_value_t = 16)]
    officers: usize,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Do not wait for the disk (fsync off)
    #[arg(long)]
    no_fsync: bool,
    /// Only these mutations, with a comma between two
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// The credentials of the clients.
struct Tokens {
    officer: Arc<str>,
    administrator: Arc<str>,
}

impl Changes {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        // Each event reads all methodologies: those that are adopted here would slow down the statements of pgbench.
        for apart in [false, true] {
            let acts =
                ACTS.iter().filter(|act| (act.name == "methodologyAdopt") == apart && self.measures(act));
            self.run_all(acts.collect()).await?;
        }
        Ok(())
    }

    /// Measures acts on a separate register.
    async fn run_all(&self, acts: Vec<&'static Act>) -> Result<()> {
        if acts.is_empty() {
            return Ok(());
        }
        let durability = if self.no_fsync { Durability::Throwaway } else { Durability::Durable };
        let site = Site::build_with(durability).await?;
        site.fill(Register { units: self.units, seed: SEED, moments: false }).await?;
        let tokens = Tokens {
            officer: site.program.token("national-officer").await?.into(),
            administrator: site.program.token("administrator").await?.into(),
        };
        let server = site.program.serve().await?;
        site.settle().await?;
        self.say_head(&site)?;
        let mut baselines = Vec::new();
        for act in acts {
            baselines.extend(self.measure(&site, &server, &tokens, act).await?);
        }
        drop(server);
        // pgbench comes last: the server could not continue the histories that it writes.
        for one in baselines {
            self.compare(&site, one)?;
        }
        site.end().await
    }

    fn measures(&self, act: &Act) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == act.name)
    }

    fn say_head(&self, site: &Site) -> Result<()> {
        let setting = |name: &str| match &site.tools {
            Some(tools) => tools.ask(&site.url, &format!("SHOW {name}")),
            None => Ok("?".to_owned()),
        };
        let (fsync, commit) = (setting("fsync")?, setting("synchronous_commit")?);
        let Changes { officers, units, .. } = self;
        say(&format!("\n{officers} officers, {units} units, fsync {fsync}, synchronous_commit {commit}\n"));
        say("| | changes/s | p50 ms | p99 ms | p99/p50 | CPU ms of the server |\n|---|---|---|---|---|---|");
        Ok(())
    }

    /// Measures an act. Returns the scripts for pgbench, if it makes the same changes.
    async fn measure(
        &self,
        site: &Site,
        server: &Server,
        tokens: &Tokens,
        act: &'static Act,
    ) -> Result<Option<Baseline>> {
        let token = match act.by {
            Role::Officer => &tokens.officer,
            Role::Administrator => &tokens.administrator,
        };
        let subjects: Arc<[Subject]> = act.on.subjects(server.address).await?.into();
        let scripts = match &site.tools {
            Some(tools) if act.has_baseline => {
                let mut connection = Connection::open(server.address).await?.signed(token);
                Some(baseline::record(tools, site, &mut connection, act, &subjects, self.officers).await?)
            }
            _ => None,
        };
        let before = server.cpu_seconds();
        let time = Duration::from_secs(self.seconds);
        let (mut load, took) = load(server.address, (token, self.officers), &subjects, act, time).await?;
        let used = before.zip(server.cpu_seconds()).map(|(before, after)| after - before);
        load.cpu = used.unwrap_or_default() * 1_000.0 / (load.per_second * took.as_secs_f64());
        say(&row(act.name, &load));
        Ok(scripts.map(|scripts| Baseline { name: act.name, load, scripts }))
    }

    fn compare(&self, site: &Site, one: Baseline) -> Result<()> {
        let Some(tools) = &site.tools else { return Ok(()) };
        let time = Duration::from_secs(self.seconds);
        let pgbench = one.scripts.run(tools, &site.url, self.officers, time)?;
        let share = 100.0 * one.load.per_second / pgbench.per_second;
        let name = format!(
            "{} by pgbench, statements each: {}; the server makes {share:.0} % of it",
            one.name, one.scripts.statements
        );
        say(&row(&name, &pgbench));
        Ok(())
    }
}

fn row(name: &str, load: &Load) -> String {
    let Load { per_second, p50, p99, cpu } = *load;
    let cpu = if cpu > 0.0 { format!("{cpu:.2}") } else { String::new() };
    format!("| {name} | {per_second:.0} | {p50:.1} | {p99:.1} | {:.1} | {cpu} |", p99 / p50)
}

/// Lets officers make changes for a while, or until every subject that allows only one change has been changed. Returns
/// the duration.
///
/// # Errors
/// The first change that was refused.
pub async fn load(
    address: SocketAddr,
    (token, number): (&Arc<str>, usize),
    subjects: &Arc<[Subject]>,
    act: &'static Act,
    time: Duration,
) -> Result<(Load, Duration)> {
    let mut officers = JoinSet::new();
    let began = Instant::now();
    for officer in 0..number {
        let connection = Connection::open(address).await?.signed(token);
        // Each officer has their own units: this measures the register, not waiting for one unit.
        let own: Vec<Subject> = subjects.iter().skip(officer).step_by(number).cloned().collect();
        officers.spawn(change_until(connection, (officer, number), own, act, began + time));
    }
    let mut micros = Vec::new();
    while let Some(officer) = officers.join_next().await {
        micros.extend(officer??);
    }
    let took = began.elapsed();
    Ok((Load::new(micros, took), took))
}

/// Makes changes one after another for a while, and checks each answer.
async fn change_until(
    mut connection: Connection,
    (officer, officers): (usize, usize),
    subjects: Vec<Subject>,
    act: &'static Act,
    end: Instant,
) -> Result<Vec<u32>> {
    let mut micros = Vec::new();
    let rounds = if act.once { 1 } else { usize::MAX };
    let all = (0..rounds).flat_map(|_| subjects.iter());
    for (number, subject) in (officer..).step_by(officers).zip(all) {
        let asked = Instant::now();
        act.perform(&mut connection, subject, number).await?;
        micros.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
        if Instant::now() > end {
            break;
        }
    }
    Ok(micros)
}

impl Act {
    /// Makes one change.
    ///
    /// # Errors
    /// Why it was refused.
    async fn perform(&self, connection: &mut Connection, subject: &Subject, number: usize) -> Result<()> {
        let input =
            self.name.replacen(|first: char| first.is_ascii_lowercase(), &self.name[..1].to_uppercase(), 1);
        let query = format!(
            "mutation($input: {input}Input!) {{ {}(input: $input) {{ {} userErrors {{ message }} }} }}",
            self.name, self.shown
        );
        let input = (self.input)(subject, number);
        let data = connection.data(&json!({ "query": query, "variables": { "input": input } })).await?;
        if data[self.name]["userErrors"] != json!([]) {
            return Err(format!("{}: {data}", self.name).into());
        }
        Ok(())
    }
}
