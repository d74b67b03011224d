import { isRepeated, markRecorded, recordRefusal } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { ProblemError } from "@/lib/errors";
import { log } from "@/lib/log";

/** What was asked for: the operation without what stood in its address, and that by name. */
export interface Asked {
  operation: string;
  params?: Record<string, string>;
}

/**
 * Writes an attempt that was refused to the log of who tried, unless its verb has done so: no right (403), no longer
 * (410), or something named by its id that isn't there or is another's (404). A page that asks again and again is
 * written once a minute.
 */
export async function noteRefusal(
  context: Context | undefined,
  error: unknown,
  { operation, params = {} }: Asked,
): Promise<void> {
  if (context === undefined || !(error instanceof ProblemError)) return;
  const isNamed = Object.keys(params).length > 0;
  if (error.status !== 403 && error.status !== 410 && !(error.status === 404 && isNamed)) return;
  const named = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value.slice(0, 64)]));
  if (isRepeated([whoOf(context), operation, error.code, ...Object.values(named)].join("|")))
    markRecorded(error);
  const { studyInstanceUid, ...others } = named;
  try {
    await recordRefusal(context, error, {
      action: "access.refused",
      ...(studyInstanceUid && { studyInstanceUid }),
      detail: { ...others, operation },
    });
  } catch (failure) {
    // The answer is a refusal either way.
    log.error({ err: failure }, "a refused attempt could not be written to the log");
  }
}

function whoOf({ actor }: Context): string {
  if (actor.kind === "user") return actor.userId;
  return actor.kind === "organization" ? actor.organizationId : actor.name;
}
