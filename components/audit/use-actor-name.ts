"use client";

import { useTranslations } from "next-intl";

const JOB = "job:";

/** Who did it, as people read it: what Beeldbrug does by itself is named after its job. */
export function useActorName(): (userName: string | null) => string | null {
  const t = useTranslations("audit");
  const jobs = useTranslations("admin.queue.names");
  const systems = useTranslations("audit.systems");
  return (userName) => {
    if (userName && systems.has(userName as "cli")) return systems(userName as "cli");
    if (!userName?.startsWith(JOB)) return userName;
    const job = userName.slice(JOB.length);
    return t("job", { name: jobs.has(job as "meeting-chase") ? jobs(job as "meeting-chase") : job });
  };
}
