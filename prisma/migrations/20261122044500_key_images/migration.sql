-- CreateTable
CREATE TABLE "KeyImage" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "studyId" UUID,
    "shareId" UUID,
    "studyInstanceUid" VARCHAR(64) NOT NULL,
    "seriesInstanceUid" VARCHAR(64) NOT NULL,
    "sopInstanceUid" VARCHAR(64) NOT NULL,
    "frame" INTEGER NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KeyImage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "KeyImage_organizationId_sopInstanceUid_frame_key" ON "KeyImage"("organizationId", "sopInstanceUid", "frame");

-- CreateIndex
CREATE INDEX "KeyImage_organizationId_studyInstanceUid_idx" ON "KeyImage"("organizationId", "studyInstanceUid");

-- CreateIndex
CREATE INDEX "KeyImage_studyId_idx" ON "KeyImage"("studyId");

-- CreateIndex
CREATE INDEX "KeyImage_shareId_idx" ON "KeyImage"("shareId");

-- AddForeignKey
ALTER TABLE "KeyImage" ADD CONSTRAINT "KeyImage_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyImage" ADD CONSTRAINT "KeyImage_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyImage" ADD CONSTRAINT "KeyImage_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeyImage" ADD CONSTRAINT "KeyImage_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
