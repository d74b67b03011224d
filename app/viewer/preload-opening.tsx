import { dicomwebRoot, openingUrl } from "@/components/viewer";

/**
 * Asks for what lays out the study while the page's programs still come: the viewer's own request then finds the
 * answer there. It has to be the same address, mode and credentials.
 */
export function PreloadOpening({
  share,
  studyUid,
  seriesUid,
}: {
  share: string | undefined;
  studyUid: string | undefined;
  seriesUid: string | undefined;
}) {
  const query = { root: dicomwebRoot(share), studyInstanceUid: studyUid, seriesInstanceUid: seriesUid };
  return <link rel="preload" as="fetch" crossOrigin="anonymous" href={openingUrl(query)} />;
}
