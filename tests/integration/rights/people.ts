import { encode } from "next-auth/jwt";
import { authSecret, hashToken, makeToken } from "@/lib/auth";
import { sessionCookieName } from "@/lib/auth/session-cookie";
import { db } from "@/lib/db";
import type { Role, Scope } from "@/lib/db/generated/enums";
import { newUid } from "@/lib/dicom";
import { addDocument } from "@/lib/studies";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { ingest, makeInstance } from "../../support/ingest";
import { organizationContext } from "../../support/user-context";
import { COLUMNS, type Column } from "./table";

export const PATIENT = { name: "Zeldzaam^Quirina", number: "RIGHTS-9921" };
const PDF = Buffer.from("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

export const asStream = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};

export async function tokenOf(
  owner: { userId: string } | { organizationId: string },
  scopes: Scope[] = ["api", "dicomweb"],
): Promise<string> {
  const token = makeToken("userId" in owner ? "user" : "organization");
  await db.apiToken.create({ data: { ...owner, tokenHash: hashToken(token), scopes } });
  return token;
}

/** The cookie of a person who has signed in. */
export async function cookieOf(userId: string): Promise<string> {
  const { id } = await db.userSession.create({
    data: { userId, method: "PASSWORD", expiresAt: new Date(Date.now() + 3_600_000) },
  });
  return `${sessionCookieName()}=${await encode({ token: { sid: id }, secret: authSecret() })}`;
}

export type Rights = Awaited<ReturnType<typeof makeRights>>;

/**
 * Three organisations: noord holds a study with a document and has every role; zuid receives it in four shares
 * (open, withdrawn, expired, view only) and another one; oost has nothing to do with it.
 */
export async function makeRights() {
  const noord = await makeOrganization("Ziekenhuis Noord");
  const zuid = await makeOrganization("Ziekenhuis Zuid");
  const oost = await makeOrganization("Ziekenhuis Oost");
  const person = async (organization: { id: string }, role: Role) =>
    makeAccount({ organizationId: organization.id, roles: [role], name: `Persoon ${role}` });
  const accounts = {
    care: await person(noord, "CARE_PROVIDER"),
    desk: await person(noord, "DESK"),
    mdo: await person(noord, "MDO_COORDINATOR"),
    admin: await person(noord, "ADMINISTRATOR"),
    privacy: await person(noord, "PRIVACY_OFFICER"),
    operator: await person(noord, "OPERATOR"),
    other: await person(oost, "CARE_PROVIDER"),
    otherAdmin: await person(oost, "ADMINISTRATOR"),
    sender: await person(noord, "CARE_PROVIDER"),
    recipient: await person(zuid, "CARE_PROVIDER"),
    member: await person(zuid, "DESK"),
    elsewhere: await person(zuid, "CARE_PROVIDER"),
    revoked: await person(zuid, "CARE_PROVIDER"),
    expired: await person(zuid, "CARE_PROVIDER"),
    viewOnly: await person(zuid, "CARE_PROVIDER"),
  } as const;
  const addresses = {
    recipient: await addressOf(zuid, accounts.recipient),
    elsewhere: await addressOf(zuid, accounts.elsewhere),
    revoked: await addressOf(zuid, accounts.revoked),
    expired: await addressOf(zuid, accounts.expired),
    viewOnly: await addressOf(zuid, accounts.viewOnly),
    member: await mailboxOf(zuid, accounts.member),
    colleague: await addressOf(zuid, await person(zuid, "CARE_PROVIDER")),
  };
  const book = {
    addressId: await addressOf(noord),
    mailboxId: await mailboxOf(noord, accounts.desk),
    departmentId: (
      await db.department.create({
        data: { organizationId: noord.id, localIdentifier: "D1", name: "Chirurgie" },
      })
    ).id,
  };
  const tokens = {
    organization: await tokenOf({ organizationId: noord.id }),
    apiOnly: await tokenOf({ userId: accounts.care.id }, ["api"]),
    dicomwebOnly: await tokenOf({ userId: accounts.care.id }, ["dicomweb"]),
    ...(await tokensOf(accounts)),
  };
  return {
    noord,
    zuid,
    accounts,
    addresses,
    book,
    tokens,
    ...(await makeStudy(noord)),
    otherStudy: await makeStudy(noord),
  };
}

async function tokensOf<Name extends string>(accounts: Record<Name, { id: string }>) {
  const tokens = {} as Record<Name, string>;
  for (const name of Object.keys(accounts) as Name[])
    tokens[name] = await tokenOf({ userId: accounts[name].id });
  return tokens;
}

async function addressOf(organization: { id: string; name: string }, account?: { id: string; name: string }) {
  const { id } = await db.address.create({
    data: {
      kind: "PRACTITIONER",
      organizationId: organization.id,
      organizationName: organization.name,
      name: account?.name ?? "Nog zonder account",
      email: "adres@zuid.example",
      searchText: account?.name.toLowerCase() ?? "",
      ...(account && { accounts: { create: { userId: account.id, origin: "ADMINISTRATOR" } } }),
    },
  });
  return id;
}

