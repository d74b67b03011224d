import { randomUUID } from "node:crypto";
import { PATIENT, type Rights } from "./people";
import type { Row } from "./table";

export type Values = Record<string, string>;

/** What each call is given; ids come from `values`, so that the same call can ask for what doesn't exist. */
const BODIES: Record<string, (values: Values, given: Rights) => unknown> = {
  "PUT /api/v1/me/locale": () => ({ locale: "nl" }),
  "PUT /api/v1/me/viewer-preferences": () => ({ keys: { invert: ["q"] } }),
  "PUT /api/v1/studies/{study}/key-images": (_, { series, instance }) => ({
    seriesInstanceUid: series,
    sopInstanceUid: instance,
    frame: 1,
    note: "",
  }),
  "PUT /api/v1/directory/favorites": (_, { addresses }) => ({
    addressId: addresses.colleague,
    isFavorite: true,
  }),
  "POST /api/v1/imports": () => ({ files: 1, bytes: 1 }),
  "POST /api/v1/imports/{import}/known": () => ({ files: [] }),
  "POST /api/v1/shares": ({ study }, given) => shareRequest(study, given),
  "POST /api/v1/shares/check": ({ study }, given) => shareRequest(study, given),
  "POST /api/v1/shares/{share}/extend": () => ({ expiresAt: new Date(Date.now() + 7_200_000).toISOString() }),
  "POST /api/v1/shares/{share}/recipients": (_, { addresses }) => ({ addressId: addresses.colleague }),
  "POST /api/v1/shares/{share}/forward": (_, { addresses }) => ({ addressId: addresses.colleague }),
  "POST /api/v1/shares/{share}/decline": () => ({ reason: "Niet voor ons" }),
  "POST /api/v1/shares/{share}/work": () => ({ work: "DONE" }),
  "POST /api/v1/shares/{share}/replies": () => ({ text: "Dank" }),
  "POST /api/v1/requests": ({ mailboxId }) => ({
    addressId: mailboxId,
    patient: { name: "Ander^Iemand", patientIdentifier: "ANDER-1" },
    reason: "Vergelijken",
    neededBy: new Date(Date.now() + 7_200_000).toISOString(),
    ground: "TREATMENT",
  }),
  "POST /api/v1/requests/{request}/answer": ({ study }) => ({
    studies: [{ studyInstanceUid: study }],
    isPatientConfirmed: true,
  }),
  "POST /api/v1/requests/{request}/decline": () => ({ reason: "Niet bekend" }),
  "PUT /api/v1/administration/request-rule": (_, { accounts }) => ({
    isOn: true,
    grounds: ["TREATMENT"],
    purposes: ["COMPARISON"],
    responsibleUserId: accounts.desk.id,
  }),
  "POST /api/v1/meetings/series": () => SERIES,
  "PUT /api/v1/meetings/series/{series}": () => SERIES,
  "POST /api/v1/meetings/series/{series}/meetings": () => ({ date: comingDate() }),
  "PUT /api/v1/meetings/series/{series}/participants": (_, { addresses }) => ({
    addressId: addresses.colleague,
  }),
  "POST /api/v1/meetings/{meeting}/cases": () => ({ patient: { name: "Nieuw^A" } }),
  "PUT /api/v1/meetings/{meeting}/order": ({ case: id }) => ({ caseIds: [id] }),
  "PUT /api/v1/meetings/{meeting}/present": ({ case: caseId }) => ({ caseId }),
  "PUT /api/v1/meetings/{meeting}/note": () => ({ text: "x", version: 0 }),
  "POST /api/v1/meetings/{meeting}/move": () => ({ date: comingDate(), startTime: "09:00" }),
  "PUT /api/v1/meetings/cases/{case}": () => ({ version: 1, question: "x" }),
  "POST /api/v1/meetings/cases/{case}/studies": ({ study }) => ({ studies: [{ studyInstanceUid: study }] }),
  "PUT /api/v1/meetings/cases/{case}/items/{kind}": () => ({ isNotNeeded: true }),
  "PUT /api/v1/meetings/cases/{case}/documents/{document}": () => ({ isPathology: true }),
  "PUT /api/v1/meetings/cases/{case}/opinion": () => ({ text: "x", version: 0 }),
  "PUT /api/v1/meetings/cases/{case}/note": () => ({ text: "x", version: 0 }),
  "PUT /api/v1/meetings/cases/{case}/outcome": () => ({ conclusion: "x", followUp: "", version: 0 }),
  "POST /api/v1/meetings/cases/{case}/sign": () => ({ version: 1 }),
  "POST /api/v1/meetings/cases/{case}/amend": () => ({ reason: "x", version: 1 }),
  "POST /api/v1/studies/{study}/transfers": ({ peerId }) => ({ peerId }),
  "POST /api/v1/patients/search": () => ({ text: PATIENT.name }),
  "POST /api/v1/shares/{share}/import": ({ study }) => ({
    studies: [{ studyInstanceUid: study, reconciliation: LOCAL, confirmDifferences: true }],
  }),
  "POST /api/v1/administration/users": () => ({ ...newAccount(), roles: ["DESK"] }),
  "PUT /api/v1/administration/users/{userId}/roles": () => ({ roles: ["DESK"] }),
  "PUT /api/v1/administration/users/{userId}/password": () => ({ password: `een lange zin ${randomUUID()}` }),
  "POST /api/v1/administration/users/{userId}/identities": () => ({
    issuer: "https://login.example",
    subject: randomUUID(),
  }),
  "PUT /api/v1/administration/departments": ({ departmentId }) => ({ departmentId, name: "Heelkunde" }),
  "PUT /api/v1/administration/mailboxes": ({ mailboxId }) => ({
    addressId: mailboxId,
    name: "Radiologie",
    email: "radiologie@noord.example",
  }),
  "PUT /api/v1/administration/practitioners": ({ addressId }) => ({ addressId, familyName: "Arts" }),
  "PUT /api/v1/administration/addresses/accounts": ({ addressId, userId }) => ({ addressId, userId }),
  "POST /api/v1/administration/peers": () => ({ aeTitle: aeTitle(), host: "192.0.2.10", port: 104 }),
  "PUT /api/v1/administration/peers/{peerId}": () => ({ aeTitle: aeTitle(), host: "192.0.2.11", port: 105 }),
  "PUT /api/v1/administration/retention": () => ({ origin: "IMPORTED", days: 90 }),
  "PUT /api/v1/administration/retention/studies/{study}": () => ({ isKept: true }),
  "POST /api/v1/administration/tokens": () => ({ name: "PACS", scopes: ["dicomweb"] }),
  "POST /api/v1/administration/organizations": () => ({
    slug: aeTitle().toLowerCase(),
    name: "Ziekenhuis West",
  }),
  "POST /api/v1/administration/organizations/{organizationId}/administrators": () => newAccount(),
  "POST /api/v1/administration/watched-folders": ({ organizationId }) => ({
    organizationId,
    path: randomUUID(),
  }),
  "POST /api/v1/administration/sftp-accounts": ({ organizationId }) => ({
    organizationId,
    name: randomUUID(),
    publicKeys: PUBLIC_KEY,
  }),
  "POST /api/v1/administration/directory-imports": () => ({
    resourceType: "Bundle",
    type: "collection",
    entry: [],
  }),
};

