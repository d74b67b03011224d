import { expect, it } from "vitest";
import { type StudyForQido, studyAnswer, withRoot } from "./qido-attributes";

const study: StudyForQido = {
  studyInstanceUid: "1.2.3",
  studyDate: "20261122",
  studyTime: "",
  studyId: "",
  accessionNumber: "A1",
  description: "",
  referringPhysician: "",
  modalities: ["CT"],
  seriesCount: 1,
  instanceCount: 2,
  patientName: "Jansen^Anna",
  patientIdentifier: "4711",
  patientBirthDate: null,
  timezoneOffset: "+0100",
  patient: { sex: "F", issuerOfPatientId: "" },
};

it("gives the attributes in rising order", () => {
  const tags = Object.keys(JSON.parse(studyAnswer(study)));
  expect(tags).toContain("00080201");
  expect(tags).toEqual(tags.toSorted());
});

it("completes the Retrieve URL, whatever the values hold", () => {
  const lure = '"00081190":{"vr":"UR","Value":["/elsewhere"]}';
  const answer = JSON.parse(
    withRoot(
      studyAnswer({ ...study, accessionNumber: lure, description: lure }),
      "https://portal.example/dicom-web",
    ),
  );
  expect(answer["00081190"]).toEqual({ vr: "UR", Value: ["https://portal.example/dicom-web/studies/1.2.3"] });
  expect(answer["00080050"].Value).toEqual([lure]);
  expect(answer["00081030"].Value).toEqual([lure]);
});

it("reads texts that PostgreSQL has written", () => {
  const spaced = '{"00081030": {"vr": "LO"}, "00081190": {"vr": "UR", "Value": ["/studies/1.2.3"]}}';
  expect(JSON.parse(withRoot(spaced, "https://a.example/x"))["00081190"].Value).toEqual([
    "https://a.example/x/studies/1.2.3",
  ]);
});
