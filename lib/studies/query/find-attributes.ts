import { Prisma, queryRows, textsAlike } from "@/lib/db";
import { type AnswerForm, answerOf } from "./answers";
import { columnOf } from "./columns";
import { isUniversal, matchKey } from "./match-key";
import type { AttributeQuery, QueryLevel } from "./model";
import { comesAfter, type Order } from "./order";
import { scopeCondition } from "./scope";

const STUDY = `"Study" s`;
const SERIES = `${STUDY} JOIN "Series" e ON e."studyId" = s."id"`;
const INSTANCE = `${SERIES} JOIN "Instance" i ON i."seriesId" = e."id"`;

const NEWEST_FIRST: Order = [
  ['s."studyDate"', "DESC"],
  ['s."id"', "DESC"],
];
const BY_SERIES: Order = [...NEWEST_FIRST, ['e."seriesNumber"', "NULLS LAST"], ['e."seriesInstanceUid"', ""]];
const BY_INSTANCE: Order = [...BY_SERIES, ['i."instanceNumber"', "NULLS LAST"], ['i."sopInstanceUid"', ""]];

interface Level {
  from: Prisma.Sql;
  id: Prisma.Sql;
  /** What rows are ordered by, as columns "by0", "by1", … */
  by: Prisma.Sql;
  order: Prisma.Sql;
  /** What that order has after the row with these values. */
  after(values: unknown[]): Prisma.Sql;
  /** That order once more, of rows "place" with these columns. */
  orderOfPlaces: Prisma.Sql;
}

const levelOf = (from: string, id: string, order: Order): Level => ({
  from: Prisma.raw(from),
  id: Prisma.raw(id),
  by: Prisma.raw(order.map(([column], at) => `${column} AS "by${at}"`).join(", ")),
  order: Prisma.raw(order.map(([column, direction]) => `${column} ${direction}`).join(", ")),
  after: (values) => comesAfter(order, values),
  orderOfPlaces: Prisma.raw(order.map(([, direction], at) => `place."by${at}" ${direction}`).join(", ")),
});

/** Where each level's rows are, and their order: the same for the same query, so that pages fit together. */
const LEVELS: Record<QueryLevel, Level> = {
  patient: levelOf(`"Patient" p`, 'p."id"', [
    ['p."patientIdentifier"', ""],
    ['p."issuerOfPatientId"', ""],
    ['p."unidentifiedBy"', ""],
  ]),
  study: levelOf(STUDY, 's."id"', NEWEST_FIRST),
  series: levelOf(SERIES, 'e."id"', BY_SERIES),
  instance: levelOf(INSTANCE, 'i."id"', BY_INSTANCE),
};

/**
 * One page of matches, each as DICOM JSON text (PS3.18 F), studies newest first, series and instances by their
 * numbers. @throws ProblemError 400 for values that can't be of their attribute's kind
 */
