import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useContext } from "react";
import { MayDownloadShare } from "../chrome/originals";
import { dicomwebRoot } from "../data/dicomweb";
import type { DisplaySet } from "../data/display-sets";

/** The way out for what this viewer can't show: the files as they came, or why they aren't given. */
export function DownloadStudy({ displaySet }: { displaySet: DisplaySet }) {
  const t = useTranslations("viewer.notShown");
  const mayDownloadShare = useContext(MayDownloadShare);
  const { root, studyInstanceUid } = displaySet;
  const isOwn = root === dicomwebRoot(undefined);
  if (!isOwn && !mayDownloadShare) return <p>{t("viewOnly")}</p>;
  const address = isOwn
    ? `/api/v1/studies/${studyInstanceUid}/archive`
    : `/api/v1/shares/${root.split("/").at(-1)}/archive`;
  return (
    <a className="viewer-button" href={address} download>
      <Download aria-hidden size={16} />
      {t(isOwn ? "download" : "downloadShare")}
    </a>
  );
}
