//! The register asked from outside, a file per thing.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod acceptance;
mod access;
mod access_walk;
mod announcement;
mod audit;
mod busy;
mod connection;
mod entity;
mod error;
mod feed;
mod happen;
mod http;
mod import;
mod import_job;
mod keeping;
mod knowledge;
mod landing;
mod lanes;
mod migrations;
mod node;
mod one_name;
mod page;
mod park;
mod recomputation;
mod refusal;
mod same;
mod schema;
mod snapshot;
mod spreadsheet;
mod statement;
mod stress;
mod target;
mod two_doors;
mod unit;
