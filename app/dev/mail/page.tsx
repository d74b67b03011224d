import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { getTranslations } from "next-intl/server";
import { CaughtMails } from "@/components/mail";
import { env } from "@/lib/env";
import { listCaughtMails } from "@/lib/mail";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mail.caught"))("title") };
}

/** The demo installation's outgoing mail; elsewhere this page doesn't exist. */
export default async function CaughtMailsPage() {
  await connection();
  if (!env.DEMO) notFound();
  return <CaughtMails mails={await listCaughtMails()} />;
}
