-- AlterTable
ALTER TABLE "User" ADD COLUMN "viewerPreferences" JSONB NOT NULL DEFAULT '{}';
