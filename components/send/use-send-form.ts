"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { api, isApiProblem } from "@/components/api-client";
import {
  endOfDay,
  type Priority,
  type Purpose,
  type RecipientOption,
  type Share,
  type ShareCheck,
  type StudySummary,
  toDateInput,
} from "@/components/shares";
import { clearSelection, rememberedSelection } from "@/components/studies";
import { type Chosen, forgetChosen, rememberChosen, rememberedChosen, takeAddress } from "./selection";

type Recents = { items: RecipientOption[]; lastPurpose: Purpose | null };

/** Everything the page Send knows and does; the three parts and the summary only show it. */
export function useSendForm() {
  const router = useRouter();
  const queries = useQueryClient();
  const [isReady, setReady] = useState(false);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [recipients, setRecipients] = useState<RecipientOption[]>([]);
  const [purposeChosen, setPurpose] = useState<Purpose>();
  const [priority, setPriority] = useState<Priority>("ROUTINE");
  const [message, setMessage] = useState("");
  const [emergencyReason, setEmergencyReason] = useState("");
  const [emergencyGround, setEmergencyGround] = useState<"TREATMENT" | "CANNOT_CONSENT">("TREATMENT");
  const [dateChosen, setDate] = useState<string>();
  const [canDownload, setCanDownload] = useState(true);
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [isConfirmed, setConfirmed] = useState(false);
  const attempt = useRef<{ body: string; key: string }>(undefined);
  // The second half of a double click comes before anything is drawn again.
  const isSending = useRef(false);

  useEffect(() => {
    const fromList = rememberedSelection().map((studyInstanceUid) => ({ studyInstanceUid }));
    // What the list of studies handed over is newer than what this page kept of itself.
    if (fromList.length > 0) rememberChosen(fromList);
    clearSelection();
    setChosen(rememberedChosen());
    const address = takeAddress();
    if (address) setRecipients([address]);
    setReady(true);
  }, []);
  useEffect(() => {
    if (isReady) rememberChosen(chosen);
  }, [isReady, chosen]);

  const recents = useQuery({
    queryKey: ["shares", "recent-recipients"],
    queryFn: ({ signal }) => api<Recents>("/api/v1/shares/recent-recipients", { signal }),
  });
  const purpose: Purpose = purposeChosen ?? recents.data?.lastPurpose ?? "REFERRAL";

  const question = {
    studies: chosen,
    recipients: recipients.map(({ addressId }) => ({ addressId })),
    purpose,
    priority,
  };
  const check = useQuery({
    queryKey: ["shares", "check", question],
    queryFn: ({ signal }) => api<ShareCheck>("/api/v1/shares/check", { body: question, signal }),
    enabled: isReady,
    placeholderData: keepPreviousData,
    retry: (count, error) => count < 2 && !isApiProblem(error, "not_found"),
  });
  // A check that fails takes nothing off the page that an earlier one brought.
  const last = useRef<ShareCheck>(undefined);
  useEffect(() => {
    if (check.data) last.current = check.data;
  }, [check.data]);
  const checked = check.data ?? last.current;
  const uids = new Set(chosen.map(({ studyInstanceUid }) => studyInstanceUid));
  const studies = (checked?.studies ?? []).filter((study) => uids.has(study.studyInstanceUid));
  const findings = (checked?.findings ?? []).filter(
    ({ studyInstanceUid, addressId }) =>
      (studyInstanceUid === undefined || uids.has(studyInstanceUid)) &&
      (addressId === undefined || recipients.some((recipient) => recipient.addressId === addressId)),
  );
  const mustConfirm = findings.some(({ severity }) => severity === "confirm");
  const isBlocked = findings.some(({ severity }) => severity === "blocking");
  const date = dateChosen ?? (checked ? toDateInput(checked.defaultExpiresAt) : "");
  const documents = studies.flatMap((study) => study.documents);

  const send = useMutation({
    mutationFn: () => {
      const body = {
        ...question,
        message: message.trim(),
        ...(priority === "EMERGENCY" && { emergencyReason: emergencyReason.trim(), emergencyGround }),
        canDownload,
        ...(dateChosen && { expiresAt: endOfDay(dateChosen) }),
        ...(leftOut.size > 0 && {
          documentIds: documents.map(({ documentId }) => documentId).filter((id) => !leftOut.has(id)),
        }),
      };
      const text = JSON.stringify(body);
      // The same content keeps its key, so that a second click or a second try after a lost answer sends once.
      if (attempt.current?.body !== text) attempt.current = { body: text, key: crypto.randomUUID() };
      return api<Share>("/api/v1/shares", { body, headers: { "idempotency-key": attempt.current.key } });
    },
    onSuccess: async (share) => {
      forgetChosen();
      queries.setQueryData(["shares", "one", share.id], share);
      await queries.invalidateQueries({ queryKey: ["shares", "list"] });
      queries.removeQueries({ queryKey: ["shares", "recent-recipients"] });
      router.push(`/sent/${share.id}`);
    },
    onError: () => {
      isSending.current = false;
    },
  });
  // What can't be looked at now isn't left out of an emergency: it is told, and the server decides.
  const isUnchecked = priority === "EMERGENCY" && check.isError && !isApiProblem(check.error, "not_found");
  const canSend =
    ((studies.length === chosen.length && !check.isError) || isUnchecked) &&
    chosen.length > 0 &&
    recipients.length > 0 &&
    !isBlocked &&
    (!mustConfirm || isConfirmed) &&
    (priority !== "EMERGENCY" || emergencyReason.trim() !== "") &&
    !send.isPending &&
    !send.isSuccess;
  const submit = () => {
    if (!canSend || isSending.current) return;
    isSending.current = true;
    send.mutate();
  };

  return {
    isReady,
    chosen,
    studies,
    recipients,
    purpose,
    priority,
    message,
    emergencyReason,
    emergencyGround,
    date,
    canDownload,
    leftOut,
    isConfirmed,
    recents: recents.data?.items ?? [],
    check,
    findings,
    mustConfirm,
    send,
    canSend,
    submit,
    setPurpose,
    setPriority,
    setMessage,
    setEmergencyReason,
    setEmergencyGround,
    setDate,
    setCanDownload,
    setConfirmed,
    addStudy: (studyInstanceUid: string) =>
      setChosen((all) =>
        all.some((each) => each.studyInstanceUid === studyInstanceUid) ? all : [...all, { studyInstanceUid }],
      ),
    removeStudy: (studyInstanceUid: string) =>
      setChosen((all) => all.filter((each) => each.studyInstanceUid !== studyInstanceUid)),
    setSeries: (study: StudySummary, seriesInstanceUids: string[]) =>
      setChosen((all) =>
        all.map((each) =>
          each.studyInstanceUid !== study.studyInstanceUid
            ? each
            : {
                studyInstanceUid: study.studyInstanceUid,
                ...(seriesInstanceUids.length < study.series.length && { seriesInstanceUids }),
              },
        ),
      ),
    toggleDocument: (documentId: string) =>
      setLeftOut((all) => {
        const next = new Set(all);
        if (!next.delete(documentId)) next.add(documentId);
        return next;
      }),
    addRecipient: (address: RecipientOption) =>
      setRecipients((all) =>
        all.some(({ addressId }) => addressId === address.addressId) ? all : [...all, address],
      ),
    removeRecipient: (addressId: string) =>
      setRecipients((all) => all.filter((each) => each.addressId !== addressId)),
    replaceRecipient: (addressId: string, by: RecipientOption) =>
      setRecipients((all) => [
        ...all.filter((each) => each.addressId !== addressId && each.addressId !== by.addressId),
        by,
      ]),
  };
}

export type SendForm = ReturnType<typeof useSendForm>;
