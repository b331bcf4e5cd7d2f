/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** One number of an announcement, as stated. */
export type AnnouncedFigureInput = {
  /** A code of your choice, unique among all figures: 1 to 64 Latin letters, digits and `-_./:`. */
  code: string;
  /** The hedge of the speaker; omit it for a plain number. */
  hedge?: Hedge | null | undefined;
  /** The higher end of a range; if omitted, the same number as `low`. */
  high?: string | null | undefined;
  /** The number, or the lower end of a range, as stated: a percentage stays `18.7`. */
  low: string;
  /** Kind of number. */
  measure: Measure;
  /**
   * What the figure measures: a code or alias of a metric, such as `units_revived`. `metrics` lists them;
   * `metricDefine` introduces another one.
   */
  metric: string;
  /** Doubts and contradictions. */
  note?: string | null | undefined;
  /** Organisation for which the speaker spoke. */
  organisation?: string | null | undefined;
  /** First day of the period. */
  periodFrom?: string | null | undefined;
  /** Last day of the period, or the day of a stock. */
  periodTo?: string | null | undefined;
  /** The units that the figure counts, in the speaker's words. */
  population: AnnouncedPopulation;
  /** A short quotation from the source. */
  quote?: string | null | undefined;
  /** `IR` for the country, or the ISO 3166-2 code of 2020 of a province, for example `IR-09`. */
  scope: string;
  /** Name of the speaker, as the source spells it. */
  speaker?: string | null | undefined;
  /** Unit of measurement: `units`, `persons`, `IRR`, `USD`, `percent` and others. */
  unit: string;
};

/** Population of an announced figure, in the speaker's words. */
export type AnnouncedPopulation =
  /** Units in and outside parks. */
  | 'IN_AND_OUTSIDE_PARKS'
  /** Units in parks. */
  | 'IN_PARKS'
  /** The whole country. */
  | 'NATIONWIDE'
  /** Small and medium-sized enterprises. */
  | 'SMES'
  /** The speaker did not say. */
  | 'UNSPECIFIED';

/** Figures of one source and day. They are added to those that the register already has of this source and day. */
export type AnnouncementRecordInput = {
  /** Day of the announcement, not in the future; omit it if it is not known. */
  announcedOn?: string | null | undefined;
  /** How the day of the announcement is known. */
  dateBasis: DateBasis;
  /** The announced figures, 1 to 500. */
  figures: Array<AnnouncedFigureInput>;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Address of the page that reports the announcement. */
  source: string;
};

/** Why a plan was cancelled. */
export type CancellationReason =
  /** The contract was cancelled. */
  | 'CONTRACT_CANCELLED'
  /** The land was repossessed. */
  | 'LAND_REPOSSESSED';

/** How the day of an announcement is known. */
export type DateBasis =
  /** The day was inferred from the source. */
  | 'ESTIMATED'
  /** The source states the day. */
  | 'STATED'
  /** The day is not known. */
  | 'UNKNOWN';

/** An event with all its facts. Give only the facts that its kind carries. */
export type EventInput = {
  /** Area in square metres, above 0, with at most two decimals. */
  areaM2?: string | null | undefined;
  /** The body that carried it out. */
  body?: ExecutingBody | null | undefined;
  /** Percent of nominal capacity, 0 to 200 with at most two decimals. */
  capacityPercent?: string | null | undefined;
  /** A code of your choice for the new record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** Investment in whole rials; planned for a permit. */
  investmentIrr?: string | null | undefined;
  /** Persons at work after the event; planned jobs for a permit. */
  jobs?: number | null | undefined;
  /** The kind of event. */
  kind: EventKind;
  /** The means of a revival. */
  means?: RevivalMeans | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Physical progress in percent, 0 to 100 with at most two decimals. */
  progressPercent?: string | null | undefined;
  /** The reasons. */
  reasons?: Array<Reason> | null | undefined;
};

/** What happened to a unit. Each description names the facts that such an event carries and the status that follows. */
export type EventKind =
  /** The plan was cancelled before the unit reached operation. Carries the reason. The unit becomes `CANCELLED`. */
  | 'CANCELLED'
  /**
   * A unit below its capacity was helped to a higher one. Carries the percentage of nominal capacity afterwards and
   * jobs. The status follows from the thresholds in force.
   */
  | 'CAPACITY_RAISED'
  /**
   * Capacity in use was reported. Carries the percentage of nominal capacity and the reasons why it is low. The
   * status follows from the thresholds in force.
   */
  | 'CAPACITY_REPORTED'
  /** The unit ended. It becomes `CLOSED`. */
  | 'CLOSED'
  /** The unit reached operation. Carries investment and jobs. The unit becomes `ACTIVE`. */
  | 'COMMISSIONED'
  /** Production stopped. Carries the reasons. The unit becomes `INACTIVE`. */
  | 'IDLED'
  /** Land was assigned by contract. Carries the area. The status does not change. */
  | 'LAND_ASSIGNED'
  /** The establishment permit was issued. Carries planned investment and planned jobs. The unit becomes `PLANNED`. */
  | 'PERMIT_ISSUED'
  /**
   * Physical progress of the construction was reported. Carries the progress in percent. The unit becomes
   * `UNDER_CONSTRUCTION`.
   */
  | 'PROGRESS_REPORTED'
  /** Machinery or buildings were renewed. Carries the investment. The status does not change. */
  | 'RENOVATED'
  /** An idle unit produces again. Carries jobs, investment, executing body and means. The unit becomes `ACTIVE`. */
  | 'REVIVED'
  /** An official visited the unit. The status does not change. */
  | 'VISITED';

/**
 * The replacement of an event, for the same unit. Fields that are omitted keep the value of the replaced event; null clears
 * a value. If the kind changes, the values that the new kind does not carry are dropped.
 */
export type EventReplacement = {
  /** Area in square metres, above 0, with at most two decimals. */
  areaM2?: string | null | undefined;
  /** The body that carried out the revival. */
  body?: ExecutingBody | null | undefined;
  /** Percent of nominal capacity, 0 to 200 with at most two decimals. */
  capacityPercent?: string | null | undefined;
  /** A code of your choice for the new record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** Investment in whole rials; planned investment for a permit. */
  investmentIrr?: string | null | undefined;
  /** Persons at work after the event; planned jobs for a permit. */
  jobs?: number | null | undefined;
  /** The kind of event. */
  kind?: EventKind | null | undefined;
  /** The means of the revival. */
  means?: RevivalMeans | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn?: string | null | undefined;
  /** Physical progress in percent, 0 to 100 with at most two decimals. */
  progressPercent?: string | null | undefined;
  /** The reasons. */
  reasons?: Array<Reason> | null | undefined;
  /** Code of the event to replace. */
  replaces: string;
};

