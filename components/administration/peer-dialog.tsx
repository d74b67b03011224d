"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { Button, Checkbox, Field, IconButton, Input } from "@/components/ui";
import { FormDialog, useInvalid } from "./form-dialog";
import { PeerProtocolFields } from "./peer-protocol-fields";
import { useChange } from "./use-administration";

export const PeerForm = z.object({
  aeTitle: z.string().regex(/^[!-[\]-~](?:[ -[\]-~]{0,14}[!-[\]-~])?$/, "aeTitle"),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "host"),
  port: z.number("port").int("port").min(1, "port").max(65535, "port"),
  description: z.string().trim().max(200, "tooLong"),
  protocol: z.enum(["DIMSE", "DICOMWEB"]),
  usesTls: z.boolean(),
  asksCommitment: z.boolean(),
  isPreferred: z.boolean(),
  stowUrl: z.union([z.literal(""), z.url({ protocol: /^https?$/, message: "url" })], "url"),
  stowUser: z.string().trim().max(200, "tooLong"),
  stowSecret: z.string().max(4096, "tooLong"),
});
export type PeerForm = z.output<typeof PeerForm>;

const EMPTY: PeerForm = {
  aeTitle: "",
  host: "",
  port: 104,
  description: "",
  protocol: "DIMSE",
  usesTls: false,
  asksCommitment: false,
  isPreferred: false,
  stowUrl: "",
  stowUser: "",
  stowSecret: "",
};

/** As the API takes it: what belongs to the other protocol stays out. */
function bodyOf({ protocol, stowUrl, stowUser, stowSecret, usesTls, asksCommitment, ...peer }: PeerForm) {
  if (protocol === "DIMSE") return { ...peer, usesTls, asksCommitment };
  const credential = stowUser ? { stowUser, stowPassword: stowSecret } : { stowBearer: stowSecret };
  return { ...peer, stowUrl, ...(stowSecret && credential) };
}

export type RegisteredPeer = Omit<PeerForm, "stowUser" | "stowSecret"> & {
  peerId: string;
  hasCredential: boolean;
};

/** Registers a system, or changes the one given. Its secret is never shown: left empty it stays. */
export function PeerDialog({ peer }: { peer?: RegisteredPeer }) {
  const t = useTranslations("admin.peers");
  const c = useTranslations("common.actions");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<PeerForm>({
    resolver: zodResolver(PeerForm),
    values: peer ? { ...EMPTY, ...valuesOf(peer) } : EMPTY,
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      trigger={
        peer ? (
          <IconButton icon={Pencil} label={t("editOf", { name: peer.aeTitle })} hideTooltip />
        ) : (
          <Button variant="primary">
            <Plus aria-hidden />
            {t("add")}
          </Button>
        )
      }
      title={peer ? t("editOf", { name: peer.aeTitle }) : t("add")}
      description={peer ? (peer.hasCredential ? t("secretStays") : undefined) : t("addHint")}
      action={peer ? c("save") : t("add")}
      form={form}
      onSubmit={(values) =>
        change.mutateAsync(
          peer
            ? { path: `peers/${peer.peerId}`, method: "PUT", body: bodyOf(values) }
            : { path: "peers", body: bodyOf(values) },
        )
      }
    >
      <Field label={t("aeTitle")} hint={t("aeTitleHint")} error={invalid(errors.aeTitle)}>
        <Input maxLength={16} autoComplete="off" spellCheck={false} {...form.register("aeTitle")} />
      </Field>
      <div className="grid grid-cols-[1fr_7rem] gap-3">
        <Field label={t("host")} error={invalid(errors.host)}>
          <Input autoComplete="off" spellCheck={false} {...form.register("host")} />
        </Field>
        <Field label={t("port")} error={invalid(errors.port)}>
          <Input type="number" min={1} max={65535} {...form.register("port", { valueAsNumber: true })} />
        </Field>
      </div>
      <Field label={t("what")} error={invalid(errors.description)} optional>
        <Input placeholder={t("whatHint")} {...form.register("description")} />
      </Field>
      <PeerProtocolFields form={form} />
      <Controller
        control={form.control}
        name="isPreferred"
        render={({ field }) => (
          <Checkbox
            label={t("isPreferred")}
            checked={field.value}
            onCheckedChange={(checked) => field.onChange(checked === true)}
          />
        )}
      />
    </FormDialog>
  );
}

function valuesOf(peer: RegisteredPeer): Partial<PeerForm> {
  const { aeTitle, host, port, description, protocol, usesTls, asksCommitment, isPreferred, stowUrl } = peer;
  return { aeTitle, host, port, description, protocol, usesTls, asksCommitment, isPreferred, stowUrl };
}
