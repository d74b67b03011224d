-- DropIndex
DROP INDEX "Study_organizationId_patientNameKey_idx";

-- CreateIndex, in byte order, so that it serves beginnings of names in any locale, with what a page is ordered by
CREATE INDEX "Study_organizationId_patientNameKey_studyDate_id_idx" ON "Study"("organizationId", "patientNameKey" COLLATE "C", "studyDate", "id");
