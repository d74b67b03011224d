import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { documentPageHref } from "@/components/documents";
import { mayReply } from "@/components/shares/share";
import { OpenOutside, type ViewerDocument, ViewerEntry } from "@/components/viewer";
import { currentPageUser, requirePageUser } from "@/lib/auth";
import { type Context, requireUser } from "@/lib/context";
import { env } from "@/lib/env";
import { ProblemError } from "@/lib/errors";
import { getShare } from "@/lib/shares";
import { DisplayRequest, findForDisplay, getStudy } from "@/lib/studies";
import { frameOf, placeOf } from "./place-of";
import { PreloadOpening } from "./preload-opening";
import { PreloadPrograms } from "./preload-programs";

type Query = Record<string, string | string[] | undefined>;
type Props = { searchParams: Promise<Query> };

const UID = /^[0-9]+(\.[0-9]+)*$/;
const MOST_PRIOR_SHARES = 20;
const SHARE_ID = /^[A-Za-z0-9_-]{1,64}$/;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("viewer");
  // The tab names no patient: screens are shared and projected.
  return { title: t("title") };
}

/**
 * `/viewer?share={id}&studyUID={uid}`, with `&seriesUID=` to begin at a series, `&frame=` at its image by number from 1,
 * and `&x=&y=` with a mark at that column and row from 0; `&priors=` names the shares that hold the patient's studies, of
 * which the one most like the first hangs beside it; or as another system asks for images (IHE RAD-106:
 * `requestType=STUDY|PATIENT` ...). Rights to images are checked by the DICOMweb root at every request.
 */
export default async function ViewerPage({ searchParams }: Props) {
  // In another system's frame there is no way to sign in: no other page may be framed.
  if ((await isFramed()) && !(await currentPageUser())) return <OpenOutside />;
  const context = await requirePageUser();
  const query = await searchParams;
  const asked = await whatIsAskedFor(context, query);
  if (!asked) notFound();
  const { share, studyUid, seriesUid, alsoOpen } = asked;
  const priorShareIds = one(query.priors)
    ?.split(",")
    .filter((id) => SHARE_ID.test(id) && id !== share);
  const [frame, place] = [frameOf(query.frame), placeOf(query)];
  const shared = share === undefined ? undefined : await sharedWith(context, share, studyUid);
  return (
    <>
      <PreloadPrograms />
      <PreloadOpening share={share} studyUid={studyUid} seriesUid={seriesUid} />
      <ViewerEntry
        locale={(await getLocale()) === "en" ? "en" : "nl"}
        isForDiagnosis={env.VIEWER_FOR_DIAGNOSIS}
        {...(share === undefined
          ? { documents: await documentsOf(context, String(studyUid)) }
          : { shareId: share, ...shared })}
        {...(studyUid === undefined ? {} : { studyInstanceUid: studyUid })}
        {...(seriesUid === undefined ? {} : { seriesInstanceUid: seriesUid })}
        {...(frame ? { frame } : {})}
        {...(frame && place ? { place } : {})}
        {...(priorShareIds ? { priorShareIds: priorShareIds.slice(0, MOST_PRIOR_SHARES) } : {})}
        {...(alsoOpen.length > 0 ? { alsoOpen } : {})}
        {...(one(query.keyImagesOnly) === "true" ? { keyImagesOnly: true } : {})}
      />
    </>
  );
}

type Asked = { share?: string; studyUid?: string; seriesUid?: string; alsoOpen: string[] };

/** Undefined for an address that says nothing, or something that isn't there. */
async function whatIsAskedFor(context: Context, query: Query): Promise<Asked | undefined> {
  const [share, studyUid, seriesUid] = [one(query.share), one(query.studyUID), one(query.seriesUID)];
  if (share !== undefined && !SHARE_ID.test(share)) return undefined;
  if (seriesUid !== undefined && !isUid(seriesUid)) return undefined;
  const isLaunch = query.requestType !== undefined;
  // A share says itself what it grants; only studies of the own organisation are looked for.
  if (isLaunch && share === undefined) {
    const request = DisplayRequest.safeParse(singles(query));
    if (!request.success) return undefined;
    const [first, ...alsoOpen] = await findForDisplay(context, request.data);
    if (first === undefined) return undefined;
    // A patient's other studies are named in the panel; those asked for one by one are opened.
    return { studyUid: first, alsoOpen: request.data.requestType === "STUDY" ? alsoOpen : [] };
  }
  if (studyUid !== undefined && !isUid(studyUid)) return undefined;
  if (share === undefined && studyUid === undefined) return undefined;
  return {
    ...(share === undefined ? {} : { share }),
    ...(studyUid === undefined ? {} : { studyUid }),
    ...(seriesUid === undefined ? {} : { seriesUid }),
    alsoOpen: [],
  };
}

const one = (value: string | string[] | undefined) =>
  typeof value === "string" && value ? value : undefined;
const isUid = (value: string) => value.length <= 64 && UID.test(value);
const singles = (query: Query) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => typeof value === "string" && value !== ""));

async function isFramed(): Promise<boolean> {
  return /^i?frame$/.test((await headers()).get("sec-fetch-dest") ?? "");
}

/** What goes with a share beside the images of one of its studies, or of all, and how much of it has arrived. */
async function sharedWith(context: Context, shareId: string, studyUid: string | undefined) {
  try {
    const share = await getShare(context, shareId);
    const { id, isComplete, studies, canDownload } = share;
    const shown = studies.filter(
      ({ studyInstanceUid }) => studyUid === undefined || studyInstanceUid === studyUid,
    );
    const expected = shown.map(({ expectedInstances }) => expectedInstances);
    return {
      ...(mayReply(share) ? { conversation: { userId: requireUser(context).actor.userId } } : {}),
      mayDownload: canDownload,
      arrival: {
        isComplete,
        expected: expected.some((count) => count === null)
          ? null
          : expected.reduce<number>((sum, count) => sum + (count ?? 0), 0),
      },
      documents: shown.flatMap(({ studyInstanceUid, documents }) =>
        documents.map(({ documentId, title, contentType }) => ({
          id: documentId,
          title,
          contentType,
          url: `/api/v1/shares/${id}/documents/${documentId}`,
          pageUrl: documentPageHref({ shareId: id, studyInstanceUid }, { documentId }),
        })),
      ),
    };
  } catch (error) {
    if (error instanceof ProblemError) return {};
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
