//! The closed sets of the domain as enums of the schema. The compiler checks that both have the same values.

use async_graphql::Enum;
use serde::{Deserialize, Serialize};

/// The legal form of a park.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::park::ParkKind")]
pub enum ParkKind {
    /// Industrial park, approved by the Cabinet.
    IndustrialPark,
    /// Specialised park, for one industry or family of activities.
    SpecialisedPark,
    /// Industrial zone of less than 100 hectares.
    IndustrialZone,
    /// Rural industrial zone of less than 50 hectares.
    RuralZone,
    /// Special economic zone, exempt from general customs rules.
    SpecialEconomicZone,
    /// Technology or science park.
    TechnologyPark,
}

/// The owner of a park.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::park::Ownership")]
pub enum Ownership {
    /// The state: the parks company of the province.
    State,
    /// A private or other non-governmental licensee.
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

/// The stage of a unit's life. It follows from the events of the unit and the thresholds in force; nobody enters it.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::state::Status")]
pub enum UnitStatus {
    /// The unit has a permit; no progress has been reported.
    Planned,
    /// Progress of the construction has been reported; the unit has not reached operation.
    UnderConstruction,
    /// The unit operates at or above the threshold for active units: 50 % of nominal capacity, unless the methodology
    /// in force says otherwise.
    Active,
    /// The unit operates below the threshold for active units, and at or above the threshold for inactive ones: 10 % of
    /// nominal capacity, unless the methodology in force says otherwise.
    SemiActive,
    /// The unit has reached operation, but production has stopped or fallen below the threshold for inactive units.
    Inactive,
    /// The unit ended after it had reached operation.
    Closed,
    /// The plan was cancelled before the unit reached operation.
    Cancelled,
}

/// The eight sectors in the public tables of ISIPO, the Iran Small Industries and Industrial Parks Organization.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::activity::Sector")]
pub enum Sector {
    /// Food, beverages and pharmaceuticals.
    Food,
    /// Textiles, clothing and leather.
    Textile,
    /// Wood, paper and printing.
    Cellulose,
    /// Chemicals.
    Chemical,
    /// Glass, brick, cement and stone.
    NonMetallicMineral,
    /// Metals and metal products.
    Metal,
    /// Electrical and electronic goods.
    Electrical,
    /// Services in parks.
    Services,
}

/// A revision of the International Standard Industrial Classification (ISIC). A code has a meaning only together with
/// its revision.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::activity::IsicRevision")]
pub enum IsicRevision {
    /// Revision 3 (1989): 15 is food.
    #[graphql(name = "REV_3")]
    Rev3,
    /// Revision 3.1 (2002).
    #[graphql(name = "REV_3_1")]
    Rev3_1,
    /// Revision 4 (2008): 10 is food, 15 is leather.
    #[graphql(name = "REV_4")]
    Rev4,
}

/// What happened to a unit. Each description names the facts that such an event carries and the status that follows.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::EventKind")]
pub enum EventKind {
    /// The establishment permit was issued. Carries planned investment and planned jobs. The unit becomes `PLANNED`.
    PermitIssued,
    /// Land was assigned by contract. Carries the area. The status does not change.
    LandAssigned,
    /// Physical progress of the construction was reported. Carries the progress in percent. The unit becomes
    /// `UNDER_CONSTRUCTION`.
    ProgressReported,
    /// The unit reached operation. Carries investment and jobs. The unit becomes `ACTIVE`.
    Commissioned,
    /// Capacity in use was reported. Carries the percentage of nominal capacity and the reasons why it is low. The
    /// status follows from the thresholds in force.
    CapacityReported,
    /// Production stopped. Carries the reasons. The unit becomes `INACTIVE`.
    Idled,
    /// An idle unit produces again. Carries jobs, investment, executing body and means. The unit becomes `ACTIVE`.
    Revived,
    /// A unit below its capacity was helped to a higher one. Carries the percentage of nominal capacity afterwards and
    /// jobs. The status follows from the thresholds in force.
    CapacityRaised,
    /// Machinery or buildings were renewed. Carries the investment. The status does not change.
    Renovated,
    /// An official visited the unit. The status does not change.
    Visited,
    /// The unit ended. It becomes `CLOSED`.
    Closed,
    /// The plan was cancelled before the unit reached operation. Carries the reason. The unit becomes `CANCELLED`.
    Cancelled,
}

/// Why a unit runs below its capacity, stands idle, or was cancelled.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::Reason")]
pub enum Reason {
    /// Lack of working capital.
    Liquidity,
    /// Lack of demand.
    Market,
    /// Lack of raw materials.
    RawMaterials,
    /// Worn-out or missing machinery.
    Machinery,
    /// A dispute between the partners.
    PartnerDispute,
    /// Shortage of power, gas or fuel.
    Energy,
    /// Debts to a bank.
    BankDebt,
    /// Lack of foreign currency.
    Currency,
    /// A legal dispute.
    Legal,
    /// Missing infrastructure of the park.
    Infrastructure,
    /// Any other reason.
    Other,
    /// The contract was cancelled. Only for `CANCELLED` events.
    ContractCancelled,
    /// The land was repossessed. Only for `CANCELLED` events.
    LandRepossessed,
}

/// The body that carries out a revival or is responsible for a target.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::Body")]
pub enum ExecutingBody {
    /// The parks company of the province.
    ProvincialCompany,
    /// The provincial department of the ministry.
    MinistryDepartment,
}

/// The means by which a unit was revived.
#[derive(Enum, Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::event::Means")]
pub enum RevivalMeans {
    /// Loans or capital.
    Finance,
    /// A new owner.
    OwnershipTransfer,
    /// A new partner.
    NewPartner,
    /// Another product or production line.
    LineChange,
    /// Settlement of debts.
    Settlement,
    /// Supply of raw materials.
    Materials,
}

/// The role of a caller with a credential.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::actor::RoleName")]
pub enum Role {
    /// Officer of one or several provinces: edits parks, units and events there.
    ProvincialOfficer,
    /// Officer of the whole country: edits parks, units and events everywhere, sets targets, records budget lines and
    /// announcements.
    NationalOfficer,
    /// Reads everything, including the audit trail, and changes nothing.
    Auditor,
    /// May do everything that officers may do, reads the audit trail, and manages tokens, methodologies and rates.
    Administrator,
}

/// State of an import.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_persistence::import_job::ImportState")]
pub enum ImportState {
    /// The import waits until another import or another change has ended.
    Waiting,
    /// The files are being read and checked.
    Running,
    /// The import ended without errors: everything is recorded, or, in a dry run, could be.
    Done,
    /// The files have errors; nothing was recorded.
    Refused,
    /// The import was cancelled; nothing was recorded.
    Cancelled,
    /// The import failed because of a fault of the server; nothing was recorded.
    Failed,
    /// The server of the import stopped or was silent for 15 seconds; nothing was recorded.
    Interrupted,
}

/// Kind of records in a file of an import.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::import::FileKind")]
pub enum ImportFileKind {
    /// Provinces. They are bundled with the program and cannot be imported.
    Provinces,
    /// Iranian years. They are bundled with the program and cannot be imported.
    Years,
    /// Divisions of ISIC. They are bundled with the program and cannot be imported.
    IsicDivisions,
    /// Exchange rates.
    Rates,
    /// Methodologies: thresholds of activity.
    Methodologies,
    /// Metrics of announced figures.
    Metrics,
    /// Parks.
    Parks,
    /// Infrastructure of parks.
    Infrastructure,
    /// Units.
    Units,
    /// Events of units.
    Events,
    /// Yearly targets with their revisions.
    Targets,
    /// Announced figures.
    Announcements,
    /// Corrections and marks of announced figures.
    FigureDecisions,
    /// Budget lines.
    Budgets,
    /// Steps of support cases.
    SupportCases,
}

/// Which units a figure counts.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::population::Population")]
pub enum Population {
    /// Units in parks of any kind, including closed parks.
    InParks,
    /// Units outside parks.
    OutsideParks,
    /// All units.
    All,
}

/// Converts each value to the domain's type, or back.
pub fn convert_each<T, U: From<T>>(values: impl IntoIterator<Item = T>) -> Vec<U> {
    values.into_iter().map(U::from).collect()
}
