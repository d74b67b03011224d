-- What jobs ask for every minute or five: of rows that grow with the years the few that still wait. Prisma knows nothing of a
-- condition, so these stand in schema.prisma without it.

-- CreateIndex: recheck-waiting-shares
CREATE INDEX "Share_state_priority_id_idx" ON "Share"("state", "priority", "id") WHERE NOT "isComplete";

-- CreateIndex: remind-unopened-shares
CREATE INDEX "ShareRecipient_notifiedAt_idx" ON "ShareRecipient"("notifiedAt")
WHERE "openedAt" IS NULL AND "declinedAt" IS NULL AND "remindedAt" IS NULL;

-- CreateIndex: resume-transfers, which forgets old ones
CREATE INDEX "Transfer_finishedAt_idx" ON "Transfer"("finishedAt") WHERE "finishedAt" IS NOT NULL;

-- CreateIndex: and what reconciled those that are done
CREATE INDEX "Transfer_stateAt_idx" ON "Transfer"("stateAt")
WHERE "state" = 'DONE' AND "reconciliation" IS NOT NULL AND "reconciliation" <> '{}';
