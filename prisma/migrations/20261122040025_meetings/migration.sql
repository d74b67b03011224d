-- CreateEnum
CREATE TYPE "MeetingFrequency" AS ENUM ('WEEKLY', 'BIWEEKLY', 'MONTHLY', 'SINGLE');

-- CreateEnum
CREATE TYPE "MeetingState" AS ENUM ('PLANNED', 'RUNNING', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "MeetingRole" AS ENUM ('CHAIR', 'COORDINATOR', 'MEMBER');

-- CreateEnum
CREATE TYPE "CaseItemKind" AS ENUM ('IMAGES', 'REPORT', 'PATHOLOGY', 'QUESTION');

-- CreateEnum
CREATE TYPE "CaseLight" AS ENUM ('RED', 'AMBER', 'GREEN');

-- AlterTable
ALTER TABLE "Share" ADD COLUMN     "meetingCaseId" UUID;

-- CreateTable
CREATE TABLE "MeetingSeries" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "department" TEXT NOT NULL DEFAULT '',
    "region" TEXT NOT NULL DEFAULT '',
    "location" TEXT NOT NULL DEFAULT '',
    "frequency" "MeetingFrequency" NOT NULL,
    "firstDate" VARCHAR(10) NOT NULL,
    "startTime" VARCHAR(5) NOT NULL,
    "durationMinutes" INTEGER NOT NULL DEFAULT 60,
    "deadlineHours" INTEGER NOT NULL DEFAULT 24,
    "chaseHours" INTEGER NOT NULL DEFAULT 24,
    "accessDays" INTEGER NOT NULL DEFAULT 0,
    "minutesPerCase" INTEGER NOT NULL DEFAULT 5,
    "endedAt" TIMESTAMPTZ(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "state" "MeetingState" NOT NULL DEFAULT 'PLANNED',
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMinutes" INTEGER NOT NULL,
    "submitBy" TIMESTAMPTZ(3) NOT NULL,
    "accessEndsAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),
    "chasedAt" TIMESTAMPTZ(3),
    "currentCaseId" UUID,
    "currentSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingParticipant" (
    "id" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "meetingId" UUID,
    "addressId" UUID NOT NULL,
    "role" "MeetingRole" NOT NULL DEFAULT 'MEMBER',
    "leftAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingParticipant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingCase" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "organizationId" UUID NOT NULL,
    "submittedById" UUID NOT NULL,
    "referrerId" UUID NOT NULL,
    "patientId" UUID,
    "patientName" TEXT NOT NULL,
    "patientBirthDate" VARCHAR(8),
    "patientSex" TEXT NOT NULL DEFAULT '',
    "patientIdentifier" TEXT NOT NULL DEFAULT '',
    "issuerOfPatientId" TEXT NOT NULL DEFAULT '',
    "bsn" VARCHAR(9),
    "question" TEXT NOT NULL DEFAULT '',
    "wantedStudies" TEXT NOT NULL DEFAULT '',
    "pathologyNote" TEXT NOT NULL DEFAULT '',
    "presenterId" UUID,
    "estimatedMinutes" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "questionAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pathologyAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),
    "withdrawReason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingCase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingCaseItem" (
    "caseId" UUID NOT NULL,
    "kind" "CaseItemKind" NOT NULL,
    "light" "CaseLight" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "isNotNeeded" BOOLEAN NOT NULL DEFAULT false,
    "missing" TEXT NOT NULL DEFAULT '',
    "chasedAt" TIMESTAMPTZ(3),
    "chases" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MeetingCaseItem_pkey" PRIMARY KEY ("caseId","kind")
);

-- CreateTable
CREATE TABLE "MeetingCaseDocument" (
    "caseId" UUID NOT NULL,
    "documentId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingCaseDocument_pkey" PRIMARY KEY ("caseId","documentId")
);

-- CreateTable
CREATE TABLE "MeetingOpinion" (
    "caseId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingOpinion_pkey" PRIMARY KEY ("caseId","userId")
);

-- CreateTable
CREATE TABLE "MeetingLook" (
    "caseId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "lookedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tickedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MeetingLook_pkey" PRIMARY KEY ("caseId","userId")
);

-- CreateTable
CREATE TABLE "MeetingNote" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "caseId" UUID,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MeetingOutcome" (
    "caseId" UUID NOT NULL,
    "conclusion" TEXT NOT NULL DEFAULT '',
    "followUp" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updatedBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signedAt" TIMESTAMPTZ(3),
    "signedById" UUID,
    "signedByName" TEXT,
    "studyInstanceUid" VARCHAR(64),
    "seriesInstanceUid" VARCHAR(64),
    "sopInstanceUid" VARCHAR(64),
    "reportedAt" TIMESTAMPTZ(3),
    "reportShareId" UUID,

    CONSTRAINT "MeetingOutcome_pkey" PRIMARY KEY ("caseId")
);

-- CreateIndex
CREATE INDEX "MeetingSeries_organizationId_idx" ON "MeetingSeries"("organizationId");

-- CreateIndex
CREATE INDEX "Meeting_state_startsAt_idx" ON "Meeting"("state", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_seriesId_startsAt_key" ON "Meeting"("seriesId", "startsAt");

-- CreateIndex
CREATE INDEX "MeetingParticipant_seriesId_idx" ON "MeetingParticipant"("seriesId");

-- CreateIndex
CREATE INDEX "MeetingParticipant_meetingId_idx" ON "MeetingParticipant"("meetingId");

-- CreateIndex
CREATE INDEX "MeetingParticipant_addressId_idx" ON "MeetingParticipant"("addressId");

-- CreateIndex
CREATE INDEX "MeetingCase_meetingId_position_idx" ON "MeetingCase"("meetingId", "position");

-- CreateIndex
CREATE INDEX "MeetingCase_organizationId_idx" ON "MeetingCase"("organizationId");

-- CreateIndex
CREATE INDEX "MeetingCase_referrerId_idx" ON "MeetingCase"("referrerId");

-- CreateIndex
CREATE INDEX "MeetingCaseDocument_documentId_idx" ON "MeetingCaseDocument"("documentId");

-- CreateIndex
CREATE INDEX "MeetingOpinion_userId_idx" ON "MeetingOpinion"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "MeetingNote_caseId_key" ON "MeetingNote"("caseId");

-- CreateIndex
CREATE INDEX "MeetingNote_meetingId_idx" ON "MeetingNote"("meetingId");

-- CreateIndex
CREATE INDEX "Share_meetingCaseId_idx" ON "Share"("meetingCaseId");

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_meetingCaseId_fkey" FOREIGN KEY ("meetingCaseId") REFERENCES "MeetingCase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingSeries" ADD CONSTRAINT "MeetingSeries_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Meeting" ADD CONSTRAINT "Meeting_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "MeetingSeries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingParticipant" ADD CONSTRAINT "MeetingParticipant_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "MeetingSeries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingParticipant" ADD CONSTRAINT "MeetingParticipant_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingParticipant" ADD CONSTRAINT "MeetingParticipant_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCase" ADD CONSTRAINT "MeetingCase_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCase" ADD CONSTRAINT "MeetingCase_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCase" ADD CONSTRAINT "MeetingCase_submittedById_fkey" FOREIGN KEY ("submittedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCase" ADD CONSTRAINT "MeetingCase_referrerId_fkey" FOREIGN KEY ("referrerId") REFERENCES "Address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCase" ADD CONSTRAINT "MeetingCase_presenterId_fkey" FOREIGN KEY ("presenterId") REFERENCES "MeetingParticipant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCaseItem" ADD CONSTRAINT "MeetingCaseItem_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCaseDocument" ADD CONSTRAINT "MeetingCaseDocument_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingCaseDocument" ADD CONSTRAINT "MeetingCaseDocument_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "StudyDocument"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingOpinion" ADD CONSTRAINT "MeetingOpinion_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingOpinion" ADD CONSTRAINT "MeetingOpinion_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingLook" ADD CONSTRAINT "MeetingLook_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingNote" ADD CONSTRAINT "MeetingNote_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingNote" ADD CONSTRAINT "MeetingNote_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingOutcome" ADD CONSTRAINT "MeetingOutcome_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "MeetingCase"("id") ON DELETE CASCADE ON UPDATE CASCADE;
