"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RadioTower, Siren } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { api, isApiProblem } from "@/components/api-client";
import { ProblemState } from "@/components/problem-state";
import { AddressLine, AddressSearch, type RecipientOption, type Share } from "@/components/shares";
import { canSend, useShellUser } from "@/components/shell";
import {
  Button,
  Chip,
  cn,
  EmptyState,
  Field,
  Input,
  ModalityBadge,
  Notice,
  RadioGroup,
  SkeletonRows,
  useFormat,
} from "@/components/ui";
import type { ArrivingStudy } from "@/lib/studies";

const LOOK_EVERY_MS = 2_000;
const LONGEST_REASON = 1000;
const GROUNDS = ["TREATMENT", "CANNOT_CONSENT"] as const;
type Ground = (typeof GROUNDS)[number];

/**
 * What the scanner is sending in right now, and one button that sends it on as an emergency. The last one is chosen
 * already, and so is the mailbox that got the last: here, why, send.
 */
export function ArrivingPage() {
  const t = useTranslations("emergency");
  const user = useShellUser();
  const arriving = useQuery({
    queryKey: ["studies", "arriving"],
    queryFn: ({ signal }) => api<{ items: ArrivingStudy[] }>("/api/v1/studies/arriving", { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
  const [chosenUid, setChosenUid] = useState<string>();
  // By when they began, so that no row moves while several come in. The last one counts, until another is chosen or
  // the form is touched: what somebody looks at doesn't change under the hand.
  const items = (arriving.data?.items ?? []).toSorted((a, b) =>
    b.firstReceivedAt.localeCompare(a.firstReceivedAt),
  );
  const chosen = items.find(({ studyInstanceUid }) => studyInstanceUid === chosenUid) ?? items[0];
  return (
    <div className="scroll-quiet absolute inset-0 flex flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
      <section
        aria-label={t("arriving")}
        className="scroll-quiet flex min-w-0 shrink-0 flex-col lg:flex-1 lg:shrink lg:overflow-y-auto"
      >
        <header className="border-b bg-surface px-4 py-3">
          <h1 className="text-xl font-semibold">{t("title")}</h1>
          <p className="text-sm text-muted">{t("description")}</p>
        </header>
        {arriving.isPending ? (
          <SkeletonRows rows={4} />
        ) : arriving.isError && items.length === 0 ? (
          <ProblemState error={arriving.error} onRetry={() => arriving.refetch()} />
        ) : items.length === 0 ? (
          <EmptyState icon={RadioTower} title={t("nothing")}>
            {t("nothingText")}
          </EmptyState>
        ) : (
          <ul
            aria-label={t("arriving")}
            className="scroll-quiet max-h-72 overflow-y-auto bg-surface lg:max-h-none lg:overflow-visible"
          >
            {items.map((study) => (
              <ArrivingRow
                key={study.studyInstanceUid}
                study={study}
                isChosen={study === chosen}
                onChoose={() => setChosenUid(study.studyInstanceUid)}
              />
            ))}
          </ul>
        )}
      </section>
      {chosen && canSend(user.roles) && (
        <SendNow
          key={chosen.studyInstanceUid}
          study={chosen}
          onTouch={() => setChosenUid(chosen.studyInstanceUid)}
        />
      )}
    </div>
  );
}

function ArrivingRow({
  study,
  isChosen,
  onChoose,
}: {
  study: ArrivingStudy;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const t = useTranslations("emergency");
  const format = useFormat();
  return (
    <li className="border-b">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={cn(
          "grid w-full gap-x-4 gap-y-1 border-l-3 border-l-transparent px-4 py-2.5 text-left text-sm hover:bg-sunken focus-visible:-outline-offset-2 sm:grid-cols-[1fr_1fr_11rem]",
          isChosen && "border-l-danger bg-accent-soft",
        )}
      >
        <span className="min-w-0">
          <span className="block font-semibold break-words">
            {format.personName(study.patient.name) || t("noName")}
          </span>
          <span className="block text-muted tabular-nums">
            {[format.date(study.patient.birthDate), study.patient.patientIdentifier]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
        <span className="flex min-w-0 flex-wrap content-start items-center gap-1.5">
          {study.modalities.map((modality) => (
            <ModalityBadge key={modality} modality={modality} />
          ))}
          <span className="break-words">{study.description || t("noDescription")}</span>
        </span>
        <span className="tabular-nums sm:text-right">
          <span className="block font-medium">{t("received", { count: study.instanceCount })}</span>
          <span className="block text-muted" suppressHydrationWarning>
            {t("last", { time: format.time(study.lastReceivedAt) })}
          </span>
        </span>
      </button>
    </li>
  );
}

function SendNow({ study, onTouch }: { study: ArrivingStudy; onTouch: () => void }) {
  const t = useTranslations("emergency");
  const router = useRouter();
  const format = useFormat();
  const recent = useQuery({
    queryKey: ["shares", "recent-recipients"],
    queryFn: ({ signal }) =>
      api<{ items: RecipientOption[] }>("/api/v1/shares/recent-recipients", { signal }),
  });
  const known = (recent.data?.items ?? []).filter(({ isConnected }) => isConnected);
  const [given, setGiven] = useState<RecipientOption>();
  const to = given ?? known.find(({ kind }) => kind === "MAILBOX") ?? known[0];
  const [reason, setReason] = useState("");
  const [ground, setGround] = useState<Ground>("TREATMENT");
  // One click, one share: also when the answer was lost.
  const [key] = useState(() => crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      api<Share>("/api/v1/shares", {
        headers: { "idempotency-key": key },
        body: {
          studies: [{ studyInstanceUid: study.studyInstanceUid }],
          recipients: [{ addressId: to?.addressId }],
          purpose: "TRANSFER",
          priority: "EMERGENCY",
          emergencyReason: reason.trim(),
          emergencyGround: ground,
        },
      }),
    onSuccess: ({ id }) => router.push(`/sent/${id}`),
  });
  const reasons = (["stroke", "trauma", "aneurysm", "bleeding", "other"] as const).map((each) =>
    t(`reasons.${each}`),
  );
  const isReady = to !== undefined && reason.trim() !== "";
  return (
    <section
      aria-label={t("send")}
      onPointerDownCapture={onTouch}
      onFocusCapture={onTouch}
      className="scroll-quiet flex shrink-0 flex-col gap-4 border-t bg-surface p-4 lg:w-104 lg:overflow-y-auto lg:border-t-0 lg:border-l"
    >
      <h2 className="text-base font-semibold break-words">
        {t("sendOf", { name: format.personName(study.patient.name) || t("noName") })}
      </h2>
      <Field as="group" label={t("to")}>
        {known.length > 0 && (
          <div className="flex flex-wrap gap-1.5">
            {known.slice(0, 5).map((address) => (
              <Chip
                key={address.addressId}
                pressed={address.addressId === to?.addressId}
                onClick={() => setGiven(address)}
              >
                <span className="truncate">
                  {address.name} · {address.organization}
                </span>
              </Chip>
            ))}
          </div>
        )}
        <AddressSearch label={t("to")} onChoose={setGiven} />
        {to && (
          <div className="rounded-md border bg-accent-soft px-3 py-2">
            <AddressLine address={to} />
          </div>
        )}
      </Field>
      <Field label={t("reason")}>
        <Input
          value={reason}
          maxLength={LONGEST_REASON}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div className="-mt-2 flex flex-wrap gap-1.5">
        {reasons.map((each) => (
          <Chip key={each} pressed={reason === each} onClick={() => setReason(each)}>
            {each}
          </Chip>
        ))}
      </div>
      <Field as="group" label={t("ground")}>
        <RadioGroup
          value={ground}
          onValueChange={(value) => setGround(value as Ground)}
          options={GROUNDS.map((value) => ({
            value,
            label: t(`grounds.${value}`),
            hint: t(`groundHints.${value}`),
          }))}
        />
      </Field>
      {send.isError && (
        <Notice tone="danger" title={t("failed")}>
          {isApiProblem(send.error, "network") ? t("failedNetwork") : t("failedText")}
        </Notice>
      )}
      <Button
        variant="danger"
        size="lg"
        disabled={!isReady}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        <Siren aria-hidden />
        {t("sendNow")}
      </Button>
      {!isReady && <p className="text-sm text-muted">{t(to ? "missing.reason" : "missing.to")}</p>}
    </section>
  );
}
