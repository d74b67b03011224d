import { createHash } from "node:crypto";
import { buildDicomdir } from "@/lib/dicom";
import { notFound } from "@/lib/errors";
import { type ArchiveContent, type ArchivedStudy, readArchivedStudies } from "./archived-studies";
import { directoryEntries, type FiledInstance, fileInstances } from "./directory-entries";
import { type FiledDocument, indexPage, readmeText } from "./media-texts";
import { type ArchiveFile, type ArchivePlan, planArchive } from "./plan-archive";

const EXTENSIONS: Record<string, string> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
};

/**
 * The plan of an archive: README.TXT, INDEX.HTM and DICOMDIR in the root, documents, then the original instances.
 * Made from rows alone, so its length is known before the first byte and a later request finds the same bytes.
 * @throws ProblemError 404 when nothing is left of it
 */
export async function buildArchive(content: ArchiveContent): Promise<ArchivePlan> {
  const studies = await readArchivedStudies(content);
  const filed = fileInstances(studies);
  const documents = fileDocuments(studies);
  if (filed.length === 0 && documents.length === 0) throw notFound();
  const texts = documents.map(({ name, title }): FiledDocument => ({ name, title }));
  const files: ArchiveFile[] = [
    { name: "README.TXT", bytes: Buffer.from(readmeText(), "ascii") },
    { name: "INDEX.HTM", bytes: Buffer.from(indexPage(studies, texts)) },
  ];
  if (filed.length > 0)
    files.push({
      name: "DICOMDIR",
      bytes: buildDicomdir(await directoryEntries(filed), {
        fileSetId: "BEELDBRUG",
        sopInstanceUid: fileSetUid(filed),
      }),
    });
  for (const { name, source, length, crc32 } of documents) files.push({ name, source, length, crc32 });
  for (const { fileId, instance } of filed)
    files.push({
      name: fileId.join("/"),
      length: Number(instance.length),
      crc32: Number(instance.crc32),
      source: { key: instance.objectKey, offset: Number(instance.offset) },
    });
  const latest = Math.max(0, ...filed.map(({ instance }) => instance.receivedAt.getTime()));
  return planArchive(files, new Date(latest));
}

function fileDocuments(studies: readonly ArchivedStudy[]) {
  return studies
    .flatMap((study) => study.documents)
    .map((document, index) => ({
      name: `DOCUMENT/DOC${String(index + 1).padStart(5, "0")}.${EXTENSIONS[document.contentType] ?? "BIN"}`,
      title: document.title,
      length: Number(document.length),
      crc32: Number(document.crc32),
      source: { key: document.objectKey, offset: 0 },
    }));
}

/** A UID of the UUID form (PS3.5 B.2) out of what is in the file-set: the same files, the same UID. */
function fileSetUid(filed: readonly FiledInstance[]): string {
  const hash = createHash("sha256");
  for (const { instance } of filed) hash.update(`${instance.sopInstanceUid}\n`);
  return `2.25.${BigInt(`0x${hash.digest("hex").slice(0, 32)}`)}`;
}
