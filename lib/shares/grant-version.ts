import { lookUpRows, Prisma, together } from "@/lib/db";

/**
 * Changes whenever what one person may see through a share may have changed: its state, expiry, studies, and the
 * person's addresses and mailboxes among its recipients and among the participants of a meeting that it lies before.
 * One prepared statement, so that a viewer's every frame can be checked; undefined when the share isn't there.
 */
export function grantVersion(userId: string, shareId: string): Promise<string | undefined> {
  return findVersion(`${userId}|${shareId}`.toLowerCase());
}

const findVersion = together(async (keys) => {
  const users = keys.map((key) => key.split("|")[0]);
  const shares = keys.map((key) => key.split("|")[1]);
  const rows = await lookUpRows<{ key: string; version: string }>(
    // xmin names the transaction that wrote a row last.
    Prisma.sql`
      SELECT k."userId" || '|' || s."id" AS "key", concat_ws('|', s.xmin, s."expiresAt" > now(),
        (SELECT string_agg(r."id" || ':' || r.xmin, ',' ORDER BY r."id")
          FROM "ShareRecipient" r JOIN "Address" a ON a."id" = r."addressId"
          WHERE r."shareId" = s."id" AND (
            EXISTS (SELECT 1 FROM "AddressAccount" c WHERE c."addressId" = a."id" AND c."userId" = k."userId")
            OR EXISTS (SELECT 1 FROM "MailboxMember" m
              WHERE m."healthcareServiceId" = a."healthcareServiceId" AND m."userId" = k."userId"))),
        (SELECT string_agg(t."studyId" || ':' || t.xmin, ',' ORDER BY t."studyId")
          FROM "ShareStudy" t WHERE t."shareId" = s."id"),
        (SELECT concat_ws(':', c."withdrawnAt", g."id", g."state", g."accessEndsAt" > now(),
            (SELECT count(*) FROM "MeetingParticipant" p JOIN "Address" b ON b."id" = p."addressId"
              WHERE p."seriesId" = g."seriesId" AND p."leftAt" IS NULL
                AND (p."meetingId" IS NULL OR p."meetingId" = g."id") AND (
                EXISTS (SELECT 1 FROM "AddressAccount" c WHERE c."addressId" = b."id" AND c."userId" = k."userId")
                OR EXISTS (SELECT 1 FROM "MailboxMember" m
                  WHERE m."healthcareServiceId" = b."healthcareServiceId" AND m."userId" = k."userId"))))
          FROM "MeetingCase" c JOIN "Meeting" g ON g."id" = c."meetingId"
          WHERE c."id" = s."meetingCaseId")) AS "version"
      FROM unnest(${users}::uuid[], ${shares}::uuid[]) AS k("userId", "shareId")
      JOIN "Share" s ON s."id" = k."shareId"`,
    "grant-version",
  );
  return new Map(rows.map(({ key, version }) => [key, version]));
});
