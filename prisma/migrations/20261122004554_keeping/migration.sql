-- CreateEnum
CREATE TYPE "StoredKind" AS ENUM ('INSTANCE', 'DOCUMENT', 'CONFLICT');

-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "packedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ByteRemoval" (
    "id" UUID NOT NULL,
    "objectKey" TEXT NOT NULL,
    "offset" BIGINT NOT NULL,
    "length" BIGINT NOT NULL,
    "studyId" UUID,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "doneAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ByteRemoval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DamagedBytes" (
    "rowId" UUID NOT NULL,
    "kind" "StoredKind" NOT NULL,
    "organizationId" UUID NOT NULL,
    "objectKey" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DamagedBytes_pkey" PRIMARY KEY ("rowId")
);

-- CreateTable
CREATE TABLE "JobProgress" (
    "name" TEXT NOT NULL,
    "cursor" TEXT NOT NULL DEFAULT '',
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "JobProgress_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "RetentionRule" (
    "organizationId" UUID NOT NULL,
    "origin" "StudyOrigin" NOT NULL,
    "days" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RetentionRule_pkey" PRIMARY KEY ("organizationId","origin")
);

-- CreateTable
CREATE TABLE "RetentionMark" (
    "studyId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "markedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removeAt" TIMESTAMPTZ(3) NOT NULL,
    "keptAt" TIMESTAMPTZ(3),

    CONSTRAINT "RetentionMark_pkey" PRIMARY KEY ("studyId")
);

-- CreateTable
CREATE TABLE "BackupRun" (
    "id" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BackupRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ByteRemoval_doneAt_dueAt_idx" ON "ByteRemoval"("doneAt", "dueAt");

-- CreateIndex
CREATE INDEX "ByteRemoval_objectKey_idx" ON "ByteRemoval"("objectKey");

-- CreateIndex
CREATE INDEX "ByteRemoval_studyId_idx" ON "ByteRemoval"("studyId");

-- CreateIndex
CREATE INDEX "DamagedBytes_objectKey_idx" ON "DamagedBytes"("objectKey");

-- CreateIndex
CREATE INDEX "RetentionMark_organizationId_removeAt_idx" ON "RetentionMark"("organizationId", "removeAt");

-- CreateIndex
CREATE INDEX "Study_packedAt_lastReceivedAt_idx" ON "Study"("packedAt", "lastReceivedAt");

-- AddForeignKey
ALTER TABLE "RetentionRule" ADD CONSTRAINT "RetentionRule_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RetentionMark" ADD CONSTRAINT "RetentionMark_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;
