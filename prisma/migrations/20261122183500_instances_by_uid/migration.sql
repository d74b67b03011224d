-- Where an instance is, is looked up while it is still being found out who asks.
CREATE UNIQUE INDEX "Instance_sopInstanceUid_organizationId_key" ON "Instance"("sopInstanceUid", "organizationId");
DROP INDEX "Instance_organizationId_sopInstanceUid_key";
