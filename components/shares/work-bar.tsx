"use client";

import { Hand, UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useShellUser } from "@/components/shell";
import { Button, Chip, Select } from "@/components/ui";
import { mine, type Share } from "./share";
import { useShareAction } from "./use-share";

const WORK = ["UNREAD", "IN_PROGRESS", "DONE"] as const;
const NOBODY = "nobody";

/** How far the own side is, and in a mailbox who does it. */
export function WorkBar({ share }: { share: Share }) {
  const t = useTranslations("inbox.work");
  const user = useShellUser();
  const { mutateAsync, isPending } = useShareAction(share.id);
  const [first] = mine(share);
  if (!first) return null;
  const colleagues = [
    ...new Map(
      mine(share).flatMap((each) => each.colleagues.map((person) => [person.userId, person] as const)),
    ).values(),
  ];
  const act = (action: "work" | "claim", body: unknown) => mutateAsync({ action, body }).catch(() => {});
  return (
    <section
      aria-label={t("label")}
      className="mx-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-surface px-3 py-2"
    >
      <fieldset className="flex flex-wrap items-center gap-2" disabled={isPending}>
        <legend className="sr-only">{t("label")}</legend>
        {WORK.map((work) => (
          <Chip key={work} pressed={first.work === work} onClick={() => act("work", { work })}>
            {t(work)}
          </Chip>
        ))}
      </fieldset>
      {colleagues.length > 1 && (
        <div className="flex flex-wrap items-center gap-2 text-sm sm:ml-auto">
          {first.assignee === null ? (
            <Button size="sm" onClick={() => act("claim", {})} disabled={isPending}>
              <Hand aria-hidden />
              {t("claim")}
            </Button>
          ) : (
            <UserRoundCheck aria-hidden className="size-4 text-muted" />
          )}
          <Select
            aria-label={t("assignee")}
            className="w-56"
            value={first.assignee?.userId ?? NOBODY}
            onValueChange={(value) => act("claim", { assigneeId: value === NOBODY ? null : value })}
            options={[
              { value: NOBODY, label: t("nobody") },
              ...colleagues.map(({ userId, name }) => ({
                value: userId,
                label: userId === user.userId ? t("me", { name }) : name,
              })),
            ]}
          />
        </div>
      )}
    </section>
  );
}
