import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { documentPageHref } from "@/components/documents";
import { type ViewerDocument, ViewerEntry } from "@/components/viewer";
import { requirePageUser } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { ProblemError } from "@/lib/errors";
import { getShare } from "@/lib/shares";
import { getStudy } from "@/lib/studies";

type Query = { share?: string | string[]; studyUID?: string | string[]; seriesUID?: string | string[] };
type Props = { searchParams: Promise<Query> };

const UID = /^[0-9]+(\.[0-9]+)*$/;
const SHARE_ID = /^[A-Za-z0-9_-]{1,64}$/;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("viewer");
  // The tab names no patient: screens are shared and projected.
  return { title: t("title") };
}

/** `/viewer?share={id}&studyUID={uid}`, with `&seriesUID=` to begin at a series. Rights are checked by the DICOMweb root at every request, not here. */
export default async function ViewerPage({ searchParams }: Props) {
  const context = await requirePageUser();
  const { share, studyUID, seriesUID } = await searchParams;
  const isValid =
    (share !== undefined || studyUID !== undefined) &&
    (share === undefined || (typeof share === "string" && SHARE_ID.test(share))) &&
    isUidOrNone(studyUID) &&
    isUidOrNone(seriesUID);
  if (!isValid) notFound();
  return (
    <ViewerEntry
      locale={(await getLocale()) === "en" ? "en" : "nl"}
      {...(typeof share === "string"
        ? { shareId: share, documents: await sharedDocumentsOf(context, share, studyUID) }
        : { documents: await documentsOf(context, String(studyUID)) })}
      {...(typeof studyUID === "string" ? { studyInstanceUid: studyUID } : {})}
      {...(typeof seriesUID === "string" ? { seriesInstanceUid: seriesUID } : {})}
    />
  );
}

function isUidOrNone(value: string | string[] | undefined): boolean {
  return value === undefined || (typeof value === "string" && value.length <= 64 && UID.test(value));
}

/** What goes with a share beside the images of one of its studies, or of all; refusals as below. */
async function sharedDocumentsOf(
  context: Context,
  shareId: string,
  studyUid: string | string[] | undefined,
): Promise<ViewerDocument[]> {
  try {
    const { id, studies } = await getShare(context, shareId);
    return studies
      .filter(({ studyInstanceUid }) => studyUid === undefined || studyInstanceUid === studyUid)
      .flatMap(({ studyInstanceUid, documents }) =>
        documents.map(({ documentId, title, contentType }) => ({
          id: documentId,
          title,
          contentType,
          url: `/api/v1/shares/${id}/documents/${documentId}`,
          pageUrl: documentPageHref({ shareId: id, studyInstanceUid }, { documentId }),
        })),
      );
  } catch (error) {
    if (error instanceof ProblemError) return [];
    throw error;
  }
}

/** What was attached to an own study beside its images; a refusal is left to the DICOMweb root, which says why. */
async function documentsOf(context: Context, studyInstanceUid: string): Promise<ViewerDocument[]> {
  try {
    const { documents } = await getStudy(context, studyInstanceUid);
    return documents.map((document) => ({
      ...document,
      pageUrl: documentPageHref({ studyInstanceUid }, { documentId: document.id }),
    }));
  } catch (error) {
    if (error instanceof ProblemError) return [];
    throw error;
  }
}
