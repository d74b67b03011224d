import { EventCode, recordAuditAlone } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { db, Prisma } from "@/lib/db";
import { normaliseBsn } from "@/lib/dicom";
import { badRequest } from "@/lib/errors";
import { organizationToRead } from "./access";
import { foldText } from "./fold-text";
import type { StudyPage, StudySearch } from "./schemas";
import { arrivingStudies, studySelect, studyView } from "./study-view";

/** What can be sorted by: the column, the type of its cursor, and which end comes first unless told. */
const COLUMNS = {
  studyDate: { sql: Prisma.sql`s."studyDate"`, type: "text", isNewestFirst: true },
  receivedAt: { sql: Prisma.sql`s."lastReceivedAt"`, type: "timestamptz", isNewestFirst: true },
  // As the index has it: Çelik stands under C, and van den Berg before Wit.
  patientName: { sql: Prisma.sql`(s."patientNameKey" COLLATE "C")`, type: "text", isNewestFirst: false },
  birthDate: { sql: Prisma.sql`COALESCE(s."patientBirthDate", '')`, type: "text", isNewestFirst: false },
  description: { sql: Prisma.sql`s.description`, type: "text", isNewestFirst: false },
  accessionNumber: { sql: Prisma.sql`s."accessionNumber"`, type: "text", isNewestFirst: false },
  sizeBytes: { sql: Prisma.sql`s."sizeBytes"`, type: "bigint", isNewestFirst: true },
} as const satisfies Record<StudySearch["sort"], { sql: Prisma.Sql; type: string; isNewestFirst: boolean }>;

// What sorting and filtering need; never the ready answers, which are large.
const CARRIED = Prisma.sql`s.id, s."studyDate", s."lastReceivedAt", s."patientNameKey", s."patientBirthDate", s.description,
  s."accessionNumber", s."sizeBytes", s."searchText", s.bsn, s."patientIdentifier", s.modalities`;

interface Found {
  id: string;
  key: string;
}

/**
 * Studies of the actor's organisation, a page at a time. The page after is found by the sort column and the id of
 * the last row, so that it costs the same on every page and new studies don't shift it.
 * @throws ProblemError 403 for roles without studies, 400 `invalid_cursor`
 */
