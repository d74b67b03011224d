import { randomUUID } from "node:crypto";
import { problemResponse } from "@/lib/http";
import { listCaughtMails } from "@/lib/mail";

/** The JSON face of /dev/mail, reached by its `Accept` (next.config.ts). */
export async function GET(): Promise<Response> {
  try {
    const mails = await listCaughtMails();
    return Response.json(
      mails.map(({ id: _, ...mail }) => mail),
      { headers: { "cache-control": "no-store" } },
    );
  } catch (error) {
    return problemResponse(error, randomUUID());
  }
}
