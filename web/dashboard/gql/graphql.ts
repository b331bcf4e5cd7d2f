/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Activities whose ISIC code begins with given digits. */
export type ActivityFilter = {
  /** The first one to four digits: `10` also finds 1050. */
  code: string;
  /** The revision of the code. */
  revision: IsicRevision;
};

/** A number of a group. */
export type AggregateFigure =
  /** Average of the capacities. */
  | 'CAPACITY_AVG'
  /** Number of entries whose capacity is known. */
  | 'CAPACITY_KNOWN'
  /** Greatest capacity. */
  | 'CAPACITY_MAX'
  /** Least capacity. */
  | 'CAPACITY_MIN'
  /** Sum of the capacities. */
  | 'CAPACITY_SUM'
  /** Number of entries. */
  | 'COUNT'
  /** Average of the investment. */
  | 'INVESTMENT_AVG'
  /** Number of entries whose investment is known. */
  | 'INVESTMENT_KNOWN'
  /** Greatest investment. */
  | 'INVESTMENT_MAX'
  /** Least investment. */
  | 'INVESTMENT_MIN'
  /** Sum of the investment. */
  | 'INVESTMENT_SUM'
  /** Average of the jobs. */
  | 'JOBS_AVG'
  /** Number of entries whose jobs are known. */
  | 'JOBS_KNOWN'
  /** Greatest number of jobs. */
  | 'JOBS_MAX'
  /** Least number of jobs. */
  | 'JOBS_MIN'
  /** Sum of the jobs. */
  | 'JOBS_SUM';

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

/** Whether two figures certainly speak of the same units. */
export type Confidence =
  /** They state the same population. */
  | 'CERTAIN'
  /** At least one does not say which units it counts. */
  | 'POSSIBLE';

/** A range of days, both ends included. */
export type DayRange = {
  /** First day; if omitted, the range has no beginning. */
  from?: string | null | undefined;
  /** Last day; if omitted, the range has no end. */
  to?: string | null | undefined;
};

/** A range of decimal numbers, both ends included. */
export type DecimalRange = {
  /** The least; if omitted, the range has no beginning. */
  from?: string | null | undefined;
  /** The greatest; if omitted, the range has no end. */
  to?: string | null | undefined;
};

/**
 * Conditions on events. An event must satisfy all conditions that are given. Replaced and voided events are left out
 * by default.
 */
export type EventFilter = {
  /** Events carried out by one of these bodies. */
  body?: Array<ExecutingBody> | null | undefined;
  /** Events that state a capacity in this range, in percent of nominal capacity. */
  capacityPercent?: DecimalRange | null | undefined;
  /** If true, also returns events that have been replaced or voided. */
  corrections?: boolean | null | undefined;
  /**
   * Events of units in the parks of this county, as the parks state it. Case, Arabic forms of Persian letters, digits
   * and joiners make no difference.
   */
  county?: string | null | undefined;
  /** Events that state an investment in this range. */
  investmentIrr?: RialRange | null | undefined;
  /** Events that state a number of jobs in this range. */
  jobs?: IntRange | null | undefined;
  /** Events of one of these kinds. */
  kind?: Array<EventKind> | null | undefined;
  /** Events of units with this number of the licence. */
  licence?: string | null | undefined;
  /** Events that took effect in this range of days. */
  occurredOn?: DayRange | null | undefined;
  /** Events of units whose owner contains each of these words; at most 100 characters. */
  owner?: string | null | undefined;
  /** Events of units in the park with this code. */
  park?: string | null | undefined;
  /** Events of units of this population (default `ALL`, whereas reports count `IN_PARKS` by default). */
  population?: Population | null | undefined;
  /** Events of units in the province with this ISO 3166-2 code of 2020, in and outside parks. */
  province?: string | null | undefined;
  /** Events with one of these reasons. */
  reasons?: Array<Reason> | null | undefined;
  /** Events recorded after this moment. */
  recordedAfter?: string | null | undefined;
  /** Events of units in one of these sectors. */
  sector?: Array<Sector> | null | undefined;
  /** Events of the unit with this code. */
  unit?: string | null | undefined;
};

/** What events are grouped by. */
export type EventGroupKey =
  /** Executing body. */
  | 'BODY'
  /** ISIC division of the unit's activity, within its revision. */
  | 'ISIC_DIVISION'
  /** Kind of event. */
  | 'KIND'
  /** Month of an Iranian year: Bahman 1399 and Bahman 1400 are two groups. */
  | 'MONTH'
  /** Ownership of the park; unknown for units outside parks. */
  | 'OWNERSHIP'
  /** Park of the unit; unknown for units outside parks. */
  | 'PARK'
  /** Kind of the park; unknown for units outside parks. */
  | 'PARK_KIND'
  /** Province of the unit. */
  | 'PROVINCE'
  /** Quarter of an Iranian year: Zemestan 1399 and Zemestan 1400 are two groups. */
  | 'QUARTER'
  /** Reason. An event counts once for each of its reasons, so that the groups may add up to more than all events. */
  | 'REASON'
  /** Sector of the unit. */
  | 'SECTOR'
  /** Iranian year. */
  | 'YEAR';

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

/** The body that carries out a revival or is responsible for a target. */
export type ExecutingBody =
  /** The provincial department of the ministry. */
  | 'MINISTRY_DEPARTMENT'
  /** The parks company of the province. */
  | 'PROVINCIAL_COMPANY';

/** What does not reconcile. */
export type FindingKind =
  /** They imply another rate than all that were in force. */
  | 'OTHER_RATE'
  /** Some parts add up to more than the whole. */
  | 'PARTS_ABOVE_WHOLE'
  /** All parts do not add up to the whole. */
  | 'PARTS_AND_WHOLE'
  /** A percentage is not what its part and its whole give. */
  | 'PERCENTAGE'
  /**
   * The rials and dollars of one amount imply a rate that is 10, 100 or 1,000 times a rate in force, or a tenth and
   * so on of it.
   */
  | 'SLIP_BY_TEN'
  /** A percentage is right for a version of the target that had been superseded, and wrong for the one in force. */
  | 'SUPERSEDED_TARGET';

/** Conditions on the effective events of a unit. One event must satisfy all conditions that are given. */
export type HappenedFilter = {
  /** Events carried out by one of these bodies; if omitted, by any or none. */
  body?: Array<ExecutingBody> | null | undefined;
  /** Events of one of these kinds; if omitted, of any kind. */
  kind?: Array<EventKind> | null | undefined;
  /** Events in this range of days; if omitted, on any day. */
  occurredOn?: DayRange | null | undefined;
  /** Events with one of these reasons; if omitted, with any or none. */
  reasons?: Array<Reason> | null | undefined;
};

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

/** A kind of infrastructure of a park. */
export type InfrastructureLine =
  /** Gas. */
  | 'GAS'
  /** Power. */
  | 'POWER'
  /** Access road and inner streets. */
  | 'ROAD'
  /** Telephone and fibre. */
  | 'TELECOM'
  /** Wastewater collection and treatment. */
  | 'WASTEWATER'
  /** Water. */
  | 'WATER';

