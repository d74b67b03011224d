import { useTranslations } from "next-intl";
import { useCallback, useRef } from "react";
import type { Command } from "../chrome/commands";
import { removeMeasurement, undoMeasurement } from "../cornerstone/late-tools";
import type { DisplaySet, Frame } from "../data/display-sets";
import { keyImages } from "../key-images/key-images";
import { toggleAllMarkings } from "../overlays/choices";
import { copyPicture, savePicture } from "../tools/picture";
import { sidePanel } from "../tools/side-panel";
import { scrollTo, stackViewport } from "../viewport/viewport-actions";

type Options = {
  viewportId: string;
  activeSet: DisplaySet | null;
  /** There is a share, and who reads has part in it. */
  hasConversation: boolean;
  onMessage: (text: string) => void;
};

/** Measurements, key images, pictures and panels. Answers with what to say, or undefined when it isn't its command. */
export function useMoreCommands(options: Options): (command: Command) => { text: string } | undefined {
  const t = useTranslations("viewerTools");
  const viewer = useTranslations("viewer.conversation");
  const latest = useRef(options);
  latest.current = options;
  return useCallback(
    (command: Command) => {
      const { viewportId, activeSet, onMessage } = latest.current;
      switch (command.kind) {
        case "removeMeasurement":
          return { text: t("status.removed", { count: removeMeasurement() }) };
        case "undo":
          return { text: t(undoMeasurement() ? "status.undone" : "status.nothingToUndo") };
        case "markings":
          toggleAllMarkings();
          return { text: t("status.markings") };
        case "tags":
          sidePanel.toggle("tags");
          return { text: "" };
        case "conversation":
          if (!latest.current.hasConversation) return { text: viewer("none") };
          sidePanel.toggle("conversation");
          return { text: "" };
        case "picture": {
          const take = command.to === "clipboard" ? copyPicture : savePicture;
          take(viewportId, command.withPatient).then(
            () => onMessage(t(command.to === "clipboard" ? "status.copied" : "status.saved")),
            () => onMessage(t("status.pictureFailed")),
          );
          return { text: "" };
        }
        case "keyImage": {
          const frame = shownFrame(viewportId, activeSet);
          if (!activeSet || !frame) return { text: "" };
          keyImages.toggle(activeSet, frame).then(
            (isMarked) => onMessage(t(isMarked ? "keyImages.marked" : "keyImages.unmarked")),
            () => onMessage(t("keyImages.failed")),
          );
          return { text: "" };
        }
        case "keyImageStep": {
          const next = activeSet && nextKeyIndex(viewportId, activeSet, command.by);
          if (next === undefined || next === null) return { text: t("keyImages.none") };
          scrollTo(viewportId, next);
          return { text: "" };
        }
        default:
          return undefined;
      }
    },
    [t, viewer],
  );
}

export function shownFrame(viewportId: string, displaySet: DisplaySet | null): Frame | undefined {
  const imageId = stackViewport(viewportId)?.getCurrentImageId?.();
  return displaySet?.frames.find((frame) => frame.imageId === imageId);
}

function nextKeyIndex(viewportId: string, displaySet: DisplaySet, by: 1 | -1): number | undefined {
  const current = stackViewport(viewportId)?.getCurrentImageIdIndex?.() ?? 0;
  const marked = displaySet.frames.flatMap((frame, index) => (keyImages.isMarked(frame) ? [index] : []));
  return by > 0 ? marked.find((index) => index > current) : marked.findLast((index) => index < current);
}
