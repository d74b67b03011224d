import { z } from "zod";
import { apiOperation } from "@/lib/api";

const uid = z
  .string()
  .max(64)
  .regex(/^[0-9]+(\.[0-9]+)*$/);

const keyImageSchema = z
  .object({
    id: z.uuid(),
    studyInstanceUid: z.string(),
    seriesInstanceUid: z.string(),
    sopInstanceUid: z.string(),
    frame: z.number().int(),
    note: z.string(),
    author: z.string(),
    organization: z.string(),
    /** Of the own organisation: those alone can be changed. */
    isOwn: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "KeyImage" });

export type KeyImage = z.output<typeof keyImageSchema>;

const study = z.object({ studyInstanceUid: uid });

export const listKeyImagesOperation = apiOperation({
  method: "GET",
  path: "/studies/{studyInstanceUid}/key-images",
  summary: "Frames of a study that were pointed out: of an own study, or of one in a share",
  params: study,
  query: z.object({ shareId: z.uuid().optional() }),
  response: z.object({ items: z.array(keyImageSchema) }),
});

export const MarkKeyImage = z.strictObject({
  /** The share through which the study is seen; left out for an own study. */
  shareId: z.uuid().optional(),
  seriesInstanceUid: uid,
  sopInstanceUid: uid,
  frame: z.number().int().min(1).max(1_000_000),
  note: z.string().trim().max(1000),
});

export type MarkKeyImage = z.output<typeof MarkKeyImage>;

export const markKeyImageOperation = apiOperation({
  method: "PUT",
  path: "/studies/{studyInstanceUid}/key-images",
  summary: "Points a frame out, or changes what was said about it",
  params: study,
  body: MarkKeyImage,
  response: keyImageSchema,
});

export const removeKeyImageOperation = apiOperation({
  method: "DELETE",
  path: "/key-images/{id}",
  summary: "Takes a mark of the own organisation away",
  params: z.object({ id: z.uuid() }),
  status: 204,
});
