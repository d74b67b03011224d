import { Prisma } from "./generated/client";
import { lookUpRows } from "./query-rows";
import { together } from "./together";

/** Between the texts of one answer: in JSON it stands only as an escape (RFC 7464 2.2). */
const BETWEEN = "\u001e";
const MOST_STATEMENTS = 200;

type Ask = (values: string) => Promise<{ texts: string | null } | undefined>;

/** By their text. */
const statements = new Map<string, Ask | undefined>();

/**
 * The column "answer", JSON, of a statement that is asked all the time for other values: what is asked for at one moment
 * shares a statement, which is planned once per connection. They wait for each other, so it is for what an index
 * answers at once.
 * @returns undefined where one of its values has no cast behind it or is a list, and where there are too many kinds
 */
export function textsAlike(sql: Prisma.Sql): Promise<string[]> | undefined {
  if (!statements.has(sql.text) && statements.size < MOST_STATEMENTS)
    statements.set(sql.text, severalAtOnce(sql, `alike-${statements.size}`));
  const ask = statements.get(sql.text);
  if (ask === undefined) return undefined;
  return ask(JSON.stringify(sql.values)).then((row) => row?.texts?.split(BETWEEN) ?? []);
}

function severalAtOnce({ strings, values }: Prisma.Sql, name: string): Ask | undefined {
  const types = strings.slice(1).map((after) => /^::(\w+)(?!\w|\[)/.exec(after)?.[1]);
  if (values.length === 0 || types.includes(undefined)) return undefined;
  const each = strings.map((text, at) => (at === 0 ? text : `given."v${at}"${text}`)).join("");
  const names = types.map((_, at) => `"v${at + 1}"`).join(", ");
  const before = `SELECT given."at"::int, (SELECT string_agg(one."answer", '${BETWEEN}') FROM (${each}) one) AS "texts"
    FROM unnest(`;
  const after = `) WITH ORDINALITY given(${names}, "at")`;
  return together(async (keys) => {
    const given = keys.map((key) => JSON.parse(key) as unknown[]);
    const lists = types.map(
      (type, at) => Prisma.sql`${given.map((each) => each[at])}::${Prisma.raw(`${type}[]`)}`,
    );
    const rows = await lookUpRows<{ at: number; texts: string | null }>(
      Prisma.sql`${Prisma.raw(before)}${Prisma.join(lists)}${Prisma.raw(after)}`,
      name,
    );
    return new Map(rows.map((row) => [keys[row.at - 1] ?? "", row]));
  });
}
