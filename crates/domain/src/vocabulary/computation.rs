//! The figures that the register computes for announced metrics.

use crate::announcement::Measure;
use crate::coded;
use crate::event::EventKind;
use crate::state::Status;

coded! {
    /// A figure that the register computes.
    pub enum Computation("computation") {
        /// Commissionings
        UnitsCommissioned = "units_commissioned",
        /// Jobs stated on commissionings
        JobsCommissioned = "jobs_commissioned",
        /// Investment stated on commissionings
        InvestmentCommissioned = "investment_commissioned",
        /// Revivals
        UnitsRevived = "units_revived",
        /// Jobs stated on revivals
        JobsRevived = "jobs_revived",
        /// Investment stated on revivals
        InvestmentRevived = "investment_revived",
        /// Capacity raises
        UnitsCapacityRaised = "units_capacity_raised",
        /// Jobs stated on capacity raises
        JobsCapacityRaised = "jobs_capacity_raised",
        /// Renovations
        UnitsRenovated = "units_renovated",
        /// Stops of production
        UnitsIdled = "units_idled",
        /// Closures
        UnitsClosed = "units_closed",
        /// Cancellations
        UnitsCancelled = "units_cancelled",
        /// Permits issued
        PermitsIssued = "permits_issued",
        /// Jobs planned in permits
        JobsPlanned = "jobs_planned",
        /// Investment planned in permits
        InvestmentPlanned = "investment_planned",
        /// Active units
        UnitsActive = "units_active",
        /// Semi-active units
        UnitsSemiActive = "units_semi_active",
        /// Inactive units
        UnitsInactive = "units_inactive",
        /// Inactive and semi-active units
        UnitsInactiveOrSemiActive = "units_inactive_or_semi_active",
        /// Active, semi-active and inactive units
        UnitsOperating = "units_operating",
        /// Jobs in active and semi-active units
        JobsOperating = "jobs_operating",
        /// Units under construction
        UnitsUnderConstruction = "units_under_construction",
        /// Units under construction with a physical progress above 60 %
        UnitsOver60PercentProgress = "units_over_60_percent_progress",
        /// Active units among the operating ones
        ShareActive = "share_active",
        /// Inactive units among the operating ones
        ShareInactive = "share_inactive",
        /// Inactive and semi-active units among the operating ones
        ShareInactiveOrSemiActive = "share_inactive_or_semi_active",
        /// Approved parks
        ParksApproved = "parks_approved",
        /// Parks in operation
        ParksOperating = "parks_operating",
        /// Total land of approved parks
        LandTotal = "land_total",
        /// Operational land of approved parks
        LandOperational = "land_operational",
        /// Land of approved parks that is ready to be assigned
        LandAssignable = "land_assignable",
    }
}

/// What is counted of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The events
    Events,
    /// The jobs that they state
    Jobs,
    /// The rials that they state
    Investment,
}

/// How a figure is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the events of one kind in a period (R4)
    Flow(EventKind, Counted),
    /// From the units with one of these statuses at the end of a day (R5)
    Stock(&'static [Status]),
    /// From the jobs of active and semi-active units at the end of a day (R5)
    StockJobs,
    /// From the units with one of these statuses, as a percentage of the operating ones (R5)
    Share(&'static [Status]),
    /// From the physical progress of units under construction at the end of a day
    Progress,
    /// From the parks as of a day (R11)
    Parks,
}

const IDLE: &[Status] = &[Status::SemiActive, Status::Inactive];
const OPERATING: &[Status] = &[Status::Active, Status::SemiActive, Status::Inactive];

impl Computation {
    /// How it is computed.
    pub fn way(self) -> Way {
        use Counted::{Events, Investment, Jobs};
        match self {
            Computation::UnitsCommissioned => Way::Flow(EventKind::Commissioned, Events),
            Computation::JobsCommissioned => Way::Flow(EventKind::Commissioned, Jobs),
            Computation::InvestmentCommissioned => Way::Flow(EventKind::Commissioned, Investment),
            Computation::UnitsRevived => Way::Flow(EventKind::Revived, Events),
            Computation::JobsRevived => Way::Flow(EventKind::Revived, Jobs),
            Computation::InvestmentRevived => Way::Flow(EventKind::Revived, Investment),
            Computation::UnitsCapacityRaised => Way::Flow(EventKind::CapacityRaised, Events),
            Computation::JobsCapacityRaised => Way::Flow(EventKind::CapacityRaised, Jobs),
            Computation::UnitsRenovated => Way::Flow(EventKind::Renovated, Events),
            Computation::UnitsIdled => Way::Flow(EventKind::Idled, Events),
            Computation::UnitsClosed => Way::Flow(EventKind::Closed, Events),
            Computation::UnitsCancelled => Way::Flow(EventKind::Cancelled, Events),
            Computation::PermitsIssued => Way::Flow(EventKind::PermitIssued, Events),
            Computation::JobsPlanned => Way::Flow(EventKind::PermitIssued, Jobs),
            Computation::InvestmentPlanned => Way::Flow(EventKind::PermitIssued, Investment),
            Computation::UnitsActive => Way::Stock(&[Status::Active]),
            Computation::UnitsSemiActive => Way::Stock(&[Status::SemiActive]),
            Computation::UnitsInactive => Way::Stock(&[Status::Inactive]),
            Computation::UnitsInactiveOrSemiActive => Way::Stock(IDLE),
            Computation::UnitsOperating => Way::Stock(OPERATING),
            Computation::JobsOperating => Way::StockJobs,
            Computation::UnitsUnderConstruction => Way::Stock(&[Status::UnderConstruction]),
            Computation::UnitsOver60PercentProgress => Way::Progress,
            Computation::ShareActive => Way::Share(&[Status::Active]),
            Computation::ShareInactive => Way::Share(&[Status::Inactive]),
            Computation::ShareInactiveOrSemiActive => Way::Share(IDLE),
            Computation::ParksApproved
            | Computation::ParksOperating
            | Computation::LandTotal
            | Computation::LandOperational
            | Computation::LandAssignable => Way::Parks,
        }
    }

    /// The measure of the figure.
    pub fn measure(self) -> Measure {
        match self.way() {
            Way::Flow(..) => Measure::Flow,
            Way::Share(_) => Measure::Share,
            Way::Stock(_) | Way::StockJobs | Way::Progress | Way::Parks => Measure::Stock,
        }
    }
}
