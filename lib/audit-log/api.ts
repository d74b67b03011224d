import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { ExportAuditInput } from "./export-audit";
import { SearchAuditInput } from "./search-audit";

const Row = z.object({
  sequence: z.string(),
  recordedAt: z.iso.datetime(),
  eventCode: z.string().meta({ description: "DCM event id (PS3.15 A.5.3)" }),
  action: z.string(),
  outcome: z.enum(["SUCCESS", "REFUSED", "FAILURE"]),
  userName: z.string().nullable(),
  userRoles: z.array(z.string()),
  userOrganization: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  patientIdentifier: z.string().nullable(),
  studyInstanceUid: z.string().nullable(),
  objectType: z.string().nullable(),
  objectId: z.string().nullable(),
  objectName: z.string().nullable(),
  isAuthorized: z.boolean(),
  treatmentRelation: z.boolean(),
  consent: z.boolean(),
  emergency: z.boolean(),
  purpose: z.string().nullable(),
  remoteAddress: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});

export const searchAuditOperation = apiOperation({
  method: "POST",
  path: "/audit/search",
  summary: "Read the own organisation's log, newest first; for its privacy officer. Reading is logged",
  body: SearchAuditInput,
  response: z.object({ items: z.array(Row), nextCursor: z.string().nullable() }),
});

export const exportAuditOperation = apiOperation({
  method: "POST",
  path: "/audit/export",
  summary: "The own organisation's log as FHIR AuditEvents (NDJSON) or CSV",
  // Whose log it is follows from who asks.
  body: ExportAuditInput.omit({ organizationId: true }),
});

export const verifyAuditOperation = apiOperation({
  method: "POST",
  path: "/audit/verify",
  summary: "Check the own organisation's log for altered, missing and cut-off rows",
  response: z.object({
    ok: z.boolean(),
    rows: z.number(),
    firstBad: z
      .object({ sequence: z.number(), kind: z.enum(["ALTERED", "MISSING", "TRUNCATED"]) })
      .optional(),
    checkedAt: z.iso.datetime(),
    anchoredAt: z.iso.datetime().nullable(),
    anchoredRows: z.number(),
  }),
});
