import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/context";
import { db } from "@/lib/db";
import { newUid } from "@/lib/dicom";
import { handleDicomWeb } from "@/lib/dicomweb";
import { findForDisplay } from "@/lib/studies";
import { makeAccount, makeOrganization } from "../../support/accounts";
import { actorOf, serveBytes } from "../../support/byte-server";
import { ingest, makeInstance } from "../../support/ingest";

type Person = Extract<Actor, { kind: "user" }>;
type Json = Record<string, { Value?: unknown[] }>;
type Opening = {
  studies: Json[];
  series: Json[];
  others: Json[];
  otherSeries: Json[];
  arriving: string[];
  first: { seriesInstanceUid: string; metadata: Json[] } | null;
};

const get = await serveBytes(handleDicomWeb);
const [current, prior, stranger] = [newUid(), newUid(), newUid()] as const;
const [ct, report, mr] = [newUid(), newUid(), newUid()] as const;
const shared = newUid();
let own: Person;
let outsider: Person;
let recipient: Person;
let organizationId: string;
let share: string;

const uidsOf = (sets: Json[], tag: string) => sets.map((set) => set[tag]?.Value?.[0]);
const open = async (actor: Actor, address: string) => {
  const answer = await get(actor, address);
  expect(answer.status).toBe(200);
  return answer.json() as Opening;
};

beforeAll(async () => {
  organizationId = (await makeOrganization()).id;
  const elsewhere = (await makeOrganization("Ziekenhuis Zuid")).id;
  own = (await actorOf((await makeAccount({ organizationId })).id)) as Person;
  outsider = (await actorOf((await makeAccount({ organizationId: elsewhere })).id)) as Person;
  recipient = (await actorOf((await makeAccount({ organizationId: elsewhere })).id)) as Person;
  const patient = { PatientID: "P1", PatientName: "Jansen^Anna", PatientBirthDate: "19600101" };
  const study1 = { ...patient, StudyInstanceUID: current, AccessionNumber: "ACC1", StudyDate: "20261101" };
  await ingest(
    organizationId,
    makeInstance({ ...study1, SeriesInstanceUID: report, SeriesNumber: 1, Modality: "SR" }),
    makeInstance({ ...study1, SeriesInstanceUID: ct, SeriesNumber: 2 }),
    makeInstance({
      ...patient,
      StudyInstanceUID: prior,
      SeriesInstanceUID: mr,
      Modality: "MR",
      StudyDate: "20240101",
    }),
    makeInstance({ PatientID: "P2", PatientName: "Smit^Jan", StudyInstanceUID: stranger }),
    makeInstance({ ...study1, SeriesInstanceUID: shared, SeriesNumber: 3 }),
  );
  const study = await db.study.findFirstOrThrow({ where: { organizationId, studyInstanceUid: current } });
  const address = await db.address.create({
    data: {
      organizationId: elsewhere,
      organizationName: "Zuid",
      searchText: "",
      kind: "PRACTITIONER",
      name: recipient.name,
      accounts: { create: { userId: recipient.userId, origin: "ADMINISTRATOR" } },
    },
  });
  share = (
    await db.share.create({
      data: {
        organizationId,
        senderId: own.userId,
        state: "SENT",
        purpose: "CONSULT",
        priority: "ROUTINE",
        expiresAt: new Date(Date.now() + 3_600_000),
        studies: { create: [{ studyId: study.id, seriesInstanceUids: [shared] }] },
        recipients: { create: [{ addressId: address.id }] },
      },
    })
  ).id;
});

describe("opening", () => {
  it("lays out a study in one answer: series, the first with images read, the patient's others named", async () => {
    const opening = await open(own, `/dicom-web/opening?studyUID=${current}`);
    expect(uidsOf(opening.studies, "0020000D")).toEqual([current]);
    expect(uidsOf(opening.series, "0020000E").sort()).toEqual([ct, report, shared].sort());
    expect(opening.first?.seriesInstanceUid).toBe(ct);
    expect(opening.first?.metadata).toHaveLength(1);
    expect(uidsOf(opening.others, "0020000D")).toEqual([prior]);
    expect(uidsOf(opening.otherSeries, "0020000E")).toEqual([mr]);
    expect(opening.arriving).toEqual([current]);
  });

  it("begins at the series that is asked for, and leaves the metadata out when told", async () => {
    const asked = await open(own, `/dicom-web/opening?studyUID=${current}&seriesUID=${report}`);
    expect(asked.first?.seriesInstanceUid).toBe(report);
    const counts = await open(own, `/dicom-web/opening?studyUID=${current}&metadata=none`);
    expect([counts.first, counts.series.length]).toEqual([null, 3]);
  });

  it("shows of a share what it grants and nothing else", async () => {
    for (const address of ["opening", `opening?studyUID=${current}`]) {
      const opening = await open(recipient, `/dicom-web/shares/${share}/${address}`);
      expect(uidsOf(opening.series, "0020000E")).toEqual([shared]);
      expect([opening.first?.seriesInstanceUid, opening.others]).toEqual([shared, []]);
    }
    const hidden = `/dicom-web/shares/${share}/opening?studyUID=${current}&seriesUID=${ct}`;
    expect((await open(recipient, hidden)).first).toBeNull();
    expect((await get(recipient, `/dicom-web/shares/${share}/opening?studyUID=${prior}`)).status).toBe(404);
    expect((await get(outsider, `/dicom-web/shares/${share}/opening`)).status).toBe(404);
  });

  it("is not there for others, without a study, or with what can't be a UID", async () => {
    expect((await get(outsider, `/dicom-web/opening?studyUID=${current}`)).status).toBe(404);
    expect((await get(own, "/dicom-web/opening")).status).toBe(404);
    expect((await get(own, "/dicom-web/opening?studyUID=x'")).status).toBe(404);
  });

  it("ends with the share", async () => {
    await db.share.update({ where: { id: share }, data: { state: "REVOKED" } });
    expect((await get(recipient, `/dicom-web/shares/${share}/opening`)).status).toBe(410);
  });
});

describe("studies for a display request of another system (IHE RAD-106)", () => {
  const find = (request: Parameters<typeof findForDisplay>[1], actor: Person = own) =>
    findForDisplay({ actor, requestId: newUid(), locale: "nl" }, request);

  it("finds by accession number and by patient, newest first, as many as asked for", async () => {
    expect(await find({ requestType: "STUDY", accessionNumber: "ACC1" })).toEqual([current]);
    expect(await find({ requestType: "STUDY", studyUID: `${prior},${current}` })).toEqual([current, prior]);
    const patient = { requestType: "PATIENT", patientID: "P1^^^&1.2.3&ISO" } as const;
    expect(await find(patient)).toEqual([current, prior]);
    expect(await find({ ...patient, mostRecentResults: 1 })).toEqual([current]);
    expect(await find({ ...patient, modalitiesInStudy: "MR" })).toEqual([prior]);
    expect(await find({ ...patient, lowerDateTime: "2026-01-01T00:00:00+01:00" })).toEqual([current]);
  });

  it("finds nothing for another name or birth date, two patients at once, or another organisation", async () => {
    const patient = { requestType: "PATIENT", patientID: "P1" } as const;
    expect(await find({ ...patient, patientName: "Jansen^A" })).toEqual([current, prior]);
    expect(await find({ ...patient, patientName: "Smit^Jan" })).toEqual([]);
    expect(await find({ ...patient, patientBirthDate: "1970-01-01" })).toEqual([]);
    expect(await find({ requestType: "STUDY", studyUID: `${current},${stranger}` })).toEqual([]);
    expect(await find(patient, outsider)).toEqual([]);
  });
});
