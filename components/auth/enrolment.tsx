"use client";

import { type ConfirmSecondFactor, type Draft, SecondFactorSetup } from "./second-factor-setup";

/** The first sign-in of an account: nothing else opens before this is done. */
export function Enrolment({
  draft,
  confirm,
  callbackUrl,
}: {
  draft: Draft;
  confirm: ConfirmSecondFactor;
  callbackUrl: string;
}) {
  return (
    <SecondFactorSetup
      draft={draft}
      confirm={confirm}
      needsPassword={false}
      onDone={() => window.location.assign(callbackUrl)}
    />
  );
}
