import { lungSeries, markedLesions, seriesFor } from "./contents";
import { FACILITIES } from "./facilities";
import { markedBy } from "./marks";
import { ageAt, type DemoPatient, PATIENTS, patientAttributes } from "./patients";
import { STUDIES, type StudyPlan } from "./plan";
import { pdfAttributes, srAttributes } from "./report-objects";
import { uidFromName } from "./support/uid";
import type {
  DicomAttributes,
  OrganizationSlug,
  SyntheticInstance,
  SyntheticSeries,
  SyntheticStudy,
} from "./types";

const CURRENT_LUNG = "noord-ct-jansen-2026";
const PRIOR_LUNG = "noord-ct-jansen-2025";

/**
 * The demo studies of one organisation, or of all, one after the other and the same on every machine. A study is in memory
 * while it is held, at most some 80 MB.
 */
export async function* generateStudies(organization?: OrganizationSlug): AsyncGenerator<SyntheticStudy> {
  for (const plan of STUDIES) {
    if (organization && plan.organization !== organization) continue;
    if (plan.key === PRIOR_LUNG) continue;
    if (plan.key === CURRENT_LUNG) {
      const [current, prior] = lungSeries(CURRENT_LUNG, PRIOR_LUNG);
      yield await assemble(plan, [current]);
      yield await assemble(planOf(PRIOR_LUNG), [prior]);
    } else {
      yield await assemble(plan, await seriesFor(plan));
    }
  }
}

/** One study by its key in the plan; for tests that need a few real objects and not the whole set. */
export async function generateStudy(key: string): Promise<SyntheticStudy> {
  const plan = planOf(key);
  if (key !== CURRENT_LUNG && key !== PRIOR_LUNG) return assemble(plan, await seriesFor(plan));
  const [current, prior] = lungSeries(CURRENT_LUNG, PRIOR_LUNG);
  return assemble(plan, [key === CURRENT_LUNG ? current : prior]);
}

/** The Study Instance UID of a demo study by its key in the plan. */
export function demoStudyUid(key: string): string {
  return studyUidOf(planOf(key));
}

const studyUidOf = ({ key }: StudyPlan) => uidFromName(`study/${key}`);

function planOf(key: string): StudyPlan {
  const plan = STUDIES.find((candidate) => candidate.key === key);
  if (!plan) throw new Error(`No study ${key}`);
  return plan;
}

async function assemble(plan: StudyPlan, series: readonly SyntheticSeries[]): Promise<SyntheticStudy> {
  const patient: DemoPatient = PATIENTS[plan.patient];
  const studyInstanceUid = studyUidOf(plan);
  const shared = studyAttributes(plan, patient, studyInstanceUid);
  const instances: SyntheticInstance[] = [];
  for (const [index, each] of series.entries()) {
    const seriesInstanceUid = uidFromName(`series/${each.key}`);
    for (const [k, image] of each.images.entries()) {
      instances.push({
        attributes: {
          ...shared,
          SeriesNumber: index + 1,
          SeriesDate: plan.date,
          SeriesTime: clock(plan.time, index * 95),
          AcquisitionDate: plan.date,
          AcquisitionTime: clock(plan.time, index * 95 + 20),
          ContentDate: plan.date,
          ContentTime: clock(plan.time, index * 95 + 40),
          ...each.attributes,
          ...image.attributes,
          SOPClassUID: each.sopClassUid,
          SOPInstanceUID: uidFromName(`instance/${each.key}/${k + 1}`),
          SeriesInstanceUID: seriesInstanceUid,
        },
        pixelData: image.pixelData,
      });
    }
  }
  const marks = markedBy(instances, markedLesions(plan.content));
  instances.push(...marks.map(({ name, instance }) => placedIn(plan, shared, name, instance)));
  instances.push(...(await reports(plan, patient, shared)));
  return { organization: plan.organization, key: plan.key, studyInstanceUid, instances };
}

/** An object that was made on the images an hour later, in a series of its own. */
function placedIn(
  plan: StudyPlan,
  shared: DicomAttributes,
  name: string,
  { attributes, pixelData }: SyntheticInstance,
): SyntheticInstance {
  const made = {
    ...shared,
    SeriesDate: plan.date,
    SeriesTime: clock(plan.time, 3600),
    ContentDate: plan.date,
    ContentTime: clock(plan.time, 3600),
    ...attributes,
    SOPInstanceUID: uidFromName(`instance/${plan.key}/${name}`),
    SeriesInstanceUID: uidFromName(`series/${plan.key}/${name}`),
  };
  return pixelData ? { attributes: made, pixelData } : { attributes: made };
}

function studyAttributes(plan: StudyPlan, patient: DemoPatient, studyInstanceUid: string): DicomAttributes {
  const facility = FACILITIES[plan.organization];
  const age = ageAt(patient.birthDate, plan.date);
  return {
    ...patientAttributes(patient, plan.organization),
    ...(age ? { PatientAge: age } : {}),
    StudyInstanceUID: studyInstanceUid,
    StudyDate: plan.date,
    StudyTime: plan.time,
    StudyID: plan.accession.slice(-8),
    AccessionNumber: plan.accession,
    StudyDescription: plan.description,
    ReferringPhysicianName: plan.referrer,
    PhysiciansOfRecord: "",
    Manufacturer: "Beeldbrug",
    InstitutionName: facility.institution,
    InstitutionAddress: facility.address,
    StationName: facility.station,
    DeviceSerialNumber: "000001",
    SoftwareVersions: "1",
  };
}

async function reports(
  plan: StudyPlan,
  patient: DemoPatient,
  shared: DicomAttributes,
): Promise<SyntheticInstance[]> {
  const { report } = plan;
  if (!report) return [];
  return Promise.all(
    report.forms.map(async (form) => ({
      attributes: {
        ...shared,
        SeriesDate: plan.date,
        SeriesTime: clock(plan.time, 5400),
        ContentDate: plan.date,
        ContentTime: clock(plan.time, 5400),
        ...(form === "PDF" ? await pdfAttributes(plan, patient, report) : srAttributes(plan, report)),
        SOPInstanceUID: uidFromName(`instance/${plan.key}/report/${form}`),
        SeriesInstanceUID: uidFromName(`series/${plan.key}/report/${form}`),
      },
    })),
  );
}

/** HHMMSS plus seconds, within the same day. */
function clock(time: string, seconds: number): string {
  const start = Number(time.slice(0, 2)) * 3600 + Number(time.slice(2, 4)) * 60 + Number(time.slice(4, 6));
  const at = Math.min(86_399, start + seconds);
  return [Math.floor(at / 3600), Math.floor(at / 60) % 60, at % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join("");
}