/** The void of an event. If the event replaced another one, that one does not return. */
export type EventVoiding = {
  /**
   * A code of your choice for the record that voids the event, unique within the unit. If omitted, the register
   * chooses one.
   */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** The reason, visible to callers who may read confidential data. */
  note: string;
  /** Code of the event to void. */
  voids: string;
};

/** The body that carries out a revival or is responsible for a target. */
export type ExecutingBody =
  /** The provincial department of the ministry. */
  | 'MINISTRY_DEPARTMENT'
  /** The parks company of the province. */
  | 'PROVINCIAL_COMPANY';

/** How a speaker qualified a number. */
export type Hedge =
  /** “about”, “some”. */
  | 'ABOUT'
  /** “nearly”, “almost”. */
  | 'NEARLY'
  /** “over”, “more than”. */
  | 'OVER'
  /** A range between two numbers. */
  | 'RANGE'
  /** “up to”. */
  | 'UP_TO';

/** The import to cancel. */
export type ImportCancelInput = {
  /** Global id of the import. */
  id: string | number;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
};

/** Kind of records in a file of an import. */
export type ImportFileKind =
  /** Announced figures. */
  | 'ANNOUNCEMENTS'
  /** Budget lines. */
  | 'BUDGETS'
  /** Events of units. */
  | 'EVENTS'
  /** Corrections and marks of announced figures. */
  | 'FIGURE_DECISIONS'
  /** Infrastructure of parks. */
  | 'INFRASTRUCTURE'
  /** Divisions of ISIC. They are bundled with the program and cannot be imported. */
  | 'ISIC_DIVISIONS'
  /** Methodologies: thresholds of activity. */
  | 'METHODOLOGIES'
  /** Metrics of announced figures. */
  | 'METRICS'
  /** Parks. */
  | 'PARKS'
  /** Provinces. They are bundled with the program and cannot be imported. */
  | 'PROVINCES'
  /** Exchange rates. */
  | 'RATES'
  /** Steps of support cases. */
  | 'SUPPORT_CASES'
  /** Yearly targets with their revisions. */
  | 'TARGETS'
  /** Units. */
  | 'UNITS'
  /** Iranian years. They are bundled with the program and cannot be imported. */
  | 'YEARS';

/** State of an import. */
export type ImportState =
  /** The import was cancelled; nothing was recorded. */
  | 'CANCELLED'
  /** The import ended without errors: everything is recorded, or, in a dry run, could be. */
  | 'DONE'
  /** The import failed because of a fault of the server; nothing was recorded. */
  | 'FAILED'
  /** The server of the import stopped or was silent for 15 seconds; nothing was recorded. */
  | 'INTERRUPTED'
  /** The files have errors; nothing was recorded. */
  | 'REFUSED'
  /** The files are being read and checked. */
  | 'RUNNING'
  /** The import waits until another import or another change has ended. */
  | 'WAITING';

/**
 * A revision of the International Standard Industrial Classification (ISIC). A code has a meaning only together with
 * its revision.
 */
export type IsicRevision =
  /** Revision 3 (1989): 15 is food. */
  | 'REV_3'
  /** Revision 3.1 (2002). */
  | 'REV_3_1'
  /** Revision 4 (2008): 10 is food, 15 is leather. */
  | 'REV_4';

/** Kind of number. */
export type Measure =
  /** A count over the period. */
  | 'FLOW'
  /** A ratio of two numbers. */
  | 'RATIO'
  /** A percentage of a whole. */
  | 'SHARE'
  /** A count at the end of the period. */
  | 'STOCK'
  /** A target for the period. */
  | 'TARGET';

/** Why an announced figure cannot be compared with the register. If several reasons apply, the first one is given. */
export type NotComputableReason =
  /** The register does not compute the metric, or not in this measure or unit; or the figure is a target. */
  | 'METRIC'
  /**
   * The register has no event in the scope and period, or, for stocks and shares, until that day. This says something
   * about the register, not about the speaker.
   */
  | 'NO_RECORDS'
  /** A day that is needed is unknown or after the day of the comparison. */
  | 'PERIOD'
  /** The register does not know the population. */
  | 'POPULATION'
  /** An investment falls on a day without an official exchange rate. */
  | 'RATE'
  /** The scope is not a place of the register. */
  | 'SCOPE';

/** Which units a figure counts. */
export type Population =
  /** All units. */
  | 'ALL'
  /** Units in parks of any kind, including closed parks. */
  | 'IN_PARKS'
  /** Units outside parks. */
  | 'OUTSIDE_PARKS';

/** Why a unit runs below its capacity, stands idle, or was cancelled. */
export type Reason =
  /** Debts to a bank. */
  | 'BANK_DEBT'
  /** The contract was cancelled. Only for `CANCELLED` events. */
  | 'CONTRACT_CANCELLED'
  /** Lack of foreign currency. */
  | 'CURRENCY'
  /** Shortage of power, gas or fuel. */
  | 'ENERGY'
  /** Missing infrastructure of the park. */
  | 'INFRASTRUCTURE'
  /** The land was repossessed. Only for `CANCELLED` events. */
  | 'LAND_REPOSSESSED'
  /** A legal dispute. */
  | 'LEGAL'
  /** Lack of working capital. */
  | 'LIQUIDITY'
  /** Worn-out or missing machinery. */
  | 'MACHINERY'
  /** Lack of demand. */
  | 'MARKET'
  /** Any other reason. */
  | 'OTHER'
  /** A dispute between the partners. */
  | 'PARTNER_DISPUTE'
  /** Lack of raw materials. */
  | 'RAW_MATERIALS';

/** The means by which a unit was revived. */
export type RevivalMeans =
  /** Loans or capital. */
  | 'FINANCE'
  /** Another product or production line. */
  | 'LINE_CHANGE'
  /** Supply of raw materials. */
  | 'MATERIALS'
  /** A new partner. */
  | 'NEW_PARTNER'
  /** A new owner. */
  | 'OWNERSHIP_TRANSFER'
  /** Settlement of debts. */
  | 'SETTLEMENT';

