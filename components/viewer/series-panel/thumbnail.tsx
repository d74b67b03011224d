import { FileText, Image } from "lucide-react";
import { useState } from "react";

const DOCUMENTS = new Set(["SR", "DOC", "KO", "PR"]);

/** The server's small picture of a series; an icon where there is none. */
export function Thumbnail({ src, modality }: { src: string; modality: string }) {
  const [failedSrc, setFailedSrc] = useState("");
  const Icon = DOCUMENTS.has(modality) ? FileText : Image;
  return (
    <span className="viewer-thumbnail">
      {src && failedSrc !== src && !DOCUMENTS.has(modality) ? (
        // biome-ignore lint/performance/noImgElement: served by the DICOMweb root with the reader's own rights
        <img src={src} alt="" loading="lazy" draggable={false} onError={() => setFailedSrc(src)} />
      ) : (
        <Icon aria-hidden size={20} strokeWidth={1.5} />
      )}
    </span>
  );
}