/** A range of whole numbers, both ends included. */
export type IntRange = {
  /** The least; if omitted, the range has no beginning. */
  from?: number | null | undefined;
  /** The greatest; if omitted, the range has no end. */
  to?: number | null | undefined;
};

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

/** What a yearly target measures. */
export type Metric =
  /** Rials invested in units that reach operation. Met by at least the value. */
  | 'INVESTMENT_COMMISSIONED'
  /** Persons at work in units that reach operation. Met by at least the value. */
  | 'JOBS_COMMISSIONED'
  /** Persons at work in revived units. Met by at least the value. */
  | 'JOBS_REVIVED'
  /** Share of inactive and semi-active units in all operating units, in percent. Met by at most the value. */
  | 'SHARE_INACTIVE_OR_SEMI_ACTIVE'
  /** Number of units helped to a higher capacity. Met by at least the value. */
  | 'UNITS_CAPACITY_RAISED'
  /** Number of units that reach operation. Met by at least the value. */
  | 'UNITS_COMMISSIONED'
  /** Number of renovations. Met by at least the value. */
  | 'UNITS_RENOVATED'
  /** Number of revivals of idle units. Met by at least the value. */
  | 'UNITS_REVIVED';

/** When a value of a metric is better. */
export type MetricDirection =
  /** Less is better: a target is a maximum. */
  | 'CEILING'
  /** More is better: a target is a minimum. */
  | 'FLOOR'
  /** Neither. */
  | 'NEITHER';

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

/** The owner of a park. */
export type Ownership =
  /** A private or other non-governmental licensee. */
  | 'NON_GOVERNMENTAL'
  /** The state: the parks company of the province. */
  | 'STATE';

/** The legal form of a park. */
export type ParkKind =
  /** Industrial park, approved by the Cabinet. */
  | 'INDUSTRIAL_PARK'
  /** Industrial zone of less than 100 hectares. */
  | 'INDUSTRIAL_ZONE'
  /** Rural industrial zone of less than 50 hectares. */
  | 'RURAL_ZONE'
  /** Specialised park, for one industry or family of activities. */
  | 'SPECIALISED_PARK'
  /** Special economic zone, exempt from general customs rules. */
  | 'SPECIAL_ECONOMIC_ZONE'
  /** Technology or science park. */
  | 'TECHNOLOGY_PARK';

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

/** A range of amounts in rials, both ends included. */
export type RialRange = {
  /** The least; if omitted, the range has no beginning. */
  from?: string | null | undefined;
  /** The greatest; if omitted, the range has no end. */
  to?: string | null | undefined;
};

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

/** Whether a target is early or late against an even pace. */
export type ScheduleStatus =
  /** Better than expected. */
  | 'AHEAD'
  /** Worse than expected. */
  | 'BEHIND'
  /**
   * As expected: within 5 % of what was to be done by the day, or less than one unit, person or rial away; on the last
   * day of the year, exactly.
   */
  | 'ON';

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

/** Why a series uses a figure for a year or a month. */
export type SeriesChoice =
  /** A national officer marked it. */
  | 'MARKED'
  /**
   * Of all figures it covers the longest part of the year or month (of stocks and shares: it is of the latest day); among
   * equals, it states the population, then it was announced last, then it has the first code. Of targets, it states the
   * target in force, then it was announced last.
   */
  | 'RULE';

/** Who contradicts whom. */
export type SpeakerRelation =
  /** Two organisations. */
  | 'OTHER_ORGANISATION'
  /** Two speakers of one organisation, or one whose name is not known. */
  | 'SAME_ORGANISATION'
  /** One speaker stated both. */
  | 'SAME_SPEAKER';

/**
 * Conditions on units. A unit must satisfy all conditions that are given.
 *
 * If units are listed as of a day or as known at a moment, `status`, `statusSince`, `lastConfirmedOn`, `jobs`,
 * `capacityPercent`, `investmentIrr` and `event` mean that day and moment, because they follow from events. What a unit
 * is – its code, names, place, activity, sector, licence and owner – is taken as it is now.
 */
export type UnitFilter = {
  /** Units whose activity satisfies these conditions. */
  activity?: ActivityFilter | null | undefined;
  /**
   * Units whose capacity in use, in percent of nominal capacity, is in this range. Units whose capacity is not known do
   * not match.
   */
  capacityPercent?: DecimalRange | null | undefined;
  /**
   * Units in the parks of this county, as the parks state it. Case, Arabic forms of Persian letters, digits and joiners
   * make no difference. Units outside parks are in no county.
   */
  county?: string | null | undefined;
  /** Units with an effective event that satisfies these conditions. */
  event?: HappenedFilter | null | undefined;
  /** Units whose commissioning states an investment in this range. Units whose investment is not known do not match. */
  investmentIrr?: RialRange | null | undefined;
  /** Units whose number of persons at work is in this range. Units whose jobs are not known do not match. */
  jobs?: IntRange | null | undefined;
  /** Units whose latest event took effect in this range of days. */
  lastConfirmedOn?: DayRange | null | undefined;
  /** Units with this number of the licence. Case, digits and joiners make no difference. */
  licence?: string | null | undefined;
  /**
   * Units whose owner contains each of these words; at most 100 characters. Case, Arabic forms of Persian letters,
   * digits and joiners make no difference.
   */
  owner?: string | null | undefined;
  /** Units in the park with this code. */
  park?: string | null | undefined;
  /** Units of this population (default `ALL`, whereas reports count `IN_PARKS` by default). */
  population?: Population | null | undefined;
  /**
   * Units in the province with this ISO 3166-2 code of 2020. It includes units outside parks, which `report` leaves
   * out by default.
   */
  province?: string | null | undefined;
  /** Units in one of these sectors. */
  sector?: Array<Sector> | null | undefined;
  /** Units with one of these statuses. Units without events have no status. */
  status?: Array<UnitStatus> | null | undefined;
  /** Units whose status began in this range of days. */
  statusSince?: DayRange | null | undefined;
  /**
   * Units whose code, English name or Persian name contains each of these words; at most 100 characters. Case,
   * Arabic forms of Persian letters, presentation forms, digits and joiners make no difference.
   */
  text?: string | null | undefined;
};

/** What units are grouped by. */
export type UnitGroupKey =
  /** ISIC division of the activity, within its revision. */
  | 'ISIC_DIVISION'
  /** Ownership of the park; unknown outside parks. */
  | 'OWNERSHIP'
  /** Park; unknown outside parks. */
  | 'PARK'
  /** Kind of the park; unknown outside parks. */
  | 'PARK_KIND'
  /** Province. */
  | 'PROVINCE'
  /** Sector. */
  | 'SECTOR'
  /** Status; unknown for units without events. */
  | 'STATUS';

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

/** Whether an announced figure agrees with the register. */
export type Verdict =
  /** The statement, with its hedge and its precision, admits the computed value. */
  | 'AGREES'
  /** It does not. */
  | 'DIFFERS'
  /** There is no computed value; `reason` says why. */
  | 'NOT_COMPUTABLE';

export type AnnouncedQueryVariables = Exact<{
  year: number;
  before: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
}>;


