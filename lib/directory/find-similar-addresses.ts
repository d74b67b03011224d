import { db, Prisma } from "@/lib/db";
import { containing } from "./find-addresses";

/** Trigram similarity of a typed word to a word of the entry: "jansn" still finds "jansen". */
const SIMILARITY = 0.5;
/** As many are ranked; a word that resembles more than these is no help. */
const CANDIDATES = 500;

/**
 * Addresses that fit when typing errors are forgiven. Only words that occur nowhere are taken as mistyped; when
 * all occur, but not together, the longest is.
 */
export async function findSimilarAddresses(
  words: string[],
  limit: number,
): Promise<{ id: string; last: null }[]> {
  const isKnown = await Promise.all(words.map(occurs));
  const unknown = words.filter((_, index) => !isKnown[index]);
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), "");
  const mistyped = unknown.length > 0 ? unknown : [longest];
  const similar = mistyped.map((word) => Prisma.sql`${word} <% a."searchText"`);
  const rest = containing(words.filter((word) => !mistyped.includes(word)));
  const rows = await db.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe(`SET LOCAL pg_trgm.word_similarity_threshold = ${SIMILARITY}`);
    return transaction.$queryRaw<{ id: string }[]>`
      SELECT c.id
      FROM (
        SELECT a.id, a.name, a."searchText", a."organizationId" FROM "Address" a
        WHERE a."isListed" AND ${rest} AND ${Prisma.join(similar, " AND ")}
        LIMIT ${CANDIDATES}
      ) c
      JOIN "Organization" o ON o.id = c."organizationId"
      ORDER BY word_similarity(${words.join(" ")}, c."searchText") DESC, o."isConnected" DESC, c.name, c.id
      LIMIT ${limit}`;
  });
  return rows.map(({ id }) => ({ id, last: null }));
}

async function occurs(word: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Address" a WHERE a."isListed" AND ${containing([word])} LIMIT 1`;
  return rows.length > 0;
}
