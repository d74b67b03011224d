"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { PURPOSES } from "@/components/shares";
import { Checkbox, Chip, Field, Input, Notice, Select } from "@/components/ui";
import type { ListedDepartment, ListedMailbox, OwnAddress } from "@/lib/directory";
import { FormDialog, useInvalid } from "./form-dialog";
import { DAYS, OpeningHoursField } from "./opening-hours-field";
import { useAdministration, useChange } from "./use-administration";

const MODALITIES = ["CR", "CT", "DX", "MG", "MR", "NM", "PT", "RF", "US", "XA"] as const;
const NO_DEPARTMENT = "none";
const NO_FALLBACK = "none";

const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "time");

const Form = z.object({
  name: z.string().trim().min(1, "required").max(200, "tooLong"),
  departmentId: z.string(),
  specialty: z.string().trim().max(100, "tooLong"),
  email: z.email("email"),
  openingHours: z.array(
    z
      .object({ days: z.array(z.enum(DAYS)).min(1, "days"), from: Time, to: Time })
      .refine(({ from, to }) => from < to, "hours"),
  ),
  acceptedModalities: z.array(z.string()),
  acceptedPurposes: z.array(z.string()),
  fallbackAddressId: z.string(),
  isListed: z.boolean(),
});
type Form = z.output<typeof Form>;

const BLANK: Form = {
  name: "",
  departmentId: NO_DEPARTMENT,
  specialty: "",
  email: "",
  openingHours: [],
  acceptedModalities: [],
  acceptedPurposes: [],
  fallbackAddressId: NO_FALLBACK,
  isListed: true,
};

export function MailboxDialog({
  trigger,
  departments,
  mailbox,
}: {
  trigger: ReactNode;
  departments: ListedDepartment[];
  mailbox?: ListedMailbox;
}) {
  const t = useTranslations("admin.mailboxes");
  const c = useTranslations("common.actions");
  const purposes = useTranslations("shares.purposes");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<Form>({ resolver: zodResolver(Form), values: mailbox ? valuesOf(mailbox) : BLANK });
  const { errors } = form.formState;
  const hoursError = errors.openingHours?.find?.((each) => each);
  const submit = ({ departmentId, fallbackAddressId, ...values }: Form) =>
    change.mutateAsync({
      path: "mailboxes",
      method: "PUT",
      body: {
        ...values,
        addressId: mailbox?.addressId,
        departmentId: departmentId === NO_DEPARTMENT ? null : departmentId,
        fallbackAddressId: fallbackAddressId === NO_FALLBACK ? null : fallbackAddressId,
      },
    });
  return (
    <FormDialog
      trigger={trigger}
      title={mailbox ? t("editMailbox") : t("add")}
      action={c("save")}
      size="md"
      form={form}
      onSubmit={submit}
    >
      {mailbox?.source && <Notice tone="warn">{t("overwritten", { name: mailbox.source })}</Notice>}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("name")} error={invalid(errors.name)}>
          <Input {...form.register("name")} />
        </Field>
        <Field label={t("email")} hint={t("emailHint")} error={invalid(errors.email)}>
          <Input type="email" {...form.register("email")} />
        </Field>
        <Field label={t("department")}>
          <Controller
            control={form.control}
            name="departmentId"
            render={({ field }) => (
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={[
                  { value: NO_DEPARTMENT, label: t("noDepartment") },
                  ...departments.map(({ departmentId, name }) => ({ value: departmentId, label: name })),
                ]}
              />
            )}
          />
        </Field>
        <Field label={t("specialty")} error={invalid(errors.specialty)} optional>
          <Input {...form.register("specialty")} />
        </Field>
      </div>
      <Controller
        control={form.control}
        name="openingHours"
        render={({ field }) => <OpeningHoursField value={field.value} onChange={field.onChange} />}
      />
      {hoursError && (
        <p role="alert" className="text-sm text-danger">
          {invalid(hoursError.days ?? hoursError.from ?? hoursError.to ?? hoursError.root ?? hoursError)}
        </p>
      )}
      <Chips
        label={t("acceptedModalities")}
        control={
          <Controller
            control={form.control}
            name="acceptedModalities"
            render={({ field }) => (
              <ChipRow
                options={[...new Set([...MODALITIES, ...field.value])].map((value) => ({
                  value,
                  label: value,
                }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
        }
      />
      <Chips
        label={t("acceptedPurposes")}
        control={
          <Controller
            control={form.control}
            name="acceptedPurposes"
            render={({ field }) => (
              <ChipRow
                options={PURPOSES.map((value) => ({ value, label: purposes(value) }))}
                value={field.value}
                onChange={field.onChange}
              />
            )}
          />
        }
      />
      <Field label={t("fallback")} hint={t("fallbackHint")}>
        <Controller
          control={form.control}
          name="fallbackAddressId"
          render={({ field }) => (
            <FallbackSelect value={field.value} onChange={field.onChange} own={mailbox?.addressId} />
          )}
        />
      </Field>
      <Controller
        control={form.control}
        name="isListed"
        render={({ field }) => (
          <Checkbox
            label={t("isListed")}
            hint={t("isListedHint")}
            checked={field.value}
            onCheckedChange={(isOn) => field.onChange(isOn === true)}
          />
        )}
      />
    </FormDialog>
  );
}

/** Somebody of the own organisation, other than the mailbox itself. */
function FallbackSelect({
  value,
  onChange,
  own,
}: {
  value: string;
  onChange: (value: string) => void;
  own: string | undefined;
}) {
  const t = useTranslations("admin.mailboxes");
  const addresses = useAdministration<{ items: OwnAddress[] }>("addresses");
  return (
    <Select
      value={value}
      onValueChange={onChange}
      options={[
        { value: NO_FALLBACK, label: t("noFallback") },
        ...(addresses.data?.items ?? [])
          .filter(({ addressId }) => addressId !== own)
          .map(({ addressId, name, department }) => ({
            value: addressId,
            label: [name, department].filter(Boolean).join(", "),
          })),
      ]}
    />
  );
}

function Chips({ label, control }: { label: string; control: ReactNode }) {
  const t = useTranslations("admin.mailboxes");
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium">
        {label} <span className="font-normal text-muted">({t("acceptsHint")})</span>
      </legend>
      {control}
    </fieldset>
  );
}

function ChipRow({
  options,
  value,
  onChange,
}: {
  options: { value: string; label: string }[];
  value: string[];
  onChange: (value: string[]) => void;
}) {
  return (
    <div className="flex flex-wrap gap-1.5">
      {options.map((option) => {
        const isOn = value.includes(option.value);
        return (
          <Chip
            key={option.value}
            pressed={isOn}
            onClick={() =>
              onChange(isOn ? value.filter((other) => other !== option.value) : [...value, option.value])
            }
          >
            {option.label}
          </Chip>
        );
      })}
    </div>
  );
}

function valuesOf(mailbox: ListedMailbox): Form {
  const { name, specialty, email, openingHours, acceptedModalities, acceptedPurposes, isListed } = mailbox;
  const departmentId = mailbox.departmentId ?? NO_DEPARTMENT;
  const fallbackAddressId = mailbox.fallbackAddressId ?? NO_FALLBACK;
  return {
    name,
    departmentId,
    specialty,
    email,
    openingHours,
    acceptedModalities,
    acceptedPurposes,
    fallbackAddressId,
    isListed,
  };
}
