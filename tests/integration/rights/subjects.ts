import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { studyArrived } from "@/lib/ingest";
import { enqueue } from "@/lib/queue";
import { makeAccount } from "../../support/accounts";
import { aeTitle, PUBLIC_KEY, tusHeaders, type Values } from "./bodies";
import type { Scene } from "./calls";
import { makeMeeting } from "./meeting";
import {
  makeAnswer,
  makeRequest,
  makeReturnAddresses,
  makeShare,
  makeStudy,
  type Rights,
  shareOf,
} from "./people";
import type { Column, Row } from "./table";

/** Fresh where the call changes it, so that no cell depends on the one before. */
export async function fill({ origin, rights }: Scene, row: Row, column: Column): Promise<Values> {
  const isRead = row.method === "GET" || row.method === "HEAD";
  const { study, series, instance, document } =
    row.method === "DELETE" && row.address === "/api/v1/studies/{study}"
      ? await makeStudy(rights.noord)
      : rights;
  const values: Values = { study, series, instance, document };
  if (/transfer/.test(row.address)) Object.assign(values, await makeTransfer(rights, row));
  // The same study isn't imported twice at a time.
  if (row.address.endsWith("{share}/import")) await db.transfer.deleteMany();
  if (row.address.startsWith("/api/v1/administration"))
    Object.assign(values, await fillAdministration(rights, row));
  if (row.address.includes("{share}"))
    values.share = isRead ? await keptShare(rights, column) : await makeShare(rights, shareOf(column));
  if (row.address.includes("{keyImage}")) values.keyImage = await makeKeyImage(rights);
  if (!row.address.startsWith("/dicom-web") && /\{(meeting|case|series)\}/.test(row.address))
    Object.assign(values, { kind: "PATHOLOGY" }, await makeMeeting(rights, column, outcomeFor(row)));
  if (row.address === "/api/v1/meetings/series" && !isRead) await makeMeeting(rights, column);
  if (row.address.includes("{request}")) values.request = await makeRequest(rights);
  if (row.address === "/api/v1/requests" && !isRead) {
    // Who may ask has an address for the answer.
    await makeReturnAddresses(rights);
    Object.assign(values, { mailboxId: askedMailbox(rights, column) });
  }
  if (row.address.includes("{reply}")) values.reply = await makeAnswer(rights, values.share ?? "");
  if (/\{import\}|uploads/.test(row.address)) values.import = await makeImport(rights);
  if (row.address.includes("{upload}")) values.upload = await makeUpload(origin, rights, values.import ?? "");
  return values;
}

function outcomeFor({ method, address }: Row) {
  if (address.endsWith("/sign")) return "written";
  if (address.endsWith("/amend")) return method === "DELETE" ? "amending" : "signed";
  return address.endsWith("/report") ? "signed" : "none";
}

/** What an administrator of noord changes; fresh, because most calls end it. */
async function fillAdministration(rights: Rights, { address, action }: Row): Promise<Values> {
  const { noord, book } = rights;
  const values: Values = { ...book, organizationId: noord.id, ...(action && { action }) };
  if (/\{userId\}|accounts|identities/.test(address))
    values.userId = (await makeAccount({ organizationId: noord.id, roles: ["DESK"] })).id;
  if (address.includes("{identityId}"))
    values.identityId = (
      await db.identity.create({
        data: { issuer: "https://login.example", subject: randomUUID(), userId: values.userId ?? "" },
      })
    ).id;
  if (address.includes("practitioners")) values.addressId = await makePractitioner(noord);
  if (address.includes("{peerId}"))
    values.peerId = (
      await db.peer.create({
        // To try it out costs no time where nobody listens on this machine.
        data: { organizationId: noord.id, aeTitle: aeTitle(), host: "127.0.0.1", port: 9 },
      })
    ).id;
  if (address.includes("{tokenId}"))
    values.tokenId = (
      await db.apiToken.create({
        data: { organizationId: noord.id, tokenHash: randomUUID(), scopes: ["api"] },
      })
    ).id;
  if (address.includes("{jobId}")) values.jobId = await makeFailedJob(rights);
  if (address.includes("watched-folders/"))
    values.id = (
      await db.watchedFolder.create({ data: { organizationId: noord.id, path: `/watched/${randomUUID()}` } })
    ).id;
  if (address.includes("sftp-accounts/"))
    values.name = (
      await db.sftpAccount.create({
        data: { organizationId: noord.id, name: randomUUID(), publicKeys: [PUBLIC_KEY] },
      })
    ).name;
  return values;
}

