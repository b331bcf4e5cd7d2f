//! The register over GraphQL and HTTP.

pub mod error_code;
pub mod graphiql;
pub mod graphql;
pub mod http;
pub mod limits;
