import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MeetingBoard } from "@/components/meetings";
import { requirePageUser } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { getBoard } from "@/lib/meetings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("title") };
}

type Props = { params: Promise<{ meeting: string }> };

/** A meeting with its agenda; the tab names neither the meeting nor a patient. */
export default async function MeetingPage({ params }: Props) {
  const context = await requirePageUser();
  const { meeting } = await params;
  const board = await getBoard(context, meeting).catch((error: unknown) => {
    if (error instanceof ProblemError) notFound();
    throw error;
  });
  return <MeetingBoard id={board.id} initial={board} />;
}