/** The role of a caller with a credential. */
export type Role =
  /** May do everything that officers may do, reads the audit trail, and manages tokens, methodologies and rates. */
  | 'ADMINISTRATOR'
  /** Reads everything, including the audit trail, and changes nothing. */
  | 'AUDITOR'
  /**
   * Officer of the whole country: edits parks, units and events everywhere, sets targets, records budget lines and
   * announcements.
   */
  | 'NATIONAL_OFFICER'
  /** Officer of one or several provinces: edits parks, units and events there. */
  | 'PROVINCIAL_OFFICER';

/** The eight sectors in the public tables of ISIPO, the Iran Small Industries and Industrial Parks Organization. */
export type Sector =
  /** Wood, paper and printing. */
  | 'CELLULOSE'
  /** Chemicals. */
  | 'CHEMICAL'
  /** Electrical and electronic goods. */
  | 'ELECTRICAL'
  /** Food, beverages and pharmaceuticals. */
  | 'FOOD'
  /** Metals and metal products. */
  | 'METAL'
  /** Glass, brick, cement and stone. */
  | 'NON_METALLIC_MINERAL'
  /** Services in parks. */
  | 'SERVICES'
  /** Textiles, clothing and leather. */
  | 'TEXTILE';

/** A new revision of a target. */
export type TargetReviseInput = {
  /** The day of the baseline, not after the decision; for what is counted over a period, the last day of that period. */
  baselineOn?: string | null | undefined;
  /** Source of the baseline. */
  baselineSource?: string | null | undefined;
  /** What the target starts from by this decision: the last known value of the metric, together with its day. */
  baselineValue?: string | null | undefined;
  /** The day of the decision, not in the future. The target must have no other revision decided on this day. */
  decidedOn: string;
  /** The version of the target that you have read. If the target has been revised since, the change is refused. */
  expectedVersion?: number | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** The reason for the decision. */
  reason?: string | null | undefined;
  /** Source of the revision. */
  source?: string | null | undefined;
  /** Global id of the target. */
  target: string | number;
  /** The new value in the unit of the metric: units, persons, rials, or percent for a share. */
  value: string;
};

/** An assignment of land by contract. */
export type UnitAssignLandInput = {
  /** Area in square metres, above 0, with at most two decimals. */
  areaM2: string;
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** The end of a plan before the unit reached operation. */
export type UnitCancelInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** The reason; required. */
  reason?: CancellationReason | null | undefined;
  /** Code of the unit. */
  unit: string;
};

/** The end of a unit that had reached operation. */
export type UnitCloseInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** A commissioning: the unit reaches operation. */
export type UnitCommissionInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Investment in whole rials. */
  investmentIrr?: string | null | undefined;
  /** Persons at work. */
  jobs?: number | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** Corrections of one unit. They are checked together, against the history that results from all of them. */
export type UnitCorrectInput = {
  /** If true, only returns what would change and records nothing. The idempotency key stays free. */
  dryRun?: boolean | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Events to add that the corrected history needs. */
  record?: Array<EventInput> | null | undefined;
  /** Events to replace. What a replacement omits stays as it is. */
  replace?: Array<EventReplacement> | null | undefined;
  /** Code of the unit. */
  unit: string;
  /** Events to void, because they did not happen. */
  void?: Array<EventVoiding> | null | undefined;
};

/** A stop of production. */
export type UnitIdleInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** The reasons, at least one. */
  reasons: Array<Reason>;
  /** Code of the unit. */
  unit: string;
};

/** An establishment permit. */
export type UnitIssuePermitInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Planned investment in whole rials. */
  investmentIrr?: string | null | undefined;
  /** Planned jobs. */
  jobs?: number | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** A raise of capacity: a unit below its capacity was helped to a higher one. */
export type UnitRaiseCapacityInput = {
  /** Percent of nominal capacity afterwards, 0 to 200 with at most two decimals. */
  capacityPercent: string;
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Persons at work afterwards, in new and retained jobs. */
  jobs?: number | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** A renewal of machinery or buildings. */
export type UnitRenovateInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Investment in whole rials. */
  investmentIrr?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** A report of the capacity in use. */
export type UnitReportCapacityInput = {
  /** Percent of nominal capacity, 0 to 200 with at most two decimals. */
  capacityPercent: string;
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** The reasons why the capacity is not fully used. */
  reasons?: Array<Reason> | null | undefined;
  /** Code of the unit. */
  unit: string;
};

/** A report of the physical progress of the construction. */
export type UnitReportProgressInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Physical progress in percent, 0 to 100 with at most two decimals. */
  progressPercent: string;
  /** Code of the unit. */
  unit: string;
};

