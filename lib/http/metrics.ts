import type { IncomingMessage, ServerResponse } from "node:http";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { getVerificationState } from "@/lib/keeping";

const holder = globalThis as { beeldbrugMetrics?: { registry: Registry; duration: Histogram } };

/** Next bundles its own copy of this file: both see the same registry. */
function metrics() {
  if (!holder.beeldbrugMetrics) {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const duration = new Histogram({
      name: "http_request_duration_seconds",
      help: "Time to answer, by group of addresses; never by a single address, which may name a study.",
      labelNames: ["group", "method", "status"],
      buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
      registers: [registry],
    });
    new Gauge({
      name: "stored_rows_damaged",
      help: "Instances, documents and conflicts whose bytes were not what their rows say when last read.",
      registers: [registry],
      async collect() {
        const state = await getVerificationState().catch(() => undefined);
        if (state) this.set(state.damaged);
        else this.remove();
      },
    });
    holder.beeldbrugMetrics = { registry, duration };
  }
  return holder.beeldbrugMetrics;
}

export function metricsRegistry(): Registry {
  return metrics().registry;
}

const KNOWN_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function observeRequest(request: IncomingMessage, response: ServerResponse): void {
  const method = KNOWN_METHODS.has(request.method ?? "") ? (request.method as string) : "other";
  const end = metrics().duration.startTimer({ group: groupOf(request.url ?? "/"), method });
  response.once("close", () => end({ status: String(response.statusCode) }));
}

function groupOf(url: string): string {
  if (url.startsWith("/dicom-web")) return "dicom-web";
  if (url.startsWith("/uploads")) return "uploads";
  if (url.startsWith("/api/v1/events")) return "events";
  if (url.startsWith("/api/v1/")) return "api";
  if (url.startsWith("/api/auth")) return "auth";
  if (url.startsWith("/_next/")) return "assets";
  return "pages";
}
