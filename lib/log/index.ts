import pino from "pino";
import { describeError } from "./describe-error";

/** Structured log on standard output. Never pass patient data, tokens, or query strings to it. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" ? "warn" : "info"),
  base: { process: process.env.BEELDBRUG_PROCESS ?? "beeldbrug" },
  serializers: { err: (error: unknown) => describeError(error) },
  redact: {
    paths: ["password", "token", "authorization", "cookie", "*.password", "*.token"],
    censor: "[redacted]",
  },
});
