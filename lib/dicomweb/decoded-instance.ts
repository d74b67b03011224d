import { db } from "@/lib/db";
import { type TranscodedInstance, transcodeInstance } from "@/lib/rendering";

/** A stored instance in Explicit VR Little Endian. @throws ProblemError when its pixels can't be decoded */
export async function decodedInstance(instanceId: string): Promise<TranscodedInstance> {
  const { study, series, ...row } = await db.instance.findUniqueOrThrow({
    where: { id: instanceId },
    include: {
      study: { select: { studyInstanceUid: true } },
      series: { select: { seriesInstanceUid: true } },
    },
    omit: { metadata: true },
  });
  return transcodeInstance({
    ...row,
    ...study,
    ...series,
    offset: Number(row.offset),
    length: Number(row.length),
  });
}
