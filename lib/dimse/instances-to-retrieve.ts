import { db, type Prisma } from "@/lib/db";
import { type DataSet, getString, getStrings } from "@/lib/dicom";
import type { QueryLevel } from "@/lib/studies";
import { type OutgoingInstance, outgoingInstance } from "./outgoing-instance";
import { RequestRefusal } from "./request-refusal";
import { Status } from "./status";

export interface StudyToRetrieve {
  id: string;
  patientId: string;
  patientIdentifier: string;
  studyInstanceUid: string;
}

/** What a C-MOVE or C-GET names: in which studies, and how many instances at this moment. */
export interface Retrieval {
  studies: StudyToRetrieve[];
  count: number;
  instancesOf(study: StudyToRetrieve): AsyncGenerator<OutgoingInstance>;
}

const PAGE = 500;
const MOST_STUDIES = 10_000;

/**
 * Finds what the unique keys of an identifier name within an organisation (PS3.4 C.4.2.2.1): one patient, or lists
 * of UIDs. Keys of the levels above narrow it. @throws RequestRefusal when the level's own key is missing
 */
export async function findRetrieval(
  organizationId: string,
  level: QueryLevel,
  identifier: DataSet,
): Promise<Retrieval> {
  const unique = getStrings(identifier, UNIQUE_KEY[level]).filter(Boolean);
  if (unique.length === 0)
    throw new RequestRefusal(Status.sopClassMismatch, "the unique key of the query level is missing");
  const inStudies = studiesNamed(organizationId, identifier);
  const inside = instancesNamed(organizationId, identifier);
  const where = { ...inside, study: inStudies };
  const studies = await db.study.findMany({
    where: { ...inStudies, instances: { some: inside } },
    select: { id: true, patientId: true, patientIdentifier: true, studyInstanceUid: true },
    orderBy: [{ studyDate: "desc" }, { id: "desc" }],
    take: MOST_STUDIES,
  });
  return {
    studies,
    count: studies.length === 0 ? 0 : await db.instance.count({ where }),
    instancesOf: (study) => instancesOf(study.id, inside),
  };
}

const UNIQUE_KEY: Record<QueryLevel, string> = {
  patient: "PatientID",
  study: "StudyInstanceUID",
  series: "SeriesInstanceUID",
  instance: "SOPInstanceUID",
};

function studiesNamed(organizationId: string, identifier: DataSet): Prisma.StudyWhereInput {
  const uids = getStrings(identifier, UNIQUE_KEY.study).filter(Boolean);
  const patientIdentifier = getString(identifier, UNIQUE_KEY.patient);
  const issuerOfPatientId = getString(identifier, "IssuerOfPatientID");
  return {
    organizationId,
    ...(uids.length > 0 && { studyInstanceUid: { in: uids } }),
    ...(patientIdentifier !== undefined && { patientIdentifier }),
    ...(issuerOfPatientId !== undefined && { patient: { issuerOfPatientId } }),
  };
}

function instancesNamed(organizationId: string, identifier: DataSet): Prisma.InstanceWhereInput {
  const series = getStrings(identifier, UNIQUE_KEY.series).filter(Boolean);
  const instances = getStrings(identifier, UNIQUE_KEY.instance).filter(Boolean);
  return {
    organizationId,
    ...(series.length > 0 && { series: { seriesInstanceUid: { in: series } } }),
    ...(instances.length > 0 && { sopInstanceUid: { in: instances } }),
  };
}

async function* instancesOf(
  studyId: string,
  inside: Prisma.InstanceWhereInput,
): AsyncGenerator<OutgoingInstance> {
  let last: string | undefined;
  do {
    const rows = await db.instance.findMany({
      where: { AND: [inside, { studyId, ...(last !== undefined && { id: { gt: last } }) }] },
      select: {
        id: true,
        sopClassUid: true,
        sopInstanceUid: true,
        transferSyntaxUid: true,
        objectKey: true,
        offset: true,
        length: true,
        dataSetOffset: true,
      },
      orderBy: { id: "asc" },
      take: PAGE,
    });
    for (const row of rows) yield outgoingInstance(row);
    last = rows.length === PAGE ? rows.at(-1)?.id : undefined;
  } while (last !== undefined);
}
