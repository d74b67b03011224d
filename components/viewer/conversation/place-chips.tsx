import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ImageReference, Share } from "@/components/shares/share";
import { ReferenceButton, useReferenceName } from "./reference-button";

type Props = {
  share: Share;
  references: ImageReference[];
  /** Numbers go on where the conversation stands. */
  firstNumber: number;
  isDisabled: boolean;
  onShow: (reference: ImageReference) => void;
  onRemove: (index: number) => void;
};

/** The places that will go with the reply. */
export function PlaceChips({ share, references, firstNumber, isDisabled, onShow, onRemove }: Props) {
  const t = useTranslations("viewer.conversation");
  if (references.length === 0) return null;
  return (
    <ul aria-label={t("places")} className="viewer-place-chips">
      {references.map((reference, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place may be named twice
        <li key={index}>
          <ReferenceButton share={share} reference={reference} number={firstNumber + index} onShow={onShow} />
          <RemoveButton
            share={share}
            reference={reference}
            isDisabled={isDisabled}
            onRemove={() => onRemove(index)}
          />
        </li>
      ))}
    </ul>
  );
}

type RemoveProps = Pick<Props, "share" | "isDisabled"> & { reference: ImageReference; onRemove: () => void };

function RemoveButton({ share, reference, isDisabled, onRemove }: RemoveProps) {
  const r = useTranslations("shares.references");
  const label = r("remove", { name: useReferenceName(share, reference) });
  return (
    <button
      type="button"
      className="viewer-icon-button"
      aria-label={label}
      title={label}
      disabled={isDisabled}
      onClick={onRemove}
    >
      <X aria-hidden size={14} />
    </button>
  );
}
