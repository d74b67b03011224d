-- CreateIndex
CREATE INDEX "Study_organizationId_lastReceivedAt_id_idx" ON "Study"("organizationId", "lastReceivedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Study_organizationId_patientName_id_idx" ON "Study"("organizationId", "patientName", "id");

-- CreateIndex
CREATE INDEX "Study_organizationId_description_id_idx" ON "Study"("organizationId", "description", "id");

-- CreateIndex
CREATE INDEX "Study_organizationId_sizeBytes_id_idx" ON "Study"("organizationId", "sizeBytes", "id");

-- The list's order by birth date, where unknown ones come first. Prisma's schema has no words for an expression.
CREATE INDEX "Study_birth_date_order_idx" ON "Study"("organizationId", (COALESCE("patientBirthDate", '')), "id");

-- CreateIndex
CREATE INDEX "Study_modalities_idx" ON "Study" USING GIN ("modalities");
