import { describe, expect, it } from "vitest";
import { Prisma, textsAlike } from "@/lib/db";

/** As many answers as the number says, each with its word and the statement's moment. */
const counted = (word: string, count: number) => Prisma.sql`
  SELECT json_build_array(${word}::text, number, statement_timestamp())::text AS "answer"
  FROM generate_series(1, ${count}::int) number ORDER BY number`;

describe("textsAlike", () => {
  it("asks for what is wanted meanwhile in one statement, and gives each its own rows in order", async () => {
    const words = [
      { word: "the first, alone", count: 1 },
      { word: 'a "quoted", {braced} one\n', count: 2 },
      { word: "none", count: 0 },
      { word: "\u001e", count: 3 },
    ];
    const answers = await Promise.all(words.map(({ word, count }) => textsAlike(counted(word, count))));
    const rows = answers.map((texts) => (texts ?? []).map((text) => JSON.parse(text)));
    expect(rows.map((of) => of.map(([word, number]) => [word, number]))).toEqual(
      words.map(({ word, count }) => Array.from({ length: count }, (_, at) => [word, at + 1])),
    );
    const moments = rows.slice(1).flatMap((of) => of.map(([, , moment]) => moment));
    expect(new Set(moments).size).toBe(1);
  });

  it("fails those who asked when the database refuses, and answers the next", async () => {
    const divided = (by: number) => Prisma.sql`SELECT to_json(1 / ${by}::int)::text AS "answer"`;
    await expect(textsAlike(divided(0))).rejects.toThrow("division by zero");
    expect(await textsAlike(divided(1))).toEqual(["1"]);
  });

  it("leaves alone what has a list or a value without its type", () => {
    expect(textsAlike(Prisma.sql`SELECT ${"a"} AS "answer"`)).toBeUndefined();
    expect(textsAlike(Prisma.sql`SELECT 'a' AS "answer" WHERE 1 = ANY(${[1]}::int[])`)).toBeUndefined();
    expect(textsAlike(Prisma.sql`SELECT 'a' AS "answer"`)).toBeUndefined();
  });
});
