import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPage } from "@/components/audit";
import { NoAccess } from "@/components/no-access";
import { requirePageUser } from "@/lib/auth";
import { forbidden } from "@/lib/errors";
import { noteRefusal } from "@/lib/http";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

export default async function Page() {
  const context = await requirePageUser();
  if (context.actor.roles.includes("PRIVACY_OFFICER")) return <AuditPage />;
  await noteRefusal(context, forbidden(), { operation: "page /audit" });
  return <NoAccess />;
}
