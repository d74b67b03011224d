import type { Context } from "@/lib/context";
import { db, type Prisma } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { organizationToStore } from "@/lib/studies";
import { differencesOf, identityOf } from "./compare-patients";
import { importableShare } from "./importable-share";
import type { LocalPatient, PatientIdentity, ReconciliationPreview } from "./schemas";

const studySelect = {
  studyInstanceUid: true,
  organizationId: true,
  description: true,
  studyDate: true,
  modalities: true,
  instanceCount: true,
  accessionNumber: true,
  patient: true,
} as const satisfies Prisma.StudySelect;

type StudyRow = Prisma.StudyGetPayload<{ select: typeof studySelect }>;

/** What an import of a share's studies would replace, and which own patients they may belong to. @throws as `importableShare` */
export async function previewImport(
  context: Context,
  shareId: string,
): Promise<{ from: string; studies: ReconciliationPreview[] }> {
  const { organizationId, grant, from } = await importableShare(context, shareId);
  const rows = await db.study.findMany({
    where: { id: { in: [...grant.studies.values()].map(({ studyId }) => studyId) } },
    orderBy: [{ patientIdentifier: "asc" }, { studyDate: "desc" }],
    select: studySelect,
  });
  const studies = await Promise.all(rows.map((row) => preview(organizationId, row)));
  return { from, studies };
}

/** The same for a foreign study in the own archive that is to be sent on with local values. @throws ProblemError 404, 403 */
export async function previewReconciliation(
  context: Context,
  studyInstanceUid: string,
): Promise<ReconciliationPreview> {
  const organizationId = organizationToStore(context);
  const row = await db.study.findUnique({
    where: { organizationId_studyInstanceUid: { organizationId, studyInstanceUid } },
    select: studySelect,
  });
  if (!row) throw notFound();
  return preview(organizationId, row);
}

async function preview(organizationId: string, row: StudyRow): Promise<ReconciliationPreview> {
  const foreign = identityOf(row.patient);
  const existing =
    row.organizationId === organizationId
      ? null
      : await db.study.findUnique({
          where: {
            organizationId_studyInstanceUid: { organizationId, studyInstanceUid: row.studyInstanceUid },
          },
          select: { patient: true, instanceCount: true },
        });
  const day = row.studyDate;
  return {
    studyInstanceUid: row.studyInstanceUid,
    description: row.description,
    studyDate: day ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}` : null,
    modalities: row.modalities,
    instanceCount: row.instanceCount,
    foreign: { ...foreign, accessionNumber: row.accessionNumber },
    candidates: await candidates(organizationId, foreign, row.patient.id),
    existing: existing && {
      patient: identityOf(existing.patient),
      instanceCount: existing.instanceCount,
    },
  };
}

const MOST_CANDIDATES = 10;

/** Own patients with the same BSN, then with the same name and birth date. Never the foreign one itself. */
async function candidates(
  organizationId: string,
  foreign: PatientIdentity,
  foreignId: string,
): Promise<LocalPatient[]> {
  const own = { organizationId, id: { not: foreignId }, patientIdentifier: { not: "" } };
  const [byBsn, byBirth] = await Promise.all([
    foreign.bsn === null
      ? []
      : db.patient.findMany({ where: { ...own, bsn: foreign.bsn }, take: MOST_CANDIDATES }),
    foreign.birthDate === null || foreign.name === ""
      ? []
      : db.patient.findMany({
          where: {
            ...own,
            birthDate: foreign.birthDate.replaceAll("-", ""),
            name: { startsWith: foreign.name.split("^")[0] ?? "", mode: "insensitive" },
          },
          take: MOST_CANDIDATES,
        }),
  ]);
  const known = new Set(byBsn.map(({ id }) => id));
  return [
    ...byBsn.map((patient) => localPatient(patient, "bsn" as const, foreign)),
    ...byBirth
      .filter(({ id }) => !known.has(id))
      .map((patient) => localPatient(patient, "nameAndBirthDate" as const, foreign)),
  ];
}

export function localPatient(
  patient: Parameters<typeof identityOf>[0],
  matches: LocalPatient["matches"],
  foreign?: PatientIdentity,
): LocalPatient {
  const identity = identityOf(patient);
  return { ...identity, matches, differences: foreign ? differencesOf(foreign, identity) : [] };
}
