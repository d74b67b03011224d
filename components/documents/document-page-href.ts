type Place = { shareId?: string | undefined; studyInstanceUid: string };
type Which = { documentId: string } | { seriesInstanceUid: string; sopInstanceUid: string };

/** The page that shows a document: one attached in the portal, or the PDF inside an instance. */
export function documentPageHref({ shareId, studyInstanceUid }: Place, which: Which): string {
  const query = new URLSearchParams({
    ...(shareId !== undefined && { share: shareId }),
    studyUID: studyInstanceUid,
    ...("documentId" in which
      ? { document: which.documentId }
      : { seriesUID: which.seriesInstanceUid, instanceUID: which.sopInstanceUid }),
  });
  return `/document?${query}`;
}
