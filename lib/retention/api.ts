import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { StudyOrigin } from "@/lib/db/generated/enums";
import { RetentionRuleInput } from "./schemas";

const Text = z.string();

export const getRetentionOperation = apiOperation({
  method: "GET",
  path: "/administration/retention",
  summary: "How long the own organisation keeps studies, and which ones go next; for its administrator",
  response: z.object({
    rules: z.array(z.object({ origin: z.enum(StudyOrigin), days: z.number().nullable() })),
    graceDays: z.number(),
    studies: z.array(
      z.object({
        studyInstanceUid: Text,
        patientName: Text,
        patientIdentifier: Text,
        studyDate: Text,
        description: Text,
        origin: z.enum(StudyOrigin),
        removeAt: z.iso.datetime(),
        isKept: z.boolean(),
      }),
    ),
    marked: z.number(),
  }),
});

export const setRetentionRuleOperation = apiOperation({
  method: "PUT",
  path: "/administration/retention",
  summary: "How many days studies of one origin are kept after their last arrival or share",
  body: RetentionRuleInput,
  status: 204,
});

export const keepStudyOperation = apiOperation({
  method: "PUT",
  path: "/administration/retention/studies/{studyInstanceUid}",
  summary: "Keep a study whatever the rule says, or not any more",
  params: z.object({ studyInstanceUid: z.string().regex(/^[0-9.]{1,64}$/, "is not a UID") }),
  body: z.object({ isKept: z.boolean() }),
  status: 204,
});
