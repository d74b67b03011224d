-- AlterTable
ALTER TABLE "Instance" ADD COLUMN     "bitsAllocated" INTEGER;

-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "patientNameKey" TEXT NOT NULL DEFAULT '';

-- What the application writes from now on when it counts a study.
UPDATE "Study" SET "patientNameKey" = regexp_replace(lower(unaccent(split_part("patientName", '=', 1))), '[\^\s]+$', '')
WHERE "patientName" <> '';

-- CreateIndex: in byte order, so that it serves beginnings of names in any locale
CREATE INDEX "Study_organizationId_patientNameKey_idx" ON "Study"("organizationId", "patientNameKey" COLLATE "C");
