/** What the log keeps of an error. */
interface DescribedError {
  type: string;
  message?: string;
  code?: string;
  model?: string;
  frames: string[];
  cause?: DescribedError;
}

// Their texts repeat the values that were asked for or stored: a name, a number, a piece of a file.
const QUOTES_VALUES = /^(Prisma|DriverAdapter|DatabaseError|SyntaxError|ZodError|ZodRealError|\$ZodError)/;
const DEEPEST = 4;

/** An error without what it may repeat of a patient: type, code and frames always, the text when it is not a quoting kind. */
export function describeError(error: unknown, depth = 0): DescribedError | string {
  if (!(error instanceof Error)) return typeof error;
  const { code, meta, severity } = error as {
    code?: unknown;
    meta?: { modelName?: unknown };
    severity?: unknown;
  };
  const type = error.name === "Error" || error.name === "error" ? error.constructor.name : error.name;
  const isQuoting = QUOTES_VALUES.test(type) || severity !== undefined;
  const cause =
    depth < DEEPEST && error.cause !== undefined ? describeError(error.cause, depth + 1) : undefined;
  return {
    type,
    ...(!isQuoting && { message: error.message }),
    ...((typeof code === "string" || typeof code === "number") && { code: String(code) }),
    ...(typeof meta?.modelName === "string" && { model: meta.modelName }),
    frames: (error.stack ?? "").split("\n").flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []),
    ...(typeof cause === "object" && { cause }),
  };
}
