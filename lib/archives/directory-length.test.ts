import { expect, it } from "vitest";
import { buildDicomdir, newUid } from "@/lib/dicom";
import { type FiledInstance, filedEntry } from "./directory-entry";
import { directoryLength } from "./directory-length";

const study = {
  studyInstanceUid: "1.2.3",
  studyDate: "20260101",
  studyTime: "101112",
  accessionNumber: "",
  description: "thorax",
  studyId: "",
  patient: { name: "Jansen^Anna", patientIdentifier: "100", issuerOfPatientId: "", birthDate: "", sex: "" },
};

/** Images of several series whose UIDs and numbers have every length that matters. */
const filed = Array.from({ length: 60 }, (_, index) => {
  const series = index % 3;
  return {
    study,
    series: {
      seriesInstanceUid: `1.2.3.${series}`,
      modality: "CT",
      seriesNumber: series,
      description: "thorax",
    },
    instance: {
      id: String(index),
      sopClassUid: index % 4 === 0 ? "1.2.840.10008.5.1.4.1.1.2" : "1.2.840.10008.5.1.4.1.1.7.4",
      sopInstanceUid: `${newUid()}.${"1".repeat(index % 7)}`.slice(0, 64),
      transferSyntaxUid: index % 5 === 0 ? "1.2.840.10008.1.2" : "1.2.840.10008.1.2.4.201",
      instanceNumber: index % 6 === 0 ? null : index ** 3,
    },
    fileId: ["DICOM", "ST00001", `SE0000${series + 1}`, `IM${String(index).padStart(6, "0")}`],
    ordinal: index + 1,
  };
}) as unknown as FiledInstance[];

it("is what building it gives", () => {
  const sopInstanceUid = "2.25.123";
  const entries = filed.map((each, index) => filedEntry(each, index < 3 ? {} : undefined));
  const built = buildDicomdir(
    entries.map((entry) => entry.make()),
    { sopInstanceUid },
  );
  expect(directoryLength(entries, sopInstanceUid, 0)).toBe(built.length);
});
