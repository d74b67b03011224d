-- CreateEnum
CREATE TYPE "EmergencyGround" AS ENUM ('TREATMENT', 'CANNOT_CONSENT');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('OPEN', 'ANSWERED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "RequestGround" AS ENUM ('TREATMENT', 'CONSENT', 'EMERGENCY');

-- AlterTable
ALTER TABLE "HealthcareService" ADD COLUMN "fallbackAddressId" UUID;

-- AlterTable
ALTER TABLE "Share" ADD COLUMN "closedAt" TIMESTAMPTZ(3),
ADD COLUMN "emergencyGround" "EmergencyGround",
ADD COLUMN "emergencyReason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "ShareReply" ADD COLUMN "documentId" UUID,
ADD COLUMN "isAnswer" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "references" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "ImageRequest" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "requesterId" UUID NOT NULL,
    "returnAddressId" UUID NOT NULL,
    "holderOrganizationId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "state" "RequestState" NOT NULL DEFAULT 'OPEN',
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purpose" "Purpose" NOT NULL,
    "priority" "Priority" NOT NULL,
    "ground" "RequestGround" NOT NULL,
    "reason" TEXT NOT NULL,
    "wanted" TEXT NOT NULL DEFAULT '',
    "modalities" TEXT[],
    "dateFrom" VARCHAR(8) NOT NULL DEFAULT '',
    "dateTo" VARCHAR(8) NOT NULL DEFAULT '',
    "neededBy" TIMESTAMPTZ(3) NOT NULL,
    "patientName" TEXT NOT NULL,
    "patientBirthDate" VARCHAR(8),
    "patientSex" TEXT NOT NULL DEFAULT '',
    "patientIdentifier" TEXT NOT NULL DEFAULT '',
    "issuerOfPatientId" TEXT NOT NULL DEFAULT '',
    "bsn" VARCHAR(9),
    "meetingCaseId" UUID,
    "seenAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "escalatedAt" TIMESTAMPTZ(3),
    "escalatedToId" UUID,
    "overdueAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "leadSeconds" INTEGER,
    "answeredByName" TEXT NOT NULL DEFAULT '',
    "isAutomatic" BOOLEAN NOT NULL DEFAULT false,
    "declineReason" TEXT,
    "shareId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImageRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AutoAnswerRule" (
    "organizationId" UUID NOT NULL,
    "grounds" "RequestGround"[],
    "purposes" "Purpose"[],
    "responsibleUserId" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AutoAnswerRule_pkey" PRIMARY KEY ("organizationId")
);

-- CreateIndex
CREATE UNIQUE INDEX "ImageRequest_shareId_key" ON "ImageRequest"("shareId");

-- CreateIndex
CREATE INDEX "ImageRequest_requesterId_createdAt_idx" ON "ImageRequest"("requesterId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "ImageRequest_returnAddressId_createdAt_idx" ON "ImageRequest"("returnAddressId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "ImageRequest_addressId_state_idx" ON "ImageRequest"("addressId", "state");

-- CreateIndex
CREATE INDEX "ImageRequest_escalatedToId_idx" ON "ImageRequest"("escalatedToId");

-- CreateIndex
CREATE INDEX "ImageRequest_organizationId_createdAt_idx" ON "ImageRequest"("organizationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "ImageRequest_holderOrganizationId_createdAt_idx" ON "ImageRequest"("holderOrganizationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "ImageRequest_meetingCaseId_idx" ON "ImageRequest"("meetingCaseId");

-- CreateIndex
CREATE INDEX "ImageRequest_state_neededBy_idx" ON "ImageRequest"("state", "neededBy");

-- CreateIndex
CREATE INDEX "AutoAnswerRule_responsibleUserId_idx" ON "AutoAnswerRule"("responsibleUserId");

-- CreateIndex
CREATE INDEX "Patient_organizationId_birthDate_idx" ON "Patient"("organizationId", "birthDate");

-- AddForeignKey
ALTER TABLE "ShareReply" ADD CONSTRAINT "ShareReply_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "StudyDocument"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_requesterId_fkey" FOREIGN KEY ("requesterId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_returnAddressId_fkey" FOREIGN KEY ("returnAddressId") REFERENCES "Address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_holderOrganizationId_fkey" FOREIGN KEY ("holderOrganizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_escalatedToId_fkey" FOREIGN KEY ("escalatedToId") REFERENCES "Address"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageRequest" ADD CONSTRAINT "ImageRequest_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutoAnswerRule" ADD CONSTRAINT "AutoAnswerRule_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AutoAnswerRule" ADD CONSTRAINT "AutoAnswerRule_responsibleUserId_fkey" FOREIGN KEY ("responsibleUserId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
