import { type PeerAnswer, StowError } from "./call-peer";

/** What became of one instance: 0, a warning (Bxxx), or a Failure Reason (PS3.18 table I.2-2). */
export interface StoreOutcome {
  status: number;
  comment?: string;
}

const PROCESSING_FAILURE = 0x0110;
/** PS3.18 table I.2-2. */
export const TRANSFER_SYNTAX_NOT_SUPPORTED = 0xc122;

type Item = Record<string, { Value?: unknown[] } | undefined>;

/**
 * Reads the answer of STOW-RS (PS3.18 10.5.3): the Store Instances Response Module says how each fared; where it
 * isn't JSON, the HTTP status counts.
 * @throws StowError for answers that say nothing of the instances
 */
export function readStoreAnswer({ status, text }: PeerAnswer, sent: string[]): Map<string, StoreOutcome> {
  const outcomes = new Map<string, StoreOutcome>();
  const answer = status === 200 || status === 202 || status === 409 ? parse(text) : undefined;
  for (const item of itemsOf(answer, "00081199")) {
    const warning = numberOf(item, "00081196");
    note(outcomes, sent, item, warning === undefined ? { status: 0 } : { status: warning });
  }
  for (const item of itemsOf(answer, "00081198"))
    note(outcomes, sent, item, { status: numberOf(item, "00081197") ?? PROCESSING_FAILURE });
  const rest = sent.filter((uid) => !outcomes.has(uid));
  const forAll = outcomeFor(status, answer, sent.length);
  if (rest.length > 0 && !forAll) throw StowError.fromStatus(status);
  for (const uid of rest) if (forAll) outcomes.set(uid, forAll);
  return outcomes;
}

/** For instances that the answer doesn't name. */
function outcomeFor(status: number, answer: Item | undefined, count: number): StoreOutcome | undefined {
  const isReadable = answer !== undefined;
  // 200 is "all stored"; an answer that could name them and doesn't is not believed.
  if (status === 200)
    return isReadable
      ? { status: PROCESSING_FAILURE, comment: "not named in the peer's answer" }
      : { status: 0 };
  if (status === 415) return { status: TRANSFER_SYNTAX_NOT_SUPPORTED, comment: "HTTP status 415" };
  // What is wrong with a request of one instance is wrong with that instance.
  const isAboutOne = count === 1 && [400, 409, 413, 422].includes(status);
  if (isAboutOne || (isReadable && (status === 202 || status === 409)))
    return { status: PROCESSING_FAILURE, comment: `HTTP status ${status}` };
  return undefined;
}

function parse(text: string): Item | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const first: unknown = Array.isArray(json) ? json[0] : json;
    return typeof first === "object" && first !== null ? (first as Item) : undefined;
  } catch {
    return undefined;
  }
}

function itemsOf(answer: Item | undefined, tag: string): Item[] {
  const values = answer?.[tag]?.Value;
  return Array.isArray(values)
    ? values.filter((value): value is Item => typeof value === "object" && value !== null)
    : [];
}

function numberOf(item: Item, tag: string): number | undefined {
  const value = item[tag]?.Value?.[0];
  return Number.isInteger(value) ? (value as number) : undefined;
}

function note(outcomes: Map<string, StoreOutcome>, sent: string[], item: Item, outcome: StoreOutcome): void {
  const uid = item["00081155"]?.Value?.[0];
  if (typeof uid === "string" && sent.includes(uid)) outcomes.set(uid, outcome);
}
