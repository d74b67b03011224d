import { expect, test } from "vitest";
import type { AuditEvent } from "@/lib/db/generated/client";
import { AUDIT_CSV_HEADER, toCsvLine } from "./audit-csv";

const row = {
  sequence: 7n,
  recordedAt: new Date("2026-11-21T10:00:00Z"),
  eventCode: "110104",
  action: "share.sent",
  outcome: "SUCCESS",
  userName: '=HYPERLINK("http://evil.example")',
  userRoles: ["DESK", "ADMINISTRATOR"],
  userOrganization: "Noord, Oost",
  onBehalfOf: null,
  patientIdentifier: "-12",
  studyInstanceUid: null,
  objectType: null,
  objectId: null,
  isAuthorized: true,
  treatmentRelation: true,
  consent: false,
  emergency: false,
  purpose: "@cmd",
  remoteAddress: "192.0.2.1",
  detail: { recipients: ["a"] },
} as unknown as AuditEvent;

test("cells that look like formulas become texts, and commas and quotes stay inside their cell", () => {
  expect(toCsvLine(row)).toBe(
    `7,2026-11-21T10:00:00.000Z,110104,share.sent,SUCCESS,"'=HYPERLINK(""http://evil.example"")",DESK ADMINISTRATOR,` +
      `"Noord, Oost",,'-12,,,,true,true,false,false,'@cmd,192.0.2.1,"{""recipients"":[""a""]}"\r\n`,
  );
});

test("the header names as many columns as a line has", () => {
  expect(AUDIT_CSV_HEADER.trim().split(",")).toHaveLength(20);
});
