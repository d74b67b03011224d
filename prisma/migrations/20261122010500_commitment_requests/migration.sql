-- CreateTable
CREATE TABLE "CommitmentRequest" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "peerId" UUID NOT NULL,
    "transactionUid" VARCHAR(64) NOT NULL,
    "references" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CommitmentRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CommitmentRequest_peerId_receivedAt_idx" ON "CommitmentRequest"("peerId", "receivedAt");

-- AddForeignKey
ALTER TABLE "CommitmentRequest" ADD CONSTRAINT "CommitmentRequest_peerId_fkey" FOREIGN KEY ("peerId") REFERENCES "Peer"("id") ON DELETE CASCADE ON UPDATE CASCADE;
