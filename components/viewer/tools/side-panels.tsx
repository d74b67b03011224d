import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import type { ImageReference } from "@/components/shares/share";
import { ErrorBoundary } from "../chrome/error-boundary";
import { ConversationPanel } from "../conversation/conversation-panel";
import { shownImageId } from "../conversation/pixel-at";
import type { ReferenceOptions } from "../conversation/use-show-reference";
import { useTalk } from "../conversation/use-talk";
import { text } from "../data/dicom-json";
import type { DisplaySet } from "../data/display-sets";
import { KeyImagePanel } from "../key-images/key-image-panel";
import { useKeyImagesFirst } from "../key-images/use-key-images-first";
import { MarkingsPanel } from "../overlays/markings-panel";
import TagBrowser from "../tag-browser/tag-browser";
import { scrollTo, stackViewport } from "../viewport/viewport-actions";
import { sidePanel } from "./side-panel";

const FIRST_IMAGE_WAIT_MS = 100;
const MOST_WAITS = 100;

type Props = {
  displaySets: DisplaySet[];
  activeSet: DisplaySet | null;
  /** Of the image in the active viewport. */
  index: number;
  viewportId: string;
  onShow: (displaySetId: string) => void;
  keyImagesFirst: { isAsked: boolean; isRead: boolean };
  /** Who has part in the share that these images came with. */
  conversation: { shareId: string; userId: string } | undefined;
  /** The place in the images that the page's address names. */
  addressed: ImageReference | undefined;
} & Omit<ReferenceOptions, "jump">;

/** Legend, key images, attributes or the conversation, beside the images. */
export function SidePanels(props: Props) {
  const { displaySets, activeSet, index, viewportId, onShow, keyImagesFirst, conversation } = props;
  const t = useTranslations("viewerTools");
  const viewer = useTranslations("viewer");
  const open = useSyncExternalStore(sidePanel.subscribe, sidePanel.get, sidePanel.get);
  const jump = (displaySetId: string, at: number) => {
    // A plane through the same series shows none of its images.
    if (displaySetId !== activeSet?.id || !stackViewport(viewportId)) onShow(displaySetId);
    const wanted = displaySets.find((set) => set.id === displaySetId)?.frames[at]?.imageId;
    if (wanted) goWhenShown(viewportId, wanted, at);
  };
  useKeyImagesFirst({ ...keyImagesFirst, displaySets, jump });
  const talk = useTalk({ ...props, jump, isOpen: open === "conversation" });
  if (!open || (open === "conversation" && !conversation)) return null;
  const frame = activeSet?.frames[index];
  return (
    <aside className="viewer-side-panel" aria-label={t(`${open}.panel`)} data-testid={`panel-${open}`}>
      <header>
        <h2>{t(`${open}.panel`)}</h2>
        <button
          type="button"
          className="viewer-icon-button"
          aria-label={t("panel.close")}
          title={t("panel.close")}
          onClick={() => sidePanel.show(null)}
        >
          <X aria-hidden size={16} />
        </button>
      </header>
      <ErrorBoundary key={open} fallback={<p className="viewer-panel-failed">{viewer("panelFailed")}</p>}>
        {open === "markings" && <MarkingsPanel studyInstanceUid={activeSet?.studyInstanceUid ?? ""} />}
        {open === "keyImages" && (
          <KeyImagePanel
            displaySets={displaySets}
            current={activeSet && frame ? { displaySet: activeSet, frame } : null}
            onJump={jump}
          />
        )}
        {open === "conversation" && (
          <ConversationPanel talk={talk} currentImageId={() => shownImageId(viewportId)} />
        )}
        {open === "tags" &&
          (activeSet ? (
            <TagBrowser
              displaySet={activeSet}
              sopInstanceUid={frame?.sopInstanceUid ?? text(activeSet.instance, "00080018")}
            />
          ) : (
            <p>{t("tags.noImage")}</p>
          ))}
      </ErrorBoundary>
    </aside>
  );
}

/** Another series is put in its pane first; the image is gone to once the viewport has the series' stack. */
function goWhenShown(viewportId: string, imageId: string, index: number, waits = 0): void {
  const viewport = stackViewport(viewportId);
  const hasStack = viewport && "getImageIds" in viewport && viewport.getImageIds().includes(imageId);
  if (hasStack && viewport.getCurrentImageId()) scrollTo(viewportId, index);
  else if (waits < MOST_WAITS)
    setTimeout(() => goWhenShown(viewportId, imageId, index, waits + 1), FIRST_IMAGE_WAIT_MS);
}
