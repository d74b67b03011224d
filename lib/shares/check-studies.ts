import type { Transaction } from "@/lib/db";
import type { Purpose } from "@/lib/db/generated/enums";
import { isValidBsn } from "@/lib/dicom";
import { measureArrival } from "./arrival";
import type { CheckRequest } from "./check-share";
import type { Choice } from "./choose-studies";
import type { Finding } from "./schemas";

/** How many studies of one patient a purpose usually needs: more than is relevant is a breach (WGBO). */
const USUAL_STUDIES: Record<Purpose, number> = {
  REFERRAL: 5,
  TRANSFER: 5,
  MDO: 10,
  CONSULT: 3,
  SECOND_OPINION: 8,
  COMPARISON: 3,
};

/** Findings about the studies: one patient, a BSN that holds, all there, with a report, not too many. */
export async function checkStudies(
  db: Transaction,
  organizationId: string,
  choices: Choice[],
  { purpose, priority }: CheckRequest,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const patients = new Map<string, Choice>();
  for (const choice of choices) {
    const { bsn } = choice.study.patient;
    const person = bsn && isValidBsn(bsn) ? `bsn ${bsn}` : choice.study.patientId;
    if (!patients.has(person)) patients.set(person, choice);
  }
  if (patients.size > 1)
    findings.push({ code: "several_patients", severity: "confirm", values: { count: patients.size } });
  for (const { study } of patients.values()) {
    const { bsn } = study.patient;
    const about = { studyInstanceUid: study.studyInstanceUid, values: {} };
    if (!bsn) findings.push({ code: "bsn_missing", severity: "warning", ...about });
    else if (!isValidBsn(bsn)) findings.push({ code: "bsn_invalid", severity: "warning", ...about });
  }
  if (choices.length > USUAL_STUDIES[purpose])
    findings.push({
      code: "more_than_usual",
      severity: "warning",
      values: { count: choices.length, usual: USUAL_STUDIES[purpose] },
    });

  const arrivals = await measureArrival(
    db,
    organizationId,
    priority,
    choices.map(({ study, ...choice }) => ({ studyId: study.id, ...choice })),
  );
  for (const [index, { study }] of choices.entries()) {
    const arrival = arrivals[index];
    const studyInstanceUid = study.studyInstanceUid;
    if (arrival && !arrival.isComplete)
      findings.push({
        code: "incomplete",
        severity: "warning",
        studyInstanceUid,
        values: { stored: arrival.storedInstances },
      });
    const refused = await db.importFile.count({
      where: { studyInstanceUid, outcome: "REFUSED", import: { organizationId } },
    });
    if (refused > 0)
      findings.push({
        code: "files_refused",
        severity: "warning",
        studyInstanceUid,
        values: { count: refused },
      });
    const setAside = await db.conflict.count({ where: { organizationId, studyInstanceUid } });
    if (setAside > 0)
      findings.push({
        code: "set_aside",
        severity: "warning",
        studyInstanceUid,
        values: { count: setAside },
      });
    if (!study.hasReport && study.documents.length === 0)
      findings.push({ code: "report_missing", severity: "info", studyInstanceUid, values: {} });
  }
  return findings;
}
