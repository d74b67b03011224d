import type { z } from "zod";
import { type Context, requireUser } from "@/lib/context";
import { db } from "@/lib/db";
import type { OwnLocale } from "./api";

/** The language in which this person wants mails; the screens' own language is a cookie. @throws ProblemError 403 */
export async function setOwnLocale(context: Context, input: z.output<typeof OwnLocale>): Promise<void> {
  const { actor } = requireUser(context);
  await db.user.update({ where: { id: actor.userId }, data: { locale: input.locale } });
}
