"use server";

import { actionResult } from "@/app/action-result";
import { requireSignedIn } from "@/lib/auth";
import { confirmSecondFactor } from "@/lib/users";

/** Open to who has signed in by password alone: that is who has to enrol. */
export async function confirmEnrolment(input: { draft: string; code: string; password?: string }) {
  const { context } = await requireSignedIn();
  return actionResult(() => confirmSecondFactor(context, input));
}
