import { db, Prisma } from "@/lib/db";

export interface AddressQuery {
  /** Folded; joined they are what was typed. */
  words: string[];
  userId: string | null;
  /** On `a`, the address. */
  condition: Prisma.Sql;
  offset: number;
  limit: number;
}

/** Ranking costs time for each candidate: of a word that half the book has, not all are ranked. */
const CANDIDATES = { beginning: 200, connected: 300, others: 300 } as const;

/** The best addresses that meet a condition: own favourites and recent recipients, then by how well they fit. */
export async function findAddresses({
  words,
  userId,
  condition,
  offset,
  limit,
}: AddressQuery): Promise<{ id: string; last: Date | null }[]> {
  const typed = words.join(" ");
  const matches = Prisma.sql`a."isListed" AND ${condition}`;
  const beginning = Prisma.sql`a."searchText" LIKE ${`${escapeLike(typed)}%`}`;
  return db.$queryRaw`
    WITH recent AS (
      SELECT r."addressId", max(r."createdAt") AS last
      FROM "ShareRecipient" r JOIN "Share" s ON s.id = r."shareId"
      WHERE s."senderId" = ${userId}::uuid
      GROUP BY r."addressId"
    ), favorite AS (
      SELECT "addressId" FROM "FavoriteAddress" WHERE "userId" = ${userId}::uuid
    ), candidates AS (
      SELECT a.id FROM "Address" a
      WHERE a.id IN (SELECT "addressId" FROM recent UNION SELECT "addressId" FROM favorite) AND ${matches}
      UNION
      (SELECT a.id FROM "Address" a WHERE ${beginning} AND ${matches} LIMIT ${CANDIDATES.beginning})
      UNION
      (SELECT a.id FROM "Address" a
       WHERE a."organizationId" IN (SELECT id FROM "Organization" WHERE "isConnected") AND ${matches}
       LIMIT ${CANDIDATES.connected})
      UNION
      (SELECT a.id FROM "Address" a WHERE ${matches} LIMIT ${CANDIDATES.others})
    )
    SELECT a.id, recent.last
    FROM candidates
    JOIN "Address" a ON a.id = candidates.id
    JOIN "Organization" o ON o.id = a."organizationId"
    LEFT JOIN favorite f ON f."addressId" = a.id
    LEFT JOIN recent ON recent."addressId" = a.id
    ORDER BY (f."addressId" IS NOT NULL) DESC, recent.last DESC NULLS LAST, (${beginning}) DESC,
      word_similarity(${typed}, a."searchText") DESC, o."isConnected" DESC, a.name, a.id
    LIMIT ${limit} OFFSET ${offset}`;
}

/** The condition that every word occurs somewhere. */
export function containing(words: string[]): Prisma.Sql {
  const conditions = words.map((word) => Prisma.sql`a."searchText" LIKE ${`%${escapeLike(word)}%`}`);
  return conditions.length > 0 ? Prisma.join(conditions, " AND ") : Prisma.sql`TRUE`;
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, "\\$&");
}
