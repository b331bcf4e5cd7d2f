//! Why something is refused: one list of codes for changes and imports.

use crate::coded;

coded! {
    /// Why something in an import, or in a change, is refused.
    pub enum RefusalCode("refusal code") {
        /// The file cannot be read to its end
        Unreadable = "UNREADABLE",
        /// No such column in this kind of file
        UnknownColumn = "UNKNOWN_COLUMN",
        /// A column that must be there is not
        MissingColumn = "MISSING_COLUMN",
        /// A column is there twice
        DuplicateColumn = "DUPLICATE_COLUMN",
        /// Not the form of a CSV file in UTF-8
        Malformed = "MALFORMED",
        /// A cell that must be filled is empty
        Empty = "EMPTY",
        /// A cell that must be empty is filled
        NotEmpty = "NOT_EMPTY",
        /// Not one of the known codes, or not such a text
        BadValue = "BAD_VALUE",
        /// No day
        BadDay = "BAD_DAY",
        /// No moment of RFC 3339
        BadMoment = "BAD_MOMENT",
        /// No number, or not written as one
        BadNumber = "BAD_NUMBER",
        /// A number, day, year or length beyond its bounds
        OutOfRange = "OUT_OF_RANGE",
        /// Not the form of a code
        BadCode = "BAD_CODE",
        /// No province has this code
        UnknownProvince = "UNKNOWN_PROVINCE",
        /// A province code from before 2020 without its label
        OldProvinceCode = "OLD_PROVINCE_CODE",
        /// No park has this code
        UnknownPark = "UNKNOWN_PARK",
        /// No unit has this code
        UnknownUnit = "UNKNOWN_UNIT",
        /// The unit has no such event
        UnknownEvent = "UNKNOWN_EVENT",
        /// The same key twice in the files, with other facts
        DuplicateKey = "DUPLICATE_KEY",
        /// The key is recorded with other facts, which cannot be changed
        Changed = "CHANGED",
        /// The event must state a fact
        FactMissing = "FACT_MISSING",
        /// The event does not carry a fact
        FactNotCarried = "FACT_NOT_CARRIED",
        /// The event could not have happened in the state of the unit
        EventNotAllowed = "EVENT_NOT_ALLOWED",
        /// The event was already replaced or voided
        AlreadyCorrected = "ALREADY_CORRECTED",
        /// A record that voids cannot be replaced or voided
        CannotCorrectVoid = "CANNOT_CORRECT_VOID",
        /// Records replace each other in a circle
        CircularCorrection = "CIRCULAR_CORRECTION",
        /// The day has not come yet
        FutureDay = "FUTURE_DAY",
        /// The moment has not come yet
        FutureMoment = "FUTURE_MOMENT",
        /// The unit has later records
        MomentBeforeLatest = "MOMENT_BEFORE_LATEST",
        /// Events hang on the place
        PlaceFixed = "PLACE_FIXED",
        /// The park lies in another province
        ConflictingPlace = "CONFLICTING_PLACE",
        /// Two rates of a kind on one day
        OverlappingRates = "OVERLAPPING_RATES",
        /// Events were judged by the thresholds that were in force
        MethodologyInUse = "METHODOLOGY_IN_USE",
        /// Cells of a line contradict each other
        Inconsistent = "INCONSISTENT",
        /// Not for the role or the provinces of who sends it
        Forbidden = "FORBIDDEN",
        /// Something with this code or key is registered already
        AlreadyRegistered = "ALREADY_REGISTERED",
        /// No such target was set
        UnknownTarget = "UNKNOWN_TARGET",
        /// No token has this id
        UnknownToken = "UNKNOWN_TOKEN",
        /// No import has this id
        UnknownImport = "UNKNOWN_IMPORT",
        /// The import has ended already
        ImportEnded = "IMPORT_ENDED",
        /// Somebody else has changed it since it was read
        StaleVersion = "STALE_VERSION",
        /// The idempotency key named another change
        KeyReused = "IDEMPOTENCY_KEY_REUSED",
    }
}
