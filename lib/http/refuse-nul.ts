import { badRequest } from "@/lib/errors";

/** PostgreSQL's texts hold every character but this one. @throws ProblemError 400 `invalid_input` */
export function refuseNul(value: unknown): void {
  if (typeof value === "string" && value.includes("\0"))
    throw badRequest("invalid_input", "Text can't hold the character NUL.");
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    refuseNul(name);
    refuseNul(inner);
  }
}
