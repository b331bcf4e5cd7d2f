//! The register over GraphQL and HTTP.

pub mod auth;
pub mod clock;
pub mod error_code;
pub mod graphiql;
pub mod graphql;
pub mod http;
pub mod imports;
pub mod limits;
pub mod server;
pub mod shipped;
pub mod visit;
