-- CreateEnum
CREATE TYPE "Role" AS ENUM ('CARE_PROVIDER', 'DESK', 'MDO_COORDINATOR', 'ADMINISTRATOR', 'PRIVACY_OFFICER', 'OPERATOR');

-- CreateEnum
CREATE TYPE "Scope" AS ENUM ('dicomweb', 'api');

-- CreateEnum
CREATE TYPE "SignInMethod" AS ENUM ('PASSWORD', 'PASSWORD_TOTP', 'RECOVERY_CODE', 'OIDC');

-- CreateEnum
CREATE TYPE "DirectorySourceKind" AS ENUM ('CSV', 'FHIR', 'MANUAL', 'DEMO');

-- CreateEnum
CREATE TYPE "AddressKind" AS ENUM ('PRACTITIONER', 'MAILBOX');

-- CreateEnum
CREATE TYPE "AddressLinkOrigin" AS ENUM ('ADMINISTRATOR', 'UZI', 'DEMO');

-- CreateEnum
CREATE TYPE "TaskKind" AS ENUM ('ACTIVATE_ADDRESS');

-- CreateEnum
CREATE TYPE "StudyOrigin" AS ENUM ('UPLOAD', 'STOW', 'CSTORE', 'CLI', 'IMPORTED');

-- CreateEnum
CREATE TYPE "ConflictKind" AS ENUM ('CONTENT', 'PATIENT');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "ImportOutcome" AS ENUM ('STORED', 'DUPLICATE', 'SET_ASIDE', 'REFUSED', 'DOCUMENT');

-- CreateEnum
CREATE TYPE "Purpose" AS ENUM ('REFERRAL', 'TRANSFER', 'MDO', 'CONSULT', 'SECOND_OPINION', 'COMPARISON');

-- CreateEnum
CREATE TYPE "Priority" AS ENUM ('ROUTINE', 'URGENT', 'EMERGENCY');

