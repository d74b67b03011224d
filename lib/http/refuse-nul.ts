import { badRequest } from "@/lib/errors";

/**
 * PostgreSQL's texts hold every character but this one. Without recursion: what is nested a hundred thousand deep is
 * somebody's input too.
 * @throws ProblemError 400 `invalid_input`
 */
export function refuseNul(given: unknown): void {
  const open = [given];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" && value.includes("\0"))
      throw badRequest("invalid_input", "Text can't hold the character NUL.");
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value)) open.push(name, inner);
  }
}