/** On its way, or ended so that it can be tried again. */
async function makeTransfer({ noord, study, studyId }: Rights, { address }: Row): Promise<Values> {
  const peer = await db.peer.create({
    data: { organizationId: noord.id, aeTitle: aeTitle(), host: "192.0.2.9", port: 104 },
  });
  const transfer = await db.transfer.create({
    data: {
      organizationId: noord.id,
      kind: "SEND",
      state: address.endsWith("retry") ? "FAILED" : "QUEUED",
      studyId,
      studyInstanceUid: study,
    },
  });
  return { peerId: peer.id, transferId: transfer.id };
}

async function makePractitioner({ id: organizationId, name }: { id: string; name: string }): Promise<string> {
  const practitioner = await db.practitioner.create({ data: { familyName: "Arts" } });
  const role = await db.practitionerRole.create({
    data: { practitionerId: practitioner.id, organizationId, localIdentifier: randomUUID() },
  });
  const address = await db.address.create({
    data: {
      kind: "PRACTITIONER",
      organizationId,
      practitionerRoleId: role.id,
      name: "Arts",
      organizationName: name,
      searchText: "arts",
    },
  });
  return address.id;
}

async function makeFailedJob(rights: Rights): Promise<string> {
  await db.$transaction((transaction) =>
    enqueue(transaction, studyArrived, { organizationId: rights.noord.id, studyId: rights.studyId }),
  );
  const [job] = await db.$queryRaw<{ id: string }[]>`
    UPDATE pgboss.job SET state = 'failed', completed_on = now()
    WHERE name = ${studyArrived.name} AND state = 'created' RETURNING id::text`;
  return job?.id ?? "";
}

const kept = new Map<string, Promise<string>>();
function keptShare(rights: Rights, column: Column): Promise<string> {
  const kind = shareOf(column);
  const share = kept.get(kind) ?? makeShare(rights, kind);
  kept.set(kind, share);
  return share;
}

/** Of another organisation than the column's own. */
function askedMailbox(rights: Rights, column: Column): string {
  const isOfNoord = ["care", "desk", "mdo", "admin", "privacy", "operator", "sender"].includes(column);
  return isOfNoord ? rights.addresses.member : rights.book.mailboxId;
}

async function makeImport(rights: Rights): Promise<string> {
  const { id } = await db.import.create({
    data: {
      organizationId: rights.noord.id,
      userId: rights.accounts.care.id,
      expectedFiles: 1,
      expectedBytes: 10n,
    },
  });
  return id;
}

async function makeUpload(origin: string, rights: Rights, importId: string): Promise<string> {
  const response = await fetch(`${origin}/uploads`, {
    method: "POST",
    headers: { authorization: `Bearer ${rights.tokens.care}`, ...tusHeaders(importId) },
  });
  return response.headers.get("location")?.split("/").at(-1) ?? "";
}

/** A mark of the organisation that holds the study. */
async function makeKeyImage({ noord, study, series, instance }: Rights): Promise<string> {
  const { id: createdById } = await makeAccount({ organizationId: noord.id });
  const { id } = await db.keyImage.create({
    data: {
      organizationId: noord.id,
      studyInstanceUid: study,
      seriesInstanceUid: series,
      sopInstanceUid: `${instance}.9`.slice(-64),
      frame: Math.ceil(Math.random() * 1e6),
      createdById,
    },
  });
  return id;
}
