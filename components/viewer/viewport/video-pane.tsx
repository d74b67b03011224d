import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { text } from "../data/dicom-json";
import { instanceUrl } from "../data/dicomweb";
import { type DisplaySet, seriesLabel } from "../data/display-sets";
import { DownloadStudy } from "./download-study";
import { NotShown } from "./not-shown";

/** A video that the browser plays itself, out of its instance; or why it can't (PS3.18 8.7.4). */
export function VideoPane({ displaySet }: { displaySet: DisplaySet }) {
  const t = useTranslations("viewer");
  const tools = useTranslations("viewerTools");
  const { root, studyInstanceUid, seriesInstanceUid, instance } = displaySet;
  const sopInstanceUid = text(instance, "00080018");
  const address = `${instanceUrl(root, studyInstanceUid, seriesInstanceUid, sopInstanceUid)}/rendered`;
  const [hasFailed, setHasFailed] = useState(false);
  const [reason, setReason] = useState("");
  useEffect(() => {
    if (!hasFailed) return;
    const abort = new AbortController();
    // The element says only that it failed: the server says why.
    fetch(address, { headers: { accept: "video/mp4", range: "bytes=0-0" }, signal: abort.signal })
      .then(async (answer) => (answer.ok ? "" : ((await answer.json()) as { detail?: string }).detail))
      .then((detail) => setReason(detail ?? ""))
      .catch(() => undefined);
    return () => abort.abort();
  }, [hasFailed, address]);
  if (hasFailed) {
    return (
      <NotShown title={t("notShown.title")} reason={`${tools("video.failed")} ${reason}`.trim()}>
        <p>{t("notShown.reasons.video")}</p>
        <DownloadStudy displaySet={displaySet} />
      </NotShown>
    );
  }
  return (
    <video
      className="viewer-video"
      src={address}
      controls
      loop
      muted
      playsInline
      aria-label={tools("video.label", { series: seriesLabel(displaySet) })}
      data-testid="video"
      onError={() => setHasFailed(true)}
    />
  );
}
