import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DocumentPage, type OpenDocument } from "@/components/documents";
import { ShareRefusal } from "@/components/shares";
import { requirePageUser } from "@/lib/auth";
import { ProblemError } from "@/lib/errors";
import { findDocument, type Query } from "./find-document";

export async function generateMetadata(): Promise<Metadata> {
  // The tab names no patient: screens are shared and projected.
  return { title: (await getTranslations("documents"))("untitled") };
}

/** A PDF or picture of a study or share, to be read in the browser. Its bytes are asked for with the reader's rights. */
export default async function OpenDocumentPage({ searchParams }: { searchParams: Promise<Query> }) {
  const context = await requirePageUser();
  const query = await searchParams;
  const document = await findDocument(context, query).catch(
    (error: unknown): OpenDocument | ProblemError | undefined => {
      if (error instanceof ProblemError) return error;
      throw error;
    },
  );
  if (!document) notFound();
  if (!(document instanceof ProblemError)) return <DocumentPage document={document} />;
  if (document.status !== 410 || typeof query.share !== "string") notFound();
  return <ShareRefusal code={document.code} shareId={query.share} />;
}
