import { readFileSync } from "node:fs";
import { systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { type DicomObject, newUid, writePart10 } from "@/lib/dicom";
import { type IngestEntry, openIngest } from "@/lib/ingest";

/** A fresh connected organisation; answers its id. */
export async function makeOrganization(slug = `org-${Math.random().toString(36).slice(2)}`): Promise<string> {
  const { id } = await db.organization.create({ data: { slug, name: slug, isConnected: true } });
  return id;
}

/** What a small CT instance says; anything can be overridden. */
export function instanceAttributes(values: DicomObject = {}): DicomObject {
  return {
    SpecificCharacterSet: "ISO_IR 192",
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
    SOPInstanceUID: newUid(),
    StudyInstanceUID: newUid(),
    SeriesInstanceUID: newUid(),
    Modality: "CT",
    PatientID: "P1",
    PatientName: "Jansen^Anna",
    PatientBirthDate: "19700131",
    PatientSex: "F",
    StudyDate: "20260102",
    StudyDescription: "CT thorax",
    AccessionNumber: "A1",
    SeriesNumber: 1,
    InstanceNumber: 1,
    Rows: 4,
    Columns: 4,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    SamplesPerPixel: 1,
    PixelRepresentation: 0,
    PhotometricInterpretation: "MONOCHROME2",
    ...values,
  };
}

/** Bytes of a small CT instance. */
export function makeInstance(values: DicomObject = {}): Uint8Array {
  return Buffer.concat(writePart10(instanceAttributes(values), { frames: [new Uint8Array(32)], vr: "OW" }));
}

/** The data set of a Part 10 file, after its File Meta. */
export function dataSetOf(file: Uint8Array): Uint8Array {
  const groupLength = new DataView(file.buffer, file.byteOffset).getUint32(140, true);
  return file.subarray(144 + groupLength);
}

export async function* inChunks(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Ingests files given as bytes or by path, in one batch. */
export async function ingest(
  organizationId: string,
  ...files: (Uint8Array | string)[]
): Promise<IngestEntry[]> {
  const batch = openIngest(systemContext("test"), { organizationId, origin: "CLI" });
  for (const file of files) {
    const bytes = typeof file === "string" ? readFileSync(file) : file;
    await batch.add(inChunks(bytes), { path: typeof file === "string" ? file : "" });
  }
  return batch.commit();
}
