"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";

export type SignInError = "invalid" | "second_factor_invalid" | "throttled" | "network";
export type SignInStep = "password" | "second-factor";

interface State {
  step: SignInStep;
  isBusy: boolean;
  error?: SignInError;
  retryAfterSeconds?: number;
}

/** The password sign-in and its second step; on success the browser goes to `callbackUrl`. */
export function usePasswordSignIn(callbackUrl: string) {
  const [state, setState] = useState<State>({ step: "password", isBusy: false });

  async function submit(credentials: { email: string; password: string; code?: string }) {
    setState(({ step }) => ({ step, isBusy: true }));
    const error = await request(credentials);
    if (error === null) {
      // A full load: what the page showed before sign-in is worth nothing now.
      window.location.assign(callbackUrl);
      return;
    }
    const [code = "", seconds] = error.split(":");
    if (code === "second_factor") setState({ step: "second-factor", isBusy: false });
    else
      setState(({ step }) => ({
        step,
        isBusy: false,
        error: isSignInError(code) ? code : "invalid",
        ...(seconds ? { retryAfterSeconds: Number(seconds) } : {}),
      }));
  }

  return { ...state, submit, backToPassword: () => setState({ step: "password", isBusy: false }) };
}

async function request(credentials: {
  email: string;
  password: string;
  code?: string;
}): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { ...credentials, redirect: false });
    if (answer?.ok) return null;
    return answer?.error ?? "network";
  } catch {
    return "network";
  }
}

function isSignInError(code: string): code is SignInError {
  return ["invalid", "second_factor_invalid", "throttled", "network"].includes(code);
}
