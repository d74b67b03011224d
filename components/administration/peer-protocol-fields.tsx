"use client";

import { useTranslations } from "next-intl";
import { Controller, type UseFormReturn } from "react-hook-form";
import { Checkbox, Field, Input, RadioGroup } from "@/components/ui";
import { useInvalid } from "./form-dialog";
import type { PeerForm } from "./peer-dialog";

/** How studies are sent on to a system. */
export function PeerProtocolFields({ form }: { form: UseFormReturn<PeerForm> }) {
  const t = useTranslations("admin.peers");
  const invalid = useInvalid();
  const { errors } = form.formState;
  const box = (name: "usesTls" | "asksCommitment", hint?: string) => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <Checkbox
          label={t(name)}
          hint={hint}
          checked={field.value}
          onCheckedChange={(checked) => field.onChange(checked === true)}
        />
      )}
    />
  );
  return (
    <>
      <Field label={t("protocol")} as="group">
        <Controller
          control={form.control}
          name="protocol"
          render={({ field }) => (
            <RadioGroup
              value={field.value}
              onValueChange={field.onChange}
              options={[
                { value: "DIMSE", label: t("protocols.DIMSE") },
                { value: "DICOMWEB", label: t("protocols.DICOMWEB") },
              ]}
            />
          )}
        />
      </Field>
      {form.watch("protocol") === "DIMSE" ? (
        <div className="flex flex-col gap-1">
          {box("usesTls")}
          {box("asksCommitment", t("asksCommitmentHint"))}
        </div>
      ) : (
        <>
          <Field label={t("stowUrl")} error={invalid(errors.stowUrl)}>
            <Input
              type="url"
              autoComplete="off"
              placeholder="https://pacs.example/dicom-web"
              {...form.register("stowUrl")}
            />
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label={t("stowUser")} hint={t("stowUserHint")} optional>
              <Input autoComplete="off" {...form.register("stowUser")} />
            </Field>
            <Field label={t("stowSecret")} optional>
              <Input type="password" autoComplete="new-password" {...form.register("stowSecret")} />
            </Field>
          </div>
        </>
      )}
    </>
  );
}
