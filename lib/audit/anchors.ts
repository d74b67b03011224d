import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";
import { chainHeads } from "./chain-heads";

/** The head of one chain at one moment, signed with a key that the database doesn't hold. */
export interface Anchor {
  chain: string;
  sequence: string;
  hash: string;
  at: string;
  signature: string;
}

/** Appends the signed head of each chain that has grown since its last anchor to AUDIT_ANCHOR_DIR/<chain>.jsonl. */
export async function writeAnchors(): Promise<void> {
  fs.mkdirSync(env.AUDIT_ANCHOR_DIR, { recursive: true, mode: 0o700 });
  for (const head of await chainHeads()) {
    if (lastAnchor(head.chain)?.sequence === head.sequence.toString()) continue;
    const anchor = {
      chain: head.chain,
      sequence: head.sequence.toString(),
      hash: Buffer.from(head.hash).toString("hex"),
      at: new Date().toISOString(),
    };
    appendDurably(
      anchorFile(head.chain),
      `${JSON.stringify({ ...anchor, signature: signAnchor(anchor) })}\n`,
    );
  }
}

/** The anchors of a chain in the order they were written; a line cut off by a crash is left out. */
export async function* readAnchors(chain: string): AsyncGenerator<Anchor> {
  const file = anchorFile(chain);
  if (!fs.existsSync(file)) return;
  const handle = await fs.promises.open(file);
  try {
    for await (const line of handle.readLines()) {
      const anchor = parseAnchor(line);
      if (anchor) yield anchor;
    }
  } finally {
    await handle.close();
  }
}

/** More than two anchors take. */
const END_BYTES = 4096;

/** The anchor that was written last, out of the end of its file: that grows for years. */
export function lastAnchor(chain: string): Anchor | undefined {
  const file = anchorFile(chain);
  if (!fs.existsSync(file)) return undefined;
  const descriptor = fs.openSync(file, "r");
  try {
    const { size } = fs.fstatSync(descriptor);
    const end = Buffer.alloc(Math.min(size, END_BYTES));
    const length = fs.readSync(descriptor, end, 0, end.length, size - end.length);
    const lines = end.toString("utf8", 0, length).split("\n");
    return lines.map(parseAnchor).findLast((anchor) => anchor !== undefined);
  } finally {
    fs.closeSync(descriptor);
  }
}

function parseAnchor(line: string): Anchor | undefined {
  try {
    return line === "" ? undefined : (JSON.parse(line) as Anchor);
  } catch {
    return undefined;
  }
}

/** Whether an anchor was signed here. */
export function anchorVerifier(): (anchor: Anchor) => boolean {
  const key = createPublicKey(anchorKey());
  return ({ signature, ...anchor }) =>
    verify(null, Buffer.from(anchorText(anchor)), key, Buffer.from(signature, "base64"));
}

/** Chains that have anchors, even when the database holds nothing of them any more. */
export function anchoredChains(): string[] {
  if (!fs.existsSync(env.AUDIT_ANCHOR_DIR)) return [];
  return fs
    .readdirSync(env.AUDIT_ANCHOR_DIR)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => name.slice(0, -".jsonl".length));
}

function signAnchor(anchor: Omit<Anchor, "signature">): string {
  return sign(null, Buffer.from(anchorText(anchor)), anchorKey()).toString("base64");
}

function anchorText({ chain, sequence, hash, at }: Omit<Anchor, "signature">): string {
  return [chain, sequence, hash, at].join("\n");
}

function anchorFile(chain: string): string {
  return path.join(env.AUDIT_ANCHOR_DIR, `${chain.replace(/[^a-z0-9-]/gi, "_")}.jsonl`);
}

/** Ed25519, made once, in DATA_DIR with mode 0600. */
function anchorKey(): KeyObject {
  const file = path.join(env.DATA_DIR, "audit-key.pem");
  if (!fs.existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    fs.mkdirSync(env.DATA_DIR, { recursive: true });
    try {
      fs.writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), {
        mode: 0o600,
        flag: "wx",
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
  return createPrivateKey(fs.readFileSync(file));
}

function appendDurably(file: string, text: string): void {
  const descriptor = fs.openSync(file, "a", 0o600);
  try {
    const bytes = Buffer.from(text);
    if (fs.writeSync(descriptor, bytes) !== bytes.length) throw new Error("the anchor was not written whole");
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}
