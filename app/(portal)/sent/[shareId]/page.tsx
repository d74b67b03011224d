import { getTranslations } from "next-intl/server";
import { ShareDetail } from "@/components/shares";

export default async function SentSharePage({ params }: { params: Promise<{ shareId: string }> }) {
  const { shareId } = await params;
  const t = await getTranslations("inbox");
  return <ShareDetail key={shareId} id={shareId} back={{ href: "/sent", label: t("sent.title") }} />;
}
