import { z } from "zod";

/** A hundred commands and layouts are far below this; anything above it isn't a preference. */
const MAXIMUM_CHARACTERS = 32_768;

/**
 * How one person likes the viewer. Sections are replaced as a whole:
 * `keys` holds for a command its keys as the viewer names them (`q`, `Shift+ArrowUp`), instead of the usual ones;
 * `layouts` holds for a modality, or a modality and body part, what the viewer remembers of its layout;
 * `tools` holds what tools remember, such as the speed of cine.
 */
export const ViewerPreferences = z
  .strictObject({
    keys: z.record(z.string().min(1).max(60), z.array(z.string().min(1).max(30)).max(4)).optional(),
    layouts: z.record(z.string().min(1).max(100), z.json()).optional(),
    tools: z.record(z.string().min(1).max(60), z.json()).optional(),
  })
  .refine((value) => JSON.stringify(value).length <= MAXIMUM_CHARACTERS, "too large")
  .meta({ id: "ViewerPreferences" });

export type ViewerPreferences = z.output<typeof ViewerPreferences>;
