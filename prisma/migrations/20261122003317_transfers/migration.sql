-- CreateEnum
CREATE TYPE "PeerProtocol" AS ENUM ('DIMSE', 'DICOMWEB');

-- CreateEnum
CREATE TYPE "TransferKind" AS ENUM ('SEND', 'IMPORT');

-- CreateEnum
CREATE TYPE "TransferState" AS ENUM ('QUEUED', 'ACTIVE', 'WAITING', 'COMMITTING', 'DONE', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "TransferInstanceState" AS ENUM ('PENDING', 'SENT', 'COMMITTED', 'FAILED');

-- AlterTable
ALTER TABLE "Peer" ADD COLUMN     "asksCommitment" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "isPreferred" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "protocol" "PeerProtocol" NOT NULL DEFAULT 'DIMSE',
ADD COLUMN     "stowCredential" TEXT,
ADD COLUMN     "stowUrl" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "usesTls" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "importedFrom" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Transfer" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" "TransferKind" NOT NULL,
    "state" "TransferState" NOT NULL DEFAULT 'QUEUED',
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "studyId" UUID,
    "studyInstanceUid" VARCHAR(64) NOT NULL,
    "seriesInstanceUids" TEXT[],
    "peerId" UUID,
    "peerName" TEXT NOT NULL DEFAULT '',
    "shareId" UUID,
    "sourceOrganization" TEXT NOT NULL DEFAULT '',
    "onwardPeerId" UUID,
    "reconciliation" JSONB,
    "requestedById" UUID,
    "requestedByName" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "errorCode" TEXT,
    "errorDetail" TEXT,
    "leaseId" UUID,
    "leasedUntil" TIMESTAMPTZ(3),
    "commitmentUid" VARCHAR(64),
    "commitmentAskedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferInstance" (
    "transferId" UUID NOT NULL,
    "sopInstanceUid" VARCHAR(64) NOT NULL,
    "instanceId" UUID,
    "state" "TransferInstanceState" NOT NULL DEFAULT 'PENDING',
    "status" INTEGER,
    "errorCode" TEXT,
    "comment" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sourceSha256" BYTEA NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransferInstance_pkey" PRIMARY KEY ("transferId","sopInstanceUid")
);

-- CreateIndex
CREATE UNIQUE INDEX "Transfer_commitmentUid_key" ON "Transfer"("commitmentUid");

-- CreateIndex
CREATE INDEX "Transfer_organizationId_createdAt_idx" ON "Transfer"("organizationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Transfer_organizationId_studyInstanceUid_idx" ON "Transfer"("organizationId", "studyInstanceUid");

-- CreateIndex
CREATE INDEX "Transfer_state_nextAttemptAt_idx" ON "Transfer"("state", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "Transfer_studyId_idx" ON "Transfer"("studyId");

-- CreateIndex
CREATE INDEX "Transfer_shareId_idx" ON "Transfer"("shareId");

-- CreateIndex
CREATE INDEX "TransferInstance_instanceId_idx" ON "TransferInstance"("instanceId");

-- CreateIndex
CREATE INDEX "TransferInstance_transferId_state_idx" ON "TransferInstance"("transferId", "state");

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_peerId_fkey" FOREIGN KEY ("peerId") REFERENCES "Peer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_onwardPeerId_fkey" FOREIGN KEY ("onwardPeerId") REFERENCES "Peer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferInstance" ADD CONSTRAINT "TransferInstance_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "Transfer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferInstance" ADD CONSTRAINT "TransferInstance_instanceId_fkey" FOREIGN KEY ("instanceId") REFERENCES "Instance"("id") ON DELETE SET NULL ON UPDATE CASCADE;