export async function searchStudies(context: Context, search: StudySearch): Promise<StudyPage> {
  const organizationId = organizationToRead(context);
  const found = await find(organizationId, search);
  const page = found.slice(0, search.limit);
  const rows = await db.study.findMany({
    where: { id: { in: page.map(({ id }) => id) } },
    select: studySelect,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const arriving = await arrivingStudies(
    organizationId,
    rows.map((row) => row.studyInstanceUid),
  );
  await recordAuditAlone(context, {
    eventCode: EventCode.query,
    action: "study.searched",
    ground: { treatmentRelation: true },
    // Which fields were searched by, never what for.
    detail: { fields: searchedFields(search), results: page.length },
  });
  const last = page.at(-1);
  return {
    items: page.flatMap(({ id }) => {
      const row = byId.get(id);
      return row ? [studyView(row, !arriving.has(row.studyInstanceUid))] : [];
    }),
    nextCursor: found.length > search.limit && last ? encodeCursor(last) : null,
  };
}

function searchedFields(search: StudySearch): string[] {
  const fields = ["text", "patientIdentifier", "bsn", "dateFrom", "dateTo", "modality"] as const;
  return fields.filter((field) => search[field] !== undefined && search[field] !== "");
}

const WINDOW = 5_000;

/**
 * One row more than the limit, when there is one. PostgreSQL can't tell how often a piece of text occurs, and its
 * wrong guess costs seconds: so a text is first looked for among the first rows in order, where frequent words
 * fill a page, and only then by the text index, where rare ones are found at once.
 */
async function find(organizationId: string, search: StudySearch): Promise<Found[]> {
  const { sql: column, isNewestFirst } = COLUMNS[search.sort];
  const isDescending = search.direction === undefined ? isNewestFirst : search.direction === "desc";
  const order = Prisma.raw(isDescending ? "DESC" : "ASC");
  const inOrder = Prisma.sql`ORDER BY ${column} ${order}, s.id ${order}`;
  const limit = search.limit + 1;
  const own = [Prisma.sql`s."organizationId" = ${organizationId}::uuid`];
  if (search.cursor !== undefined) own.push(after(search, isDescending));
  const filters = conditionsOf(search);
  const answer = Prisma.sql`SELECT s.id::text AS id, ${column}::text AS key`;
  if (!search.text)
    return db.$queryRaw<
      Found[]
    >`${answer} FROM "Study" s WHERE ${and([...own, ...filters])} ${inOrder} LIMIT ${limit}`;
  const window = Prisma.sql`SELECT ${CARRIED} FROM "Study" s WHERE ${and(own)} ${inOrder} LIMIT ${WINDOW}`;
  const first = await db.$queryRaw<
    Found[]
  >`${answer} FROM (${window}) s WHERE ${and(filters)} ${inOrder} LIMIT ${limit}`;
  if (first.length === limit) return first;
  return db.$queryRaw<Found[]>`
    WITH s AS MATERIALIZED (SELECT ${CARRIED} FROM "Study" s WHERE ${and([...own, ...filters])})
    ${answer} FROM s ${inOrder} LIMIT ${limit}`;
}

const and = (conditions: Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;

function conditionsOf(search: StudySearch): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  const { patientIdentifier, bsn, dateFrom, dateTo, modality } = search;
  if (search.text) conditions.push(...textConditions(search.text));
  if (patientIdentifier) conditions.push(Prisma.sql`s."patientIdentifier" = ${patientIdentifier.trim()}`);
  if (bsn) conditions.push(Prisma.sql`s.bsn = ${bsn}`);
  if (dateFrom) conditions.push(Prisma.sql`s."studyDate" >= ${dateFrom.replaceAll("-", "")}`);
  if (dateTo)
    conditions.push(Prisma.sql`s."studyDate" <= ${dateTo.replaceAll("-", "")} AND s."studyDate" <> ''`);
  if (modality) conditions.push(Prisma.sql`s.modalities @> ARRAY[${modality.trim().toUpperCase()}]::text[]`);
  return conditions;
}

const MOST_WORDS = 8;

/** Every word somewhere; words of one or two letters at the beginning of a word, where the index knows them. */
function textConditions(text: string): Prisma.Sql[] {
  const bsn = normaliseBsn(text);
  const words = foldText(text).split(" ").filter(Boolean).slice(0, MOST_WORDS);
  const all = words.map((word) => Prisma.sql`s."searchText" LIKE ${pattern(word)}`);
  if (bsn !== undefined && all.length > 0)
    return [Prisma.sql`(s.bsn = ${bsn} OR (${Prisma.join(all, " AND ")}))`];
  return all;
}

function pattern(word: string): string {
  const literal = word.replace(/[\\%_]/g, "\\$&");
  return word.length < 3 ? `% ${literal}%` : `%${literal}%`;
}

function after(search: StudySearch, isDescending: boolean): Prisma.Sql {
  const { key, id } = decodeCursor(search.cursor ?? "");
  const { sql: column, type } = COLUMNS[search.sort];
  const compare = Prisma.raw(isDescending ? "<" : ">");
  if (type === "bigint" && !/^\d{1,18}$/.test(key)) throw invalidCursor();
  if (type === "timestamptz" && Number.isNaN(Date.parse(key))) throw invalidCursor();
  return Prisma.sql`(${column}, s.id) ${compare} (${key}::${Prisma.raw(type)}, ${id}::uuid)`;
}

// The cursor holds the sort column, which may be a name: it travels in request bodies only, never in a URL.
function encodeCursor({ key, id }: Found): string {
  return Buffer.from(JSON.stringify([key, id])).toString("base64url");
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function decodeCursor(cursor: string): Found {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (typeof key === "string" && typeof id === "string" && UUID.test(id) && !key.includes("\0"))
      return { key, id };
  } catch {
    // Falls through: whatever it is, we did not make it.
  }
  throw invalidCursor();
}

const invalidCursor = () => badRequest("invalid_cursor", "The cursor is not one that this search gave.");
