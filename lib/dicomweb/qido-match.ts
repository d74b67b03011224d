import { Prisma } from "@/lib/db";
import { badRequest } from "@/lib/errors";
import type { MatchingKey } from "./qido-query";

/** Where a matching key's attribute is: a column of text, or a place in the ready DICOM JSON. */
export type Column = { sql: Prisma.Sql; isArray?: boolean; searchText?: Prisma.Sql };

/** The condition of one key on one column (PS3.4 C.2.2.2). */
export function matchKey(key: MatchingKey, column: Column, isFuzzy: boolean): Prisma.Sql {
  if (column.isArray) return Prisma.sql`${column.sql} && ${key.value.split(/[\\,]/)}::text[]`;
  switch (key.vr) {
    case "DA":
      return matchRange(column.sql, key.value, /^\d{8}$/, (end) => end);
    case "TM":
      // Times may leave out their smaller parts: an end without them means up to its last instant.
      return matchRange(column.sql, key.value, /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/, (end) => `${end}~`);
    case "UI":
      return Prisma.sql`${column.sql} = ANY(${key.value.split(/[\\,]/).map((uid) => uid.trim())}::text[])`;
    case "PN":
      return matchName(column, key.value, isFuzzy);
    default:
      return matchText(column.sql, key.value);
  }
}

function matchRange(
  column: Prisma.Sql,
  value: string,
  form: RegExp,
  last: (end: string) => string,
): Prisma.Sql {
  const dash = value.indexOf("-");
  const from = (dash < 0 ? value : value.slice(0, dash)).trim();
  const to = (dash < 0 ? value : value.slice(dash + 1)).trim();
  for (const end of [from, to])
    if (end !== "" && !form.test(end))
      throw badRequest("invalid_query", "A date or time is not of DICOM's form.");
  if (from === "" && to === "") throw badRequest("invalid_query", "A range has neither beginning nor end.");
  const conditions = [Prisma.sql`${column} <> ''`];
  if (from !== "") conditions.push(Prisma.sql`${column} COLLATE "C" >= ${from}`);
  if (to !== "") conditions.push(Prisma.sql`${column} COLLATE "C" <= ${last(to)}`);
  return Prisma.sql`(${Prisma.join(conditions, " AND ")})`;
}

function matchText(column: Prisma.Sql, value: string): Prisma.Sql {
  return hasWildcard(value)
    ? Prisma.sql`${column} LIKE ${likePattern(value)}`
    : Prisma.sql`${column} = ${value}`;
}

/**
 * Names match without regard to case and accents, in any of their component groups. Fuzzy: every word begins a
 * part of the name, or is close to one by trigrams.
 */
function matchName({ sql, searchText }: Column, value: string, isFuzzy: boolean): Prisma.Sql {
  const plain = value.replace(/[\^=]+$/, "");
  if (isFuzzy) {
    const words = plain.split(/[\^=\s*?]+/).filter(Boolean);
    if (words.length === 0) return Prisma.sql`TRUE`;
    return Prisma.join(
      words.map((word) => {
        const begins = `(^|[\\^= -])${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`;
        const near = Prisma.sql`lower(unaccent(${word})) <% lower(unaccent(${sql}))`;
        const exact = Prisma.sql`lower(unaccent(${sql})) ~ lower(unaccent(${begins}))`;
        // The indexed column narrows the search before names are compared one by one.
        return searchText && /^[a-z0-9]+$/i.test(word)
          ? Prisma.sql`((${searchText} LIKE ${`%${word.toLowerCase()}%`} OR ${word.toLowerCase()} <% ${searchText}) AND (${exact} OR ${near}))`
          : Prisma.sql`(${exact} OR ${near})`;
      }),
      " AND ",
    );
  }
  const pattern = likePattern(plain);
  const groups = [1, 2, 3].map(
    (group) =>
      Prisma.sql`rtrim(split_part(lower(unaccent(${sql})), '=', ${Prisma.raw(String(group))}), '^ ') LIKE lower(unaccent(${pattern}))`,
  );
  const words = searchText ? plain.split(/[^A-Za-z0-9]+/).filter((word) => word.length >= 3) : [];
  const isAscii = /^[\x20-\x7e]*$/.test(plain);
  const narrowing = isAscii
    ? words.map((word) => Prisma.sql`${searchText} LIKE ${`%${word.toLowerCase()}%`}`)
    : [];
  return Prisma.join([...narrowing, Prisma.sql`(${Prisma.join(groups, " OR ")})`], " AND ");
}

const hasWildcard = (value: string) => /[*?]/.test(value);

function likePattern(value: string): string {
  return value
    .replace(/[\\%_]/g, "\\$&")
    .replace(/\*+/g, "%")
    .replace(/\?/g, "_");
}