-- CreateEnum
CREATE TYPE "ShareState" AS ENUM ('PREPARING', 'SENT', 'REVOKED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "RecipientState" AS ENUM ('WAITING', 'NOTIFIED', 'OPENED', 'DOWNLOADED', 'IMPORTED', 'DECLINED');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('QUEUED', 'SENT', 'FAILED');

-- CreateEnum
CREATE TYPE "WorkState" AS ENUM ('UNREAD', 'IN_PROGRESS', 'DONE');

-- CreateEnum
CREATE TYPE "AuditOutcome" AS ENUM ('SUCCESS', 'REFUSED', 'FAILURE');

-- CreateTable
CREATE TABLE "Organization" (
    "id" UUID NOT NULL,
    "slug" TEXT,
    "name" TEXT NOT NULL,
    "city" TEXT NOT NULL DEFAULT '',
    "ura" TEXT,
    "agb" TEXT,
    "isConnected" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sourceId" UUID,

    CONSTRAINT "Organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "Role"[],
    "locale" TEXT NOT NULL DEFAULT 'nl',
    "uzi" TEXT,
    "passwordHash" TEXT,
    "totpSecret" TEXT,
    "totpConfirmedAt" TIMESTAMPTZ(3),
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "codeHash" TEXT NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserSession" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "method" "SignInMethod" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "remoteAddress" TEXT,
    "userAgent" TEXT,

    CONSTRAINT "UserSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "userId" UUID,
    "organizationId" UUID,
    "scopes" "Scope"[],
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Peer" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "aeTitle" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Peer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "DirectorySource" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "DirectorySourceKind" NOT NULL,
    "importedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DirectorySource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Department" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "localIdentifier" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "specialty" TEXT NOT NULL DEFAULT '',
    "sourceId" UUID,

    CONSTRAINT "Department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Practitioner" (
    "id" UUID NOT NULL,
    "familyName" TEXT NOT NULL,
    "prefix" TEXT NOT NULL DEFAULT '',
    "initials" TEXT NOT NULL DEFAULT '',
    "givenName" TEXT NOT NULL DEFAULT '',
    "uzi" TEXT,
    "agb" TEXT,

    CONSTRAINT "Practitioner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PractitionerRole" (
    "id" UUID NOT NULL,
    "practitionerId" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "departmentId" UUID,
    "localIdentifier" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT '',
    "specialty" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "sourceId" UUID,

    CONSTRAINT "PractitionerRole_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HealthcareService" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "departmentId" UUID,
    "localIdentifier" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "specialty" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL,
    "openingHours" JSONB NOT NULL DEFAULT '[]',
    "acceptedModalities" TEXT[],
    "acceptedPurposes" TEXT[],
    "endedAt" TIMESTAMPTZ(3),
    "sourceId" UUID,

    CONSTRAINT "HealthcareService_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Address" (
    "id" UUID NOT NULL,
    "kind" "AddressKind" NOT NULL,
    "organizationId" UUID NOT NULL,
    "practitionerRoleId" UUID,
    "healthcareServiceId" UUID,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT '',
    "specialty" TEXT NOT NULL DEFAULT '',
    "departmentName" TEXT NOT NULL DEFAULT '',
    "organizationName" TEXT NOT NULL,
    "city" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "searchText" TEXT NOT NULL,
    "isListed" BOOLEAN NOT NULL DEFAULT true,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AddressAccount" (
    "addressId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "origin" "AddressLinkOrigin" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AddressAccount_pkey" PRIMARY KEY ("addressId","userId")
);

-- CreateTable
CREATE TABLE "MailboxMember" (
    "healthcareServiceId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MailboxMember_pkey" PRIMARY KEY ("healthcareServiceId","userId")
);

-- CreateTable
CREATE TABLE "FavoriteAddress" (
    "userId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FavoriteAddress_pkey" PRIMARY KEY ("userId","addressId")
);

-- CreateTable
CREATE TABLE "AdministratorTask" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" "TaskKind" NOT NULL,
    "addressId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "doneAt" TIMESTAMPTZ(3),
    "doneByUserId" UUID,

    CONSTRAINT "AdministratorTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Patient" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "patientIdentifier" TEXT NOT NULL,
    "issuerOfPatientId" TEXT NOT NULL DEFAULT '',
    "unidentifiedBy" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL DEFAULT '',
    "birthDate" VARCHAR(8),
    "sex" TEXT NOT NULL DEFAULT '',
    "bsn" VARCHAR(9),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Study" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "studyInstanceUid" VARCHAR(64) NOT NULL,
    "studyDate" VARCHAR(8) NOT NULL DEFAULT '',
    "studyTime" TEXT NOT NULL DEFAULT '',
    "studyId" TEXT NOT NULL DEFAULT '',
    "accessionNumber" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "referringPhysician" TEXT NOT NULL DEFAULT '',
    "modalities" TEXT[],
    "seriesCount" INTEGER NOT NULL DEFAULT 0,
    "instanceCount" INTEGER NOT NULL DEFAULT 0,
    "sizeBytes" BIGINT NOT NULL DEFAULT 0,
    "hasReport" BOOLEAN NOT NULL DEFAULT false,
    "origin" "StudyOrigin" NOT NULL,
    "firstReceivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastReceivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "patientName" TEXT NOT NULL DEFAULT '',
    "patientIdentifier" TEXT NOT NULL DEFAULT '',
    "patientBirthDate" VARCHAR(8),
    "bsn" VARCHAR(9),
    "searchText" TEXT NOT NULL DEFAULT '',
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Study_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Series" (
    "id" UUID NOT NULL,
    "studyId" UUID NOT NULL,
    "seriesInstanceUid" VARCHAR(64) NOT NULL,
    "modality" TEXT NOT NULL DEFAULT '',
    "seriesNumber" INTEGER,
    "description" TEXT NOT NULL DEFAULT '',
    "bodyPartExamined" TEXT NOT NULL DEFAULT '',
    "instanceCount" INTEGER NOT NULL DEFAULT 0,
    "frameCount" INTEGER NOT NULL DEFAULT 0,
    "sizeBytes" BIGINT NOT NULL DEFAULT 0,
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Instance" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "studyId" UUID NOT NULL,
    "seriesId" UUID NOT NULL,
    "sopInstanceUid" VARCHAR(64) NOT NULL,
    "sopClassUid" VARCHAR(64) NOT NULL,
    "transferSyntaxUid" VARCHAR(64) NOT NULL,
    "instanceNumber" INTEGER,
    "rows" INTEGER,
    "columns" INTEGER,
    "numberOfFrames" INTEGER NOT NULL DEFAULT 1,
    "hasPixelData" BOOLEAN NOT NULL DEFAULT false,
    "objectKey" TEXT NOT NULL,
    "offset" BIGINT NOT NULL,
    "length" BIGINT NOT NULL,
    "dataSetOffset" INTEGER NOT NULL,
    "dataSetSha256" BYTEA NOT NULL,
    "crc32" BIGINT NOT NULL,
    "frameIndex" BYTEA,
    "metadata" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "verifiedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Instance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StudyDocument" (
    "id" UUID NOT NULL,
    "studyId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "contentType" TEXT NOT NULL,
    "objectKey" TEXT NOT NULL,
    "length" BIGINT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "crc32" BIGINT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StudyDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Conflict" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "kind" "ConflictKind" NOT NULL,
    "origin" "StudyOrigin" NOT NULL,
    "studyInstanceUid" TEXT NOT NULL,
    "seriesInstanceUid" TEXT NOT NULL,
    "sopInstanceUid" TEXT NOT NULL,
    "objectKey" TEXT NOT NULL,
    "offset" BIGINT NOT NULL,
    "length" BIGINT NOT NULL,
    "dataSetSha256" BYTEA NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Conflict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'OPEN',
    "expectedFiles" INTEGER NOT NULL DEFAULT 0,
    "expectedBytes" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportFile" (
    "importId" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "lastModified" BIGINT NOT NULL DEFAULT 0,
    "outcome" "ImportOutcome" NOT NULL,
    "code" TEXT,
    "reason" TEXT,
    "studyInstanceUid" TEXT,

    CONSTRAINT "ImportFile_pkey" PRIMARY KEY ("importId","path")
);

-- CreateTable
CREATE TABLE "Share" (
    "id" UUID NOT NULL,
    "organizationId" UUID NOT NULL,
    "senderId" UUID NOT NULL,
    "state" "ShareState" NOT NULL DEFAULT 'PREPARING',
    "stateAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "isComplete" BOOLEAN NOT NULL DEFAULT false,
    "purpose" "Purpose" NOT NULL,
    "priority" "Priority" NOT NULL,
    "message" TEXT NOT NULL DEFAULT '',
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "canDownload" BOOLEAN NOT NULL DEFAULT true,
    "idempotencyKey" TEXT,
    "idempotencyHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShareStudy" (
    "shareId" UUID NOT NULL,
    "studyId" UUID NOT NULL,
    "seriesInstanceUids" TEXT[],
    "expectedInstances" INTEGER,

    CONSTRAINT "ShareStudy_pkey" PRIMARY KEY ("shareId","studyId")
);

-- CreateTable
CREATE TABLE "ShareDocument" (
    "shareId" UUID NOT NULL,
    "documentId" UUID NOT NULL,

    CONSTRAINT "ShareDocument_pkey" PRIMARY KEY ("shareId","documentId")
);

-- CreateTable
CREATE TABLE "ShareRecipient" (
    "id" UUID NOT NULL,
    "shareId" UUID NOT NULL,
    "addressId" UUID NOT NULL,
    "state" "RecipientState" NOT NULL DEFAULT 'WAITING',
    "mail" "MailState" NOT NULL DEFAULT 'QUEUED',
    "mailError" TEXT,
    "notifiedAt" TIMESTAMPTZ(3),
    "remindedAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),
    "downloadedAt" TIMESTAMPTZ(3),
    "importedAt" TIMESTAMPTZ(3),
    "declinedAt" TIMESTAMPTZ(3),
    "declineReason" TEXT,
    "work" "WorkState" NOT NULL DEFAULT 'UNREAD',
    "assigneeId" UUID,
    "forwardedById" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ShareRecipient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShareLink" (
    "id" UUID NOT NULL,
    "recipientId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ShareLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShareReply" (
    "id" UUID NOT NULL,
    "shareId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ShareReply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaughtMail" (
    "id" UUID NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CaughtMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "eventCode" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" "AuditOutcome" NOT NULL,
    "userId" UUID,
    "userName" TEXT,
    "userRoles" TEXT[],
    "userOrganization" TEXT,
    "onBehalfOf" TEXT,
    "patientId" UUID,
    "patientIdentifier" TEXT,
    "studyInstanceUid" TEXT,
    "objectType" TEXT,
    "objectId" TEXT,
    "isAuthorized" BOOLEAN NOT NULL,
    "treatmentRelation" BOOLEAN NOT NULL,
    "consent" BOOLEAN NOT NULL,
    "emergency" BOOLEAN NOT NULL,
    "purpose" TEXT,
    "remoteAddress" TEXT,
    "requestId" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "previousHash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Heartbeat" (
    "name" TEXT NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Heartbeat_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "Organization_slug_key" ON "Organization"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Organization_ura_key" ON "Organization"("ura");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "User_uzi_key" ON "User"("uzi");

-- CreateIndex
CREATE INDEX "User_organizationId_idx" ON "User"("organizationId");

-- CreateIndex
CREATE INDEX "Identity_userId_idx" ON "Identity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_issuer_subject_key" ON "Identity"("issuer", "subject");

-- CreateIndex
CREATE INDEX "RecoveryCode_userId_idx" ON "RecoveryCode"("userId");

-- CreateIndex
CREATE INDEX "UserSession_userId_idx" ON "UserSession"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- CreateIndex
CREATE INDEX "ApiToken_organizationId_idx" ON "ApiToken"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Peer_aeTitle_key" ON "Peer"("aeTitle");

-- CreateIndex
CREATE INDEX "Peer_organizationId_idx" ON "Peer"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "DirectorySource_name_key" ON "DirectorySource"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Department_organizationId_localIdentifier_key" ON "Department"("organizationId", "localIdentifier");

-- CreateIndex
CREATE UNIQUE INDEX "Practitioner_uzi_key" ON "Practitioner"("uzi");

-- CreateIndex
CREATE INDEX "PractitionerRole_practitionerId_idx" ON "PractitionerRole"("practitionerId");

-- CreateIndex
CREATE INDEX "PractitionerRole_departmentId_idx" ON "PractitionerRole"("departmentId");

-- CreateIndex
CREATE UNIQUE INDEX "PractitionerRole_organizationId_localIdentifier_key" ON "PractitionerRole"("organizationId", "localIdentifier");

-- CreateIndex
CREATE INDEX "HealthcareService_departmentId_idx" ON "HealthcareService"("departmentId");

-- CreateIndex
CREATE UNIQUE INDEX "HealthcareService_organizationId_localIdentifier_key" ON "HealthcareService"("organizationId", "localIdentifier");

-- CreateIndex
CREATE UNIQUE INDEX "Address_practitionerRoleId_key" ON "Address"("practitionerRoleId");

-- CreateIndex
CREATE UNIQUE INDEX "Address_healthcareServiceId_key" ON "Address"("healthcareServiceId");

-- CreateIndex
CREATE INDEX "Address_organizationId_idx" ON "Address"("organizationId");

-- CreateIndex
CREATE INDEX "Address_email_idx" ON "Address"("email");

-- CreateIndex
CREATE INDEX "Address_searchText_idx" ON "Address" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "AddressAccount_userId_idx" ON "AddressAccount"("userId");

-- CreateIndex
CREATE INDEX "MailboxMember_userId_idx" ON "MailboxMember"("userId");

-- CreateIndex
CREATE INDEX "AdministratorTask_organizationId_doneAt_idx" ON "AdministratorTask"("organizationId", "doneAt");

-- CreateIndex
CREATE INDEX "Patient_organizationId_bsn_idx" ON "Patient"("organizationId", "bsn");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_organizationId_patientIdentifier_issuerOfPatientId__key" ON "Patient"("organizationId", "patientIdentifier", "issuerOfPatientId", "unidentifiedBy");

-- CreateIndex
CREATE INDEX "Study_organizationId_studyDate_id_idx" ON "Study"("organizationId", "studyDate" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Study_organizationId_patientIdentifier_idx" ON "Study"("organizationId", "patientIdentifier");

-- CreateIndex
CREATE INDEX "Study_organizationId_bsn_idx" ON "Study"("organizationId", "bsn");

-- CreateIndex
CREATE INDEX "Study_organizationId_accessionNumber_idx" ON "Study"("organizationId", "accessionNumber");

-- CreateIndex
CREATE INDEX "Study_patientId_idx" ON "Study"("patientId");

-- CreateIndex
CREATE INDEX "Study_searchText_idx" ON "Study" USING GIN ("searchText" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Study_organizationId_studyInstanceUid_key" ON "Study"("organizationId", "studyInstanceUid");

-- CreateIndex
CREATE UNIQUE INDEX "Series_studyId_seriesInstanceUid_key" ON "Series"("studyId", "seriesInstanceUid");

-- CreateIndex
CREATE INDEX "Instance_seriesId_instanceNumber_idx" ON "Instance"("seriesId", "instanceNumber");

-- CreateIndex
CREATE INDEX "Instance_studyId_idx" ON "Instance"("studyId");

-- CreateIndex
CREATE INDEX "Instance_objectKey_idx" ON "Instance"("objectKey");

-- CreateIndex
CREATE UNIQUE INDEX "Instance_organizationId_sopInstanceUid_key" ON "Instance"("organizationId", "sopInstanceUid");

-- CreateIndex
CREATE UNIQUE INDEX "StudyDocument_studyId_sha256_key" ON "StudyDocument"("studyId", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Conflict_organizationId_sopInstanceUid_dataSetSha256_key" ON "Conflict"("organizationId", "sopInstanceUid", "dataSetSha256");

-- CreateIndex
CREATE INDEX "Import_userId_state_idx" ON "Import"("userId", "state");

-- CreateIndex
CREATE INDEX "Share_senderId_createdAt_idx" ON "Share"("senderId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Share_organizationId_createdAt_idx" ON "Share"("organizationId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Share_state_expiresAt_idx" ON "Share"("state", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Share_senderId_idempotencyKey_key" ON "Share"("senderId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "ShareStudy_studyId_idx" ON "ShareStudy"("studyId");

-- CreateIndex
CREATE INDEX "ShareRecipient_addressId_createdAt_idx" ON "ShareRecipient"("addressId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ShareRecipient_shareId_addressId_key" ON "ShareRecipient"("shareId", "addressId");

-- CreateIndex
CREATE UNIQUE INDEX "ShareLink_tokenHash_key" ON "ShareLink"("tokenHash");

-- CreateIndex
CREATE INDEX "ShareLink_recipientId_idx" ON "ShareLink"("recipientId");

-- CreateIndex
CREATE INDEX "ShareReply_shareId_idx" ON "ShareReply"("shareId");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_recordedAt_idx" ON "AuditEvent"("chain", "recordedAt");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_patientIdentifier_idx" ON "AuditEvent"("chain", "patientIdentifier");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_userId_idx" ON "AuditEvent"("chain", "userId");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_studyInstanceUid_idx" ON "AuditEvent"("chain", "studyInstanceUid");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_chain_sequence_key" ON "AuditEvent"("chain", "sequence");

-- AddForeignKey
ALTER TABLE "Organization" ADD CONSTRAINT "Organization_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "DirectorySource"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "User" ADD CONSTRAINT "User_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserSession" ADD CONSTRAINT "UserSession_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Peer" ADD CONSTRAINT "Peer_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "DirectorySource"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PractitionerRole" ADD CONSTRAINT "PractitionerRole_practitionerId_fkey" FOREIGN KEY ("practitionerId") REFERENCES "Practitioner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PractitionerRole" ADD CONSTRAINT "PractitionerRole_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PractitionerRole" ADD CONSTRAINT "PractitionerRole_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PractitionerRole" ADD CONSTRAINT "PractitionerRole_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "DirectorySource"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthcareService" ADD CONSTRAINT "HealthcareService_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthcareService" ADD CONSTRAINT "HealthcareService_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HealthcareService" ADD CONSTRAINT "HealthcareService_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "DirectorySource"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_practitionerRoleId_fkey" FOREIGN KEY ("practitionerRoleId") REFERENCES "PractitionerRole"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Address" ADD CONSTRAINT "Address_healthcareServiceId_fkey" FOREIGN KEY ("healthcareServiceId") REFERENCES "HealthcareService"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AddressAccount" ADD CONSTRAINT "AddressAccount_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AddressAccount" ADD CONSTRAINT "AddressAccount_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailboxMember" ADD CONSTRAINT "MailboxMember_healthcareServiceId_fkey" FOREIGN KEY ("healthcareServiceId") REFERENCES "HealthcareService"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MailboxMember" ADD CONSTRAINT "MailboxMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FavoriteAddress" ADD CONSTRAINT "FavoriteAddress_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FavoriteAddress" ADD CONSTRAINT "FavoriteAddress_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AdministratorTask" ADD CONSTRAINT "AdministratorTask_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AdministratorTask" ADD CONSTRAINT "AdministratorTask_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Study" ADD CONSTRAINT "Study_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Study" ADD CONSTRAINT "Study_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Series" ADD CONSTRAINT "Series_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Instance" ADD CONSTRAINT "Instance_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Instance" ADD CONSTRAINT "Instance_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "Series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudyDocument" ADD CONSTRAINT "StudyDocument_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Conflict" ADD CONSTRAINT "Conflict_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportFile" ADD CONSTRAINT "ImportFile_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Share" ADD CONSTRAINT "Share_senderId_fkey" FOREIGN KEY ("senderId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareStudy" ADD CONSTRAINT "ShareStudy_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareStudy" ADD CONSTRAINT "ShareStudy_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareDocument" ADD CONSTRAINT "ShareDocument_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareDocument" ADD CONSTRAINT "ShareDocument_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "StudyDocument"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareRecipient" ADD CONSTRAINT "ShareRecipient_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareRecipient" ADD CONSTRAINT "ShareRecipient_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareRecipient" ADD CONSTRAINT "ShareRecipient_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareLink" ADD CONSTRAINT "ShareLink_recipientId_fkey" FOREIGN KEY ("recipientId") REFERENCES "ShareRecipient"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareReply" ADD CONSTRAINT "ShareReply_shareId_fkey" FOREIGN KEY ("shareId") REFERENCES "Share"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareReply" ADD CONSTRAINT "ShareReply_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The log is append-only, whatever role is connected. (\x3b is a semicolon: Prisma's replay splits scripts at plain ones.)
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
  E'BEGIN RAISE EXCEPTION ''AuditEvent rows can not be changed or deleted'' USING ERRCODE = ''insufficient_privilege''\x3b END\x3b';
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
