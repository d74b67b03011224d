import { useEffect, useRef } from "react";
import { request } from "../data/dicomweb";
import { ViewerFailure } from "../data/failure";

const EVERY_MS = 20_000;
const SECOND_TRY_MS = 2_000;
/** Nobody at the screen: no requests either, so that an idle session can end. */
const ACTIVE_WITHIN_MS = 90_000;
const ACTIVITY = ["pointermove", "keydown", "wheel", "focus"] as const;

/**
 * Asks now and then whether these images may still be seen: when all is loaded there is no other request that a
 * revoked share could answer.
 */
export function useHeartbeat(
  url: string,
  isEnabled: boolean,
  onFailure: (failure: ViewerFailure) => void,
): void {
  const report = useRef(onFailure);
  report.current = onFailure;

  useEffect(() => {
    if (!isEnabled) return;
    const abort = new AbortController();
    let lastActivity = Date.now();
    let lastCheck = Date.now();
    const check = async () => {
      lastCheck = Date.now();
      const failure = await askTwice(url, abort.signal);
      if (failure && !abort.signal.aborted) report.current(failure);
    };
    const onActivity = () => {
      lastActivity = Date.now();
      // Back after a pause: whether the images may still be seen is the first thing to know.
      if (Date.now() - lastCheck > EVERY_MS * 2) void check();
    };
    const onVisible = () => {
      if (document.visibilityState === "visible") onActivity();
    };
    const timer = setInterval(() => {
      const isActive = document.visibilityState === "visible" && Date.now() - lastActivity < ACTIVE_WITHIN_MS;
      if (isActive) void check();
    }, EVERY_MS);
    for (const name of ACTIVITY) window.addEventListener(name, onActivity, { passive: true });
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      abort.abort();
      clearInterval(timer);
      for (const name of ACTIVITY) window.removeEventListener(name, onActivity);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [url, isEnabled]);
}

/** A dropped packet isn't a lost server: a second try decides. A fault of the server takes nothing away. */
async function askTwice(url: string, signal: AbortSignal): Promise<ViewerFailure | null> {
  const first = await ask(url, signal);
  if (first?.kind !== "network") return first;
  await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_MS));
  return ask(url, signal);
}

async function ask(url: string, signal: AbortSignal): Promise<ViewerFailure | null> {
  try {
    const response = await request(url, "application/dicom+json", signal);
    return response.status === 204 ? new ViewerFailure("not-found", 404) : null;
  } catch (error) {
    return error instanceof ViewerFailure && error.kind !== "server" ? error : null;
  }
}
