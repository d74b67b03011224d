"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { api } from "@/components/api-client";
import { dicomName } from "@/components/patient-name";
import { AddressSearch, type RecipientOption } from "@/components/shares";
import { Button, Checkbox, Chip, Dialog, Field, Input, Select, useFormat } from "@/components/ui";
import type { Board, Case, SubmitCaseInput } from "@/lib/meetings";
import { CaseFields, caseInput, emptyCase } from "./case-fields";
import { type Chosen, StudyChoice } from "./study-choice";
import { boardKey, caseKey, useFailure } from "./use-meeting";

type Props = {
  board: Pick<Board, "id" | "title" | "startsAt" | "minutesPerCase" | "participants">;
  /** Chosen already, on a study's page. */
  studies?: Chosen[];
  onClose: () => void;
  onDone: (caseId: string) => void;
};

const NONE = "none";

/** A patient for the agenda: studies, the question, who presents. */
export function SubmitDialog({ board, studies, onClose, onDone }: Props) {
  const t = useTranslations("meetings");
  const r = useTranslations("requests.form");
  const format = useFormat();
  const queries = useQueryClient();
  const fail = useFailure();
  const formId = useId();
  const [chosen, setChosen] = useState<Chosen[]>(studies ?? []);
  const [hasNone, setHasNone] = useState(false);
  const [patient, setPatient] = useState({
    family: "",
    given: "",
    prefix: "",
    birthDate: "",
    sex: NONE,
    patientIdentifier: "",
    bsn: "",
  });
  const [text, setText] = useState(emptyCase(board.minutesPerCase));
  const [needsNoPathology, setNeedsNoPathology] = useState(false);
  const [referrer, setReferrer] = useState<RecipientOption | null>(null);
  const [isSearching, setSearching] = useState(false);
  const submit = useMutation({
    mutationFn: (body: SubmitCaseInput) => api<Case>(`/api/v1/meetings/${board.id}/cases`, { body }),
    onSuccess: async (found) => {
      queries.setQueryData(caseKey(found.id), found);
      await queries.invalidateQueries({ queryKey: boardKey(board.id) });
      onDone(found.id);
    },
    onError: fail,
  });
  const digits = patient.birthDate.replace(/\D/g, "");
  const send = (event: FormEvent) => {
    event.preventDefault();
    // A dialog inside a page's form would send that one too.
    event.stopPropagation();
    submit.mutate({
      ...caseInput(text, board.minutesPerCase),
      studies: hasNone ? [] : chosen.map(({ studyInstanceUid }) => ({ studyInstanceUid })),
      ...(hasNone && {
        patient: {
          name: dicomName(patient),
          birthDate: digits.length === 8 ? digits : null,
          sex: patient.sex === NONE ? "" : (patient.sex as "M" | "F" | "O"),
          patientIdentifier: patient.patientIdentifier,
          bsn: patient.bsn.replace(/\D/g, "") || null,
        },
      }),
      needsNoPathology,
      ...(referrer && { referrerId: referrer.addressId }),
    });
  };
  const set = (part: Partial<typeof patient>) => setPatient({ ...patient, ...part });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("submit.title")}
      description={t("submit.text", { meeting: board.title, time: format.dateTime(board.startsAt) })}
      footer={
        <>
          <Button onClick={onClose}>{t("actions.dismiss")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            loading={submit.isPending}
            disabled={hasNone ? patient.family.trim() === "" : chosen.length === 0}
          >
            {t("submit.send")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={send} className="flex flex-col gap-4">
        {!hasNone && <StudyChoice chosen={chosen} onChange={setChosen} />}
        <Checkbox
          checked={hasNone}
          onCheckedChange={(on) => setHasNone(on === true)}
          label={t("submit.noStudies")}
        />
        {hasNone && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={r("family")} className="sm:col-span-2">
              <Input
                value={patient.family}
                maxLength={64}
                autoComplete="off"
                onChange={(event) => set({ family: event.target.value })}
              />
            </Field>
            <Field label={r("given")}>
              <Input
                value={patient.given}
                maxLength={64}
                autoComplete="off"
                onChange={(event) => set({ given: event.target.value })}
              />
            </Field>
            <Field label={r("prefix")} optional>
              <Input
                value={patient.prefix}
                maxLength={64}
                autoComplete="off"
                onChange={(event) => set({ prefix: event.target.value })}
              />
            </Field>
            <Field label={t("birthDate")}>
              <Input
                type="date"
                value={patient.birthDate}
                onChange={(event) => set({ birthDate: event.target.value })}
              />
            </Field>
            <Field label={t("submit.sex")}>
              <Select
                value={patient.sex}
                onValueChange={(sex) => set({ sex })}
                options={([NONE, "M", "F", "O"] as const).map((value) => ({
                  value,
                  label: t(`submit.sexes.${value}`),
                }))}
              />
            </Field>
            <Field label={t("number")} optional>
              <Input
                value={patient.patientIdentifier}
                maxLength={64}
                autoComplete="off"
                onChange={(event) => set({ patientIdentifier: event.target.value })}
              />
            </Field>
            <Field label={t("submit.bsn")} optional>
              <Input
                value={patient.bsn}
                inputMode="numeric"
                maxLength={11}
                autoComplete="off"
                onChange={(event) => set({ bsn: event.target.value })}
              />
            </Field>
          </div>
        )}
        <CaseFields participants={board.participants} value={text} onChange={setText}>
          <Checkbox
            checked={needsNoPathology}
            onCheckedChange={(on) => setNeedsNoPathology(on === true)}
            label={t("submit.needsNoPathology")}
          />
        </CaseFields>
        <Field label={t("submit.referrer")} as="group">
          {isSearching ? (
            <AddressSearch
              label={t("submit.referrer")}
              autoFocus
              onChoose={(address) => {
                setReferrer(address);
                setSearching(false);
              }}
            />
          ) : (
            <div className="flex flex-wrap items-center gap-2">
              {referrer ? (
                <Chip onRemove={() => setReferrer(null)} removeLabel={t("submit.me")}>
                  {referrer.name}, {referrer.organization}
                </Chip>
              ) : (
                <span className="text-sm">{t("submit.me")}</span>
              )}
              <Button size="sm" variant="quiet" onClick={() => setSearching(true)}>
                {t("submit.change")}
              </Button>
            </div>
          )}
        </Field>
      </form>
    </Dialog>
  );
}