/** A revival: an idle unit produces again. */
export type UnitReviveInput = {
  /** The body that carried out the revival. */
  body?: ExecutingBody | null | undefined;
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Investment in whole rials. */
  investmentIrr?: string | null | undefined;
  /** Persons at work after the revival, in new and retained jobs. */
  jobs?: number | null | undefined;
  /** The means of the revival. */
  means?: RevivalMeans | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** The stage of a unit's life. It follows from the events of the unit and the thresholds in force; nobody enters it. */
export type UnitStatus =
  /**
   * The unit operates at or above the threshold for active units: 50 % of nominal capacity, unless the methodology
   * in force says otherwise.
   */
  | 'ACTIVE'
  /** The plan was cancelled before the unit reached operation. */
  | 'CANCELLED'
  /** The unit ended after it had reached operation. */
  | 'CLOSED'
  /** The unit has reached operation, but production has stopped or fallen below the threshold for inactive units. */
  | 'INACTIVE'
  /** The unit has a permit; no progress has been reported. */
  | 'PLANNED'
  /**
   * The unit operates below the threshold for active units, and at or above the threshold for inactive ones: 10 % of
   * nominal capacity, unless the methodology in force says otherwise.
   */
  | 'SEMI_ACTIVE'
  /** Progress of the construction has been reported; the unit has not reached operation. */
  | 'UNDER_CONSTRUCTION';

/** Facts of a unit to change. An omitted field stays as it is; null means that the value is not known. */
export type UnitUpdateInput = {
  /** Code of the unit. */
  code: string;
  /** The version of the unit that you have read. If its facts have changed since, the update is refused. */
  expectedVersion?: number | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** The ISIC code of the activity: 2 to 4 digits of that revision. */
  isicCode?: string | null | undefined;
  /** The ISIC revision of the activity. */
  isicRevision?: IsicRevision | null | undefined;
  /** Number of the licence. */
  licence?: string | null | undefined;
  /** Name in English. */
  nameEn?: string | null | undefined;
  /** Name in Persian. */
  nameFa?: string | null | undefined;
  /** Owner of the unit. */
  owner?: string | null | undefined;
  /**
   * Code of the park in which the unit stands; null for a unit outside parks. It can no longer change once the unit
   * has an event.
   */
  park?: string | null | undefined;
  /**
   * The province of a unit outside parks (ISO 3166-2 code of 2020, for example `IR-09`). It can no longer change
   * once the unit has an event.
   */
  province?: string | null | undefined;
  /** Sector of the unit. All reports use the new one, including those of the past. */
  sector?: Sector | null | undefined;
};

/** A visit by an official. */
export type UnitVisitInput = {
  /** A code of your choice for the record, unique within the unit. If omitted, the register chooses one. */
  event?: string | null | undefined;
  /** Number or address of a document, visible to callers who may read confidential data. */
  evidence?: string | null | undefined;
  /** A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key free: correct the change and send it again with the same key. */
  idempotencyKey?: string | null | undefined;
  /** Anything else worth recording, visible to callers who may read confidential data. */
  note?: string | null | undefined;
  /** The day on which the event took effect, not in the future. */
  occurredOn: string;
  /** Code of the unit. */
  unit: string;
};

/** Why a change or an import is refused. New codes may be added; the meaning of a code never changes. */
export type UserErrorCode =
  /** The event has already been replaced or voided. */
  | 'ALREADY_CORRECTED'
  /** An object with this code or key is already registered. */
  | 'ALREADY_REGISTERED'
  /** The value does not have the form of a code. */
  | 'BAD_CODE'
  /** The value is not a day. */
  | 'BAD_DAY'
  /** The value is not a moment in RFC 3339 format. */
  | 'BAD_MOMENT'
  /** The value is not a number, or not written as one. */
  | 'BAD_NUMBER'
  /** The value is not one of the allowed values, or the text is not allowed. */
  | 'BAD_VALUE'
  /** A void cannot be replaced or voided. */
  | 'CANNOT_CORRECT_VOID'
  /** The key is already recorded with different facts, which cannot be changed. */
  | 'CHANGED'
  /** Records replace each other in a circle. */
  | 'CIRCULAR_CORRECTION'
  /** The park lies in another province. */
  | 'CONFLICTING_PLACE'
  /** A column occurs twice. */
  | 'DUPLICATE_COLUMN'
  /** The same key occurs twice with different facts. */
  | 'DUPLICATE_KEY'
  /** A required value is empty. */
  | 'EMPTY'
  /** The status of the unit does not allow the event; the message names the event that would no longer be allowed. */
  | 'EVENT_NOT_ALLOWED'
  /** A fact that the kind of event requires is missing. */
  | 'FACT_MISSING'
  /** This kind of event does not carry the fact. */
  | 'FACT_NOT_CARRIED'
  /** The role or the provinces of the sender do not allow this line of an import. */
  | 'FORBIDDEN'
  /** The day is in the future. */
  | 'FUTURE_DAY'
  /** The moment is in the future. */
  | 'FUTURE_MOMENT'
  /** The import has already ended. */
  | 'IMPORT_ENDED'
  /** Values contradict each other. */
  | 'INCONSISTENT'
  /** The idempotency key was used for another change. */
  | 'KEY_REUSED'
  /** The file is not a well-formed CSV file in UTF-8. */
  | 'MALFORMED'
  /** Capacities have already been reported under the thresholds in force on or after that day. */
  | 'METHODOLOGY_IN_USE'
  /** A required column is missing. */
  | 'MISSING_COLUMN'
  /** The unit has records with a later moment of recording. */
  | 'MOMENT_BEFORE_LATEST'
  /** A value is given where none is allowed. */
  | 'NOT_EMPTY'
  /** The province code is from before 2020 and is not labelled as such. */
  | 'OLD_PROVINCE_CODE'
  /** A number, day, year or length is out of range. */
  | 'OUT_OF_RANGE'
  /** Two rates of the same kind overlap. */
  | 'OVERLAPPING_RATES'
  /** The place can no longer change, because an event depends on it. */
  | 'PLACE_FIXED'
  /** The object has changed since the sender read it; the message lists the current values. */
  | 'STALE_VERSION'
  /** The status of the support case does not allow the step. */
  | 'STEP_NOT_ALLOWED'
  /** No support case has this code. */
  | 'UNKNOWN_CASE'
  /** This kind of file has no such column. */
  | 'UNKNOWN_COLUMN'
  /** The unit has no event with this code. */
  | 'UNKNOWN_EVENT'
  /** No announced figure has this code. */
  | 'UNKNOWN_FIGURE'
  /** No import has this id. */
  | 'UNKNOWN_IMPORT'
  /** No park has this code. */
  | 'UNKNOWN_PARK'
  /** No province has this code. */
  | 'UNKNOWN_PROVINCE'
  /** The support case has no record with this code. */
  | 'UNKNOWN_STEP'
  /** No such target exists. */
  | 'UNKNOWN_TARGET'
  /** No token has this id. */
  | 'UNKNOWN_TOKEN'
  /** No unit has this code. */
  | 'UNKNOWN_UNIT'
  /** The file cannot be read to its end. */
  | 'UNREADABLE';

/** Whether an announced figure agrees with the register. */
export type Verdict =
  /** The statement, with its hedge and its precision, admits the computed value. */
  | 'AGREES'
  /** It does not. */
  | 'DIFFERS'
  /** There is no computed value; `reason` says why. */
  | 'NOT_COMPUTABLE';

export type UnitIssuePermitMutationVariables = Exact<{
  input: UnitIssuePermitInput;
}>;


export type UnitIssuePermitMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitAssignLandMutationVariables = Exact<{
  input: UnitAssignLandInput;
}>;


export type UnitAssignLandMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitReportProgressMutationVariables = Exact<{
  input: UnitReportProgressInput;
}>;


export type UnitReportProgressMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitCommissionMutationVariables = Exact<{
  input: UnitCommissionInput;
}>;


export type UnitCommissionMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitReportCapacityMutationVariables = Exact<{
  input: UnitReportCapacityInput;
}>;


export type UnitReportCapacityMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitIdleMutationVariables = Exact<{
  input: UnitIdleInput;
}>;


export type UnitIdleMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitReviveMutationVariables = Exact<{
  input: UnitReviveInput;
}>;


export type UnitReviveMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitRaiseCapacityMutationVariables = Exact<{
  input: UnitRaiseCapacityInput;
}>;


export type UnitRaiseCapacityMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitRenovateMutationVariables = Exact<{
  input: UnitRenovateInput;
}>;


export type UnitRenovateMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitVisitMutationVariables = Exact<{
  input: UnitVisitInput;
}>;


export type UnitVisitMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitCloseMutationVariables = Exact<{
  input: UnitCloseInput;
}>;


export type UnitCloseMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UnitCancelMutationVariables = Exact<{
  input: UnitCancelInput;
}>;


export type UnitCancelMutation = { act: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type AnnouncingQueryVariables = Exact<{ [key: string]: never; }>;


export type AnnouncingQuery = { metrics: Array<{ code: string, unit: string, measure: Measure, computed: boolean, name: { en: string | null, fa: string | null } }>, provinces: Array<{ code: string, name: { en: string | null, fa: string | null } }> };

export type RecordAnnouncementMutationVariables = Exact<{
  input: AnnouncementRecordInput;
}>;


export type RecordAnnouncementMutation = { announcementRecord: { announcement: { id: string, announcedOn: string | null, source: string, figures: Array<{ code: string, low: string, high: string, hedge: Hedge | null, unit: string, announcedMetric: { code: string, name: { en: string | null, fa: string | null } } | null, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null } }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type ImportOutlineFragment = { id: string, state: ImportState, dryRun: boolean, committed: boolean, createdAt: string, startedAt: string | null, endedAt: string | null, faultId: string | null, startedBy: { name: string }, files: Array<{ name: string, kind: ImportFileKind, bytes: number, read: number | null, added: number | null, changed: number | null, unchanged: number | null, refused: number | null }>, progress: { of: string, done: number, size: number | null } | null };

export type ImportsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ImportsQuery = { imports: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, state: ImportState, dryRun: boolean, committed: boolean, createdAt: string, startedAt: string | null, endedAt: string | null, faultId: string | null, startedBy: { name: string }, files: Array<{ name: string, kind: ImportFileKind, bytes: number, read: number | null, added: number | null, changed: number | null, unchanged: number | null, refused: number | null }>, progress: { of: string, done: number, size: number | null } | null }> } };

export type ImportQueryVariables = Exact<{
  id: string | number;
  refusalsAfter?: string | null | undefined;
  warningsAfter?: string | null | undefined;
}>;


export type ImportQuery = { import: { id: string, state: ImportState, dryRun: boolean, committed: boolean, createdAt: string, startedAt: string | null, endedAt: string | null, faultId: string | null, refusals: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ file: string, line: number | null, column: string | null, cell: string | null, value: string | null, code: UserErrorCode, message: string }> }, warnings: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ file: string, line: number | null, column: string | null, cell: string | null, message: string }> }, startedBy: { name: string }, files: Array<{ name: string, kind: ImportFileKind, bytes: number, read: number | null, added: number | null, changed: number | null, unchanged: number | null, refused: number | null }>, progress: { of: string, done: number, size: number | null } | null } | null };

