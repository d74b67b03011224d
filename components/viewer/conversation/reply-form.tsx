import { Crosshair, Image as ImageIcon, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { LONGEST_REPLY, MOST_REFERENCES, mayAnswer, type Share } from "@/components/shares/share";
import { PlaceChips } from "./place-chips";
import { isEmptyDraft } from "./reply-draft";
import { type SendFailure, sendFailureOf } from "./send-failure";
import { type PointingNotice, useAddPlace } from "./use-add-place";
import type { Talk } from "./use-talk";

type Props = {
  share: Share;
  talk: Talk;
  currentImageId: () => string | undefined;
  /** Both sides may still write. */
  isOpen: boolean;
};

/** A text with places in the images. What was typed stays until the server has it. */
export function ReplyForm({ share, talk, currentImageId, isOpen }: Props) {
  const t = useTranslations("viewer.conversation");
  const s = useTranslations("shares.actions");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [state, setState] = useState<"idle" | "busy" | "sent" | SendFailure>("idle");
  const { draft, change, clear } = talk;
  // Where a keyboard would come up over half of the images, the hand chooses when.
  const toText = () => matchMedia("(hover: hover)").matches && field.current?.focus();
  const pointing = useAddPlace({ talk, currentImageId, onAdded: toText });
  const isBusy = state === "busy";
  const isFull = draft.references.length >= MOST_REFERENCES;
  const firstNumber = 1 + share.replies.reduce((sum, reply) => sum + reply.references.length, 0);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.text.trim() === "" || isBusy || !isOpen) return;
    setState("busy");
    const once = draft.id ?? crypto.randomUUID();
    change({ id: once });
    await talk.send({ ...draft, id: once }).then(
      () => {
        clear();
        setState("sent");
      },
      (error: unknown) => setState(sendFailureOf(error)),
    );
  };
  return (
    <form className="viewer-reply" onSubmit={submit} data-pointing={pointing.isArmed || undefined}>
      <label htmlFor={id}>{s("replyLabel")}</label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        maxLength={LONGEST_REPLY}
        value={draft.text}
        readOnly={isBusy}
        onChange={(event) => {
          change({ text: event.target.value });
          setState("idle");
        }}
      />
      <PlaceChips
        share={share}
        references={draft.references}
        firstNumber={firstNumber}
        isDisabled={isBusy}
        onShow={talk.show}
        onRemove={(at) => {
          change({ references: draft.references.filter((_, index) => index !== at) });
          toText();
        }}
      />
      <div className="viewer-reply-places">
        <button
          type="button"
          className="viewer-button"
          aria-pressed={pointing.isArmed}
          disabled={isBusy || isFull}
          onClick={pointing.toggle}
        >
          <Crosshair aria-hidden size={14} />
          {t("point")}
        </button>
        <button
          type="button"
          className="viewer-button"
          disabled={isBusy || isFull}
          onClick={pointing.addCurrentImage}
        >
          <ImageIcon aria-hidden size={14} />
          {t("thisImage")}
        </button>
      </div>
      <p role="status" className="viewer-reply-status">
        {statusText()}
      </p>
      {mayAnswer(share) && (
        <label className="viewer-legend-row">
          <input
            type="checkbox"
            checked={draft.isAnswer}
            disabled={isBusy}
            onChange={(event) => change({ isAnswer: event.target.checked })}
          />
          {s("isAnswer")}
        </label>
      )}
      {isFailure(state) && <p role="alert">{t(`failed.${state.kind}`, { reference: state.reference })}</p>}
      {!isOpen && <p role="alert">{t("over")}</p>}
      <button
        type="submit"
        className="viewer-button viewer-button-primary"
        disabled={draft.text.trim() === "" || isBusy || !isOpen}
      >
        <Send aria-hidden size={14} />
        {t(isBusy ? "sending" : "send")}
      </button>
    </form>
  );

  function statusText(): string {
    if (pointing.isArmed && pointing.notice !== "outside") return t("pointing");
    if (pointing.notice) return t(`notices.${pointing.notice satisfies PointingNotice}`);
    if (isFull) return t("notices.most", { count: MOST_REFERENCES });
    return state === "sent" && isEmptyDraft(draft) ? t("sent") : "";
  }
}

const isFailure = (state: string | SendFailure): state is SendFailure => typeof state === "object";
