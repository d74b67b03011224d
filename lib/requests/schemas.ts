import { z } from "zod";
import { Priority, Purpose, RequestGround, RequestState } from "@/lib/db/generated/enums";
import { StudySummarySchema } from "@/lib/shares";

const id = z.string().min(1).max(64);
const uid = z.string().min(1).max(64);
const time = z.string().nullable().meta({ description: "ISO 8601, UTC; null when it has not happened" });
const day = z.union([z.literal(""), z.iso.date()]).default("");

export const RequestedPatient = z
  .object({
    name: z.string().trim().min(1).max(324).meta({ description: "As in DICOM: family^given^middle^prefix" }),
    birthDate: z.iso.date().nullable().default(null),
    sex: z.enum(["", "M", "F", "O"]).default(""),
    patientIdentifier: z.string().trim().max(64).default("").meta({ description: "Your own number" }),
    issuerOfPatientId: z.string().trim().max(64).default(""),
    bsn: z.string().trim().max(16).nullable().default(null),
  })
  .meta({ id: "RequestedPatient" });

export const SendRequestInput = z
  .object({
    addressId: id.meta({ description: "The holder's mailbox, from the address book" }),
    returnAddressId: id.optional().meta({
      description: "Where the answer goes: an address that you read; left out: your own",
    }),
    patient: RequestedPatient,
    wanted: z.string().trim().max(1000).default("").meta({ description: "What is wanted, in words" }),
    modalities: z
      .array(z.string().regex(/^[A-Z0-9_ ]{1,16}$/))
      .max(20)
      .default([]),
    dateFrom: day,
    dateTo: day,
    reason: z.string().trim().min(1).max(2000),
    neededBy: z.iso.datetime({ offset: true }),
    ground: z.enum(RequestGround),
    purpose: z.enum(Purpose).default("COMPARISON"),
    priority: z.enum(Priority).default("ROUTINE"),
    meetingCaseId: z.uuid().optional(),
  })
  .meta({ id: "SendRequest" });
export type SendRequestInput = z.input<typeof SendRequestInput>;

export const AnswerRequestInput = z
  .object({
    studies: z
      .array(z.object({ studyInstanceUid: uid, seriesInstanceUids: z.array(uid).max(5000).optional() }))
      .min(1)
      .max(200),
    message: z.string().max(4000).default(""),
    canDownload: z.boolean().default(true),
    isPatientConfirmed: z.boolean().default(false).meta({
      description: "A person looked and says that it is the same patient; asked unless the match is exact",
    }),
  })
  .meta({ id: "AnswerRequest" });
export type AnswerRequestInput = z.input<typeof AnswerRequestInput>;

export const ImageRequestView = z
  .object({
    id: z.string(),
    role: z.enum(["requester", "holder"]),
    state: z.enum(RequestState),
    stateAt: z.string(),
    isLate: z.boolean().meta({ description: "Nobody answered by the time it was needed" }),
    purpose: z.enum(Purpose),
    priority: z.enum(Priority),
    ground: z.enum(RequestGround),
    reason: z.string(),
    wanted: z.string(),
    modalities: z.array(z.string()),
    dateFrom: z.string(),
    dateTo: z.string(),
    neededBy: z.string(),
    createdAt: z.string(),
    patient: z.object({
      name: z.string(),
      birthDate: z.string().nullable(),
      sex: z.string(),
      patientIdentifier: z.string(),
      issuerOfPatientId: z.string(),
      bsn: z.string().nullable(),
    }),
    requester: z.object({ userId: z.string(), name: z.string(), organization: z.string() }),
    returnAddress: z.object({ addressId: z.string(), name: z.string(), organization: z.string() }),
    holder: z.object({ addressId: z.string(), name: z.string(), organization: z.string() }),
    seenAt: time,
    remindedAt: time,
    escalatedAt: time,
    escalatedTo: z.string().nullable(),
    closedAt: time,
    leadSeconds: z.number().nullable().meta({ description: "From asking to answering or declining" }),
    answeredBy: z.string(),
    isAutomatic: z.boolean(),
    declineReason: z.string().nullable(),
    shareId: z.string().nullable(),
    meetingCaseId: z.string().nullable(),
  })
  .meta({ id: "ImageRequest" });
export type ImageRequestView = z.output<typeof ImageRequestView>;

export const RequestPage = z.object({ items: z.array(ImageRequestView), nextCursor: z.string().nullable() });
export type RequestPage = z.output<typeof RequestPage>;

export const AGREEMENTS = ["bsn", "number", "numberAlone", "name", "birthDate", "sex"] as const;
export const CERTAINTIES = ["EXACT", "PROBABLE", "POSSIBLE", "DOUBTFUL"] as const;

export const PatientMatch = z
  .object({
    certainty: z.enum(CERTAINTIES).meta({
      description:
        "EXACT: BSN, or number with issuer, and nothing differs; PROBABLE: name and birth date; POSSIBLE: alike; " +
        "DOUBTFUL: a number agrees and something else doesn't",
    }),
    agreements: z.array(z.enum(AGREEMENTS)),
    differences: z.array(z.enum(["bsn", "birthDate", "sex", "name"])),
    patient: ImageRequestView.shape.patient,
    studies: z.array(
      StudySummarySchema.extend({
        isProposed: z.boolean().meta({ description: "Within what was asked for" }),
      }),
    ),
  })
  .meta({ id: "PatientMatch" });
export type PatientMatch = z.output<typeof PatientMatch>;

export const AutoAnswerRuleView = z.object({
  isOn: z.boolean(),
  grounds: z.array(z.enum(RequestGround)),
  purposes: z.array(z.enum(Purpose)),
  responsibleUserId: z.string().nullable(),
  responsibleName: z.string(),
  candidates: z.array(z.object({ userId: z.string(), name: z.string() })),
});
export type AutoAnswerRuleView = z.output<typeof AutoAnswerRuleView>;

export const SetAutoAnswerInput = z
  .object({
    isOn: z.boolean(),
    grounds: z.array(z.enum(RequestGround)).default([]),
    purposes: z.array(z.enum(Purpose)).default([]),
    responsibleUserId: z.uuid().nullable().default(null),
  })
  .meta({ id: "SetAutoAnswer" });
export type SetAutoAnswerInput = z.input<typeof SetAutoAnswerInput>;
