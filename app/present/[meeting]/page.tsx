import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Projector } from "@/components/meetings";
import { QueryProvider } from "@/components/shell";
import { requirePageUser } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { getBoard } from "@/lib/meetings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("present.title") };
}

type Props = { params: Promise<{ meeting: string }> };

/** The projector's screen: nothing of the portal around it. */
export default async function PresentPage({ params }: Props) {
  const context = await requirePageUser();
  const { meeting } = await params;
  const board = await getBoard(context, meeting).catch((error: unknown) => {
    if (error instanceof ProblemError) notFound();
    throw error;
  });
  return (
    <QueryProvider>
      <Projector id={board.id} initial={board} locale={(await getLocale()) === "en" ? "en" : "nl"} />
    </QueryProvider>
  );
}
