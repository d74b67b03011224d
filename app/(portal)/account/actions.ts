"use server";

import { revalidatePath } from "next/cache";
import { cookies } from "next/headers";
import { actionResult } from "@/app/action-result";
import { linkIntentCookie, requirePageUser } from "@/lib/auth";
import type { UserContext } from "@/lib/context";
import * as users from "@/lib/users";

async function change<T>(verb: (context: UserContext) => Promise<T>) {
  const context = await requirePageUser();
  const result = await actionResult(() => verb(context));
  if (result.ok) revalidatePath("/account");
  return result;
}

export async function endSession(sessionId: string) {
  return change((context) => users.endOwnSession(context, sessionId));
}

export async function createOwnToken(input: {
  name: string;
  scopes: ("api" | "dicomweb")[];
  expiresInDays: number;
}) {
  return change((context) =>
    users.createToken(context, { ...input, owner: { userId: context.actor.userId } }),
  );
}

export async function revokeOwnToken(tokenId: string) {
  return change((context) => users.revokeToken(context, tokenId));
}

export async function changePassword(input: { current: string; wanted: string }) {
  return change((context) => users.changeOwnPassword(context, input.current, input.wanted));
}

export async function startSecondFactor() {
  const context = await requirePageUser();
  return actionResult(() => users.beginSecondFactor(context));
}

export async function confirmSecondFactor(input: { draft: string; code: string; password?: string }) {
  const context = await requirePageUser();
  return actionResult(() => users.confirmSecondFactor(context, input));
}

export async function renewRecoveryCodes(password: string) {
  return change((context) => users.renewRecoveryCodes(context, password));
}

export async function startLinking() {
  const context = await requirePageUser();
  (await cookies()).set(linkIntentCookie(context));
}

export async function unlinkLogin(identityId: string) {
  return change((context) => users.unlinkIdentity(context, identityId));
}
