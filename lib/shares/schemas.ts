import { z } from "zod";
import {
  AddressKind,
  EmergencyGround,
  MailState,
  Priority,
  Purpose,
  RecipientState,
  ShareState,
  WorkState,
} from "@/lib/db/generated/enums";

export const LONGEST_MESSAGE = 4000;
export const MOST_RECIPIENTS = 50;
export const MOST_STUDIES = 200;

const uid = z.string().min(1).max(64);
const id = z.string().min(1).max(64);
const time = z.string().nullable().meta({ description: "ISO 8601, UTC; null when it has not happened" });

export const ChosenStudy = z.object({
  studyInstanceUid: uid,
  seriesInstanceUids: z.array(uid).max(5000).optional().meta({ description: "Left out: the whole study" }),
  expectedInstances: z.int().min(1).max(1_000_000).optional().meta({
    description: "How many instances will have come when the study is complete, where the sender knows",
  }),
});
export type ChosenStudy = z.output<typeof ChosenStudy>;

export const SendShareInput = z
  .object({
    studies: z.array(ChosenStudy).min(1).max(MOST_STUDIES),
    documentIds: z
      .array(id)
      .max(500)
      .optional()
      .meta({ description: "Documents of these studies that go along; left out: all of them" }),
    recipients: z
      .array(z.object({ addressId: id }))
      .min(1)
      .max(MOST_RECIPIENTS),
    purpose: z.enum(Purpose),
    priority: z.enum(Priority),
    message: z.string().max(LONGEST_MESSAGE).default(""),
    emergencyReason: z
      .string()
      .trim()
      .max(1000)
      .default("")
      .meta({ description: "EMERGENCY: why it can't wait; left out: the message" }),
    emergencyGround: z.enum(EmergencyGround).default("TREATMENT").meta({
      description: "EMERGENCY: CANNOT_CONSENT is reviewed afterwards",
    }),
    expiresAt: z.iso.datetime({ offset: true }).optional().meta({ description: "Left out: by purpose" }),
    canDownload: z.boolean().default(true),
  })
  .meta({ id: "SendShare" });
export type SendShareInput = z.input<typeof SendShareInput>;

export const CheckShareInput = z.object({
  studies: z.array(ChosenStudy).max(MOST_STUDIES).default([]),
  recipients: z
    .array(z.object({ addressId: id }))
    .max(MOST_RECIPIENTS)
    .default([]),
  purpose: z.enum(Purpose).default("REFERRAL"),
  priority: z.enum(Priority).default("ROUTINE"),
});
export type CheckShareInput = z.input<typeof CheckShareInput>;

export const SharePatient = z.object({
  name: z.string(),
  birthDate: z.string().nullable(),
  sex: z.string(),
  patientIdentifier: z.string(),
  bsn: z.string().nullable(),
});
export type SharePatient = z.output<typeof SharePatient>;

export const ShareSeries = z.object({
  seriesInstanceUid: z.string(),
  seriesNumber: z.number().nullable(),
  modality: z.string(),
  description: z.string(),
  instanceCount: z.number(),
});
export type ShareSeries = z.output<typeof ShareSeries>;

export const ShareDocumentView = z.object({
  documentId: z.string(),
  title: z.string(),
  contentType: z.string(),
  length: z.number(),
});
export type ShareDocumentView = z.output<typeof ShareDocumentView>;

export const StudySummary = z.object({
  studyInstanceUid: z.string(),
  studyDate: z.string(),
  description: z.string(),
  accessionNumber: z.string(),
  modalities: z.array(z.string()),
  sizeBytes: z.number(),
  hasReport: z.boolean(),
  patient: SharePatient,
  series: z.array(ShareSeries),
  documents: z.array(ShareDocumentView),
});
export type StudySummary = z.output<typeof StudySummary>;

export const SharedStudy = StudySummary.extend({
  seriesInstanceUids: z.array(z.string()).meta({ description: "The series that the share grants" }),
  isWholeStudy: z.boolean(),
  expectedInstances: z.number().nullable().meta({ description: "Null: nobody says, more may come" }),
  storedInstances: z.number(),
});
export type SharedStudy = z.output<typeof SharedStudy>;

export const MOST_REFERENCES = 20;

/** A place in the images that a text is about. */
export const ImageReference = z
  .object({
    studyInstanceUid: uid,
    seriesInstanceUid: uid,
    frame: z.int().min(1).max(100_000).optional().meta({ description: "Place in the series, from 1" }),
    x: z.number().min(0).max(100_000).optional().meta({ description: "Column from 0" }),
    y: z.number().min(0).max(100_000).optional().meta({ description: "Row from 0" }),
  })
  .meta({ id: "ImageReference" });
