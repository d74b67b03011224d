"use client";

import { MessageSquare, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { Button, Checkbox, Chip, Dialog, Field, Input, Select, Textarea, useFormat } from "@/components/ui";
import { nameOf } from "./reference-name";
import { type ImageReference, LONGEST_REPLY, mayAnswer, type Share } from "./share";
import { useShareAction } from "./use-share";

/** A text to the other side, with places in the images; from a recipient also as the answer to what was asked. */
export function ReplyDialog({ share }: { share: Share }) {
  const t = useTranslations("shares.actions");
  const c = useTranslations("common.actions");
  const r = useTranslations("shares.references");
  const id = useId();
  const { mutateAsync } = useShareAction(share.id);
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [references, setReferences] = useState<ImageReference[]>([]);
  const [isAnswer, setAnswer] = useState(false);
  const [isBusy, setBusy] = useState(false);
  // Sent again after a lost answer, it is said once.
  const once = useRef<string>(undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    setBusy(true);
    try {
      once.current ??= crypto.randomUUID();
      const body = { id: once.current, text: text.trim(), references, isAnswer };
      await mutateAsync({ action: "replies", body });
      once.current = undefined;
      setOpen(false);
      setText("");
      setReferences([]);
      setAnswer(false);
    } catch {
      // Told by a toast; the dialog stays open with the text.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <MessageSquare aria-hidden />
          {t("reply")}
        </Button>
      }
      title={t("replyTitle")}
      footer={
        <>
          <Button onClick={() => setOpen(false)}>{c("cancel")}</Button>
          <Button type="submit" form={id} variant="primary" loading={isBusy} disabled={text.trim() === ""}>
            {t("replySend")}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("replyLabel")}>
          <Textarea
            rows={6}
            value={text}
            maxLength={LONGEST_REPLY}
            onChange={(event) => setText(event.target.value)}
            autoFocus
          />
        </Field>
        <AddReference share={share} onAdd={(added) => setReferences((before) => [...before, added])} />
        {references.length > 0 && (
          <ul aria-label={r("label")} className="flex flex-wrap gap-1.5">
            {references.map((reference, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place may be named twice
              <li key={index}>
                <Chip
                  onRemove={() => setReferences((before) => before.filter((_, at) => at !== index))}
                  removeLabel={r("remove", { name: nameOf(share, reference, r) })}
                >
                  {nameOf(share, reference, r)}
                </Chip>
              </li>
            ))}
          </ul>
        )}
        {mayAnswer(share) && (
          <Checkbox
            checked={isAnswer}
            onCheckedChange={(on) => setAnswer(on === true)}
            label={t("isAnswer")}
            hint={t("isAnswerHint")}
          />
        )}
      </form>
    </Dialog>
  );
}

function AddReference({ share, onAdd }: { share: Share; onAdd: (reference: ImageReference) => void }) {
  const r = useTranslations("shares.references");
  const format = useFormat();
  const places = share.studies.flatMap((study) =>
    study.series.map((series) => ({
      value: `${study.studyInstanceUid}|${series.seriesInstanceUid}`,
      label: [
        format.date(study.studyDate),
        series.seriesNumber,
        series.description || series.modality || r("series"),
      ]
        .filter(Boolean)
        .join(" · "),
    })),
  );
  const [place, setPlace] = useState(places[0]?.value);
  const [frame, setFrame] = useState("");
  if (places.length === 0) return null;
  const add = () => {
    const [studyInstanceUid = "", seriesInstanceUid = ""] = (place ?? "").split("|");
    const number = Number(frame);
    onAdd({
      studyInstanceUid,
      seriesInstanceUid,
      ...(Number.isInteger(number) && number > 0 && { frame: number }),
    });
    setFrame("");
  };
  return (
    <fieldset className="flex flex-wrap items-end gap-2">
      <legend className="mb-1.5 text-sm font-medium">{r("add")}</legend>
      <Select
        aria-label={r("series")}
        className="min-w-0 flex-1 basis-56"
        value={place}
        onValueChange={setPlace}
        options={places}
      />
      <Input
        aria-label={r("frame")}
        placeholder={r("frame")}
        type="number"
        min={1}
        max={100_000}
        className="w-28"
        value={frame}
        onChange={(event) => setFrame(event.target.value)}
      />
      <Button onClick={add}>
        <Plus aria-hidden />
        {r("addButton")}
      </Button>
    </fieldset>
  );
}
