"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { MessageSquareQuote } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useMemo, useState } from "react";
import { api, isApiProblem } from "@/components/api-client";
import { dicomName, partsOfName } from "@/components/patient-name";
import {
  AddressLine,
  AddressSearch,
  PRIORITIES,
  type Priority,
  PURPOSES,
  type Purpose,
  type RecipientOption,
} from "@/components/shares";
import { useShellUser } from "@/components/shell";
import { Button, Chip, Field, Input, Notice, RadioGroup, Select, Textarea } from "@/components/ui";
import { GROUNDS, type Ground, type ImageRequestView, MODALITIES } from "./request";

const DAY_MS = 86_400_000;

/** A local moment as a field of type datetime-local has it. */
function toLocal(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

const isoDay = (dicom: string | null): string =>
  dicom && /^\d{8}$/.test(dicom)
    ? `${dicom.slice(0, 4)}-${dicom.slice(4, 6)}-${dicom.slice(6)}`
    : (dicom ?? "");

const BLANK = {
  family: "",
  given: "",
  prefix: "",
  birthDate: "",
  sex: "" as "" | "M" | "F" | "O",
  patientIdentifier: "",
  bsn: "",
};

interface CaseToAskFor {
  isOwn: boolean;
  canEdit: boolean;
  patient: Omit<ImageRequestView["patient"], "issuerOfPatientId">;
}

/** A number says something to the organisation whose number it is alone. */
function patientOfCase(found: CaseToAskFor | undefined): ImageRequestView["patient"] | undefined {
  if (!found) return undefined;
  const { patient, isOwn } = found;
  return { ...patient, patientIdentifier: isOwn ? patient.patientIdentifier : "", issuerOfPatientId: "" };
}

/** Asks another organisation: whose, of whom, what, why and by when. From a study the patient is filled in. */
export function RequestForm() {
  const t = useTranslations("requests");
  const s = useTranslations("shares");
  const router = useRouter();
  const user = useShellUser();
  const from = useSearchParams().get("study");
  const meetingCaseId = useSearchParams().get("case") ?? undefined;
  const [patient, setPatient] = useState(BLANK);
  const [issuer, setIssuer] = useState("");
  const [to, setTo] = useState<RecipientOption>();
  const [wanted, setWanted] = useState("");
  const [modalities, setModalities] = useState<string[]>([]);
  const [dateFrom, setDateFrom] = useState("");
  const [dateTo, setDateTo] = useState("");
  const [reason, setReason] = useState("");
  const [purpose, setPurpose] = useState<Purpose>(meetingCaseId ? "MDO" : "COMPARISON");
  const [priority, setPriority] = useState<Priority>("ROUTINE");
  const [ground, setGround] = useState<Ground>("TREATMENT");
  const [neededBy, setNeededBy] = useState("");
  // The page's own clock and zone: not the server's.
  useEffect(() => setNeededBy((before) => before || toLocal(new Date(Date.now() + 2 * DAY_MS))), []);

  const study = useQuery({
    queryKey: ["requests", "from-study", from],
    queryFn: ({ signal }) =>
      api<{ patient: ImageRequestView["patient"] }>(`/api/v1/studies/${encodeURIComponent(from ?? "")}`, {
        signal,
      }),
    enabled: from !== null,
  });
  const forCase = useQuery({
    queryKey: ["requests", "for-case", meetingCaseId],
    queryFn: ({ signal }) =>
      api<CaseToAskFor>(`/api/v1/meetings/cases/${encodeURIComponent(meetingCaseId ?? "")}`, { signal }),
    enabled: meetingCaseId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = useMemo(() => study.data?.patient ?? patientOfCase(forCase.data), [study.data, forCase.data]);
  useEffect(() => {
    if (!known) return;
    setPatient({
      ...partsOfName(known.name),
      birthDate: isoDay(known.birthDate),
      sex: ["M", "F", "O"].includes(known.sex) ? (known.sex as "M" | "F" | "O") : "",
      patientIdentifier: known.patientIdentifier,
      bsn: known.bsn ?? "",
    });
    setIssuer(known.issuerOfPatientId ?? "");
  }, [known]);

  const send = useMutation({
    mutationFn: () =>
      api<ImageRequestView>("/api/v1/requests", {
        body: {
          addressId: to?.addressId,
          patient: {
            name: dicomName(patient),
            birthDate: patient.birthDate || null,
            sex: patient.sex,
            patientIdentifier: patient.patientIdentifier,
            issuerOfPatientId: issuer,
            bsn: patient.bsn || null,
          },
          wanted,
          modalities,
          dateFrom,
          dateTo,
          reason,
          neededBy: new Date(neededBy).toISOString(),
          ground,
          purpose,
          priority,
          meetingCaseId,
        },
      }),
    onSuccess: ({ id }) => router.push(`/requests/${id}`),
  });
  const set = (key: keyof typeof BLANK) => (event: { target: { value: string } }) =>
    setPatient((before) => ({ ...before, [key]: event.target.value }));
  const missing =
    patient.family.trim() === "" ||
    (!patient.birthDate && !patient.bsn.trim() && !patient.patientIdentifier.trim())
      ? "patient"
      : !to
        ? "to"
        : reason.trim() === ""
          ? "reason"
          : neededBy === ""
            ? "neededBy"
            : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!missing && !forCase.isError && !send.isPending) send.mutate();
  };
  const problem = send.error;
  return (
    <form onSubmit={submit} className="absolute inset-0 flex flex-col">
      <h1 className="border-b bg-surface px-4 py-3 text-xl font-semibold">{t("new")}</h1>
      <div className="scroll-quiet grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] content-start overflow-y-auto lg:grid-cols-3 lg:content-stretch lg:divide-x lg:overflow-hidden">
        <Part title={t("form.patient")}>
          <Field label={t("form.family")}>
            <Input value={patient.family} onChange={set("family")} maxLength={64} autoComplete="off" />
          </Field>
          <div className="grid grid-cols-2 items-end gap-3">
            <Field label={t("form.given")}>
              <Input value={patient.given} onChange={set("given")} maxLength={64} autoComplete="off" />
            </Field>
            <Field label={t("form.prefix")} optional>
              <Input value={patient.prefix} onChange={set("prefix")} maxLength={32} autoComplete="off" />
            </Field>
            <Field label={t("form.birthDate")}>
              <Input type="date" value={patient.birthDate} onChange={set("birthDate")} />
            </Field>
            <Field label={t("form.sex")} optional>
              <Select
                value={patient.sex || "U"}
                onValueChange={(value) =>
                  setPatient((before) => ({
                    ...before,
                    sex: value === "U" ? "" : (value as "M" | "F" | "O"),
                  }))
                }
                options={(["U", "F", "M", "O"] as const).map((value) => ({
                  value,
                  label: t(`form.sexes.${value}`),
                }))}
              />
            </Field>
          </div>
          <Field label={t("form.bsn")} hint={t("form.bsnHint")}>
            <Input
              value={patient.bsn}
              onChange={set("bsn")}
              inputMode="numeric"
              maxLength={16}
              autoComplete="off"
            />
          </Field>
          <div className="grid grid-cols-2 gap-3">
            <Field label={t("form.number")} optional>
              <Input
                value={patient.patientIdentifier}
                onChange={set("patientIdentifier")}
                maxLength={64}
                autoComplete="off"
              />
            </Field>
            <Field label={t("form.issuer")} hint={t("form.issuerHint")} optional>
              <Input value={issuer} onChange={(event) => setIssuer(event.target.value)} maxLength={64} />
            </Field>
          </div>
        </Part>
        <Part title={t("form.toAndWhat")}>
          <Field as="group" label={t("form.to")}>
            <AddressSearch
              label={t("form.to")}
              onChoose={setTo}
              isExcluded={(address) => address.organization === user.organizationName}
            />
          </Field>
          {to && (
            <div className="rounded-md border bg-accent-soft px-3 py-2">
              <AddressLine address={to} />
            </div>
          )}
          <Field label={t("form.wanted")} hint={t("form.wantedHint")} optional>
            <Textarea
              rows={3}
              maxLength={1000}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          </Field>
          <fieldset>
            <legend className="mb-1.5 text-sm font-medium">{t("form.modalities")}</legend>
            <div className="flex flex-wrap gap-1.5">
              {MODALITIES.map((modality) => (
                <Chip
                  key={modality}
                  pressed={modalities.includes(modality)}
                  onClick={() =>
                    setModalities((before) =>
                      before.includes(modality)
                        ? before.filter((each) => each !== modality)
                        : [...before, modality],
                    )
                  }
                >
                  {modality}
                </Chip>
              ))}
            </div>
          </fieldset>
          <div className="grid grid-cols-2 gap-3">
            <Field label={t("form.dateFrom")} optional>
              <Input type="date" value={dateFrom} onChange={(event) => setDateFrom(event.target.value)} />
            </Field>
            <Field label={t("form.dateTo")} optional>
              <Input type="date" value={dateTo} onChange={(event) => setDateTo(event.target.value)} />
            </Field>
          </div>
        </Part>
        <Part title={t("form.why")}>
          <Field label={t("form.reason")}>
            <Textarea
              rows={3}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
          <Field as="group" label={t("form.ground")}>
            <RadioGroup
              value={ground}
              onValueChange={(value) => {
                setGround(value as Ground);
                if (value === "EMERGENCY") setPriority("EMERGENCY");
              }}
              options={GROUNDS.map((value) => ({
                value,
                label: t(`grounds.${value}`),
                hint: t(`groundHints.${value}`),
              }))}
            />
          </Field>
          <Field label={t("form.purpose")}>
            <Select
              value={purpose}
              onValueChange={(value) => setPurpose(value as Purpose)}
              options={PURPOSES.map((value) => ({ value, label: s(`purposes.${value}`) }))}
            />
          </Field>
          <Field as="group" label={t("form.priority")}>
            <RadioGroup
              orientation="horizontal"
              value={ground === "EMERGENCY" ? "EMERGENCY" : priority}
              disabled={ground === "EMERGENCY"}
              onValueChange={(value) => setPriority(value as Priority)}
              options={PRIORITIES.map((value) => ({ value, label: s(`priorities.${value}`) }))}
            />
          </Field>
          <Field label={t("form.neededBy")}>
            <Input
              type="datetime-local"
              value={neededBy}
              onChange={(event) => setNeededBy(event.target.value)}
            />
          </Field>
        </Part>
      </div>
      <footer className="flex flex-col gap-2 border-t bg-surface px-4 py-3">
        {forCase.isError && (
          <Notice tone="danger" title={t("form.caseGone")}>
            {t("form.caseGoneText")}
          </Notice>
        )}
        {forCase.data && <p className="text-sm">{t("form.forMeeting")}</p>}
        {send.isError && (
          <Notice tone="danger" title={t("form.failed")}>
            {isApiProblem(problem) && t.has(`problems.${problem.code}`)
              ? t(`problems.${problem.code}`)
              : t("problems.other")}
          </Notice>
        )}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p aria-live="polite" className="min-w-0 flex-1 basis-64 text-sm text-muted">
            {missing
              ? t(`form.missing.${missing}`)
              : t("form.summary", { organization: to?.organization ?? "", name: to?.name ?? "" })}
          </p>
          <Button
            type="submit"
            variant="primary"
            size="lg"
            disabled={missing !== null || forCase.isError}
            loading={send.isPending}
          >
            <MessageSquareQuote aria-hidden />
            {t("form.send")}
          </Button>
        </div>
      </footer>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="scroll-quiet flex min-w-0 flex-col gap-3 p-4 lg:overflow-y-auto">
      <h2 className="text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}
