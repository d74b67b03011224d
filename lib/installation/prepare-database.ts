import { migrate } from "@/lib/db/migrate";
import { migrateQueue } from "@/lib/queue";
import { jobs } from "@/lib/worker/jobs";

/** Brings tables and queues up to date, as the database's owner. */
export async function prepareDatabase({
  ownerUrl,
  applicationUrl,
}: {
  ownerUrl: string;
  applicationUrl: string;
}): Promise<void> {
  const role = decodeURIComponent(new URL(applicationUrl).username);
  await migrate(ownerUrl, role);
  await migrateQueue(
    ownerUrl,
    role,
    jobs.map((job) => job.definition),
  );
}