export type AnnouncedQuery = { unitsCommissioned: { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> }, unitsRevived: { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> }, idleShare: { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> } };

export type AnnouncedAmountsQueryVariables = Exact<{
  year: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
}>;


export type AnnouncedAmountsQuery = { investmentCommissioned: { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> }, jobsCommissioned: { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> }, jobsRevived: { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> }, dollars: { nodes: Array<{ code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } }> } };

export type AnnouncementsFragment = { years: Array<{ computed: string | null, reason: NotComputableReason | null, year: { number: number }, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }> };

export type ContradictionsQueryVariables = Exact<{
  metric?: Array<string> | string | null | undefined;
  after?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type ContradictionsQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, contradictions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ confidence: Confidence, relation: SpeakerRelation, explanation: string, one: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } }, other: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } }, used: { code: string } | null }> } };

export type FindingsQueryVariables = Exact<{
  after?: string | null | undefined;
  knownAt?: string | null | undefined;
}>;


export type FindingsQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, announcements: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ announcedOn: string | null, source: string, findings: Array<{ kind: FindingKind, explanation: string, figures: Array<{ code: string, metric: string }> }> }> } };

export type FigureQueryVariables = Exact<{
  code: string;
  knownAt?: string | null | undefined;
}>;


export type FigureQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, figure: { note: string | null, recordedAt: string, code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, announcedMetric: { meaning: { en: string | null, fa: string | null }, name: { en: string | null, fa: string | null } } | null, replaces: { code: string } | null, correction: { reason: string, recordedAt: string, replacement: { code: string } | null } | null, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null, events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } | null, units: { totalCount: number, nodes: Array<{ code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } }> } | null }, announcement: { announcedOn: string | null, source: string, figures: Array<{ code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } }>, findings: Array<{ kind: FindingKind, explanation: string, figures: Array<{ code: string }> }> }, province: { code: string, name: { en: string | null, fa: string | null } } | null } | null };

export type BehindQueryVariables = Exact<{
  year: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
  province?: string | null | undefined;
  after?: string | null | undefined;
  commissioned?: boolean | null | undefined;
  revived?: boolean | null | undefined;
  capacityRaised?: boolean | null | undefined;
  renovated?: boolean | null | undefined;
  idled?: boolean | null | undefined;
  closed?: boolean | null | undefined;
  permitted?: boolean | null | undefined;
  cancelled?: boolean | null | undefined;
  stock?: boolean | null | undefined;
  status?: Array<UnitStatus> | UnitStatus | null | undefined;
}>;


export type BehindQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, report: { asOf: string, knownAt: string, year: { number: number, startsOn: string, endsOn: string }, scope: { province: { code: string, name: { en: string | null, fa: string | null } } | null }, commissioned?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, revived?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, capacityRaised?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, renovated?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, idled?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, closed?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, permitted?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, cancelled?: { events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> } }, stock?: { units: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ statusSince: string | null, capacityPercent: string | null, code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } }> } } } };

export type CountedEventsFragment = { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, unit: { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } }> };

export type UnitLineFragment = { code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } };

export type EventLineFragment = { code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null };

export type StatedFragment = { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } };

export type ComparedFragment = { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null };

export type PromisedFragment = { metric: Metric, population: Population, body: ExecutingBody | null, achieved: string | null, original: { value: string, decidedOn: string, source: string | null } | null, inForce: { value: string, decidedOn: string, source: string | null } | null, progress: { ofOriginal: number | null, ofInForce: number | null }, met: { ofOriginal: boolean | null, ofInForce: boolean | null }, schedule: { status: ScheduleStatus | null } };

export type StockLineFragment = { planned: number, underConstruction: number, active: number, semiActive: number, inactive: number, operating: number, idleShare: number | null, jobs: number, jobsUnknown: number };

export type OriginFragment = { synthetic: { seed: number, units: number, fitted: boolean } | null };

export type FrontQueryVariables = Exact<{ [key: string]: never; }>;


export type FrontQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, events: { nodes: Array<{ occurredOn: string }> } };

export type UnitGroupsQueryVariables = Exact<{
  filter?: UnitFilter | null | undefined;
  groupBy: Array<UnitGroupKey> | UnitGroupKey;
  orderBy?: AggregateFigure | null | undefined;
  descending: boolean;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  after?: string | null | undefined;
  jobs: boolean;
  investment: boolean;
  capacity: boolean;
}>;


export type UnitGroupsQuery = { registerInfo: { today: string, knownAt: string, synthetic: { seed: number, units: number, fitted: boolean } | null }, groups: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, total: { count: number }, nodes: Array<{ count: number, keys: { sector: Sector | null, status: UnitStatus | null, labels: Array<{ en: string | null, fa: string | null }>, province: { code: string } | null, park: { code: string } | null }, jobs?: { sum: number, known: number }, investment?: { sum: string, known: number }, capacity?: { avg: string | null, known: number } }> }, among: { facets: { status: Array<{ status: UnitStatus | null, count: number }>, sector: Array<{ sector: Sector | null, count: number }>, province: Array<{ count: number, province: { code: string, name: { en: string | null, fa: string | null } } }> } } };

export type EventGroupsQueryVariables = Exact<{
  filter?: EventFilter | null | undefined;
  groupBy: Array<EventGroupKey> | EventGroupKey;
  orderBy?: AggregateFigure | null | undefined;
  descending: boolean;
  knownAt?: string | null | undefined;
  after?: string | null | undefined;
  jobs: boolean;
  investment: boolean;
  capacity: boolean;
}>;


export type EventGroupsQuery = { registerInfo: { today: string, knownAt: string, synthetic: { seed: number, units: number, fitted: boolean } | null }, groups: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, total: { count: number }, nodes: Array<{ count: number, keys: { sector: Sector | null, kind: EventKind | null, body: ExecutingBody | null, reason: Reason | null, labels: Array<{ en: string | null, fa: string | null }>, province: { code: string } | null, park: { code: string } | null, year: { startsOn: string, endsOn: string } | null, quarter: { startsOn: string, endsOn: string } | null, month: { startsOn: string, endsOn: string } | null }, jobs?: { sum: number, known: number }, investment?: { sum: string, known: number }, capacity?: { avg: string | null, known: number } }> } };

export type ParkQueryVariables = Exact<{
  code: string;
  after?: string | null | undefined;
}>;


export type ParkQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, park: { code: string, county: string | null, kind: ParkKind, ownership: Ownership, approvedOn: string, operatingSince: string | null, closedOn: string | null, name: { en: string | null, fa: string | null }, province: { code: string, name: { en: string | null, fa: string | null } }, land: { totalHectares: string | null, operationalHectares: string | null, assignableHectares: string | null }, infrastructure: Array<{ line: InfrastructureLine, capacity: string, unit: string, inServiceSince: string | null }>, units: { totalCount: number, facets: { status: Array<{ status: UnitStatus | null, count: number }>, sector: Array<{ sector: Sector | null, count: number }> }, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ statusSince: string | null, code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } }> } } | null };

export type ProvincesQueryVariables = Exact<{
  year: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
}>;


