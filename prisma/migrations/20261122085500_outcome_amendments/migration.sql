-- CreateTable
CREATE TABLE "MeetingAmendment" (
    "id" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedById" UUID NOT NULL,
    "openedByName" TEXT NOT NULL,
    "conclusion" TEXT NOT NULL,
    "followUp" TEXT NOT NULL,
    "signedAt" TIMESTAMPTZ(3) NOT NULL,
    "signedById" UUID,
    "signedByName" TEXT,
    "studyInstanceUid" VARCHAR(64),
    "seriesInstanceUid" VARCHAR(64),
    "sopInstanceUid" VARCHAR(64),
    "reportedAt" TIMESTAMPTZ(3) NOT NULL,
    "reportShareId" UUID,
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MeetingAmendment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MeetingAmendment_caseId_signedAt_idx" ON "MeetingAmendment"("caseId", "signedAt");

-- AddForeignKey
ALTER TABLE "MeetingAmendment" ADD CONSTRAINT "MeetingAmendment_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingOutcome"("caseId") ON DELETE CASCADE ON UPDATE CASCADE;
