import { useEffect, useRef } from "react";
import { request } from "../data/dicomweb";
import { ViewerFailure } from "../data/failure";

const EVERY_MS = 20_000;
const WHILE_ARRIVING_MS = 4_000;
const SECOND_TRY_MS = 2_000;
/** Nobody at the screen: no requests either, so that an idle session can end. */
const ACTIVE_WITHIN_MS = 90_000;
const ACTIVITY = ["pointermove", "keydown", "wheel", "focus"] as const;

type Options = {
  /** `{root}/opening` without metadata: the right to see, and what there is to see. */
  url: string;
  isEnabled: boolean;
  /** A study that grows is asked for more often, also while its reader only watches. */
  isArriving: boolean;
  onAnswer: (body: unknown) => void;
  onFailure: (failure: ViewerFailure) => void;
};

/**
 * Asks now and then whether these images may still be seen, and whether there are more: when all is loaded there is
 * no other request that a revoked share could answer.
 */
export function useHeartbeat({ url, isEnabled, isArriving, ...callbacks }: Options): void {
  const report = useRef(callbacks);
  report.current = callbacks;

  useEffect(() => {
    if (!isEnabled) return;
    const abort = new AbortController();
    let lastActivity = Date.now();
    let lastCheck = Date.now();
    const check = async () => {
      lastCheck = Date.now();
      const answer = await askTwice(url, abort.signal);
      if (abort.signal.aborted) return;
      if (answer instanceof ViewerFailure) report.current.onFailure(answer);
      else if (answer) report.current.onAnswer(answer);
    };
    const onActivity = () => {
      lastActivity = Date.now();
      // Back after a pause: whether the images may still be seen is the first thing to know.
      if (Date.now() - lastCheck > EVERY_MS * 2) void check();
    };
    const onVisible = () => {
      if (document.visibilityState === "visible") onActivity();
    };
    const timer = setInterval(
      () => {
        const isActive = isArriving || Date.now() - lastActivity < ACTIVE_WITHIN_MS;
        if (isActive && document.visibilityState === "visible") void check();
      },
      isArriving ? WHILE_ARRIVING_MS : EVERY_MS,
    );
    for (const name of ACTIVITY) window.addEventListener(name, onActivity, { passive: true });
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      abort.abort();
      clearInterval(timer);
      for (const name of ACTIVITY) window.removeEventListener(name, onActivity);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [url, isEnabled, isArriving]);
}

/** A dropped packet isn't a lost server: a second try decides. A fault of the server takes nothing away. */
async function askTwice(url: string, signal: AbortSignal): Promise<ViewerFailure | unknown> {
  const first = await ask(url, signal);
  if (!(first instanceof ViewerFailure) || first.kind !== "network") return first;
  await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
  return ask(url, signal);
}

async function ask(url: string, signal: AbortSignal): Promise<ViewerFailure | unknown> {
  try {
    const response = await request(url, "application/json, application/dicom+json", signal);
    return (await response.json()) as unknown;
  } catch (error) {
    return error instanceof ViewerFailure && error.kind !== "server" ? error : null;
  }
}
