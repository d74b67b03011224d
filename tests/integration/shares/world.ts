import { randomBytes } from "node:crypto";
import { personContext } from "@/lib/auth";
import { db, type Prisma } from "@/lib/db";
import type { Role } from "@/lib/db/generated/enums";
import { jobs } from "@/lib/worker/jobs";

/** What must never leave the application: the canary patient. */
export const CANARY = {
  name: "Kanarievogel^Wilhelmina",
  patientIdentifier: "CANARY-778812",
  bsn: "111222333",
  birthDate: "19410713",
  description: "CT canarydescription",
};

let counter = 0;
const unique = (word: string) => `${word}${++counter}`;

export async function makeOrganization(name: string, isConnected = true) {
  return db.organization.create({ data: { name, slug: unique("org"), isConnected, city: "Stad" } });
}

type Organization = Awaited<ReturnType<typeof makeOrganization>>;

export async function makeUser(organization: Organization, roles: Role[] = ["CARE_PROVIDER"], locale = "nl") {
  const email = `${unique("user")}@test.example`;
  const user = await db.user.create({
    data: { organizationId: organization.id, email, name: `Persoon ${counter}`, roles, locale },
  });
  const context = personContext({ locale: "nl" }, { ...user, organization });
  return { user, context };
}

export async function makeAddress(organization: Organization, accounts: { user: { id: string } }[] = []) {
  const practitioner = await db.practitioner.create({ data: { familyName: unique("Arts") } });
  const role = await db.practitionerRole.create({
    data: {
      practitionerId: practitioner.id,
      organizationId: organization.id,
      localIdentifier: unique("role"),
    },
  });
  return db.address.create({
    data: {
      kind: "PRACTITIONER",
      organizationId: organization.id,
      practitionerRoleId: role.id,
      name: practitioner.familyName,
      organizationName: organization.name,
      email: `${unique("adres")}@test.example`,
      searchText: practitioner.familyName.toLowerCase(),
      accounts: { create: accounts.map(({ user }) => ({ userId: user.id, origin: "DEMO" as const })) },
    },
  });
}

export async function makeMailbox(
  organization: Organization,
  members: { user: { id: string } }[] = [],
  settings: Partial<Prisma.HealthcareServiceUncheckedCreateInput> = {},
) {
  const service = await db.healthcareService.create({
    data: {
      organizationId: organization.id,
      localIdentifier: unique("mailbox"),
      name: "Radiologie",
      email: `${unique("postvak")}@test.example`,
      members: { create: members.map(({ user }) => ({ userId: user.id })) },
      ...settings,
    },
  });
  return db.address.create({
    data: {
      kind: "MAILBOX",
      organizationId: organization.id,
      healthcareServiceId: service.id,
      name: service.name,
      organizationName: organization.name,
      email: service.email,
      searchText: "radiologie",
    },
  });
}

const uid = () => `2.25.${BigInt(`0x${randomBytes(12).toString("hex")}`)}`;

/** A study with some series of some instances each, straight into the tables. */
export async function makeStudy(
  organization: Organization,
  options: { series?: number; instances?: number; patientId?: string; lastReceivedAt?: Date } = {},
) {
  const patientId =
    options.patientId ??
    (
      await db.patient.create({
        data: {
          organizationId: organization.id,
          patientIdentifier: unique(CANARY.patientIdentifier),
          name: CANARY.name,
          birthDate: CANARY.birthDate,
          sex: "F",
          bsn: CANARY.bsn,
        },
      })
    ).id;
  const patient = await db.patient.findUniqueOrThrow({ where: { id: patientId } });
  const study = await db.study.create({
    data: {
      organizationId: organization.id,
      patientId,
      studyInstanceUid: uid(),
      description: CANARY.description,
      modalities: ["CT"],
      origin: "UPLOAD",
      patientName: patient.name,
      patientIdentifier: patient.patientIdentifier,
      lastReceivedAt: options.lastReceivedAt ?? new Date(Date.now() - 3_600_000),
    },
  });
  const series = [];
  for (let number = 1; number <= (options.series ?? 2); number++) {
    const one = await db.series.create({
      data: { studyId: study.id, seriesInstanceUid: uid(), modality: "CT", seriesNumber: number },
    });
    for (let index = 0; index < (options.instances ?? 2); index++) await addInstance(study, one.id);
    series.push(one);
  }
  return { ...study, series };
}

export async function addInstance(study: { id: string; organizationId: string }, seriesId: string) {
  await db.instance.create({
    data: {
      organizationId: study.organizationId,
      studyId: study.id,
      seriesId,
      sopInstanceUid: uid(),
      sopClassUid: "1.2.840.10008.5.1.4.1.1.2",
      transferSyntaxUid: "1.2.840.10008.1.2.1",
      objectKey: "none",
      offset: 0,
      length: 0,
      dataSetOffset: 0,
      dataSetSha256: new Uint8Array(32),
      crc32: 0,
      metadata: "{}",
    },
  });
  await db.series.update({ where: { id: seriesId }, data: { instanceCount: { increment: 1 } } });
}

/** Two connected organisations, a sender with a study, and a recipient with an address. */
export async function makeWorld() {
  const noord = await makeOrganization("Ziekenhuis Noord");
  const zuid = await makeOrganization("Ziekenhuis Zuid");
  const sender = await makeUser(noord);
  const recipient = await makeUser(zuid);
  const address = await makeAddress(zuid, [recipient]);
  const study = await makeStudy(noord);
  const stranger = await makeUser(zuid);
  const request: SendInput = {
    studies: [{ studyInstanceUid: study.studyInstanceUid }],
    recipients: [{ addressId: address.id }],
    purpose: "REFERRAL",
    priority: "ROUTINE",
    message: "Graag uw oordeel.",
  };
  return {
    noord,
    zuid,
    sender,
    recipient,
    stranger,
    address,
    study,
    request: structuredClone(request) as SendInput,
  };
}

type SendInput = Parameters<typeof import("@/lib/shares").sendShare>[1];

export type QueuedJob = { id: string; name: string; data: object; startAfter: Date };

export function queuedJobs(): Promise<QueuedJob[]> {
  return db.$queryRaw<QueuedJob[]>`
    SELECT id::text, name, data, start_after AS "startAfter" FROM pgboss.job
    WHERE state IN ('created', 'retry') ORDER BY created_on`;
}

/** Runs what is queued once, as the worker would; what fails stays queued. Answers the failures. */
export async function runQueued(): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const job of await queuedJobs()) {
    const registration = jobs.find(({ definition }) => definition.name === job.name);
    if (!registration) throw new Error(`no handler for ${job.name}`);
    try {
      await registration.handler(job.data);
      await db.$executeRaw`UPDATE pgboss.job SET state = 'completed' WHERE id = ${job.id}::uuid`;
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}
