import type { JobRegistration } from "@/lib/queue";

/** Every kind of job with what runs it. */
export const jobs: JobRegistration[] = [];
