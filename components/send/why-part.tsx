"use client";

import { useTranslations } from "next-intl";
import { PRIORITIES, type Priority, PURPOSES, type Purpose, toDateInput } from "@/components/shares";
import { Checkbox, Field, Input, Notice, RadioGroup, Textarea } from "@/components/ui";
import type { SendForm } from "./use-send-form";

const LONGEST_MESSAGE = 4000;
const COUNT_FROM = 3500;

/** Purpose, priority, a letter, how long, and whether it may be downloaded. */
export function WhyPart({ form }: { form: SendForm }) {
  const t = useTranslations("shares");
  return (
    <div className="flex flex-col gap-4">
      <Field as="group" label={t("send.purpose")}>
        <RadioGroup
          className="grid grid-cols-1 sm:grid-cols-2"
          value={form.purpose}
          onValueChange={(value) => form.setPurpose(value as Purpose)}
          options={PURPOSES.map((value) => ({ value, label: t(`purposes.${value}`) }))}
        />
      </Field>
      <Field as="group" label={t("send.priority")}>
        <RadioGroup
          orientation="horizontal"
          value={form.priority}
          onValueChange={(value) => form.setPriority(value as Priority)}
          options={PRIORITIES.map((value) => ({ value, label: t(`priorities.${value}`) }))}
        />
      </Field>
      {form.priority === "EMERGENCY" && (
        <>
          <Notice tone="danger">{t("send.emergency")}</Notice>
          <Field label={t("send.emergencyReason")}>
            <Input
              value={form.emergencyReason}
              maxLength={1000}
              onChange={(event) => form.setEmergencyReason(event.target.value)}
            />
          </Field>
          <Field as="group" label={t("send.emergencyGround")}>
            <RadioGroup
              value={form.emergencyGround}
              onValueChange={(value) => form.setEmergencyGround(value as "TREATMENT" | "CANNOT_CONSENT")}
              options={(["TREATMENT", "CANNOT_CONSENT"] as const).map((value) => ({
                value,
                label: t(`emergency.grounds.${value}`),
              }))}
            />
          </Field>
        </>
      )}
      <Field
        label={t("send.message")}
        optional
        hint={
          form.message.length > COUNT_FROM
            ? t("send.left", { count: LONGEST_MESSAGE - form.message.length })
            : undefined
        }
      >
        <Textarea
          rows={5}
          maxLength={LONGEST_MESSAGE}
          value={form.message}
          onChange={(event) => form.setMessage(event.target.value)}
        />
      </Field>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <Field label={t("send.until")}>
          <Input
            type="date"
            min={toDateInput(new Date())}
            value={form.date}
            onChange={(event) => form.setDate(event.target.value || undefined)}
          />
        </Field>
        <Checkbox
          checked={form.canDownload}
          onCheckedChange={(on) => form.setCanDownload(on === true)}
          label={t("send.canDownload")}
        />
      </div>
    </div>
  );
}
