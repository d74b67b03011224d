import { z } from "zod";

const count = z.number().int().min(0);

export const NewImport = z.object({
  files: count.max(10_000_000),
  bytes: count.max(Number.MAX_SAFE_INTEGER),
});

export const KnownFiles = z.object({
  files: z
    .array(z.object({ path: z.string().max(4096), size: z.number().int(), lastModified: z.number() }))
    .max(5000),
});

export const ImportStatus = z.object({
  id: z.string(),
  state: z.enum(["OPEN", "CLOSED"]),
  received: z.object({ files: count, bytes: count }),
  outcomes: z.object({ stored: count, duplicates: count, setAside: count, refused: count, documents: count }),
  studies: z.array(
    z.object({
      studyInstanceUid: z.string(),
      patientName: z.string(),
      description: z.string(),
      modalities: z.array(z.string()),
      storedInstances: count,
      bytes: count,
    }),
  ),
  /** What was not taken or set aside, and why; the first ten thousand. */
  refused: z.array(z.object({ path: z.string(), code: z.string(), reason: z.string() })),
});
export type ImportStatus = z.output<typeof ImportStatus>;

/** What stands at the head of a bundle: its files in the order of their bytes. */
export const BundleHeader = z.object({
  files: z
    .array(
      z.object({
        path: z.string().min(1).max(4096),
        size: z.number().int().min(0),
        lastModified: z.number().default(0),
        role: z.literal("DOCUMENT").optional(),
        studyInstanceUid: z
          .string()
          .regex(/^[0-9.]{1,64}$/)
          .optional(),
        title: z.string().max(1000).optional(),
      }),
    )
    .max(20_000),
});
export type BundleHeader = z.output<typeof BundleHeader>;
