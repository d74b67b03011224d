-- CreateEnum
CREATE TYPE "PerformedStepState" AS ENUM ('IN_PROGRESS', 'COMPLETED', 'DISCONTINUED');

-- CreateTable
CREATE TABLE "PerformedStep" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "sopInstanceUid" VARCHAR(64) NOT NULL,
    "studyInstanceUid" VARCHAR(64) NOT NULL,
    "state" "PerformedStepState" NOT NULL DEFAULT 'IN_PROGRESS',
    "instances" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PerformedStep_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PerformedStep_organizationId_sopInstanceUid_key" ON "PerformedStep"("organizationId", "sopInstanceUid");

-- CreateIndex
CREATE INDEX "PerformedStep_organizationId_studyInstanceUid_idx" ON "PerformedStep"("organizationId", "studyInstanceUid");

-- CreateIndex
CREATE INDEX "PerformedStep_createdAt_idx" ON "PerformedStep"("createdAt");
