import { Prisma, queryRows } from "@/lib/db";

/**
 * Changes whenever what one person may see through a share may have changed: its state, expiry, studies, and the
 * person's addresses and mailboxes among its recipients. One prepared statement, so that a viewer's every frame can
 * be checked; undefined when the share isn't there or has expired by the clock.
 */
export async function grantVersion(userId: string, shareId: string): Promise<string | undefined> {
  const [row] = await queryRows<{ version: string }>(
    // xmin names the transaction that wrote a row last.
    Prisma.sql`
      SELECT concat_ws('|', s.xmin, s."expiresAt" > now(),
        (SELECT string_agg(r."id" || ':' || r.xmin, ',' ORDER BY r."id")
          FROM "ShareRecipient" r JOIN "Address" a ON a."id" = r."addressId"
          WHERE r."shareId" = s."id" AND (
            EXISTS (SELECT 1 FROM "AddressAccount" c WHERE c."addressId" = a."id" AND c."userId" = ${userId}::uuid)
            OR EXISTS (SELECT 1 FROM "MailboxMember" m
              WHERE m."healthcareServiceId" = a."healthcareServiceId" AND m."userId" = ${userId}::uuid))),
        (SELECT string_agg(t."studyId" || ':' || t.xmin, ',' ORDER BY t."studyId")
          FROM "ShareStudy" t WHERE t."shareId" = s."id")) AS "version"
      FROM "Share" s WHERE s."id" = ${shareId}::uuid`,
    "grant-version",
  );
  return row?.version;
}
