import { lookUpKeyword, lookUpTag, tagFromHex, tagToHex } from "@/lib/dicom";
import { badRequest } from "@/lib/errors";
import type { MatchingKey } from "@/lib/studies";

export interface QidoQuery {
  keys: MatchingKey[];
  isFuzzy: boolean;
  includeAll: boolean;
  includeFields: string[];
  limit: number;
  offset: number;
  /** No limit was given, or more than there is: a full page then needs a warning (PS3.18 8.3.4.4). */
  isLimitOurs: boolean;
}

const MAX_KEYS = 64;
const MAX_VALUE_LENGTH = 16_384;

/** The query of a search transaction (PS3.18 8.3.4). @throws ProblemError 400, never repeating the value */
export function parseQidoQuery(parameters: URLSearchParams, maximum: number): QidoQuery {
  const query: QidoQuery = {
    keys: [],
    isFuzzy: false,
    includeAll: false,
    includeFields: [],
    limit: maximum,
    offset: 0,
    isLimitOurs: true,
  };
  for (const [name, value] of parameters) {
    if (value.length > MAX_VALUE_LENGTH) throw badRequest("invalid_query", "A query value is too long.");
    // PostgreSQL's texts can't hold it, so nothing would match.
    if (value.includes("\0"))
      throw badRequest("invalid_query", "A query value can't hold the character NUL.");
    switch (name.toLowerCase()) {
      case "limit": {
        const limit = naturalNumber(name, value);
        query.limit = Math.min(limit, maximum);
        query.isLimitOurs = limit > maximum;
        break;
      }
      case "offset":
        query.offset = naturalNumber(name, value);
        break;
      case "fuzzymatching":
        if (value !== "true" && value !== "false")
          throw badRequest("invalid_query", "fuzzymatching is true or false.");
        query.isFuzzy = value === "true";
        break;
      case "includefield":
        for (const field of value.split(",").filter(Boolean)) {
          if (field === "all") query.includeAll = true;
          else query.includeFields.push(attributeOf(field).tag);
        }
        break;
      case "accept":
        break;
      default: {
        const attribute = attributeOf(name);
        const text = value.trim();
        // A key without a value matches everything and asks for the attribute (PS3.18 8.3.4.1).
        if (text === "" || text === "*") query.includeFields.push(attribute.tag);
        else query.keys.push({ ...attribute, value: text });
      }
    }
  }
  if (query.keys.length > MAX_KEYS) throw badRequest("invalid_query", "There are too many matching keys.");
  return query;
}

function naturalNumber(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw badRequest("invalid_query", `${name} is not a whole number.`);
  return Number(value);
}

/** "PatientName", "00100010", or a path of these through sequences with "." (PS3.18 8.3.4.1). */
function attributeOf(name: string): { tag: string; vr: string } {
  const parts = name.split(".").map((part) => {
    const tag = tagFromHex(part) ?? lookUpKeyword(part)?.tag;
    if (tag === undefined) throw badRequest("invalid_query", "A query parameter is no DICOM attribute.");
    return tag;
  });
  const last = parts[parts.length - 1] as number;
  return { tag: parts.map(tagToHex).join("."), vr: lookUpTag(last)?.vr ?? "UN" };
}