/** What stands behind the address. */
export const QUERIES: Record<string, string> = {
  "GET /api/v1/shares": "?box=inbox",
  "GET /api/v1/requests": "?box=received",
  "GET /api/v1/figures": "?from=2026-01-01&to=2026-12-31",
  "GET /api/v1/figures/export": "?from=2026-01-01&to=2026-12-31&table=partners",
  "POST /api/v1/administration/directory-imports": "?source=proef",
};

const shareRequest = (studyInstanceUid: string | undefined, { addresses }: Rights) => ({
  studies: [{ studyInstanceUid }],
  recipients: [{ addressId: addresses.colleague }],
  purpose: "CONSULT",
  priority: "ROUTINE",
});
const LOCAL = {
  patientIdentifier: "Z1",
  issuerOfPatientId: "ZUID",
  name: "Nieuw^A",
  birthDate: "1970-01-31",
};
const comingDate = () => new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
const SERIES = { title: "MDO", frequency: "SINGLE", firstDate: comingDate(), startTime: "16:00" };
const newAccount = () => ({ email: `${randomUUID()}@noord.example`, name: "Nieuw" });
export const aeTitle = () => `A${randomUUID().slice(0, 8)}`.toUpperCase();

export const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKQFVgaf1ZyC+g5fYqUJkUUn+KqnPrFCdRnTGcIgyMB8";

export const tusHeaders = (importId: string) => ({
  "tus-resumable": "1.0.0",
  "upload-length": "10",
  "upload-metadata": `importId ${Buffer.from(importId).toString("base64")}`,
});

export function bodyOf(
  row: Row,
  values: Values,
  rights: Rights,
): { body?: string; headers: Record<string, string> } {
  if (row.address === "/uploads" && row.method === "POST")
    return { headers: tusHeaders(values.import ?? "") };
  if (row.address === "/uploads/{upload}" && row.method === "PATCH")
    return {
      body: "12345",
      headers: {
        "tus-resumable": "1.0.0",
        "content-type": "application/offset+octet-stream",
        "upload-offset": "0",
      },
    };
  if (row.address.startsWith("/uploads")) return { headers: { "tus-resumable": "1.0.0" } };
  // Allowed to store, but this is no instance: nothing is changed.
  if (row.address.startsWith("/dicom-web") && row.method === "POST")
    return {
      body: "--x\r\ncontent-type: application/dicom\r\n\r\nnothing\r\n--x--\r\n",
      headers: { "content-type": 'multipart/related; type="application/dicom"; boundary=x' },
    };
  if (row.method === "GET" || row.method === "HEAD") return { headers: {} };
  const body = BODIES[`${row.method} ${row.address}`]?.(values, rights) ?? {};
  return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}
