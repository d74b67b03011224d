import fs from "node:fs";
import path from "node:path";
import { db } from "@/lib/db";
import { sweepUploadedFiles } from "@/lib/ingest";
import { sweepObjects } from "@/lib/keeping";
import { storage } from "@/lib/storage";
import type { Round } from "../round";

const WEEK = 7 * 86_400_000;

/** After a sweep for which everything is old enough, storage holds what rows refer to and nothing else. */
export async function checkLeaks({ installation, violate }: Round): Promise<void> {
  await sweepEverything(path.join(installation.folder, "uploads"));
  const objects = new Set<string>();
  for await (const key of storage.list({ after: new Date(0), before: new Date(Date.now() + 60_000) }))
    objects.add(key);
  const [instances, conflicts, documents] = await Promise.all([
    db.instance.findMany({ distinct: ["objectKey"], select: { objectKey: true } }),
    db.conflict.findMany({ distinct: ["objectKey"], select: { objectKey: true } }),
    db.studyDocument.findMany({ distinct: ["objectKey"], select: { objectKey: true } }),
  ]);
  const referenced = new Set([...instances, ...conflicts, ...documents].map((row) => row.objectKey));
  for (const key of referenced) if (!objects.has(key)) violate(`rows name the object ${key}, which is gone`);
  for (const key of objects) if (!referenced.has(key)) violate(`the object ${key} is left behind`);
  for (const folder of ["objects/incoming", "uploads", "spool"]) {
    const names = namesIn(path.join(installation.folder, folder));
    if (names.length > 0) violate(`${folder} keeps ${names.length} files: ${names.slice(0, 3).join(", ")}`);
  }
}

async function sweepEverything(uploads: string): Promise<void> {
  const longAgo = new Date(Date.now() - WEEK);
  for (const name of namesIn(uploads)) fs.utimesSync(path.join(uploads, name), longAgo, longAgo);
  await sweepUploadedFiles();
  await storage.sweep(-1);
  await sweepObjects({ isWhole: true, now: new Date(Date.now() + WEEK) });
}

function namesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder) : [];
}
