import { createHash } from "node:crypto";
import { buildDicomdir } from "@/lib/dicom";
import { notFound } from "@/lib/errors";
import { type ArchiveContent, type ArchivedStudy, readArchivedStudies } from "./archived-studies";
import { directoryEntries, fileInstances } from "./directory-entries";
import type { FiledInstance } from "./directory-entry";
import { directoryLength } from "./directory-length";
import { type FiledDocument, indexPage, readmeText } from "./media-texts";
import { type ArchiveFile, type ArchivePlan, once, planArchive } from "./plan-archive";

const EXTENSIONS: Record<string, string> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
};

/**
 * The plan of an archive: README.TXT and INDEX.HTM, documents, the original instances, DICOMDIR.
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
  for (const { name, source, length, crc32 } of documents) files.push({ name, source, length, crc32 });
  for (const { fileId, instance } of filed)
    files.push({
      name: fileId.join("/"),
      length: instance.length,
      crc32: instance.crc32,
      source: { key: instance.objectKey, offset: instance.offset },
    });
  if (filed.length > 0) files.push(await directoryFile(studies, filed));
  const latest = filed.reduce((most, { instance }) => Math.max(most, instance.receivedAt), 0);
  return planArchive(files, new Date(latest));
}

/** Last in the archive: made when the download has come to it. */
async function directoryFile(
  studies: readonly ArchivedStudy[],
  filed: readonly FiledInstance[],
): Promise<ArchiveFile> {
  const entries = await directoryEntries(filed);
  const sopInstanceUid = fileSetUid(filed);
  const headers = studies.map(({ documents: _, series, ...study }) => [
    study,
    series.map(({ instances: _instances, ...each }) => each),
  ]);
  const make = once(() =>
    buildDicomdir(
      entries.map((entry) => entry.make()),
      { fileSetId: "BEELDBRUG", sopInstanceUid },
    ),
  );
  return {
    name: "DICOMDIR",
    length: directoryLength(entries, sopInstanceUid),
    make,
    version: JSON.stringify(headers, (_key, value) => (typeof value === "bigint" ? String(value) : value)),
  };
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
  const uids = filed.map(({ instance }) => `${instance.sopInstanceUid}\n`).join("");
  return `2.25.${BigInt(`0x${createHash("sha256").update(uids).digest("hex").slice(0, 32)}`)}`;
}
