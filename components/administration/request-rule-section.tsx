"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PURPOSES } from "@/components/shares";
import { Button, Checkbox, Chip, Field, Notice, Select, toast } from "@/components/ui";
import type { AutoAnswerRuleView } from "@/lib/requests";
import { SectionFrame } from "./section";
import { useAdministration, useChange } from "./use-administration";

const GROUNDS = ["TREATMENT", "CONSENT", "EMERGENCY"] as const;

/** Which requests are answered without a person: off until somebody says otherwise. */
export function RequestRuleSection() {
  const t = useTranslations("requests.rule");
  const query = useAdministration<AutoAnswerRuleView>("request-rule");
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query}>
      {({ candidates, ...rule }) => <Rule key={JSON.stringify(rule)} rule={{ ...rule, candidates }} />}
    </SectionFrame>
  );
}

function Rule({ rule }: { rule: AutoAnswerRuleView }) {
  const t = useTranslations("requests.rule");
  const grounds = useTranslations("requests.grounds");
  const purposes = useTranslations("shares.purposes");
  const c = useTranslations("common.actions");
  const change = useChange();
  const [draft, setDraft] = useState({
    isOn: rule.isOn,
    grounds: rule.grounds as string[],
    purposes: rule.purposes as string[],
    responsibleUserId: rule.responsibleUserId,
  });
  const toggle = (list: "grounds" | "purposes", value: string) =>
    setDraft((before) => ({
      ...before,
      [list]: before[list].includes(value)
        ? before[list].filter((each) => each !== value)
        : [...before[list], value],
    }));
  const isIncomplete =
    draft.isOn && (draft.grounds.length === 0 || draft.purposes.length === 0 || !draft.responsibleUserId);
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <Checkbox
        checked={draft.isOn}
        onCheckedChange={(on) => setDraft((before) => ({ ...before, isOn: on === true }))}
        label={t("isOn")}
        hint={t("isOnHint")}
      />
      {draft.isOn && (
        <>
          <Choices
            label={t("grounds")}
            options={GROUNDS.map((value) => ({ value, label: grounds(value) }))}
            chosen={draft.grounds}
            onToggle={(value) => toggle("grounds", value)}
          />
          <Choices
            label={t("purposes")}
            options={PURPOSES.map((value) => ({ value, label: purposes(value) }))}
            chosen={draft.purposes}
            onToggle={(value) => toggle("purposes", value)}
          />
          <Field label={t("responsible")} hint={t("responsibleHint")}>
            <Select
              value={draft.responsibleUserId ?? undefined}
              onValueChange={(responsibleUserId) => setDraft((before) => ({ ...before, responsibleUserId }))}
              options={rule.candidates.map(({ userId, name }) => ({ value: userId, label: name }))}
            />
          </Field>
          <Notice tone="warn">{t("warning")}</Notice>
        </>
      )}
      <div>
        <Button
          variant="primary"
          loading={change.isPending}
          disabled={isIncomplete}
          onClick={() =>
            // By its promise: the form is drawn anew with what was saved, perhaps before that is told.
            change.mutateAsync({ path: "request-rule", method: "PUT", body: draft }).then(
              () => toast(t("saved")),
              () => {},
            )
          }
        >
          {c("save")}
        </Button>
      </div>
    </div>
  );
}

function Choices({
  label,
  options,
  chosen,
  onToggle,
}: {
  label: string;
  options: { value: string; label: string }[];
  chosen: string[];
  onToggle: (value: string) => void;
}) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <Chip
            key={option.value}
            pressed={chosen.includes(option.value)}
            onClick={() => onToggle(option.value)}
          >
            {option.label}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}