export type ProvincesQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, report: { asOf: string, knownAt: string, year: { number: number, startsOn: string, endsOn: string }, byProvince: Array<{ province: { code: string, name: { en: string | null, fa: string | null } }, commissioned: { units: number, jobs: number }, revived: { units: number, jobs: number }, stock: { operating: number, idleShare: number | null }, targets: Array<{ metric: Metric, population: Population, body: ExecutingBody | null, achieved: string | null, inForce: { value: string } | null, progress: { ofInForce: number | null } }> }> } };

export type ProvinceQueryVariables = Exact<{
  code: string;
  year: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
  after?: string | null | undefined;
}>;


export type ProvinceQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, province: { code: string, formerCode: string, name: { en: string | null, fa: string | null }, capital: { en: string | null, fa: string | null }, parks: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ code: string, kind: ParkKind, county: string | null, operatingSince: string | null, name: { en: string | null, fa: string | null }, land: { totalHectares: string | null, assignableHectares: string | null } }> } } | null, report: { asOf: string, knownAt: string, year: { number: number, startsOn: string, endsOn: string }, commissioned: { units: number, jobs: number, investment: { irr: string, usd: string | null } }, revived: { units: number, jobs: number }, idled: { units: number }, closed: { units: number }, stock: { planned: number, underConstruction: number, active: number, semiActive: number, inactive: number, operating: number, idleShare: number | null, jobs: number, jobsUnknown: number }, previousYearEnd: { idleShare: number | null }, targets: Array<{ metric: Metric, population: Population, body: ExecutingBody | null, achieved: string | null, original: { value: string, decidedOn: string, source: string | null } | null, inForce: { value: string, decidedOn: string, source: string | null } | null, progress: { ofOriginal: number | null, ofInForce: number | null }, met: { ofOriginal: boolean | null, ofInForce: boolean | null }, schedule: { status: ScheduleStatus | null } }>, parks: { approved: number, operating: number, land: { total: { hectares: string }, assignable: { hectares: string } } }, bySector: Array<{ sector: Sector | null, stock: { operating: number, idleShare: number | null }, commissioned: { units: number }, revived: { units: number } }> } };

export type SearchQueryVariables = Exact<{
  text: string;
  knownAt?: string | null | undefined;
}>;


export type SearchQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, units: { totalCount: number, nodes: Array<{ code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } }> }, parks: { totalCount: number, nodes: Array<{ code: string, kind: ParkKind, name: { en: string | null, fa: string | null }, province: { code: string, name: { en: string | null, fa: string | null } } }> }, figures: { totalCount: number, nodes: Array<{ code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } }> } };

export type SeriesQueryVariables = Exact<{
  metric: string;
  scope: string;
  from?: number | null | undefined;
  to?: number | null | undefined;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
}>;


export type SeriesQuery = { registerInfo: { today: string, knownAt: string, synthetic: { seed: number, units: number, fitted: boolean } | null }, metrics: Array<{ code: string, unit: string, name: { en: string | null, fa: string | null } }>, began: { nodes: Array<{ recordedAt: string }> }, series: { scope: string, asOf: string, knownAt: string, population: Population, years: Array<{ computed: string | null, reason: NotComputableReason | null, computedTo: string, year: { number: number, startsOn: string, endsOn: string }, originalTarget: { value: string, decidedOn: string } | null, targetInForce: { value: string, decidedOn: string } | null, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }>, metric: { code: string, measure: Measure, unit: string, direction: MetricDirection, name: { en: string | null, fa: string | null }, meaning: { en: string | null, fa: string | null } }, province: { code: string, name: { en: string | null, fa: string | null } } | null } };

export type MonthsQueryVariables = Exact<{
  metric: string;
  scope: string;
  year: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
}>;


export type MonthsQuery = { registerInfo: { today: string, knownAt: string, synthetic: { seed: number, units: number, fitted: boolean } | null }, metrics: Array<{ code: string, unit: string, name: { en: string | null, fa: string | null } }>, began: { nodes: Array<{ recordedAt: string }> }, series: { scope: string, asOf: string, knownAt: string, population: Population, years: Array<{ computed: string | null, reason: NotComputableReason | null, computedTo: string, months: Array<{ month: number, computed: string | null, reason: NotComputableReason | null, computedTo: string, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }>, year: { number: number, startsOn: string, endsOn: string }, originalTarget: { value: string, decidedOn: string } | null, targetInForce: { value: string, decidedOn: string } | null, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> }>, metric: { code: string, measure: Measure, unit: string, direction: MetricDirection, name: { en: string | null, fa: string | null }, meaning: { en: string | null, fa: string | null } }, province: { code: string, name: { en: string | null, fa: string | null } } | null } };

export type OfSeriesFragment = { scope: string, asOf: string, knownAt: string, population: Population, metric: { code: string, measure: Measure, unit: string, direction: MetricDirection, name: { en: string | null, fa: string | null }, meaning: { en: string | null, fa: string | null } }, province: { code: string, name: { en: string | null, fa: string | null } } | null };

export type YearOfSeriesFragment = { computed: string | null, reason: NotComputableReason | null, computedTo: string, year: { number: number, startsOn: string, endsOn: string }, originalTarget: { value: string, decidedOn: string } | null, targetInForce: { value: string, decidedOn: string } | null, announced: Array<{ used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } }> };

export type InSeriesFragment = { used: SeriesChoice | null, figure: { code: string, speaker: string | null, organisation: string | null, scope: string, population: AnnouncedPopulation, metric: string, measure: Measure, hedge: Hedge | null, low: string, high: string, unit: string, periodFrom: string | null, periodTo: string | null, quote: string | null, inForce: boolean, comparison: { verdict: Verdict, reason: NotComputableReason | null, computed: string | null, difference: string | null, population: Population | null }, province: { code: string, name: { en: string | null, fa: string | null } } | null, announcedMetric: { name: { en: string | null, fa: string | null } } | null, announcement: { announcedOn: string | null, source: string } } };

export type ChangesQueryVariables = Exact<{
  year: number;
  asOf?: string | null | undefined;
  from: string;
  to?: string | null | undefined;
  province?: string | null | undefined;
  population: Population;
}>;


export type ChangesQuery = { reportChanges: { before: { knownAt: string }, after: { knownAt: string }, figures: Array<{ figure: string, before: string | null, after: string | null, difference: string | null }>, revisions: Array<{ target: { metric: Metric }, revision: { value: string, decidedOn: string } }>, records: { totalCount: number, nodes: Array<{ code: string, recordedAt: string, unit: { code: string, name: { en: string | null, fa: string | null } }, event: { kind: EventKind, occurredOn: string, jobs: number | null } | null, replaces: { code: string, kind: EventKind, occurredOn: string } | null, voids: { code: string, kind: EventKind, occurredOn: string } | null }> } } };

