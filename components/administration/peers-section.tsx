"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge, IconButton, Notice, useFormat } from "@/components/ui";
import { ConfirmDialog } from "./confirm-dialog";
import { PeerDialog, type RegisteredPeer } from "./peer-dialog";
import { RecordTable } from "./record-table";
import { SectionFrame } from "./section";
import { useAdministration, useChange } from "./use-administration";
import { VerifyPeer } from "./verify-peer";

type Peer = RegisteredPeer & { createdAt: string };
type Answer = { items: Peer[]; calledAeTitle: string; port: number };

/** The PACS and modalities that send in the organisation's name, and that studies are sent on to. */
export function PeersSection() {
  const t = useTranslations("admin.peers");
  const format = useFormat();
  const change = useChange();
  const query = useAdministration<Answer>("peers");
  return (
    <SectionFrame title={t("title")} description={t("description")} query={query} actions={<PeerDialog />}>
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
              {
                header: t("protocol"),
                from: "sm",
                cell: (peer) => (
                  <span className="flex flex-wrap items-center gap-2">
                    {howOf(peer, t)}
                    {peer.isPreferred && <Badge>{t("preferred")}</Badge>}
                  </span>
                ),
              },
              { header: t("what"), from: "md", cell: ({ description }) => description },
              { header: t("since"), from: "md", cell: ({ createdAt }) => format.date(createdAt) },
            ]}
            actions={{
              header: t("remove"),
              cell: ({ peerId, aeTitle, ...peer }) => (
                <>
                  <VerifyPeer peerId={peerId} name={aeTitle} />
                  <PeerDialog peer={{ peerId, aeTitle, ...peer }} />
                  <ConfirmDialog
                    trigger={
                      <IconButton icon={Trash2} label={t("removeOf", { name: aeTitle })} hideTooltip />
                    }
                    title={t("removeOf", { name: aeTitle })}
                    text={t("removeText")}
                    action={t("remove")}
                    onConfirm={() => change.mutateAsync({ path: `peers/${peerId}`, method: "DELETE" })}
                  />
                </>
              ),
            }}
          />
        </>
      )}
    </SectionFrame>
  );
}

/** By what it is sent to, in a few words. */
function howOf(peer: Peer, t: ReturnType<typeof useTranslations<"admin.peers">>): string {
  return [
    peer.protocol === "DICOMWEB" ? "STOW-RS" : peer.usesTls ? "DICOM TLS" : "DICOM",
    peer.hasCredential && t("hasCredential"),
    peer.asksCommitment && t("commitmentShort"),
  ]
    .filter(Boolean)
    .join(" · ");
}
