-- A search gives these texts out as they are.
ALTER TABLE "Study" ALTER COLUMN "attributes" DROP DEFAULT;
ALTER TABLE "Study" ALTER COLUMN "attributes" TYPE TEXT USING ("attributes" || jsonb_build_object(
  '00081190', jsonb_build_object('vr', 'UR', 'Value', jsonb_build_array('/studies/' || "studyInstanceUid"))))::text;
ALTER TABLE "Study" ALTER COLUMN "attributes" SET DEFAULT '{}';
