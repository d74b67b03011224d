import { statfs } from "node:fs/promises";
import { type Context, requireRole } from "@/lib/context";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { getVerificationState } from "@/lib/keeping";

export interface StorageOverview {
  /** In bytes; studies as received, without documents. */
  organizations: {
    organizationId: string;
    name: string;
    studies: number;
    instances: number;
    bytes: number;
  }[];
  disk: { freeBytes: number; totalBytes: number };
  /** Of the job that reads everything again. */
  verification: { damaged: number; checked: number; lastRoundEndedAt: string | null };
}

/** What each organisation keeps here, and how much room is left on the disk of the objects; for the operator. */
export async function getStorageOverview(context: Context): Promise<StorageOverview> {
  if (context.actor.kind !== "system") requireRole(context, "OPERATOR");
  const [sums, organizations, disk, verification] = await Promise.all([
    db.study.groupBy({
      by: ["organizationId"],
      _count: true,
      _sum: { instanceCount: true, sizeBytes: true },
    }),
    db.organization.findMany({
      where: { isConnected: true },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    statfs(env.DATA_DIR),
    getVerificationState(),
  ]);
  const byId = new Map(sums.map((sum) => [sum.organizationId, sum]));
  return {
    organizations: organizations.map(({ id, name }) => {
      const sum = byId.get(id);
      return {
        organizationId: id,
        name,
        studies: sum?._count ?? 0,
        instances: sum?._sum.instanceCount ?? 0,
        bytes: Number(sum?._sum.sizeBytes ?? 0),
      };
    }),
    disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
    verification: {
      damaged: verification.damaged,
      checked: verification.checked,
      lastRoundEndedAt: verification.lastRoundEndedAt?.toISOString() ?? null,
    },
  };
}
