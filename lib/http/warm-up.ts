import { db } from "@/lib/db";
import { lookUpKeyword } from "@/lib/dicom";
import { log } from "@/lib/log";

/** What people open first; who isn't signed in is sent on at once, after the page's program was loaded. */
const PAGES = ["/sign-in", "/api/auth/csrf", "/", "/inbox", "/studies", "/send", "/viewer"];

/**
 * Loads what is otherwise loaded by the first person's request: DICOM's dictionary, Prisma's query compiler, a
 * connection to the database, and the pages that are opened first. A database that is away now doesn't keep the
 * process from starting.
 *
 * @param origin where this process listens
 */
export async function warmUp(origin: string): Promise<void> {
  try {
    lookUpKeyword("PatientID");
    await db.organization.findFirst({ select: { id: true } });
    for (const page of PAGES) {
      const answer = await fetch(`${origin}${page}`, { redirect: "manual" });
      await answer.arrayBuffer();
    }
  } catch (error) {
    log.warn({ err: error }, "started without warming up");
  }
}
