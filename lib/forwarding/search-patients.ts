import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, Prisma } from "@/lib/db";
import { normaliseBsn } from "@/lib/dicom";
import { foldText, organizationToStore } from "@/lib/studies";
import { localPatient } from "./preview-reconciliation";
import type { LocalPatient } from "./schemas";

const MOST_FOUND = 20;
const MOST_WORDS = 6;

/** Own patients by number, BSN, or words of the name; for who may file studies under them. */
export async function searchPatients(context: Context, { text }: { text: string }): Promise<LocalPatient[]> {
  const organizationId = organizationToStore(context);
  const given = text.trim();
  const words = foldText(given).split(" ").filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const bsn = normaliseBsn(given);
  const likes = words.map(
    (word) => Prisma.sql`s."searchText" LIKE ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`,
  );
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text AS id FROM "Patient" p
    WHERE p."organizationId" = ${organizationId}::uuid AND p."patientIdentifier" <> ''
      AND (p."patientIdentifier" = ${given} OR p.bsn = ${bsn ?? ""} OR p.id IN (
        SELECT s."patientId" FROM "Study" s
        WHERE s."organizationId" = ${organizationId}::uuid AND ${Prisma.join(likes, " AND ")}
        LIMIT 500))
    ORDER BY p.name, p.id LIMIT ${MOST_FOUND}`;
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "patient.searched",
    ground: { treatmentRelation: true },
    detail: { results: found.length },
  });
  const patients = await db.patient.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return patients.map((patient) => localPatient(patient, "search"));
}