export type ImageReference = z.output<typeof ImageReference>;

export const ReplyInput = z.object({
  id: z.uuid().optional().meta({
    description:
      "Made by who sends it: the same reply under the same id is said once, however often it is sent",
  }),
  text: z.string().trim().min(1).max(LONGEST_MESSAGE),
  references: z.array(ImageReference).max(MOST_REFERENCES).default([]),
  isAnswer: z.boolean().default(false).meta({
    description: "By a recipient: this answers what the sender asked",
  }),
});
export type ReplyInput = z.input<typeof ReplyInput>;

const Person = z.object({ userId: z.string(), name: z.string() });

export const RecipientView = z.object({
  recipientId: z.string(),
  addressId: z.string(),
  kind: z.enum(AddressKind),
  name: z.string(),
  organization: z.string(),
  department: z.string(),
  state: z.enum(RecipientState),
  mail: z.enum(MailState),
  mailError: z.string().nullable(),
  notifiedAt: time,
  remindedAt: time,
  openedAt: time,
  downloadedAt: time,
  importedAt: time,
  declinedAt: time,
  declineReason: z.string().nullable(),
  isActive: z.boolean().meta({ description: "Somebody reads this address" }),
  isForwarded: z.boolean(),
  addedAt: z.string(),
  isMine: z.boolean().meta({ description: "Who asks reads this address" }),
  work: z.enum(WorkState).nullable().meta({ description: "Only for who reads this address" }),
  assignee: Person.nullable(),
  colleagues: z.array(Person).meta({ description: "Who can take it on, for who reads this address" }),
});
export type RecipientView = z.output<typeof RecipientView>;

export const Share = z
  .object({
    id: z.string(),
    role: z.enum(["sender", "recipient"]),
    state: z.enum(ShareState),
    stateAt: z.string(),
    isComplete: z.boolean(),
    purpose: z.enum(Purpose),
    priority: z.enum(Priority),
    message: z.string(),
    emergencyReason: z.string(),
    emergencyGround: z.enum(EmergencyGround).nullable(),
    closedAt: time.meta({ description: "The sender said that nothing more comes" }),
    firstImageAt: time.meta({ description: "A recipient had the first image" }),
    createdAt: z.string(),
    expiresAt: z.string(),
    canDownload: z.boolean(),
    link: z.string().meta({ description: "An address, not a secret: opens nothing without sign-in" }),
    sender: z.object({ userId: z.string(), name: z.string(), organization: z.string() }),
    studies: z.array(SharedStudy),
    recipients: z.array(RecipientView),
    replies: z.array(
      z.object({
        replyId: z.string(),
        author: Person,
        text: z.string(),
        at: z.string(),
        references: z.array(ImageReference),
        isAnswer: z.boolean(),
        documentId: z.string().nullable().meta({ description: "The document that the sender kept it as" }),
      }),
    ),
  })
  .meta({ id: "Share" });
export type Share = z.output<typeof Share>;

export const SharePage = z.object({ items: z.array(Share), nextCursor: z.string().nullable() });
export type SharePage = z.output<typeof SharePage>;

export const RecipientOption = z.object({
  addressId: z.string(),
  kind: z.enum(AddressKind),
  name: z.string(),
  role: z.string(),
  specialty: z.string(),
  department: z.string(),
  organization: z.string(),
  city: z.string(),
  isActive: z.boolean(),
  isConnected: z.boolean(),
  isFavorite: z.boolean(),
});
export type RecipientOption = z.output<typeof RecipientOption>;

export const Finding = z.object({
  code: z.enum([
    "bsn_missing",
    "bsn_invalid",
    "several_patients",
    "incomplete",
    "files_refused",
    "set_aside",
    "report_missing",
    "more_than_usual",
    "recipient_closed",
    "content_not_accepted",
    "purpose_not_accepted",
    "recipient_not_active",
    "not_connected",
    "unknown_address",
  ]),
  severity: z.enum(["info", "warning", "confirm", "blocking"]).meta({
    description: "confirm: ask once more, except in an emergency; blocking: the sending would be refused",
  }),
  studyInstanceUid: z.string().optional(),
  addressId: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  alternative: RecipientOption.optional().meta({ description: "A mailbox that is read, to send to instead" }),
});
export type Finding = z.output<typeof Finding>;

export const ShareCheck = z.object({
  findings: z.array(Finding),
  studies: z.array(StudySummary),
  defaultExpiresAt: z.string(),
});
export type ShareCheck = z.output<typeof ShareCheck>;
