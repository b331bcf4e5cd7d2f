// The mutation that records each kind of event.

import {
  UnitAssignLandDocument,
  UnitCancelDocument,
  UnitCloseDocument,
  UnitCommissionDocument,
  UnitIdleDocument,
  UnitIssuePermitDocument,
  UnitRaiseCapacityDocument,
  UnitRenovateDocument,
  UnitReportCapacityDocument,
  UnitReportProgressDocument,
  UnitReviveDocument,
  UnitVisitDocument,
  type EventKind,
  type TypedDocumentString,
  type UnitVisitMutation,
} from "./gql/graphql.ts";

type Recorded = UnitVisitMutation["act"];

/** All of them answer alike; their inputs differ by the facts that the kind states. */
type Document = TypedDocumentString<{ act?: Recorded }, { input: unknown }>;

const DOCUMENTS: Record<EventKind, unknown> = {
  PERMIT_ISSUED: UnitIssuePermitDocument,
  LAND_ASSIGNED: UnitAssignLandDocument,
  PROGRESS_REPORTED: UnitReportProgressDocument,
  COMMISSIONED: UnitCommissionDocument,
  CAPACITY_REPORTED: UnitReportCapacityDocument,
  IDLED: UnitIdleDocument,
  REVIVED: UnitReviveDocument,
  CAPACITY_RAISED: UnitRaiseCapacityDocument,
  RENOVATED: UnitRenovateDocument,
  VISITED: UnitVisitDocument,
  CLOSED: UnitCloseDocument,
  CANCELLED: UnitCancelDocument,
};

export const documentOf = (kind: EventKind) => DOCUMENTS[kind] as Document;
