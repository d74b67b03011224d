import { db, type Transaction } from "@/lib/db";
import type { ImageRequest } from "@/lib/db/generated/client";
import { presentStudy, studySelect } from "@/lib/shares";
import { type Judgement, judgePatient } from "./judge-patient";
import { CERTAINTIES, type PatientMatch } from "./schemas";

const MOST_CANDIDATES = 500;
const MOST_STUDIES = 200;
/** Where nobody said from when: what is proposed is the newest. */
const NEWEST = 10;

export interface FoundPatient extends Judgement {
  patientId: string;
}

/** Patients of the holder that the request may be about, surest first. */
export async function findPatients(
  request: ImageRequest,
  client: Transaction = db,
): Promise<(FoundPatient & { patient: PatientMatch["patient"] })[]> {
  const candidates = await client.patient.findMany({
    where: {
      organizationId: request.holderOrganizationId,
      OR: [
        ...(request.bsn ? [{ bsn: request.bsn }] : []),
        ...(request.patientIdentifier ? [{ patientIdentifier: request.patientIdentifier }] : []),
        ...(request.patientBirthDate ? [{ birthDate: request.patientBirthDate }] : []),
      ],
      studies: { some: {} },
    },
    take: MOST_CANDIDATES,
  });
  const asked = {
    ...request,
    name: request.patientName,
    birthDate: request.patientBirthDate,
    sex: request.patientSex,
  };
  return candidates
    .flatMap((candidate) => {
      const judgement = judgePatient(asked, candidate);
      if (!judgement) return [];
      const { id, name, birthDate, sex, patientIdentifier, issuerOfPatientId, bsn } = candidate;
      const patient = { name, birthDate, sex, patientIdentifier, issuerOfPatientId, bsn };
      return [{ ...judgement, patientId: id, patient }];
    })
    .sort((a, b) => CERTAINTIES.indexOf(a.certainty) - CERTAINTIES.indexOf(b.certainty));
}

/** The same with their studies, newest first, and which of them are within what was asked for. */
export async function findMatches(request: ImageRequest, client: Transaction = db): Promise<PatientMatch[]> {
  const found = await findPatients(request, client);
  const studies = await client.study.findMany({
    where: {
      organizationId: request.holderOrganizationId,
      patientId: { in: found.map(({ patientId }) => patientId) },
    },
    select: studySelect,
    orderBy: [{ studyDate: "desc" }, { id: "desc" }],
    take: MOST_STUDIES,
  });
  const isLimited = request.modalities.length > 0 || request.dateFrom !== "" || request.dateTo !== "";
  return found.map(({ patientId, ...match }) => {
    const own = studies.filter((study) => study.patientId === patientId);
    return {
      ...match,
      studies: own.map((study, index) => ({
        ...presentStudy(study),
        isProposed: match.certainty !== "DOUBTFUL" && (isLimited ? isWithin(request, study) : index < NEWEST),
      })),
    };
  });
}

function isWithin(
  { modalities, dateFrom, dateTo }: ImageRequest,
  study: { studyDate: string; modalities: string[] },
): boolean {
  if (modalities.length > 0 && !study.modalities.some((each) => modalities.includes(each))) return false;
  if (dateFrom !== "" && study.studyDate < dateFrom) return false;
  return dateTo === "" || (study.studyDate !== "" && study.studyDate <= dateTo);
}
