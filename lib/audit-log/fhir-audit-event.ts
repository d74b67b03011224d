import type { AuditEvent } from "@/lib/db/generated/client";

const DCM = "http://dicom.nema.org/resources/ontology/DCM";
const OUTCOME = { SUCCESS: "0", REFUSED: "4", FAILURE: "8" } as const;

/** One row of the log as a FHIR R4 AuditEvent (IHE BALP), with NEN 7513's flags as purposes and details. */
export function toFhirAuditEvent(row: AuditEvent): Record<string, unknown> {
  const details = {
    action: row.action,
    sequence: row.sequence.toString(),
    hash: Buffer.from(row.hash).toString("hex"),
    previousHash: Buffer.from(row.previousHash).toString("hex"),
    isAuthorized: String(row.isAuthorized),
    treatmentRelation: String(row.treatmentRelation),
    consent: String(row.consent),
    emergency: String(row.emergency),
    ...(row.detail && Object.keys(row.detail).length > 0 && { detail: JSON.stringify(row.detail) }),
  };
  return {
    resourceType: "AuditEvent",
    id: row.id,
    type: { system: DCM, code: row.eventCode },
    recorded: row.recordedAt.toISOString(),
    outcome: OUTCOME[row.outcome],
    ...(row.purpose && { purposeOfEvent: [{ text: row.purpose }] }),
    agent: [
      {
        ...(row.userId && { who: { identifier: { value: row.userId }, display: row.userName } }),
        ...(!row.userId && { name: row.userName }),
        role: row.userRoles.map((role) => ({ text: role })),
        requestor: true,
        ...(row.remoteAddress && { network: { address: row.remoteAddress, type: "2" } }),
      },
      ...(row.onBehalfOf ? [{ name: row.onBehalfOf, requestor: false }] : []),
    ],
    source: { observer: { display: row.userOrganization ?? "Beeldbrug" } },
    entity: [
      ...(row.patientIdentifier
        ? [{ what: { type: "Patient", identifier: { value: row.patientIdentifier } }, role: { code: "1" } }]
        : []),
      ...(row.studyInstanceUid
        ? [
            {
              what: {
                type: "ImagingStudy",
                identifier: { system: "urn:dicom:uid", value: `urn:oid:${row.studyInstanceUid}` },
              },
            },
          ]
        : []),
      {
        what: { type: row.objectType ?? "Basic", identifier: { value: row.objectId ?? row.id } },
        detail: Object.entries(details).map(([type, valueString]) => ({ type, valueString })),
      },
    ],
  };
}
