import { Prisma } from "@/lib/db";
import { badRequest } from "@/lib/errors";
import { foldName } from "../fold-text";
import type { Column } from "./columns";
import type { MatchingKey } from "./model";

/** The condition of one key on one column (PS3.4 C.2.2.2). @throws ProblemError 400 for a date out of form */
export function matchKey(key: MatchingKey, column: Column, isFuzzy: boolean): Prisma.Sql {
  switch (column.kind) {
    case "array":
      return Prisma.sql`${column.sql} && ${listOf(key.value)}::text[]`;
    case "number":
      return matchNumber(column.sql, key.value);
    case "name":
      return isFuzzy ? matchNameFuzzily(column, key.value) : matchName(column, key.value);
    case "json":
      return matchJson(key, column, isFuzzy);
    default:
      return matchText(key, column.sql);
  }
}

/** A key that holds nothing or only "*" matches everything (PS3.4 C.2.2.2.3). */
export const isUniversal = ({ value }: MatchingKey): boolean => /^[*\s]*$/.test(value);

const listOf = (value: string): string[] => value.split(/[\\,]/).map((part) => part.trim());

function matchText({ vr, value }: MatchingKey, column: Prisma.Sql): Prisma.Sql {
  switch (vr) {
    case "DA":
      return matchRange(column, value, /^\d{8}$/, (end) => end);
    case "TM":
      // Times may leave out their smaller parts: an end without them means up to its last instant.
      return matchRange(column, value, /^\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?$/, (end) => `${end}~`);
    case "UI": {
      const uids = listOf(value);
      return uids.length === 1
        ? Prisma.sql`${column} = ${uids[0]}::text`
        : Prisma.sql`${column} = ANY(${uids}::text[])`;
    }
    case "PN":
      return matchOtherName(column, value);
    default:
      return matchLiteral(column, value);
  }
}

/** Digits compare alike in every collation, so that the columns' own indexes serve. */
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
  const conditions: Prisma.Sql[] = [];
  conditions.push(from === "" ? Prisma.sql`${column} > ''` : Prisma.sql`${column} >= ${from}::text`);
  if (to !== "") conditions.push(Prisma.sql`${column} <= ${last(to)}::text`);
  return Prisma.sql`(${Prisma.join(conditions, " AND ")})`;
}

function matchNumber(column: Prisma.Sql, value: string): Prisma.Sql {
  if (/^[+-]?\d{1,9}$/.test(value)) return Prisma.sql`${column} = ${Number(value)}::int`;
  return matchLiteral(Prisma.sql`${column}::text`, value);
}

function matchLiteral(column: Prisma.Sql, value: string): Prisma.Sql {
  return /[*?]/.test(value)
    ? Prisma.sql`${column} LIKE ${likePattern(value)}`
    : Prisma.sql`${column} = ${value}::text`;
}

type NameColumn = Extract<Column, { kind: "name" }>;

/**
 * Names match without regard to case and accents, by any of their component groups (PS3.5 6.2.1.1), or group by
 * group when the key has several. The alphabetic group stands folded and indexed in a column of its own; the
 * ideographic and phonetic ones can match only what isn't ASCII.
 */
function matchName({ folded, asReceived }: NameColumn, value: string): Prisma.Sql {
  const [alphabetic = "", ...others] = value.split("=");
  const inGroup = (group: number, pattern: string) =>
    Prisma.sql`rtrim(split_part(lower(${asReceived}), '=', ${Prisma.raw(String(group))}), '^ ') LIKE ${likePattern(lowerName(pattern))}`;
  const given = others
    .slice(0, 2)
    .flatMap((group, at) => (/^[*\s]*$/.test(group) ? [] : [inGroup(at + 2, group)]));
  if (given.length > 0) {
    if (!/^[*\s]*$/.test(alphabetic)) given.push(matchLiteral(folded, foldName(alphabetic)));
    return Prisma.sql`(${Prisma.join(given, " AND ")})`;
  }
  const name = foldName(alphabetic);
  const first = matchLiteral(folded, name);
  if (isAscii(name)) return first;
  return Prisma.sql`(${first} OR (${asReceived} LIKE '%=%' AND (${inGroup(2, alphabetic)} OR ${inGroup(3, alphabetic)})))`;
}

/** Every word begins a part of the name, or is close to one by trigrams; the indexed text narrows the search. */
function matchNameFuzzily({ folded, asReceived, searchText }: NameColumn, value: string): Prisma.Sql {
  const conditions = wordsOf(value).map((word) => {
    const name = foldName(word);
    const begins = Prisma.sql`${folded} ~ ${beginning(name)}`;
    const inAnyGroup = isAscii(name)
      ? begins
      : Prisma.sql`(${begins} OR lower(${asReceived}) ~ ${beginning(lowerName(word))})`;
    return Prisma.sql`((${searchText} LIKE ${`%${escapeLike(name)}%`} OR ${name} <% ${searchText})
      AND (${inAnyGroup} OR ${name} <% ${folded}))`;
  });
  return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}

/** Another person's name, which has no column of its own to be compared by. */
function matchOtherName(column: Prisma.Sql, value: string): Prisma.Sql {
  const pattern = likePattern(foldName(value));
  const groups = [1, 2, 3].map(
    (group) =>
      Prisma.sql`rtrim(split_part(lower(unaccent(${column})), '=', ${Prisma.raw(String(group))}), '^ ') LIKE ${pattern}`,
  );
  return Prisma.sql`(${Prisma.join(groups, " OR ")})`;
}

/** Any of the values at the path; the groups of a name are put together as in DICOM. */
function matchJson(
  key: MatchingKey,
  { source, path }: Extract<Column, { kind: "json" }>,
  isFuzzy: boolean,
): Prisma.Sql {
  const value = Prisma.raw(
    key.vr === "PN" ? `concat_ws('=', v->>'Alphabetic', v->>'Ideographic', v->>'Phonetic')` : `(v #>> '{}')`,
  );
  const condition =
    key.vr === "PN" && isFuzzy && wordsOf(key.value).length > 0
      ? Prisma.join(
          wordsOf(key.value).map(
            (word) => Prisma.sql`lower(unaccent(${value})) ~ ${beginning(foldName(word))}`,
          ),
          " AND ",
        )
      : matchText(key, value);
  return Prisma.sql`EXISTS (SELECT 1 FROM jsonb_path_query(${source}, ${path}::jsonpath) v WHERE ${condition})`;
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
const wordsOf = (name: string): string[] => name.split(/[\^=\s*?]+/).filter(Boolean);
const lowerName = (name: string): string => name.toLowerCase().replace(/[\^\s]+$/, "");
const beginning = (word: string): string => `(^|[\\^= -])${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}`;
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const likePattern = (value: string): string => escapeLike(value).replace(/\*+/g, "%").replace(/\?/g, "_");
