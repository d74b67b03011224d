import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import type { Mail } from "./mail-transport";

export interface CaughtMail extends Mail {
  id: string;
  sentAt: string;
}

export const MOST_SHOWN = 500;

/** The demo installation's caught mails, newest first. @throws ProblemError 404 outside the demo */
export async function listCaughtMails(): Promise<CaughtMail[]> {
  if (!env.DEMO) throw notFound();
  const mails = await db.caughtMail.findMany({ orderBy: { id: "desc" }, take: MOST_SHOWN });
  return mails.map(({ sentAt, ...mail }) => ({ ...mail, sentAt: sentAt.toISOString() }));
}
