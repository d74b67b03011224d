import { getTranslations } from "next-intl/server";
import { ShareDetail } from "@/components/shares";

export default async function InboxSharePage({ params }: { params: Promise<{ shareId: string }> }) {
  const { shareId } = await params;
  const t = await getTranslations("inbox");
  return <ShareDetail key={shareId} id={shareId} back={{ href: "/inbox", label: t("inbox.title") }} />;
}