export async function findAttributes(
  query: AttributeQuery,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<string[]> {
  return answers(query, placesOf(query, { limit, offset }), isSteady(query));
}

const IDS_AT_ONCE = 50_000;
const ANSWERS_AT_ONCE = 200;

/**
 * All matches, one after another, for a reader that may be slow: what matches is settled first, by ids, so that
 * no connection to the database waits for the reader. Each page begins after the last row of the one before, so that
 * a million take as long as ten times a hundred thousand.
 */
export async function* streamAttributes(
  query: AttributeQuery,
  idsAtOnce = IDS_AT_ONCE,
): AsyncGenerator<string> {
  let last: Place | undefined;
  do {
    const { rows } = placesOf(query, { limit: idsAtOnce, after: last });
    const places = await queryRows<Place>(rows);
    for (let at = 0; at < places.length; at += ANSWERS_AT_ONCE) {
      const some = places.slice(at, at + ANSWERS_AT_ONCE).map(({ id }) => id);
      yield* await answers(query, {
        rows: Prisma.sql`SELECT * FROM unnest(${some}::uuid[]) WITH ORDINALITY AS given("id", "by0")`,
        order: Prisma.raw('place."by0"'),
      });
    }
    last = places.length < idsAtOnce ? undefined : places.at(-1);
  } while (last);
}

/** The id of a row, and by what it is ordered: "by0", "by1", … */
type Place = { id: string } & Record<`by${number}`, unknown>;

/** Attributes whose columns have an index that is right for every value. */
const INDEXED: ReadonlySet<string> = new Set(["00080020", "00080050", "00100020", "0020000D"]);

/** Whether one plan is right for all values: not for pieces of text, whose index pays for rare ones only. */
function isSteady({ scope, keys }: AttributeQuery): boolean {
  return !scope.granted && keys.every(({ tag, value }) => INDEXED.has(tag) && !/[*?\\,]/.test(value));
}

/** Rows of "id" and what they are ordered by, and that order once more. */
interface Places {
  rows: Prisma.Sql;
  order: Prisma.Sql;
}

/**
 * What matches, by ids alone: common names and far pages then come out of an index, without the rows that aren't
 * on the page.
 */
function placesOf(
  query: AttributeQuery,
  { limit, offset = 0, after: last }: { limit: number; offset?: number; after?: Place | undefined },
): Places {
  const { from, id, by, order, after, orderOfPlaces } = LEVELS[query.level];
  const { id: _, ...values } = last ?? { id: "" };
  const rest = last ? Prisma.sql`AND ${after(Object.values(values))}` : Prisma.empty;
  return {
    rows: Prisma.sql`SELECT ${id} AS "id", ${by} FROM ${from} WHERE ${matching(query)} ${rest}
      ORDER BY ${order} LIMIT ${limit}::int OFFSET ${offset}::int`,
    order: orderOfPlaces,
  };
}

function answers(query: AttributeQuery, places: Places, isSteady = false): Promise<string[]> {
  const { from, id } = LEVELS[query.level];
  const answer = answerOf(query);
  const sql = Prisma.sql`
    SELECT (SELECT ${answer.sql} FROM ${from} WHERE ${id} = place."id") AS answer
    FROM (${places.rows}) place ORDER BY ${places.order}`;
  return texts(sql, answer, isSteady);
}

async function texts(sql: Prisma.Sql, form: AnswerForm, isSteady: boolean): Promise<string[]> {
  const alike = isSteady ? textsAlike(sql) : undefined;
  if (alike) return (await alike).map(form.complete);
  // A study may be deleted between its id and its answer.
  const rows = await queryRows<{ answer: string | null }>(sql);
  return rows.flatMap(({ answer }) => (answer === null ? [] : [form.complete(answer)]));
}

function matching({ level, scope, keys, isFuzzy = false }: AttributeQuery): Prisma.Sql {
  const conditions = [scopeCondition(scope, level)];
  for (const key of keys) {
    if (isUniversal(key)) continue;
    // Modalities are those of the series that the scope shows.
    if (key.tag === "00080061" && scope.granted) {
      conditions.push(
        below("study", "series", scope, Prisma.sql`e."modality" = ANY(${key.value.split(/[\\,]/)}::text[])`),
      );
      continue;
    }
    const { level: found, column } = columnOf(key, level);
    const condition = matchKey(key, column, isFuzzy);
    const isHere = ORDER[found] <= ORDER[level] && !(level !== "patient" && found === "patient");
    conditions.push(isHere ? condition : below(level, found, scope, condition));
  }
  return Prisma.join(conditions, " AND ");
}

const ORDER: Record<QueryLevel, number> = { patient: 0, study: 1, series: 2, instance: 3 };

/** Something further down matches. */
function below(
  level: QueryLevel,
  found: QueryLevel,
  scope: AttributeQuery["scope"],
  condition: Prisma.Sql,
): Prisma.Sql {
  const shown =
    scope.granted && found !== "study" ? Prisma.sql`AND ${scopeCondition(scope, "series")}` : Prisma.empty;
  if (level === "patient") {
    const { from } = LEVELS[found];
    return Prisma.sql`EXISTS (SELECT 1 FROM ${from} WHERE s."patientId" = p."id" AND ${condition} ${shown})`;
  }
  const { from, up } = BELOW[`${level}-${found}`] as { from: Prisma.Sql; up: Prisma.Sql };
  return Prisma.sql`EXISTS (SELECT 1 FROM ${from} WHERE ${up} AND ${condition} ${shown})`;
}

const BELOW: Record<string, { from: Prisma.Sql; up: Prisma.Sql }> = {
  "study-series": { from: Prisma.raw('"Series" e'), up: Prisma.raw('e."studyId" = s."id"') },
  "study-instance": {
    from: Prisma.raw('"Series" e JOIN "Instance" i ON i."seriesId" = e."id"'),
    up: Prisma.raw('e."studyId" = s."id"'),
  },
  "series-instance": { from: Prisma.raw('"Instance" i'), up: Prisma.raw('i."seriesId" = e."id"') },
};
