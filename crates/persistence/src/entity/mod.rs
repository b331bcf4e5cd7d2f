//! Tables as SeaORM sees them: those that are read whole or by key. Lists and reports are SQL.

pub mod iranian_year;
pub mod isic_division;