export type UnitQueryVariables = Exact<{
  code: string;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type UnitQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, unit: { statusSince: string | null, capacityPercent: string | null, progressPercent: string | null, lastConfirmedOn: string | null, licence: string | null, owner: string | null, code: string, status: UnitStatus | null, jobs: number | null, investmentIrr: string | null, sector: Sector | null, activity: { revision: IsicRevision, code: string, division: { name: string | null } } | null, events: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ means: RevivalMeans | null, recordedAt: string, effective: boolean, code: string, kind: EventKind, occurredOn: string, investmentIrr: string | null, jobs: number | null, capacityPercent: string | null, progressPercent: string | null, areaM2: string | null, reasons: Array<Reason>, body: ExecutingBody | null, recording: { role: Role | null, organisation: string | null }, replaces: { code: string } | null, replacedBy: { code: string, recordedAt: string } | null, voidedBy: { code: string, recordedAt: string } | null }> }, name: { en: string | null, fa: string | null }, park: { code: string, name: { en: string | null, fa: string | null } } | null, province: { code: string, name: { en: string | null, fa: string | null } } } | null };

export type YearQueryVariables = Exact<{
  year: number;
  asOf?: string | null | undefined;
  knownAt?: string | null | undefined;
  population: Population;
}>;


export type YearQuery = { registerInfo: { synthetic: { seed: number, units: number, fitted: boolean } | null }, report: { asOf: string, knownAt: string, population: Population, asOfIranian: string, year: { number: number, startsOn: string, endsOn: string, motto: { en: string | null, fa: string | null } | null }, methodology: { code: string, idleBelow: string, semiActiveBelow: string } | null, commissioned: { units: number, jobs: number, jobsUnknown: number, investment: { irr: string, irrUnknown: number, usd: string | null, usdMissing: { firstDay: string } | null } }, revived: { units: number, jobs: number, jobsUnknown: number }, capacityRaised: { units: number }, renovated: { units: number }, idled: { units: number }, closed: { units: number }, permitted: { units: number }, cancelled: { units: number }, stock: { planned: number, underConstruction: number, active: number, semiActive: number, inactive: number, operating: number, idleShare: number | null, jobs: number, jobsUnknown: number }, previousYearEnd: { operating: number, idleShare: number | null }, targets: Array<{ metric: Metric, population: Population, body: ExecutingBody | null, achieved: string | null, original: { value: string, decidedOn: string, source: string | null } | null, inForce: { value: string, decidedOn: string, source: string | null } | null, progress: { ofOriginal: number | null, ofInForce: number | null }, met: { ofOriginal: boolean | null, ofInForce: boolean | null }, schedule: { status: ScheduleStatus | null } }>, parks: { approved: number, operating: number } } };

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
export const StatedFragmentDoc = new TypedDocumentString(`
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
    `, {"fragmentName":"Stated"}) as unknown as TypedDocumentString<StatedFragment, unknown>;
export const ComparedFragmentDoc = new TypedDocumentString(`
    fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}
    `, {"fragmentName":"Compared"}) as unknown as TypedDocumentString<ComparedFragment, unknown>;
export const AnnouncementsFragmentDoc = new TypedDocumentString(`
    fragment Announcements on Series {
  years {
    year {
      number
    }
    computed
    reason
    announced {
      used
      figure {
        ...Stated
        comparison(knownAt: $knownAt) {
          ...Compared
        }
      }
    }
  }
}
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}`, {"fragmentName":"Announcements"}) as unknown as TypedDocumentString<AnnouncementsFragment, unknown>;
export const EventLineFragmentDoc = new TypedDocumentString(`
    fragment EventLine on UnitEvent {
  code
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
}
    `, {"fragmentName":"EventLine"}) as unknown as TypedDocumentString<EventLineFragment, unknown>;
export const UnitLineFragmentDoc = new TypedDocumentString(`
    fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
    `, {"fragmentName":"UnitLine"}) as unknown as TypedDocumentString<UnitLineFragment, unknown>;
export const CountedEventsFragmentDoc = new TypedDocumentString(`
    fragment CountedEvents on UnitEventConnection {
  totalCount
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...EventLine
    unit {
      ...UnitLine
    }
  }
}
    fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
fragment EventLine on UnitEvent {
  code
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
}`, {"fragmentName":"CountedEvents"}) as unknown as TypedDocumentString<CountedEventsFragment, unknown>;
export const PromisedFragmentDoc = new TypedDocumentString(`
    fragment Promised on TargetProgress {
  metric
  population
  body
  original {
    value
    decidedOn
    source
  }
  inForce {
    value
    decidedOn
    source
  }
  achieved
  progress {
    ofOriginal
    ofInForce
  }
  met {
    ofOriginal
    ofInForce
  }
  schedule {
    status
  }
}
    `, {"fragmentName":"Promised"}) as unknown as TypedDocumentString<PromisedFragment, unknown>;
export const StockLineFragmentDoc = new TypedDocumentString(`
    fragment StockLine on Stock {
  planned
  underConstruction
  active
  semiActive
  inactive
  operating
  idleShare
  jobs
  jobsUnknown
}
    `, {"fragmentName":"StockLine"}) as unknown as TypedDocumentString<StockLineFragment, unknown>;
export const OriginFragmentDoc = new TypedDocumentString(`
    fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}
    `, {"fragmentName":"Origin"}) as unknown as TypedDocumentString<OriginFragment, unknown>;
export const OfSeriesFragmentDoc = new TypedDocumentString(`
    fragment OfSeries on Series {
  metric {
    code
    name {
      en
      fa
    }
    meaning {
      en
      fa
    }
    measure
    unit
    direction
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  asOf
  knownAt
  population
}
    `, {"fragmentName":"OfSeries"}) as unknown as TypedDocumentString<OfSeriesFragment, unknown>;
