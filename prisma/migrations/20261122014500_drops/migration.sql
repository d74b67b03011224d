-- AlterEnum
ALTER TYPE "StudyOrigin" ADD VALUE 'FOLDER';
ALTER TYPE "StudyOrigin" ADD VALUE 'SFTP';

-- CreateTable
CREATE TABLE "WatchedFolder" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WatchedFolder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SftpAccount" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "publicKeys" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SftpAccount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DropLease" (
    "folder" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DropLease_pkey" PRIMARY KEY ("folder")
);

-- CreateIndex
CREATE UNIQUE INDEX "WatchedFolder_path_key" ON "WatchedFolder"("path");

-- CreateIndex
CREATE INDEX "WatchedFolder_organizationId_idx" ON "WatchedFolder"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "SftpAccount_name_key" ON "SftpAccount"("name");

-- CreateIndex
CREATE INDEX "SftpAccount_organizationId_idx" ON "SftpAccount"("organizationId");

-- AddForeignKey
ALTER TABLE "WatchedFolder" ADD CONSTRAINT "WatchedFolder_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SftpAccount" ADD CONSTRAINT "SftpAccount_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
