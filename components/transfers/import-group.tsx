"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { DatabaseBackup } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api } from "@/components/api-client";
import { Button, Field, Notice, Panel, Select, useFormat } from "@/components/ui";
import { Differences } from "./differences";
import { ImportStudies } from "./import-studies";
import { PatientChoice } from "./patient-choice";
import { fromForeign, fromPatient, isReady, type LocalValues, toReconciliation } from "./reconciliation";
import { ReconciliationTable } from "./reconciliation-table";
import { differencesIn } from "./send-dialog";
import type { PatientIdentity, ReconciliationPreview, Transfer } from "./transfer";
import { useDestinations, useTransferProblem } from "./use-transfers";

type ImportGroupProps = { shareId: string; from: string; studies: ReconciliationPreview[] };

const NOWHERE = "none";

/** One foreign patient's studies, the local patient they go under, and what changes. */
export function ImportGroup({ shareId, from, studies }: ImportGroupProps) {
  const t = useTranslations("transfers.import");
  const format = useFormat();
  const queries = useQueryClient();
  const problem = useTransferProblem();
  const peers = useDestinations().data?.items ?? [];
  const [first] = studies;
  const existing = studies.find((study) => study.existing)?.existing ?? null;
  const candidates = first?.candidates ?? [];
  const [local, setLocal] = useState<LocalValues>(() => startingValues(first, existing?.patient));
  const [known, setKnown] = useState<string[]>(
    () => candidates.find(({ matches }) => matches === "bsn" && !existing)?.differences ?? [],
  );
  const [chosen, setChosen] = useState(() => studies.map(({ studyInstanceUid }) => studyInstanceUid));
  const [accessions, setAccessions] = useState<Record<string, string>>({});
  const [onward, setOnward] = useState(NOWHERE);
  const [isConfirmed, setConfirmed] = useState(false);
  const start = useMutation({
    mutationFn: () =>
      api<{ transfers: Transfer[] }>(`/api/v1/shares/${encodeURIComponent(shareId)}/import`, {
        body: {
          studies: chosen.map((studyInstanceUid) => ({
            studyInstanceUid,
            reconciliation: toReconciliation(local, accessions[studyInstanceUid] ?? ""),
            confirmDifferences: isConfirmed,
          })),
          ...(onward !== NOWHERE && { onwardPeerId: onward }),
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["transfers"] }),
  });
  if (!first) return null;
  const change = (values: LocalValues, differences: string[] = []) => {
    setLocal(values);
    setKnown(differences);
    setConfirmed(false);
    start.reset();
  };
  const differences = [...new Set([...known, ...differencesIn(start.error)])];
  const isBlocked = differences.length > 0 && !isConfirmed;
  return (
    <Panel title={t("patient", { name: format.personName(first.foreign.name) || t("noName") })}>
      <div className="flex flex-col gap-5">
        <ImportStudies
          studies={studies}
          chosen={chosen}
          onChoose={setChosen}
          accessions={accessions}
          onAccessions={setAccessions}
        />
        {existing ? (
          <Notice tone="warn" title={t("existing")}>
            {t("existingText", {
              name: format.personName(existing.patient.name),
              number: existing.patient.patientIdentifier,
              birthDate: format.date(existing.patient.birthDate) || "–",
            })}
          </Notice>
        ) : (
          <PatientChoice
            candidates={candidates}
            chosenNumber={local.patientIdentifier}
            onChoose={(patient) => change(fromPatient(patient), patient.differences)}
          />
        )}
        <ReconciliationTable
          foreign={first.foreign}
          from={from}
          value={local}
          onChange={change}
          isFixed={existing !== null}
        />
        <p className="text-sm text-muted">{t("kept")}</p>
        <Differences differences={differences} isConfirmed={isConfirmed} onConfirm={setConfirmed} />
        {start.isError && differencesIn(start.error).length === 0 && (
          <div role="alert">
            <Notice tone="danger">{problem(start.error)}</Notice>
          </div>
        )}
        {start.isSuccess && (
          <div role="status">
            <Notice tone="ok">{t("started", { count: chosen.length })}</Notice>
          </div>
        )}
        <div className="flex flex-wrap items-end justify-end gap-3">
          {peers.length > 0 && (
            <Field label={t("onward")} className="w-64">
              <Select
                value={onward}
                onValueChange={setOnward}
                options={[
                  { value: NOWHERE, label: t("nowhere") },
                  ...peers.map(({ peerId, aeTitle, description }) => ({
                    value: peerId,
                    label: description ? `${aeTitle} – ${description}` : aeTitle,
                  })),
                ]}
              />
            </Field>
          )}
          <Button
            variant="primary"
            disabled={chosen.length === 0 || !isReady(local) || isBlocked}
            loading={start.isPending}
            onClick={() => start.mutate()}
          >
            <DatabaseBackup aria-hidden />
            {t("action", { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

/** Where it is already; else the own patient with the same BSN; else what the sender says, without a number. */
function startingValues(first: ReconciliationPreview | undefined, existing?: PatientIdentity): LocalValues {
  if (existing) return fromPatient(existing);
  const proposed = first?.candidates.find(({ matches }) => matches === "bsn");
  if (proposed) return fromPatient(proposed);
  return fromForeign(
    first?.foreign ?? {
      patientIdentifier: "",
      issuerOfPatientId: "",
      name: "",
      birthDate: null,
      sex: "",
      bsn: null,
    },
  );
}