export const InSeriesFragmentDoc = new TypedDocumentString(`
    fragment InSeries on SeriesFigure {
  used
  figure {
    ...Stated
    comparison(knownAt: $knownAt) {
      ...Compared
    }
  }
}
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}`, {"fragmentName":"InSeries"}) as unknown as TypedDocumentString<InSeriesFragment, unknown>;
export const YearOfSeriesFragmentDoc = new TypedDocumentString(`
    fragment YearOfSeries on SeriesYear {
  year {
    number
    startsOn
    endsOn
  }
  computed
  reason
  computedTo
  originalTarget {
    value
    decidedOn
  }
  targetInForce {
    value
    decidedOn
  }
  announced {
    ...InSeries
  }
}
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}
fragment InSeries on SeriesFigure {
  used
  figure {
    ...Stated
    comparison(knownAt: $knownAt) {
      ...Compared
    }
  }
}`, {"fragmentName":"YearOfSeries"}) as unknown as TypedDocumentString<YearOfSeriesFragment, unknown>;
export const AnnouncedDocument = new TypedDocumentString(`
    query Announced($year: Int!, $before: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!) {
  unitsCommissioned: series(
    metric: "units_commissioned"
    from: $year
    to: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...Announcements
  }
  unitsRevived: series(
    metric: "units_revived"
    from: $year
    to: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...Announcements
  }
  idleShare: series(
    metric: "share_inactive_or_semi_active"
    from: $before
    to: $year
    asOf: $asOf
    knownAt: $knownAt
    population: ALL
  ) {
    ...Announcements
  }
}
    fragment Announcements on Series {
  years {
    year {
      number
    }
    computed
    reason
    announced {
      used
      figure {
        ...Stated
        comparison(knownAt: $knownAt) {
          ...Compared
        }
      }
    }
  }
}
fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}`, {"hash":"sha256:e28ec7e4f891908e35d8d244b364960c8dd0d627007af5783f36906cf372ee92"}) as unknown as TypedDocumentString<AnnouncedQuery, AnnouncedQueryVariables>;
export const AnnouncedAmountsDocument = new TypedDocumentString(`
    query AnnouncedAmounts($year: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!) {
  investmentCommissioned: series(
    metric: "investment_commissioned"
    from: $year
    to: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...Announcements
  }
  jobsCommissioned: series(
    metric: "jobs_commissioned"
    from: $year
    to: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...Announcements
  }
  jobsRevived: series(
    metric: "jobs_revived"
    from: $year
    to: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...Announcements
  }
  dollars: figures(
    first: 20
    filter: {year: $year, metric: ["investment_commissioned"], measure: [FLOW], unit: "USD", scope: "IR"}
    knownAt: $knownAt
  ) {
    nodes {
      ...Stated
      comparison(knownAt: $knownAt) {
        ...Compared
      }
    }
  }
}
    fragment Announcements on Series {
  years {
    year {
      number
    }
    computed
    reason
    announced {
      used
      figure {
        ...Stated
        comparison(knownAt: $knownAt) {
          ...Compared
        }
      }
    }
  }
}
fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}`, {"hash":"sha256:34e09aca6b6bc9845e9c9826ba7f77b3d39300c6a643ec0694558a424da00e59"}) as unknown as TypedDocumentString<AnnouncedAmountsQuery, AnnouncedAmountsQueryVariables>;
export const ContradictionsDocument = new TypedDocumentString(`
    query Contradictions($metric: [String!], $after: String, $knownAt: DateTime) {
  registerInfo {
    ...Origin
  }
  contradictions(
    first: 20
    after: $after
    filter: {metric: $metric}
    knownAt: $knownAt
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      one {
        ...Stated
      }
      other {
        ...Stated
      }
      confidence
      relation
      explanation
      used {
        code
      }
    }
  }
}
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:6617395aa89bb4b72bf9e5e4a3af3a9104681cbe04489b24d29891d551288134"}) as unknown as TypedDocumentString<ContradictionsQuery, ContradictionsQueryVariables>;
export const FindingsDocument = new TypedDocumentString(`
    query Findings($after: String, $knownAt: DateTime) {
  registerInfo {
    ...Origin
  }
  announcements(first: 100, after: $after, knownAt: $knownAt) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      announcedOn
      source
      findings {
        kind
        explanation
        figures {
          code
          metric
        }
      }
    }
  }
}
    fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:c5f8d7c520b1ad7f4515c514127410505839c041873014ccf963bf060c1b0d1e"}) as unknown as TypedDocumentString<FindingsQuery, FindingsQueryVariables>;
