import { z } from "zod";
import { StudyOrigin } from "@/lib/db/generated/enums";

/** A hundred years: longer than any record is kept. */
const MOST_DAYS = 36_525;

export const RetentionRuleInput = z.object({
  origin: z.enum(StudyOrigin),
  days: z
    .number()
    .int()
    .min(1)
    .max(MOST_DAYS)
    .nullable()
    .meta({ description: "Days after the last arrival or the end of the last share; null keeps for ever" }),
});
