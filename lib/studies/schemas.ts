import { z } from "zod";
import { normaliseBsn } from "@/lib/dicom";

const isoDate = z.iso.date();

export const StudyUid = z.string().regex(/^[0-9.]{1,64}$/, "is not a UID");

export const StudySearch = z.object({
  /** Words that all have to occur in name, number, description or accession number; a BSN is found too. */
  text: z.string().max(200).optional(),
  patientIdentifier: z.string().max(1024).optional(),
  bsn: z
    .string()
    .max(20)
    .transform((value, check) => {
      const bsn = normaliseBsn(value);
      if (bsn === undefined) check.addIssue({ code: "custom", message: "is not a BSN" });
      return bsn ?? z.NEVER;
    })
    .optional(),
  dateFrom: isoDate.optional(),
  dateTo: isoDate.optional(),
  modality: z
    .string()
    .regex(/^[A-Za-z0-9_ ]{1,16}$/)
    .optional(),
  sort: z
    .enum([
      "studyDate",
      "receivedAt",
      "patientName",
      "birthDate",
      "description",
      "accessionNumber",
      "sizeBytes",
    ])
    .default("studyDate"),
  direction: z.enum(["asc", "desc"]).optional(),
  cursor: z.string().max(4096).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type StudySearch = z.output<typeof StudySearch>;

export const Study = z.object({
  studyInstanceUid: z.string(),
  patient: z.object({
    /** PN as in DICOM: components by "^", groups by "=". */
    name: z.string(),
    birthDate: z.string().nullable().describe("YYYY-MM-DD"),
    sex: z.string(),
    patientIdentifier: z.string(),
    issuerOfPatientId: z.string(),
    bsn: z.string().nullable(),
  }),
  studyDate: z.string().nullable().describe("YYYY-MM-DD"),
  studyTime: z.string().nullable().describe("DICOM TM"),
  description: z.string(),
  accessionNumber: z.string(),
  modalities: z.array(z.string()),
  origin: z.enum(["UPLOAD", "STOW", "CSTORE", "CLI", "IMPORTED", "FOLDER", "SFTP"]),
  /** The organisation that an imported study came from; else empty. */
  importedFrom: z.string(),
  hasReport: z.boolean(),
  sizeBytes: z.number().int(),
  seriesCount: z.number().int(),
  instanceCount: z.number().int(),
  /** false while an upload that brings more of it is open. */
  isComplete: z.boolean(),
  receivedAt: z.iso.datetime(),
});
export type Study = z.output<typeof Study>;

export const StudyPage = z.object({ items: z.array(Study), nextCursor: z.string().nullable() });
export type StudyPage = z.output<typeof StudyPage>;

export const StudyDetails = Study.extend({
  series: z.array(
    z.object({
      seriesInstanceUid: z.string(),
      modality: z.string(),
      seriesNumber: z.number().int().nullable(),
      description: z.string(),
      bodyPart: z.string(),
      instanceCount: z.number().int(),
      frameCount: z.number().int(),
      sizeBytes: z.number().int(),
    }),
  ),
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      contentType: z.string(),
      length: z.number().int(),
      createdAt: z.iso.datetime(),
      url: z.string(),
    }),
  ),
  /** Where it was sent, newest first. */
  shares: z.array(
    z.object({
      id: z.string(),
      state: z.enum(["PREPARING", "SENT", "REVOKED", "EXPIRED"]),
      purpose: z.enum(["REFERRAL", "TRANSFER", "MDO", "CONSULT", "SECOND_OPINION", "COMPARISON"]),
      createdAt: z.iso.datetime(),
      recipients: z.array(z.object({ name: z.string(), state: z.string() })),
    }),
  ),
});
export type StudyDetails = z.output<typeof StudyDetails>;

export const ConflictPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["CONTENT", "PATIENT"]),
      origin: z.enum(["UPLOAD", "STOW", "CSTORE", "CLI", "IMPORTED", "FOLDER", "SFTP"]),
      studyInstanceUid: z.string(),
      seriesInstanceUid: z.string(),
      sopInstanceUid: z.string(),
      length: z.number().int(),
      receivedAt: z.iso.datetime(),
    }),
  ),
  nextCursor: z.string().nullable(),
});
export type ConflictPage = z.output<typeof ConflictPage>;

export const ArrivingStudy = z.object({
  studyInstanceUid: z.string(),
  description: z.string(),
  origin: Study.shape.origin,
  modalities: z.array(z.string()),
  seriesCount: z.number(),
  instanceCount: z.number(),
  firstReceivedAt: z.string(),
  lastReceivedAt: z.string(),
  patient: z.object({
    name: z.string(),
    birthDate: z.string().nullable().describe("YYYYMMDD"),
    sex: z.string(),
    patientIdentifier: z.string(),
    bsn: z.string().nullable(),
  }),
});
export type ArrivingStudy = z.output<typeof ArrivingStudy>;
