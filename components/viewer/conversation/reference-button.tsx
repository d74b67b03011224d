import { useTranslations } from "next-intl";
import { nameOf } from "@/components/shares/reference-name";
import type { ImageReference, Share } from "@/components/shares/share";
import { formatDate } from "@/lib/i18n";

type Props = {
  share: Share;
  reference: ImageReference;
  /** As over the image. */
  number: number;
  onShow: (reference: ImageReference) => void;
};

/** A place in the images that opens it. */
export function ReferenceButton({ share, reference, number, onShow }: Props) {
  const name = useReferenceName(share, reference);
  return (
    <button type="button" className="viewer-reference" onClick={() => onShow(reference)}>
      <span className="viewer-reference-number">{number}</span>
      <span>{name}</span>
    </button>
  );
}

/** Series and image; with the day, where the share holds more than one study. */
export function useReferenceName(share: Share, reference: ImageReference): string {
  const r = useTranslations("shares.references");
  const study = share.studies.find(({ studyInstanceUid }) => studyInstanceUid === reference.studyInstanceUid);
  const day = share.studies.length > 1 && study ? formatDate(study.studyDate) : "";
  return [day, nameOf(share, reference, r)].filter(Boolean).join(" · ");
}
