import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { mayReply, type Share } from "@/components/shares/share";
import { formatDateTime } from "@/lib/i18n";
import { ReferenceButton } from "./reference-button";
import { ReplyForm } from "./reply-form";
import type { Talk } from "./use-talk";
import "./conversation.css";

type Props = {
  talk: Talk;
  /** The image in the active viewport; undefined where there is none, or a computed plane. */
  currentImageId: () => string | undefined;
};

/** What was asked and answered about these images, and a reply. */
export function ConversationPanel({ talk, currentImageId }: Props) {
  const t = useTranslations("viewer.conversation");
  const { share, hasFailed, reload } = talk;
  return (
    <div className="viewer-conversation">
      {hasFailed && (
        <p role="alert" className="viewer-conversation-notice">
          {t("loadFailed")}
          <button type="button" className="viewer-button" onClick={reload}>
            {t("retry")}
          </button>
        </p>
      )}
      {!share && !hasFailed && (
        <p role="status" className="viewer-conversation-notice">
          {t("loading")}
        </p>
      )}
      {share && (
        <>
          <Said share={share} talk={talk} />
          {talk.isMissing && (
            <p role="alert" className="viewer-conversation-notice">
              {t("missing")}
            </p>
          )}
          <ReplyForm share={share} talk={talk} isOpen={mayReply(share)} currentImageId={currentImageId} />
        </>
      )}
    </div>
  );
}

function Said({ share, talk }: { share: Share; talk: Talk }) {
  const t = useTranslations("viewer.conversation");
  const { replies, sender } = share;
  const log = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest is what one came for
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [replies.length]);
  const firstNumber = (index: number) =>
    1 + replies.slice(0, index).reduce((sum, reply) => sum + reply.references.length, 0);
  const isSilent = share.message === "" && replies.length === 0;
  return (
    <div
      ref={log}
      className="viewer-said"
      role="log"
      aria-label={t("said")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is read with the arrow keys
      tabIndex={0}
    >
      {isSilent && <p className="text-muted">{t("nothing")}</p>}
      {share.message !== "" && (
        <Saying
          name={t("asker", { name: sender.name, organization: sender.organization })}
          at={share.createdAt}
          text={share.message}
        />
      )}
      {replies.map((reply, index) => (
        <Saying
          key={reply.replyId}
          name={reply.author.name}
          at={reply.at}
          text={reply.text}
          mark={reply.isAnswer ? t("answer") : undefined}
        >
          {reply.references.length > 0 && (
            <ul aria-label={t("places")}>
              {reply.references.map((reference, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a place may be named twice, and the list never changes
                <li key={at}>
                  <ReferenceButton
                    share={share}
                    reference={reference}
                    number={firstNumber(index) + at}
                    onShow={talk.show}
                  />
                </li>
              ))}
            </ul>
          )}
        </Saying>
      ))}
    </div>
  );
}

type SayingProps = {
  name: string;
  at: string;
  text: string;
  mark?: string | undefined;
  children?: ReactNode;
};

/** Texts are shown as typed, line by line. */
function Saying({ name, at, text, mark, children }: SayingProps) {
  return (
    <article className="viewer-saying" data-answer={mark ? true : undefined}>
      <header>
        <b>{name}</b>
        {mark && <strong>{mark}</strong>}
        <time dateTime={at}>{formatDateTime(at)}</time>
      </header>
      <p>{text}</p>
      {children}
    </article>
  );
}
