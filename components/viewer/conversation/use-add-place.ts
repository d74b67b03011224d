import { useState } from "react";
import { MOST_REFERENCES } from "@/components/shares/share";
import type { Pixel } from "./places";
import { usePointing } from "./use-pointing";
import type { Talk } from "./use-talk";

/** Why a click or the image on screen became no place. */
export type PointingNotice = "outside" | "elsewhere" | "noImage";

type Options = {
  talk: Talk;
  currentImageId: () => string | undefined;
  onAdded: () => void;
};

/** Places for the reply: by one click on an image, or the image on screen as a whole. */
export function useAddPlace({ talk, currentImageId, onAdded }: Options) {
  const [isArmed, setArmed] = useState(false);
  const [notice, setNotice] = useState<PointingNotice | null>(null);
  const add = (imageId: string, pixel?: Pixel) => {
    setArmed(false);
    const reference = talk.referenceTo(imageId, pixel);
    setNotice(reference ? null : "elsewhere");
    const { references } = talk.draft;
    if (!reference || references.length >= MOST_REFERENCES) return;
    talk.change({ references: [...references, reference] });
    onAdded();
  };
  usePointing({
    isArmed,
    onTarget: (target) => (target ? add(target.imageId, target.pixel) : setNotice("outside")),
    onCancel: () => setArmed(false),
  });
  const toggle = () => {
    setNotice(null);
    setArmed(!isArmed);
  };
  const addCurrentImage = () => {
    const imageId = currentImageId();
    if (imageId) return add(imageId);
    setArmed(false);
    setNotice("noImage");
  };
  return { isArmed, notice, toggle, addCurrentImage };
}
