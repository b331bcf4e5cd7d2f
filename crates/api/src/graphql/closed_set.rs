//! Closed sets of the domain as enums of the schema. The compiler sees to it that they have the same values.

use async_graphql::Enum;
use serde::{Deserialize, Serialize};

/// What a park is in law.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::park::ParkKind")]
pub enum ParkKind {
    /// Industrial park, approved by the Cabinet.
    IndustrialPark,
    /// Park of one industry or family of activities.
    SpecialisedPark,
    /// Industrial zone, below 100 hectares.
    IndustrialZone,
    /// Rural industrial zone, below 50 hectares.
    RuralZone,
    /// Special economic zone, outside general customs rules.
    SpecialEconomicZone,
    /// Technology or science park.
    TechnologyPark,
}

/// Whose a park is.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::park::Ownership")]
pub enum Ownership {
    /// Of the parks company of the province.
    State,
    /// Licensed to others.
    NonGovernmental,
}

/// A kind of infrastructure of a park.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::park::InfrastructureLine")]
pub enum InfrastructureLine {
    /// Water.
    Water,
    /// Power.
    Power,
    /// Gas.
    Gas,
    /// Wastewater collection and treatment.
    Wastewater,
    /// Access road and inner streets.
    Road,
    /// Telephone and fibre.
    Telecom,
}

/// Where a unit stands in its life. It follows from the unit's events (rules L2, L3, L8).
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::state::Status")]
pub enum UnitStatus {
    /// A permit, nothing built.
    Planned,
    /// Progress was reported, operation not reached.
    UnderConstruction,
    /// In operation, at or above the threshold of semi-activity: 50 % of nominal capacity unless the methodology says otherwise.
    Active,
    /// In operation below that threshold, and at or above that of idleness: 10 % unless the methodology says otherwise.
    SemiActive,
    /// Reached operation, production stopped or fell below the threshold of idleness.
    Inactive,
    /// Ended after operation.
    Closed,
    /// Ended before operation.
    Cancelled,
}

/// The eight sectors of the public tables of Iran's parks organisation.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::activity::Sector")]
pub enum Sector {
    /// Food, drinks and drugs.
    Food,
    /// Textiles, clothing, leather.
    Textile,
    /// Wood, paper, print.
    Cellulose,
    /// Chemicals.
    Chemical,
    /// Glass, brick, cement, stone.
    NonMetallicMineral,
    /// Metals and metal products.
    Metal,
    /// Electrical and electronic goods.
    Electrical,
    /// Services in parks.
    Services,
}

/// A revision of the International Standard Industrial Classification. A code means nothing without it.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::activity::IsicRevision")]
pub enum IsicRevision {
    /// Revision 3 of 1989, in which 15 is food.
    #[graphql(name = "REV_3")]
    Rev3,
    /// Revision 3.1 of 2002.
    #[graphql(name = "REV_3_1")]
    Rev3_1,
    /// Revision 4 of 2008, in which 10 is food and 15 leather.
    #[graphql(name = "REV_4")]
    Rev4,
}

/// What happened to a unit. The description says what such an event states and what it does to the status.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::EventKind")]
pub enum EventKind {
    /// The establishment permit was issued: planned investment and jobs. The unit is `PLANNED`.
    PermitIssued,
    /// Land was assigned by contract: its area. The status stays.
    LandAssigned,
    /// The physical progress of the construction was reported, in percent. The unit is `UNDER_CONSTRUCTION`.
    ProgressReported,
    /// The unit reached operation: investment and jobs. It is `ACTIVE`.
    Commissioned,
    /// The used share of the nominal capacity was reported, in percent, and why it is low. The status follows the thresholds.
    CapacityReported,
    /// Production stopped, and why. The unit is `INACTIVE`.
    Idled,
    /// An idle unit produces again: jobs, investment, by whom and by what means. It is `ACTIVE`.
    Revived,
    /// A unit below its capacity was helped to a higher one: percent afterwards, jobs. The status follows the thresholds.
    CapacityRaised,
    /// Machinery or buildings were renewed: investment. The status stays.
    Renovated,
    /// An official saw the unit. The status stays.
    Visited,
    /// The unit ended. It is `CLOSED`.
    Closed,
    /// The plan ended before operation, and why. The unit is `CANCELLED`.
    Cancelled,
}

/// Why a unit runs below its capacity, stands idle, or was cancelled.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::Reason")]
pub enum Reason {
    /// Lack of working capital.
    Liquidity,
    /// Lack of demand.
    Market,
    /// Lack of raw materials.
    RawMaterials,
    /// Machinery worn out or missing.
    Machinery,
    /// The partners disagree.
    PartnerDispute,
    /// Shortage of power, gas or fuel.
    Energy,
    /// Debts to a bank.
    BankDebt,
    /// Lack of foreign currency.
    Currency,
    /// A dispute in law.
    Legal,
    /// The park lacks infrastructure.
    Infrastructure,
    /// Another reason.
    Other,
    /// Of a cancellation: the contract was cancelled.
    ContractCancelled,
    /// Of a cancellation: the land was repossessed.
    LandRepossessed,
}

/// Who carried out a revival or answers for a target.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::Body")]
pub enum ExecutingBody {
    /// The parks company of the province.
    ProvincialCompany,
    /// The department of the ministry in the province.
    MinistryDepartment,
}

/// What brought a unit back.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::Means")]
pub enum RevivalMeans {
    /// Loans or capital.
    Finance,
    /// A new owner.
    OwnershipTransfer,
    /// A new partner.
    NewPartner,
    /// Another product or line.
    LineChange,
    /// Debts were settled.
    Settlement,
    /// Raw materials were supplied.
    Materials,
}

/// What somebody with a credential may do.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::actor::RoleName")]
pub enum Role {
    /// Officer of one or several provinces: keeps the register there.
    ProvincialOfficer,
    /// Officer of the whole country: keeps the register everywhere, sets targets, records announcements.
    NationalOfficer,
    /// Reads everything, the audit trail too, and changes nothing.
    Auditor,
    /// Keeps accounts, methodologies and rates besides all that officers do.
    Administrator,
}

/// How far an import has come.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_persistence::import_job::ImportState")]
pub enum ImportState {
    /// Its turn has not come yet: another import, or a change, is under way.
    Waiting,
    /// It is being read and judged.
    Running,
    /// It has ended without a refusal: everything is recorded, or in a dry run could be.
    Done,
    /// Something was refused, and nothing is recorded.
    Refused,
    /// Somebody cancelled it, and nothing is recorded.
    Cancelled,
    /// The server was at fault, and nothing is recorded.
    Failed,
    /// Its server stopped, or was not heard of for 15 seconds. Nothing is recorded.
    Interrupted,
}

/// What a file of an import holds.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_exchange::file::FileKind")]
pub enum ImportFileKind {
    /// The provinces; they ship with the program and are not imported.
    Provinces,
    /// Iranian years; they ship with the program and are not imported.
    Years,
    /// Divisions of the ISIC; they ship with the program and are not imported.
    IsicDivisions,
    /// Exchange rates.
    Rates,
    /// Thresholds of activity.
    Methodologies,
    /// Parks.
    Parks,
    /// Infrastructure of parks.
    Infrastructure,
    /// Units.
    Units,
    /// What happened to units.
    Events,
    /// Yearly targets and their revisions.
    Targets,
    /// Announced figures.
    Announcements,
    /// Budget lines.
    Budgets,
}

/// Each value as the domain's, or the other way round.
pub fn each<T, U: From<T>>(values: impl IntoIterator<Item = T>) -> Vec<U> {
    values.into_iter().map(U::from).collect()
}
