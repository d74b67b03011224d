-- CreateIndex
CREATE INDEX "Import_organizationId_state_createdAt_idx" ON "Import"("organizationId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "ImportFile_studyInstanceUid_idx" ON "ImportFile"("studyInstanceUid");

-- CreateIndex
CREATE INDEX "StudyDocument_objectKey_idx" ON "StudyDocument"("objectKey");

-- CreateIndex
CREATE INDEX "Conflict_objectKey_idx" ON "Conflict"("objectKey");

-- CreateIndex
CREATE INDEX "Conflict_organizationId_studyInstanceUid_idx" ON "Conflict"("organizationId", "studyInstanceUid");

-- CreateIndex
CREATE INDEX "ShareDocument_documentId_idx" ON "ShareDocument"("documentId");

-- CreateIndex
CREATE INDEX "ShareReply_documentId_idx" ON "ShareReply"("documentId");
