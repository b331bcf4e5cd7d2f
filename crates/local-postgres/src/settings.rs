//! The settings of PostgreSQL.

/// Whether committed changes survive a crash of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Every commit waits for the disk.
    Durable,
    /// Nothing waits for the disk. For tests and benchmarks.
    Throwaway,
}

/// Settings of every server. They override `postgresql.conf`, so they leave out what an operator may want to
/// change there.
const COMMON: &[&str] = &[
    "listen_addresses=127.0.0.1",
    // The path of a socket is limited to about 100 bytes; a data directory may be longer.
    "unix_socket_directories=",
    "cluster_name=shahrak",
    "max_connections=100",
    "shared_buffers=256MB",
    "timezone=UTC",
    "log_timezone=UTC",
    // `server.rs` recognises messages of the log.
    "lc_messages=C",
    "log_min_messages=warning",
    "log_destination=stderr",
    "logging_collector=off",
    // Queries are short; compiling them costs more than it saves.
    "jit=off",
];

const DURABLE: &[&str] = &["fsync=on", "full_page_writes=on", "synchronous_commit=on"];

const THROWAWAY: &[&str] = &[
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
];

/// The settings as arguments of `postgres`.
pub(crate) fn arguments(durability: Durability) -> impl Iterator<Item = String> {
    let durability = match durability {
        Durability::Durable => DURABLE,
        Durability::Throwaway => THROWAWAY,
    };
    COMMON.iter().chain(durability).map(|setting| format!("--{setting}"))
}
