import type { Patient } from "@/lib/db";
import { unprocessable } from "@/lib/errors";
import type { Difference, PatientIdentity, Reconciliation } from "./schemas";

type Comparable = Pick<PatientIdentity, "name" | "birthDate" | "sex"> & { bsn?: string | null };

/** A patient's row as people are shown to each other. */
export function identityOf(
  patient: Pick<Patient, "patientIdentifier" | "issuerOfPatientId" | "name" | "birthDate" | "sex" | "bsn">,
): PatientIdentity {
  const { patientIdentifier, issuerOfPatientId, name, birthDate, sex, bsn } = patient;
  const day = birthDate && `${birthDate.slice(0, 4)}-${birthDate.slice(4, 6)}-${birthDate.slice(6, 8)}`;
  return { patientIdentifier, issuerOfPatientId, name, birthDate: day || null, sex, bsn };
}

/**
 * What says that two may not be one person. A thing that one side doesn't know is no difference; married names and
 * other spellings share their given name's first letter or a part of the family name.
 */
export function differencesOf(foreign: Comparable, local: Comparable): Difference[] {
  const differs = (a: string | null | undefined, b: string | null | undefined) => !!a && !!b && a !== b;
  const found: Difference[] = [];
  if (differs(foreign.bsn, local.bsn)) found.push("bsn");
  if (differs(foreign.birthDate, local.birthDate)) found.push("birthDate");
  if (differs(foreign.sex, local.sex)) found.push("sex");
  if (foreign.name !== "" && local.name !== "" && !areNamesAlike(foreign.name, local.name))
    found.push("name");
  return found;
}

function areNamesAlike(a: string, b: string): boolean {
  const [first, second] = [partsOf(a), partsOf(b)];
  return first.family.some((part) => second.family.includes(part));
}

const PARTICLES = new Set(["van", "de", "der", "den", "het", "ten", "ter", "te", "von", "el", "al"]);

/** The words of the family name without accents, case and particles, in whatever script. */
function partsOf(name: string): { family: string[] } {
  const [alphabetic = "", ideographic = ""] = name.split("=");
  const family = (alphabetic.split("^")[0] || ideographic.split("^")[0] || "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[\s'’-]+/)
    // An initial says nothing; one character of another script is a name.
    .filter((part) => !/^[a-z.]?$/.test(part) && !PARTICLES.has(part));
  return { family };
}

/** @throws ProblemError 422 `differences_not_confirmed` with the differences, unless somebody has looked at them */
export function requireConfirmed(
  foreign: PatientIdentity,
  local: Reconciliation & { bsn?: string | null },
  isConfirmed: boolean,
): void {
  const differences = differencesOf(foreign, {
    name: local.name,
    birthDate: local.birthDate || null,
    sex: local.sex ?? "",
    bsn: local.bsn ?? null,
  });
  if (differences.length > 0 && !isConfirmed)
    throw unprocessable(
      "differences_not_confirmed",
      "These may be two different people: look, and confirm.",
      {
        differences,
      },
    );
}
