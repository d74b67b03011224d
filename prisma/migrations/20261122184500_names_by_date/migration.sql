-- A common name is found by walking through the dates, without the studies in between.
CREATE INDEX "Study_organizationId_studyDate_id_patientNameKey_idx"
  ON "Study"("organizationId", "studyDate" DESC, "id" DESC, "patientNameKey");
DROP INDEX "Study_organizationId_studyDate_id_idx";
