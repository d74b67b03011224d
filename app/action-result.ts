import { ZodError } from "zod";
import { ProblemError } from "@/lib/errors";

type Result<T> = { ok: true; value: T } | { ok: false; code: string };

/** Runs a verb for a server action: problems go to the form by their code, everything else to the error page. */
export async function actionResult<T>(run: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, code: error.code };
    if (error instanceof ZodError) return { ok: false, code: "invalid_input" };
    throw error;
  }
}