export type CancelImportMutationVariables = Exact<{
  input: ImportCancelInput;
}>;


export type CancelImportMutation = { importCancel: { import: { id: string, state: ImportState, dryRun: boolean, committed: boolean, createdAt: string, startedAt: string | null, endedAt: string | null, faultId: string | null, startedBy: { name: string }, files: Array<{ name: string, kind: ImportFileKind, bytes: number, read: number | null, added: number | null, changed: number | null, unchanged: number | null, refused: number | null }>, progress: { of: string, done: number, size: number | null } | null } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type RevisionOfTargetFragment = { value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string };

export type TargetOfOfficeFragment = { id: string, scope: string, population: Population, body: ExecutingBody | null, version: number, year: { number: number }, announcedMetric: { code: string, unit: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } | null, inForce: { value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string } | null, revisions: Array<{ value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string }> };

export type TargetsOfYearQueryVariables = Exact<{
  year: number;
  after?: string | null | undefined;
}>;


export type TargetsOfYearQuery = { targets: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, scope: string, population: Population, body: ExecutingBody | null, version: number, year: { number: number }, announcedMetric: { code: string, unit: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } | null, inForce: { value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string } | null, revisions: Array<{ value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string }> }> } };

export type TargetQueryVariables = Exact<{
  id: string | number;
}>;


export type TargetQuery = { target: { id: string, scope: string, population: Population, body: ExecutingBody | null, version: number, year: { number: number }, announcedMetric: { code: string, unit: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } | null, inForce: { value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string } | null, revisions: Array<{ value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string }> } | null };

export type ReviseTargetMutationVariables = Exact<{
  input: TargetReviseInput;
}>;


export type ReviseTargetMutation = { targetRevise: { target: { id: string, scope: string, population: Population, body: ExecutingBody | null, version: number, year: { number: number }, announcedMetric: { code: string, unit: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } | null, inForce: { value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string } | null, revisions: Array<{ value: string, decidedOn: string, reason: string | null, source: string | null, recordedAt: string }> } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type FindUnitsQueryVariables = Exact<{
  text: string;
  after?: string | null | undefined;
}>;


export type FindUnitsQuery = { units: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, code: string, status: UnitStatus | null, name: { en: string | null, fa: string | null }, province: { code: string, name: { en: string | null, fa: string | null } }, park: { code: string, name: { en: string | null, fa: string | null } } | null }> } };

export type RuleOfEventFragment = { kind: EventKind, mutation: string, required: Array<string>, optional: Array<string>, reasons: Array<Reason> };

export type UnitOfOfficeFragment = { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } };

export type EventOfOfficeFragment = { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } };

export type OfficeUnitQueryVariables = Exact<{
  code: string;
  after?: string | null | undefined;
}>;


export type OfficeUnitQuery = { eventRules: Array<{ kind: EventKind, mutation: string, required: Array<string>, optional: Array<string>, reasons: Array<Reason> }>, unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, nextEvents: Array<{ kind: EventKind }>, events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, recording: { confidential: { note: string | null, evidence: string | null } | null } }> }, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null };

export type NextEventsQueryVariables = Exact<{
  code: string;
  asOf: string;
}>;


export type NextEventsQuery = { unit: { id: string, status: UnitStatus | null, nextEvents: Array<{ kind: EventKind }> } | null };

export type EventToCorrectQueryVariables = Exact<{
  unit: string;
  code: string;
}>;


