//! The settings that PostgreSQL is started with.

/// Whether what is committed survives a crash of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Every commit is on disk before it is answered.
    Durable,
    /// Nothing waits for the disk: for tests and benchmarks.
    Throwaway,
}

/// Settings of every server; those that an operator may want to change belong into `postgresql.conf` and
/// are not listed here.
const COMMON: &[&str] = &[
    "listen_addresses=127.0.0.1",
    // Paths of sockets are limited to some 100 bytes; a data directory's is not.
    "unix_socket_directories=",
    "cluster_name=shahrak",
    "max_connections=100",
    "shared_buffers=256MB",
    "timezone=UTC",
    "log_timezone=UTC",
    // The start is judged by what is logged.
    "lc_messages=C",
    "log_min_messages=warning",
    "log_destination=stderr",
    "logging_collector=off",
    // Plans here are short; compiling them costs more than it saves.
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
