import { notFound } from "@/lib/errors";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isUuid = (value: string): boolean => UUID.test(value);

/** An id that is no UUID names nothing: 404 like any other unknown one. @throws ProblemError 404 */
export function parseId(value: string): string {
  if (!isUuid(value)) throw notFound();
  return value.toLowerCase();
}
