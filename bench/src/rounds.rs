//! Compares the server with `pgbench`: rounds of both in turn, in one run on one machine.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use crate::failure::Result;
use crate::http::{self, Connection, Question};
use crate::load::Load;
use crate::pgbench::Scripts;
use crate::questions::{self, Workload};
use crate::register::Register;
use crate::server::Server;
use crate::site::Site;
use crate::statements::Log;
use crate::{SEED, say};

/// The size of the measurement.
#[derive(Debug, Args)]
pub struct Rounds {
    /// Number of units of the register
    #[arg(long, default_value_t = 50_000)]
    units: u32,
    /// Connections to the server, and clients of pgbench
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Rounds, of which the medians are shown
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// A workload with its results so far.
struct Measured {
    name: &'static str,
    questions: Arc<[Question]>,
    scripts: Option<Scripts>,
    http: Vec<Load>,
    pgbench: Vec<Load>,
}

impl Rounds {
    /// Measures and prints a table.
    ///
    /// # Errors
    /// Whatever keeps it from being measured.
    pub async fn run(&self) -> Result<()> {
        let site = Site::build().await?;
        let register = Register { units: self.units, seed: SEED, moments: false };
        site.fill(register).await?;
        let server = site.program.serve().await?;
        site.settle().await?;
        let mut connection = Connection::open(server.address).await?;
        let workloads = questions::workloads(&mut connection).await?;
        let mut measured = Vec::new();
        for workload in workloads {
            measured.push(self.prepare(&site, &mut connection, workload).await?);
        }
        for round in 0..=self.rounds {
            for one in &mut measured {
                // The first round only warms up.
                let seconds = if round == 0 { 1 } else { self.seconds };
                self.measure(&site, &server, one, Duration::from_secs(seconds), round > 0).await?;
            }
        }
        self.print(&measured);
        // The server stops before its database.
        drop(server);
        site.end().await
    }

    /// Checks the answer to every question once, and logs its statements.
    async fn prepare(
        &self,
        site: &Site,
        connection: &mut Connection,
        workload: Workload,
    ) -> Result<Measured> {
        let mut log = site.tools.as_ref().map(|tools| Log::begin(tools, &site.url)).transpose()?;
        let mut questions = Vec::new();
        let mut requests = Vec::new();
        for body in &workload.bodies {
            // The first answer loads what later ones find in memory.
            Question::judged(connection, body).await?;
            log.as_mut().map(Log::statements).transpose()?;
            questions.push(Question::judged(connection, body).await?);
            requests.extend(log.as_mut().map(Log::statements).transpose()?);
        }
        let folder = site.folder.join(workload.name.replace([' ', ','], "-"));
        let scripts = log.is_some().then(|| Scripts::write(folder, &requests)).transpose()?;
        log.map(Log::end).transpose()?;
        let name = workload.name;
        Ok(Measured { name, questions: questions.into(), scripts, http: Vec::new(), pgbench: Vec::new() })
    }

    async fn measure(
        &self,
        site: &Site,
        server: &Server,
        one: &mut Measured,
        time: Duration,
        counts: bool,
    ) -> Result<()> {
        let before = server.cpu_seconds();
        let mut http = http::load(server.address, Arc::clone(&one.questions), self.connections, time).await?;
        if let Some((before, after)) = before.zip(server.cpu_seconds()) {
            http.cpu = 1_000.0 * (after - before) / (http.per_second * time.as_secs_f64());
        }
        let pgbench = match (&one.scripts, &site.tools) {
            (Some(scripts), Some(tools)) => Some(scripts.run(tools, &site.url, self.connections, time)?),
            _ => None,
        };
        if counts {
            one.http.push(http);
            one.pgbench.extend(pgbench);
        }
        Ok(())
    }

    fn print(&self, measured: &[Measured]) {
        let Rounds { units, connections, seconds, rounds } = self;
        say(&format!(
            "\n{units} units, {connections} connections, medians of {rounds} rounds of {seconds} s in turn\n\n\
             | | requests/s | p50 ms | p99 ms | CPU ms of the server | of pgbench |\n|---|---|---|---|---|---|"
        ));
        for one in measured {
            let (http, pgbench) = (Load::median(&one.http), Load::median(&one.pgbench));
            say(&row(one.name, &http, &format!("{:.0} %", 100.0 * http.per_second / pgbench.per_second)));
            if let Some(scripts) = &one.scripts {
                let name = format!("… by pgbench, statements each: {}", scripts.statements);
                say(&row(&name, &pgbench, ""));
            }
        }
    }
}

fn row(name: &str, load: &Load, ratio: &str) -> String {
    let cpu = if load.cpu > 0.0 { format!("{:.2}", load.cpu) } else { String::new() };
    format!("| {name} | {:.0} | {:.1} | {:.1} | {cpu} | {ratio} |", load.per_second, load.p50, load.p99)
}
