import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SeriesPage } from "@/components/meetings";
import { requirePageUser } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { getSeries } from "@/lib/meetings";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("meetings"))("series.title") };
}

type Props = { params: Promise<{ series: string }> };

/** The rule of a series, and who takes part. */
export default async function MeetingSeriesPage({ params }: Props) {
  const context = await requirePageUser();
  const { series: id } = await params;
  const series = await getSeries(context, id).catch((error: unknown) => {
    if (error instanceof ProblemError) notFound();
    throw error;
  });
  return <SeriesPage id={series.id} initial={series} />;
}
