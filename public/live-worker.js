// One stream of events for all pages of a browser: over HTTP/1.1 a browser has six connections to a server, and each
// open page with a stream of its own would hold one of them. See components/live.

const FORGET_AFTER_MS = 150_000;
const pages = new Map();
let source;
let followed = "";
let covered = new Set();
let wasCut = false;
let change;

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    if (data.bye) pages.delete(port);
    else pages.set(port, { topics: data.topics, seenAt: Date.now() });
    if (data.again) followed = "";
    clearTimeout(change);
    change = setTimeout(follow, 20);
  };
  port.start();
};

// A page that was killed says nothing; one that is there says so every minute.
setInterval(() => {
  for (const [port, { seenAt }] of pages) if (Date.now() - seenAt > FORGET_AFTER_MS) pages.delete(port);
  follow();
}, 60_000);

function follow() {
  const topics = [...new Set([...pages.values()].flatMap((page) => page.topics))].sort();
  const wanted = topics.join("\n");
  if (wanted === followed && (topics.length === 0 || source?.readyState !== EventSource.CLOSED)) return;
  followed = wanted;
  const before = source;
  if (topics.length === 0) {
    source = undefined;
    before?.close();
    return;
  }
  const query = topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join("&");
  const now = new EventSource(`/api/v1/events?${query}`);
  source = now;
  now.addEventListener("ready", () => {
    // Only now: nothing falls between the old stream and this one.
    before?.close();
    tell({ state: "open" });
    // Who began to follow a moment ago may have missed what happened until now; after a cut everybody may.
    for (const [port, page] of pages)
      if (wasCut || page.topics.some((topic) => !covered.has(topic)))
        port.postMessage({ event: "refetch", data: {} });
    wasCut = false;
    covered = new Set(topics);
  });
  for (const name of ["change", "refetch", "closed", "ended"])
    now.addEventListener(name, ({ data }) => tell({ event: name, data: JSON.parse(data) }));
  now.onerror = () => {
    if (now !== source) return;
    before?.close();
    wasCut = true;
    tell({ state: now.readyState === EventSource.CLOSED ? "closed" : "away" });
  };
}

function tell(message) {
  for (const port of pages.keys()) port.postMessage(message);
}
