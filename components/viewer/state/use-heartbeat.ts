import { useEffect, useRef } from "react";
import { request } from "../data/dicomweb";
import { ViewerFailure } from "../data/failure";

const EVERY_MS = 20_000;
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
      try {
        await request(url, "application/dicom+json", abort.signal);
      } catch (error) {
        if (error instanceof ViewerFailure && error.kind !== "server" && !abort.signal.aborted)
          report.current(error);
      }
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
