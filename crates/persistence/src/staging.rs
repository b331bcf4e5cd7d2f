//! Staging: the lines of files on their way into the register, in one transaction.
//!
//! 1. [`Staging::copy`] streams lines into temporary tables, one for each kind of file.
//! 2. [`Staging::validate`] resolves codes, compares lines with the register, and lets the domain decide. Each line gets an
//!    [`LineOutcome`]. Nothing is locked or written outside the temporary tables.
//! 3. [`Staging::apply`] writes, locks what the lines are about, and checks again what others have changed meanwhile.
//! 4. [`Staging::record`] opens the ledger; [`Staging::commit`] makes everything visible at once.
//!
//! Files are read, and their lines turned into staged ones, in the crate `import`.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::EntityTrait;
use shahrak_domain::act::Act;
use shahrak_domain::import::{FileKind, ImportReport};
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;
use shahrak_domain::synthetic::Synthetic;

use self::apply_ledger::Prepared;
use self::tables::{create_table, staging_table};
use self::validate_ledger::ValidatedLedger;
use crate::db::Session;
use crate::entity::bundled_data;
use crate::error::Result;
use crate::import_job::{self, ImportId};
use crate::lock::Lock;
use crate::sql::Sql;
use crate::{audit, province, register_info, tx};

mod apply;
mod apply_ledger;
mod authorize;
mod copy;
mod decide;
mod earlier_moments;
mod methodology_rules;
mod omitted_facts;
mod outcome;
mod overlay;
mod table;
mod table_spec;
mod tables;
mod validate;
mod validate_ledger;

pub use self::copy::{Copy, CopyLine};
pub use self::omitted_facts::OmittedFacts;
pub use self::outcome::{LineOutcome, OutcomeCount, StagedRowError};

/// Whether files come from a user or with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// From a user.
    Import,
    /// With the program: lines never overwrite rows, and a refused line does not stop the others.
    Bundled,
}

/// How lines are staged.
#[derive(Clone, Debug)]
pub struct StagingOptions {
    /// Whose act it is. Lines beyond their permission are refused.
    pub act: Act,
    /// Where the files come from.
    pub mode: Mode,
    /// Whether nothing will be recorded.
    pub dry_run: bool,
    /// The time zone of the register, as the tz database names it.
    pub zone: String,
}

/// Lines on their way into the register. Dropped before [`Staging::commit`], it leaves nothing behind.
pub struct Staging {
    session: Session,
    options: StagingOptions,
    /// The kinds that have a staging table.
    kinds: BTreeSet<FileKind>,
    /// The end of the ledger before validation: later records are not taken into account.
    head: Position,
    /// The validated records, and units that are derived again; none without either.
    ledger: Option<ValidatedLedger>,
    /// What [`Staging::apply`] has prepared for [`Staging::record`].
    prepared: Option<Prepared>,
}

/// After how many added rows PostgreSQL analyzes the tables at once: otherwise it plans by their former size.
const MANY: u64 = 1_000;

impl Staging {
    /// Begins a transaction in the name of the act, and creates the tables that every import needs.
    pub async fn begin(session: Session, options: StagingOptions) -> Result<Staging> {
        session.run("BEGIN").await?;
        tx::set_actor(&session, &options.act).await?;
        table::prepare(&session).await?;
        overlay::create(&session).await?;
        Ok(Staging { session, options, kinds: BTreeSet::new(), head: 0, ledger: None, prepared: None })
    }

    /// Creates the staging table of a kind.
    pub async fn create(&mut self, kind: FileKind) -> Result<()> {
        if self.kinds.insert(kind) { create_table(&self.session, kind).await } else { Ok(()) }
    }

