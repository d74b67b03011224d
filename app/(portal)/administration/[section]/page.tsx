import { notFound } from "next/navigation";
import { AdministrationSection } from "@/components/administration";
import { isSection, sectionsFor } from "@/components/administration/sections";
import { NoAccess } from "@/components/no-access";
import { requirePageUser } from "@/lib/auth";
import { forbidden } from "@/lib/errors";
import { noteRefusal } from "@/lib/http";

/** The verbs behind each call authorise; a page that would only show refusals isn't shown. */
export default async function Page({ params }: { params: Promise<{ section: string }> }) {
  const { section } = await params;
  if (!isSection(section)) notFound();
  const context = await requirePageUser();
  if (sectionsFor(context.actor.roles).includes(section)) return <AdministrationSection section={section} />;
  await noteRefusal(context, forbidden(), { operation: `page /administration/${section}` });
  return <NoAccess level={2} />;
}
