import { z } from "zod";
import {
  CaseItemKind,
  CaseLight,
  MeetingFrequency,
  MeetingRole,
  MeetingState,
} from "@/lib/db/generated/enums";

const time = z.string().nullable().meta({ description: "ISO 8601, UTC; null when it has not happened" });
const text = (longest: number) => z.string().trim().max(longest);
const uid = z.string().min(1).max(64);
export const id = z.uuid();

/** As long as a letter may be; notes, questions and outcomes. */
export const LONGEST_TEXT = 10_000;
export const MOST_CASES = 200;

const settings = {
  title: text(120).min(1),
  department: text(120).default(""),
  region: text(120).default(""),
  location: text(200).default(""),
  startTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  durationMinutes: z.int().min(5).max(600).default(60),
  deadlineHours: z.int().min(0).max(336).default(24),
  chaseHours: z.int().min(0).max(336).default(24),
  accessDays: z.int().min(0).max(90).default(0),
  minutesPerCase: z.int().min(1).max(120).default(5),
};

export const SaveSeriesInput = z
  .object({
    ...settings,
    frequency: z.enum(MeetingFrequency),
    firstDate: z.iso.date().meta({ description: "The first date, as the clock on the wall has it" }),
  })
  .meta({ id: "SaveMeetingSeries" });
export type SaveSeriesInput = z.input<typeof SaveSeriesInput>;

export const ParticipantInput = z.object({
  addressId: id,
  role: z.enum(MeetingRole).default("MEMBER"),
  meetingId: id
    .optional()
    .meta({ description: "Only of this meeting; left out: of every one of the series" }),
});
export type ParticipantInput = z.input<typeof ParticipantInput>;

export const Participant = z.object({
  participantId: z.string(),
  addressId: z.string(),
  name: z.string(),
  organization: z.string(),
  specialty: z.string(),
  role: z.enum(MeetingRole),
  isGuest: z.boolean().meta({ description: "Only of this one meeting" }),
  isMine: z.boolean(),
});
export type Participant = z.output<typeof Participant>;

const MeetingFacts = z.object({
  id: z.string(),
  seriesId: z.string(),
  title: z.string(),
  department: z.string(),
  region: z.string(),
  location: z.string(),
  organization: z.string(),
  state: z.enum(MeetingState),
  startsAt: z.string(),
  durationMinutes: z.number(),
  submitBy: z.string(),
  accessEndsAt: z.string(),
  isOpen: z.boolean().meta({ description: "Whether the meeting is a ground to see its cases, now" }),
  myRole: z.enum(MeetingRole),
});

export const MeetingSummary = MeetingFacts.extend({
  cases: z.number(),
  incomplete: z.number().meta({ description: "Cases with a light that isn't green" }),
  estimatedMinutes: z.number(),
  news: z.number().meta({ description: "Cases with something new for who asks" }),
});
export type MeetingSummary = z.output<typeof MeetingSummary>;

export const Series = z
  .object({
    id: z.string(),
    organization: z.string(),
    title: z.string(),
    department: z.string(),
    region: z.string(),
    location: z.string(),
    frequency: z.enum(MeetingFrequency),
    firstDate: z.string(),
    startTime: z.string(),
    durationMinutes: z.number(),
    deadlineHours: z.number(),
    chaseHours: z.number(),
    accessDays: z.number(),
    minutesPerCase: z.number(),
    endedAt: time,
    myRole: z.enum(MeetingRole),
    participants: z.array(Participant),
  })
  .meta({ id: "MeetingSeries" });
export type Series = z.output<typeof Series>;

const ChosenStudy = z.object({
  studyInstanceUid: uid,
  seriesInstanceUids: z.array(uid).max(5000).optional(),
});

export const CasePatient = z.object({
  name: z.string(),
  birthDate: z.string().nullable(),
  sex: z.string(),
  patientIdentifier: z.string(),
  bsn: z.string().nullable(),
});

export const SubmitCaseInput = z
  .object({
    studies: z.array(ChosenStudy).max(50).default([]),
    patient: z
      .object({
        name: text(200).min(1).meta({ description: "As in DICOM: family^given" }),
        birthDate: z
          .string()
          .regex(/^\d{8}$/)
          .nullable()
          .default(null),
        sex: z.enum(["M", "F", "O", ""]).default(""),
        patientIdentifier: text(64).default(""),
        bsn: z
          .string()
          .regex(/^\d{9}$/)
          .nullable()
          .default(null),
      })
      .optional()
      .meta({ description: "Who it is about, where no study says so" }),
    question: text(LONGEST_TEXT).default(""),
    wantedStudies: text(LONGEST_TEXT).default(""),
    pathologyNote: text(LONGEST_TEXT).default(""),
    needsNoPathology: z.boolean().default(false),
    referrerId: id
      .optional()
      .meta({ description: "The address that gets the outcome; left out: the own one" }),
    presenterId: id.nullable().default(null),
    estimatedMinutes: z.int().min(1).max(120).optional(),
  })
  .meta({ id: "SubmitMeetingCase" });
export type SubmitCaseInput = z.input<typeof SubmitCaseInput>;

export const EditCaseInput = z.object({
  version: z.int().min(1).meta({ description: "Of the case as it was read; another one by now: 409" }),
  question: text(LONGEST_TEXT).optional(),
  wantedStudies: text(LONGEST_TEXT).optional(),
  pathologyNote: text(LONGEST_TEXT).optional(),
  presenterId: id.nullable().optional(),
  estimatedMinutes: z.int().min(1).max(120).optional(),
});
export type EditCaseInput = z.input<typeof EditCaseInput>;

