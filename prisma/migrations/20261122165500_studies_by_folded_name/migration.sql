-- The list sorts by "patientNameKey" now.
DROP INDEX "Study_organizationId_patientName_id_idx";
