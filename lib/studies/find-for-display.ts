import { z } from "zod";
import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, Prisma } from "@/lib/db";
import { normaliseBsn } from "@/lib/dicom";
import { organizationToRead } from "./access";
import { foldName } from "./fold-text";

const DATE_TIME = /^\d{4}(-?\d{2}(-?\d{2}(T?\d{2}:?\d{2}(:?\d{2})?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const UIDS = /^[0-9.]{1,64}(,[0-9.]{1,64})*$/;
const MOST_STUDIES = 20;

const ofStudy = z.object({
  requestType: z.literal("STUDY"),
  studyUID: z.string().regex(UIDS).optional(),
  accessionNumber: z.string().min(1).max(64).optional(),
});
const ofPatient = z.object({
  requestType: z.literal("PATIENT"),
  /** A number, or one with who gave it out: `id^^^&oid&ISO` (HL7 CX). */
  patientID: z.string().min(1).max(250),
  patientName: z.string().max(324).optional(),
  patientBirthDate: z
    .string()
    .regex(/^\d{4}-?\d{2}-?\d{2}$/)
    .optional(),
  lowerDateTime: z.string().regex(DATE_TIME).optional(),
  upperDateTime: z.string().regex(DATE_TIME).optional(),
  mostRecentResults: z.coerce.number().int().min(1).max(MOST_STUDIES).optional(),
  modalitiesInStudy: z
    .string()
    .regex(/^[A-Za-z]{1,16}([,\\][A-Za-z]{1,16})*$/)
    .optional(),
});

/** What another system asks to see (IHE RAD TF-2 4.106.4.1.2), as far as it says which studies. */
export const DisplayRequest = z
  .discriminatedUnion("requestType", [ofStudy, ofPatient])
  .refine(
    (request) => request.requestType === "PATIENT" || Boolean(request.studyUID ?? request.accessionNumber),
    "studyUID or accessionNumber is missing",
  );
export type DisplayRequest = z.output<typeof DisplayRequest>;

/**
 * Study Instance UIDs of the actor's organisation that a display request means, newest first; [] when there are
 * none. A patient's name or birth date that doesn't fit the number finds nothing: another patient is worse than none.
 * @throws ProblemError 403 for roles without studies
 */
export async function findForDisplay(context: Context, request: DisplayRequest): Promise<string[]> {
  const organizationId = organizationToRead(context);
  const conditions = [
    Prisma.sql`s."organizationId" = ${organizationId}::uuid`,
    ...(request.requestType === "STUDY" ? studyConditions(request) : patientConditions(request)),
  ];
  const limit =
    request.requestType === "PATIENT" ? (request.mostRecentResults ?? MOST_STUDIES) : MOST_STUDIES;
  const rows = await db.$queryRaw<{ uid: string; name: string; patientId: string }[]>`
    SELECT s."studyInstanceUid" AS uid, s."patientName" AS name, s."patientId" AS "patientId" FROM "Study" s
    WHERE ${Prisma.join(conditions, " AND ")} ORDER BY s."studyDate" DESC, s."studyTime" DESC, s."id" DESC
    LIMIT ${limit}`;
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "study.searched",
    ground: { treatmentRelation: true },
    detail: { service: "IHE RAD-106", requestType: request.requestType, results: rows.length },
  });
  const fitting = request.requestType === "PATIENT" ? rows.filter(({ name }) => fits(request, name)) : rows;
  // One number at two issuers, or one accession number of two patients: nobody shall guess which.
  return new Set(fitting.map(({ patientId }) => patientId)).size > 1 ? [] : fitting.map(({ uid }) => uid);
}

function studyConditions({ studyUID, accessionNumber }: z.output<typeof ofStudy>): Prisma.Sql[] {
  return [
    ...(studyUID ? [Prisma.sql`s."studyInstanceUid" = ANY(${studyUID.split(",")}::text[])`] : []),
    ...(accessionNumber ? [Prisma.sql`s."accessionNumber" = ${accessionNumber.trim()}`] : []),
  ];
}

function patientConditions(request: z.output<typeof ofPatient>): Prisma.Sql[] {
  const [number = "", , , issuer = ""] = request.patientID.split("^").map((part) => part.trim());
  const bsn = normaliseBsn(number);
  const names = issuer.split("&").filter((part) => part && part !== "ISO" && part !== "DNS");
  const conditions = [
    bsn === undefined
      ? Prisma.sql`s."patientIdentifier" = ${number}`
      : Prisma.sql`(s."patientIdentifier" = ${number} OR s.bsn = ${bsn})`,
  ];
  // Studies without an issuer belong to the organisation's own numbers, whatever the asking system calls these.
  if (names.length > 0)
    conditions.push(
      Prisma.sql`EXISTS (SELECT 1 FROM "Patient" p WHERE p."id" = s."patientId"
        AND p."issuerOfPatientId" = ANY(${["", ...names]}::text[]))`,
    );
  const { lowerDateTime, upperDateTime, modalitiesInStudy, patientBirthDate } = request;
  if (lowerDateTime) conditions.push(Prisma.sql`s."studyDate" >= ${dayOf(lowerDateTime)}`);
  if (upperDateTime)
    conditions.push(Prisma.sql`s."studyDate" <= ${dayOf(upperDateTime)} AND s."studyDate" <> ''`);
  if (modalitiesInStudy)
    conditions.push(Prisma.sql`s.modalities && ${modalitiesInStudy.toUpperCase().split(/[,\\]/)}::text[]`);
  if (patientBirthDate)
    conditions.push(
      Prisma.sql`COALESCE(s."patientBirthDate", '') IN ('', ${patientBirthDate.replaceAll("-", "")})`,
    );
  return conditions;
}

/** The family name alone: given names are abbreviated, forgotten and in another order. */
function fits({ patientName }: z.output<typeof ofPatient>, stored: string): boolean {
  const family = (name: string) => foldName(name.split(/[\^=]/, 1)[0] ?? "").replace(/[^a-z0-9]/g, "");
  if (!patientName || !family(patientName) || !family(stored)) return true;
  return family(stored) === family(patientName);
}

/** `20260102` out of 2026, 2026-01-02 or 2026-01-02T10:00:00+01:00; a year or month begins with its first day. */
function dayOf(text: string): string {
  const [day = ""] = text.split("T", 1);
  return `${day.replace(/\D/g, "").slice(0, 8)}0101`.slice(0, 8);
}
