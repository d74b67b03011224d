"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { HardDriveUpload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api, isApiProblem } from "@/components/api-client";
import { useShellUser } from "@/components/shell";
import { Button, Dialog, Field, Notice, RadioGroup, Select, Skeleton, toast } from "@/components/ui";
import { AccessionField } from "./accession-field";
import { Differences } from "./differences";
import { PatientChoice } from "./patient-choice";
import { fromForeign, fromPatient, isReady, type LocalValues, toReconciliation } from "./reconciliation";
import { ReconciliationTable } from "./reconciliation-table";
import { type SeriesChoice, SeriesPicker } from "./series-picker";
import type { ReconciliationPreview, Transfer } from "./transfer";
import { useDestinations, useTransferProblem } from "./use-transfers";

export type StudyToSend = { studyInstanceUid: string; series: SeriesChoice[] };

/** Sends a study on to a PACS of the own organisation. */
export function SendToPacs({ study }: { study: StudyToSend }) {
  const t = useTranslations("transfers.send");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <HardDriveUpload aria-hidden />
        {t("button")}
      </Button>
      {isOpen && <SendDialog study={study} onClose={() => setOpen(false)} />}
    </>
  );
}

function SendDialog({ study, onClose }: { study: StudyToSend; onClose: () => void }) {
  const t = useTranslations("transfers.send");
  const c = useTranslations("common.actions");
  const user = useShellUser();
  const queries = useQueryClient();
  const problem = useTransferProblem();
  const destinations = useDestinations();
  const [chosenPeer, setPeer] = useState<string>();
  const [series, setSeries] = useState(() => study.series.map(({ seriesInstanceUid }) => seriesInstanceUid));
  const [isForeign, setForeign] = useState(false);
  const [local, setLocal] = useState<LocalValues>();
  const [accession, setAccession] = useState("");
  const [isConfirmed, setConfirmed] = useState(false);
  const path = `/api/v1/studies/${study.studyInstanceUid}`;
  const preview = useQuery({
    queryKey: ["reconciliation", study.studyInstanceUid],
    queryFn: ({ signal }) => api<ReconciliationPreview>(`${path}/reconciliation`, { signal }),
    enabled: isForeign,
  });
  const peers = destinations.data?.items ?? [];
  const peerId = chosenPeer ?? peers[0]?.peerId;
  const values = preview.data && (local ?? fromForeign(preview.data.foreign));
  const isWhole = series.length === study.series.length;
  const sending = useMutation({
    mutationFn: () =>
      api<Transfer>(`${path}/transfers`, {
        body: {
          peerId,
          ...(!isWhole && { seriesInstanceUids: series }),
          ...(isForeign &&
            values && {
              reconciliation: toReconciliation(values, accession),
              confirmDifferences: isConfirmed,
            }),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["transfers"] });
      toast.success(t("started"));
      onClose();
    },
  });
  const differences = differencesIn(sending.error);
  const isComplete = peerId !== undefined && series.length > 0 && (!isForeign || (values && isReady(values)));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title")}
      description={t("text")}
      size={isForeign ? "lg" : "md"}
      footer={
        <>
          <Button onClick={onClose}>{c("cancel")}</Button>
          <Button
            variant="primary"
            disabled={!isComplete || (differences.length > 0 && !isConfirmed)}
            loading={sending.isPending}
            onClick={() => sending.mutate()}
          >
            {t("action")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {destinations.isPending && <Skeleton className="h-9 w-full" />}
        {destinations.isError && <Notice tone="danger">{problem(destinations.error)}</Notice>}
        {destinations.isSuccess && peers.length === 0 && (
          <Notice tone="warn" title={t("noPeers")}>
            {user.roles.includes("ADMINISTRATOR") ? (
              <Link href="/administration/peers" className="underline underline-offset-3">
                {t("addPeer")}
              </Link>
            ) : (
              t("askPeer")
            )}
          </Notice>
        )}
        {peers.length > 0 && (
          <Field label={t("to")}>
            <Select
              value={peerId}
              onValueChange={setPeer}
              options={peers.map((peer) => ({
                value: peer.peerId,
                label: peer.description ? `${peer.aeTitle} – ${peer.description}` : peer.aeTitle,
              }))}
            />
          </Field>
        )}
        <SeriesPicker series={study.series} chosen={series} onChange={setSeries} />
        <Field label={t("identity")} as="group">
          <RadioGroup
            value={isForeign ? "foreign" : "own"}
            onValueChange={(value) => setForeign(value === "foreign")}
            options={[
              { value: "own", label: t("asItIs"), hint: t("asItIsHint") },
              { value: "foreign", label: t("reconcile"), hint: t("reconcileHint") },
            ]}
          />
        </Field>
        {isForeign && preview.isPending && <Skeleton className="h-40 w-full" />}
        {isForeign && preview.isError && <Notice tone="danger">{problem(preview.error)}</Notice>}
        {isForeign && preview.data && values && (
          <div className="flex flex-col gap-4">
            <PatientChoice
              candidates={preview.data.candidates}
              chosenNumber={values.patientIdentifier}
              onChoose={(patient) => setLocal(fromPatient(patient))}
            />
            <ReconciliationTable foreign={preview.data.foreign} from="" value={values} onChange={setLocal} />
            <AccessionField
              foreign={preview.data.foreign.accessionNumber}
              value={accession}
              onChange={setAccession}
            />
          </div>
        )}
        <Differences differences={differences} isConfirmed={isConfirmed} onConfirm={setConfirmed} />
        {sending.isError && differences.length === 0 && (
          <div role="alert">
            <Notice tone="danger">{problem(sending.error)}</Notice>
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** What the server wants to be confirmed, out of its refusal. */
export function differencesIn(error: unknown): string[] {
  if (!isApiProblem(error, "differences_not_confirmed")) return [];
  const { differences } = error.extensions;
  return Array.isArray(differences) ? differences.map(String) : [];
}
