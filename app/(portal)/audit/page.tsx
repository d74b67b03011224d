import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPage } from "@/components/audit";
import { NoAccess } from "@/components/no-access";
import { requirePageUser } from "@/lib/auth";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function Page() {
  const { actor } = await requirePageUser();
  if (actor.roles.includes("PRIVACY_OFFICER")) return <AuditPage />;
  return <NoAccess />;
}