export type EventToCorrectQuery = { eventRules: Array<{ kind: EventKind, mutation: string, required: Array<string>, optional: Array<string>, reasons: Array<Reason> }>, event: { id: string, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, recordedAt: string, effective: boolean, iranianDay: string, unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } }, recording: { confidential: { note: string | null, evidence: string | null } | null } } | null };

export type FactsOfEventFragment = { kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, note: string | null, evidence: string | null };

export type CorrectUnitMutationVariables = Exact<{
  input: UnitCorrectInput;
}>;


export type CorrectUnitMutation = { unitCorrect: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, events: Array<{ id: string, code: string }>, history: Array<{ event: string | null, kind: EventKind, occurredOn: string, status: UnitStatus, jobs: number | null, capacityPercent: string | null, isNew: boolean }> | null, changes: Array<{ corrects: string | null, before: { kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, note: string | null, evidence: string | null } | null, after: { kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, means: RevivalMeans | null, note: string | null, evidence: string | null } | null }> | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type UpdateUnitMutationVariables = Exact<{
  input: UnitUpdateInput;
}>;


export type UpdateUnitMutation = { unitUpdate: { unit: { id: string, code: string, version: number, status: UnitStatus | null, statusSince: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, sector: Sector | null, licence: string | null, owner: string | null, name: { en: string | null, fa: string | null }, activity: { code: string, revision: IsicRevision } | null, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null, userErrors: Array<{ code: UserErrorCode, field: Array<string>, message: string }> } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { name: string | null, organisation: string | null, role: Role | null, expiresAt: string | null, mutations: Array<string>, provinces: Array<{ code: string, name: { en: string | null, fa: string | null } }> | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ImportOutlineFragmentDoc = new TypedDocumentString(`
    fragment ImportOutline on Import {
  id
  state
  dryRun
  committed
  createdAt
  startedAt
  endedAt
  faultId
  startedBy {
    name
  }
  files {
    name
    kind
    bytes
    read
    added
    changed
    unchanged
    refused
  }
  progress {
    of
    done
    size
  }
}
    `, {"fragmentName":"ImportOutline"}) as unknown as TypedDocumentString<ImportOutlineFragment, unknown>;
export const RevisionOfTargetFragmentDoc = new TypedDocumentString(`
    fragment RevisionOfTarget on TargetRevision {
  value
  decidedOn
  reason
  source
  recordedAt
}
    `, {"fragmentName":"RevisionOfTarget"}) as unknown as TypedDocumentString<RevisionOfTargetFragment, unknown>;
export const TargetOfOfficeFragmentDoc = new TypedDocumentString(`
    fragment TargetOfOffice on Target {
  id
  year {
    number
  }
  announcedMetric {
    code
    unit
    name {
      en
      fa
    }
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  body
  version
  inForce {
    ...RevisionOfTarget
  }
  revisions {
    ...RevisionOfTarget
  }
}
    fragment RevisionOfTarget on TargetRevision {
  value
  decidedOn
  reason
  source
  recordedAt
}`, {"fragmentName":"TargetOfOffice"}) as unknown as TypedDocumentString<TargetOfOfficeFragment, unknown>;
export const RuleOfEventFragmentDoc = new TypedDocumentString(`
    fragment RuleOfEvent on EventRule {
  kind
  mutation
  required
  optional
  reasons
}
    `, {"fragmentName":"RuleOfEvent"}) as unknown as TypedDocumentString<RuleOfEventFragment, unknown>;
export const UnitOfOfficeFragmentDoc = new TypedDocumentString(`
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
    `, {"fragmentName":"UnitOfOffice"}) as unknown as TypedDocumentString<UnitOfOfficeFragment, unknown>;
export const EventOfOfficeFragmentDoc = new TypedDocumentString(`
    fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}
    `, {"fragmentName":"EventOfOffice"}) as unknown as TypedDocumentString<EventOfOfficeFragment, unknown>;
export const FactsOfEventFragmentDoc = new TypedDocumentString(`
    fragment FactsOfEvent on EventFacts {
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  note
  evidence
}
    `, {"fragmentName":"FactsOfEvent"}) as unknown as TypedDocumentString<FactsOfEventFragment, unknown>;
export const UnitIssuePermitDocument = new TypedDocumentString(`
    mutation UnitIssuePermit($input: UnitIssuePermitInput!) {
  act: unitIssuePermit(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:906f8e817e56b42ae568f772bd4157cb1e1ecc191226f4b31ad79889d5a722d2"}) as unknown as TypedDocumentString<UnitIssuePermitMutation, UnitIssuePermitMutationVariables>;
export const UnitAssignLandDocument = new TypedDocumentString(`
    mutation UnitAssignLand($input: UnitAssignLandInput!) {
  act: unitAssignLand(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:697e70fc721d4a957e691ff113b3676ceabd46f0e632bf22fc883fc5cf52c2bc"}) as unknown as TypedDocumentString<UnitAssignLandMutation, UnitAssignLandMutationVariables>;
export const UnitReportProgressDocument = new TypedDocumentString(`
    mutation UnitReportProgress($input: UnitReportProgressInput!) {
  act: unitReportProgress(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:2b5f1846cae88219943e72d2648b58dc05da2183d4dcdc20351aac556391e1f2"}) as unknown as TypedDocumentString<UnitReportProgressMutation, UnitReportProgressMutationVariables>;
export const UnitCommissionDocument = new TypedDocumentString(`
    mutation UnitCommission($input: UnitCommissionInput!) {
  act: unitCommission(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:69469b627c6cc741bf78fd9185ca0cdbfecfd47f582733d5b2a06cf0a662ab47"}) as unknown as TypedDocumentString<UnitCommissionMutation, UnitCommissionMutationVariables>;
export const UnitReportCapacityDocument = new TypedDocumentString(`
    mutation UnitReportCapacity($input: UnitReportCapacityInput!) {
  act: unitReportCapacity(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:8c401ff9f8096f638f9cfb59563d8abef26474adf8db259354a2e049ff00c9fe"}) as unknown as TypedDocumentString<UnitReportCapacityMutation, UnitReportCapacityMutationVariables>;
export const UnitIdleDocument = new TypedDocumentString(`
    mutation UnitIdle($input: UnitIdleInput!) {
  act: unitIdle(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:ded1e85dbbb79abf8e21655b1e1b719d12f8d71844d390548150269fd0e1966c"}) as unknown as TypedDocumentString<UnitIdleMutation, UnitIdleMutationVariables>;
export const UnitReviveDocument = new TypedDocumentString(`
    mutation UnitRevive($input: UnitReviveInput!) {
  act: unitRevive(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:ca8aa9f161a1bdc3550e8ebf53ba087c38560c00daef17493bf2bf470816bf1d"}) as unknown as TypedDocumentString<UnitReviveMutation, UnitReviveMutationVariables>;
export const UnitRaiseCapacityDocument = new TypedDocumentString(`
    mutation UnitRaiseCapacity($input: UnitRaiseCapacityInput!) {
  act: unitRaiseCapacity(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:748fcc778333b49b62c72ae94ec0924ac9506321ad96808239299b77d126534a"}) as unknown as TypedDocumentString<UnitRaiseCapacityMutation, UnitRaiseCapacityMutationVariables>;
export const UnitRenovateDocument = new TypedDocumentString(`
    mutation UnitRenovate($input: UnitRenovateInput!) {
  act: unitRenovate(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:8723dd6b16a56691b314ae54bc36ddcb5d63049c2c2541129e6b6a96ac008437"}) as unknown as TypedDocumentString<UnitRenovateMutation, UnitRenovateMutationVariables>;
export const UnitVisitDocument = new TypedDocumentString(`
    mutation UnitVisit($input: UnitVisitInput!) {
  act: unitVisit(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:2ab0a9ae104e471088986cd6d145a46b3e21bc0f81890358090b30a038ca8ab8"}) as unknown as TypedDocumentString<UnitVisitMutation, UnitVisitMutationVariables>;
export const UnitCloseDocument = new TypedDocumentString(`
    mutation UnitClose($input: UnitCloseInput!) {
  act: unitClose(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:390f83947a88f800bb1dac3ad1cac78f4dd25663be55664b99b8fd5a6931e63a"}) as unknown as TypedDocumentString<UnitCloseMutation, UnitCloseMutationVariables>;
export const UnitCancelDocument = new TypedDocumentString(`
    mutation UnitCancel($input: UnitCancelInput!) {
  act: unitCancel(input: $input) {
    unit {
      ...UnitOfOffice
    }
    event {
      ...EventOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:e5873c0681a1456797d1b8daa3947f9e07acd11982e5f0d420ab269730db31fa"}) as unknown as TypedDocumentString<UnitCancelMutation, UnitCancelMutationVariables>;
export const AnnouncingDocument = new TypedDocumentString(`
    query Announcing {
  metrics {
    code
    name {
      en
      fa
    }
    unit
    measure
    computed
  }
  provinces {
    code
    name {
      en
      fa
    }
  }
}
    `, {"hash":"sha256:ad6ba8056be15372d801bc694dd92ad196678dd796ba69d08ba0bf2ae783ab7f"}) as unknown as TypedDocumentString<AnnouncingQuery, AnnouncingQueryVariables>;
export const RecordAnnouncementDocument = new TypedDocumentString(`
    mutation RecordAnnouncement($input: AnnouncementRecordInput!) {
  announcementRecord(input: $input) {
    announcement {
      id
      announcedOn
      source
      figures {
        code
        low
        high
        hedge
        unit
        announcedMetric {
          code
          name {
            en
            fa
          }
        }
        comparison {
          verdict
          reason
          computed
          difference
          population
        }
      }
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `, {"hash":"sha256:89fda96847c2be3e9c2e3ae364d746a3b771f8c9348354490efc8c2ff3c25895"}) as unknown as TypedDocumentString<RecordAnnouncementMutation, RecordAnnouncementMutationVariables>;
export const ImportsDocument = new TypedDocumentString(`
    query Imports($after: String) {
  imports(first: 10, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...ImportOutline
    }
  }
}
    fragment ImportOutline on Import {
  id
  state
  dryRun
  committed
  createdAt
  startedAt
  endedAt
  faultId
  startedBy {
    name
  }
  files {
    name
    kind
    bytes
    read
    added
    changed
    unchanged
    refused
  }
  progress {
    of
    done
    size
  }
}`, {"hash":"sha256:008dd7f26248cbdba9cc6fde7759d1cc25726cb8685b4fb3f4c44dbc6881f988"}) as unknown as TypedDocumentString<ImportsQuery, ImportsQueryVariables>;
export const ImportDocument = new TypedDocumentString(`
    query Import($id: ID!, $refusalsAfter: String, $warningsAfter: String) {
  import(id: $id) {
    ...ImportOutline
    refusals(first: 100, after: $refusalsAfter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        file
        line
        column
        cell
        value
        code
        message
      }
    }
    warnings(first: 100, after: $warningsAfter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        file
        line
        column
        cell
        message
      }
    }
  }
}
    fragment ImportOutline on Import {
  id
  state
  dryRun
  committed
  createdAt
  startedAt
  endedAt
  faultId
  startedBy {
    name
  }
  files {
    name
    kind
    bytes
    read
    added
    changed
    unchanged
    refused
  }
  progress {
    of
    done
    size
  }
}`, {"hash":"sha256:2127695f0ec89f8d2aac8d2ffeff1a69e36682899fa1d9dd0f28a7e285776a31"}) as unknown as TypedDocumentString<ImportQuery, ImportQueryVariables>;
export const CancelImportDocument = new TypedDocumentString(`
    mutation CancelImport($input: ImportCancelInput!) {
  importCancel(input: $input) {
    import {
      ...ImportOutline
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment ImportOutline on Import {
  id
  state
  dryRun
  committed
  createdAt
  startedAt
  endedAt
  faultId
  startedBy {
    name
  }
  files {
    name
    kind
    bytes
    read
    added
    changed
    unchanged
    refused
  }
  progress {
    of
    done
    size
  }
}`, {"hash":"sha256:00b1fefdbf43f1543de1fdcca9300e96599a7bc2c63a76f314252f72d5855d9a"}) as unknown as TypedDocumentString<CancelImportMutation, CancelImportMutationVariables>;
export const TargetsOfYearDocument = new TypedDocumentString(`
    query TargetsOfYear($year: Int!, $after: String) {
  targets(first: 50, after: $after, filter: {year: $year}) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...TargetOfOffice
    }
  }
}
    fragment RevisionOfTarget on TargetRevision {
  value
  decidedOn
  reason
  source
  recordedAt
}
fragment TargetOfOffice on Target {
  id
  year {
    number
  }
  announcedMetric {
    code
    unit
    name {
      en
      fa
    }
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  body
  version
  inForce {
    ...RevisionOfTarget
  }
  revisions {
    ...RevisionOfTarget
  }
}`, {"hash":"sha256:72b52ef8075290d07e93791cb0cdad11024dcd3601c31cebac3aacf1dc8235cb"}) as unknown as TypedDocumentString<TargetsOfYearQuery, TargetsOfYearQueryVariables>;
export const TargetDocument = new TypedDocumentString(`
    query Target($id: ID!) {
  target(id: $id) {
    ...TargetOfOffice
  }
}
    fragment RevisionOfTarget on TargetRevision {
  value
  decidedOn
  reason
  source
  recordedAt
}
fragment TargetOfOffice on Target {
  id
  year {
    number
  }
  announcedMetric {
    code
    unit
    name {
      en
      fa
    }
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  body
  version
  inForce {
    ...RevisionOfTarget
  }
  revisions {
    ...RevisionOfTarget
  }
}`, {"hash":"sha256:8110f9104cfc18d2273976912eb1925e5c7c1a7ce0b17fe9c16e6af7569f918e"}) as unknown as TypedDocumentString<TargetQuery, TargetQueryVariables>;
export const ReviseTargetDocument = new TypedDocumentString(`
    mutation ReviseTarget($input: TargetReviseInput!) {
  targetRevise(input: $input) {
    target {
      ...TargetOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment RevisionOfTarget on TargetRevision {
  value
  decidedOn
  reason
  source
  recordedAt
}
fragment TargetOfOffice on Target {
  id
  year {
    number
  }
  announcedMetric {
    code
    unit
    name {
      en
      fa
    }
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  body
  version
  inForce {
    ...RevisionOfTarget
  }
  revisions {
    ...RevisionOfTarget
  }
}`, {"hash":"sha256:280b6e90eaf11830d0f4ae4e6fd4ed5db753011bc1a74e6115a3331d558d9991"}) as unknown as TypedDocumentString<ReviseTargetMutation, ReviseTargetMutationVariables>;
export const FindUnitsDocument = new TypedDocumentString(`
    query FindUnits($text: String!, $after: String) {
  units(first: 20, after: $after, filter: {text: $text}) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      code
      name {
        en
        fa
      }
      status
      province {
        code
        name {
          en
          fa
        }
      }
      park {
        code
        name {
          en
          fa
        }
      }
    }
  }
}
    `, {"hash":"sha256:9987b01541a53b17318ccc2e3600fb83d2ded27c83ea295e767d541853646273"}) as unknown as TypedDocumentString<FindUnitsQuery, FindUnitsQueryVariables>;
export const OfficeUnitDocument = new TypedDocumentString(`
    query OfficeUnit($code: String!, $after: String) {
  eventRules {
    ...RuleOfEvent
  }
  unit(code: $code) {
    ...UnitOfOffice
    nextEvents {
      kind
    }
    events(first: 50, after: $after, descending: true) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...EventOfOffice
      }
    }
  }
}
    fragment RuleOfEvent on EventRule {
  kind
  mutation
  required
  optional
  reasons
}
fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:4acedb851bc5d5e81940f713e4620fa5dd7a14f811e5507d930d5da1c9326ae2"}) as unknown as TypedDocumentString<OfficeUnitQuery, OfficeUnitQueryVariables>;
export const NextEventsDocument = new TypedDocumentString(`
    query NextEvents($code: String!, $asOf: Date!) {
  unit(code: $code, asOf: $asOf) {
    id
    status
    nextEvents {
      kind
    }
  }
}
    `, {"hash":"sha256:e0ed4070c593659a0ae1a065f4ffbee500953ec950e128ffd29459feef5199b9"}) as unknown as TypedDocumentString<NextEventsQuery, NextEventsQueryVariables>;
export const EventToCorrectDocument = new TypedDocumentString(`
    query EventToCorrect($unit: String!, $code: String!) {
  eventRules {
    ...RuleOfEvent
  }
  event(unit: $unit, code: $code) {
    ...EventOfOffice
    unit {
      ...UnitOfOffice
    }
  }
}
    fragment RuleOfEvent on EventRule {
  kind
  mutation
  required
  optional
  reasons
}
fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment EventOfOffice on UnitEvent {
  id
  code
  kind
  occurredOn
  iranianDay: occurredOn(calendar: IRANIAN)
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  recordedAt
  effective
  recording {
    confidential {
      note
      evidence
    }
  }
}`, {"hash":"sha256:b5648fea0e80cda123527594ac56e29fa2b492b580fb6cbe655f594e33227a99"}) as unknown as TypedDocumentString<EventToCorrectQuery, EventToCorrectQueryVariables>;
export const CorrectUnitDocument = new TypedDocumentString(`
    mutation CorrectUnit($input: UnitCorrectInput!) {
  unitCorrect(input: $input) {
    unit {
      ...UnitOfOffice
    }
    events {
      id
      code
    }
    history {
      event
      kind
      occurredOn
      status
      jobs
      capacityPercent
      isNew
    }
    changes {
      corrects
      before {
        ...FactsOfEvent
      }
      after {
        ...FactsOfEvent
      }
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}
fragment FactsOfEvent on EventFacts {
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
  means
  note
  evidence
}`, {"hash":"sha256:8c5def3872fdbe15cce678ff3b7795f17f30a755523aebbb6b1a299f3151cdd0"}) as unknown as TypedDocumentString<CorrectUnitMutation, CorrectUnitMutationVariables>;
export const UpdateUnitDocument = new TypedDocumentString(`
    mutation UpdateUnit($input: UnitUpdateInput!) {
  unitUpdate(input: $input) {
    unit {
      ...UnitOfOffice
    }
    userErrors {
      code
      field
      message
    }
  }
}
    fragment UnitOfOffice on Unit {
  id
  code
  version
  name {
    en
    fa
  }
  status
  statusSince
  jobs
  capacityPercent
  progressPercent
  lastConfirmedOn
  sector
  licence
  owner
  activity {
    code
    revision
  }
  park {
    code
    name {
      en
      fa
    }
  }
  province {
    code
    name {
      en
      fa
    }
  }
}`, {"hash":"sha256:9aa030dccadc26d97105047b9285df8ba06efb4debf245566640dd5932086724"}) as unknown as TypedDocumentString<UpdateUnitMutation, UpdateUnitMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    name
    organisation
    role
    provinces {
      code
      name {
        en
        fa
      }
    }
    expiresAt
    mutations
  }
}
    `, {"hash":"sha256:59241e0d7d239bd66ac09da7888346eb6c9f040fd52cbf7626dd8dc2c2ef9904"}) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;