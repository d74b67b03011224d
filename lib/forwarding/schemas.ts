import { z } from "zod";
import { TransferInstanceState, TransferKind, TransferState } from "@/lib/db/generated/enums";

const uid = z.string().regex(/^[0-9.]{1,64}$/, "is not a UID");
const time = z.string().nullable();
/** Text for a DICOM value: no control characters and no backslash, which separates values. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}\\]*$/u, "has characters that DICOM doesn't take");

/** The local values that replace the foreign ones (IHE IRWF.b). */
export const Reconciliation = z
  .object({
    patientIdentifier: text(64).min(1),
    issuerOfPatientId: text(64).default(""),
    /** PN: components by "^", groups by "=". */
    name: text(200).min(1),
    /** Empty: not known here, and stays as it is. */
    birthDate: z.union([z.iso.date(), z.literal("")]),
    /** Left out: stays as it is. */
    sex: z.enum(["M", "F", "O", ""]).optional(),
    accessionNumber: text(16).optional(),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.output<typeof Reconciliation>;

export const StartTransferInput = z.object({
  peerId: z.uuid(),
  seriesInstanceUids: z.array(uid).min(1).max(5000).optional().meta({ description: "Left out: all" }),
  reconciliation: Reconciliation.optional().meta({ description: "Left out: the study goes as it is" }),
  confirmDifferences: z.boolean().default(false),
});
export type StartTransferInput = z.input<typeof StartTransferInput>;

export const ImportShareInput = z.object({
  studies: z
    .array(
      z.object({
        studyInstanceUid: uid,
        reconciliation: Reconciliation,
        confirmDifferences: z
          .boolean()
          .default(false)
          .meta({ description: "It has been looked at that both are the same person" }),
      }),
    )
    .min(1)
    .max(200),
  onwardPeerId: z.uuid().optional().meta({ description: "Send it straight on to this peer" }),
});
export type ImportShareInput = z.input<typeof ImportShareInput>;

/** What of two people differs so much that they may not be one. */
export const Difference = z.enum(["bsn", "birthDate", "sex", "name"]);
export type Difference = z.output<typeof Difference>;

export const PatientIdentity = z
  .object({
    patientIdentifier: z.string(),
    issuerOfPatientId: z.string(),
    name: z.string(),
    birthDate: z.string().nullable().meta({ description: "YYYY-MM-DD" }),
    sex: z.string(),
    bsn: z.string().nullable(),
  })
  .meta({ id: "PatientIdentity" });
export type PatientIdentity = z.output<typeof PatientIdentity>;

export const LocalPatient = PatientIdentity.extend({
  matches: z.enum(["bsn", "nameAndBirthDate", "search"]),
  differences: z.array(Difference),
});
export type LocalPatient = z.output<typeof LocalPatient>;

export const ReconciliationPreview = z.object({
  studyInstanceUid: z.string(),
  description: z.string(),
  studyDate: z.string().nullable(),
  modalities: z.array(z.string()),
  instanceCount: z.number(),
  foreign: PatientIdentity.extend({ accessionNumber: z.string() }),
  candidates: z.array(LocalPatient).meta({ description: "Own patients that it may be, best first" }),
  existing: z
    .object({ patient: PatientIdentity, instanceCount: z.number() })
    .nullable()
    .meta({ description: "The own archive has this study already: it can only go under that patient" }),
});
export type ReconciliationPreview = z.output<typeof ReconciliationPreview>;

export const Transfer = z
  .object({
    id: z.string(),
    kind: z.enum(TransferKind),
    state: z.enum(TransferState),
    stateAt: z.string(),
    studyInstanceUid: z.string(),
    study: z
      .object({ patientName: z.string(), description: z.string(), studyDate: z.string().nullable() })
      .nullable()
      .meta({ description: "As the own archive has it" }),
    peer: z.object({ peerId: z.string().nullable(), name: z.string() }).nullable(),
    shareId: z.string().nullable(),
    sourceOrganization: z.string(),
    isReconciled: z.boolean(),
    requestedBy: z.string(),
    createdAt: z.string(),
    finishedAt: time,
    attempts: z.number(),
    nextAttemptAt: time,
    errorCode: z.string().nullable(),
    errorDetail: z.string().nullable().meta({ description: "In the other side's words" }),
    counts: z.record(z.enum(TransferInstanceState), z.number()),
    failures: z.array(
      z.object({
        code: z.string(),
        status: z.number().nullable(),
        comment: z.string(),
        count: z.number(),
      }),
    ),
  })
  .meta({ id: "Transfer" });
export type Transfer = z.output<typeof Transfer>;

export const TransferPage = z.object({ items: z.array(Transfer), nextCursor: z.string().nullable() });
export type TransferPage = z.output<typeof TransferPage>;
