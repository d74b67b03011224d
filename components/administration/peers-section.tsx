"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { Button, Field, IconButton, Input, Notice, useFormat } from "@/components/ui";
import { ConfirmDialog } from "./confirm-dialog";
import { FormDialog, useInvalid } from "./form-dialog";
import { RecordTable } from "./record-table";
import { SectionFrame } from "./section";
import { useAdministration, useChange } from "./use-administration";

type Peer = {
  peerId: string;
  aeTitle: string;
  host: string;
  port: number;
  description: string;
  createdAt: string;
};
type Answer = { items: Peer[]; calledAeTitle: string; port: number };

/** The PACS and modalities that may send in the organisation's name. */
export function PeersSection() {
  const t = useTranslations("admin.peers");
  const format = useFormat();
  const change = useChange();
  const query = useAdministration<Answer>("peers");
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query} actions={<AddPeer />}>
      {({ items, calledAeTitle, port }) => (
        <>
          <Notice>{t("sendTo", { aeTitle: calledAeTitle, port: String(port) })}</Notice>
          <RecordTable
            label={t("title")}
            rows={items}
            rowKey={({ peerId }) => peerId}
            empty={t("none")}
            columns={[
              { header: t("aeTitle"), className: "font-medium", cell: ({ aeTitle }) => aeTitle },
              { header: t("host"), className: "break-all", cell: ({ host, port }) => `${host}:${port}` },
              { header: t("what"), from: "md", cell: ({ description }) => description },
              { header: t("since"), from: "sm", cell: ({ createdAt }) => format.date(createdAt) },
            ]}
            actions={{
              header: t("remove"),
              cell: ({ peerId, aeTitle }) => (
                <ConfirmDialog
                  trigger={<IconButton icon={Trash2} label={t("removeOf", { name: aeTitle })} hideTooltip />}
                  title={t("removeOf", { name: aeTitle })}
                  text={t("removeText")}
                  action={t("remove")}
                  onConfirm={() => change.mutateAsync({ path: `peers/${peerId}`, method: "DELETE" })}
                />
              ),
            }}
          />
        </>
      )}
    </SectionFrame>
  );
}

const Form = z.object({
  aeTitle: z.string().regex(/^[!-[\]-~](?:[ -[\]-~]{0,14}[!-[\]-~])?$/, "aeTitle"),
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "host"),
  port: z.number("port").int("port").min(1, "port").max(65535, "port"),
  description: z.string().trim().max(200, "tooLong"),
});

function AddPeer() {
  const t = useTranslations("admin.peers");
  const invalid = useInvalid();
  const change = useChange({ isToldByForm: true });
  const form = useForm<z.output<typeof Form>>({
    resolver: zodResolver(Form),
    defaultValues: { aeTitle: "", host: "", port: 104, description: "" },
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          {t("add")}
        </Button>
      }
      title={t("add")}
      description={t("addHint")}
      action={t("add")}
      form={form}
      onSubmit={(body) => change.mutateAsync({ path: "peers", body })}
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
    </FormDialog>
  );
}
