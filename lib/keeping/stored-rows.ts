import { db } from "@/lib/db";
import type { StoredKind } from "@/lib/db/generated/enums";

/** What a row says about its bytes. */
export interface StoredRow {
  kind: StoredKind;
  id: string;
  organizationId: string;
  studyInstanceUid: string;
  sopInstanceUid: string | null;
  objectKey: string;
  offset: number;
  length: number;
  /** Undefined where it isn't kept: for what was set aside it is found by reading. */
  dataSetOffset?: number;
  /** Of the data set, or of a document as a whole. */
  sha256: Uint8Array;
  crc32?: number;
}

/** The next objects that rows name, in the order of their keys, which is that of time. */
export async function nextObjectKeys(after: string, count: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ objectKey: string }[]>`
    SELECT "objectKey" FROM (
      (SELECT DISTINCT "objectKey" FROM "Instance" WHERE "objectKey" > ${after} ORDER BY 1 LIMIT ${count})
      UNION (SELECT DISTINCT "objectKey" FROM "StudyDocument" WHERE "objectKey" > ${after} ORDER BY 1 LIMIT ${count})
      UNION (SELECT DISTINCT "objectKey" FROM "Conflict" WHERE "objectKey" > ${after} ORDER BY 1 LIMIT ${count})
    ) AS keys ORDER BY 1 LIMIT ${count}`;
  return rows.map((row) => row.objectKey);
}

/** Everything that an object holds, in the order of its bytes. */
export async function rowsOfObject(objectKey: string): Promise<StoredRow[]> {
  const [instances, documents, conflicts] = await Promise.all([
    db.instance.findMany({
      where: { objectKey },
      select: {
        id: true,
        organizationId: true,
        sopInstanceUid: true,
        offset: true,
        length: true,
        dataSetOffset: true,
        dataSetSha256: true,
        crc32: true,
        study: { select: { studyInstanceUid: true } },
      },
    }),
    db.studyDocument.findMany({
      where: { objectKey },
      include: { study: { select: { organizationId: true, studyInstanceUid: true } } },
    }),
    db.conflict.findMany({ where: { objectKey } }),
  ]);
  const rows: StoredRow[] = [
    ...instances.map(({ study, offset, length, dataSetSha256, crc32, ...row }) => ({
      ...row,
      kind: "INSTANCE" as const,
      studyInstanceUid: study.studyInstanceUid,
      objectKey,
      offset: Number(offset),
      length: Number(length),
      sha256: dataSetSha256,
      crc32: Number(crc32),
    })),
    ...documents.map(({ id, study, length, sha256, crc32 }) => ({
      kind: "DOCUMENT" as const,
      id,
      ...study,
      sopInstanceUid: null,
      objectKey,
      offset: 0,
      length: Number(length),
      dataSetOffset: 0,
      sha256,
      crc32: Number(crc32),
    })),
    ...conflicts.map(({ id, organizationId, studyInstanceUid, sopInstanceUid, ...row }) => ({
      kind: "CONFLICT" as const,
      id,
      organizationId,
      studyInstanceUid,
      sopInstanceUid,
      objectKey,
      offset: Number(row.offset),
      length: Number(row.length),
      sha256: row.dataSetSha256,
    })),
  ];
  return rows.sort((a, b) => a.offset - b.offset);
}

/** Whether the row still says that its bytes are there: it may have been deleted or moved meanwhile. */
export async function isUnchanged({ kind, id, objectKey, offset }: StoredRow): Promise<boolean> {
  if (kind === "DOCUMENT") return (await db.studyDocument.count({ where: { id, objectKey } })) > 0;
  const where = { id, objectKey, offset: BigInt(offset) };
  const count = kind === "INSTANCE" ? db.instance.count({ where }) : db.conflict.count({ where });
  return (await count) > 0;
}