    /// Begins to fill columns of the staging table of a kind.
    pub fn copy(&mut self, kind: FileKind, columns: &[&str]) -> Copy<'_> {
        let columns = format!("{} (file, line, outcome, {})", staging_table(kind), columns.join(", "));
        Copy::begin(self.session.get_mut(), &columns)
    }

    /// Updates the statistics of the staging table of a kind.
    pub async fn analyze(&self, kind: FileKind) -> Result<()> {
        table::run(&self.session, &format!("ANALYZE {}", staging_table(kind))).await
    }

    /// All provinces, those of staged files included.
    pub async fn provinces(&self) -> Result<Vec<Province>> {
        province::all(&self.session).await
    }

    /// The database's clock.
    pub async fn now(&self) -> Result<Moment> {
        Sql::new("SELECT clock_timestamp()").value(&self.session).await
    }

    /// Ends the staging: [`Staging::retry`] returns here.
    pub async fn savepoint(&self) -> Result<()> {
        table::run(&self.session, "SAVEPOINT staged").await
    }

    /// Undoes validation and writing, for another attempt.
    pub async fn retry(&self) -> Result<()> {
        table::run(&self.session, "ROLLBACK TO SAVEPOINT staged").await
    }

    /// Adds the entry of the audit trail, and ends the job of the import.
    ///
    /// # Errors
    /// [`Error::Decode`](crate::error::Error::Decode) if the job was cancelled or given up; any other
    /// [`Error`](crate::error::Error).
    pub async fn finish(&self, job: Option<ImportId>, report: &ImportReport) -> Result<()> {
        audit::add_import(&self.session, job, report).await?;
        match job {
            Some(job) => import_job::finish(&self.session, job, report).await,
            None => Ok(()),
        }
    }

    /// Notes that bundled data with this digest is loaded.
    pub async fn note_bundle(&self, digest: &str) -> Result<()> {
        let note = bundled_data::ActiveModel { one: Unchanged(true), digest: Set(Some(digest.to_owned())) };
        bundled_data::Entity::update(note).exec_without_returning(&self.session).await?;
        Ok(())
    }

    /// Marks the register as synthetic.
    pub async fn note_synthetic(&self, synthetic: Synthetic) -> Result<()> {
        register_info::note_synthetic(&self.session, synthetic).await
    }

    /// Commits.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error); if the connection broke, it is not known whether the import is recorded.
    pub async fn commit(self, added: u64) -> Result<()> {
        self.session.run("COMMIT").await?;
        self.index_words().await;
        if added > MANY {
            self.analyze_register().await;
        }
        self.session.close().await
    }

    /// Adds the words that wait to the indexes. Until then, each search looks through all that wait.
    async fn index_words(&self) {
        if let Err(error) = table::run(&self.session, "SELECT index_words()").await {
            tracing::warn!(%error, "the words of an import wait for the next vacuum to be indexed");
        }
    }

    /// The import is recorded: without new statistics, PostgreSQL only plans worse for a while.
    async fn analyze_register(&self) {
        if let Err(error) = table::run(&self.session, "SELECT collect_statistics()").await {
            tracing::warn!(%error, "the statistics of an import's tables are out of date");
        }
    }

    /// Undoes everything.
    pub async fn rollback(self) -> Result<()> {
        self.session.run("ROLLBACK").await?;
        self.session.close().await
    }

    fn has(&self, kind: FileKind) -> bool {
        self.kinds.contains(&kind)
    }
}

/// Whether bundled data of any version was ever loaded.
pub async fn has_bundle(session: &Session) -> Result<bool> {
    Ok(loaded(session).await?.is_some())
}

/// Whether bundled data with this digest is loaded. Otherwise the caller may load it: others who want to, wait until the
/// session ends.
pub async fn lock_bundle(session: &Session, digest: &str) -> Result<bool> {
    if is_loaded(session, digest).await? {
        return Ok(true);
    }
    Lock::Shipping.lock_for_session(session).await?;
    is_loaded(session, digest).await
}

/// Whether the register has neither parks nor units. If so, the caller may fill it: others who want to, wait until the
/// session ends.
pub async fn lock_empty(session: &Session) -> Result<bool> {
    if !register_info::is_empty(session).await? {
        return Ok(false);
    }
    Lock::Shipping.lock_for_session(session).await?;
    register_info::is_empty(session).await
}

async fn is_loaded(session: &Session, digest: &str) -> Result<bool> {
    Ok(loaded(session).await?.as_deref() == Some(digest))
}

/// The digest of the bundled data that was loaded last.
async fn loaded(session: &Session) -> Result<Option<String>> {
    let row = bundled_data::Entity::find_by_id(true).one(session).await?;
    Ok(row.and_then(|row| row.digest))
}
