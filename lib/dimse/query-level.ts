import { type DataSet, getString } from "@/lib/dicom";
import type { QueryLevel } from "@/lib/studies";
import { RequestRefusal } from "./request-refusal";
import { SopClass } from "./sop-classes";
import { Status } from "./status";

const LEVELS: Record<string, QueryLevel> = {
  PATIENT: "patient",
  STUDY: "study",
  SERIES: "series",
  IMAGE: "instance",
};

const PATIENT_ROOT = new Set<string>([
  SopClass.patientRootFind,
  SopClass.patientRootMove,
  SopClass.patientRootGet,
]);

/** Query/Retrieve Level (0008,0052), as far as the information model has it (PS3.4 C.6). @throws RequestRefusal */
export function queryLevelOf(identifier: DataSet, sopClassUid: string): { name: string; level: QueryLevel } {
  const name = getString(identifier, "QueryRetrieveLevel") ?? "";
  const level = LEVELS[name];
  if (!level || (level === "patient" && !PATIENT_ROOT.has(sopClassUid)))
    throw new RequestRefusal(Status.sopClassMismatch, "the information model has no such query level");
  return { name, level };
}
