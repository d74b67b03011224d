"use client";

export interface LiveEvent {
  /** A topic that the page follows; empty for what concerns all of them. */
  topic: string;
  /**
   * "changed" and whatever else the announcing verb says; "refetch" when something may have been missed; "closed"
   * when the topic isn't open to this person (any more).
   */
  kind: string;
  [id: string]: string | undefined;
}

export type LiveState = "connecting" | "open" | "away" | "closed";

type Follower = { topics: string[]; onEvent: (event: LiveEvent) => void };
type Message =
  | { state: "open" | "away" | "closed" }
  | { event: "change" | "refetch" | "closed" | "ended"; data: Record<string, string> };

const SAY_HERE_EVERY_MS = 60_000;
/** A browser without shared workers, and one that lost its stream for good, begins anew after this. */
const AGAIN_AFTER_MS = 15_000;

const followers = new Set<Follower>();
const stateListeners = new Set<() => void>();
let state: LiveState = "connecting";
let port: MessagePort | undefined;
let source: EventSource | undefined;
let beginning: number | undefined;
let isSetUp = false;

/** Follows topics until the function that it returns is called. */
export function follow(topics: string[], onEvent: (event: LiveEvent) => void): () => void {
  const follower = { topics, onEvent };
  followers.add(follower);
  setUp();
  changed();
  return () => {
    followers.delete(follower);
    changed();
  };
}

export const liveState = () => state;

export function onLiveState(listener: () => void): () => void {
  stateListeners.add(listener);
  return () => stateListeners.delete(listener);
}

const topicsNow = () => [...new Set([...followers].flatMap(({ topics }) => topics))].sort();

function setUp(): void {
  if (isSetUp) return;
  isSetUp = true;
  // By another name, so that no bundler takes the address for a module of its own.
  const { SharedWorker: Shared } = window;
  if (Shared)
    try {
      const worker = new Shared("/live-worker.js");
      worker.port.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
      worker.onerror = () => {
        port = undefined;
        changed();
      };
      port = worker.port;
    } catch {
      // Forbidden in this browser: a stream of the page's own.
    }
  window.addEventListener("pagehide", () => port?.postMessage({ bye: true }));
  window.addEventListener("pageshow", ({ persisted }) => persisted && changed(true));
  window.addEventListener("online", () => changed(true));
  setInterval(() => port?.postMessage({ topics: topicsNow() }), SAY_HERE_EVERY_MS);
}

/** Several begin to follow in one rendering: one message for all of them. */
function changed(isAgain = false): void {
  window.clearTimeout(beginning);
  beginning = window.setTimeout(() => {
    if (port) port.postMessage({ topics: topicsNow(), again: isAgain });
    else openOwn();
  }, 0);
}

function openOwn(): void {
  const before = source;
  const topics = topicsNow();
  if (topics.length === 0) {
    before?.close();
    source = undefined;
    return;
  }
  const now = new EventSource(
    `/api/v1/events?${topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join("&")}`,
  );
  source = now;
  now.addEventListener("ready", () => {
    before?.close();
    hear({ state: "open" });
    hear({ event: "refetch", data: {} });
  });
  for (const name of ["change", "refetch", "closed", "ended"] as const)
    now.addEventListener(name, ({ data }) => hear({ event: name, data: JSON.parse(data) }));
  now.onerror = () => now === source && hear({ state: now.readyState === 2 ? "closed" : "away" });
}

function hear(message: Message): void {
  if ("state" in message) {
    setState(message.state);
    // Refused, or the server was away for long: asked again, as long as somebody follows.
    if (message.state === "closed" && followers.size > 0)
      window.setTimeout(() => liveState() === "closed" && changed(true), AGAIN_AFTER_MS);
    return;
  }
  const { event, data } = message;
  if (event === "ended") {
    setState("closed");
    return;
  }
  const topic = data.topic ?? "";
  const kind = event === "change" ? (data.kind ?? "changed") : event;
  for (const { topics, onEvent } of [...followers])
    if (topic === "" || topics.includes(topic)) onEvent({ ...data, topic, kind });
}

function setState(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of stateListeners) listener();
}
