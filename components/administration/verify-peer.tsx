"use client";

import { useMutation } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useTranslations } from "next-intl";
import { api } from "@/components/api-client";
import { IconButton, toast } from "@/components/ui";
import { useProblemText } from "./use-administration";

type Answer = { isReachable: boolean; code: string | null; detail: string };

/** Calls a system and says whether it answers. */
export function VerifyPeer({ peerId, name }: { peerId: string; name: string }) {
  const t = useTranslations("admin.peers");
  const e = useTranslations("transfers.errors");
  const problemText = useProblemText();
  const { mutate, isPending } = useMutation({
    mutationFn: () => api<Answer>(`/api/v1/administration/peers/${peerId}/verify`, { method: "POST" }),
    onSuccess: ({ isReachable, code, detail }) => {
      if (isReachable) return toast.success(t("answers", { name }));
      const known = code !== null && e.has(code as "unknown") ? e(code as "unknown") : e("unknown");
      return toast.error(`${name}: ${known}`, { description: detail });
    },
    onError: (error) => toast.error(problemText(error)),
  });
  return (
    <IconButton
      icon={Activity}
      label={t("verifyOf", { name })}
      disabled={isPending}
      aria-busy={isPending}
      onClick={() => mutate()}
    />
  );
}
