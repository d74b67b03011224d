import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import type { DicomJson } from "../data/dicom-json";
import { fetchDicomJson, instanceUrl } from "../data/dicomweb";
import type { DisplaySet } from "../data/display-sets";
import { matchingRows, tagRows } from "./tag-rows";

const FIRST_ROWS = 400;

type Props = { displaySet: DisplaySet; sopInstanceUid: string };

/** Everything that the header of the shown instance says, with a search. */
export default function TagBrowser({ displaySet, sopInstanceUid }: Props) {
  const t = useTranslations("viewerTools");
  const [search, setSearch] = useState("");
  const [hasAll, setHasAll] = useState(false);
  const dataset = useInstance(displaySet, sopInstanceUid);
  const rows = useMemo(() => (dataset && dataset !== "failed" ? tagRows(dataset) : []), [dataset]);
  const found = useMemo(() => matchingRows(rows, search), [rows, search]);
  const shown = hasAll ? found : found.slice(0, FIRST_ROWS);
  return (
    <div className="viewer-tags">
      <label className="viewer-search">
        {t("tags.search")}
        <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      <p role="status">
        {dataset === undefined
          ? t("tags.loading")
          : dataset === "failed"
            ? t("tags.failed")
            : t("tags.count", { count: found.length })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is read with the arrow keys */}
      <div className="viewer-tags-scroll" role="document" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("tags.tag")}</th>
              <th scope="col">{t("tags.name")}</th>
              <th scope="col">{t("tags.vr")}</th>
              <th scope="col">{t("tags.value")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.path}>
                <td style={{ paddingLeft: 6 + row.depth * 8 }}>{row.tag}</td>
                <td>{row.name}</td>
                <td>{row.vr}</td>
                <td>{row.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length < found.length && (
          <button type="button" className="viewer-button" onClick={() => setHasAll(true)}>
            {t("tags.all", { count: found.length })}
          </button>
        )}
      </div>
    </div>
  );
}

/** The instance's own metadata; undefined while it is on its way. */
function useInstance(set: DisplaySet, sopInstanceUid: string): DicomJson | "failed" | undefined {
  const [loaded, setLoaded] = useState<{ uid: string; dataset: DicomJson | "failed" }>();
  useEffect(() => {
    const abort = new AbortController();
    const address = instanceUrl(set.root, set.studyInstanceUid, set.seriesInstanceUid, sopInstanceUid);
    fetchDicomJson(`${address}/metadata`, abort.signal).then(
      ([dataset]) => setLoaded({ uid: sopInstanceUid, dataset: dataset ?? "failed" }),
      () => !abort.signal.aborted && setLoaded({ uid: sopInstanceUid, dataset: "failed" }),
    );
    return () => abort.abort();
  }, [set.root, set.studyInstanceUid, set.seriesInstanceUid, sopInstanceUid]);
  return loaded?.uid === sopInstanceUid ? loaded.dataset : undefined;
}
