import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Coordinate } from "@/components/meetings";
import { requirePageUser } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { getBoard } from "@/lib/meetings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("present.coordinate") };
}

type Props = { params: Promise<{ meeting: string }> };

/** The coordinator's screen beside the projector. */
export default async function MeetingPage({ params }: Props) {
  const context = await requirePageUser();
  const { meeting } = await params;
  const board = await getBoard(context, meeting).catch((error: unknown) => {
    if (error instanceof ProblemError) notFound();
    throw error;
  });
  return <Coordinate id={board.id} initial={board} />;
}
