//! The codes of refusals: one list for changes and imports.

use crate::coded;

coded! {
    /// Why a change or an import is refused.
    pub enum RefusalCode("refusal-code") {
        /// The file cannot be read to its end
        Unreadable = "UNREADABLE",
        /// This kind of file has no such column
        UnknownColumn = "UNKNOWN_COLUMN",
        /// A required column is missing
        MissingColumn = "MISSING_COLUMN",
        /// A column occurs twice
        DuplicateColumn = "DUPLICATE_COLUMN",
        /// Not a well-formed CSV file in UTF-8
        Malformed = "MALFORMED",
        /// A required value is empty
        Empty = "EMPTY",
        /// A value is given where none is allowed
        NotEmpty = "NOT_EMPTY",
        /// Not one of the allowed values, or a text that is not allowed
        BadValue = "BAD_VALUE",
        /// Not a day
        BadDay = "BAD_DAY",
        /// Not a moment in RFC 3339 format
        BadMoment = "BAD_MOMENT",
        /// Not a number, or not written as one
        BadNumber = "BAD_NUMBER",
        /// A number, day, year or length out of range
        OutOfRange = "OUT_OF_RANGE",
        /// Not in the form of a code
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
        /// The same key occurs twice with different facts
        DuplicateKey = "DUPLICATE_KEY",
        /// The key is already recorded with different facts, which cannot be changed
        Changed = "CHANGED",
        /// A required fact of the event is missing
        FactMissing = "FACT_MISSING",
        /// The event does not carry a fact
        FactNotCarried = "FACT_NOT_CARRIED",
        /// The status of the unit does not allow the event
        EventNotAllowed = "EVENT_NOT_ALLOWED",
        /// The event has already been replaced or voided
        AlreadyCorrected = "ALREADY_CORRECTED",
        /// A void cannot be replaced or voided
        CannotCorrectVoid = "CANNOT_CORRECT_VOID",
        /// Records replace each other in a circle
        CircularCorrection = "CIRCULAR_CORRECTION",
        /// The day is in the future
        FutureDay = "FUTURE_DAY",
        /// The moment is in the future
        FutureMoment = "FUTURE_MOMENT",
        /// The unit has records with a later moment of recording
        MomentBeforeLatest = "MOMENT_BEFORE_LATEST",
        /// The place can no longer change, because an event depends on it
        PlaceFixed = "PLACE_FIXED",
        /// The park lies in another province
        ConflictingPlace = "CONFLICTING_PLACE",
        /// Two rates of the same kind overlap
        OverlappingRates = "OVERLAPPING_RATES",
        /// Capacities have already been reported under the thresholds in force
        MethodologyInUse = "METHODOLOGY_IN_USE",
        /// Values contradict each other
        Inconsistent = "INCONSISTENT",
        /// The role or the provinces of the sender do not allow it
        Forbidden = "FORBIDDEN",
        /// An object with this code or key is already registered
        AlreadyRegistered = "ALREADY_REGISTERED",
        /// No such target exists
        UnknownTarget = "UNKNOWN_TARGET",
        /// No announced figure has this code
        UnknownFigure = "UNKNOWN_FIGURE",
        /// No support case has this code
        UnknownCase = "UNKNOWN_CASE",
        /// The support case has no such record
        UnknownStep = "UNKNOWN_STEP",
        /// The status of the support case does not allow the step
        StepNotAllowed = "STEP_NOT_ALLOWED",
        /// No token has this id
        UnknownToken = "UNKNOWN_TOKEN",
        /// No import has this id
        UnknownImport = "UNKNOWN_IMPORT",
        /// The import has already ended
        ImportEnded = "IMPORT_ENDED",
        /// The object has changed since the sender read it
        StaleVersion = "STALE_VERSION",
        /// The idempotency key was used for another change
        KeyReused = "KEY_REUSED",
    }
}