async function mailboxOf(organization: { id: string; name: string }, member: { id: string }) {
  const service = await db.healthcareService.create({
    data: {
      organizationId: organization.id,
      localIdentifier: "RAD",
      name: "Radiologie",
      email: "radiologie@zuid.example",
      members: { create: { userId: member.id } },
    },
  });
  const { id } = await db.address.create({
    data: {
      kind: "MAILBOX",
      organizationId: organization.id,
      organizationName: organization.name,
      name: service.name,
      healthcareServiceId: service.id,
      searchText: "radiologie",
    },
  });
  return id;
}

/** One stored instance with a document beside it, of the patient that nobody else may hear of. */
export async function makeStudy(organization: { id: string }) {
  const [study, series, instance] = [newUid(), newUid(), newUid()];
  await ingest(
    organization.id,
    makeInstance({
      StudyInstanceUID: study,
      SeriesInstanceUID: series,
      SOPInstanceUID: instance,
      PatientName: PATIENT.name,
      PatientID: PATIENT.number,
    }),
  );
  await addDocument(await organizationContext(organization.id), {
    organizationId: organization.id,
    studyInstanceUid: study,
    title: "Verslag",
    bytes: asStream(PDF),
  });
  const row = await db.study.findFirstOrThrow({
    where: { studyInstanceUid: study },
    include: { documents: true },
  });
  return { study, series, instance, studyId: row.id, document: row.documents[0]?.id ?? "" };
}

let hasReturnAddresses = false;
/** An own address for everybody who has none, for answers to go to. */
export async function makeReturnAddresses({ noord, zuid, accounts }: Rights): Promise<void> {
  if (hasReturnAddresses) return;
  hasReturnAddresses = true;
  for (const account of Object.values(accounts)) {
    const known = await db.address.count({ where: { accounts: { some: { userId: account.id } } } });
    if (known > 0) continue;
    const organization = [noord, zuid].find(({ id }) => id === account.organizationId);
    await addressOf(organization ?? { id: account.organizationId, name: "Ziekenhuis Oost" }, account);
  }
}

/** A recipient's answer in a share. */
export async function makeAnswer({ accounts }: Rights, shareId: string): Promise<string> {
  const { id } = await db.shareReply.create({
    data: { shareId, authorId: accounts.recipient.id, text: "Ons antwoord", isAnswer: true },
  });
  return id;
}

/** zuid's recipient asks noord's mailbox, which the desk reads, for the study. */
export async function makeRequest({ noord, zuid, accounts, addresses, book }: Rights): Promise<string> {
  const { id } = await db.imageRequest.create({
    data: {
      organizationId: zuid.id,
      requesterId: accounts.recipient.id,
      returnAddressId: addresses.recipient,
      holderOrganizationId: noord.id,
      addressId: book.mailboxId,
      purpose: "COMPARISON",
      priority: "ROUTINE",
      ground: "TREATMENT",
      reason: `Betreft ${PATIENT.name}`,
      neededBy: new Date(Date.now() + 3_600_000),
      patientName: PATIENT.name,
      patientIdentifier: PATIENT.number,
    },
  });
  return id;
}

type ShareKind = "open" | "elsewhere" | "revoked" | "expired" | "viewOnly";

/** Which share a column asks about; whoever has none asks about the open one. */
export const shareOf = (column: Column): ShareKind =>
  column === "revoked" || column === "expired" || column === "viewOnly" ? column : "open";

export async function makeShare(rights: Rights, kind: ShareKind): Promise<string> {
  const { noord, accounts, addresses, studyId, otherStudy } = rights;
  const recipients = {
    open: [addresses.recipient, addresses.member],
    elsewhere: [addresses.elsewhere],
    revoked: [addresses.revoked],
    expired: [addresses.expired],
    viewOnly: [addresses.viewOnly],
  }[kind];
  const { id } = await db.share.create({
    data: {
      organizationId: noord.id,
      senderId: accounts.sender.id,
      state: kind === "revoked" ? "REVOKED" : "SENT",
      purpose: "CONSULT",
      priority: "ROUTINE",
      message: `Betreft ${PATIENT.name}`,
      expiresAt: new Date(Date.now() + (kind === "expired" ? -1000 : 3_600_000)),
      canDownload: kind !== "viewOnly",
      studies: {
        create: [{ studyId: kind === "elsewhere" ? otherStudy.studyId : studyId, seriesInstanceUids: [] }],
      },
      documents: {
        create: [{ documentId: kind === "elsewhere" ? otherStudy.document : rights.document }],
      },
      recipients: { create: recipients.map((addressId) => ({ addressId })) },
    },
  });
  return id;
}

/** The bearer token with which a column asks this address. */
export function tokenFor(rights: Rights, column: Column, address: string): string | undefined {
  if (column === "signedOut") return undefined;
  if (column === "scope") return rights.tokens[address.startsWith("/dicom-web") ? "apiOnly" : "dicomwebOnly"];
  return rights.tokens[column];
}

/** Who must never see anything of noord's patient in a list or a refusal. */
export const OUTSIDERS = new Set<Column>(
  COLUMNS.filter((column) =>
    ["signedOut", "privacy", "operator", "other", "otherAdmin", "scope", "revoked", "expired"].includes(
      column,
    ),
  ),
);