export const AddStudiesInput = z.object({ studies: z.array(ChosenStudy).min(1).max(50) });
export type AddStudiesInput = z.input<typeof AddStudiesInput>;

export const ItemInput = z.object({
  isNotNeeded: z.boolean().optional(),
  missing: text(500).optional().meta({ description: "What is missing, in words; empty: nothing" }),
});
export type ItemInput = z.input<typeof ItemInput>;

export const DraftInput = z.object({
  text: z.string().max(LONGEST_TEXT),
  version: z.int().min(0).meta({ description: "Of the text that this one replaces; 0 for the first" }),
});
export type DraftInput = z.input<typeof DraftInput>;

export const OutcomeInput = z.object({
  conclusion: z.string().max(LONGEST_TEXT),
  followUp: z.string().max(LONGEST_TEXT),
  version: z.int().min(0),
});
export type OutcomeInput = z.input<typeof OutcomeInput>;

export const AmendInput = z.object({ reason: text(1000).min(1), version: z.int().min(1) });
export type AmendInput = z.input<typeof AmendInput>;

export const PresentInput = z.object({ caseId: id.nullable() });
export type PresentInput = z.input<typeof PresentInput>;

export const CaseItem = z.object({
  kind: z.enum(CaseItemKind),
  light: z.enum(CaseLight),
  since: z.string(),
  isNotNeeded: z.boolean(),
  missing: z.string(),
  chasedAt: time,
  chases: z.number(),
});
export type CaseItem = z.output<typeof CaseItem>;

export const CaseStudy = z.object({
  studyInstanceUid: z.string(),
  studyDate: z.string(),
  description: z.string(),
  modalities: z.array(z.string()),
  hasReport: z.boolean(),
  instances: z.number(),
});

export const CaseShare = z.object({
  shareId: z.string(),
  organization: z.string(),
  isReady: z.boolean().meta({ description: "All of it is stored" }),
  addedAt: z.string(),
  studies: z.array(CaseStudy),
  documents: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      contentType: z.string(),
      isPathology: z.boolean(),
    }),
  ),
});
export type CaseShare = z.output<typeof CaseShare>;

export const NEWS = ["CASE", "IMAGES", "QUESTION", "PATHOLOGY", "OPINION"] as const;

export const CaseRow = z.object({
  id: z.string(),
  position: z.number(),
  version: z.number(),
  patient: CasePatient,
  organization: z.string(),
  referrer: z.object({ addressId: z.string(), name: z.string(), organization: z.string() }),
  question: z.string(),
  presenter: z.object({ participantId: z.string(), name: z.string() }).nullable(),
  estimatedMinutes: z.number(),
  items: z.array(CaseItem),
  shares: z.array(CaseShare),
  opinions: z.number(),
  news: z.array(z.enum(NEWS)).meta({ description: "What changed since who asks looked last" }),
  tickedAt: time,
  signedAt: time,
  isOwn: z.boolean().meta({ description: "Submitted by the organisation of who asks" }),
  canEdit: z.boolean(),
});
export type CaseRow = z.output<typeof CaseRow>;

export const Board = MeetingFacts.extend({
  isLead: z.boolean().meta({ description: "Who asks coordinates or chairs it" }),
  canSign: z.boolean(),
  amendableUntil: time.meta({
    description: "For the chair, once the meeting gives no access: signed outcomes alone",
  }),
  canSubmit: z.boolean(),
  minutesPerCase: z.number(),
  currentCaseId: z.string().nullable(),
  currentSince: time,
  participants: z.array(Participant),
  cases: z.array(CaseRow),
  note: z
    .object({ text: z.string(), version: z.number(), updatedBy: z.string(), updatedAt: time })
    .nullable(),
}).meta({ id: "MeetingBoard" });
export type Board = z.output<typeof Board>;

export const Draft = z.object({
  text: z.string(),
  version: z.number(),
  updatedBy: z.string(),
  updatedAt: time,
});
export type Draft = z.output<typeof Draft>;

export const Outcome = z.object({
  conclusion: z.string(),
  followUp: z.string(),
  version: z.number(),
  updatedBy: z.string(),
  updatedAt: time,
  signedAt: time,
  signedBy: z.string().nullable(),
  reportedAt: time,
  earlier: z
    .array(
      z.object({
        conclusion: z.string(),
        followUp: z.string(),
        signedAt: z.string(),
        signedBy: z.string(),
        reason: z.string().meta({ description: "Why it was opened again" }),
        openedBy: z.string(),
        openedAt: z.string(),
        replacedAt: time.meta({ description: "Null while it is being amended: it counts until then" }),
      }),
    )
    .meta({ description: "What was signed before and amended, the last first" }),
});
export type Outcome = z.output<typeof Outcome>;

export const Case = CaseRow.extend({
  meetingId: z.string(),
  submittedBy: z.object({ name: z.string(), organization: z.string() }),
  submittedAt: z.string(),
  wantedStudies: z.string(),
  pathologyNote: z.string(),
  opinionTexts: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      organization: z.string(),
      text: z.string(),
      at: z.string(),
    }),
  ),
  myOpinion: Draft,
  note: Draft.nullable().meta({ description: "Only for who coordinates or chairs" }),
  outcome: Outcome,
  isLead: z.boolean(),
  canSign: z.boolean(),
}).meta({ id: "MeetingCase" });
export type Case = z.output<typeof Case>;
