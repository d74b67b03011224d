import { Star, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useMemo, useState } from "react";
import { formatDate } from "@/lib/i18n";
import { type DisplaySet, type Frame, seriesLabel } from "../data/display-sets";
import { type KeyImage, keyImages } from "./key-images";
import { keyObjectsOf } from "./key-objects";
import { useKeyImages } from "./use-key-images";

export type Jump = (displaySetId: string, index: number) => void;

type Props = {
  displaySets: DisplaySet[];
  /** What the active viewport shows. */
  current: { displaySet: DisplaySet; frame: Frame } | null;
  onJump: Jump;
};

/** Images that were pointed out: by colleagues here, and by key objects that came with the study. */
export function KeyImagePanel({ displaySets, current, onJump }: Props) {
  const t = useTranslations("viewerTools");
  const marks = useKeyImages();
  const places = useMemo(() => placesOf(displaySets), [displaySets]);
  const objects = useMemo(() => keyObjectsOf(displaySets), [displaySets]);
  const own = current && marks.find((mark) => mark.isOwn && isAt(mark, current.frame));
  return (
    <div className="viewer-legend">
      {current && (
        <NoteForm
          key={current.frame.imageId}
          displaySet={current.displaySet}
          frame={current.frame}
          own={own ?? undefined}
        />
      )}
      <h3>{t("keyImages.list")}</h3>
      {marks.length === 0 && <p>{t("keyImages.empty")}</p>}
      <ul data-testid="key-image-list">
        {marks.map((mark) => {
          const place = places.get(`${mark.sopInstanceUid} ${mark.frame}`);
          return (
            <li key={mark.id} className="viewer-key-row">
              <button
                type="button"
                disabled={!place}
                onClick={() => place && onJump(place.displaySet.id, place.index)}
              >
                <span>
                  <Star aria-hidden size={12} fill="currentColor" />{" "}
                  {place ? `${seriesLabel(place.displaySet)} · ${place.index + 1}` : t("keyImages.notLoaded")}
                </span>
                {mark.note && <span className="whitespace-pre-wrap">{mark.note}</span>}
                <small>
                  {mark.author}, {mark.organization} ·{" "}
                  {formatDate(mark.createdAt.slice(0, 10).replaceAll("-", ""))}
                </small>
              </button>
              {mark.isOwn && <RemoveButton mark={mark} />}
            </li>
          );
        })}
      </ul>
      {objects.map((object) => (
        <section key={object.id}>
          <h3>{object.title}</h3>
          {object.note && <p>{object.note}</p>}
          <ul>
            {object.images.map(({ sopInstanceUid, frames }) => {
              const place = places.get(`${sopInstanceUid} ${frames[0] ?? 1}`);
              return (
                <li key={sopInstanceUid} className="viewer-key-row">
                  <button
                    type="button"
                    disabled={!place}
                    onClick={() => place && onJump(place.displaySet.id, place.index)}
                  >
                    {place
                      ? `${seriesLabel(place.displaySet)} · ${place.index + 1}`
                      : t("keyImages.notLoaded")}
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

function isAt(mark: KeyImage, frame: Frame): boolean {
  return mark.sopInstanceUid === frame.sopInstanceUid && mark.frame === frame.frame;
}

function placesOf(displaySets: DisplaySet[]): Map<string, { displaySet: DisplaySet; index: number }> {
  return new Map(
    displaySets.flatMap((displaySet) =>
      displaySet.frames.map(
        (frame, index) => [`${frame.sopInstanceUid} ${frame.frame}`, { displaySet, index }] as const,
      ),
    ),
  );
}

function RemoveButton({ mark }: { mark: KeyImage }) {
  const t = useTranslations("viewerTools");
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <>
      <button
        type="button"
        className="viewer-icon-button"
        aria-label={t("keyImages.remove")}
        title={t("keyImages.remove")}
        onClick={() => keyImages.remove(mark.id).catch(() => setHasFailed(true))}
      >
        <Trash2 aria-hidden size={14} />
      </button>
      {hasFailed && <p role="alert">{t("keyImages.failed")}</p>}
    </>
  );
}

type NoteProps = { displaySet: DisplaySet; frame: Frame; own: KeyImage | undefined };

function NoteForm({ displaySet, frame, own }: NoteProps) {
  const t = useTranslations("viewerTools");
  const known = own?.note ?? "";
  const [note, setNote] = useState(known);
  const [shown, setShown] = useState(known);
  // Another note than before, or none any more: it shows, unless something else is being written.
  if (known !== shown) {
    setShown(known);
    if (note === shown) setNote(known);
  }
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setState("busy");
    // What was typed stays when it could not be kept.
    await keyImages.note(displaySet, frame, note).then(
      () => setState("idle"),
      () => setState("failed"),
    );
  };
  return (
    <form className="viewer-note" onSubmit={save}>
      <label>
        {t("keyImages.note")}
        <textarea rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <button type="submit" className="viewer-button" disabled={state === "busy"}>
        <Star aria-hidden size={14} />
        {t(own ? "keyImages.saveNote" : "keyImages.mark")}
      </button>
      {state === "failed" && <p role="alert">{t("keyImages.failed")}</p>}
    </form>
  );
}
