import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SubmitStudy } from "@/components/meetings";

const UID = /^[0-9.]{1,64}$/;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("submit.title") };
}

type Props = { searchParams: Promise<{ study?: string | string[] }> };

/** From a study's page to a meeting. */
export default async function SubmitStudyPage({ searchParams }: Props) {
  const { study } = await searchParams;
  if (typeof study !== "string" || !UID.test(study)) notFound();
  return <SubmitStudy studyInstanceUid={study} />;
}