export const FigureDocument = new TypedDocumentString(`
    query Figure($code: String!, $knownAt: DateTime) {
  registerInfo {
    ...Origin
  }
  figure(code: $code) {
    ...Stated
    note
    announcedMetric {
      meaning {
        en
        fa
      }
    }
    recordedAt
    replaces {
      code
    }
    correction {
      reason
      recordedAt
      replacement {
        code
      }
    }
    comparison(knownAt: $knownAt) {
      ...Compared
      events(first: 20) {
        ...CountedEvents
      }
      units(first: 20) {
        totalCount
        nodes {
          ...UnitLine
        }
      }
    }
    announcement {
      figures {
        ...Stated
      }
      findings {
        kind
        explanation
        figures {
          code
        }
      }
    }
  }
}
    fragment CountedEvents on UnitEventConnection {
  totalCount
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...EventLine
    unit {
      ...UnitLine
    }
  }
}
fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
fragment EventLine on UnitEvent {
  code
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
}
fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:96522963f5156d50663abe8f6e16946bd3311c047a78fa30a6805893be1f010d"}) as unknown as TypedDocumentString<FigureQuery, FigureQueryVariables>;
export const BehindDocument = new TypedDocumentString(`
    query Behind($year: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!, $province: String, $after: String, $commissioned: Boolean = false, $revived: Boolean = false, $capacityRaised: Boolean = false, $renovated: Boolean = false, $idled: Boolean = false, $closed: Boolean = false, $permitted: Boolean = false, $cancelled: Boolean = false, $stock: Boolean = false, $status: [UnitStatus!]) {
  registerInfo {
    ...Origin
  }
  report(
    year: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
    province: $province
  ) {
    year {
      number
      startsOn
      endsOn
    }
    asOf
    knownAt
    scope {
      province {
        code
        name {
          en
          fa
        }
      }
    }
    commissioned @include(if: $commissioned) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    revived @include(if: $revived) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    capacityRaised @include(if: $capacityRaised) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    renovated @include(if: $renovated) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    idled @include(if: $idled) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    closed @include(if: $closed) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    permitted @include(if: $permitted) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    cancelled @include(if: $cancelled) {
      events(first: 50, after: $after) {
        ...CountedEvents
      }
    }
    stock @include(if: $stock) {
      units(first: 50, after: $after, status: $status) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...UnitLine
          statusSince
          capacityPercent
        }
      }
    }
  }
}
    fragment CountedEvents on UnitEventConnection {
  totalCount
  pageInfo {
    hasNextPage
    endCursor
  }
  nodes {
    ...EventLine
    unit {
      ...UnitLine
    }
  }
}
fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
fragment EventLine on UnitEvent {
  code
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:9fde2ff8aaec478640fd48f30ab252744dbd005b63d636407e39149e44ad0631"}) as unknown as TypedDocumentString<BehindQuery, BehindQueryVariables>;
export const FrontDocument = new TypedDocumentString(`
    query Front {
  registerInfo {
    ...Origin
  }
  events(first: 1, orderBy: OCCURRED_ON, descending: true) {
    nodes {
      occurredOn(calendar: IRANIAN)
    }
  }
}
    fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:14ccc99afb61a01c927f6821cf68253d180dfa5b3e2b3f7c8ae95111bf5eef56"}) as unknown as TypedDocumentString<FrontQuery, FrontQueryVariables>;
export const UnitGroupsDocument = new TypedDocumentString(`
    query UnitGroups($filter: UnitFilter, $groupBy: [UnitGroupKey!]!, $orderBy: AggregateFigure, $descending: Boolean!, $asOf: Date, $knownAt: DateTime, $after: String, $jobs: Boolean!, $investment: Boolean!, $capacity: Boolean!) {
  registerInfo {
    ...Origin
    today
    knownAt
  }
  groups: unitAggregates(
    first: 100
    after: $after
    filter: $filter
    groupBy: $groupBy
    orderBy: $orderBy
    descending: $descending
    asOf: $asOf
    knownAt: $knownAt
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    total {
      count
    }
    nodes {
      keys {
        labels {
          en
          fa
        }
        province {
          code
        }
        park {
          code
        }
        sector
        status
      }
      count
      jobs @include(if: $jobs) {
        sum
        known
      }
      investment @include(if: $investment) {
        sum
        known
      }
      capacity @include(if: $capacity) {
        avg
        known
      }
    }
  }
  among: units(first: 1, filter: $filter, asOf: $asOf, knownAt: $knownAt) {
    facets {
      status {
        status
        count
      }
      sector {
        sector
        count
      }
      province {
        province {
          code
          name {
            en
            fa
          }
        }
        count
      }
    }
  }
}
    fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:93f7e3dbd488ffa95ba37aaa19f54f77e8fa51b3bf04fdf95ddf891f326da9f2"}) as unknown as TypedDocumentString<UnitGroupsQuery, UnitGroupsQueryVariables>;
export const EventGroupsDocument = new TypedDocumentString(`
    query EventGroups($filter: EventFilter, $groupBy: [EventGroupKey!]!, $orderBy: AggregateFigure, $descending: Boolean!, $knownAt: DateTime, $after: String, $jobs: Boolean!, $investment: Boolean!, $capacity: Boolean!) {
  registerInfo {
    ...Origin
    today
    knownAt
  }
  groups: eventAggregates(
    first: 100
    after: $after
    filter: $filter
    groupBy: $groupBy
    orderBy: $orderBy
    descending: $descending
    knownAt: $knownAt
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    total {
      count
    }
    nodes {
      keys {
        labels {
          en
          fa
        }
        province {
          code
        }
        park {
          code
        }
        sector
        kind
        body
        reason
        year {
          startsOn
          endsOn
        }
        quarter {
          startsOn
          endsOn
        }
        month {
          startsOn
          endsOn
        }
      }
      count
      jobs @include(if: $jobs) {
        sum
        known
      }
      investment @include(if: $investment) {
        sum
        known
      }
      capacity @include(if: $capacity) {
        avg
        known
      }
    }
  }
}
    fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:3039da27f88abf8ba45f578b2ac3bce97c74166af49379949e37753e50dc3214"}) as unknown as TypedDocumentString<EventGroupsQuery, EventGroupsQueryVariables>;
export const ParkDocument = new TypedDocumentString(`
    query Park($code: String!, $after: String) {
  registerInfo {
    ...Origin
  }
  park(code: $code) {
    code
    name {
      en
      fa
    }
    province {
      code
      name {
        en
        fa
      }
    }
    county
    kind
    ownership
    approvedOn
    operatingSince
    closedOn
    land {
      totalHectares
      operationalHectares
      assignableHectares
    }
    infrastructure {
      line
      capacity
      unit
      inServiceSince
    }
    units(first: 50, after: $after) {
      totalCount
      facets {
        status {
          status
          count
        }
        sector {
          sector
          count
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...UnitLine
        statusSince
      }
    }
  }
}
    fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:23425cf24013dc3e44f69b08aa31cd4000eab479713cc38569b8a085562d47da"}) as unknown as TypedDocumentString<ParkQuery, ParkQueryVariables>;
export const ProvincesDocument = new TypedDocumentString(`
    query Provinces($year: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!) {
  registerInfo {
    ...Origin
  }
  report(year: $year, asOf: $asOf, knownAt: $knownAt, population: $population) {
    year {
      number
      startsOn
      endsOn
    }
    asOf
    knownAt
    byProvince {
      province {
        code
        name {
          en
          fa
        }
      }
      commissioned {
        units
        jobs
      }
      revived {
        units
        jobs
      }
      stock {
        operating
        idleShare
      }
      targets {
        metric
        population
        body
        inForce {
          value
        }
        achieved
        progress {
          ofInForce
        }
      }
    }
  }
}
    fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:99504038ef5dc6ac1025585d6b5314b3c17ce94376011f89fa178eb65bfa5279"}) as unknown as TypedDocumentString<ProvincesQuery, ProvincesQueryVariables>;
export const ProvinceDocument = new TypedDocumentString(`
    query Province($code: String!, $year: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!, $after: String) {
  registerInfo {
    ...Origin
  }
  province(code: $code) {
    code
    formerCode
    name {
      en
      fa
    }
    capital {
      en
      fa
    }
    parks(first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        code
        name {
          en
          fa
        }
        kind
        county
        operatingSince
        land {
          totalHectares
          assignableHectares
        }
      }
    }
  }
  report(
    year: $year
    asOf: $asOf
    knownAt: $knownAt
    population: $population
    province: $code
  ) {
    year {
      number
      startsOn
      endsOn
    }
    asOf
    knownAt
    commissioned {
      units
      jobs
      investment {
        irr
        usd
      }
    }
    revived {
      units
      jobs
    }
    idled {
      units
    }
    closed {
      units
    }
    stock {
      ...StockLine
    }
    previousYearEnd {
      idleShare
    }
    targets {
      ...Promised
    }
    parks {
      approved
      operating
      land {
        total {
          hectares
        }
        assignable {
          hectares
        }
      }
    }
    bySector {
      sector
      stock {
        operating
        idleShare
      }
      commissioned {
        units
      }
      revived {
        units
      }
    }
  }
}
    fragment Promised on TargetProgress {
  metric
  population
  body
  original {
    value
    decidedOn
    source
  }
  inForce {
    value
    decidedOn
    source
  }
  achieved
  progress {
    ofOriginal
    ofInForce
  }
  met {
    ofOriginal
    ofInForce
  }
  schedule {
    status
  }
}
fragment StockLine on Stock {
  planned
  underConstruction
  active
  semiActive
  inactive
  operating
  idleShare
  jobs
  jobsUnknown
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:a3bc298e8968f32bcc55bb92681dcf6d4700fca95a6328e740cd6e0bb06caf7b"}) as unknown as TypedDocumentString<ProvinceQuery, ProvinceQueryVariables>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!, $knownAt: DateTime) {
  registerInfo {
    ...Origin
  }
  units(first: 20, filter: {text: $text}, knownAt: $knownAt) {
    totalCount
    nodes {
      ...UnitLine
    }
  }
  parks(first: 20, filter: {text: $text}) {
    totalCount
    nodes {
      code
      name {
        en
        fa
      }
      kind
      province {
        code
        name {
          en
          fa
        }
      }
    }
  }
  figures(first: 20, filter: {text: $text}, knownAt: $knownAt) {
    totalCount
    nodes {
      ...Stated
    }
  }
}
    fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:d14203e7c814d47a20eb2db1a129fc29c695991db3537f4ec54a5f45d459460e"}) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const SeriesDocument = new TypedDocumentString(`
    query Series($metric: String!, $scope: String!, $from: Int, $to: Int, $asOf: Date, $knownAt: DateTime, $population: Population!) {
  registerInfo {
    ...Origin
    today
    knownAt
  }
  metrics(computed: true) {
    code
    name {
      en
      fa
    }
    unit
  }
  began: feed(first: 1) {
    nodes {
      recordedAt
    }
  }
  series(
    metric: $metric
    scope: $scope
    from: $from
    to: $to
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...OfSeries
    years {
      ...YearOfSeries
    }
  }
}
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}
fragment OfSeries on Series {
  metric {
    code
    name {
      en
      fa
    }
    meaning {
      en
      fa
    }
    measure
    unit
    direction
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  asOf
  knownAt
  population
}
fragment YearOfSeries on SeriesYear {
  year {
    number
    startsOn
    endsOn
  }
  computed
  reason
  computedTo
  originalTarget {
    value
    decidedOn
  }
  targetInForce {
    value
    decidedOn
  }
  announced {
    ...InSeries
  }
}
fragment InSeries on SeriesFigure {
  used
  figure {
    ...Stated
    comparison(knownAt: $knownAt) {
      ...Compared
    }
  }
}`, {"hash":"sha256:a0337081957e7d8e32b7bef05b2f0fc98d6a6ced33c87ceda402d282d81ac837"}) as unknown as TypedDocumentString<SeriesQuery, SeriesQueryVariables>;
export const MonthsDocument = new TypedDocumentString(`
    query Months($metric: String!, $scope: String!, $year: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!) {
  registerInfo {
    ...Origin
    today
    knownAt
  }
  metrics(computed: true) {
    code
    name {
      en
      fa
    }
    unit
  }
  began: feed(first: 1) {
    nodes {
      recordedAt
    }
  }
  series(
    metric: $metric
    scope: $scope
    from: $year
    to: $year
    everyMonth: true
    asOf: $asOf
    knownAt: $knownAt
    population: $population
  ) {
    ...OfSeries
    years {
      ...YearOfSeries
      months {
        month
        computed
        reason
        computedTo
        announced {
          used
          figure {
            ...Stated
          }
        }
      }
    }
  }
}
    fragment Stated on Figure {
  code
  speaker
  organisation
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  population
  metric
  announcedMetric {
    name {
      en
      fa
    }
  }
  measure
  hedge
  low
  high
  unit
  periodFrom
  periodTo
  quote
  inForce
  announcement {
    announcedOn
    source
  }
}
fragment Compared on Comparison {
  verdict
  reason
  computed
  difference
  population
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}
fragment OfSeries on Series {
  metric {
    code
    name {
      en
      fa
    }
    meaning {
      en
      fa
    }
    measure
    unit
    direction
  }
  scope
  province {
    code
    name {
      en
      fa
    }
  }
  asOf
  knownAt
  population
}
fragment YearOfSeries on SeriesYear {
  year {
    number
    startsOn
    endsOn
  }
  computed
  reason
  computedTo
  originalTarget {
    value
    decidedOn
  }
  targetInForce {
    value
    decidedOn
  }
  announced {
    ...InSeries
  }
}
fragment InSeries on SeriesFigure {
  used
  figure {
    ...Stated
    comparison(knownAt: $knownAt) {
      ...Compared
    }
  }
}`, {"hash":"sha256:ece8f13fe59a75c6d4096955b3dc345cd9189f190ca053515558c08a3363a92c"}) as unknown as TypedDocumentString<MonthsQuery, MonthsQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($year: Int!, $asOf: Date, $from: DateTime!, $to: DateTime, $province: String, $population: Population!) {
  reportChanges(
    year: $year
    asOf: $asOf
    from: $from
    to: $to
    province: $province
    population: $population
  ) {
    before {
      knownAt
    }
    after {
      knownAt
    }
    figures {
      figure
      before
      after
      difference
    }
    revisions {
      target {
        metric
      }
      revision {
        value
        decidedOn
      }
    }
    records(first: 20) {
      totalCount
      nodes {
        code
        recordedAt
        unit {
          code
          name {
            en
            fa
          }
        }
        event {
          kind
          occurredOn
          jobs
        }
        replaces {
          code
          kind
          occurredOn
        }
        voids {
          code
          kind
          occurredOn
        }
      }
    }
  }
}
    `, {"hash":"sha256:73159ff368ce7fcb92159afdfe2f0a65505b71fff79f0ddfc080e47dc8d30ab3"}) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const UnitDocument = new TypedDocumentString(`
    query Unit($code: String!, $asOf: Date, $knownAt: DateTime, $after: String) {
  registerInfo {
    ...Origin
  }
  unit(code: $code, asOf: $asOf, knownAt: $knownAt) {
    ...UnitLine
    statusSince
    capacityPercent
    progressPercent
    lastConfirmedOn
    licence
    owner
    activity {
      revision
      code
      division {
        name
      }
    }
    events(first: 100, after: $after, corrections: true) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...EventLine
        means
        recordedAt
        recording {
          role
          organisation
        }
        effective
        replaces {
          code
        }
        replacedBy {
          code
          recordedAt
        }
        voidedBy {
          code
          recordedAt
        }
      }
    }
  }
}
    fragment UnitLine on Unit {
  code
  name {
    en
    fa
  }
  status
  jobs
  investmentIrr
  sector
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
fragment EventLine on UnitEvent {
  code
  kind
  occurredOn
  investmentIrr
  jobs
  capacityPercent
  progressPercent
  areaM2
  reasons
  body
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:a1390f944b06bf06f40c60f5fd9d0c02d4327fda66516f135ee4d0e3fa9a2819"}) as unknown as TypedDocumentString<UnitQuery, UnitQueryVariables>;
export const YearDocument = new TypedDocumentString(`
    query Year($year: Int!, $asOf: Date, $knownAt: DateTime, $population: Population!) {
  registerInfo {
    ...Origin
  }
  report(year: $year, asOf: $asOf, knownAt: $knownAt, population: $population) {
    year {
      number
      startsOn
      endsOn
      motto {
        en
        fa
      }
    }
    asOf
    asOfIranian: asOf(calendar: IRANIAN)
    knownAt
    population
    methodology {
      code
      idleBelow
      semiActiveBelow
    }
    commissioned {
      units
      jobs
      jobsUnknown
      investment {
        irr
        irrUnknown
        usd
        usdMissing {
          firstDay
        }
      }
    }
    revived {
      units
      jobs
      jobsUnknown
    }
    capacityRaised {
      units
    }
    renovated {
      units
    }
    idled {
      units
    }
    closed {
      units
    }
    permitted {
      units
    }
    cancelled {
      units
    }
    stock {
      ...StockLine
    }
    previousYearEnd {
      operating
      idleShare
    }
    targets {
      ...Promised
    }
    parks {
      approved
      operating
    }
  }
}
    fragment Promised on TargetProgress {
  metric
  population
  body
  original {
    value
    decidedOn
    source
  }
  inForce {
    value
    decidedOn
    source
  }
  achieved
  progress {
    ofOriginal
    ofInForce
  }
  met {
    ofOriginal
    ofInForce
  }
  schedule {
    status
  }
}
fragment StockLine on Stock {
  planned
  underConstruction
  active
  semiActive
  inactive
  operating
  idleShare
  jobs
  jobsUnknown
}
fragment Origin on RegisterInfo {
  synthetic {
    seed
    units
    fitted
  }
}`, {"hash":"sha256:4503b5154fa9c1759aa5dd22b7c2ebfa66f8dfeb75d677a6f529b166f78e52d4"}) as unknown as TypedDocumentString<YearQuery, YearQueryVariables>;